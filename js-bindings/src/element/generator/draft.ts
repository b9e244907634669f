/** What the form holds, without any page: names, settings, what the core said of them, and the request that follows. */

import type { ErrorCode } from "../../base/error-codes.js";
import { type KeyName, keySpecs } from "../../base/key-names.js";
import type { GenerateRequest, Preview, Problem, Profile, Sealing, TnAuthEntry } from "../../base/types.js";
import {
  type NameKind,
  readName,
  splitNames,
  type TypedName,
  tnEntryOf,
  withOrWithoutWww,
} from "../shared/name-kinds.js";
import { type ProfileForm, profileForms } from "../shared/profiles.js";
import { type FormRules, offeredKeys } from "./policy.js";

/** As in the core (profile.h). */
export const mostNames = 1000;
/** What was pasted is not read at all where it has more than so many, repeats among them. */
const mostPasted = 10 * mostNames;

/** What the core said of a name; nothing yet while it is asked. */
export type Judgement =
  | { readonly good: true; readonly text: string; readonly wildcard: boolean }
  | { readonly good: false; readonly code: ErrorCode };

export interface NameRow {
  /** Once in a page. */
  readonly id: number;
  readonly name: TypedName;
  judged?: Judgement;
}

/** Where a problem is put right. */
export type Place =
  | { readonly at: "row"; readonly row: NameRow }
  | { readonly at: "subject"; readonly type: string }
  | { readonly at: "names" | "passphrase" | "repeat" | "agreement" }
  | { readonly at: "profile" | "key" | "sealing" | "mustStaple" }
  | { readonly at: "request" };

/** "agreement-missing" is the page's own: the core knows of no agreement. */
export type FormCode = ErrorCode | "agreement-missing";

export interface PlacedProblem {
  readonly code: FormCode;
  readonly place: Place;
  /** How many there are, where that is the problem: names, or characters of the passphrase. */
  readonly count?: number;
}

/** A request, and what each of its fields is in the form. */
export interface Asked {
  readonly request: Omit<GenerateRequest, "passphrase">;
  readonly places: ReadonlyMap<string, Place>;
}

export interface Added {
  readonly added: readonly NameRow[];
  readonly repeated: number;
  /** How many there would be, where that is too many: then none was added. */
  readonly tooMany?: number;
}

const listOf: Readonly<Record<NameKind, "dns" | "ip" | "email" | "uri" | "tnAuthList">> = {
  dns: "dns",
  ip: "ip",
  email: "email",
  uri: "uri",
  spc: "tnAuthList",
  tn: "tnAuthList",
  range: "tnAuthList",
};

let rowsMade = 0;

function newRow(name: TypedName): NameRow {
  rowsMade += 1;
  return { id: rowsMade, name };
}

/** Names that are the same to every eye; the core finds the others. */
function sameness({ kind, text }: TypedName): string {
  return `${kind} ${kind === "dns" ? text.toLowerCase() : text}`;
}

export class Draft {
  readonly rules: FormRules;
  rows: NameRow[] = [];
  profile: Profile;
  key: KeyName;
  /** What was answered to "Does your vendor want your organisation in the request?" */
  wantsSubject = false;
  readonly subject = new Map<string, string>();
  sealing: Required<Sealing>;
  mustStaple: boolean;

  constructor(rules: FormRules) {
    this.rules = rules;
    this.profile = rules.profile.value;
    this.key = rules.key.value ?? this.#firstKey();
    this.sealing = rules.sealing.value;
    this.mustStaple = rules.mustStaple.value;
    for (const [type, { value }] of rules.subject) this.subject.set(type, value);
    this.rows = rules.names.value.map((typed) => newRow(readName(typed, this.profile)));
  }

  get form(): ProfileForm {
    return profileForms[this.profile];
  }

  get keys(): readonly KeyName[] {
    return offeredKeys(this.rules, this.profile);
  }

  get badRows(): NameRow[] {
    return this.rows.filter((row) => row.judged?.good === false);
  }

