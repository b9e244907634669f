// WebKitGTK, the engine of Safari, on a display of its own: playwright-core drives only its own build of WebKit.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { startSession } from "./webdriver.mjs";

const miniBrowsers = ["x86_64", "aarch64"].map((cpu) => `/usr/lib/${cpu}-linux-gnu/webkit2gtk-4.1/MiniBrowser`);
const missing = (what) => new Error(`${what} is missing: run tools/setup-tests.sh browsers`);

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Starts a program, and resolves when it runs. */
async function start(file, args, options) {
  const child = spawn(file, args, options);
  await once(child, "spawn").catch(() => {
    throw missing(file);
  });
  return child;
}

/** Starts WebKit so that it finds `insecureHost` on 127.0.0.1. */
export async function startWebkit(insecureHost) {
  const binary = miniBrowsers.find((path) => existsSync(path));
  if (binary === undefined) throw missing("WebKitGTK's MiniBrowser");
  const folder = await mkdtemp(`${tmpdir()}/keyseal-webkit-`);
  const children = [];
  const stop = async () => {
    for (const child of children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill();
      await once(child, "exit");
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const xvfb = ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]; // a display of its own choice
    const display = await start("Xvfb", xvfb, { stdio: ["ignore", "pipe", "ignore"] });
    children.push(display);
    const [displayNumber] = await once(display.stdout, "data");

    const env = { ...process.env, HOME: folder, DISPLAY: `:${String(displayNumber).trim()}` };
    if (process.getuid() === 0) env.WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS = "1"; // as root, its sandbox fails
    // It has no option that says where a host is, so it gets an /etc/hosts of its own.
    await writeFile(`${folder}/hosts`, `127.0.0.1 localhost ${insecureHost}\n`);
    const inside = ["--dev-bind", "/", "/", "--ro-bind", `${folder}/hosts`, "/etc/hosts", "--die-with-parent"];
    const port = await freePort();
    children.push(await start("bwrap", [...inside, "WebKitWebDriver", `--port=${port}`], { env, stdio: "ignore" }));

    const options = { "webkitgtk:browserOptions": { binary, args: ["--automation"] } };
    const { version, openPage, end } = await startSession(port, options);
    return { version, openPage, close: () => end().finally(stop) };
  } catch (error) {
    await stop();
    throw error;
  }
}
