// Workers that end at any moment of any call: every promise settles, with what is right or with an error of its own, no
// thread is left, and the next call works. 30 rounds; KEYSEAL_ROUNDS=1000 for make nightly.
import assert from "node:assert/strict";
import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { choicesFrom, roundsOf, seed } from "./random-choices.mjs";
import { openIn, passphrase, variant } from "./support.mjs";
import { threads, withThreads } from "./threads.mjs";

const rounds = roundsOf(30);
const dns = ["www.example.com"];
function assertKey({ sealedKeyPem, spkiSha256 }) {
  const spki = createPublicKey(createPrivateKey({ key: sealedKeyPem, passphrase }));
  assert.equal(
    createHash("sha256")
      .update(spki.export({ type: "spki", format: "der" }))
      .digest("hex"),
    spkiSha256,
  );
}

const generate = (key) => (keyseal, options) =>
  keyseal.generate({ dns, passphrase, profile: "private-pki", ...(key && { key }) }, options);
const preview = (keyseal, options) => keyseal.preview({ dns, passphrase }, options);
const assertPreview = ({ problems }) => assert.deepEqual(problems, []);

// How each is called, what it must give, and about how many milliseconds it takes.
const calls = {
  generate: [generate(), assertKey, 400],
  "generate Ed25519": [generate({ type: "ed25519" }), assertKey, 400],
  race: [generate({ type: "rsa", modulusBits: 2048 }), assertKey, 2000],
  preview: [preview, assertPreview, 60],
  check: [
    (keyseal, options) => keyseal.checkFiles({ files: [{ name: "a", bytes: Buffer.from("no request") }] }, options),
    ([{ error }]) => assert.equal(error.code, "not-checkable"),
    60,
  ],
  suggest: [(keyseal) => keyseal.suggestPassphrase(), (words) => assert.equal(words.split(/\W/).length, 6), 60],
  rate: [(keyseal) => keyseal.ratePassphrase("one"), ({ score }) => assert.equal(score, 0), 60],
};

/** What a worker does to itself, as the file `plan` says. Of those that race, one does or all. */
const suicides = (folder) => `{
  const { mkdirSync, readFileSync } = process.getBuiltinModule("node:fs");
  const { parentPort } = process.getBuiltinModule("node:worker_threads");
  const plan = JSON.parse(readFileSync(${JSON.stringify(`${folder}/plan`)}, "utf8"));
  let isMine = true;
  try {
    if (plan.one) mkdirSync(${JSON.stringify(folder)} + "/" + plan.one);
  } catch {
    isMine = false;
  }
  let left = plan.at;
  const reach = (where) => {
    if (!isMine || where !== plan.where || left-- > 0) return;
    if (plan.how === "exit") process.exit(1);
    throw new Error("killed");
  };
  const real = crypto.getRandomValues.bind(crypto);
  Object.defineProperty(Object.getPrototypeOf(crypto), "getRandomValues", {
    value: (array) => {
      reach("draw");
      return real(array);
    },
  });
  const once = parentPort.once.bind(parentPort);
  parentPort.once = (event, listener) => once(event, (call) => {
    reach("message");
    listener(call);
  });
  const post = parentPort.postMessage.bind(parentPort);
  parentPort.postMessage = (message) => {
    reach("post");
    post(message);
  };
  reach("start");
}`;

// Ways to end a call from outside.
const murders = {
  abort: ({ controller }) => controller.abort(),
  close: ({ keyseal }) => keyseal.close(),
  terminate: ({ own }) => own().at(0)?.kill(),
  "terminate all": ({ own }) => {
    for (const { kill } of own()) kill();
  },
};

function planOf({ below, pick }, round) {
  const call = pick(Object.keys(calls));
  if (below(2) === 0) {
    const where = pick(["start", "message", "draw", "post"]);
    const at = where === "draw" || where === "post" ? below(7) : 0;
    const self = { where, at, how: pick(["exit", "throw"]), ...(below(2) === 0 && { one: `round-${round}` }) };
    return { call, self };
  }
  // By the clock, or at a report: the clock alone would nearly never meet the shorter phases.
  const when = below(3) === 0 ? { report: below(4) } : { afterMs: below(calls[call][2]) };
  return { call, murder: pick(Object.keys(murders)), ...when };
}

/** Rejects where `promise` hangs; nothing here takes a hundredth of that. */
async function settling(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: it hangs`)), 300_000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function assertEnd({ value, reason }, { call, self, murder }) {
  if (reason === undefined) return calls[call][1](value);
  if (murder === "abort" || murder === "close") return assert.equal(reason.name, "AbortError");
  const codes = self
    ? ["worker-lost", "worker-blocked", "random-failed", "internal"]
    : ["worker-lost", "worker-blocked"];
  assert.ok(codes.includes(reason.code), `${reason.name} ${reason.code} ${reason.stack}`);
}

test(`${rounds} workers killed: every call settles, none is left, and the next one works`, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "keyseal-kill-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const setPlan = (plan) => writeFileSync(`${folder}/plan`, JSON.stringify(plan ?? {}));
  const directory = variant(t, suicides(folder));
  const reopen = () => openIn(directory, { workers: 3 });
  const choices = choicesFrom(seed);
  const countThreads = () => readdirSync("/proc/self/task").length;
  setPlan();
  let keyseal = await reopen();
  let before;
  let killed = 0;
  for (let round = 0; round < rounds; round++) {
    const plan = planOf(choices, round);
    const what = `round ${round} of seed ${seed}, ${JSON.stringify(plan)}`;
    const { call, self, murder, afterMs, report } = plan;
    setPlan(self);
    if (call === "rate") keyseal = await reopen(); // else it needs no worker
    const controller = new AbortController();
    const first = threads.length;
    const own = () => threads.slice(first);
    let reports = 0;
    let committed = false;
    const commit = () => {
      committed = true;
      murders[murder]({ controller, keyseal, own });
    };
    const onProgress = () => murder && reports++ === report && commit();
    const timer = afterMs === undefined ? undefined : setTimeout(commit, afterMs);
    const run = () => calls[call][0](keyseal, { signal: controller.signal, onProgress });
    const end = await settling(withThreads(run), what);
    clearTimeout(timer);
    if (end.reason !== undefined) killed += 1;
    try {
      assertEnd(end, plan);
      setPlan();
      if (murder === "close" && committed) {
        await assert.rejects(preview(keyseal), { code: "closed" });
        keyseal = await reopen();
      }
      assertPreview(
        (
          await settling(
            withThreads(() => preview(keyseal)),
            `after ${what}`,
          )
        ).value,
      );
      if (round % 10 === 0) assertKey((await withThreads(() => generate()(keyseal))).value);
    } catch (error) {
      throw new Error(`${what}: ${error.message}`, { cause: error });
    }
    before ??= countThreads(); // with those that Node itself starts for the first call
  }
  assert.equal(countThreads(), before);
  t.diagnostic(`${killed} of ${rounds} calls did not live to their end`);
  assert.ok(killed > rounds / 4, `only ${killed} of ${rounds} were killed`);
});
