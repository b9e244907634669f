/** The frame's side: a document that shows the generator alone and speaks with one origin, the one in its address. */

import type { Progress } from "../base/types.js";
import {
  type FrameGenerated,
  type FrameState,
  type FromFrame,
  posted,
  readFromFrame,
  readToFrame,
  type Settings,
} from "./messages.js";

/** As much of `<keyseal-generator>` as the frame needs. */
export interface FramedGenerator extends HTMLElement {
  readonly state: FrameState;
  readonly saved: boolean;
  confirmLeave(): Promise<boolean>;
}

/**
 * The origin that "#frame=https://portal.example" names. Undefined for any other hash. Throws where it names none: a
 * frame that would speak with anybody must not start.
 */
export function frameOrigin(hash: string): string | undefined {
  const [, given] = hash.match(/^#frame=(.*)$/s) ?? [];
  if (given === undefined) return undefined;
  const named = decodeURIComponent(given);
  const url = new URL(named);
  if (!/^https?:$/.test(url.protocol) || url.origin !== named)
    throw new TypeError("The frame's address names no origin.");
  return named;
}

/** PEM without a line before it: the fake's says what it is. */
const blockOf = (pem: string): string => pem.slice(Math.max(0, pem.indexOf("-----BEGIN ")));

type Detail<Name extends FromFrame["type"]> = Extract<FromFrame, { type: Name }>;

/**
 * Speaks with the page of `origin` around this document. `mount` puts the generator into the document as the page wants
 * it; what it throws is reported as an error. Nothing is shown before the page has said what it wants.
 */
export function serveFrame(origin: string, mount: (settings: Settings) => FramedGenerator): void {
  let generator: FramedGenerator | undefined;
  let shown = "";
  let height = -1;

  /** What has not the form of the protocol does not leave: the page hears of a fault instead. */
  const post = (message: FromFrame) => {
    const data = posted(message);
    const fault = posted({ type: "error", code: "internal", field: "frame" });
    parent.postMessage(readFromFrame(data) ? data : fault, origin);
  };

  /** The state of the generator has no event of its own: where what it shows has changed, this looks. */
  const look = () => {
    if (generator) {
      const { state, saved } = generator;
      const unsaved = state === "working" || (state === "done" && !saved);
      if (shown !== `${state} ${unsaved}`) post({ type: "state", state, unsaved });
      shown = `${state} ${unsaved}`;
    }
    const needed = Math.ceil(document.body.getBoundingClientRect().height);
    if (needed !== height) post({ type: "resize", height: needed });
    height = needed;
  };

  const listen = (sealedKey: boolean, element: FramedGenerator) => {
    const on = <Value>(type: string, take: (detail: Value) => void) =>
      element.addEventListener(type, (event) => {
        take((event as CustomEvent<Value>).detail);
        look();
      });
    on("keyseal-generated", ({ csrPem, sealedKeyPem, spkiSha256, names, receipt }: FrameGenerated) => {
      const made: FrameGenerated = { csrPem: blockOf(csrPem), spkiSha256, names, receipt };
      if (sealedKey && sealedKeyPem !== undefined) made.sealedKeyPem = blockOf(sealedKeyPem);
      post({ type: "generated", made });
    });
    on("keyseal-saved", ({ what }: Detail<"saved">) => post({ type: "saved", what }));
    on("keyseal-progress", (progress: Progress) => post({ type: "progress", progress }));
    on("keyseal-error", ({ code, field }: Detail<"error">) =>
      post({ type: "error", code, ...(field === undefined ? {} : { field }) }),
    );
  };

  const configure = (settings: Settings) => {
    if (generator) return; // once: a key must not vanish because the page says it again
    try {
      generator = mount(settings);
      listen(settings.sealedKey, generator);
      look();
    } catch (error) {
      const { code = "internal", field } = error as { code?: string; field?: string };
      post({ type: "error", code, ...(field === undefined ? {} : { field }) });
    }
  };

  addEventListener("message", async (event: MessageEvent) => {
    if (event.source !== parent || event.origin !== origin) return;
    const message = readToFrame(event.data);
    if (message?.type === "configure") configure(message);
    if (message?.type === "ask-leave") {
      const leave = (await generator?.confirmLeave()) ?? true;
      look();
      post({ type: "leave-answer", id: message.id, leave });
    }
  });
  new ResizeObserver(look).observe(document.body);
  post({ type: "ready" });
}
