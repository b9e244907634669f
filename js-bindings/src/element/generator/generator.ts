/** <keyseal-generator>: from names and a passphrase to a sealed key and its request. The states and what leads where. */

import { pins } from "../../base/pins.js";
import type { Generated, GenerateRequest, Keyseal, Progress } from "../../base/types.js";
import { catalogueFor, loadCatalogue } from "../languages/language-choice.js";
import { languageOf } from "../languages/texts-for.js";
import type { Catalogue } from "../shared/catalogue.js";
import { failureOf, isAbort } from "../shared/failure.js";
import { FormControl } from "../shared/form-control.js";
import { LeaveDialog, LeaveGuard } from "../shared/leave-dialog.js";
import { loadingView } from "../shared/loading-view.js";
import { Newest } from "../shared/newest.js";
import { Presence } from "../shared/presence.js";
import { sharedKeyseal } from "../shared/shared-keyseal.js";
import { dispatch, Stage } from "../shared/stage.js";
import { StopView } from "../shared/stop-view.js";
import { Draft } from "./draft.js";
import { FormView } from "./form-view.js";
import { readAttributes } from "./generator-attributes.js";
import { checkPolicy, type GeneratorPolicy, resolveRules } from "./policy.js";
import { ResultView } from "./result-view.js";
import { shownAfterMs } from "./working-steps.js";
import { WorkingView } from "./working-view.js";

export type GeneratorState = "loading" | "form" | "working" | "done" | "stopped";

/** Attributes that say what is submitted; the others say what the form is. */
const submitted = ["name", "sealed-key-name", "required"];
/** Attributes that change how the form looks, and not what it asks. */
const looks = ["lang", "heading-level"];

/** A finished key, with the view that shows it. */
interface Made {
  readonly generated: Generated;
  /** Under which the sealed key goes into a form; null where it does not. No attribute changes it any more. */
  readonly keyName: string | null;
  readonly view: ResultView;
  readonly dialog: LeaveDialog;
}

/** What every view is given; it holds until the element begins anew. */
interface Frame {
  readonly catalogue: Catalogue;
  readonly headingLevel: number;
  readonly vendorKeeps: boolean;
}

export class KeysealGenerator extends FormControl {
  static readonly observedAttributes = [
    ...["profile", "key", "authority", "worker-url", "wasm-url", "worker"],
    ...submitted,
    ...looks,
  ];

