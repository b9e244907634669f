// Every pack starts its real server, which answers TLS with the right chain: asked by the openssl command.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { run, setUpJudges } from "../interop/commands.mjs";
import { makeAuthority } from "./authority.mjs";
import { host, makePacks } from "./packs.mjs";
import { serverNames, startServer } from "./servers.mjs";

setUpJudges("packs");
const starttls = { postfix: ["-starttls", "smtp"] };

for (const key of ["ecdsa-p256", "rsa-2048"]) {
  describe(`servers with a key of type ${key}`, () => {
    let authority, made;
    before(async () => {
      authority = await makeAuthority();
      made = await makePacks(authority, { key });
    });
    after(() => {
      made?.remove();
      authority?.remove();
    });

    for (const name of serverNames) {
      test(`${name} answers with the certificate and its intermediate`, async () => {
        const server = await startServer(name, made.packs);
        try {
          const { status, stdout, stderr } = await run(
            "openssl",
            [
              "s_client",
              ...["-connect", `127.0.0.1:${server.port}`, "-servername", host, "-verify_hostname", host],
              ...[
                "-CAfile",
                authority.root,
                "-verify_return_error",
                "-showcerts",
                "-ign_eof",
                ...(starttls[name] ?? []),
              ],
            ],
            {
              stdin:
                name === "postfix"
                  ? "QUIT\r\n"
                  : name === "dovecot"
                    ? "a LOGOUT\r\n"
                    : `GET / HTTP/1.0\r\nHost: ${host}\r\n\r\n`,
            },
          );
          assert.equal(status, 0, `${stderr}${stdout}${server.log()}`);
          assert.match(stdout, /Verify return code: 0 \(ok\)/);
          assert.match(stdout, /Protocol *: TLSv1\.3|New, TLSv1\.3/);
          const sent = stdout.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
          const [leaf, intermediate] = [made.leaf, authority.intermediate].map((path) => authority.read(path).trim());
          assert.deepEqual(sent, [leaf, intermediate], "the root is not sent");
          if (!["postfix", "dovecot"].includes(name)) assert.match(stdout, /It works\./);
        } finally {
          await server.stop();
        }
      });
    }
  });
}
