import { askHttps, chainFile, keyFile, type Target } from "../target.js";
import { tlsSettings } from "../tls-settings.js";

const folder = "/etc/nginx/tls";

export const nginx: Target = {
  pfx: false,
  title: "nginx",
  files: (material) => [
    chainFile(material),
    keyFile(material),
    {
      name: "nginx-tls.conf",
      content: `# For the server block of ${material.host}. TLS: ${tlsSettings.from}.
ssl_certificate ${folder}/fullchain.pem;
ssl_certificate_key ${folder}/key.pem;
ssl_password_file ${folder}/passphrase;
ssl_protocols TLSv1.2 TLSv1.3;
ssl_ciphers ${tlsSettings.ciphers};
ssl_prefer_server_ciphers off;
ssl_session_timeout 1d;
ssl_session_cache shared:keyseal:10m;
`,
    },
  ],
  steps: () => [
    `Copy fullchain.pem, key.pem and nginx-tls.conf to ${folder} on the server.`,
    `Write the passphrase into ${folder}/passphrase, on one line, readable by root alone. Type it after this line, then Enter and Ctrl+D:`,
    { type: `(umask 077 && cat >${folder}/passphrase)` },
    "Add to the server block, beside listen 443 ssl:",
    { type: `include ${folder}/nginx-tls.conf;` },
    "Test, and load it:",
    { type: "nginx -t && nginx -s reload" },
  ],
  tries: (material) => [askHttps(material)],
};
