/** What a portal decides about the form. Checked strictly: a misspelt policy must not pass for none. */

import { completeSealing, keyName } from "../../api/check-request.js";
import { InputError } from "../../base/errors.js";
import { type KeyName, keySpecs } from "../../base/key-names.js";
import { fieldsOf, list, notValid, text } from "../../base/request-shape.js";
import type { GenerateRequest, KeySpec, Profile, Sealing } from "../../base/types.js";
import { authorityOf } from "../shared/authorities.js";
import { profileForms, profileNames } from "../shared/profiles.js";

export interface FieldPolicy<Value> {
  /** Replaces the label, nothing else. */
  label?: string;
  required?: boolean;
  default?: Value;
  /** Shows the value as text. */
  locked?: boolean;
  /** Leaves no trace but the value in the summary line. */
  hidden?: boolean;
}

export interface GeneratorPolicy {
  names?: FieldPolicy<string[]>;
  profile?: FieldPolicy<Profile>;
  /** `allowed`: no other key type is offered. */
  key?: FieldPolicy<KeySpec> & { allowed?: KeySpec[] };
  /** By attribute: "O", "L", "ST", "C" and the like, or a dotted OID. */
  subject?: { [type: string]: FieldPolicy<string> };
  sealing?: FieldPolicy<Sealing>;
  mustStaple?: FieldPolicy<boolean>;
  /** "suggested": only words that the module made. */
  passphrase?: "any" | "suggested";
  /** Keeps the element invalid until the key file was handed to the downloads. */
  requireSaved?: boolean;
}

/** A field of the form as policy, attributes and defaults together want it. */
export interface FieldRules<Value> {
  readonly value: Value;
  readonly label: string | undefined;
  readonly required: boolean;
  readonly locked: boolean;
  readonly hidden: boolean;
}

export interface FormRules {
  readonly names: FieldRules<string[]>;
  readonly profile: FieldRules<Profile>;
  /** Undefined where the first key type that is offered is to be taken. */
  readonly key: FieldRules<KeyName | undefined>;
  readonly keysAllowed: readonly KeyName[] | undefined;
  readonly subject: ReadonlyMap<string, FieldRules<string>>;
  readonly sealing: FieldRules<Required<Sealing>>;
  readonly mustStaple: FieldRules<boolean>;
  /** Who will be asked; undefined for anybody. */
  readonly authority: GenerateRequest["authority"];
  readonly passphrase: "any" | "suggested";
  readonly requireSaved: boolean;
}

/** The attributes of the element that the form follows. */
export interface FormAttributes {
  profile?: string | null;
  key?: string | null;
  authority?: string | null;
  sealedKeyName?: string | null;
}

type Check<Value> = (value: unknown, path: string) => Value;

const flag: Check<boolean> = (value, path) => {
  if (typeof value !== "boolean") throw notValid(path);
  return value;
};

const texts: Check<string[]> = (value, path) => list(value, path, text);

const profileOf: Check<Profile> = (value, path) => {
  const found = profileNames.find((name) => name === value);
  if (!found) throw notValid(path);
  return found;
};

/** As the API checks it, at the policy's place. */
const asInRequest =
  <Value>(check: (value: unknown) => Value): Check<Value> =>
  (value, path) => {
    try {
      return check(value);
    } catch {
      throw notValid(path);
    }
  };

const keyOf = asInRequest((value) => keyName(value) as KeyName);
const sealingOf = asInRequest((value) => completeSealing(value));

const fieldNames = ["label", "required", "default", "locked", "hidden"] as const;

function field<Value>(given: unknown, path: string, check: Check<Value>, preset: Value): FieldRules<Value> {
  const fields = given === undefined ? {} : fieldsOf(given, fieldNames, path);
  const has = (name: string) => fields[name] !== undefined && flag(fields[name], `${path}.${name}`);
  return {
    value: fields.default === undefined ? preset : check(fields.default, `${path}.default`),
    label: fields.label === undefined ? undefined : text(fields.label, `${path}.label`),
    required: has("required"),
    locked: has("locked"),
    hidden: has("hidden"),
  };
}

function subjectRules(given: unknown): Map<string, FieldRules<string>> {
  const rules = new Map<string, FieldRules<string>>();
  if (given === undefined) return rules;
  const path = "policy.subject"; // for all of it: the types are the page's own words
  const types = fieldsOf(given, Object.keys(Object(given)).filter(Boolean), path);
  for (const [type, policy] of Object.entries(types)) {
    if (policy === undefined) throw notValid(path);
    rules.set(type, field(policy, path, text, ""));
  }
  return rules;
}

