// As much of W3C WebDriver as the test needs: one session that opens pages and runs their steps.
import { setTimeout as sleep } from "node:timers/promises";

const requestTimeoutMs = 150_000;
const scriptTimeoutMs = 120_000;
// WebKit may call a page loaded before its modules ran, so the step waits for them.
const runStep = `
  const [name, argument, done] = arguments;
  const run = () => window.runStep ? window.runStep(name, argument ?? undefined).then(done) : setTimeout(run, 10);
  run();
`;

export async function startSession(port, browserOptions) {
  const ask = async (method, path, body) => {
    const signal = AbortSignal.timeout(requestTimeoutMs);
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      signal,
      body: body && JSON.stringify(body),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`WebDriver: ${value.error}: ${value.message}`);
    return value;
  };
  for (let tries = 100; !(await ask("GET", "/status").catch(() => false)); tries -= 1) {
    if (tries === 0) throw new Error("the WebDriver does not answer");
    await sleep(100);
  }
  const capabilities = { alwaysMatch: { ...browserOptions, timeouts: { script: scriptTimeoutMs } } };
  const { sessionId, capabilities: given } = await ask("POST", "/session", { capabilities });
  const session = `/session/${sessionId}`;
  return {
    version: given.browserVersion,
    async openPage(url) {
      await ask("POST", `${session}/url`, { url });
      return {
        errors: [], // WebDriver does not show the console; a page's violations reach the server, a worker's do not
        runStep: (name, argument) =>
          ask("POST", `${session}/execute/async`, { script: runStep, args: [name, argument ?? null] }),
        close: async () => {},
      };
    },
    end: () => ask("DELETE", session),
  };
}
