// The component as a visitor meets it: from navigation to ready, and from the click to the result.
import { offerSteps } from "./run-step.mjs";

const generator = document.querySelector("keyseal-generator");

/** Resolves when the component is in `state`, looked at once a frame, as a person sees it. */
async function reached(state) {
  while (generator.state !== state) {
    if (generator.state === "stopped") throw new Error("the component stopped");
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
}

const ready = reached("form").then(() => performance.now()); // from the start of the navigation

function type(field, text) {
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
}

offerSteps({
  ready: () => ready,

  /** Makes a key of the type `key` with the form filled in: milliseconds from the click to the result on screen. */
  async click({ key, passphrase }) {
    generator.setAttribute("key", key);
    generator.policy = { names: { default: ["www.example.com"], locked: true } };
    await reached("form");
    await new Promise((drawn) => requestAnimationFrame(drawn));
    const inputs = generator.shadowRoot.querySelectorAll('input[autocomplete="new-password"]');
    for (const input of inputs) type(input, passphrase);
    const started = performance.now();
    generator.shadowRoot.querySelector(".ks-submit [part~='primary']").click();
    await reached("done");
    await new Promise((drawn) => requestAnimationFrame(drawn));
    const ms = performance.now() - started;
    generator.reset();
    return ms;
  },
});