const policyFields = [
  "names",
  "profile",
  "key",
  "subject",
  "sealing",
  "mustStaple",
  "passphrase",
  "requireSaved",
] as const satisfies readonly (keyof GeneratorPolicy)[];

function profileAttribute(attribute: string | null | undefined): Profile {
  if (!attribute) return "tls-server";
  const found = profileNames.find((name) => name === attribute);
  if (!found) throw new InputError("profile-unknown", "profile");
  return found;
}

function keyAttribute(attribute: string | null | undefined): KeyName | undefined {
  if (!attribute) return undefined;
  if (!Object.hasOwn(keySpecs, attribute)) throw new InputError("key-type-unknown", "key");
  return attribute as KeyName;
}

/** The key and which ones are allowed; `allowed` is the policy's alone. */
function keyRules(given: unknown, preset: KeyName | undefined): Pick<FormRules, "key" | "keysAllowed"> {
  if (given === undefined)
    return { key: field<KeyName | undefined>(undefined, "policy.key", keyOf, preset), keysAllowed: undefined };
  const { allowed, ...rest } = fieldsOf(given, [...fieldNames, "allowed"], "policy.key");
  const key = field<KeyName | undefined>(rest, "policy.key", keyOf, preset);
  if (allowed === undefined) return { key, keysAllowed: undefined };
  if (!Array.isArray(allowed) || allowed.length === 0) throw notValid("policy.key.allowed");
  const keysAllowed = Array.from(allowed, (item, index) => keyOf(item, `policy.key.allowed[${index}]`));
  if (key.value !== undefined && !keysAllowed.includes(key.value)) {
    if (rest.default !== undefined) throw notValid("policy.key.default");
    throw new InputError("key-type-not-allowed", "key");
  }
  return { key, keysAllowed };
}

/** The key types that the form offers for `profile`. Fails where policy and profile leave none. */
export function offeredKeys(rules: FormRules, profile: Profile): readonly KeyName[] {
  const offered = profileForms[profile].keys.filter((key) => rules.keysAllowed?.includes(key) ?? true);
  if (offered.length === 0) throw new InputError("key-type-not-allowed", "key");
  return offered;
}

/**
 * What the form shows and begins with. The policy stands above the attributes. Fails with "request-not-valid" for a
 * policy of the wrong form (its place is "policy.…"), "profile-unknown" and "key-type-unknown" for such attributes, and
 * "key-type-not-allowed" where the key that was set cannot lead to a certificate for the profile.
 */
export function resolveRules(policy: unknown, attributes: FormAttributes = {}): FormRules {
  const given = policy === undefined ? {} : fieldsOf(policy, policyFields, "policy");
  const { passphrase = "any", requireSaved = false } = given;
  if (passphrase !== "any" && passphrase !== "suggested") throw notValid("policy.passphrase");
  const rules: FormRules = {
    names: field(given.names, "policy.names", texts, []),
    profile: field(given.profile, "policy.profile", profileOf, profileAttribute(attributes.profile)),
    ...keyRules(given.key, keyAttribute(attributes.key)),
    subject: subjectRules(given.subject),
    sealing: field(given.sealing, "policy.sealing", sealingOf, completeSealing(undefined)),
    mustStaple: field(given.mustStaple, "policy.mustStaple", flag, false),
    authority: authorityOf(attributes.authority),
    // A portal that keeps the sealed key must not be able to guess what opens it.
    passphrase: attributes.sealedKeyName ? "suggested" : passphrase,
    requireSaved: flag(requireSaved, "policy.requireSaved"),
  };
  if (rules.names.locked && rules.names.value.length === 0) throw notValid("policy.names.default");
  const offered = offeredKeys(rules, rules.profile.value);
  if (rules.key.value !== undefined && !offered.includes(rules.key.value)) {
    throw new InputError("key-type-not-allowed", "key");
  }
  return rules;
}

/** Throws what `resolveRules` throws for a policy of the wrong form; with which attributes it goes is not looked at. */
export function checkPolicy(policy: unknown): void {
  try {
    resolveRules(policy);
  } catch (error) {
    if (error instanceof InputError && error.code === "key-type-not-allowed") return; // the profile may be an attribute's
    throw error;
  }
}
