import { askHttps, chainFile, keyFile, type Target } from "../target.js";
import { tlsSettings } from "../tls-settings.js";

const folder = "/etc/apache2/tls";

export const apache: Target = {
  pfx: false,
  title: "Apache",
  files: (material) => [
    chainFile(material),
    keyFile(material),
    {
      name: "apache-tls.conf",
      content: `# For the virtual host of ${material.host}. TLS: ${tlsSettings.from}.
SSLEngine on
SSLCertificateFile ${folder}/fullchain.pem
SSLCertificateKeyFile ${folder}/key.pem
SSLProtocol -all +TLSv1.2 +TLSv1.3
SSLCipherSuite ${tlsSettings.ciphers}
SSLHonorCipherOrder off
SSLSessionTickets off
`,
    },
    {
      name: "apache-passphrase.conf",
      content: `# For the server itself, outside of any virtual host.
SSLPassPhraseDialog exec:${folder}/passphrase.sh
`,
    },
    { name: "passphrase.sh", content: `#!/bin/sh\nexec cat ${folder}/passphrase\n` },
  ],
  steps: () => [
    `Copy all files to ${folder} on the server. On Red Hat and its like the folder is /etc/httpd/tls: change it in the three files.`,
    `Write the passphrase into ${folder}/passphrase, on one line, readable by root alone. Type it after this line, then Enter and Ctrl+D:`,
    { type: `(umask 077 && cat >${folder}/passphrase)` },
    { type: `chmod 700 ${folder}/passphrase.sh` },
    "Add to apache2.conf, outside of any virtual host:",
    { type: `Include ${folder}/apache-passphrase.conf` },
    "Add to the virtual host for port 443:",
    { type: `Include ${folder}/apache-tls.conf` },
    "Test, and start it anew. A reload is not enough where the key is new:",
    { type: "apachectl configtest && apachectl restart" },
  ],
  tries: (material) => [askHttps(material)],
};
