// The policies that the tests' pages and their worker are served with: those of the bundle's header files.
import * as shipped from "../../tools/bundle/policies.mjs";
import { reportPath } from "./http.mjs";

const page = {
  ...shipped.pagePolicy({ scripts: ["'self'"], styles: ["'self'"], worker: "'self' blob:" }),
  "img-src": "'self'", // browsers ask for the favicon
};

/** A strict page's policy, with these directives changed; without changes its violations are reported. */
export const pagePolicy = (changed) => shipped.policyText({ ...page, ...(changed ?? { "report-uri": reportPath }) });

/** The worker's own: a worker that has an address does not inherit the page's. One that reports would not be started. */
export const workerPolicy = shipped.policyText(shipped.workerPolicy);
