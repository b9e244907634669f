/** The field in which names are typed or pasted. When it adds, and the line that says how the certificate spells it. */

import { rich, richItems, text } from "../shared/catalogue.js";
import { Described } from "../shared/described.js";
import { fill, h, icon, newId } from "../shared/dom.js";
import { separates } from "../shared/name-kinds.js";
import { Newest, pause } from "../shared/newest.js";
import { shownText } from "../shared/shown-text.js";
import { Draft } from "./draft.js";
import type { FormContext } from "./form-context.js";

const typingPauseMs = 200;

export interface NameFieldActions {
  /** Whether the text was taken. */
  add(typed: string): boolean;
  toLastRow(): void;
  /** The text changed: what was said of it before does not hold. */
  edited(): void;
}

export class NameField {
  readonly element: HTMLElement;
  readonly described: Described;
  readonly #context: FormContext;
  readonly #actions: NameFieldActions;
  readonly #input: HTMLTextAreaElement;
  readonly #live: HTMLElement;
  readonly #help: HTMLElement;
  readonly #more: HTMLElement;
  readonly #spelling = new Newest();
  #lineWanted = false;
  #pressed = false;

  constructor(context: FormContext, label: string, actions: NameFieldActions) {
    const { catalogue } = context;
    this.#context = context;
    this.#actions = actions;
    const id = newId("names");
    this.#input = h("textarea", {
      class: "ks-input ks-input--names",
      id,
      rows: 1,
      part: "input",
      spellcheck: "false",
      autocapitalize: "off",
      autocorrect: "off",
      autocomplete: "off",
      on: {
        input: (event) => this.#onInput(event as InputEvent),
        compositionend: (event) => this.#onComposed(event),
        keydown: (event) => this.#onKey(event),
        focus: () => this.#watchPresses(true),
        blur: () => this.#onBlur(),
      },
    });
    this.#live = h("p", { class: "ks-live", hidden: true });
    this.#help = h("p", { class: "ks-help" });
    this.#more = h(
      "details",
      { class: "ks-more" },
      h("summary", null, text(catalogue, "names.more"), icon("down", undefined, "ks-chev")),
      h("ul", { class: "ks-bullets" }, ...richItems(catalogue, "names.moreItems").map((item) => h("li", null, item))),
    );
    this.described = new Described(this.#input, this.#live, this.#help);
    const add = () => {
      this.flush();
      this.focus();
    };
    this.element = h(
      "div",
      { class: "ks-field" },
      h("label", { class: "ks-label", for: id }, label),
      h(
        "div",
        { class: "ks-join" },
        this.#input,
        h(
          "button",
          { class: "ks-btn", type: "button", part: "button", on: { click: add } },
          icon("plus"),
          text(catalogue, "names.add"),
        ),
      ),
      this.described.error,
      this.#live,
      this.#help,
      this.#more,
    );
    this.update();
  }

  focus(): void {
    this.#input.focus();
  }

  /** Puts a name back, to be changed. */
  take(name: string): void {
    this.#input.value = name;
    this.#grow();
    this.#input.focus();
    this.#input.setSelectionRange(name.length, name.length);
    this.#edited();
  }

  /** Adds what stands in the field. */
  flush(): void {
    if (this.#input.value.trim() !== "" && !this.#actions.add(this.#input.value)) return;
    this.#input.value = "";
    this.#grow();
    this.#say();
  }

  update(): void {
    const { catalogue, draft } = this.#context;
    const separate = draft.profile === "stir-shaken" ? "names.separateEntries" : "names.separate";
    fill(this.#help, rich(catalogue, `names.example.${draft.profile}`), " ", rich(catalogue, separate));
    this.#more.hidden = draft.profile !== "tls-server";
  }

  close(): void {
    this.#watchPresses(false);
    this.#spelling.cancel();
  }

  #onInput(event: InputEvent): void {
    if (event.isComposing) return;
    const lineWanted = this.#lineWanted;
    this.#lineWanted = false;
    this.#grow();
    if (this.#endsName(event, lineWanted)) this.flush();
    else this.#edited();
  }

  /** The end of what an input method composed: Chromium sends no other event for it. */
  #onComposed({ data }: CompositionEvent): void {
    this.#grow();
    if (separates(data, this.#context.draft.profile)) this.flush();
    else this.#edited();
  }

  /** A list that was pasted or dropped is whole; of what is typed, a separator ends a name. */
  #endsName({ inputType, data }: InputEvent, lineWanted: boolean): boolean {
    const { profile } = this.#context.draft;
    if (inputType === "insertFromPaste" || inputType === "insertFromDrop") {
      return separates(this.#input.value.trim(), profile);
    }
    return inputType === "insertLineBreak" ? !lineWanted : separates(data ?? "", profile);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      this.#lineWanted = event.shiftKey;
      if (event.shiftKey) return;
      event.preventDefault();
      this.flush();
    } else if (event.key === "Backspace" && this.#input.value === "") {
      event.preventDefault();
      this.#actions.toLastRow();
    }
  }

  readonly #onPress = (): void => {
    this.#pressed = true;
    afterPress(() => {
      this.#pressed = false;
    });
  };

  /**
   * Adds, unless it is the window that was left: somebody may be fetching the rest of the name. A button that is being
   * pressed must not move away under the pointer, so the new row waits until it is up.
   */
  #onBlur(): void {
    const root = this.#input.getRootNode() as ShadowRoot | Document;
    if (root.activeElement === this.#input) return;
    this.#watchPresses(false);
    if (this.#pressed) afterPress(() => this.flush());
    else this.flush();
  }

  #watchPresses(on: boolean): void {
    if (on) window.addEventListener("pointerdown", this.#onPress, { capture: true });
    else window.removeEventListener("pointerdown", this.#onPress, { capture: true });
  }

  #edited(): void {
    this.#actions.edited();
    void this.#spell();
  }

  /** A browser without field-sizing shows its lines too. */
  #grow(): void {
    this.#input.rows = this.#input.value.split("\n", 8).length;
  }

  /** Says how the certificate spells the name, where that is not what was typed. */
  async #spell(): Promise<void> {
    const { draft, keyseal } = this.#context;
    const single = new Draft({ ...draft.rules, names: { ...draft.rules.names, value: [] } });
    single.changeProfile(draft.profile);
    single.add(this.#input.value);
    const name = single.rows[0]?.name;
    if (!name || single.rows.length > 1 || (name.from === undefined && /^[\x21-\x40\x5b-\x7e]*$/u.test(name.text))) {
      this.#spelling.cancel();
      return this.#say();
    }
    try {
      const spelt = await this.#spelling.run(async (signal) => {
        await pause(typingPauseMs, signal);
        return (await keyseal.preview(single.ask().request, { signal })).names[0]?.text ?? "";
      });
      if (spelt !== undefined) this.#say(spelt);
    } catch (error) {
      this.#context.fail(error);
    }
  }

  #say(spelt = ""): void {
    this.#live.hidden = spelt === "";
    if (spelt === "") fill(this.#live);
    else {
      const { catalogue } = this.#context;
      fill(this.#live, icon("ok"), h("span", null, rich(catalogue, "names.written", { name: shownText(spelt) })));
    }
    this.described.describeBy(this.#live, this.#help);
  }
}

/** Calls back once the pointer is up and what was pressed has had its click. */
function afterPress(then: () => void): void {
  const up = () => {
    window.removeEventListener("pointerup", up, { capture: true });
    window.removeEventListener("pointercancel", up, { capture: true });
    setTimeout(then);
  };
  window.addEventListener("pointerup", up, { capture: true });
  window.addEventListener("pointercancel", up, { capture: true });
}
