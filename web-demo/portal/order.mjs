// The order form: three steps, of which the second makes the request in <keyseal-generator> or takes one that exists.
import { domainIn, namesFor, refusalText } from "./domain.mjs";
import { grouped, placeOrder, showFacts } from "./facts.mjs";
import { ownRequest } from "./pasted-request.mjs";

const byId = (id) => document.getElementById(id);
const form = byId("order");
const checker = byId("own-checker");
const products = {
  dv: { name: "Domain (DV), 1 year", price: "19.00 €" },
  ov: { name: "Organisation (OV), 1 year", price: "89.00 €" },
};
// What the portal knows of its customer goes into the request as it is.
const organisation = { O: "Example GmbH", L: "Berlin", C: "DE" };

/** The generator, what it was made for, and what it made. */
let generator;
let madeFor = "";
let made;

const chosen = (name) => form.elements[name].value;
const orderNow = () => ({
  domain: byId("domain").value,
  more: byId("more").value,
  names: namesFor(byId("domain").value, byId("more").value),
  product: chosen("product"),
  keeper: chosen("keeper"),
});

function policyFor({ names, product, keeper }) {
  const locked = Object.entries(organisation).map(([type, value]) => [type, { default: value, locked: true }]);
  return {
    names: { default: names, locked: true },
    profile: { default: "tls-server", hidden: true },
    key: {
      allowed: [
        { type: "ecdsa", curve: "P-256" },
        { type: "rsa", modulusBits: 3072 },
      ],
    },
    sealing: { hidden: true },
    mustStaple: { hidden: true },
    ...(product === "ov" ? { subject: Object.fromEntries(locked) } : {}),
    // Who keeps the only copy must have it before the order goes on.
    requireSaved: keeper === "you",
    passphrase: keeper === "both" ? "suggested" : "any",
  };
}

function agreement(slot) {
  const text = byId("agreement").content.firstElementChild.cloneNode(true);
  text.className = "po-agreement";
  if (slot) text.slot = slot;
  return text;
}

function placeGenerator(order) {
  made = undefined;
  generator = document.createElement("keyseal-generator");
  generator.setAttribute("name", "csr");
  if (order.keeper === "both") generator.setAttribute("sealed-key-name", "sealed_key");
  generator.policy = policyFor(order);
  generator.append(agreement("agreement"));
  byId("generator-place").replaceChildren(generator);
  madeFor = JSON.stringify(order);
  showStatus();
}

/** A new generator if the order has changed since; false if the person would rather keep the key that was made. */
async function prepareGenerator() {
  const order = orderNow();
  if (JSON.stringify(order) === madeFor) return true;
  if (generator && !(await generator.confirmLeave())) {
    const before = JSON.parse(madeFor);
    byId("domain").value = before.domain;
    byId("more").value = before.more;
    form.elements.product.value = before.product;
    form.elements.keeper.value = before.keeper;
    return false;
  }
  placeGenerator(order);
  return true;
}

function showStep(number) {
  for (const [index, item] of [...byId("steps").children].entries()) {
    const step = index + 1;
    item.toggleAttribute("data-done", step < number);
    item.querySelector("span").hidden = step >= number;
    if (step === number) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  }
  for (const id of ["step-1", "step-2", "step-3", "sent"])
    byId(id).hidden = id !== (number === 4 ? "sent" : `step-${number}`);
  byId(`h-${number}`).focus();
  scrollTo(0, 0);
}

function showError(id, field, wrong) {
  byId(id).hidden = !wrong;
  if (wrong) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  if (wrong) field.focus();
  return wrong;
}

/** What stands beside the buttons of step 2, and which of them leads on. */
function showStatus(message) {
  const own = chosen("source") === "own";
  const done = own || generator?.value;
  const saved = own || generator?.saved || chosen("keeper") === "both";
  byId("here").hidden = own;
  byId("own").hidden = !own;
  byId("keeping").hidden = chosen("keeper") !== "both";
  byId("to-3").hidden = !done;
  byId("to-3").classList.toggle("po-btn--primary", Boolean(saved));
  const text = () => {
    if (own) return "";
    if (!done) return "You can continue when the request is made.";
    if (chosen("keeper") === "both") return "The request and the encrypted key file are in your order.";
    if (!saved) return "The request is in your order. Save the key file before you continue.";
    return "The request is in your order. The key is not: it stays with you.";
  };
  byId("status-2").textContent = message ?? text();
}

