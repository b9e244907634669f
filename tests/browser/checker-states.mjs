// Every state of <keyseal-checker>, reached as a person reaches it, over a checker that finds what the state needs.

const pem = `-----BEGIN CERTIFICATE REQUEST-----
MIIBODCB3wIBADAAMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZKr6ac6TgMHg
5XLtzNVMNBL6Kmf4Z7j6odgiUJWUTBY00v3d1xVEr53jBGXb3ZPFGFABRPmpgC3E
-----END CERTIFICATE REQUEST-----
`;

const notEvaluated = ["K-04", "K-05"].map((rule) => ({
  rule,
  severity: "notice",
  clause: "BR 6.1.1.3",
  field: "key",
  message: "No list of such keys was given.",
}));
const warning = {
  rule: "C-08",
  severity: "warning",
  clause: "RFC 2985 5.4.1",
  field: "attributes",
  message: "A challenge password is readable by everybody who sees the request.",
};
const notice = {
  rule: "S-14",
  severity: "notice",
  clause: "BR 7.1.2.7.2",
  field: "subject[2]",
  message: "The common name repeats a name. It is allowed, and not recommended.",
};
const errors = [
  ["K-10", "BR 6.1.5", "key", "The RSA modulus has fewer than 2048 bits."],
  ["N-09", "BR 4.2.2, 7.1.2.7.12", "san[1]", "The name has no public suffix: it is internal."],
  ["S-10", "BR 7.1.2.7.2", "subject[0]", "The country is not an ISO 3166-1 code."],
].map(([rule, clause, field, message]) => ({
  rule,
  severity: "error",
  clause,
  field,
  value: field === "key" ? "RSA 1024" : "a-long.value-that-the-input.has-in-this-place.internal\\u{202e}",
  message,
  remedy: "Make the request again with what is right, as this sentence would say it at some length.",
  consequence: "5-days",
  crlReason: "superseded",
}));

const decoded = {
  key: "ECDSA P-256",
  signature: "ecdsa-with-SHA256",
  subject: [],
  names: [
    { kind: "dns", text: "www.example.com" },
    { kind: "dns", text: "xn--bcher-kva.example.net" },
    { kind: "ip", text: "192.0.2.7" },
  ],
  extensions: [
    { oid: "2.5.29.17", name: "subjectAltName", critical: true },
    { oid: "1.3.6.1.4.1.99999.1", critical: false },
  ],
};
const spkiSha256 = "33fe090ffddb066d9ca5b44e815016be096dc41e36df2a9b7433f9e60b942d80";
const report = (file, findings, changed = {}) => ({
  file,
  acceptable: findings.every(({ severity }) => severity !== "error"),
  kind: "csr",
  spkiSha256,
  names: ["www.example.com"],
  findings,
  decoded: { ...decoded, ...changed },
});
const faulty = {
  key: "RSA 1024",
  signature: "sha256WithRSAEncryption",
  subject: [
    { type: "C", value: "UK" },
    { type: "O", value: "Example \u202eLtd" },
    { type: "CN", value: "www.example.com" },
  ],
  names: [
    { kind: "dns", text: "www.example.com" },
    { kind: "dns", text: "server.local" },
    ...Array.from({ length: 14 }, (_, at) => ({
      kind: "dns",
      text: `host-${at}.department-of-many-words.example.org`,
    })),
  ],
};

export const reports = {
  good: [report("pasted", [])],
  partly: [report("www.example.com.csr.pem", notEvaluated)],
  warnings: [report("pasted", [notice, ...notEvaluated, warning])],
  bad: [report("intranet.csr.pem", [...notEvaluated, warning, errors[0], notice, errors[1], errors[2]], faulty)],
  many: [
    report("www.example.com.csr.pem", notEvaluated),
    { file: "notes-about-the-servers-of-the-department.txt", error: { code: "pem-bad", line: 12 } },
    ...[1, 2].map((block) => ({ ...report("two.pem", block === 1 ? [warning] : errors, faulty), block })),
    { file: "old.key", error: { code: "private-key-given" } },
  ],
  unreadable: [{ file: "pasted", error: { code: "pem-incomplete", line: 3 } }],
};

const on = (page, selector) => page.locator(`keyseal-checker ${selector}`);

async function check(page) {
  await on(page, "textarea").fill(pem);
  await on(page, '.ks-submit [part~="primary"]').click();
}

const checked = (name) => ({
  finds: reports[name],
  async act(page) {
    await check(page);
    await on(page, ".ks-verdict").waitFor();
  },
});

/** Name to { finds: the inputs as they are found, never or an error code, attributes, act(page) }. */
export const checkerStates = {
  empty: {},
  pasted: { act: (page) => on(page, "textarea").fill(pem) },
  options: { attributes: { level: "ov" }, act: (page) => on(page, "summary").click() },
  missing: {
    async act(page) {
      await on(page, '.ks-submit [part~="primary"]').click();
      await on(page, ".ks-error:not([hidden])").waitFor();
    },
  },
  unreadable: {
    finds: reports.unreadable,
    async act(page) {
      await check(page);
      await on(page, ".ks-error:not([hidden])").waitFor();
    },
  },
  "private-key": {
    async act(page) {
      await on(page, "textarea").fill("-----BEGIN PRIVATE KEY-----");
      await on(page, ".ks-banner:not([hidden])").waitFor();
    },
  },
  drag: {
    async act(page) {
      await on(page, "form").evaluate((form) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["x"], "x.pem"));
        form.dispatchEvent(
          new DragEvent("dragover", { dataTransfer, bubbles: true, composed: true, cancelable: true }),
        );
      });
      await on(page, ".ks-dropfield[data-over]").waitFor();
    },
  },
  working: {
    finds: "never",
    async act(page) {
      await check(page);
      await on(page, ".ks-work").waitFor();
    },
  },
  good: checked("good"),
  partly: checked("partly"),
  warnings: checked("warnings"),
  bad: checked("bad"),
  many: checked("many"),
  opened: {
    finds: reports.many,
    async act(page) {
      await checkerStates.many.act(page);
      await on(page, ".ks-table .ks-link").first().click();
      await on(page, ".ks-findings").first().waitFor();
    },
  },
  stopped: {
    finds: "worker-lost",
    async act(page) {
      await check(page);
      await on(page, '[part~="stop"]').waitFor();
    },
  },
};

/** Runs in the page: puts a checker into it that finds what it is told. */
function place([attributes, finds]) {
  const element = document.createElement("keyseal-checker");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.keyseal = {
    version: "0",
    wasmSha256: "",
    async checkFiles() {
      if (finds === "never") return new Promise(() => {});
      if (typeof finds === "string") throw Object.assign(new Error(finds), { code: finds });
      return finds;
    },
  };
  const title = document.createElement("h1");
  title.textContent = "A page";
  const main = document.createElement("main");
  main.append(title, element);
  document.body.style.setProperty("background", "Canvas"); // what a page without colours shows, said for axe
  document.querySelector("keyseal-generator").replaceWith(main);
}

/** Brings `page`, of Playwright, into a state. `url` is a page that holds one generator and nothing else. */
export async function showCheckerState(page, url, name, setUp = []) {
  const { finds = [], attributes = {}, act } = checkerStates[name];
  for (const content of setUp) await page.addInitScript({ content });
  await page.goto(url);
  await page.evaluate(place, [attributes, finds]);
  await on(page, "textarea").waitFor();
  await act?.(page);
}
