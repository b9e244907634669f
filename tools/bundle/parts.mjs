// Everything in the bundle that is not ours: what the SBOM and THIRD_PARTY_NOTICES say. Licence texts are read from the
// fetched parts, or from SPDX's list where a part carries none.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import spdx from "spdx-license-list/full.js";
import { treeSha256 } from "./facts.mjs";

const wasm = "keyseal.wasm";
const worker = "keyseal-worker.js";
const primes = "keyseal-primes.dat";
/** Files that hold the page API, and so the passphrase rating. */
const pages = ["keyseal.mjs", "keyseal.iife.js", "keyseal-element.mjs", "keyseal-node.mjs", "keyseal-testing.mjs"];

const read = (...path) => readFileSync(join(...path), "utf8");
const found = (pattern, text) => {
  const match = pattern.exec(text);
  if (match === null) throw new Error(`a licence or a version is not where it was: ${pattern}`);
  return match[1];
};

/** The first lines of a licence that name who has the rights. */
const copyrightIn = (text) => found(/^(Copyright .*(?:\nCopyright .*)*)/m, text).replaceAll("\n", "; ");

/** SPDX's text of a licence, its placeholders for the copyright line filled in. */
function spdxText(id, copyright) {
  const { name, licenseText } = spdx[id];
  const text = copyright ? licenseText.replace(/^Copyright \(c\) <[^>]*> <[^>]*>.*$/m, copyright) : licenseText;
  if (/<(year|owner|copyright holders)>/.test(text)) throw new Error(`${id} needs a copyright line`);
  return { title: name, text };
}

/** The LLVM exceptions, from LICENSE.TXT or from Debian's copyright file. */
function llvmExceptions(file) {
  const text = found(/(---- LLVM Exceptions to the Apache 2\.0 License ----[\s\S]*?)\n(?:\n\S|$)/, read(file));
  return { title: "LLVM exceptions to the Apache License 2.0", text: text.replace(/^ \.?/gm, "") };
}

function crypto({ pins, folders }) {
  const fiat = join(folders.BORINGSSL, "third_party/fiat");
  return [
    {
      id: "boringssl",
      name: "BoringSSL",
      version: pins.BORINGSSL_COMMIT,
      purl: `pkg:generic/boringssl@${pins.BORINGSSL_COMMIT}?vcs_url=git%2Bhttps://boringssl.googlesource.com/boringssl%40${pins.BORINGSSL_COMMIT}`,
      treeSha256: pins.BORINGSSL_TREE_SHA256,
      licence: "Apache-2.0",
      copyright: "The BoringSSL Authors, The OpenSSL Project Authors and others, as its files say",
      source: `crate ${pins.BORINGSSL_CRATE} ${pins.BORINGSSL_CRATE_VERSION}, unchanged`,
      files: [wasm],
      texts: [{ title: "BoringSSL's LICENSE", text: read(folders.BORINGSSL, "LICENSE") }],
    },
    {
      id: "fiat-crypto",
      name: "fiat-crypto",
      version: pins.BORINGSSL_COMMIT,
      purl: "pkg:github/mit-plv/fiat-crypto",
      treeSha256: treeSha256(fiat),
      licence: "MIT OR Apache-2.0 OR BSD-1-Clause",
      copyright: "Copyright (c) 2015-2020 the fiat-crypto authors",
      source: "third_party/fiat in BoringSSL, at BoringSSL's commit",
      files: [wasm],
      within: "boringssl",
      texts: [spdxText("MIT", "Copyright (c) 2015-2020 the fiat-crypto authors")],
    },
  ];
}

