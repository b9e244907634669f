import { showForm } from "form";
import { open } from "keyseal";

showForm(open()); // worker and module lie beside keyseal.mjs
