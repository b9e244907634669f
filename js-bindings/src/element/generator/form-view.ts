/** The form as a whole: its sections, what is wrong in them, and the one button. */

import type { ErrorCode } from "../../base/error-codes.js";
import { InputError } from "../../base/errors.js";
import type { GenerateRequest, Keyseal, Problem } from "../../base/types.js";
import type { Announcer } from "../shared/announcer.js";
import { type Catalogue, text } from "../shared/catalogue.js";
import { fill, h, icon } from "../shared/dom.js";
import { Newest } from "../shared/newest.js";
import { AgreementSection } from "./agreement-section.js";
import { type Draft, type Place, type PlacedProblem, placeOf } from "./draft.js";
import { ErrorSummary } from "./error-summary.js";
import type { FormContext } from "./form-context.js";
import { formHeader } from "./form-header.js";
import { NamesSection } from "./names-section.js";
import { PassphraseSection } from "./passphrase-section.js";
import { SettingsSection } from "./settings-section.js";

export interface FormModel {
  readonly catalogue: Catalogue;
  readonly headingLevel: number;
  readonly draft: Draft;
  readonly keyseal: Keyseal;
  readonly announcer: Announcer;
  /** The page around keeps the sealed key. */
  readonly vendorKeeps: boolean;
}

export interface FormCallbacks {
  /** Everything is right; the passphrase is the callee's to wipe. */
  onSubmit(request: GenerateRequest): void;
  /** It cannot go on: a failure, or a problem that the page around has made. */
  onFail(error: unknown): void;
}

export class FormView {
  readonly element: HTMLElement;
  readonly #model: FormModel;
  readonly #callbacks: FormCallbacks;
  readonly #title: HTMLElement;
  readonly #cancelled: HTMLElement;
  readonly #summary: ErrorSummary;
  readonly #names: NamesSection | undefined;
  readonly #passphrase: PassphraseSection;
  readonly #settings: SettingsSection;
  readonly #agreement: AgreementSection;
  readonly #all: HTMLFieldSetElement;
  readonly #submitButton: HTMLButtonElement;
  readonly #takes = h("p", { class: "ks-help" });
  readonly #judging = new Newest();
  readonly #sending = new Newest();
  /** What the core last said of the draft; names are judged in their rows. */
  #judged: readonly PlacedProblem[] = [];
  /** Since it was sent, nothing is spared any more. */
  #sent = false;
  /** A key is being made from what was here. */
  #left = false;

  constructor(model: FormModel, callbacks: FormCallbacks) {
    const { catalogue, headingLevel, draft, keyseal, vendorKeeps } = model;
    this.#model = model;
    this.#callbacks = callbacks;
    const context: FormContext = {
      ...model,
      level: headingLevel,
      judge: () => this.judge(),
      refresh: () => this.#refreshSummary(),
      fail: (error) => callbacks.onFail(error),
    };
    const { element: header, title } = formHeader(catalogue, headingLevel, keyseal.wasmSha256, vendorKeeps);
    this.#title = title;
    this.#cancelled = cancelledBanner(catalogue);
    this.#summary = new ErrorSummary(context, (place) => this.#focusAt(place));
    this.#names = draft.rules.names.hidden ? undefined : new NamesSection(context);
    this.#passphrase = new PassphraseSection(context, vendorKeeps);
    this.#settings = new SettingsSection(
      context,
      () => this.#update(),
      () => {
        this.#names?.update();
        this.#update();
        void this.judge();
      },
    );
    this.#agreement = new AgreementSection(context);
    // At the click, which Enter in a field makes too: a sandboxed frame without allow-forms has no submit event.
    const onSubmit = (event: Event) => {
      event.preventDefault();
      void this.#submit();
    };
    const submit = { class: "ks-btn ks-btn--primary ks-btn--lg", type: "submit", part: "button primary" };
    this.#submitButton = h("button", { ...submit, on: { click: onSubmit } }, text(catalogue, "form.submit"));
    this.#all = h(
      "fieldset",
      { class: "ks-all" },
      this.#names?.element,
      this.#passphrase.element,
      this.#settings.element,
      this.#agreement.element,
      h("div", { class: "ks-submit", part: "actions" }, this.#submitButton, this.#takes),
    );
    this.element = h(
      "section",
      { class: "ks", "aria-labelledby": title.id, part: "generator" },
      header,
      this.#cancelled,
      this.#summary.element,
      h("form", { class: "ks-form", novalidate: true, part: "form", on: { submit: onSubmit } }, this.#all),
    );
    this.#update();
  }

