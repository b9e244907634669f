/** The portal's side of a frame in which Keyseal makes the key: the portal's own scripts cannot reach into it. */

import { InputError } from "../base/errors.js";
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

export interface FrameOptions extends Omit<Settings, "type" | "sealedKey"> {
  /** Default false: the portal gets the request alone. */
  sealedKey?: boolean;
  onGenerated?(made: FrameGenerated): void;
  /** A file was handed to the browser's downloads. */
  onSaved?(what: "key" | "csr"): void;
  onProgress?(progress: Progress): void;
  onError?(error: { code: string; field?: string }): void;
  onState?(state: FrameState): void;
  /** The frame's content is this many CSS pixels high. Default: the iframe is made as high. */
  onResize?(height: number): void;
}

export interface FrameConnection {
  /** Whether leaving now would lose a key. While it is true, the page's unload asks first. */
  readonly unsaved: boolean;
  /** Has the frame ask the person if a key would be lost. Resolves with true if the page may go on. */
  confirmLeave(): Promise<boolean>;
  /** Stops listening. The frame itself is the page's to remove. */
  close(): void;
}

/** Sandboxed without `allow-same-origin`, a document's origin is opaque. */
function originOf(iframe: HTMLIFrameElement): string {
  if (iframe.hasAttribute("sandbox") && !iframe.sandbox.contains("allow-same-origin")) return "null";
  return new URL(iframe.src, document.baseURI).origin;
}

/**
 * Connects the page with `<iframe sandbox="allow-scripts allow-downloads" src="…/keyseal-offline.html#frame=ORIGIN">`,
 * where ORIGIN is the page's own. Messages count only if they come from this very iframe, from its origin, and have the
 * form of the protocol; a sealed key counts only where it was asked for. Settings of a wrong form throw an InputError.
 */
export function connectFrame(iframe: HTMLIFrameElement, options: FrameOptions = {}): FrameConnection {
  const { onGenerated, onSaved, onProgress, onError, onState, onResize, ...given } = options;
  const sealedKey = given.sealedKey ?? false;
  const settings = posted({ type: "configure", ...given, sealedKey });
  if (!readToFrame(settings)) throw new InputError("request-not-valid", "frame");
  let unsaved = false;
  let asked = 0;
  const answers = new Map<number, (leave: boolean) => void>();

  // An opaque origin cannot be named as a target. What goes to the frame is no secret.
  const post = (message: object) => iframe.contentWindow?.postMessage(message, "*");

  const take = (message: FromFrame): void => {
    switch (message.type) {
      case "ready":
        unsaved = false;
        post(settings);
        break;
      case "generated":
        // A sealed key that nobody asked for may have been sealed with what a person typed.
        if (Object.hasOwn(message.made, "sealedKeyPem") === sealedKey) onGenerated?.(message.made);
        break;
      case "saved":
        onSaved?.(message.what);
        break;
      case "progress":
        onProgress?.(message.progress);
        break;
      case "error":
        onError?.(message.field === undefined ? { code: message.code } : { code: message.code, field: message.field });
        break;
      case "state":
        unsaved = message.unsaved;
        onState?.(message.state);
        break;
      case "resize":
        if (onResize) onResize(message.height);
        else iframe.style.setProperty("block-size", `${message.height}px`);
        break;
      case "leave-answer":
        answers.get(message.id)?.(message.leave);
        answers.delete(message.id);
    }
  };

  const onMessage = (event: MessageEvent) => {
    if (event.source !== iframe.contentWindow || event.origin !== originOf(iframe)) return;
    const message = readFromFrame(event.data);
    if (message) take(message);
  };
  const onBeforeUnload = (event: BeforeUnloadEvent) => {
    if (unsaved) event.preventDefault(); // the sandbox keeps the frame from asking by itself
  };
  addEventListener("message", onMessage);
  addEventListener("beforeunload", onBeforeUnload);

  return {
    get unsaved() {
      return unsaved;
    },
    confirmLeave() {
      if (!unsaved) return Promise.resolve(true);
      asked += 1;
      const id = asked;
      return new Promise((resolve) => {
        answers.set(id, resolve);
        post(posted({ type: "ask-leave", id }));
      });
    },
    close() {
      removeEventListener("message", onMessage);
      removeEventListener("beforeunload", onBeforeUnload);
      for (const answer of answers.values()) answer(true);
    },
  };
}
