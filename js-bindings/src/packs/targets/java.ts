import type { Target } from "../target.js";

export const java: Target = {
  pfx: true,
  title: "Java",
  files: ({ stem, pfx }) => [{ name: `${stem}.p12`, content: pfx, owned: true }],
  steps: ({ stem }) => [
    `${stem}.p12 is a key store of type PKCS12. Java 8u301 or later reads it as it is; what it asks for as store and key password is the passphrase.`,
    "Name it to your program, such as:",
    { type: `java -Djavax.net.ssl.keyStore=${stem}.p12 -Djavax.net.ssl.keyStoreType=PKCS12 …` },
    "To put it into a key store that exists:",
    { type: `keytool -importkeystore -srckeystore ${stem}.p12 -srcstoretype PKCS12 -destkeystore keystore.p12` },
  ],
  tries: ({ stem }) => [{ type: `keytool -list -v -storetype PKCS12 -keystore ${stem}.p12` }],
};
