const opened = keyseal.open(); // worker and module lie beside keyseal.iife.js

document.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const fields = new FormData(event.target);
  const say = (id, text) => {
    document.getElementById(id).textContent = text;
  };
  try {
    const ready = await opened;
    const request = { dns: [fields.get("dns")], passphrase: fields.get("passphrase") };
    const { csrPem, sealedKeyPem } = await ready.generate(request);
    say("csr", csrPem);
    say("sealed-key", sealedKeyPem);
  } catch (error) {
    say("error", `${error.code}: ${error.message}`);
  }
});
