/** Whose certificate it is: asked only where the profile wants it, and shown only where the answer is yes. */

import { type Catalogue, hasText, text } from "../shared/catalogue.js";
import { Described } from "../shared/described.js";
import { fill, h, newId } from "../shared/dom.js";
import { lockedValue, radioCards } from "./choices.js";
import { countryCodes } from "./country-codes.js";
import type { PlacedProblem } from "./draft.js";
import type { FormContext } from "./form-context.js";
import { attributeText, problemText } from "./problem-text.js";

const autocomplete: Readonly<Record<string, string>> = {
  O: "organization",
  L: "address-level2",
  ST: "address-level1",
  C: "country",
};

interface SubjectField {
  readonly control: HTMLElement;
  readonly described: Described;
}

export class SubjectFields {
  readonly element = h("div", { class: "ks-options__part" });
  readonly #context: FormContext;
  readonly #changed: () => void;
  readonly #group: HTMLElement;
  readonly #fields = new Map<string, SubjectField>();
  /** The ones that were left once: from then on they are judged. */
  readonly #left = new Set<string>();

  constructor(context: FormContext, changed: () => void) {
    this.#context = context;
    this.#changed = changed;
    this.#group = h("div", {
      class: "ks-grid",
      role: "group",
      "aria-label": text(context.catalogue, "subject.group"),
    });
    this.update();
  }

  focus(type: string): void {
    this.#fields.get(type)?.control.focus();
  }

  wasLeft(type: string): boolean {
    return this.#left.has(type);
  }

  show(problems: readonly PlacedProblem[]): void {
    const { catalogue, draft } = this.#context;
    for (const [type, { described }] of this.#fields) {
      const problem = problems.find(({ place }) => place.at === "subject" && place.type === type);
      if (problem) described.show(problemText(catalogue, draft, problem));
      else if (described.wrong) described.show();
    }
  }

  /** Asks and shows what the profile wants. */
  update(): void {
    const { draft } = this.#context;
    this.element.hidden = draft.subjectTypes.length === 0;
    this.#fields.clear();
    this.#left.clear();
    fill(this.#group);
    fill(this.element, draft.asksForSubject && this.#question(), this.#group);
    this.#showGroup();
  }

  /** The fields are made when they are first wanted: most people never see them, and there are many countries. */
  #showGroup(): void {
    const { draft } = this.#context;
    this.#group.hidden = !draft.showsSubject;
    if (!draft.showsSubject || this.#group.hasChildNodes()) return;
    const fields = draft.subjectTypes.flatMap((type) => this.#fieldOf(type));
    fill(this.#group, fields);
  }

  #question(): HTMLElement {
    const { catalogue, draft } = this.#context;
    const other = draft.profile === "tls-server" ? "" : "Other";
    const choose = (wanted: boolean) => {
      draft.wantsSubject = wanted;
      this.#showGroup();
      this.#changed();
      void this.#context.judge();
    };
    const choices = [
      { value: false, name: text(catalogue, "subject.no"), advice: text(catalogue, `subject.noHelp${other}`) },
      { value: true, name: text(catalogue, "subject.yes"), advice: text(catalogue, `subject.yesHelp${other}`) },
    ];
    return h(
      "fieldset",
      { class: "ks-set" },
      h("legend", { class: "ks-label" }, text(catalogue, `subject.question${other}`)),
      h(
        "div",
        { class: "ks-choices ks-choices--row" },
        ...radioCards(newId("subject"), choices, draft.wantsSubject, choose),
      ),
    );
  }

  #fieldOf(type: string): HTMLElement[] {
    const { catalogue, draft } = this.#context;
    const rules = draft.rules.subject.get(type);
    const label = [
      attributeText(catalogue, draft, type),
      " ",
      hasText(`subject.${type}`) || rules?.label ? h("span", { class: "ks-abbr" }, type) : null,
    ];
    const span = type === "O" || type === "CN";
    if (rules?.locked) {
      const locked = lockedValue(label, h("bdi", null, draft.subject.get(type) ?? ""));
      locked.classList.toggle("ks-span", span);
      return [locked];
    }
    const id = newId("subject");
    const required = rules?.required || (draft.profile === "tls-server" && (type === "O" || type === "C"));
    const props = {
      class: "ks-input",
      id,
      "aria-required": required && "true",
      autocomplete: autocomplete[type] ?? "off",
    };
    const value = draft.subject.get(type) ?? "";
    const control =
      type === "C"
        ? h(
            "select",
            { ...props, part: "select", value, on: { change: () => this.#leave(type, control.value) } },
            countryOptions(catalogue, value),
          )
        : h("input", {
            ...props,
            part: "input",
            value,
            on: {
              input: () => this.#edit(type, control.value),
              blur: () => this.#leave(type, control.value),
            },
          });
    const help =
      type === "O" && draft.profile === "tls-server" && h("p", { class: "ks-help" }, text(catalogue, "subject.OHelp"));
    const described = new Described(control, ...(help ? [help] : []));
    this.#fields.set(type, { control, described });
    const field = h(
      "div",
      { class: span ? "ks-field ks-span" : "ks-field" },
      h("label", { class: "ks-label", for: id }, label),
      control,
      described.error,
      help,
    );
    const last = draft.form.eitherOf.at(-1) === type;
    return last ? [field, h("p", { class: "ks-help ks-span" }, text(catalogue, "subject.LorST"))] : [field];
  }

  #edit(type: string, value: string): void {
    this.#context.draft.subject.set(type, value);
    this.#fields.get(type)?.described.show();
    this.#changed();
  }

  #leave(type: string, value: string): void {
    const { subject } = this.#context.draft;
    if (value === "" && !subject.get(type)) return; // passed through, not left empty
    subject.set(type, value.trim());
    this.#left.add(type);
    this.#changed();
    void this.#context.judge();
  }
}

/** Countries by their names in the reader's language. A code that is none stays, for the core to refuse. */
function countryOptions(catalogue: Catalogue, chosen: string): HTMLOptionElement[] {
  const names = new Intl.DisplayNames(catalogue.language, { type: "region" });
  const { compare } = new Intl.Collator(catalogue.language);
  const codes = chosen === "" || countryCodes.includes(chosen) ? countryCodes : [chosen, ...countryCodes];
  const named = codes.map((code) => ({ code, name: nameOf(names, code) }));
  named.sort((a, b) => compare(a.name, b.name));
  return [
    h("option", { value: "" }, text(catalogue, "subject.chooseC")),
    ...named.map(({ code, name }) => h("option", { value: code }, `${name} (${code})`)),
  ];
}

function nameOf(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code; // not of the form of a region
  }
}
