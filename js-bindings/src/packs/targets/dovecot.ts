import { chainFile, keyFile, type Target } from "../target.js";

const folder = "/etc/dovecot/tls";

export const dovecot: Target = {
  pfx: false,
  title: "Dovecot",
  files: (material) => [
    chainFile(material),
    keyFile(material),
    {
      name: "10-tls.conf",
      content: `# For conf.d of Dovecot 2.3, on ${material.host}.
ssl = required
ssl_cert = <${folder}/fullchain.pem
ssl_key = <${folder}/key.pem
ssl_key_password = <${folder}/passphrase
ssl_min_protocol = TLSv1.2
`,
    },
  ],
  steps: () => [
    `Copy fullchain.pem and key.pem to ${folder} on the server, and 10-tls.conf to /etc/dovecot/conf.d.`,
    `Write the passphrase into ${folder}/passphrase, readable by root alone and without the end of the line, which Dovecot would take for a part of it. Type it after this line, then Enter and Ctrl+D:`,
    { type: `(umask 077 && tr -d '\\n' >${folder}/passphrase)` },
    "Load it:",
    { type: "doveconf -n >/dev/null && doveadm reload" },
  ],
  tries: ({ host }) => [
    { type: `openssl s_client -connect ${host}:993 </dev/null | openssl x509 -noout -subject -dates` },
  ],
};
