// One run of all judges over all inputs.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { makeBlocklist } from "./blocklist.mjs";
import { compare } from "./compare.mjs";
import { askBadkeys, askGo, askKeyseal, askOpenssl } from "./judges.mjs";
import { contentTopics, frameTopics, keyTopics, listTopics } from "./topics.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const command = process.env.KEYSEAL_CHECK ?? `${root}build/host-release/wasm/check/keyseal-check`;

const keys = Object.keys(keyTopics);
const frames = Object.keys(frameTopics);
const listed = Object.keys(listTopics);

/** What each judge looks at at all. On these topics it is compared with Keyseal, and on no others. */
export const scopes = {
  zlint: new Set([...keys, ...Object.keys(contentTopics)]),
  goodkey: new Set(keys),
  badkeys: new Set([...keys, ...listed]),
  OpenSSL: new Set([...frames, "key encoding", "point", "repeated extension", "string type"]),
};

/** The views of every judge on `inputs` by name: { Keyseal, issued, zlint, goodkey, badkeys, OpenSSL }, each a Map;
 * `issued` is Keyseal's on the certificates that the test CA issued for requests and keys. */
export async function judge(inputs, { AGREEMENT_JUDGES, AGREEMENT_PYTHON }) {
  const folder = await mkdtemp(`${tmpdir()}/keyseal-agreement-`);
  try {
    const tasks = inputs.map(({ path, day, policy }, index) => {
      return { file: path, day, policy, issued: `${folder}/${index}.pem` };
    });
    const blocklist = await makeBlocklist(folder, inputs);
    const paths = inputs.map(({ path }) => path);
    const requests = inputs.filter(({ kind }) => kind === "csr" || kind === "generated").map(({ path }) => path);
    const [Keyseal, { zlint, goodkey }, badkeys, OpenSSL] = await Promise.all([
      askKeyseal(command, inputs, blocklist),
      askGo(AGREEMENT_JUDGES, tasks),
      askBadkeys(AGREEMENT_PYTHON, `${root}tests/agreement/judge_badkeys.py`, paths, folder),
      askOpenssl(requests),
    ]);
    const certificates = inputs.flatMap(({ path, kind, profile, day }, index) => {
      return kind !== "certificate" && zlint.has(path) ? [{ path: tasks[index].issued, profile, day }] : [];
    });
    const issued = await askKeyseal(command, certificates, blocklist);
    const views = { Keyseal, issued, zlint, goodkey, badkeys, OpenSSL };
    const nameOf = new Map(
      inputs.flatMap(({ name, path }, index) => [path, tasks[index].issued].map((p) => [p, name])),
    );
    const byName = (view) => new Map([...view].map(([path, said]) => [nameOf.get(path), said]));
    const named = Object.fromEntries(Object.entries(views).map(([name, view]) => [name, byName(view)]));
    for (const { name, profile } of inputs) {
      if (!["tls-server", "smime"].includes(profile)) named.zlint.delete(name); // the profiles with lints
      if (profile !== "tls-server") named.goodkey.delete(name); // Boulder issues for servers alone
    }
    return named;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
  }
}

/** Every disagreement, as { judge, topic, keyseal, other, input }. With zlint Keyseal is compared twice: as it judges the
 * request or key, and, as input "issued/...", the certificate; there what is no different is not said again. */
export function disagreements({ Keyseal, issued, ...judges }) {
  const found = Object.entries(judges).flatMap(([judge, views]) =>
    [...views].flatMap(([input, view]) => differences(Keyseal.get(input), judge, view, input)),
  );
  const again = [...judges.zlint].flatMap(([input, view]) => {
    const before = found.filter((one) => one.judge === "zlint" && one.input === input);
    const isNew = ({ topic, keyseal, other }) => {
      return !before.some((one) => one.topic === topic && one.keyseal === keyseal && one.other === other);
    };
    if (!issued.has(input)) return [];
    return differences(issued.get(input), "zlint", view, `issued/${input}`).filter(isNew);
  });
  return [...found, ...again];
}

function differences(keyseal, judge, view, input) {
  return compare(keyseal, view, scopes[judge]).map(({ topic, keyseal: level, judge: other }) => {
    return { judge, topic, keyseal: level, other, input };
  });
}
