import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const defaultTimeoutMs = 120_000; // far more than anything takes, but for a machine that is busy with other things

/** Asks until the answer is truthy, and returns it. */
export async function waitUntil(ask, what, timeoutMs = defaultTimeoutMs) {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`waited ${timeoutMs / 1000} s in vain for ${what}`);
    await sleep(20);
  }
}

/** The text of a file that the browser saves, once its last line is there. */
export async function savedText(browser, name) {
  const read = async () => {
    const text = await readFile(`${browser.downloads}/${name}`, "utf8").catch(() => "");
    return text.endsWith("\n") && text;
  };
  try {
    return await waitUntil(read, name);
  } catch (cause) {
    throw new Error(`${name} is not among the downloads: ${await readdir(browser.downloads)}`, { cause });
  }
}