  readonly #stage = new Stage(this);
  readonly #presence = new Presence(this, ["policy", "keyseal"], {
    begin: () => this.#begin(),
    end: () => this.#free(),
  });
  readonly #guard = new LeaveGuard();
  readonly #loading = new Newest();
  readonly #working = new Newest();
  #policy: GeneratorPolicy | undefined;
  #given: Keyseal | Promise<Keyseal> | undefined;
  #state: GeneratorState = "loading";
  #frame: Frame = { catalogue: catalogueFor(""), headingLevel: 2, vendorKeeps: false };
  #keyseal: Keyseal | undefined;
  #form: { readonly view: FormView; readonly draft: Draft } | undefined;
  #made: Made | undefined;
  #saved = false;
  #disabled = false;
  #restartAsked = false;
  #dropsDraft = false;

  connectedCallback(): void {
    this.#presence.connected();
  }

  disconnectedCallback(): void {
    this.#presence.disconnected();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (!this.#presence.live || before === after) return;
    if (name === "sealed-key-name" || !submitted.includes(name)) this.#restartSoon(looks.includes(name));
    this.#updateValue();
  }

  formResetCallback(): void {
    this.reset();
  }

  formDisabledCallback(disabled: boolean): void {
    this.#disabled = disabled;
    if (this.#form) this.#form.view.disabled = disabled;
  }

  /** What a portal decides about the form. Throws an InputError for a policy of the wrong form. */
  get policy(): GeneratorPolicy | undefined {
    return this.#policy;
  }

  set policy(policy: GeneratorPolicy | undefined) {
    checkPolicy(policy);
    this.#policy = policy;
    this.#updateValue();
    this.#restartSoon();
  }

  /** The Keyseal to use; by default all elements of the page share one. */
  get keyseal(): Keyseal | Promise<Keyseal> | undefined {
    return this.#given;
  }

  set keyseal(keyseal: Keyseal | Promise<Keyseal> | undefined) {
    this.#given = keyseal;
    this.#restartSoon();
  }

  /** The certificate request as PEM, or "". */
  get value(): string {
    return this.#made?.generated.csrPem ?? "";
  }

  get state(): GeneratorState {
    return this.#state;
  }

  /** Whether the key file was handed to the downloads. */
  get saved(): boolean {
    return this.#saved;
  }

  /** Drops what was made or typed, and begins anew. Asks nothing. */
  reset(): void {
    if (!this.#presence.live) return;
    this.#drop();
    void this.#start();
  }

  /** Whether nothing would be lost: asks the person while the key is unsaved. */
  async confirmLeave(): Promise<boolean> {
    const made = this.#made;
    if (!made || this.#saved) return true;
    const answer = await made.dialog.ask();
    if (answer === "save") made.view.saveKey(); // and stays: whether it arrived, only the person can see
    return answer === "discard";
  }

  override focus(options?: FocusOptions): void {
    if (this.#state === "form") this.#form?.view.focus();
    else if (this.#state === "done") this.#made?.view.focus();
    else super.focus(options);
  }

  /** What the form is was changed: it begins anew, once for all changes of a task. A key that was made stays. */
  #restartSoon(keepsDraft = false): void {
    if (!this.#presence.live) return;
    if (!keepsDraft) this.#dropsDraft = true;
    if (this.#restartAsked) return;
    this.#restartAsked = true;
    queueMicrotask(() => {
      const draft = this.#dropsDraft ? undefined : this.#form?.draft;
      this.#restartAsked = false;
      this.#dropsDraft = false;
      if (!this.#presence.live || this.#state === "working" || this.#state === "done") return;
      this.#drop();
      void this.#start(draft);
    });
  }

  /** Loads, then shows the form, or why there is none. */
  async #start(draft?: Draft): Promise<void> {
    this.#state = "loading";
    const { headingLevel, vendorKeeps, form, open } = readAttributes(this);
    const language = languageOf(this);
    this.#frame = { catalogue: catalogueFor(language), headingLevel, vendorKeeps };
    this.#show(loadingView(this.#frame.catalogue, headingLevel, "generator"));
    this.#updateValue();
    const catalogue = loadCatalogue(language); // which never fails
    try {
      const rules = resolveRules(this.#policy, form);
      const opening = async () => (await this.#given) ?? sharedKeyseal(open);
      const loaded = await this.#loading.run(() => Promise.all([opening(), catalogue]));
      if (!loaded) return;
      this.#keyseal = loaded[0];
      this.#frame = { ...this.#frame, catalogue: loaded[1] };
      this.#showForm(loaded[0], draft ?? new Draft(rules));
    } catch (error) {
      const loaded = await this.#loading.run(() => catalogue);
      if (!loaded) return;
      this.#frame = { ...this.#frame, catalogue: loaded };
      this.#stop(error);
    }
  }

  #showForm(keyseal: Keyseal, draft: Draft): void {
    const view = new FormView(
      { ...this.#frame, draft, keyseal, announcer: this.#stage.announcer },
      { onSubmit: (request) => void this.#generate(request), onFail: (error) => this.#stop(error) },
    );
    view.disabled = this.#disabled;
    this.#form = { view, draft };
    this.#toForm();
    view.begin();
  }

  #toForm(): void {
    if (!this.#form) return;
    this.#state = "form";
    this.#guard.set(false);
    this.#show(this.#form.view.element);
    this.#updateValue();
  }

  async #generate(request: GenerateRequest): Promise<void> {
    const form = this.#form;
    const keyseal = this.#keyseal;
    if (!form || !keyseal) return;
    this.#state = "working";
    this.#guard.set(true);
    const { key, keys, rules } = form.draft;
    // A passphrase that a person typed may open other things too: what it seals never goes into a form.
    const keyName =
      this.#frame.vendorKeeps && rules.passphrase === "suggested" ? this.getAttribute("sealed-key-name") : null;
    const model = { ...this.#frame, key, ecdsaOffered: keys.includes("ecdsa-p256") };
    const view = new WorkingView(model, this.#stage.announcer, () => this.#cancel());
    const shown = setTimeout(() => {
      this.#show(view.element);
      view.makeRoom();
      this.#stage.moveFocus(view);
    }, shownAfterMs(key));
    const onProgress = (progress: Progress) => {
      view.update(progress);
      dispatch(this, "keyseal-progress", progress);
    };
    try {
      const generated = await this.#working.run((signal) => keyseal.generate(request, { signal, onProgress }));
      if (generated) this.#showMade(generated, keyName, request, form.draft);
    } catch (error) {
      this.#failed(error);
    } finally {
      clearTimeout(shown);
    }
  }

  #cancel(): void {
    this.#working.cancel();
    this.#form?.view.clearPassphrase();
    this.#toForm();
    this.#form?.view.showCancelled();
  }

  /** What is for the person to put right leads back to the form; the rest is a stop. */
  #failed(error: unknown): void {
    if (isAbort(error)) {
      this.#cancel(); // somebody closed the Keyseal that was given to the element
      return;
    }
    const { code, field, ofPerson } = failureOf(error);
    this.#form?.view.clearPassphrase();
    if (!ofPerson) {
      this.#stop(error);
      return;
    }
    this.#toForm();
    this.#form?.view.showRefused({ code, ...(field !== undefined && { field }) });
  }

  #showMade(generated: Generated, keyName: string | null, request: GenerateRequest, draft: Draft): void {
    const view = new ResultView(
      {
        ...this.#frame,
        generated,
        typed: draft.typedNames,
        subject: request.subject ?? [],
        inOrder: this.inOrder,
        vendorKeeps: keyName !== null,
      },
      this.#stage.announcer,
      { onSaved: (what) => this.#onSaved(what), onAgain: () => void this.#again() },
    );
    const dialog = new LeaveDialog(this.#frame);
    view.element.append(dialog.element);
    this.#form?.view.close();
    this.#form = undefined;
    this.#made = { generated, keyName, view, dialog };
    this.#state = "done";
    this.#guard.set(true);
    this.#show(view.element);
    this.#stage.moveFocus(view);
    view.announce();
    this.#updateValue();
    const { csrPem, sealedKeyPem, spkiSha256, names, receipt } = generated;
    dispatch(this, "keyseal-generated", { csrPem, sealedKeyPem, spkiSha256, names, receipt });
  }

  #onSaved(what: "key" | "csr"): void {
    if (what === "key") {
      this.#saved = true;
      this.#guard.set(false);
      this.#updateValue();
    }
    dispatch(this, "keyseal-saved", { what });
  }

  async #again(): Promise<void> {
    if (!(await this.confirmLeave())) return;
    this.#drop();
    await this.#start();
    this.focus();
  }

  /** A calm end: nothing was made. The form waits behind it, without its passphrase. */
  #stop(error: unknown): void {
    if (!this.#presence.live || isAbort(error)) return;
    const { ofPerson: _, ...failure } = failureOf(error);
    const { code, field } = failure;
    this.#working.cancel();
    this.#form?.view.close();
    this.#form?.view.clearPassphrase();
    const view = new StopView(
      {
        ...this.#frame,
        ...failure,
        component: "generator",
        version: pins.version,
      },
      this.#stage.announcer,
      () => this.#tryAgain(),
    );
    this.#state = "stopped";
    this.#guard.set(false);
    this.#show(view.element);
    this.#stage.moveFocus(view);
    view.announce();
    this.#updateValue();
    dispatch(this, "keyseal-error", { code, ...(field !== undefined && { field }) });
  }

  #tryAgain(): void {
    if (!this.#form) {
      void this.#start();
      return;
    }
    this.#toForm();
    this.#form.view.focus();
  }

  #show(element: HTMLElement): void {
    this.#stage.show(element, this.#frame.catalogue.language);
  }

  #updateValue(): void {
    this.submits({
      catalogue: this.#frame.catalogue,
      generated: this.#made?.generated,
      keyName: this.#made?.keyName,
      awaitsSaving: this.#policy?.requireSaved === true && !this.#saved,
      anchor: this.#stage.root.querySelector<HTMLElement>(".ks-btn--primary, .ks-title") ?? undefined,
    });
  }

  /** Ends all work and forgets everything that was typed or made. */
  #drop(): void {
    this.#loading.cancel();
    this.#working.cancel();
    this.#form?.view.close();
    this.#form?.view.clearPassphrase();
    this.#form = undefined;
    this.#made = undefined;
    this.#saved = false;
    this.#guard.set(false);
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
    this.#updateValue();
  }
}
