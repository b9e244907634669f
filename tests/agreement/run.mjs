// One run of all judges over all inputs.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { compare } from "./compare.mjs";
import { askBadkeys, askGo, askKeyseal, askOpenssl } from "./judges.mjs";
import { contentTopics, frameTopics, keyTopics } from "./topics.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const command = process.env.KEYSEAL_CHECK ?? `${root}build/host-release/wasm/check/keyseal-check`;

const keys = Object.keys(keyTopics);
const frames = Object.keys(frameTopics);

/** What each judge looks at at all. On these topics it is compared with Keyseal, and on no others. */
export const scopes = {
  zlint: new Set([...keys, ...Object.keys(contentTopics)]),
  goodkey: new Set(keys),
  badkeys: new Set(keys),
  OpenSSL: new Set([...frames, "key encoding", "point", "repeated extension", "string type"]),
};

/** The views of every judge on `inputs` by name: { Keyseal, zlint, goodkey, badkeys, OpenSSL }, each a Map. */
export async function judge(inputs, { AGREEMENT_JUDGES, AGREEMENT_PYTHON }) {
  const folder = await mkdtemp(`${tmpdir()}/keyseal-agreement-`);
  try {
    const tasks = inputs.map(({ path, day, policy }, index) => {
      return { file: path, day, policy, issued: `${folder}/${index}.pem` };
    });
    const paths = inputs.map(({ path }) => path);
    const requests = inputs.filter(({ kind }) => kind === "csr" || kind === "generated").map(({ path }) => path);
    const [Keyseal, { zlint, goodkey }, badkeys, OpenSSL] = await Promise.all([
      askKeyseal(command, inputs),
      askGo(AGREEMENT_JUDGES, tasks),
      askBadkeys(AGREEMENT_PYTHON, `${root}tests/agreement/judge_badkeys.py`, paths),
      askOpenssl(requests),
    ]);
    const views = { Keyseal, zlint, goodkey, badkeys, OpenSSL };
    const nameOf = new Map(inputs.map(({ name, path }) => [path, name]));
    const byName = (view) => new Map([...view].map(([path, said]) => [nameOf.get(path), said]));
    const named = Object.fromEntries(Object.entries(views).map(([name, view]) => [name, byName(view)]));
    for (const { name, profile } of inputs) {
      if (!["tls-server", "smime"].includes(profile)) named.zlint.delete(name); // the profiles with lints
      if (profile !== "tls-server") named.goodkey.delete(name); // Boulder issues for servers alone
    }
    return named;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Every disagreement, as { judge, topic, keyseal, other, input }. */
export function disagreements({ Keyseal, ...judges }) {
  return Object.entries(judges).flatMap(([judge, views]) =>
    [...views].flatMap(([input, view]) =>
      compare(Keyseal.get(input), view, scopes[judge]).map(({ topic, keyseal, judge: other }) => {
        return { judge, topic, keyseal, other, input };
      }),
    ),
  );
}