  /** Adds every name in `pasted`, or none where they would be too many. */
  add(pasted: string): Added {
    const pieces = splitNames(pasted, this.profile);
    if (pieces.length > mostPasted) return { added: [], repeated: 0, tooMany: pieces.length };
    const names = pieces.map((piece) => readName(piece, this.profile));
    const known = new Set(this.rows.map((row) => sameness(row.name)));
    const fresh: TypedName[] = [];
    for (const name of names) {
      const same = sameness(name);
      if (!known.has(same)) fresh.push(name);
      known.add(same);
    }
    const count = this.rows.length + fresh.length;
    if (count > mostNames) return { added: [], repeated: 0, tooMany: count };
    const added = fresh.map(newRow);
    this.rows.push(...added);
    return { added, repeated: names.length - added.length };
  }

  remove(rows: readonly NameRow[]): void {
    this.rows = this.rows.filter((row) => !rows.includes(row));
  }

  /** Reads the names again as names of `profile`, and takes its first key type where it has not the chosen one. */
  changeProfile(profile: Profile): void {
    this.profile = profile;
    this.rows = this.rows.map((row) => newRow(readName(row.name.from ?? row.name.text, profile)));
    if (!this.rules.key.locked && !this.rules.key.hidden && !this.keys.includes(this.key)) this.key = this.#firstKey();
  }

  /** The attributes of the subject that have a field, in their order. */
  get subjectTypes(): string[] {
    const types = new Set([...this.form.subject, ...this.rules.subject.keys()]);
    return [...types].filter((type) => !this.rules.subject.get(type)?.hidden);
  }

  /** Whether it is a question at all: a portal that wants the subject has answered it. */
  get asksForSubject(): boolean {
    if (this.subjectTypes.length === 0) return false;
    return !this.subjectTypes.some((type) => {
      const rules = this.rules.subject.get(type);
      return rules && (rules.required || rules.locked || rules.value !== "");
    });
  }

  get showsSubject(): boolean {
    return this.subjectTypes.length > 0 && (!this.asksForSubject || this.wantsSubject);
  }

  /** The values that go into the request, in the order of the fields; the hidden ones stand last. */
  get subjectValues(): [type: string, value: string][] {
    const hidden = [...this.rules.subject].filter(([, rules]) => rules.hidden).map(([type]) => type);
    return [...(this.showsSubject ? this.subjectTypes : []), ...hidden]
      .map((type): [string, string] => [type, (this.subject.get(type) ?? "").trim()])
      .filter(([, value]) => value !== "");
  }

  /** The attributes that must not be empty and are. */
  get missingSubject(): string[] {
    if (!this.showsSubject) return [];
    const given = new Set(this.subjectValues.map(([type]) => type));
    const needed = this.subjectTypes.filter((type) => this.rules.subject.get(type)?.required);
    if (this.profile === "tls-server") {
      needed.push("O", "C"); // BR 7.1.2.7.4
      if (!this.form.eitherOf.some((type) => given.has(type))) needed.push(...this.form.eitherOf.slice(0, 1));
    }
    return this.subjectTypes.filter((type) => needed.includes(type) && !given.has(type));
  }

  /** The request as the form stands. A setting that the profile does not have goes in only where a portal fixed it. */
  ask(): Asked {
    const lists = { dns: [] as string[], ip: [] as string[], email: [] as string[], uri: [] as string[] };
    const tnAuthList: TnAuthEntry[] = [];
    const places = new Map<string, Place>();
    for (const row of this.rows) {
      const list = listOf[row.name.kind];
      const index =
        list === "tnAuthList" ? tnAuthList.push(tnEntryOf(row.name)) - 1 : lists[list].push(row.name.text) - 1;
      places.set(`${list}[${index}]`, { at: "row", row });
    }
    const subject = this.subjectValues;
    for (const [index, [type]] of subject.entries()) places.set(`subject[${index}]`, { at: "subject", type });
    const stapleFixed = this.rules.mustStaple.locked || this.rules.mustStaple.hidden;
    return {
      places,
      request: {
        profile: this.profile,
        key: keySpecs[this.key],
        ...lists,
        tnAuthList,
        subject: subject.map(([type, value]) => ({ type, value })),
        mustStaple: this.mustStaple && (this.form.mustStaple || stapleFixed),
        sealing: this.sealing,
        ...(this.rules.authority && { authority: this.rules.authority }),
      },
    };
  }