function runtime({ toolchain }) {
  const folder = toolchain.EMSCRIPTEN_FOLDER;
  const lib = (...path) => join(folder, "system/lib", ...path);
  const emscripten = toolchain.EMSCRIPTEN;
  const fromDebian = toolchain.ORIGIN.startsWith("debian ");
  const purl = fromDebian
    ? `pkg:deb/debian/emscripten@${encodeURIComponent(emscripten)}?distro=${toolchain.ORIGIN.split(" ")[1]}`
    : `pkg:github/emscripten-core/emscripten@${emscripten}`;
  const source = `Emscripten ${emscripten}${fromDebian ? `, ${toolchain.ORIGIN}` : ""}`;
  const emscriptenCopyright = "Copyright (c) 2010-2024 Emscripten authors";
  // _LIBCPP_VERSION 180100 is LLVM 18.1.0; Emscripten takes the three libraries from one release.
  const llvm = found(/_LIBCPP_VERSION (\d{6})/, read(lib("libcxx/include/__config")))
    .match(/../g)
    .map(Number)
    .join(".");
  const llvmPart = (id, name) => ({
    id,
    name,
    version: llvm,
    purl: `pkg:github/llvm/llvm-project@llvmorg-${llvm}#${id}`,
    treeSha256: treeSha256(lib(id)),
    licence: "Apache-2.0 WITH LLVM-exception",
    copyright: "The LLVM Project",
    source,
    files: [wasm],
    within: "emscripten",
    texts: [spdxText("Apache-2.0"), llvmExceptions(toolchain.LLVM_LICENCE)],
  });
  return [
    {
      id: "emscripten",
      name: "Emscripten: runtime glue and Embind",
      version: emscripten,
      purl,
      lockSha256: toolchain.LOCK,
      licence: "MIT OR NCSA",
      copyright: emscriptenCopyright,
      source,
      files: [wasm, worker],
      texts: [spdxText("MIT", emscriptenCopyright)],
    },
    {
      id: "musl",
      name: "musl",
      version: read(lib("libc/musl/VERSION")).trim(),
      purl: `pkg:generic/musl@${read(lib("libc/musl/VERSION")).trim()}`,
      treeSha256: treeSha256(lib("libc/musl")),
      licence: "MIT",
      copyright: copyrightIn(read(lib("libc/musl/COPYRIGHT"))),
      source,
      files: [wasm],
      within: "emscripten",
      texts: [{ title: "musl's COPYRIGHT", text: read(lib("libc/musl/COPYRIGHT")) }],
    },
    llvmPart("libcxx", "libc++"),
    llvmPart("libcxxabi", "libc++abi"),
    llvmPart("compiler-rt", "compiler-rt"),
    {
      id: "dlmalloc",
      name: "dlmalloc",
      version: found(/\* Version (\S+) .*Doug Lea/, read(lib("dlmalloc.c"))),
      purl: `pkg:generic/dlmalloc@${found(/\* Version (\S+) .*Doug Lea/, read(lib("dlmalloc.c")))}`,
      licence: "CC0-1.0",
      copyright: "Doug Lea, released to the public domain",
      source,
      files: [wasm],
      within: "emscripten",
      texts: [spdxText("CC0-1.0")],
    },
  ];
}

