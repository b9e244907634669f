/** The passphrase: typed twice, or made by the module and typed once from where it was kept. */

import type { ErrorCode } from "../../base/error-codes.js";
import { rich, text } from "../shared/catalogue.js";
import { Described } from "../shared/described.js";
import { fill, h, icon, newId } from "../shared/dom.js";
import { Newest, pause } from "../shared/newest.js";
import { shownText } from "../shared/shown-text.js";
import type { PlacedProblem } from "./draft.js";
import { type FormContext, formSection } from "./form-context.js";
import { problemText } from "./problem-text.js";
import { countCharacters, leastCharacters, StrengthMeter, strengthOf } from "./strength-meter.js";
import { Suggestion } from "./suggestion.js";

const gatePauseMs = 300;
const speechPauseMs = 1000;
const mostNamedCharacters = 3;

/** How the passphrase comes about: typed, offered by the module, or taken from there. */
type Way = "typed" | "offered" | "taken";

export class PassphraseSection {
  readonly element: HTMLElement;
  readonly #context: FormContext;
  readonly #onlySuggested: boolean;
  readonly #first: HTMLInputElement;
  readonly #second: HTMLInputElement;
  readonly #firstDescribed: Described;
  readonly #secondDescribed: Described;
  readonly #suggestion: Suggestion;
  readonly #meter: StrengthMeter;
  readonly #typing: readonly HTMLElement[];
  readonly #help: HTMLElement;
  readonly #foreign: HTMLElement;
  readonly #keepHelp: HTMLElement;
  readonly #suggestButton: HTMLButtonElement;
  readonly #showButton: HTMLButtonElement;
  readonly #rating = new Newest();
  readonly #gate = new Newest();
  /** The gate again, when the field is left: a rating that comes late must not stop it. */
  readonly #leaving = new Newest();
  readonly #speech = new Newest();
  #way: Way = "typed";
  /** What is shown as wrong. */
  #problems: PlacedProblem[] = [];

