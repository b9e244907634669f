/**
 * Keyseal for front-end integration tests: finished requests and sealed keys, a fake that answers at once, and helpers for
 * Playwright. Nothing here makes a real key, and every output says so.
 */

export type { ErrorCode } from "../base/error-codes.js";
export type * from "../base/types.js";
export { type CheckReportName, checkReports } from "./check-reports.js";
export { type CheckerOnPage, checkerOn } from "./checker-on-page.js";
export { type FakeOptions, fakeKeyseal, openFakeKeyseal } from "./fake.js";
export { type Fixture, type FixtureName, fixtures } from "./fixtures.js";
export {
  type GeneratorOnPage,
  generatorOn,
  type ResultOnPage,
  type SavedFile,
  useFakeKeyseal,
} from "./generator-on-page.js";
export type { DownloadLike, LocatorLike, PageLike } from "./playwright.js";
