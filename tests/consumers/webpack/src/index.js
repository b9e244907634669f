import { open } from "keyseal";

const opened = open({
  wasmUrl: new URL("keyseal/keyseal.wasm", import.meta.url),
  // Copied beside the page by the build script: webpack would minimise it, and its hash is pinned.
  workerUrl: "keyseal-worker.js",
});

document.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const fields = new FormData(event.target);
  const say = (id, text) => {
    document.getElementById(id).textContent = text;
  };
  try {
    const keyseal = await opened;
    const request = { dns: [fields.get("dns")], passphrase: fields.get("passphrase") };
    const { csrPem, sealedKeyPem } = await keyseal.generate(request);
    say("csr", csrPem);
    say("sealed-key", sealedKeyPem);
  } catch (error) {
    say("error", `${error.code}: ${error.message}`);
  }
});
