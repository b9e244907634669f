/** While a key is made: what happens, for how long, and Cancel. It says nothing that nobody can know. */

import { lateness } from "../../api/search-estimate.js";
import type { Progress } from "../../base/types.js";
import type { Announcer } from "../shared/announcer.js";
import { type Catalogue, text } from "../shared/catalogue.js";
import { fill, h, heading, icon, newId } from "../shared/dom.js";
import {
  calmRange,
  luckText,
  minutesAndSeconds,
  nowText,
  type Range,
  roughSeconds,
  type Step,
  spokenSeconds,
  stepOf,
  steps,
  waitText,
} from "./working-steps.js";

export interface WorkingModel {
  readonly catalogue: Catalogue;
  readonly headingLevel: number;
  /** The core's name of the key type: "rsa-3072". */
  readonly key: string;
  /** Whether the person could have chosen ECDSA. */
  readonly ecdsaOffered: boolean;
}

/** A duration as a clock shows it: 0:04. */
function clockText(catalogue: Catalogue, ms: number): string {
  const [minutes, seconds] = minutesAndSeconds(ms);
  const write = (digits: number) => new Intl.NumberFormat(catalogue.language, { minimumIntegerDigits: digits });
  return `${write(1).format(minutes)}:${write(2).format(seconds)}`;
}

/** How the view can look, with numbers as long as they become. */
const looks: readonly Progress[] = [
  { phase: "loading", elapsedMs: 0 },
  { phase: "key", elapsedMs: 0, fraction: 0, expectedMs: [188_000, 888_000] },
  { phase: "key", elapsedMs: 0, fraction: 0.93 },
  { phase: "key", elapsedMs: 0, fraction: 1 },
  { phase: "sealing", elapsedMs: 0 },
  { phase: "signing", elapsedMs: 0 },
];

/** `element` stays as high as it is, also when a line of it goes. */
function keepRoom(element: HTMLElement): void {
  element.style.minHeight = `${element.offsetHeight}px`;
}

export class WorkingView {
  readonly element: HTMLElement;
  readonly #model: WorkingModel;
  readonly #announcer: Announcer;
  readonly #title: HTMLElement;
  readonly #now = h("strong");
  readonly #below = h("span", { class: "ks-muted ks-lines" });
  readonly #clock = h("span");
  readonly #row: HTMLElement;
  readonly #items = steps.map((step) => ({ step, item: h("li", { "data-state": "todo" }) }));
  #step: Step | undefined;
  #range: Range | undefined;
  #lines: string[] = [];
  #saidBelow = "";
  #elapsedMs = 0;

  constructor(model: WorkingModel, announcer: Announcer, onCancel: () => void) {
    const { catalogue, headingLevel } = model;
    this.#model = model;
    this.#announcer = announcer;
    const titleId = newId("working");
    this.#title = heading(
      headingLevel,
      0,
      { class: "ks-title", id: titleId, tabindex: -1, part: "title" },
      text(catalogue, "working.title"),
    );
    this.#row = h(
      "div",
      { class: "ks-work__row" },
      h("p", null, this.#now, h("br"), this.#below),
      h(
        "p",
        { class: "ks-clock" },
        h("span", { class: "ks-vh" }, text(catalogue, "working.elapsed"), " "),
        this.#clock,
      ),
    );
    this.element = h(
      "section",
      { class: "ks", "aria-labelledby": titleId, part: "generator" },
      h(
        "div",
        { class: "ks-work" },
        this.#title,
        h("p", { class: "ks-lead" }, text(catalogue, "working.lead")),
        h("progress", { class: "ks-progress", "aria-labelledby": titleId, part: "progress" }),
        this.#row,
        h(
          "ol",
          { class: "ks-steps", role: "list" },
          this.#items.map(({ item }) => item),
        ),
        h(
          "button",
          { class: "ks-btn", type: "button", part: "button", on: { click: onCancel } },
          text(catalogue, "working.cancel"),
        ),
      ),
    );
    this.update({ phase: "loading", elapsedMs: 0 });
  }

  /** Puts the focus on the title, which a screen reader then says. */
  focus(): void {
    this.#title.focus();
  }

  /**
   * To be called when it is shown. There is room then for whatever will be said in half a minute: Cancel stands below, and
   * must not move under the pointer.
   */
  makeRoom(): void {
    for (const progress of looks) {
      this.#showSteps(stepOf(progress));
      this.#write(stepOf(progress), this.#linesOf(progress, progress.expectedMs));
    }
    if (!this.#step) return;
    this.#showSteps(this.#step);
    this.#write(this.#step, this.#lines);
  }

  /** Shows `progress`, and says what is new in it. */
  update(progress: Progress): void {
    const { catalogue, key } = this.#model;
    const step = stepOf(progress);
    const isNew = step !== this.#step;
    if (isNew) this.#showSteps(step);
    this.#step = step;
    this.#range = calmRange(this.#range, progress.expectedMs);
    const lines = this.#linesOf(progress, this.#range);
    const below = lines.join(" ");
    if (isNew || below !== this.#lines.join(" ")) this.#write(step, lines);
    this.#lines = lines;
    this.#clock.textContent = clockText(catalogue, progress.elapsedMs);

    const seconds = spokenSeconds(this.#elapsedMs, progress.elapsedMs);
    this.#elapsedMs = progress.elapsedMs;
    const spoken: string[] = [];
    if (isNew || seconds !== undefined)
      spoken.push(text(catalogue, "working.said", { what: text(catalogue, nowText(step, key)) }));
    if (seconds !== undefined) {
      spoken.push(text(catalogue, "working.soFar", { count: seconds }));
      if (below !== this.#saidBelow) spoken.push(below);
      this.#saidBelow = below;
    }
    if (spoken.length > 0) this.#announcer.say(spoken.join(" "));
  }

  #showSteps(now: Step): void {
    const { catalogue } = this.#model;
    const at = steps.indexOf(now);
    for (const [index, { step, item }] of this.#items.entries()) {
      const state = index < at ? "done" : index === at ? "now" : "todo";
      item.dataset.state = state;
      if (state === "now") item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
      fill(
        item,
        state === "done" ? icon("check", text(catalogue, "working.done")) : h("i", { "aria-hidden": "true" }),
        text(catalogue, `working.step.${step}`),
      );
      if (state === "now") keepRoom(item);
    }
  }

  /** What stands below what happens now. */
  #linesOf(progress: Progress, range: Range | undefined): string[] {
    const { catalogue, key, ecdsaOffered } = this.#model;
    const [from = 0, to = 0] = range?.map(roughSeconds) ?? [];
    const [most = 0, all = 0] = lateness(progress.fraction) ?? [];
    return [luckText(progress, key), waitText(progress, key, ecdsaOffered)]
      .filter((line) => line !== undefined)
      .map((line) => text(catalogue, line, { from, to, most, all }));
  }

  #write(step: Step, lines: string[]): void {
    const { catalogue, key } = this.#model;
    this.#now.textContent = text(catalogue, nowText(step, key));
    fill(
      this.#below,
      lines.map((line) => h("span", null, line)),
    );
    keepRoom(this.#row);
  }
}
