// The order form whose request is made in a sandboxed frame, which holds the offline file.
import { connectFrame } from "keyseal/frame";
import { namesFor, refusalText } from "./domain.mjs";
import { placeOrder } from "./facts.mjs";

const byId = (id) => document.getElementById(id);

/** The frame's connection, the names that it was made for, and what came out of it. */
let connection;
let names = [];
let csr = "";
let saved = false;

function showOnly(id, heading) {
  for (const section of ["ask", "make", "sent"]) byId(section).hidden = section !== id;
  byId(heading).focus();
  scrollTo(0, 0);
}

function showStatus(text) {
  byId("send").hidden = csr === "" || !saved;
  byId("status").textContent = text;
}

function openFrame() {
  connection?.close();
  [csr, saved] = ["", false];
  const frame = byId("frame").cloneNode(); // a new document, in which nothing is left of the last one
  byId("frame").replaceWith(frame);
  connection = connectFrame(frame, {
    policy: {
      names: { default: names, locked: true },
      profile: { default: "tls-server", hidden: true },
      sealing: { hidden: true },
      mustStaple: { hidden: true },
    },
    lang: document.documentElement.lang,
    onGenerated(made) {
      [csr, saved] = [made.csrPem, false];
      showStatus("The request is in your order. Save the key file before you order.");
    },
    onSaved(what) {
      saved ||= what === "key";
      if (saved) showStatus("The request is in your order. The key is not: it stays with you.");
    },
    onState(state) {
      if (state === "done" || csr === "") return;
      [csr, saved] = ["", false]; // another is being made
      showStatus("You can order when the request is made.");
    },
    onError({ code, field }) {
      if (field !== "policy.names") return showStatus(`The key could not be made (${code}).`);
      names = []; // they are this page's to put right
      showOnly("ask", "h-1");
      showDomainError(true, code);
      byId("domain").focus();
    },
  });
  frame.src = `${frame.dataset.file}#frame=${location.origin}`;
  showStatus("You can order when the request is made.");
}

function showDomainError(wrong, code) {
  byId("domain-error").textContent = refusalText(code);
  byId("domain-error").hidden = !wrong;
  if (wrong) byId("domain").setAttribute("aria-invalid", "true");
  else byId("domain").removeAttribute("aria-invalid");
}

async function toFrame() {
  const wanted = namesFor(byId("domain").value);
  showDomainError(wanted.length === 0);
  byId("accept-error").hidden = byId("accept").checked;
  if (wanted.length === 0) return byId("domain").focus();
  if (!byId("accept").checked) return byId("accept").focus();
  showOnly("make", "h-2");
  if (wanted.join() === names.join()) return;
  // The question stands in the frame, so the frame must be in view.
  if (connection && !(await connection.confirmLeave())) {
    byId("domain").value = names[1];
    return;
  }
  names = wanted;
  openFrame();
}

async function send() {
  if (!(await placeOrder({ domain: names[1], product: "dv", csr }))) return;
  connection.close();
  showOnly("sent", "h-4");
}

byId("back").addEventListener("click", () => showOnly("ask", "h-1"));
byId("order").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!byId("ask").hidden) toFrame();
  else if (csr !== "" && saved) send();
});
