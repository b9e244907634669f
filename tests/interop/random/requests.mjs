// Random requests, the same for the same seed: what a user types, and what has to stand in the request.
import { extensionsOf, hexOf, nothing } from "../requests.mjs";
import { encodePunycode } from "./punycode.mjs";

const serverAuth = "1.3.6.1.5.5.7.3.1";
const clientAuth = "1.3.6.1.5.5.7.3.2";
const emailProtection = "1.3.6.1.5.5.7.3.4";

/** Draws that are the same in every run (Mulberry32). */
export class Draws {
  #state;
  constructor(seed) {
    this.#state = seed >>> 0;
  }
  below(count) {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  }
  oneOf(list) {
    return list[this.below(list.length)];
  }
  /** From `least` to `most` things that `make` makes. */
  some(least, most, make) {
    return Array.from({ length: least + this.below(most - least + 1) }, () => make());
  }
  happens(inHundred) {
    return this.below(100) < inHundred;
  }
}

const between = (first, last) =>
  Array.from({ length: last.codePointAt(0) - first.codePointAt(0) + 1 }, (_, i) =>
    String.fromCodePoint(first.codePointAt(0) + i),
  );
const letters = between("a", "z");
const lettersAndDigits = [...letters, ...between("0", "9")];

/** Scripts from which a label is written: lower case and NFC, so that the A-label is Punycode of what is typed. */
const labelScripts = [
  [..."àáâãäåæçèéêëìíîïñòóôõöøùúûüý"],
  between("α", "ω").filter((c) => c !== "ς"),
  between("а", "я"),
  between("一", "丕"),
  [..."あいうえおかきくけこ"],
  [..."가나다라마바사"],
];

/** A label of a DNS name: [as typed, as it stands in the request]. */
function label(draws) {
  if (draws.happens(15)) {
    const script = draws.oneOf(labelScripts);
    const text = draws.some(1, 12, () => draws.oneOf(script)).join("");
    const typed = draws.happens(30) ? text.toUpperCase().normalize("NFD") : text;
    return [typed, `xn--${encodePunycode(text)}`];
  }
  const size = draws.happens(3) ? 63 : 1 + draws.below(20);
  const text = [
    draws.oneOf(letters),
    ...Array.from({ length: size - 1 }, () => draws.oneOf([...lettersAndDigits, "-"])),
  ]
    .join("")
    .replace(/-(?=-|$)/g, "0");
  return [draws.happens(20) ? text.toUpperCase() : text, text];
}

const suffixes = [
  ["com", "com"],
  ["org", "org"],
  ["co.uk", "co.uk"],
  ["de", "de"],
  ["JP", "jp"],
  ["рф", "xn--p1ai"],
  ["中国", "xn--fiqs8s"],
];
const privateSuffixes = [["internal", "internal"], ["Corp.LAN", "corp.lan"], ...suffixes];

function hostName(draws, ofWhom = suffixes) {
  const parts = [...draws.some(1, 4, () => label(draws)), draws.oneOf(ofWhom)];
  const [typed, text] = [0, 1].map((which) => parts.map((part) => part[which]).join("."));
  return { typed, text };
}

function dnsName(draws, ofWhom) {
  const name = hostName(draws, ofWhom);
  return draws.happens(20) ? { typed: `*.${name.typed}`, text: `*.${name.text}` } : name;
}

/** A global unicast address in one of its spellings. */
function address(draws, isPublic) {
  if (draws.happens(50)) {
    const first = isPublic
      ? draws.oneOf([5, 8, 23, 34, 52, 77, 81, 93, 104, 151, 185])
      : draws.oneOf([10, 127, 8, 255]);
    const text = [first, ...draws.some(3, 3, () => draws.below(256))].join(".");
    return { typed: text, text };
  }
  const groups = [draws.oneOf(isPublic ? [0x2600, 0x2a00, 0x2400] : [0xfd00, 0xfe80, 0, 0x2a00])];
  while (groups.length < 8) groups.push(draws.happens(40) ? 0 : draws.below(0x10000));
  groups[7] ||= 1;
  groups[1] ||= 1; // neither mapped nor compatible IPv4
  return { typed: spelling(groups, draws), text: shortest(groups) };
}

