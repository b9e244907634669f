/** What the fake makes of a key that exists: it opens nothing, and everything in it says so. */

import { takeGenerateRequest } from "../api/check-request.js";
import { takePackageRequest, takeRequestFromKey, takeResealRequest } from "../api/packs-request.js";
import { toPackaged } from "../api/to-packaged.js";
import type {
  Finding,
  Packaged,
  PackageRequest,
  ProofOfCompromise,
  Requested,
  RequestFromKey,
  Resealed,
  ResealRequest,
} from "../base/types.js";
import { arraysOf, wipe } from "../worker/messages.js";
import { mark } from "./mark.js";
import { judgeNames, namesIn } from "./names.js";
import { emptySealedKey, spkiSha256Of, unsignedRequest } from "./unsigned.js";

const key = "ecdsa-p256";
const spkiSha256 = spkiSha256Of(key);
const findings: Finding[] = [{ rule: "keyseal-fake", severity: "notice", clause: "keyseal/testing", message: mark }];
const names = ["fake.example.com"];
/** The day of every fake: 2026-01-01, and a year of validity. */
const notBefore = 1_767_225_600;
const notAfter = notBefore + 365 * 86_400;

export function fakePackage(request: PackageRequest): Packaged {
  const { call, targets } = takePackageRequest(request, 0);
  const pfx = call.package.pfx.map(() => new TextEncoder().encode(mark));
  wipe(arraysOf(call));
  const sealed = { sealedKeyPem: emptySealedKey().sealedKeyPem, chainPem: `${mark}\n`, pfx };
  return toPackaged({ key, spkiSha256, names, notBefore, notAfter, findings, files: sealed }, targets);
}

/** What a proof of compromise asks for: nothing. */
const proof = { profile: "private-pki", subject: [{ type: "CN", value: "Proof of Key Compromise" }], passphrase: mark };

export function fakeRequested(request: RequestFromKey | ProofOfCompromise): Requested {
  const call = takeRequestFromKey(request);
  wipe(arraysOf(call));
  const asked = call.call === "request" ? call.request : takeGenerateRequest(proof).core;
  const judged = judgeNames(asked).names;
  return {
    ...unsignedRequest(key, judged, asked.subject),
    key,
    spkiSha256,
    names: namesIn(judged),
    findings,
  };
}

export function fakeResealed(request: ResealRequest): Resealed {
  wipe(arraysOf(takeResealRequest(request)));
  return { ...emptySealedKey(), key, spkiSha256, findings };
}
