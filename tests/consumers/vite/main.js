import { open } from "keyseal";
import wasmUrl from "keyseal/keyseal.wasm?url";
import workerUrl from "keyseal/keyseal-worker.js?url";
import { showForm } from "../shared/form.mjs";

showForm(open({ wasmUrl, workerUrl }));