function spelling(groups, draws) {
  const form = draws.oneOf([(g) => g.toString(16), (g) => g.toString(16).padStart(4, "0").toUpperCase()]);
  const texts = groups.map(form);
  if (draws.happens(15)) {
    texts.splice(6, 2, [groups[6] >> 8, groups[6] & 255, groups[7] >> 8, groups[7] & 255].join("."));
  }
  const zero = groups.findIndex((group, i) => group === 0 && i < 6);
  if (zero < 0 || draws.happens(30)) return texts.join(":");
  return `${texts.slice(0, zero).join(":")}::${texts.slice(zero + 1).join(":")}`;
}

/** RFC 5952 4: the longest run of zeros, the first of equal ones, and no run of one. */
function shortest(groups) {
  let best = { at: 0, size: 1 };
  for (let at = 0; at < 8; at++) {
    let size = 0;
    while (at + size < 8 && groups[at + size] === 0) size++;
    if (size > best.size) best = { at, size };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.size === 1) return hex.join(":");
  return `${hex.slice(0, best.at).join(":")}::${hex.slice(best.at + best.size).join(":")}`;
}

const atext = [...lettersAndDigits, ..."ABCXYZ!#$%&'*+-/=?^_`{|}~"];
function mailbox(draws, ofWhom) {
  const local = draws.some(1, 3, () => draws.some(1, 9, () => draws.oneOf(atext)).join("")).join(".");
  const { typed, text } = hostName(draws, ofWhom);
  return { typed: `${local}@${typed}`, text: `${local}@${text}` };
}

function uri(draws) {
  const { text } = hostName(draws);
  const path = draws.some(0, 3, () => `/${draws.some(1, 9, () => draws.oneOf(lettersAndDigits)).join("")}`).join("");
  const whole = draws.oneOf([
    `https://${text}${path}`,
    `https://${text}:8443${path || "/"}?q=${path.slice(1)}&r=%20`,
    `ldap://${text}/cn=x,dc=y?cACertificate;binary`,
    `urn:example:${draws.below(1e9)}`,
    `tag:${text},2026:x`,
  ]);
  return { typed: whole, text: whole };
}

const spiffeId = (draws) => {
  const text = `spiffe://${hostName(draws, [["example.org", "example.org"]]).text}/ns/${draws.below(1e6)}/sa/a_b-c.d`;
  return { typed: text, text };
};

/** The attributes of a subject: OID, ASN.1 type, most characters; in the order in which a request has them. */
export const types = {
  DC: ["0.9.2342.19200300.100.1.25", "IA5STRING", 63],
  businessCategory: ["2.5.4.15", "UTF8STRING", 128],
  jurisdictionC: ["1.3.6.1.4.1.311.60.2.1.3", "PRINTABLESTRING", 2],
  jurisdictionST: ["1.3.6.1.4.1.311.60.2.1.2", "UTF8STRING", 128],
  jurisdictionL: ["1.3.6.1.4.1.311.60.2.1.1", "UTF8STRING", 128],
  serialNumber: ["2.5.4.5", "PRINTABLESTRING", 64],
  C: ["2.5.4.6", "PRINTABLESTRING", 2],
  ST: ["2.5.4.8", "UTF8STRING", 128],
  L: ["2.5.4.7", "UTF8STRING", 128],
  postalCode: ["2.5.4.17", "UTF8STRING", 40],
  street: ["2.5.4.9", "UTF8STRING", 128],
  O: ["2.5.4.10", "UTF8STRING", 64],
  organizationIdentifier: ["2.5.4.97", "UTF8STRING", 64],
  SN: ["2.5.4.4", "UTF8STRING", 64],
  GN: ["2.5.4.42", "UTF8STRING", 64],
  pseudonym: ["2.5.4.65", "UTF8STRING", 128],
  title: ["2.5.4.12", "UTF8STRING", 64],
  OU: ["2.5.4.11", "UTF8STRING", 64],
  CN: ["2.5.4.3", "UTF8STRING", 64],
  UID: ["0.9.2342.19200300.100.1.1", "UTF8STRING", 256],
  emailAddress: ["1.2.840.113549.1.9.1", "IA5STRING", 255],
  "1.3.6.1.4.1.99999.7.1": ["1.3.6.1.4.1.99999.7.1", "UTF8STRING", 256],
};
const order = Object.keys(types);
const countries = ["DE", "AT", "US", "JP", "BR", "ZA"];
const printable = [...lettersAndDigits, ..."ABCXYZ", ..."'()+,-./:=? "];
const ascii = between(" ", "~");
const textScripts = [
  ascii,
  [...ascii, ..."ÄÖÜäöüßéèêçñøåœ€£¿¡"],
  between("Α", "Ρ"),
  between("А", "я"),
  between("א", "ת"),
  between("ا", "غ"),
  between("一", "下"),
  [..."日本語株式会社有限"],
  [..."가나다라마바사아자"],
  [..."\u{1f512}\u{1f511}\u{10400}\u{20000}\u{1d11e}"],
  [..."e\u0301o\u0308u"],
];

