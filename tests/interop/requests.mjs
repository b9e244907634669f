// What is generated for the judges, and what they have to find in it.

const passphrase = "correct horse battery staple orbit lantern";
const withUmlauts = "Zwölf Boxkämpfer jagen Viktor quer über Sylt";
export const wrongPassphrase = "correct horse battery staple orbit lanterns";

const ecdsa = (curve) => ({ type: "ecdsa", curve });
const rsa = (modulusBits) => ({ type: "rsa", modulusBits });
const mlDsa = (parameterSet) => ({ type: "ml-dsa", parameterSet });
const scrypt = { kdf: "scrypt" };

const www = { dns: ["www.example.com"] };
const signs = ["digital_signature"];
const serverAuth = "1.3.6.1.5.5.7.3.1";
const clientAuth = "1.3.6.1.5.5.7.3.2";
const emailProtection = "1.3.6.1.5.5.7.3.4";

const server = (name, key, sealing) => ({
  name,
  request: { key, sealing, ...www },
  asks: { ...www, keyUsage: signs, extendedKeyUsage: [serverAuth] },
});
const private_ = (name, key) => ({
  name,
  request: { profile: "private-pki", key, ...www },
  asks: { ...www, keyUsage: signs },
});

/** One of each key type; both KDFs; a passphrase that is typed in NFD. */
const keyTypes = [
  server("ecdsa-p256", ecdsa("P-256")),
  server("ecdsa-p256-scrypt", ecdsa("P-256"), scrypt),
  { ...server("ecdsa-p256-umlauts", ecdsa("P-256")), typed: withUmlauts.normalize("NFD") },
  server("ecdsa-p384", ecdsa("P-384")),
  server("ecdsa-p521", ecdsa("P-521")),
  server("rsa-2048", rsa(2048)),
  server("rsa-2048-scrypt", rsa(2048), scrypt),
  server("rsa-3072", rsa(3072)),
  server("rsa-4096", rsa(4096)),
  private_("ed25519", { type: "ed25519" }),
  private_("ml-dsa-44", mlDsa(44)),
  private_("ml-dsa-65", mlDsa(65)),
  private_("ml-dsa-87", mlDsa(87)),
];

