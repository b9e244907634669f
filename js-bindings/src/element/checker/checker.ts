/** <keyseal-checker>: from a pasted or dropped request to a verdict. The states and what leads where. */

import { pins } from "../../base/pins.js";
import type { CheckedInput, CheckFilesRequest, Keyseal } from "../../base/types.js";
import { loadFindingTexts } from "../languages/finding-texts.js";
import { catalogueFor, loadCatalogue } from "../languages/language-choice.js";
import { languageOf } from "../languages/texts-for.js";
import { type Catalogue, text } from "../shared/catalogue.js";
import { h } from "../shared/dom.js";
import { failureOf, isAbort } from "../shared/failure.js";
import { headingLevel, openOptions } from "../shared/host-attributes.js";
import { componentTitle, loadingView } from "../shared/loading-view.js";
import { Newest } from "../shared/newest.js";
import { Presence } from "../shared/presence.js";
import { sharedKeyseal } from "../shared/shared-keyseal.js";
import { dispatch, Stage } from "../shared/stage.js";
import { StopView } from "../shared/stop-view.js";
import { type Checked, isUnread, pastedName, type Taken, type Unread } from "./checked-input.js";
import { type CheckerFrame, CheckerInput } from "./checker-input.js";
import { type CheckChoices, choicesOf, optionsOf } from "./checker-options.js";
import { CheckerReport } from "./checker-report.js";
import { CheckerTable } from "./checker-table.js";

export type CheckerState = "loading" | "form" | "working" | "done" | "stopped";

/** What is over before would only flicker. */
const shownAfterMs = 300;
/** Attributes that change how it looks, and not what it asks. */
const looks = ["lang", "heading-level"];

export class KeysealChecker extends HTMLElement {
  static readonly observedAttributes = [
    ...["profile", "level", "generation", "authority", "worker-url", "wasm-url", "primes-url", "worker"],
    ...looks,
  ];

