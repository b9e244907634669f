import { chainFile, decryptTo, keyFile, type Target } from "../target.js";

const folder = "/etc/postfix/tls";

export const postfix: Target = {
  pfx: false,
  title: "Postfix",
  files: (material) => [
    chainFile(material),
    keyFile(material),
    {
      name: "main-tls.cf",
      content: `# For main.cf, on ${material.host}.
smtpd_tls_chain_files = ${folder}/key-clear.pem, ${folder}/fullchain.pem
smtpd_tls_security_level = may
smtpd_tls_protocols = >=TLSv1.2
smtpd_tls_mandatory_protocols = >=TLSv1.2
`,
    },
  ],
  steps: () => [
    `Copy fullchain.pem and key.pem to ${folder} on the server.`,
    "Postfix reads no encrypted key. Decrypt it there, for root alone:",
    decryptTo(`${folder}/key-clear.pem`),
    "Add the lines of main-tls.cf to main.cf, and load it:",
    { type: "postfix check && postfix reload" },
  ],
  tries: ({ host }) => [
    { type: `openssl s_client -connect ${host}:25 -starttls smtp </dev/null | openssl x509 -noout -subject -dates` },
  ],
};
