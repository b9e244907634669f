/** Mozilla's intermediate settings for servers (Server Side TLS 5.7), which every current browser can speak. */

export const tlsSettings = {
  from: "Mozilla's intermediate settings, Server Side TLS 5.7",
  /** TLS 1.2 in OpenSSL's names; of TLS 1.3 a server takes all. */
  ciphers: [
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
  ].join(":"),
};
