// What is measured for each key type, and how often a slow peer: as often as the rest where `runs` is not said.

const webCrypto = (algorithm, usages = ["sign", "verify"]) => ({
  step: "webCrypto",
  name: "WebCrypto generateKey",
  argument: { algorithm, usages },
});
const ecdsa = (namedCurve) => webCrypto({ name: "ECDSA", namedCurve });
const rsa = (modulusLength) => webCrypto({ name: "RSASSA-PKCS1-v1_5", modulusLength, hash: "SHA-256" });
const forge = (bits, runs) => ({ step: "forge", name: "node-forge generateKeyPair", argument: { bits }, runs });
const jsrsasign = (algorithm, size, runs) => ({
  step: "jsrsasign",
  name: "jsrsasign generateKeypair",
  argument: { algorithm, size },
  runs,
});

export const cases = [
  {
    key: { type: "ecdsa", curve: "P-256" },
    name: "ecdsa-p256",
    peers: [ecdsa("P-256"), jsrsasign("EC", "secp256r1")],
  },
  { key: { type: "ecdsa", curve: "P-384" }, name: "ecdsa-p384", peers: [ecdsa("P-384")] },
  { key: { type: "ecdsa", curve: "P-521" }, name: "ecdsa-p521", peers: [ecdsa("P-521")] },
  {
    key: { type: "rsa", modulusBits: 2048 },
    name: "rsa-2048",
    peers: [rsa(2048), forge(2048, 10), jsrsasign("RSA", 2048, 10)],
  },
  { key: { type: "rsa", modulusBits: 3072 }, name: "rsa-3072", peers: [rsa(3072), forge(3072, 4)] },
  { key: { type: "rsa", modulusBits: 4096 }, name: "rsa-4096", peers: [rsa(4096)] },
  { key: { type: "ed25519" }, name: "ed25519", peers: [webCrypto({ name: "Ed25519" })] },
  { key: { type: "ml-dsa", parameterSet: 44 }, name: "ml-dsa-44", peers: [] },
  { key: { type: "ml-dsa", parameterSet: 65 }, name: "ml-dsa-65", peers: [] },
  { key: { type: "ml-dsa", parameterSet: 87 }, name: "ml-dsa-87", peers: [] },
];
