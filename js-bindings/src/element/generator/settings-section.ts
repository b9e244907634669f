/** What is right already: use, key type, subject and the rest, folded under one line that sums it up. */

import type { Profile } from "../../base/types.js";
import { joined, text } from "../shared/catalogue.js";
import { Described } from "../shared/described.js";
import { type Child, fill, h, icon, newId } from "../shared/dom.js";
import { profileNames } from "../shared/profiles.js";
import { shownText } from "../shared/shown-text.js";
import { lockedValue } from "./choices.js";
import type { Place, PlacedProblem } from "./draft.js";
import { type FormContext, formSection } from "./form-context.js";
import { KeyChoice } from "./key-choice.js";
import { problemText } from "./problem-text.js";
import { SealingChoice } from "./sealing-choice.js";
import { SubjectFields } from "./subject-fields.js";

/** What the summary line says of the subject: who and where from. */
const summed: readonly string[] = ["O", "CN", "C"];

export class SettingsSection {
  readonly element: HTMLElement;
  readonly #context: FormContext;
  readonly #changed: () => void;
  readonly #intro = h("p");
  readonly #line = h("span", { class: "ks-options__sum" });
  readonly #options: HTMLDetailsElement | undefined;
  readonly #profile: HTMLSelectElement | undefined;
  readonly #key: KeyChoice | undefined;
  readonly #subject: SubjectFields;
  readonly #sealing: SealingChoice | undefined;
  readonly #staple: HTMLElement | undefined;
  readonly #described = new Map<Place["at"], Described>();

  /** `profileChanged` comes after the draft has it; `changed` after everything else. */
  constructor(context: FormContext, changed: () => void, profileChanged: () => void) {
    this.#context = context;
    const { catalogue, draft } = context;
    const { rules } = draft;
    this.#changed = () => {
      this.update();
      changed();
    };
    const judged = () => {
      this.#changed();
      void context.judge();
    };
    const parts: Child[] = [];
    if (!rules.profile.hidden) {
      this.#profile = rules.profile.locked ? undefined : this.#profileSelect(profileChanged);
      parts.push(this.#profileField());
    }
    if (!rules.key.hidden) {
      this.#key = new KeyChoice(catalogue, draft, judged);
      parts.push(this.#key.element);
    }
    this.#subject = new SubjectFields(context, this.#changed);
    if (this.#mayAskForSubject()) parts.push(this.#subject.element);
    if (!rules.sealing.hidden) {
      this.#sealing = new SealingChoice(catalogue, draft, judged);
      parts.push(this.#sealing.element);
    }
    if (!rules.mustStaple.hidden) {
      this.#staple = this.#stapleTick(judged);
      parts.push(this.#staple);
    }
    this.#options = parts.length === 0 ? undefined : this.#foldOf(parts);
    this.element = formSection(
      context,
      text(catalogue, "settings.title"),
      this.#intro,
      this.#options ?? h("p", null, this.#line),
    );
    this.update();
  }

  /** Brings the line and the fields to what the draft holds. */
  update(): void {
    const { catalogue, draft } = this.#context;
    fill(this.#intro, text(catalogue, draft.profile === "tls-server" ? "settings.intro" : "settings.introOther"));
    if (this.#staple) this.#staple.hidden = !draft.form.mustStaple;
    const entry = (label: string, value: Child) => h("span", null, h("b", null, label), " ", value);
    const details = draft.subjectValues.filter(([type]) => summed.includes(type)).map(([, value]) => shownText(value));
    fill(
      this.#line,
      draft.rules.names.hidden &&
        entry(
          text(catalogue, "names.title"),
          h("bdi", null, draft.rows.map(({ name }) => shownText(name.text)).join(", ")),
        ),
      entry(text(catalogue, "settings.use"), text(catalogue, `profileShort.${draft.profile}`)),
      entry(text(catalogue, "settings.key"), text(catalogue, `key.${draft.key}`)),
      (details.length > 0 || draft.form.subject.length > 0) &&
        entry(
          text(catalogue, "settings.details"),
          details.length > 0 ? h("bdi", null, joined(catalogue, details)) : text(catalogue, "settings.none"),
        ),
    );
  }

  /** Shows those of `problems` that stand here. The subject's only where the field was left, or all are `wanted`. */
  show(problems: readonly PlacedProblem[]): void {
    const { catalogue, draft } = this.#context;
    const at = (place: Place["at"]) => problems.find((problem) => problem.place.at === place);
    this.#key?.show(at("key"));
    this.#sealing?.show(at("sealing"));
    this.#subject.show(problems);
    for (const [place, described] of this.#described) {
      const problem = at(place);
      if (problem) described.show(problemText(catalogue, draft, problem));
      else if (described.wrong) described.show();
    }
  }

  /** Whether a problem of the attribute `type` may be shown before anything was sent. */
  subjectWasLeft(type: string): boolean {
    return this.#subject.wasLeft(type);
  }

  focus(place: Place): void {
    if (this.#options) this.#options.open = true;
    if (place.at === "subject") this.#subject.focus(place.type);
    else if (place.at === "key") this.#key?.focus();
    else if (place.at === "sealing") this.#sealing?.focus();
    else if (place.at === "mustStaple") this.#staple?.querySelector("input")?.focus();
    else this.#profile?.focus();
  }

  #mayAskForSubject(): boolean {
    const { draft } = this.#context;
    return !draft.rules.profile.locked || draft.subjectTypes.length > 0;
  }

  #foldOf(parts: Child[]): HTMLDetailsElement {
    const change = h(
      "span",
      { class: "ks-options__act" },
      text(this.#context.catalogue, "settings.change"),
      icon("down", undefined, "ks-chev"),
    );
    return h(
      "details",
      { class: "ks-options" },
      h("summary", null, this.#line, change),
      h("div", { class: "ks-options__body" }, ...parts),
    );
  }

  #profileSelect(profileChanged: () => void): HTMLSelectElement {
    const { catalogue, draft } = this.#context;
    const change = () => {
      draft.changeProfile(select.value as Profile);
      this.#key?.update();
      this.#subject.update();
      this.update();
      profileChanged();
    };
    const select = h(
      "select",
      { class: "ks-input", id: newId("profile"), part: "select", value: draft.profile, on: { change } },
      ...profileNames.map((name) => h("option", { value: name }, text(catalogue, `profile.${name}`))),
    );
    return select;
  }

  #profileField(): HTMLElement {
    const { catalogue, draft } = this.#context;
    const label = draft.rules.profile.label ?? text(catalogue, "settings.profile");
    if (!this.#profile) return lockedValue(label, text(catalogue, `profile.${draft.profile}`));
    const described = new Described(this.#profile);
    this.#described.set("profile", described);
    return h(
      "div",
      { class: "ks-field" },
      h("label", { class: "ks-label", for: this.#profile.id }, label),
      this.#profile,
      described.error,
    );
  }

  #stapleTick(changed: () => void): HTMLElement {
    const { catalogue, draft } = this.#context;
    const label = draft.rules.mustStaple.label ?? text(catalogue, "staple.label");
    const input = h("input", {
      type: "checkbox",
      checked: draft.mustStaple,
      disabled: draft.rules.mustStaple.locked,
      on: {
        change: () => {
          draft.mustStaple = input.checked;
          changed();
        },
      },
    });
    const help = h("p", { class: "ks-help" }, text(catalogue, "staple.help"));
    const described = new Described(input, help);
    this.#described.set("mustStaple", described);
    return h(
      "div",
      { class: "ks-field" },
      h("label", { class: "ks-tick" }, input, h("span", null, label)),
      described.error,
      help,
    );
  }
}
