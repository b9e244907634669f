import { askHttps, chainFile, keyFile, type Target } from "../target.js";

export const node: Target = {
  pfx: false,
  title: "Node.js",
  files: (material) => [
    chainFile(material),
    keyFile(material),
    {
      name: "server.mjs",
      content: `// https://${material.host}/ The passphrase comes from a file that only the server's user may read.
import { readFileSync } from "node:fs";
import { createServer } from "node:https";

const read = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
createServer(
  { key: read("key.pem"), cert: read("fullchain.pem"), passphrase: read("passphrase").trimEnd(), minVersion: "TLSv1.2" },
  (request, response) => response.end("It works.\\n"),
).listen(Number(process.env.PORT ?? 443));
`,
    },
  ],
  steps: () => [
    "Copy all files into one folder on the server.",
    "Write the passphrase into the file passphrase there, readable by the server's user alone. Type it after this line, then Enter and Ctrl+D:",
    { type: "(umask 077 && cat >passphrase)" },
    { type: "node server.mjs" },
  ],
  tries: (material) => [askHttps(material)],
};
