// headers/: the same headers for nginx, Apache and hosts that read a _headers file. Written from header-rules.mjs.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contentType, defaultMediaType, headersOf, mediaTypes, pageHeaders } from "./header-rules.mjs";

/** Where the bundle lies below a server's root. */
export const baseOf = (version) => `/keyseal-${version}/`;

/** The page that embeds Keyseal, in the samples: its address, and where a _headers file cannot tell it, its origin. */
export const samplePage = "/order";
export const sampleOrigin = "https://portal.example";

const inRegex = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const eachLine = (lines, write) => lines.map((line) => `${write(line)}\n`).join("");
const comment = (text) => text.replace(/^/gm, "# ").replace(/ +$/gm, "");

/** A regular expression for exactly these paths, as nginx and Apache read it. */
const exactly = (base, paths) => `^${inRegex(base)}(${paths.map(inRegex).join("|")})$`;

/** Files with the same headers, together: [headers, paths]. */
function groupsOf(paths, headersOfPath) {
  const groups = new Map();
  for (const path of paths) {
    const headers = headersOfPath(path);
    const key = JSON.stringify(headers);
    groups.set(key, [headers, [...(groups.get(key)?.[1] ?? []), path]]);
  }
  return [...groups.values()];
}

const aboutThePage = `Below it: the headers of a page that embeds Keyseal. script-src has the hashes of this bundle's scripts: load them
with the integrity attributes of EMBED.html, and leave out those that you do not use. A script of your own needs
its hash there too, 'sha384-' and what this prints: openssl dgst -sha384 -binary FILE | openssl base64 -A
(and an integrity attribute where it stands in a file). Where the page's own form is sent, form-action 'self'; where it
frames the offline file, frame-src with the address of keyseal-offline.html.`;

/** What nginx drops in a location that has headers of its own. A mask, so that it need not be there. */
export const nginxServerHeaders = "keyseal-server-headers[.]conf";
const includeServerHeaders = `include ${nginxServerHeaders};`;

function nginx({ version, paths, policies, scripts }) {
  const base = baseOf(version);
  // What is not there must not be kept, so Cache-Control stands on good answers only.
  const addHeader = ([name, value]) => `add_header ${name} "${value}"${name === "Cache-Control" ? "" : " always"};`;
  const page = pageHeaders({ scripts, worker: `$scheme://$http_host${base}keyseal-worker.js` });
  const extensions = [...new Set(Object.values(mediaTypes))].map((type) => [
    type,
    Object.keys(mediaTypes).filter((extension) => mediaTypes[extension] === type),
  ]);
  const locations = groupsOf(paths, (path) => headersOf(path, policies)).map(
    ([headers, group]) => `
  location ~ "${exactly(base, group)}" {
    ${includeServerHeaders}
${eachLine(Object.entries(headers), (header) => `    ${addHeader(header)}`)}  }
`,
  );
  return `${comment(`nginx: include this in the server block whose root holds the folder keyseal-${version}.
A location of nginx that has add_header lines takes none from the server block around it, so that a
Strict-Transport-Security that stands there would be missing here. Write those of your server that shall hold here too
into a file keyseal-server-headers.conf beside nginx.conf (/etc/nginx): each location below includes it if it is there.
Leave a Content-Security-Policy out: each file below has the one that it needs, and a browser obeys all that come.
${aboutThePage}`)}

location ^~ ${base} {
  types {
${eachLine(extensions, ([type, names]) => `    ${type} ${names.join(" ")};`)}  }
  default_type ${defaultMediaType};
  charset utf-8;
  charset_types text/html text/javascript text/plain;
  gzip on;
  gzip_vary on;
  gzip_types text/javascript text/plain application/json application/wasm;
  ${includeServerHeaders}
  add_header X-Content-Type-Options "nosniff" always;
${locations.join("")}}

# location = ${samplePage} {
#   ${includeServerHeaders}
${eachLine(Object.entries(page), (header) => `#   ${addHeader(header)}`)}# }
`;
}

function apache({ version, paths, policies, scripts }) {
  const base = baseOf(version);
  const set = ([name, value]) => `Header ${name === "Cache-Control" ? "" : "always "}set ${name} "${value}"`;
  const page = pageHeaders({ scripts, worker: `%{REQUEST_SCHEME}://%{HTTP_HOST}${base}keyseal-worker.js` });
  page["Content-Security-Policy"] = `expr=${page["Content-Security-Policy"]}`; // worker-src names the host
  const groups = groupsOf(paths, (path) => ({ "Content-Type": contentType(path), ...headersOf(path, policies) }));
  const blocks = groups.map(
    ([{ "Content-Type": type, ...headers }, group]) => `
<LocationMatch "${exactly(base, group)}">
  ForceType "${type}"
${eachLine(Object.entries(headers), (header) => `  ${set(header)}`)}</LocationMatch>
`,
  );
  return `${comment(`Apache 2.4 with mod_headers: include this in the virtual host whose DocumentRoot holds the folder
keyseal-${version}. Headers that the virtual host sets hold here too, but for those that are set below.
${aboutThePage}`)}

<Location "${base}">
  Header always set X-Content-Type-Options "nosniff"
  ForceType "${defaultMediaType}; charset=utf-8"
  <IfModule mod_deflate.c>
    SetOutputFilter DEFLATE
  </IfModule>
</Location>
${blocks.join("")}
# <Location "${samplePage}">
${eachLine(Object.entries(page), (header) => `#   ${set(header)}`)}# </Location>
`;
}

/** A block for every file: hosts join the values of a header that two rules set. */
function staticHost({ version, paths, policies, scripts }) {
  const base = baseOf(version);
  const page = pageHeaders({ scripts, worker: `${sampleOrigin}${base}keyseal-worker.js` });
  const block = (address, headers) =>
    `\n${address}\n${eachLine(Object.entries(headers), ([name, value]) => `  ${name}: ${value}`)}`;
  const files = paths.map((path) =>
    block(base + path, { "Content-Type": contentType(path), ...headersOf(path, policies) }),
  );
  return `${comment(`Static hosts: add this to the _headers file of the site that holds the folder keyseal-${version}, and put your
own origin in place of ${sampleOrigin} and the page's address in place of ${samplePage}. Hosts add up the rules of an
address: a rule for /* that sets one of these headers too would give it twice.
${aboutThePage}`)}
${files.join("")}${block(samplePage, page)}`;
}

/**
 * Writes headers/ into `folder`. `paths` are the bundle's files, `policies` the CSP of each of its pages by path,
 * `scripts` the CSP sources of its scripts.
 */
export function writeHeaders(folder, bundle) {
  mkdirSync(join(folder, "headers"));
  for (const [name, write] of Object.entries({ "nginx.conf": nginx, "apache.conf": apache, _headers: staticHost })) {
    writeFileSync(join(folder, "headers", name), write(bundle));
  }
}