  constructor(context: FormContext, vendorKeeps: boolean) {
    const { catalogue, draft } = context;
    this.#context = context;
    this.#onlySuggested = draft.rules.passphrase === "suggested";
    this.#first = passwordField({ input: () => this.#onFirst(), blur: () => void this.#leaveFirst() });
    this.#second = passwordField({ input: () => this.#onSecond(), blur: () => this.#leaveSecond() });
    this.#suggestion = new Suggestion(context, {
      use: (words) => this.#take(words),
      ...(!this.#onlySuggested && { typeOwn: () => this.#typeOwn() }),
    });
    this.#meter = new StrengthMeter(catalogue);
    this.#help = h("p", { class: "ks-help" }, text(catalogue, "passphrase.help"));
    this.#foreign = h("p", { class: "ks-aside", "data-tone": "warn", hidden: true });
    this.#keepHelp = h("p", { class: "ks-help" }, text(catalogue, "passphrase.repeatHelp"));
    this.#firstDescribed = new Described(this.#first, this.#meter.element, this.#foreign, this.#help);
    this.#secondDescribed = new Described(this.#second, this.#keepHelp);
    this.#suggestButton = h(
      "button",
      { class: "ks-link", type: "button", on: { click: () => this.#offer() } },
      icon("dice"),
      text(catalogue, this.#onlySuggested ? "passphrase.another" : "passphrase.suggest"),
    );
    this.#showButton = h("button", {
      class: "ks-btn",
      type: "button",
      part: "button",
      on: { click: () => this.#toggle() },
    });
    this.#first.readOnly = this.#onlySuggested;
    const ownFields = h(
      "div",
      { class: "ks-field" },
      h(
        "div",
        { class: "ks-label-row" },
        h("label", { class: "ks-label", for: this.#first.id }, text(catalogue, "passphrase.label")),
        this.#suggestButton,
      ),
      h("div", { class: "ks-join" }, this.#first, this.#showButton),
      this.#firstDescribed.error,
      this.#meter.element,
      this.#foreign,
      this.#help,
    );
    const repeat = h(
      "div",
      { class: "ks-field" },
      h("label", { class: "ks-label", for: this.#second.id }, text(catalogue, "passphrase.repeat")),
      this.#second,
      this.#keepHelp,
      this.#secondDescribed.error,
    );
    this.#typing = [ownFields, repeat];
    this.element = formSection(
      context,
      text(catalogue, "passphrase.title"),
      h("p", null, text(catalogue, "passphrase.intro")),
      vendorKeeps && h("p", { class: "ks-help" }, icon("lock"), " ", text(catalogue, "passphrase.vendorKeeps")),
      this.#suggestion.element,
      ownFields,
      repeat,
      aside(rich(catalogue, "passphrase.lost")),
    );
    this.#hide();
    this.#go(this.#onlySuggested ? "offered" : "typed");
    if (this.#onlySuggested) void this.#suggestion.make({ take: false });
  }

  /** What is shown as wrong now. */
  get problems(): readonly PlacedProblem[] {
    return this.#problems;
  }

  get value(): string {
    return this.#way === "offered" ? "" : this.#first.value;
  }

  /** Whether both fields hold the same; two empty ones do. */
  get repeated(): boolean {
    return this.#way === "offered" || this.#first.value === this.#second.value;
  }

  /** Shows what the request is refused for, and that the fields differ where they do. */
  show(problems: readonly PlacedProblem[]): void {
    const at = (place: string) => problems.find((problem) => problem.place.at === place);
    this.#gate.cancel();
    this.#leaving.cancel();
    this.#setProblem("passphrase", at("passphrase")?.code as ErrorCode | undefined);
    this.#setProblem("repeat", at("repeat")?.code as ErrorCode | undefined);
  }

  /** Empties the fields, and covers them for what is typed next. */
  clear(): void {
    this.close();
    this.#first.value = "";
    this.#second.value = "";
    this.#suggestion.clear();
    this.#hide();
    this.#showMeter();
    this.show([]);
    this.#go(this.#onlySuggested ? "offered" : "typed");
    if (this.#onlySuggested) void this.#suggestion.make({ take: false });
  }

  /** Empties and covers the fields, whose passphrase is on its way. What stands around them stays as it is. */
  send(): void {
    this.close();
    this.#hide();
    this.#first.value = "";
    this.#second.value = "";
  }

  close(): void {
    this.#rating.cancel();
    this.#gate.cancel();
    this.#leaving.cancel();
    this.#speech.cancel();
  }

  focus(field: "passphrase" | "repeat"): void {
    if (this.#way === "offered") this.#suggestion.focus();
    else if (field === "passphrase" && this.#onlySuggested) this.#suggestButton.focus();
    else (field === "repeat" ? this.#second : this.#first).focus();
  }

  #go(way: Way): void {
    this.#way = way;
    this.#suggestion.element.hidden = way !== "offered";
    for (const element of this.#typing) element.hidden = way === "offered";
    this.#suggestButton.hidden = way === "taken" && !this.#onlySuggested;
    this.#keepHelp.hidden = way !== "taken";
    this.#help.hidden = this.#onlySuggested;
    this.#describe();
  }

  #describe(): void {
    this.#firstDescribed.describeBy(this.#meter.element, this.#foreign, this.#help);
    this.#secondDescribed.describeBy(this.#keepHelp);
  }

  #offer(): void {
    this.clear();
    this.#go("offered");
    if (!this.#onlySuggested) void this.#suggestion.make();
    else this.#suggestion.focus();
    this.#context.refresh();
  }

  #take(words: string): void {
    this.#suggestion.clear();
    this.#first.value = words;
    this.#first.setSelectionRange(0, 0); // a narrow field shows their beginning
    this.#second.value = "";
    this.#go("taken");
    this.#toggle(true);
    this.show([]);
    this.#rate();
    this.#second.focus();
    this.#context.refresh();
  }

  #typeOwn(): void {
    this.clear();
    this.#first.focus();
  }

  #onFirst(): void {
    if (this.#way === "taken" && !this.#onlySuggested) this.#go("typed");
    this.#setProblem("passphrase", undefined);
    if (this.#second.value === this.#first.value) this.#setProblem("repeat", undefined);
    this.#rate();
    this.#context.refresh();
  }

  async #leaveFirst(): Promise<void> {
    const { value } = this.#first;
    if (value === "" || this.#way !== "typed") return;
    try {
      const code = await this.#leaving.run((signal) => this.#judge(value, signal));
      if (this.#first.value !== value || this.#way !== "typed") return;
      if (code) this.#setProblem("passphrase", code);
      this.#context.refresh();
    } catch (error) {
      this.#context.fail(error);
    }
  }

  #onSecond(): void {
    this.#setProblem("repeat", undefined);
    this.#context.refresh();
  }

  #leaveSecond(): void {
    if (this.#second.value === "" || this.repeated) return;
    this.#setProblem("repeat", "passphrase-differs");
    this.#context.refresh();
  }

  /** Rates what was typed, at once by the rating and after a pause by the gate; says it when nobody types any more. */
  #rate(): void {
    const { value } = this.#first;
    this.#showForeign(value);
    this.#gate.cancel();
    this.#leaving.cancel();
    this.#speech.cancel();
    if (value === "") {
      this.#rating.cancel();
      this.#showMeter();
      return;
    }
    void this.#rateNow(value).catch((error) => this.#context.fail(error));
  }

  async #rateNow(value: string): Promise<void> {
    const rating = await this.#rating.run(() => this.#context.keyseal.ratePassphrase(value));
    if (!rating) return;
    this.#showMeter(strengthOf(value, rating));
    void this.#speech
      .run((signal) => pause(speechPauseMs, signal).then(() => true))
      .then((still) => still && this.#context.announcer.say(this.#meter.spoken));
    if (this.#way === "taken" || countCharacters(value) < leastCharacters) return;
    const refused = await this.#gate.run(async (signal) => {
      await pause(gatePauseMs, signal);
      return this.#judge(value, signal);
    });
    if (refused && value === this.#first.value) this.#showMeter(strengthOf(value, rating, refused));
  }

  /** The gate's code, or nothing where it lets the passphrase through. */
  async #judge(value: string, signal: AbortSignal): Promise<ErrorCode | undefined> {
    const { keyseal, draft } = this.#context;
    const passphrase = new TextEncoder().encode(value);
    const { problems } = await keyseal.preview({ ...draft.ask().request, passphrase }, { signal });
    return problems.find(({ field }) => field === "passphrase")?.code;
  }

  #showMeter(strength?: ReturnType<typeof strengthOf>): void {
    this.#meter.show(this.#firstDescribed.wrong ? undefined : strength);
    this.#describe();
  }

  #showForeign(value: string): void {
    const foreign = [...new Set(value.normalize("NFC").match(/[^\x20-\x7e]/gu) ?? [])];
    this.#foreign.hidden = foreign.length === 0;
    if (foreign.length > 0) fill(this.#foreign, icon("warn"), h("span", null, this.#foreignText(foreign)));
  }

  #foreignText(foreign: readonly string[]): ReturnType<typeof rich> {
    const { catalogue } = this.#context;
    const list = new Intl.ListFormat(catalogue.language, { type: "disjunction" });
    const characters = list.format(foreign.slice(0, mostNamedCharacters).map(shownText));
    return rich(catalogue, "passphrase.notAscii", { characters });
  }

  #setProblem(at: "passphrase" | "repeat", code: ErrorCode | undefined): void {
    const { catalogue, draft } = this.#context;
    this.#problems = this.#problems.filter((problem) => problem.place.at !== at);
    const first = [this.#firstDescribed, this.#suggestion.described];
    for (const described of at === "passphrase" ? first : [this.#secondDescribed]) {
      if (described.wrong) described.show();
    }
    if (code === undefined) return;
    const offered = this.#way === "offered" ? this.#suggestion.described : this.#firstDescribed;
    const described = at === "passphrase" ? offered : this.#secondDescribed;
    const problem: PlacedProblem = { code, place: { at }, count: countCharacters(this.#first.value) };
    this.#problems.push(problem);
    described.show(problemText(catalogue, draft, problem));
    if (at === "passphrase") this.#showMeter();
  }

  #toggle(visible = this.#first.type === "password"): void {
    const { catalogue } = this.#context;
    this.#first.type = visible ? "text" : "password"; // the browser keeps the caret
    fill(
      this.#showButton,
      icon("eye"),
      h("span", null, text(catalogue, visible ? "passphrase.hide" : "passphrase.show")),
    );
    const name = text(catalogue, visible ? "passphrase.hideLabel" : "passphrase.showLabel");
    this.#showButton.setAttribute("aria-label", name);
  }

  #hide(): void {
    this.#toggle(false);
  }
}

function passwordField(on: { input(): void; blur(): void }): HTMLInputElement {
  return h("input", {
    class: "ks-input",
    id: newId("passphrase"),
    part: "input",
    type: "password",
    autocomplete: "new-password",
    spellcheck: "false",
    on,
  });
}

function aside(content: ReturnType<typeof rich>): HTMLElement {
  return h("p", { class: "ks-aside", "data-tone": "warn" }, icon("warn"), h("span", null, content));
}
