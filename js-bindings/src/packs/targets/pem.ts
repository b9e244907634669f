import { chainFile, keyFile, type Target } from "../target.js";

export const pem: Target = {
  pfx: false,
  title: "Another",
  files: (material) => [chainFile(material), keyFile(material)],
  steps: () => [
    "fullchain.pem is your certificate and behind it the intermediate ones, as most programs want them.",
    "key.pem is the key, encrypted. A program that asks for the passphrase reads it as it is; for one that does not, decrypt it where it is used:",
    { type: "openssl pkey -in key.pem -out key-clear.pem" },
  ],
  tries: () => [
    "Both lines show the same:",
    { type: "openssl pkey -in key.pem -pubout | openssl sha256" },
    { type: "openssl x509 -in fullchain.pem -noout -pubkey | openssl sha256" },
  ],
};
