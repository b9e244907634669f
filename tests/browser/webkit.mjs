// WebKitGTK, the engine of Safari, on a display of its own: playwright-core drives only its own build of WebKit.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.mjs";
import { insecureHost } from "./hosts.mjs";
import { missing } from "./needed.mjs";
import { startSession } from "./webdriver.mjs";

const miniBrowsers = ["x86_64", "aarch64"].map((cpu) => `/usr/lib/${cpu}-linux-gnu/webkit2gtk-4.1/MiniBrowser`);
const noNetwork = fileURLToPath(new URL("webkit-without-network.mjs", import.meta.url));

/** Starts a program, and resolves when it runs. */
async function start(file, args, options) {
  const child = spawn(file, args, options);
  await once(child, "spawn").catch(() => {
    throw missing(file);
  });
  return child;
}

async function stopAll(children) {
  for (const child of children.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill();
    await once(child, "exit");
  }
}

/** The driver in a mount namespace where /etc/hosts names `insecureHost`: WebKit has no option that says where a host is. */
async function startDriver(folder, env) {
  await writeFile(`${folder}/hosts`, `127.0.0.1 localhost ${insecureHost}\n`);
  const inside = ["--dev-bind", "/", "/", "--ro-bind", `${folder}/hosts`, "/etc/hosts", "--die-with-parent"];
  const port = await freePort();
  const child = await start("bwrap", [...inside, "WebKitWebDriver", `--port=${port}`], { env, stdio: "ignore" });
  return { child, address: { port }, args: [] };
}

/** The driver in a network namespace without interfaces, where a proxy refuses, and writes down, what is asked for. */
async function startDriverWithoutNetwork(folder, env) {
  // In a process namespace too, so that nothing stays when bwrap goes.
  const own = ["--unshare-net", "--unshare-pid", "--proc", "/proc", "--die-with-parent"];
  const inside = ["--dev-bind", "/", "/", ...own, "--", process.execPath, noNetwork];
  const [socketPath, log] = [`${folder}/driver`, `${folder}/requests`];
  await writeFile(log, "");
  const child = await start("bwrap", [...inside, socketPath, log], { env, stdio: ["ignore", "pipe", "inherit"] });
  const proxyPort = await Promise.race([once(child.stdout, "data").then(String), once(child, "exit").then(() => "")]);
  if (proxyPort === "") throw new Error("bwrap cannot start WebKit without a network");
  const requests = async () => (await readFile(log, "utf8")).split("\n").filter(Boolean);
  return { child, address: { socketPath }, args: [`--proxy=http://127.0.0.1:${proxyPort.trim()}`], requests };
}

export async function startWebkit({ colorScheme = "light", reducedMotion = "no-preference", network = true } = {}) {
  const binary = miniBrowsers.find((path) => existsSync(path));
  if (binary === undefined) throw missing("WebKitGTK's MiniBrowser");
  const folder = await mkdtemp(`${tmpdir()}/keyseal-webkit-`);
  const children = [];
  const stop = async () => {
    await stopAll(children);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const xvfb = ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]; // a display of its own choice
    const display = await start("Xvfb", xvfb, { stdio: ["ignore", "pipe", "ignore"] });
    children.push(display);
    const [displayNumber] = await once(display.stdout, "data");

    const env = { ...process.env, HOME: folder, DISPLAY: `:${String(displayNumber).trim()}` };
    if (process.getuid() === 0) env.WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS = "1"; // as root, its sandbox fails
    await mkdir(`${folder}/.config/gtk-3.0`, { recursive: true });
    const animations = reducedMotion === "reduce" ? 0 : 1; // WebKit takes reduced motion from GTK
    await writeFile(`${folder}/.config/gtk-3.0/settings.ini`, `[Settings]\ngtk-enable-animations=${animations}\n`);
    const driver = await (network ? startDriver : startDriverWithoutNetwork)(folder, env);
    children.push(driver.child);

    const dark = colorScheme === "dark" ? ["--dark-mode"] : [];
    const options = { "webkitgtk:browserOptions": { binary, args: ["--automation", ...dark, ...driver.args] } };
    const { version, openPage, end } = await startSession(driver.address, options, driver.requests);
    const downloads = folder; // without XDG's folders it saves into its home
    return { version, home: folder, downloads, openPage, close: () => end().finally(stop) };
  } catch (error) {
    await stop();
    throw error;
  }
}