function names({ pins, npm, folders }) {
  const badkeysLicence = read(folders.BADKEYS, `badkeys-${pins.BADKEYS_WHEEL_VERSION}.dist-info/licenses/LICENSE`);
  const badkeysCopyright = copyrightIn(badkeysLicence);
  const iso = npm("iso-3166");
  const ada = "Copyright 2023 Yagiz Nizipli and Daniel Lemire";
  return [
    {
      id: "ada",
      name: "Ada, its IDNA part",
      version: pins.ADA_CRATE_VERSION,
      purl: `pkg:cargo/${pins.ADA_CRATE}@${pins.ADA_CRATE_VERSION}`,
      treeSha256: pins.ADA_TREE_SHA256,
      licence: "Apache-2.0 OR MIT",
      copyright: ada,
      source: `crate ${pins.ADA_CRATE} ${pins.ADA_CRATE_VERSION}, its tables stored instead of compressed`,
      files: [wasm],
      texts: [spdxText("MIT", ada)],
    },
    {
      id: "unicode-character-database",
      type: "Data",
      name: "Unicode Character Database, derived properties",
      version: "17.0.0",
      purl: "pkg:generic/unicode-character-database@17.0.0",
      licence: "Unicode-3.0",
      copyright: "Copyright © Unicode, Inc.",
      source: "tables in wasm/core, derived from it",
      files: [wasm],
      texts: [spdxText("Unicode-3.0")],
    },
    {
      id: "public-suffix-list",
      type: "Data",
      name: "Public Suffix List",
      version: pins.PSL_WHEEL_VERSION.split(".").at(-1),
      purl: `pkg:pypi/${pins.PSL_WHEEL}@${pins.PSL_WHEEL_VERSION}`,
      sha256: pins.PSL_WHEEL_SHA256,
      licence: "MPL-2.0",
      copyright: "Mozilla and contributors",
      source: `Python package ${pins.PSL_WHEEL} ${pins.PSL_WHEEL_VERSION}; the list as a compact table, its content unchanged. It can be had in source form from publicsuffix.org and from that package`,
      files: [wasm],
      texts: [spdxText("MPL-2.0")],
    },
    {
      id: "badkeys-primes",
      type: "Data",
      name: "Primes of published RSA keys (badkeys)",
      version: pins.BADKEYS_WHEEL_VERSION,
      purl: `pkg:pypi/${pins.BADKEYS_WHEEL}@${pins.BADKEYS_WHEEL_VERSION}`,
      sha256: pins.BADKEYS_WHEEL_SHA256,
      licence: "MIT",
      copyright: badkeysCopyright,
      source: `Python package ${pins.BADKEYS_WHEEL} ${pins.BADKEYS_WHEEL_VERSION}; the products of the primes of 2048- and 4096-bit moduli, unchanged`,
      files: [primes],
      texts: [{ title: "badkeys' LICENSE", text: badkeysLicence }],
    },
    {
      id: "iso-3166",
      name: "ISO 3166-1 country codes (iso-3166)",
      ...npmPart("iso-3166", iso),
      licence: "MIT",
      copyright: copyrightIn(read(iso.folder, "license")),
      files: [wasm],
      texts: [{ title: "iso-3166's license", text: read(iso.folder, "license") }],
    },
  ];
}

const npmPart = (name, { version, integrity }) => ({
  version,
  purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
  sha512: Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex"),
  source: `npm package ${name} ${version}`,
});

function passphrases({ npm }) {
  const common = npm("@zxcvbn-ts/language-common");
  const part = (id, name, files, [licence = "LICENSE.txt", ...moreTexts] = []) => {
    const { folder, ...facts } = npm(id);
    const text = read(folder, licence);
    return {
      id: id.replace("@", "").replace("/", "-"),
      name,
      ...npmPart(id, facts),
      licence: "MIT",
      copyright: copyrightIn(text),
      files,
      texts: [
        { title: `${name}: LICENSE`, text },
        ...moreTexts.map((file) => ({ title: `${name}: ${file}`, text: read(folder, file) })),
      ],
    };
  };
  return [
    {
      id: "eff-long-wordlist",
      type: "Data",
      name: "EFF long word list",
      version: "2016",
      purl: "pkg:generic/eff-large-wordlist@2016",
      licence: "CC-BY-3.0-US",
      copyright: "Electronic Frontier Foundation",
      source: `npm package @zxcvbn-ts/language-common ${common.version}; the words are unchanged, without their dice numbers`,
      files: [wasm],
      texts: [spdxText("CC-BY-3.0-US")],
    },
    part("@zxcvbn-ts/language-common", "zxcvbn-ts, common passwords and keyboards", [wasm, ...pages]),
    part("@zxcvbn-ts/language-en", "zxcvbn-ts, English words and names", pages, [
      "LICENSE.txt",
      "NOTICE.md",
      "THIRD_PARTY_LICENSES.md",
    ]),
    part("@zxcvbn-ts/core", "zxcvbn-ts", pages),
    part("fastest-levenshtein", "fastest-levenshtein", pages, ["LICENSE.md"]),
    part("fflate", "fflate", pages, ["LICENSE"]),
  ];
}

/** Every part, those that hold others first. */
export function partsOf(facts) {
  const esbuild = facts.npm("esbuild");
  return [
    ...crypto(facts),
    ...runtime(facts),
    ...names(facts),
    ...passphrases(facts),
    {
      id: "esbuild",
      name: "esbuild: helper functions in bundled scripts",
      ...npmPart("esbuild", esbuild),
      licence: "MIT",
      copyright: copyrightIn(read(esbuild.folder, "LICENSE.md")),
      files: [worker, ...pages],
      texts: [{ title: "esbuild's LICENSE", text: read(esbuild.folder, "LICENSE.md") }],
    },
  ];
}
