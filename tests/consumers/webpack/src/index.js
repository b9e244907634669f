import { open } from "keyseal";
import { showForm } from "../../shared/form.mjs";

const opened = open({
  wasmUrl: new URL("keyseal/keyseal.wasm", import.meta.url),
  // Copied beside the page by the build script: webpack would minimise it, and its hash is pinned.
  workerUrl: "keyseal-worker.js",
});
showForm(opened);
