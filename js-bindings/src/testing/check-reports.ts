/** What the real module says of two requests, one of which can lead to no certificate. */

import type { CheckReport } from "../base/types.js";
import reports from "./fixtures/check-reports.json";

export type CheckReportName = "acceptable" | "refused";

export const checkReports = reports as unknown as Readonly<Record<CheckReportName, Readonly<CheckReport>>>;
