/** What every section of the form is given. */

import type { Keyseal } from "../../base/types.js";
import type { Announcer } from "../shared/announcer.js";
import type { Catalogue } from "../shared/catalogue.js";
import { type Child, h, heading, newId } from "../shared/dom.js";
import type { Draft } from "./draft.js";

export interface FormContext {
  readonly catalogue: Catalogue;
  /** The level of the component's title. */
  readonly level: number;
  readonly draft: Draft;
  readonly keyseal: Keyseal;
  readonly announcer: Announcer;
  /** Has the draft judged and shown anew. How many names turned out to repeat others; undefined if it changed again. */
  judge(): Promise<number | undefined>;
  /** What is wrong in a section may have changed without the draft: the summary follows. */
  refresh(): void;
  /** Ends the form: what failed is not for the person to put right. */
  fail(error: unknown): void;
}

/** A part of the form with its heading on the left. */
export function formSection({ level }: FormContext, title: Child, intro: Child, ...body: Child[]): HTMLElement {
  const id = newId("section");
  return h(
    "div",
    { class: "ks-section", role: "group", "aria-labelledby": id },
    h("div", { class: "ks-section__head" }, heading(level, 1, { class: "ks-h", id }, title), intro),
    h("div", { class: "ks-section__body" }, ...body),
  );
}
