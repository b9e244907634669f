/** Which rules are asked for: profile, validation, day, lists, strictness, folded under one line that sums them up. */

import { InputError } from "../../base/errors.js";
import type { Blocklist, CheckOptions, CheckProfile } from "../../base/types.js";
import { authorities, authorityOf } from "../shared/authorities.js";
import { type Catalogue, type TextKey, text } from "../shared/catalogue.js";
import { type Child, fill, h, icon, newId } from "../shared/dom.js";
import { shownText } from "../shared/shown-text.js";
import { checkProfiles, generations, levels } from "./checked-input.js";

export interface CheckChoices {
  profile: CheckProfile;
  level: CheckOptions["level"];
  generation: CheckOptions["generation"];
  /** The page's to choose, not the customer's. */
  authority: CheckOptions["authority"];
  /** Today where it is undefined. */
  date: string | undefined;
  strict: boolean;
  lists: File[];
}

const levelsOf = (profile: CheckProfile): readonly NonNullable<CheckOptions["level"]>[] =>
  profile === "tls-server" || profile === "smime" ? levels[profile] : [];

/** What of the choices goes with the profile: the others are kept for when it is chosen again. */
function fitting({ profile, level, generation }: CheckChoices): Pick<CheckOptions, "level" | "generation"> {
  return {
    ...(level !== undefined && levelsOf(profile).includes(level) && { level }),
    ...(generation !== undefined && profile === "smime" && { generation }),
  };
}

/** What the attributes say. Throws an InputError for what does not exist. */
export function choicesOf(element: HTMLElement): CheckChoices {
  const profile = (element.getAttribute("profile") || "tls-server") as CheckProfile;
  const level = (element.getAttribute("level") || undefined) as CheckOptions["level"];
  if (!checkProfiles.includes(profile)) throw new InputError("profile-unknown", "profile");
  const isLevel = (one: typeof level) =>
    Object.values(levels).some((each) => (each as readonly unknown[]).includes(one));
  const generation = (element.getAttribute("generation") || undefined) as CheckOptions["generation"];
  if (level !== undefined && !isLevel(level)) throw new InputError("request-not-valid", "level");
  if (generation !== undefined && !generations.includes(generation)) {
    throw new InputError("request-not-valid", "generation");
  }
  const authority = authorityOf(element.getAttribute("authority"));
  return { profile, level, generation, authority, date: undefined, strict: false, lists: [] };
}

/** A list that cannot be read any more is empty, which the core refuses: without it nothing is judged. */
async function readList(list: File): Promise<Blocklist> {
  const bytes = await list.arrayBuffer().catch(() => new ArrayBuffer(0));
  return { name: list.name, bytes: new Uint8Array(bytes) };
}

export async function optionsOf(choices: CheckChoices): Promise<CheckOptions> {
  const { profile, authority, date, strict, lists } = choices;
  return {
    profile,
    ...fitting(choices),
    ...(authority !== undefined && { authority }),
    ...(date !== undefined && { date }),
    ...(strict && { strict }),
    ...(lists.length > 0 && { blocklists: await Promise.all(lists.map(readList)) }),
  };
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** "21 November 2026" */
export function dateText(catalogue: Catalogue, date = today()): string {
  const format = new Intl.DateTimeFormat(catalogue.language, { dateStyle: "long", timeZone: "UTC" });
  return format.format(new Date(date));
}

/** "Website (TLS server), Domain (DV)" */
export function rulesText(catalogue: Catalogue, choices: CheckChoices): string {
  const { level, generation } = fitting(choices);
  const parts = [text(catalogue, `profileShort.${choices.profile}`)];
  if (level !== undefined) parts.push(text(catalogue, `check.level.${level}`));
  if (choices.authority !== undefined) parts.push(authorities[choices.authority]);
  if (generation !== undefined) parts.push(text(catalogue, `check.generation.${generation}`));
  return parts.reduce((first, second) => text(catalogue, "list.two", { first, second }));
}

function field(label: string, control: HTMLElement): HTMLElement {
  control.id = newId("option");
  return h("div", { class: "ks-field" }, h("label", { class: "ks-label", for: control.id }, label), control);
}

/** Changes `choices` as the person does. */
export function checkerOptions(catalogue: Catalogue, choices: CheckChoices): HTMLElement {
  const say = (key: TextKey) => text(catalogue, key);
  const line = h("span", { class: "ks-options__sum" });
  const profile = h(
    "select",
    { class: "ks-input", part: "select", value: choices.profile, on: { change: () => update() } },
    checkProfiles.map((name) => h("option", { value: name }, say(`profile.${name}`))),
  );
  const level = h("select", { class: "ks-input", part: "select", on: { change: () => update() } });
  const generation = h(
    "select",
    { class: "ks-input", part: "select", value: choices.generation ?? "", on: { change: () => update() } },
    h("option", { value: "" }, say("check.level.any")),
    generations.map((name) => h("option", { value: name }, say(`check.generation.${name}`))),
  );
  const date = h("input", {
    class: "ks-input",
    type: "date",
    value: choices.date ?? today(),
    on: { change: () => update() },
  });
  const strict = h("input", { type: "checkbox", checked: choices.strict, on: { change: () => update() } });
  const lists = h("input", {
    class: "ks-input",
    type: "file",
    multiple: true,
    on: { change: () => chooseLists() },
  });
  const levelField = field(say("check.level"), level);
  const generationField = field(say("check.generation"), generation);
  const entry = (key: TextKey, value: Child) => h("span", null, h("b", null, say(key)), " ", value);

  function show(): void {
    levelField.hidden = levelsOf(choices.profile).length === 0;
    generationField.hidden = choices.profile !== "smime";
    const names = choices.lists.map(({ name }) => shownText(name)).join(", ");
    fill(
      line,
      entry("check.rules", rulesText(catalogue, choices)),
      entry("check.asOf", dateText(catalogue, choices.date)),
      entry("check.keyLists", names ? h("bdi", null, names) : say("settings.none")),
      choices.strict && entry("check.strictly", ""),
    );
  }

  /** Every profile has levels of its own. */
  function offerLevels(): void {
    fill(
      level,
      h("option", { value: "" }, say("check.level.any")),
      levelsOf(choices.profile).map((name) => h("option", { value: name }, say(`check.level.${name}`))),
    );
    level.value = fitting(choices).level ?? "";
  }

  function update(): void {
    const isOther = choices.profile !== profile.value;
    choices.profile = profile.value as CheckProfile;
    if (isOther) offerLevels();
    else choices.level = (level.value || undefined) as CheckOptions["level"];
    choices.generation = (generation.value || undefined) as CheckOptions["generation"];
    choices.date = date.value === today() ? undefined : date.value || undefined;
    choices.strict = strict.checked;
    show();
  }

  function chooseLists(): void {
    choices.lists = [...(lists.files ?? [])];
    show();
  }

  offerLevels();
  show();
  return h(
    "details",
    { class: "ks-options" },
    h(
      "summary",
      null,
      line,
      h("span", { class: "ks-options__act" }, say("settings.change"), icon("down", undefined, "ks-chev")),
    ),
    h(
      "div",
      { class: "ks-options__body" },
      h(
        "div",
        { class: "ks-grid" },
        field(say("check.rules"), profile),
        levelField,
        generationField,
        field(say("check.date"), date),
        field(say("check.lists"), lists),
        h("label", { class: "ks-tick ks-span" }, strict, h("span", null, say("check.strict"))),
      ),
    ),
  );
}