function attribute(type, draws) {
  const [, tag, most] = types[type];
  if (type === "C" || type === "jurisdictionC") return draws.oneOf(countries);
  const script = { PRINTABLESTRING: printable, IA5STRING: ascii }[tag] ?? draws.oneOf(textScripts);
  const size = draws.happens(5) ? most : 1 + draws.below(Math.min(most, 40));
  const text = draws.some(size, size, () => draws.oneOf(script));
  // No space at an end, and never a text that only says that there is none.
  text[0] = "K";
  if (text.at(-1) === " ") text[text.length - 1] = "K";
  return text.join("");
}

const free = (draws) =>
  order
    .filter((type) => draws.happens(25) || (type === "O" && draws.happens(50)))
    .flatMap((type) => {
      const times = (type === "DC" || type === "street") && draws.happens(50) ? 2 : 1;
      return Array.from({ length: times }, () => ({ type, value: attribute(type, draws) }));
    });

/** One of the whole subjects that a TLS server's may be; the common name is one of the names. */
function server(draws, names) {
  const common = draws.happens(50) ? names.filter((name) => [...name].length <= 64).slice(0, 1) : [];
  const cn = common.map((value) => ({ type: "CN", value }));
  const of = (...wanted) => wanted.map((type) => ({ type, value: attribute(type, draws) }));
  return [
    ...cn,
    ...draws.oneOf([
      [],
      of("C"),
      of("C", "O", "L"),
      of("C", "O", "ST", "L", "street", "street", "postalCode"),
      of("C", "ST", "SN", "GN"),
      [
        ...of("C", "O", "L", "serialNumber", "jurisdictionC", "jurisdictionST", "organizationIdentifier"),
        { type: "businessCategory", value: "Private Organization" },
      ],
    ]),
  ];
}

const common = [...Array(40).fill("ecdsa-p256"), "ecdsa-p384", "ecdsa-p384", "ecdsa-p521", "rsa-2048"];
const keysOf = {
  "tls-server": [...common, "rsa-3072"],
  "tls-client": [...common, "ed25519", "ml-dsa-44", "ml-dsa-65", "ml-dsa-87"],
  smime: [...common, "ed25519", "ml-dsa-65"],
  spiffe: [...common, "ed25519"],
  "stir-shaken": ["ecdsa-p256"],
  "private-pki": [...common, "ed25519", "ed25519", "ml-dsa-44", "ml-dsa-65", "ml-dsa-87"],
};
const profiles = ["tls-server", "tls-server", "tls-server", "private-pki", ...Object.keys(keysOf)];

/** What each profile may ask for, and what it asks for by itself. */
const contents = {
  "tls-server": (draws) => {
    const dns = draws.some(1, 6, () => dnsName(draws));
    const ip = draws.some(0, 3, () => address(draws, true));
    const subject = server(
      draws,
      [...dns, ...ip].map(({ text }) => text),
    );
    return { dns, ip, subject, extendedKeyUsage: [serverAuth], mustStaple: draws.happens(30) };
  },
  "tls-client": (draws) => ({ ...anything(draws), extendedKeyUsage: [clientAuth] }),
  smime: (draws) => {
    const email = draws.some(1, 3, () => mailbox(draws, suffixes));
    const subject = draws.happens(40) ? [{ type: "serialNumber", value: attribute("serialNumber", draws) }] : [];
    if (draws.happens(40)) subject.push({ type: "emailAddress", value: email[0].text });
    return { email, subject, extendedKeyUsage: [emailProtection] };
  },
  spiffe: (draws) => ({
    dns: draws.some(0, 2, () => dnsName(draws, privateSuffixes)),
    uri: [spiffeId(draws)],
    extendedKeyUsage: [serverAuth, clientAuth],
  }),
  "stir-shaken": (draws) => ({
    subject: [{ type: "CN", value: `SHAKEN ${draws.below(10_000)}` }],
    tnAuthList: draws.some(1, 3, () => tnEntry(draws)),
  }),
  "private-pki": (draws) => ({ ...anything(draws), mustStaple: draws.happens(30) }),
};