  /** To be called when the form stands in the page: what it began with is judged. */
  begin(): void {
    this.#agreement.update();
    if (this.#model.draft.rows.length > 0 || this.#model.draft.subjectValues.length > 0) void this.judge();
  }

  /** Where a browser's own message about the element points. */
  get anchor(): HTMLElement {
    return this.#submitButton;
  }

  set disabled(disabled: boolean) {
    this.#all.disabled = disabled;
  }

  focus(): void {
    this.#title.focus();
  }

  /** Puts the person back after a cancel: the names are there, the passphrase is not. */
  showCancelled(): void {
    const { catalogue, announcer } = this.#model;
    this.#cancelled.hidden = false;
    this.#cancelled.focus();
    announcer.say(text(catalogue, "cancelled.title"));
  }

  /** Empties and covers the passphrase fields: the form can be sent again. */
  clearPassphrase(): void {
    this.#left = false;
    this.#passphrase.clear();
  }

  /** What a call was refused for, although the form had been judged. */
  showRefused(problem: Problem): void {
    const placed = placeOf(problem);
    if (this.#model.draft.canChange(placed.place)) this.#showAll([placed]);
    else this.#callbacks.onFail(errorFor(placed));
  }

  /** Ends everything that is being asked. */
  close(): void {
    this.#judging.cancel();
    this.#sending.cancel();
    this.#names?.close();
    this.#passphrase.close();
  }

  /** Has the draft judged. How many names repeat others; undefined if the draft changed before the answer. */
  async judge(): Promise<number | undefined> {
    const { draft, keyseal } = this.#model;
    try {
      const asked = draft.ask();
      const preview = await this.#judging.run((signal) => keyseal.preview(asked.request, { signal }));
      if (!preview) return undefined;
      const { problems, repeated } = draft.take(asked, preview);
      this.#names?.update();
      if (!this.#stopsAt(problems)) this.#show(problems);
      return repeated;
    } catch (error) {
      this.#callbacks.onFail(error);
      return undefined;
    }
  }

  async #submit(): Promise<void> {
    if (this.#left) return; // pressed twice
    const { draft, keyseal } = this.#model;
    const refused = this.#names?.flush();
    this.#judging.cancel();
    const asked = draft.ask();
    const passphrase = new TextEncoder().encode(this.#passphrase.value);
    let taken = false;
    try {
      const judged = { ...asked.request, passphrase: Uint8Array.from(passphrase) };
      const preview = await this.#sending.run((signal) => keyseal.preview(judged, { signal }));
      if (!preview) return;
      const problems = this.#withOwn([...(refused ? [refused] : []), ...draft.take(asked, preview).problems]);
      this.#names?.update();
      if (this.#stopsAt(problems)) return;
      if (problems.length > 0) {
        this.#showAll(problems);
        return;
      }
      this.#leaveForm();
      taken = true;
      this.#callbacks.onSubmit({ ...asked.request, passphrase });
    } catch (error) {
      this.#callbacks.onFail(error);
    } finally {
      if (!taken) passphrase.fill(0);
    }
  }

  /** Adds what the core knows nothing of, each in its place: as the form goes. */
  #withOwn(problems: readonly PlacedProblem[]): PlacedProblem[] {
    const all = [...problems];
    if (!this.#passphrase.repeated) all.push({ code: "passphrase-differs", place: { at: "repeat" } });
    const { missing } = this.#agreement;
    if (missing) all.push(missing);
    return inOrder(all);
  }

  /** What only the page around can put right ends the form. */
  #stopsAt(problems: readonly PlacedProblem[]): boolean {
    const fixed = problems.find(({ place }) => !this.#model.draft.canChange(place));
    if (fixed) this.#callbacks.onFail(errorFor(fixed));
    return fixed !== undefined;
  }

  #leaveForm(): void {
    this.#left = true;
    this.#sent = false;
    this.#cancelled.hidden = true;
    this.#show([]);
    this.#summary.show([]);
    this.#passphrase.send();
  }

  #showAll(problems: readonly PlacedProblem[]): void {
    this.#sent = true;
    this.#cancelled.hidden = true;
    this.#passphrase.show(problems);
    this.#agreement.show(problems.find(({ place }) => place.at === "agreement"));
    this.#show(problems);
    this.#summary.show(this.#shown());
    this.#summary.focus();
  }

  /** Shows what is wrong with names and settings. */
  #show(problems: readonly PlacedProblem[]): void {
    this.#judged = problems.filter(({ place }) => {
      if (place.at === "names") return this.#sent;
      if (place.at === "subject") return this.#sent || this.#settings.subjectWasLeft(place.type);
      return !["row", "passphrase", "repeat", "agreement"].includes(place.at);
    });
    this.#names?.show(this.#judged.find(({ place }) => place.at === "names"));
    this.#settings.show(this.#judged);
    this.#refreshSummary();
  }

