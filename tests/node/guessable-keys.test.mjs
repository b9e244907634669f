// EC keys that anybody can guess, through the module: its search takes other steps than the native one.
import assert from "node:assert/strict";
import { createECDH, createPublicKey } from "node:crypto";
import { after, before, test } from "node:test";
import { openIn, packageDir } from "./support.mjs";

const curves = [
  ["P-256", "prime256v1", 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n],
  [
    ...["P-384", "secp384r1"],
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  ],
  [
    ...["P-521", "secp521r1"],
    0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  ],
];

// The ends of the range, and of the steps over a table of 256; then some of everywhere.
const strides = Array.from({ length: 128 }, (_, at) => 513 * at);
const scalars = [
  ...[1, 2, 65534, 65535, 65536],
  ...[0, 1, 2, 63, 126, 127].flatMap((at) => [0, 1, 2, 255, 256, 257, 258, 512].map((more) => strides[at] + more)),
  ...Array.from({ length: 60 }, (_, at) => 1 + at * 1091),
].filter((scalar) => scalar >= 1 && scalar <= 65536);
const beyond = [65537, 65538, 65793, 66049];

function publicKeyOf(curve, name, scalar) {
  const ecdh = createECDH(name);
  ecdh.setPrivateKey(
    Buffer.from(scalar.toString(16).padStart(curve === "P-521" ? 132 : 96, "0"), "hex").subarray(
      curve === "P-256" ? 16 : 0,
    ),
  );
  const point = ecdh.getPublicKey();
  const half = (point.length - 1) / 2;
  const [x, y] = [point.subarray(1, 1 + half), point.subarray(1 + half)].map((bytes) => bytes.toString("base64url"));
  return createPublicKey({ key: { kty: "EC", crv: curve, x, y }, format: "jwk" }).export({
    type: "spki",
    format: "pem",
  });
}

let keyseal;
before(async () => {
  keyseal = await openIn(packageDir);
});
after(() => keyseal.close());

/** What the checker says of these scalars: the detail of the finding, or nothing. */
async function saidOf(curve, name, wanted) {
  const bytes = new TextEncoder().encode(wanted.map((scalar) => publicKeyOf(curve, name, scalar)).join(""));
  const inputs = await keyseal.checkFiles({ files: [{ name: "keys", bytes }] });
  assert.equal(inputs.length, wanted.length);
  return inputs.map(
    ({ findings }) =>
      /can guess it\. \((.*)\)$/.exec(findings.map(({ message }) => message).find((one) => /guess/.test(one)))?.[1],
  );
}

for (const [curve, name, order] of curves) {
  test(`${curve}: a key next to zero or to the order is found, with its number`, async () => {
    const wanted = [...scalars, ...beyond];
    const expected = (before) => [...scalars.map((scalar) => `${before}${scalar}`), ...beyond.map(() => undefined)];
    assert.deepEqual(await saidOf(curve, name, wanted.map(BigInt)), expected("d = "));
    assert.deepEqual(
      await saidOf(
        curve,
        name,
        wanted.map((scalar) => order - BigInt(scalar)),
      ),
      expected("d = n - "),
    );
  });
}