  /** Takes what the core said: rows are judged, repeats go. Returns the other problems and how many repeats there were. */
  take({ places }: Asked, { names, problems }: Preview): { problems: PlacedProblem[]; repeated: number } {
    const repeats: NameRow[] = [];
    for (const { field, text, wildcard, repeats: earlier } of names) {
      const place = places.get(field);
      if (place?.at !== "row") continue;
      if (earlier !== undefined) repeats.push(place.row);
      else if (text !== undefined) place.row.judged = { good: true, text, wildcard: wildcard === true };
    }
    const placed = problems.map((problem) => placeOf(problem, places));
    for (const { code, place } of placed) {
      if (place.at === "row" && code !== "agreement-missing") place.row.judged = { good: false, code };
    }
    this.remove(repeats);
    const missing = this.missingSubject;
    const kept = placed.filter(
      // Where the page knows which attribute is missing, the one that misses it is not at fault.
      ({ code, place }) =>
        !(place.at === "row" && repeats.includes(place.row)) && !(code === "subject-missing" && missing.length > 0),
    );
    const ofPage = missing.map((type): PlacedProblem => ({ code: "subject-missing", place: { at: "subject", type } }));
    return { problems: [...kept, ...ofPage], repeated: repeats.length };
  }

  /** Whether a person can put right what stands at `place`; if not, a portal must. */
  canChange(place: Place): boolean {
    switch (place.at) {
      case "row":
        return isOpen(this.rules.names);
      case "names":
        return isOpen(this.rules.names) || this.form.namesMayBeMissing; // a subject will do then
      case "subject":
        return isOpen(this.rules.subject.get(place.type));
      case "profile":
      case "key":
      case "sealing":
      case "mustStaple":
        return isOpen(this.rules[place.at]);
      default:
        return place.at !== "request";
    }
  }

  /** What was typed, by how the certificate spells it, where that differs. */
  get typedNames(): Map<string, string> {
    const judged = this.rows.flatMap(({ name, judged }): [string, string][] =>
      judged?.good && judged.text !== name.text ? [[judged.text, name.text]] : [],
    );
    return new Map(judged);
  }

  /** The name to offer beside the ones that are there: a website is mostly asked for with and without "www". */
  get offer(): string | undefined {
    if (this.profile !== "tls-server" || !isOpen(this.rules.names)) return undefined;
    const spelt = new Set<string>();
    for (const { judged } of this.rows) {
      if (!judged?.good) return undefined;
      spelt.add(judged.text);
    }
    for (const { name, judged } of this.rows) {
      if (name.kind !== "dns" || !judged?.good) continue;
      const other = withOrWithoutWww(judged.text);
      if (other !== undefined && !spelt.has(other)) return withOrWithoutWww(name.text) ?? other;
    }
    return undefined;
  }

  #firstKey(): KeyName {
    return this.keys[0] as KeyName; // offeredKeys is never empty
  }
}

const isOpen = (rules: { locked: boolean; hidden: boolean } | undefined): boolean => !rules?.locked && !rules?.hidden;

/** "dns[3]" is a row, "subject" the first of its fields, "passphrase" that field; what is not known is the request's. */
export function placeOf({ code, field = "" }: Problem, places: ReadonlyMap<string, Place> = new Map()): PlacedProblem {
  const known = places.get(field);
  if (known) return { code, place: known };
  const [whole = ""] = field.split(/[.[]/u);
  switch (whole) {
    case "names":
    case "passphrase":
    case "profile":
    case "key":
    case "sealing":
    case "mustStaple":
      return { code, place: { at: whole } };
    case "subject":
      return { code, place: places.get("subject[0]") ?? { at: "request" } };
    default:
      return { code, place: { at: "request" } };
  }
}
