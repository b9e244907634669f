// EMBED.html: the exact tags to paste, with this bundle's hashes. A page without scripts, under a policy of its own.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { baseOf } from "./headers.mjs";
import { digest, integrityOf } from "./manifest.mjs";
import { documentPolicy, policyText } from "./policies.mjs";

const style = readFileSync(new URL("embed.css", import.meta.url), "utf8");

const escapeHtml = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A sample as it stands in the page; `id` is how a test finds it. */
const sample = (id, code) => `<pre id="${id}" tabindex="0"><code>${escapeHtml(code.trim())}</code></pre>`;

/** The samples by name: what a page pastes. `folder` holds the bundle's files. */
function samplesOf(folder, version) {
  const base = baseOf(version);
  const integrity = (path) => integrityOf(readFileSync(join(folder, path)));
  const importMap = JSON.stringify(
    {
      imports: { keyseal: `${base}keyseal.mjs` },
      integrity: { [`${base}keyseal.mjs`]: integrity("keyseal.mjs") },
    },
    null,
    2,
  );
  return {
    component: `
<script type="module" src="${base}keyseal-element.mjs" integrity="${integrity("keyseal-element.mjs")}"></script>
<keyseal-generator profile="tls-server" name="csr"></keyseal-generator>`,
    "import-map": `
<script type="importmap">
${importMap}
</script>`,
    module: `
<script type="module">
import { open } from "keyseal";
const keyseal = await open(); // compares worker and module with their pinned SHA-256
</script>`,
    script: `
<script src="${base}keyseal.iife.js" integrity="${integrity("keyseal.iife.js")}"></script>
<script>
keyseal.open().then((opened) => { /* opened.generate({ dns: ["www.example.com"], passphrase }) */ });
</script>`,
    frame: `
<iframe sandbox="allow-scripts allow-downloads" title="Key and certificate request"
  src="${base}keyseal-offline.html#frame=https://portal.example"></iframe>`,
  };
}

/** The page's policy as a header has it. */
export const embedPolicy = policyText({
  ...documentPolicy({ styleHash: `sha256-${digest("sha256", style, "base64")}` }),
  "frame-ancestors": "'none'",
});

export function embedPage(folder, version) {
  const samples = samplesOf(folder, version);
  const hashes = ["keyseal.wasm", "keyseal-worker.js"].map((path) => {
    const bytes = readFileSync(join(folder, path));
    return `<dt>${path}</dt><dd><code>${digest("sha256", bytes)}</code><br><code>${digest("sha256", bytes, "base64url")}</code></dd>`;
  });
  const policy = policyText(documentPolicy({ styleHash: `sha256-${digest("sha256", style, "base64")}` }));
  return `<!doctype html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Embed Keyseal ${version}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Embed Keyseal ${version}</h1>
<p>The tags below pin the files of this bundle by their hashes: a browser refuses a file that was changed. They expect the
folder at <code>${baseOf(version)}</code>, on the origin of your page. Set the headers of <code>headers/</code> for it and for
your page: without the worker's own policy nothing is made.</p>

<h2>The component</h2>
${sample("component", samples.component)}
<p>Its <code>name</code> is the form field that gets the request. The key never gets into your form.</p>

<h2>The programming interface, as a module</h2>
<p>The import map must stand before the first module. Its hash, or a nonce, belongs into your policy's
<code>script-src</code>, as does that of your own script. Safari compares no hash of a module that is imported: name
its address there too, <code>https://portal.example${baseOf(version)}keyseal.mjs</code>. The import map pins its bytes.</p>
${sample("import-map", samples["import-map"])}
${sample("module", samples.module)}

<h2>The programming interface, as a plain script</h2>
${sample("script", samples.script)}

<h2>The offline file in a frame</h2>
<p>The strongest separation: your page's scripts cannot reach into it. Put your page's origin in place of
<code>https://portal.example</code>, and talk to it with <code>connectFrame</code> of <code>keyseal-frame.mjs</code>. Your
policy needs <code>frame-src https://portal.example${baseOf(version)}keyseal-offline.html</code>.</p>
${sample("frame", samples.frame)}

<h2>SHA-256 of what the scripts pin</h2>
<dl>
${hashes.join("\n")}
</dl>
<p>Those of all files are in <code>MANIFEST.json</code> and <code>SHA256SUMS</code>. This page cannot vouch for itself:
compare <code>SHA256SUMS</code> with the published one, or check its signature.</p>
</main>
</body>
</html>
`;
}
