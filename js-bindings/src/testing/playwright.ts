/** As much of Playwright as the helpers need: any version that has it fits, and none is a dependency. */

export interface DownloadLike {
  suggestedFilename(): string;
  createReadStream(): Promise<AsyncIterable<unknown>>;
}

export interface LocatorLike {
  locator(selector: string): LocatorLike;
  nth(index: number): LocatorLike;
  click(): Promise<void>;
  check(): Promise<void>;
  fill(value: string): Promise<void>;
  press(key: string): Promise<void>;
  allTextContents(): Promise<string[]>;
  textContent(): Promise<string | null>;
  waitFor(): Promise<void>;
  // biome-ignore lint/suspicious/noExplicitAny: what runs in the page is typed where it is written
  evaluate(body: (element: any, argument: any) => unknown, argument?: unknown): Promise<any>;
}

export interface PageLike {
  locator(selector: string): LocatorLike;
  addInitScript(script: { content: string }): Promise<unknown>;
  waitForEvent(event: "download"): Promise<DownloadLike>;
}
