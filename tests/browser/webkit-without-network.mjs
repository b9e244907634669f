// Runs in a network namespace of its own, where there is nothing but this: WebKitWebDriver, reached from outside through
// a socket in the file system, and a proxy that refuses everything and writes each address into a file.
//   node webkit-without-network.mjs SOCKET LOG     prints the proxy's port when all listens
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { connect, createServer } from "node:net";

const [socketPath, log] = process.argv.slice(2);
const driverPort = 4444;

const driver = spawn("WebKitWebDriver", [`--port=${driverPort}`], { stdio: "ignore" });
driver.on("exit", (status) => process.exit(status ?? 1));

const relay = createServer((outside) => {
  const inside = connect(driverPort, "127.0.0.1");
  outside.pipe(inside).pipe(outside);
  for (const end of [outside, inside]) end.on("error", () => [outside, inside].map((each) => each.destroy()));
}).listen(socketPath);
await once(relay, "listening");

const proxy = createHttpServer((request, response) => {
  appendFileSync(log, `${request.url}\n`);
  response.writeHead(502).end();
});
proxy.on("connect", ({ url }, socket) => {
  appendFileSync(log, `${url}\n`);
  socket.destroy();
});
proxy.listen(0, "127.0.0.1");
await once(proxy, "listening");
console.log(proxy.address().port);
