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

/** Sends the order; resolves with what the server says that it received. */
export async function sendOrder(fields) {
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

const labels = {
  domain: "Domain",
  product: "Certificate",
  csr: "Certificate request",
  sealed_key: "Encrypted key file",
};

/** Shows everything that the server received, and what that means. */
export function showReceived(received) {
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