/** One of each profile, with all that it allows. Subjects as [OID, ASN.1 type, value], in the order of the request. */
const profiles = [
  {
    name: "tls-server",
    request: {
      profile: "tls-server",
      subject: [
        { type: "CN", value: "www.example.com" },
        { type: "O", value: "Bücher & Söhne GmbH" },
        { type: "L", value: "Berlin" },
        { type: "C", value: "DE" },
      ],
      dns: ["www.example.com", "*.example.com", "bücher.example.com"],
      ip: ["8.8.8.8", "2001:4860:4860::8888"],
      mustStaple: true,
    },
    asks: {
      subject: [
        ["2.5.4.6", "PRINTABLESTRING", "DE"],
        ["2.5.4.7", "UTF8STRING", "Berlin"],
        ["2.5.4.10", "UTF8STRING", "Bücher & Söhne GmbH"],
        ["2.5.4.3", "UTF8STRING", "www.example.com"],
      ],
      dns: ["www.example.com", "*.example.com", "xn--bcher-kva.example.com"],
      ip: ["8.8.8.8", "2001:4860:4860::8888"],
      keyUsage: signs,
      extendedKeyUsage: [serverAuth],
      mustStaple: true,
    },
  },
  {
    name: "tls-client",
    request: {
      profile: "tls-client",
      subject: [{ type: "CN", value: "Anna Example" }],
      dns: ["laptop.corp.internal"],
      email: ["anna@example.com"],
    },
    asks: {
      subject: [["2.5.4.3", "UTF8STRING", "Anna Example"]],
      dns: ["laptop.corp.internal"],
      email: ["anna@example.com"],
      keyUsage: signs,
      extendedKeyUsage: [clientAuth],
    },
  },
  {
    name: "smime",
    request: { profile: "smime", email: ["anna@example.com"] },
    asks: {
      email: ["anna@example.com"],
      keyUsage: ["digital_signature", "key_agreement"],
      extendedKeyUsage: [emailProtection],
    },
  },
  {
    name: "smime-rsa",
    request: { profile: "smime", key: rsa(2048), email: ["anna@example.com"] },
    asks: {
      email: ["anna@example.com"],
      keyUsage: ["digital_signature", "key_encipherment"],
      extendedKeyUsage: [emailProtection],
    },
  },
  {
    name: "spiffe",
    request: { profile: "spiffe", uri: ["spiffe://example.org/ns/prod/sa/web"] },
    asks: {
      uri: ["spiffe://example.org/ns/prod/sa/web"],
      keyUsage: signs,
      extendedKeyUsage: [serverAuth, clientAuth],
    },
  },
  {
    name: "stir-shaken",
    request: {
      profile: "stir-shaken",
      subject: [{ type: "CN", value: "SHAKEN 1234" }],
      tnAuthList: [{ spc: "1234" }, { tn: "12025550123" }, { start: "12025550100", count: 10 }],
    },
    asks: {
      subject: [["2.5.4.3", "UTF8STRING", "SHAKEN 1234"]],
      keyUsage: signs,
      // RFC 8226 9: [0] IA5String, [2] IA5String, [1] SEQUENCE { IA5String, INTEGER }; explicit tags
      tnAuthList: [
        "302b",
        `a0061604${hexOf("1234")}`,
        `a20d160b${hexOf("12025550123")}`,
        `a1123010160b${hexOf("12025550100")}02010a`,
      ].join(""),
    },
  },
  {
    name: "private-pki",
    request: {
      profile: "private-pki",
      subject: [
        { type: "CN", value: "db.corp.internal" },
        { type: "C", value: "AT" },
      ],
      dns: ["db.corp.internal"],
      ip: ["10.0.0.7", "fd00::7"],
      email: ["db@example.com"],
      uri: ["https://db.corp.internal/"],
      mustStaple: true,
    },
    asks: {
      subject: [
        ["2.5.4.6", "PRINTABLESTRING", "AT"],
        ["2.5.4.3", "UTF8STRING", "db.corp.internal"],
      ],
      dns: ["db.corp.internal"],
      ip: ["10.0.0.7", "fd00::7"],
      email: ["db@example.com"],
      uri: ["https://db.corp.internal/"],
      keyUsage: signs,
      mustStaple: true,
    },
  },
];

export function hexOf(text) {
  return Buffer.from(text).toString("hex");
}

export const nothing = {
  subject: [],
  dns: [],
  ip: [],
  email: [],
  uri: [],
  extendedKeyUsage: [],
  mustStaple: false,
  tnAuthList: "",
};

export const wanted = [...keyTypes, ...profiles].map(({ name, request, asks, typed = passphrase }) => ({
  name,
  keyType: request.key?.type ?? "ecdsa",
  kdf: request.sealing?.kdf ?? "pbkdf2-hmac-sha256",
  request: { ...request, passphrase: typed },
  passphrase: typed.normalize("NFC"), // what others have to open it with
  asks: { ...nothing, ...asks },
}));

/** The extensions that a request must have, as [OID, critical], sorted by OID. */
export function extensionsOf(asks) {
  const hasNames = [asks.dns, asks.ip, asks.email, asks.uri].some((names) => names.length > 0);
  const extensions = [["2.5.29.15", true]];
  if (hasNames) extensions.push(["2.5.29.17", asks.subject.length === 0]);
  if (asks.extendedKeyUsage.length > 0) extensions.push(["2.5.29.37", false]);
  if (asks.mustStaple) extensions.push(["1.3.6.1.5.5.7.1.24", false]);
  if (asks.tnAuthList !== "") extensions.push(["1.3.6.1.5.5.7.1.26", false]);
  return extensions.sort();
}
