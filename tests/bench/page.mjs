// The page that a browser measures in.

import { offerSteps } from "../browser/page/run-step.mjs";
import { open } from "./keyseal.mjs";
import { makeSteps } from "./steps.mjs";

offerSteps(makeSteps(open));
