import { askHttps, chainFile, decryptTo, keyFile, type Target } from "../target.js";
import { tlsSettings } from "../tls-settings.js";

const folder = "/etc/haproxy/tls";

export const haproxy: Target = {
  pfx: false,
  title: "HAProxy",
  files: (material) => [
    chainFile(material),
    keyFile(material),
    {
      name: "haproxy-tls.cfg",
      content: `# For the global section. TLS: ${tlsSettings.from}.
ssl-default-bind-ciphers ${tlsSettings.ciphers}
ssl-default-bind-options prefer-client-ciphers ssl-min-ver TLSv1.2 no-tls-tickets
# For the frontend of ${material.host}:
#   bind :443 ssl crt ${folder}/fullchain.pem alpn h2,http/1.1
`,
    },
  ],
  steps: () => [
    `Copy fullchain.pem and key.pem to ${folder} on the server.`,
    "HAProxy before version 3.3 reads no encrypted key. Decrypt it there, beside the chain, under the name that HAProxy looks for:",
    decryptTo(`${folder}/fullchain.pem.key`),
    "Add the lines of haproxy-tls.cfg to haproxy.cfg, where they say. Test, and load it:",
    { type: "haproxy -c -f /etc/haproxy/haproxy.cfg && systemctl reload haproxy" },
  ],
  tries: (material) => [askHttps(material)],
};
