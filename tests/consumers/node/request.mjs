// node request.mjs NAME < PASSPHRASE: prints the request and the sealed key.
import { readFileSync } from "node:fs";
import { open } from "keyseal";

const keyseal = await open();
const passphrase = readFileSync(0, "utf8").trimEnd();
const { csrPem, sealedKeyPem } = await keyseal.generate({ dns: [process.argv[2]], passphrase });
process.stdout.write(csrPem + sealedKeyPem);