  readonly #stage = new Stage(this);
  readonly #presence = new Presence(this, ["keyseal"], {
    begin: () => this.#begin(),
    end: () => this.#free(),
  });
  readonly #loading = new Newest();
  readonly #working = new Newest();
  #given: Keyseal | Promise<Keyseal> | undefined;
  #keyseal: Keyseal | undefined;
  #state: CheckerState = "loading";
  #catalogue: Catalogue = catalogueFor("");
  #choices: CheckChoices | undefined;
  #text = "";
  #input: CheckerInput | undefined;
  #reports: readonly CheckedInput[] = [];
  #value = "";
  #restartAsked = false;
  #onlyLooks = true;

  connectedCallback(): void {
    this.#presence.connected();
  }

  disconnectedCallback(): void {
    this.#presence.disconnected();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before !== after) this.#restartSoon(looks.includes(name));
  }

  /** The Keyseal to use; by default all elements of the page share one. */
  get keyseal(): Keyseal | Promise<Keyseal> | undefined {
    return this.#given;
  }

  set keyseal(keyseal: Keyseal | Promise<Keyseal> | undefined) {
    this.#given = keyseal;
    this.#restartSoon(false);
  }

  get state(): CheckerState {
    return this.#state;
  }

  /** What was found in the last check, in the order of what was given; empty before, and where nothing could be read. */
  get reports(): readonly CheckedInput[] {
    return this.#reports;
  }

  /** What was checked as PEM, where it was exactly one and is beyond doubt; else "". */
  get value(): string {
    return this.#value;
  }

  /** Drops what was pasted and found, and begins anew. */
  reset(): void {
    if (!this.#presence.live) return;
    this.#drop();
    void this.#start();
  }

  /** Puts the focus on the title of what is shown. */
  override focus(): void {
    this.#stage.root.querySelector<HTMLElement>(".ks-title")?.focus();
  }

  get #frame(): CheckerFrame {
    this.#choices ??= choicesOf(this);
    return {
      catalogue: this.#catalogue,
      headingLevel: headingLevel(this),
      announcer: this.#stage.announcer,
      choices: this.#choices,
    };
  }

  /** Begins anew, once for all changes of a task. A check that runs, or a report, stays where only looks changed. */
  #restartSoon(onlyLooks: boolean): void {
    if (!this.#presence.live) return;
    this.#onlyLooks &&= onlyLooks;
    if (this.#restartAsked) return;
    this.#restartAsked = true;
    queueMicrotask(() => {
      const keeps = this.#onlyLooks;
      this.#restartAsked = false;
      this.#onlyLooks = true;
      if (!this.#presence.live) return;
      if (!keeps) this.#drop();
      else if (this.#state === "working") return;
      void this.#start();
    });
  }

  /** Loads, then shows the form, the report that is there, or why there is none. */
  async #start(): Promise<void> {
    this.#keepText();
    this.#state = "loading";
    const language = languageOf(this);
    this.#catalogue = catalogueFor(language);
    this.#show(loadingView(this.#catalogue, headingLevel(this), "checker"));
    const catalogue = this.#loadTexts(language); // which never fails
    try {
      void this.#frame; // an attribute that does not exist is said before anything is loaded
      const opening = async () => (await this.#given) ?? sharedKeyseal(openOptions(this));
      const loaded = await this.#loading.run(() => Promise.all([opening(), catalogue]));
      if (!loaded) return;
      [this.#keyseal, this.#catalogue] = loaded;
      if (this.#reports.length > 0) this.#showReports();
      else this.#showForm();
    } catch (error) {
      const loaded = await this.#loading.run(() => catalogue);
      if (!loaded) return;
      this.#catalogue = loaded;
      this.#stop(error);
    }
  }

  /** The catalogue, and what the findings that are there say. */
  async #loadTexts(language: string): Promise<Catalogue> {
    const catalogue = await loadCatalogue(language);
    if (this.#reports.length > 0) await loadFindingTexts(catalogue.language);
    return catalogue;
  }

  #keepText(): void {
    if (this.#input) this.#text = this.#input.text;
    this.#input = undefined;
  }

  #showForm(): void {
    this.#input = new CheckerInput(this.#frame, (taken) => void this.#check(taken));
    this.#input.text = this.#text;
    this.#state = "form";
    this.#show(this.#input.element);
  }

  async #check(taken: readonly Taken[]): Promise<void> {
    const keyseal = this.#keyseal;
    if (!keyseal || !this.#choices) return;
    const choices = { ...this.#choices }; // as they are now, whatever the form still does to its own
    this.#choices = choices;
    this.#keepText();
    this.#state = "working";
    const shown = setTimeout(() => this.#showWorking(), shownAfterMs);
    const files: CheckFilesRequest["files"] = [];
    const refused: Unread[] = [];
    for (const one of taken) {
      if ("error" in one) refused.push(one);
      else files.push(one);
    }
    try {
      const { language } = this.#catalogue;
      const checked = await this.#working.run(async (signal) => {
        if (files.length === 0) return [];
        const texts = loadFindingTexts(language);
        const options = await optionsOf(choices);
        const reports = await keyseal.checkFiles({ files, pem: files.length === 1, ...options }, { signal });
        await texts;
        return reports;
      });
      if (!checked) return;
      const all = [...checked, ...refused];
      const [first] = all;
      if (all.length === 1 && first && isUnread(first)) this.#showUnread(first);
      else this.#done(all);
    } catch (error) {
      const { code } = failureOf(error);
      if (isAbort(error)) {
        this.#cancel(); // somebody closed the Keyseal that was given to the element
      } else if (code.startsWith("blocklist-")) {
        this.#showUnread({ file: pastedName, error: { code } });
      } else {
        this.#stop(error);
      }
    } finally {
      clearTimeout(shown);
      for (const { bytes } of files) if (typeof bytes !== "string") bytes.fill(0); // may be a private key after all
    }
  }

  #showUnread(unread: Unread): void {
    if (unread.error.code === "private-key-given") this.#text = "";
    this.#showForm();
    this.#input?.showUnread(unread);
    dispatch(this, "keyseal-error", { code: unread.error.code });
  }

  #done(all: readonly CheckedInput[]): void {
    const [only, second] = all;
    this.#value = only && !second && !isUnread(only) ? (only.pem ?? "") : "";
    this.#reports = all.map((input) => {
      if (isUnread(input)) return input;
      const { pem: _, ...report } = input; // as every other surface tells it
      return report;
    });
    this.#showReports();
    dispatch(this, "keyseal-checked", { reports: this.#reports });
  }

  #showReports(): void {
    const [only, second] = this.#reports;
    if (only && !second && !isUnread(only)) this.#showReport(only);
    else this.#showTable();
  }

  #showReport(input: Checked, onAll?: () => void): void {
    this.#showDone(new CheckerReport(this.#frame, input, { onAgain: () => this.#again(), onAll }));
  }

  #showTable(from?: Checked): void {
    const view = new CheckerTable(this.#frame, this.#reports, {
      onAgain: () => this.#again(),
      onOpen: (input) => this.#showReport(input, () => this.#showTable(input)),
    });
    this.#showDone(view);
    if (from) view.focusOn(from);
  }

  #showDone(view: CheckerReport | CheckerTable): void {
    this.#state = "done";
    this.#show(view.element);
    this.#stage.moveFocus(view);
    view.announce();
  }

  #again(): void {
    this.#reports = [];
    this.#value = "";
    this.#showForm();
    this.#input?.focusField();
  }

  #showWorking(): void {
    const catalogue = this.#catalogue;
    const title = componentTitle(catalogue, headingLevel(this), "checker");
    title.textContent = text(catalogue, "check.working");
    const cancel = () => this.#cancel();
    this.#show(
      h(
        "section",
        { class: "ks", "aria-labelledby": title.id, part: "checker" },
        h(
          "div",
          { class: "ks-work" },
          title,
          h("progress", { class: "ks-progress", "aria-labelledby": title.id, part: "progress" }),
          h(
            "button",
            { class: "ks-btn", type: "button", part: "button", on: { click: cancel } },
            text(catalogue, "working.cancel"),
          ),
        ),
      ),
    );
    this.#stage.moveFocus(title);
  }

  #cancel(): void {
    this.#working.cancel();
    this.#showForm();
    this.#input?.focusField();
    this.#stage.announcer.say(text(this.#catalogue, "check.none"));
  }

  /** A calm end: nothing was checked. */
  #stop(error: unknown): void {
    if (!this.#presence.live || isAbort(error)) return;
    const { ofPerson: _, ...failure } = failureOf(error);
    const { code, field } = failure;
    const model = { catalogue: this.#catalogue, headingLevel: headingLevel(this), component: "checker" } as const;
    const view = new StopView({ ...model, ...failure, version: pins.version }, this.#stage.announcer, () => {
      void this.#start();
    });
    this.#state = "stopped";
    this.#show(view.element);
    this.#stage.moveFocus(view);
    view.announce();
    dispatch(this, "keyseal-error", { code, ...(field !== undefined && { field }) });
  }

  #show(element: HTMLElement): void {
    this.#stage.show(element, this.#catalogue.language);
  }

  /** Ends all work and forgets everything. */
  #drop(): void {
    this.#loading.cancel();
    this.#working.cancel();
    this.#choices = undefined;
    this.#input = undefined;
    this.#text = "";
    this.#reports = [];
    this.#value = "";
  }

  #begin(): void {
    this.#stage.begin();
    void this.#start();
  }

  #free(): void {
    this.#drop();
    this.#keyseal = undefined;
    this.#stage.clear();
    this.#state = "loading";
  }
}
