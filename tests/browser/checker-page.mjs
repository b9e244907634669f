// A page with <keyseal-checker> over a checker that finds what it is told: what tests do there, and what they read there.

const host = "keyseal-checker";
export const at = (selector) => `${host} >>> ${selector}`;
export const submit = at(".ks-submit .ks-btn--primary");
export const pem = "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n";
export const key = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIsecret\n-----END EC PRIVATE KEY-----\n";

/** Puts a checker into the page that finds `finds`, never an end or an error code; `window.calls` is what it was given. */
function place([attributes, finds]) {
  const element = document.createElement("keyseal-checker");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  window.calls = [];
  window.told = [];
  element.keyseal = {
    async checkFiles(request, { signal }) {
      const files = request.files.map(({ name, bytes }) => [name, typeof bytes === "string" ? bytes : bytes.length]);
      window.arrays = request.files.map(({ bytes }) => bytes);
      const blocklists = request.blocklists?.map(({ name, bytes }) => [name, bytes.length]);
      window.calls.push({ ...request, files, ...(blocklists && { blocklists }) });
      if (finds === "never") {
        return new Promise((_, reject) => {
          signal.addEventListener("abort", () => {
            window.aborted = true;
            reject(signal.reason);
          });
        });
      }
      if (typeof finds === "string") throw Object.assign(new Error(finds), { code: finds });
      return finds.map((input) =>
        request.pem && !("error" in input) ? { ...input, pem: `PEM of ${files[0][0]}` } : input,
      );
    },
  };
  for (const type of ["keyseal-checked", "keyseal-error"]) {
    document.addEventListener(type, ({ detail }) => window.told.push([type, detail]), { once: true });
  }
  document.body.replaceChildren(element);
}

/** Where the focus is: the element and what it says. */
export function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return `${element.localName} ${element.innerText ?? ""}`.trim();
}

export const said = () => document.querySelector("keyseal-checker").shadowRoot.lastElementChild.textContent;
export const html = () => document.querySelector("keyseal-checker").shadowRoot.innerHTML;
export const textsOf = (selector) =>
  [...document.querySelector("keyseal-checker").shadowRoot.querySelectorAll(selector)]
    .filter((element) => element.checkVisibility())
    .map((element) => element.innerText.replaceAll(/\s+/g, " ").trim());
export const pasted = () => document.querySelector("keyseal-checker").shadowRoot.querySelector("textarea").value;

/** Puts a text into the field as a paste does. */
export function paste(text) {
  const field = document.querySelector("keyseal-checker").shadowRoot.querySelector("textarea");
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
}

/** Drops files, each [name, content or size], onto the form. Whether the page took them from the browser. */
export function drop(files) {
  const dataTransfer = new DataTransfer();
  for (const [name, content] of files) {
    dataTransfer.items.add(new File([typeof content === "number" ? new Uint8Array(content) : content], name));
  }
  const section = document.querySelector("keyseal-checker").shadowRoot.querySelector("form");
  const send = (type) =>
    !section.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }));
  const over = send("dragover");
  const marked = section.querySelector("[data-over]") !== null;
  const taken = send("drop");
  return { over, marked, taken, after: section.querySelector("[data-over]") !== null };
}

/** What tests do with the page of a `context` of in-engines.mjs. */
export function checkerOn(context) {
  const run = (...call) => context.page.run(...call);
  const click = (path) => context.page.click(path);
  const calls = () => run(() => window.calls);
  const told = () => run(() => window.told);
  const untilState = (state) =>
    context.page.waitFor((wanted) => document.querySelector("keyseal-checker")?.state === wanted, state);
  const until = (selector) =>
    context.page.waitFor(
      (wanted) => document.querySelector("keyseal-checker").shadowRoot.querySelector(wanted) !== null,
      selector,
    );

  async function begin(finds = [], attributes = {}, state = "form") {
    await context.open("whole", "form.html");
    await context.page.waitFor(() => customElements.get("keyseal-checker") !== undefined);
    await run(place, [attributes, finds]);
    await untilState(state);
  }
  async function check(finds, attributes) {
    await begin(finds, attributes);
    await run(paste, pem);
    await click(submit);
    await untilState("done");
  }
  return { run, click, calls, told, untilState, until, begin, check };
}