/** Says at the domain, or if that is one at the further names, why the order cannot have them. */
function showNamesError(wrong, code) {
  const atDomain = domainIn(byId("domain").value) === "" || byId("more").value.trim() === "";
  byId(atDomain ? "domain-error" : "more-error").textContent = refusalText(code);
  showError("more-error", byId("more"), wrong && !atDomain);
  showError("domain-error", byId("domain"), wrong && atDomain);
  return wrong;
}

async function toStep2() {
  if (showNamesError(orderNow().names.length === 0)) return;
  checker.setAttribute("level", chosen("product")); // which begins anew if it is another
  showStep(2); // before the question about the key, which stands in the component
  await prepareGenerator();
  showStatus();
}

function showOwnError(error) {
  byId("own-error").textContent = error;
  byId("own-error").hidden = error === "";
  if (error !== "") checker.focus();
  return error !== "";
}

function ownRequestMissing() {
  const notAccepted = !byId("own-accept").checked;
  showError("own-accept-error", byId("own-accept"), notAccepted);
  return showOwnError(ownRequest(checker).error ?? "") || notAccepted;
}

const requestFacts = ({ names, decoded, spkiSha256 }) => [
  ["Names", names.join(", ")],
  ["Request", `${decoded.key}, your own, checked in your browser`],
  ["Fingerprint of the public key (SPKI SHA-256)", grouped(spkiSha256)],
];

function toStep3() {
  const own = chosen("source") === "own";
  if (own && ownRequestMissing()) return;
  if (!own && !generator.value) return showStatus();
  if (!own && chosen("keeper") === "you" && !generator.saved) {
    return showStatus("Save the key file first. It exists only in this page, and nobody can make it again.");
  }
  const { name, price } = products[chosen("product")];
  const key = { you: "With you alone", both: "With you, and encrypted with us" };
  showFacts(byId("facts"), [
    ["Certificate", name],
    ...(own
      ? requestFacts(ownRequest(checker).report)
      : [
          ["Names", made.names.join(", ")],
          ["Request", `${made.receipt.key === "rsa-3072" ? "RSA 3072" : "ECDSA P-256"}, made in your browser`],
          ["Fingerprint of the public key (SPKI SHA-256)", grouped(made.spkiSha256)],
          ["Key file", key[chosen("keeper")]],
        ]),
    ["Price", `${price} a year, VAT included`],
  ]);
  const mine = { you: "I have the key file and its passphrase.", both: "I have written down the passphrase." };
  byId("have-key-text").textContent = mine[chosen("keeper")];
  byId("have-key-row").hidden = own;
  byId("send").textContent = `Order for ${price}`;
  showStep(3);
}

async function send() {
  const own = chosen("source") === "own";
  if (!own && showError("have-key-error", byId("have-key"), !byId("have-key").checked)) return;
  const all = new FormData(form);
  const fields = { domain: domainIn(all.get("domain")), product: all.get("product") };
  fields.csr = own ? ownRequest(checker).csr : all.get("csr");
  if (!own && all.has("sealed_key")) fields.sealed_key = all.get("sealed_key");
  if (await placeOrder(fields)) showStep(4);
}

byId("domain").addEventListener("input", ({ target }) => {
  byId("domain-www").textContent = `www.${domainIn(target.value) || "example.com"}`;
  showError("domain-error", target, false);
});
byId("more").addEventListener("input", ({ target }) => showError("more-error", target, false));
for (const type of ["keyseal-checked", "keyseal-error"]) {
  checker.addEventListener(type, () => showOwnError(""));
}
byId("own-accept").addEventListener("change", ({ target }) => showError("own-accept-error", target, false));
byId("have-key").addEventListener("change", ({ target }) => showError("have-key-error", target, false));
byId("to-2").addEventListener("click", toStep2);
byId("to-3").addEventListener("click", toStep3);
byId("back-1").addEventListener("click", () => showStep(1));
byId("back-2").addEventListener("click", () => showStep(2));
for (const radio of form.elements.source) radio.addEventListener("change", () => showStatus());
for (const radio of form.elements.keeper) {
  radio.addEventListener("change", async () => {
    await prepareGenerator();
    showStatus();
  });
}
byId("generator-place").addEventListener("keyseal-generated", ({ detail }) => {
  made = detail;
  showStatus();
});
byId("generator-place").addEventListener("keyseal-error", ({ detail }) => {
  if (detail.field !== "policy.names") return;
  madeFor = ""; // the names are this form's to put right, not the component's
  generator.remove();
  generator = undefined;
  showStep(1);
  showNamesError(true, detail.code);
});
byId("generator-place").addEventListener("keyseal-saved", () => showStatus());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!byId("step-1").hidden) toStep2();
  else if (!byId("step-3").hidden) send();
});
byId("own-agreement").append(agreement());
showStatus();
