import { askHttps, chainFile, keyFile, type Target } from "../target.js";

export const panel: Target = {
  pfx: false,
  title: "Hosting panel",
  files: (material) => [chainFile(material), keyFile(material)],
  steps: () => [
    "cPanel, Plesk and their like want the key without its encryption. Decrypt it on your own computer, and type the passphrase when it is asked for:",
    { type: "openssl pkey -in key.pem -out key-clear.pem" },
    "cPanel: Security, SSL/TLS, Install and Manage SSL for your site. Paste the first certificate of fullchain.pem into Certificate (CRT), key-clear.pem into Private Key (KEY), and the certificates that follow in fullchain.pem into Certificate Authority Bundle (CABUNDLE).",
    "Plesk: Websites and Domains, SSL/TLS Certificates, Add. Private key, Certificate and CA certificate are the same three.",
    "Then delete key-clear.pem. The sealed key.pem is what you keep.",
  ],
  tries: (material) => [askHttps(material)],
};