export function anything(draws) {
  return {
    dns: draws.some(1, 4, () => dnsName(draws, privateSuffixes)),
    ip: draws.some(0, 2, () => address(draws, false)),
    email: draws.some(0, 2, () => mailbox(draws, privateSuffixes)),
    uri: draws.some(0, 2, () => uri(draws)),
    subject: free(draws),
  };
}

const element = (tag, content) => tag + (content.length / 2).toString(16).padStart(2, "0") + content;
const ia5 = (text) => element("16", hexOf(text));

/** An entry of a TNAuthList: [the word for it, its DER in hex (RFC 8226 9)]. */
function tnEntry(draws) {
  const number = `1${String(draws.below(1e9)).padStart(10, "2")}`;
  if (draws.happens(30)) {
    const code = String(draws.below(10_000)).padStart(4, "0");
    return [`spc=${code}`, element("a0", ia5(code))];
  }
  if (draws.happens(50)) return [`tn=${number}`, element("a2", ia5(number))];
  const count = 2 + draws.below(200);
  const integer = count < 128 ? count.toString(16).padStart(2, "0") : `00${count.toString(16)}`;
  return [`range=${number}:${count}`, element("a1", element("30", ia5(number) + element("02", integer)))];
}

function keyUsage(profile, key) {
  if (profile !== "smime") return ["digital_signature"];
  if (key.startsWith("rsa")) return ["digital_signature", "key_encipherment"];
  return key.startsWith("ecdsa") ? ["digital_signature", "key_agreement"] : ["digital_signature"];
}

const withoutRepeats = (names = []) => [...new Set(names.map(({ text }) => text))];

/** The subject as it has to stand in the request: [OID, ASN.1 type, value] in the order of `types`. */
function written(subject) {
  return order.flatMap((type) =>
    subject.filter((held) => held.type === type).map(({ value }) => [types[type][0], types[type][1], value]),
  );
}

/** A shuffle: the order of a subject is not the user's. */
function shuffled(list, draws) {
  const rest = [...list];
  return list.map(() => rest.splice(draws.below(rest.length), 1)[0]);
}

/** Words for make_requests.cc and what the judges must find, as in ../requests.mjs. */
export function randomRequest(name, draws) {
  const profile = draws.oneOf(profiles);
  const key = draws.oneOf(keysOf[profile]);
  const made = { subject: [], ...contents[profile](draws) };
  // Attributes that may come twice keep their order among each other.
  const given = shuffled(made.subject, draws);
  const kinds = ["dns", "ip", "email", "uri"];
  const words = [
    name,
    `profile=${profile}`,
    `key=${key}`,
    ...(made.mustStaple ? ["staple"] : []),
    ...kinds.flatMap((kind) => (made[kind] ?? []).map(({ typed }) => `${kind}=${typed}`)),
    ...given.map(({ type, value }) => `subject=${type}:${value}`),
    ...(made.tnAuthList ?? []).map(([word]) => word),
  ];
  const asks = {
    ...nothing,
    ...Object.fromEntries(kinds.map((kind) => [kind, withoutRepeats(made[kind])])),
    subject: written(given),
    keyUsage: keyUsage(profile, key),
    extendedKeyUsage: made.extendedKeyUsage ?? [],
    mustStaple: made.mustStaple ?? false,
    tnAuthList: made.tnAuthList ? element("30", made.tnAuthList.map(([, der]) => der).join("")) : "",
  };
  return { name, profile, keyType: key, line: words.join("\t"), asks, extensions: extensionsOf(asks) };
}
