// What the drivers run inside a page. Each function stands alone: its text is what is sent.

/** The element at a path such as "keyseal-generator >>> .name button": every " >>> " enters a shadow root. */
export function elementAt(path) {
  let found = document;
  for (const selector of path.split(" >>> ")) found = (found?.shadowRoot ?? found)?.querySelector(selector);
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

/** The middle of the element at a path, scrolled into view, where the mouse would hit it. */
export async function pointOf(path) {
  let element = document;
  for (const selector of path.split(" >>> ")) element = (element?.shadowRoot ?? element)?.querySelector(selector);
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
  if (!over) throw new Error(`${path} is covered by ${hit?.localName}`);
  return { x, y };
}
