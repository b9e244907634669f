// As much of W3C WebDriver as the tests need: one session with one window, which shows one page after another.
import { Agent, request } from "node:http";
import { elementAt, pointOf, runStep } from "./in-page.mjs";
import { waitUntil } from "./wait.mjs";

const requestTimeoutMs = 150_000;
const scriptTimeoutMs = 120_000;

// https://www.w3.org/TR/webdriver2/#keyboard-actions
const keys = {
  Backspace: "\uE003",
  Tab: "\uE004",
  Enter: "\uE007",
  Shift: "\uE008",
  Control: "\uE009",
  Escape: "\uE00C",
  Space: " ",
  Home: "\uE011",
  End: "\uE010",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  Delete: "\uE017",
};

/** Speaks to the driver at `address`: { port } or { socketPath }. Node's fetch knows no sockets in the file system. */
function connect(address) {
  const agent = new Agent({ keepAlive: false });
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const options = { host: "127.0.0.1", ...address, method, path, agent, timeout: requestTimeoutMs };
      const asked = request(options, async (response) => {
        let text = "";
        for await (const chunk of response.setEncoding("utf8")) text += chunk;
        const { value } = JSON.parse(text);
        if (response.statusCode === 200) resolve(value);
        else reject(new Error(`WebDriver: ${value.error}: ${value.message}`));
      });
      asked.on("timeout", () => asked.destroy(new Error(`the WebDriver does not answer ${path}`)));
      asked.on("error", reject);
      asked.end(body && JSON.stringify(body));
    });
}

/** Collects what later goes wrong in the page; WebDriver does not show the console. */
function watchErrors() {
  window.keysealTestErrors = [];
  const note = (text) => window.keysealTestErrors.push(String(text));
  const { error } = console;
  console.error = (...values) => {
    note(values.join(" "));
    error.apply(console, values);
  };
  addEventListener("error", (event) => note(event.message));
  addEventListener("unhandledrejection", (event) => note(event.reason));
  addEventListener("securitypolicyviolation", (event) => note(`${event.violatedDirective} ${event.blockedURI}`));
}

/** `requests` is how the pages say what was asked for, if there is a way to know. */
export async function startSession(address, browserOptions, requests) {
  const ask = connect(address);
  await waitUntil(() => ask("GET", "/status").catch(() => false), "the WebDriver");
  const capabilities = { alwaysMatch: { ...browserOptions, timeouts: { script: scriptTimeoutMs } } };
  const { sessionId, capabilities: given } = await ask("POST", "/session", { capabilities });
  const session = `/session/${sessionId}`;

  /** Runs a function in the page. Its own failures are the caller's, as with Playwright. */
  async function run(body, argument) {
    const script = `const [argument, done] = arguments;
      (async () => (${body})(argument))().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await ask("POST", `${session}/execute/async`, { script, args: [argument ?? null] });
    if (error !== undefined) throw new Error(error);
    return value ?? undefined;
  }
  const act = (source) => ask("POST", `${session}/actions`, { actions: [source] });
  const strike = (actions) => act({ type: "key", id: "keys", actions });
  const hit = (value) => [
    { type: "keyDown", value },
    { type: "keyUp", value },
  ];

  async function goto(url) {
    await ask("POST", `${session}/url`, { url });
    await run(watchErrors);
  }

  async function openPage(url, { viewport } = {}) {
    const setViewport = ({ width, height }) => ask("POST", `${session}/window/rect`, { width, height });
    if (viewport) await setViewport(viewport);
    await goto(url);
    return {
      errors: () => run(() => window.keysealTestErrors),
      requests,
      goto,
      run,
      runStep: (name, argument) => run(runStep, [name, argument]),
      waitFor: (body, argument) => waitUntil(() => run(body, argument), String(body)),
      // Not by the element's own click command, which calls fields inside a shadow root covered.
      async click(path) {
        const buttons = ["pointerDown", "pointerUp"].map((type) => ({ type, button: 0 }));
        let inTheWay;
        for (let tries = 0; tries < 10; tries += 1) {
          const { x, y, coveredBy } = await run(`(path) => { ${elementAt}; return (${pointOf})(path); }`, path);
          inTheWay = coveredBy;
          if (coveredBy !== undefined) continue;
          await act({ type: "pointer", id: "mouse", actions: [{ type: "pointerMove", x, y }, ...buttons] });
          // A click that leads to another page leaves nothing behind to ask.
          if ((await run(() => window.keysealTestHit)) !== false) return;
        }
        throw new Error(`the mouse does not reach ${path}: covered by ${inTheWay}`);
      },
      type: (text) => strike([...text].flatMap(hit)),
      press(key) {
        const names = key.split("+");
        const values = names.map((name) => keys[name] ?? name);
        const down = values.map((value) => ({ type: "keyDown", value }));
        const up = values.reverse().map((value) => ({ type: "keyUp", value }));
        return strike([...down, ...up]);
      },
      screenshot: async () => Buffer.from(await ask("GET", `${session}/screenshot`), "base64"),
      setViewport,
      close: () => ask("POST", `${session}/url`, { url: "about:blank" }), // so that its workers end
    };
  }
  return { version: given.browserVersion, openPage, end: () => ask("DELETE", session) };
}
