// Real nginx and Apache over the bundle, each with the bundle's own header file and the page of its sample.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sampleOrigin, samplePage } from "../../tools/bundle/headers.mjs";
import { freePort } from "../browser/free-port.mjs";
import { bundle, read, run } from "./support.mjs";

const asRoot = process.getuid() === 0;

function needed(...candidates) {
  const found = candidates.find((path) => existsSync(path));
  if (!found) throw new Error(`${candidates[0]} is missing: run tools/setup-tests.sh bundle`);
  return found;
}

/** The sample of a header file, which stands there as a comment, with `lines` after its first one. */
const sampleOf = (text, lines) =>
  text
    .split("\n")
    .filter((line) => /^# ([<} ]|location)/.test(line))
    .map((line) => line.slice(2))
    .flatMap((line, at) => (at === 0 ? [line, ...lines] : [line]))
    .join("\n");

function nginxConfig(folder, port, { editHeaders, ownHeaders, includedHeaders }) {
  const lines = (headers) =>
    Object.entries(headers)
      .map(([name, value]) => `add_header ${name} "${value}" always;\n`)
      .join("");
  // Beside the configuration, where nginx looks for what is included.
  if (includedHeaders) writeFileSync(join(folder, "keyseal-server-headers.conf"), lines(includedHeaders));
  const headers = editHeaders(read("headers/nginx.conf"));
  writeFileSync(join(folder, "headers.conf"), headers);
  writeFileSync(join(folder, "page.conf"), sampleOf(headers, [`  default_type text/html; alias ${folder}/page.html;`]));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `${asRoot ? "user root;" : ""} daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/temp;`).join(" ")}
  server {
    listen 127.0.0.1:${port};
    root ${folder}/root;
    location = /favicon.ico { return 204; }
    ${lines(ownHeaders)}
    include ${folder}/headers.conf;
    include ${folder}/page.conf;
  }
}
`;
}

const apacheModules = ["mpm_event", "authz_core", "mime", "headers", "alias", "filter", "deflate"];

function apacheConfig(folder, port, { editHeaders, ownHeaders }) {
  const headers = editHeaders(read("headers/apache.conf"));
  writeFileSync(join(folder, "headers.conf"), headers);
  writeFileSync(join(folder, "page.conf"), sampleOf(headers, ["  ForceType text/html"]));
  writeFileSync(join(folder, "types"), ""); // it knows no type but what the header file says
  return `ServerRoot ${folder}
ServerName localhost
PidFile ${folder}/pid
ErrorLog ${folder}/error.log
Listen 127.0.0.1:${port}
${apacheModules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so\n`).join("")}
${asRoot ? "User www-data\nGroup www-data" : ""}
TypesConfig ${folder}/types
<VirtualHost *>
  DocumentRoot ${folder}/root
  Alias ${samplePage} ${folder}/page.html
  ${Object.entries(ownHeaders)
    .map(([name, value]) => `Header always set ${name} "${value}"\n`)
    .join("")}
  <Directory ${folder}>
    Require all granted
  </Directory>
  Include ${folder}/headers.conf
  Include ${folder}/page.conf
</VirtualHost>
`;
}

const servers = {
  nginx: {
    program: () => needed("/usr/sbin/nginx", "/usr/bin/nginx"),
    config: nginxConfig,
    args: (file) => ["-e", "stderr", "-c", file],
    testArgs: (file) => ["-e", "stderr", "-t", "-q", "-c", file],
  },
  apache: {
    program: () => needed("/usr/sbin/apache2", "/usr/sbin/httpd"),
    config: apacheConfig,
    args: (file) => ["-f", file, "-DFOREGROUND"],
    testArgs: (file) => ["-f", file, "-t"],
  },
};

/**
 * Starts a server, "nginx" or "apache", that has the bundle at its place and `page`, with the server's own origin, at the sample's address. Returns
 * { origin, close }. `editHeaders` changes the header file as a portal would; `ownHeaders` are set for the whole server,
 * `includedHeaders` in the file that nginx's locations include.
 */
export async function startServer(
  name,
  { page = "<!doctype html>", editHeaders = (text) => text, ownHeaders = {}, includedHeaders } = {},
) {
  const { program, config, args, testArgs } = servers[name];
  const folder = mkdtempSync(join(tmpdir(), `keyseal-${name}-`));
  chmodSync(folder, 0o755); // for the user that Apache becomes
  mkdirSync(join(folder, "root"));
  cpSync(bundle, join(folder, "root", basename(bundle)), { recursive: true });
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  writeFileSync(join(folder, "page.html"), page.replaceAll(sampleOrigin, origin));
  const configFile = join(folder, "server.conf");
  writeFileSync(configFile, config(folder, port, { editHeaders, ownHeaders, includedHeaders }));
  const remove = () => rmSync(folder, { recursive: true, force: true });

  const checked = await run(program(), testArgs(configFile));
  if (checked.status !== 0) {
    remove();
    throw new Error(`${name} refuses its configuration: ${checked.stderr}`);
  }
  const child = spawn(program(), args(configFile), { stdio: "ignore" });
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await once(child, "exit");
    }
    remove();
  };
  for (let tries = 100; !(await fetch(origin).catch(() => undefined)); tries -= 1) {
    if (tries === 0 || child.exitCode !== null) {
      await close();
      throw new Error(`${name} does not answer`);
    }
    await sleep(50);
  }
  return { origin, close };
}
