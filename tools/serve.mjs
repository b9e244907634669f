// make serve: the portal demo on localhost, from dist/, until Ctrl+C. PORT chooses another port than 8080.
import { existsSync, readFileSync } from "node:fs";
import { startPortal } from "./portal/server.mjs";
import { printable } from "./printable.mjs";

const root = new URL("..", import.meta.url).pathname;
const { version } = JSON.parse(readFileSync(`${root}js-bindings/package.json`, "utf8"));
const bundleFolder = `${process.env.KEYSEAL_DIST_DIR ?? `${root}dist`}/keyseal-${version}`;

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

if (!existsSync(`${bundleFolder}/MANIFEST.json`)) fail(`There is no bundle in ${bundleFolder}: run make dist.`);
const given = process.env.PORT ?? "8080";
const port = Number(given);
if (!/^\d{1,5}$/.test(given) || port > 65535) fail(`PORT=${printable(given)} is no port.`);

const onOrder = ({ domain, ...others }) =>
  process.stdout.write(`order for ${printable(domain)}: ${Object.keys(others).join(", ")}\n`);
const portal = await startPortal({ bundleFolder, port, onOrder }).catch((error) => {
  const taken = error.code === "EADDRINUSE";
  return fail(taken ? `Port ${port} is taken. Choose another: make serve PORT=8081` : `Port ${port}: ${error.message}`);
});
process.stdout.write(`The portal demo: ${portal.address}  (Ctrl+C ends it)\n`);
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => portal.close());
