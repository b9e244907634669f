// The page of the RSA benchmark.
import { offerSteps } from "../browser/page/run-step.mjs";
import { open } from "./keyseal.mjs";
import { makeRsaSteps } from "./rsa-steps.mjs";

offerSteps(makeRsaSteps(open));
