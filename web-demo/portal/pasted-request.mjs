// A request that the customer brings along: <keyseal-checker> judges it before the portal takes it.

/** What the checker has come to: { csr, report } where an order can be made of it, else { error } for the customer. */
export function ownRequest({ state, reports, value }) {
  if (state !== "done") return { error: "Paste your request and check it first." };
  const [report] = reports;
  if (reports.length !== 1) return { error: "One order is for one request. Check it alone." };
  if (report.kind !== "csr")
    return { error: "That is not a request (CSR). A certificate or public key is not enough." };
  if (!report.acceptable) return { error: "We cannot order with this request. Make another, or let us make it here." };
  return { csr: value, report };
}
