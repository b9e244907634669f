// Keyseal in a realm that the page around it spoils, before this is loaded or afterwards (hostile.mjs).
import { open } from "./keyseal.mjs";

window.generate = async (request) => (await open()).generate(request);
