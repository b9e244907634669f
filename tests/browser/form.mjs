// Going through a <keyseal-generator> as a person does.
import { judge } from "./judge.mjs";
import { savedText } from "./wait.mjs";

/** The parts of the form by what they are, as paths from the page. */
export const partsOf = (host = "keyseal-generator") => ({
  host,
  names: `${host} >>> .ks-input--names`,
  passphrase: `${host} >>> input[autocomplete=new-password]`,
  repeat: `${host} >>> .ks-field:not(:has(.ks-meter)) > input[autocomplete=new-password]`,
  settings: `${host} >>> .ks-options > summary`,
  submit: `${host} >>> .ks-submit .ks-btn--primary`,
  saveKey: `${host} >>> .ks-card:first-child .ks-btn`,
  saveRequest: `${host} >>> .ks-card:last-child .ks-btn:last-child`,
  text: (words) => `${host} >>> text=${words}`,
});

/** Waits for a state of the component; in vain, it says what is shown instead. */
export async function waitForState(page, state, host = "keyseal-generator") {
  const reached = ([selector, wanted]) => document.querySelector(selector)?.state === wanted;
  const shown = (selector) => {
    const root = document.querySelector(selector)?.shadowRoot;
    const fields = [...(root?.querySelectorAll("input:not([type=radio])") ?? [])].map((field) => field.value.length);
    return `${root?.activeElement?.outerHTML} ${fields}\n${root?.querySelector(".ks")?.innerText}`;
  };
  try {
    await page.waitFor(reached, [host, state]);
  } catch (error) {
    throw new Error(`${host} is not ${state}; it shows:\n${await page.run(shown, host)}`, { cause: error });
  }
}

/** Fills the form with the mouse and the keyboard, and sends it. */
export async function fillForm(page, { names, passphrase }, parts = partsOf()) {
  await waitForState(page, "form", parts.host);
  await page.click(parts.names);
  for (const name of names) {
    await page.type(name);
    await page.press("Enter");
  }
  await page.click(parts.passphrase);
  await page.type(passphrase);
  await page.click(parts.repeat);
  await page.type(passphrase);
  await page.click(parts.submit);
}

/** Saves both files with the mouse, and has OpenSSL judge what landed among the downloads. */
export async function saveAndJudge(browser, page, { names, passphrase }, parts = partsOf()) {
  await page.click(parts.saveKey);
  const sealedKeyPem = await savedText(browser, `${names[0]}.key.pem`);
  await page.click(parts.saveRequest);
  const csrPem = await savedText(browser, `${names[0]}.csr.pem`);
  return judge({ csrPem, sealedKeyPem }, passphrase, names);
}
