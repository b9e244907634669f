// What the drivers run inside a page. Each function stands alone: its text is what is sent.

/**
 * The element at a path such as "keyseal-generator >>> .ks-input--names": every " >>> " enters a shadow root. The last
 * part may be "text=Make key": what is shown with exactly this text and can be pressed.
 */
export function elementAt(path) {
  let found = document;
  for (const part of path.split(" >>> ")) {
    const root = found?.shadowRoot ?? found;
    if (part.startsWith("text=")) {
      const pressable = root?.querySelectorAll("button, summary, label, a") ?? [];
      const text = part.slice("text=".length);
      found = [...pressable].find((one) => one.innerText.trim() === text && one.getClientRects().length > 0);
    } else {
      found = root?.querySelector(part);
    }
  }
  return found ?? null;
}

/** What the driver asks for by name, with its answer in the shape that run-step.mjs gives it. */
export const runStep = ([name, argument]) =>
  new Promise((answer, fail) => {
    // WebKit may call a page loaded before its modules ran.
    const run = () => {
      if (window.runStep) window.runStep(name, argument ?? undefined).then(answer, fail);
      else setTimeout(run, 10);
    };
    run();
  });

/**
 * The middle of the element at a path, scrolled into view, where the mouse would hit it. Afterwards
 * `window.keysealTestHit` says whether it did: a page may move while the mouse is on its way.
 */
export async function pointOf(path) {
  const element = elementAt(path); // has to stand beside it
  if (!element) throw new Error(`there is no ${path}`);
  element.scrollIntoView({ block: "center", inline: "center" });
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
  let hit = document.elementFromPoint(x, y);
  for (let inner = hit?.shadowRoot?.elementFromPoint(x, y); inner && inner !== hit; ) {
    hit = inner;
    inner = hit.shadowRoot?.elementFromPoint(x, y);
  }
  let over = hit;
  while (over && over !== element) over = over.parentNode ?? over.host;
  window.keysealTestHit = false;
  if (!over) return { x, y, coveredBy: hit?.localName ?? "nothing: it has moved" };
  const noteHit = (event) => {
    window.keysealTestHit = event.composedPath().includes(element);
  };
  window.addEventListener("pointerdown", noteHit, { capture: true, once: true });
  return { x, y };
}
