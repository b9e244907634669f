function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** The form of every example: what the opened Keyseal makes for a name and a passphrase is shown below it. */
export function showForm(opened) {
  const form = make(
    ...["form", {}, make("label", {}, "Name ", make("input", { name: "dns", value: "www.example.com" }))],
    make("label", {}, "Passphrase ", make("input", { name: "passphrase", type: "password" })),
    make("button", {}, "Make key and request"),
  );
  const csr = make("pre", { id: "csr" });
  const sealedKey = make("pre", { id: "sealed-key" });
  const failure = make("p", { id: "error", role: "alert" });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = new FormData(form);
    try {
      const keyseal = await opened;
      const request = { dns: [fields.get("dns")], passphrase: fields.get("passphrase") };
      const { csrPem, sealedKeyPem } = await keyseal.generate(request);
      csr.textContent = csrPem;
      sealedKey.textContent = sealedKeyPem;
    } catch (error) {
      failure.textContent = `${error.code}: ${error.message}`;
    }
  });
  document.body.append(form, csr, sealedKey, failure);
}