  /** Everything that is shown as wrong now. */
  #shown(): PlacedProblem[] {
    const rows = this.#model.draft.badRows.map((row): PlacedProblem => {
      const code = row.judged?.good === false ? row.judged.code : "name-not-valid";
      return { code, place: { at: "row", row } };
    });
    const { shown } = this.#agreement;
    return inOrder([...rows, ...this.#judged, ...this.#passphrase.problems, ...(shown ? [shown] : [])]);
  }

  #refreshSummary(): void {
    if (this.#summary.open) this.#summary.show(this.#shown());
  }

  #focusAt(place: Place): void {
    if (place.at === "row") this.#names?.focus(place.row);
    else if (place.at === "names" && this.#names) this.#names.focus();
    else if (place.at === "passphrase" || place.at === "repeat") this.#passphrase.focus(place.at);
    else if (place.at === "agreement") this.#agreement.focus();
    else this.#settings.focus(place);
  }

  #update(): void {
    const { catalogue, draft } = this.#model;
    const slow = draft.key === "rsa-4096" ? "form.takesWhile" : "form.takesSeconds";
    const takes = draft.key.startsWith("rsa-") ? slow : "form.takesSecond";
    fill(this.#takes, text(catalogue, takes, { key: text(catalogue, `key.${draft.key}`) }));
  }
}

const order: readonly Place["at"][] = ["row", "names", "passphrase", "repeat", "profile", "key", "subject", "sealing"];

/** As the form goes, from top to bottom. */
function inOrder(problems: PlacedProblem[]): PlacedProblem[] {
  const rank = ({ place }: PlacedProblem) => (order.includes(place.at) ? order.indexOf(place.at) : order.length);
  return problems.sort((a, b) => rank(a) - rank(b));
}

/** The error of a page that asks for what cannot be: its place is in the policy. */
function errorFor({ code, place }: PlacedProblem): InputError {
  const at = place.at === "row" ? "names" : place.at;
  return new InputError(code as ErrorCode, at === "request" ? undefined : `policy.${at}`);
}

function cancelledBanner(catalogue: Catalogue): HTMLElement {
  return h(
    "div",
    { class: "ks-banner", "data-tone": "note", tabindex: "-1", hidden: true },
    icon("note"),
    h(
      "div",
      null,
      h("p", { class: "ks-banner__title" }, text(catalogue, "cancelled.title")),
      h("p", null, text(catalogue, "cancelled.body")),
    ),
  );
}
