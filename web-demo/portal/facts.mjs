// Lists of facts, and the order as it is sent.

/** Fills a `dl` with [term, value] pairs; a value is text, or a node. */
export function showFacts(list, facts) {
  const rows = facts.map(([term, value]) => {
    const row = document.createElement("div");
    const [dt, dd] = [document.createElement("dt"), document.createElement("dd")];
    dt.textContent = term;
    dd.append(value);
    row.append(dt, dd);
    return row;
  });
  list.replaceChildren(...rows);
}

export function preformatted(text) {
  const pre = document.createElement("pre");
  pre.textContent = text;
  return pre;
}

/** A SHA-256 in groups that can be compared by eye. */
export const grouped = (hex) => hex.match(/.{1,4}/g).join(" ");

/** Resolves with what the server says that it received. */
async function sendOrder(fields) {
  let response;
  try {
    response = await fetch("/order", { method: "POST", body: new URLSearchParams(fields) });
  } catch {
    throw new Error("The order did not reach us. Look at your connection and try again.");
  }
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer.received;
}

/** Sends the order, once for two presses, and shows what was received or why nothing was. Resolves with whether it was. */
export async function placeOrder(fields) {
  const [button, failure] = ["send", "send-error"].map((id) => document.getElementById(id));
  failure.hidden = true;
  button.disabled = true;
  try {
    showReceived(await sendOrder(fields));
    return true;
  } catch (error) {
    failure.textContent = error.message;
    failure.hidden = false;
    return false;
  } finally {
    button.disabled = false;
  }
}

const labels = {
  domain: "Domain",
  product: "Certificate",
  csr: "Certificate request",
  sealed_key: "Encrypted key file",
};

/** Shows everything that the server received, and what that means. */
function showReceived(received) {
  const keeps = Object.hasOwn(received, "sealed_key");
  document.getElementById("sent-what").textContent = keeps
    ? "Below is everything that we received: the request and the encrypted key file. The words that open it are not among it."
    : "Below is everything that we received: the request, and no key.";
  showFacts(
    document.getElementById("received"),
    Object.entries(received).map(([name, value]) => [
      labels[name] ?? name,
      value.includes("\n") ? preformatted(value) : value,
    ]),
  );
}
