// Other people's programs read what Keyseal writes. One run: one set of fixtures, and every judge over all of it.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setUpJudges } from "./commands.mjs";
import { makeFixtures } from "./fixtures.mjs";
import { inToolchain, judgeByOpenssl, knowsMlDsa, onHost } from "./openssl.mjs";
import { judgeByGo, judgeByJava, judgeByPython } from "./readers.mjs";

const { PYTHON, TOOLCHAIN } = setUpJudges();
const { folder, fixtures, remove } = await makeFixtures();
after(remove);

const host = onHost(folder);
const withMlDsa = (await knowsMlDsa(host)) ? fixtures : fixtures.filter(({ keyType }) => keyType !== "ml-dsa");
judgeByOpenssl("the host's OpenSSL", host, withMlDsa);

const current = inToolchain(folder, TOOLCHAIN);
judgeByOpenssl("OpenSSL 3.5", current, fixtures);

judgeByJava(folder, fixtures);
judgeByPython(folder, fixtures, PYTHON);
judgeByGo(folder, fixtures);

test("a judge knows ML-DSA", async () => {
  assert.ok(await knowsMlDsa(current));
});
