// What a tool of the project prints of what others sent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { printable } from "../../tools/printable.mjs";

test("control, format and line separating characters are told by their number, letters of every script as they are", () => {
  assert.equal(printable("\u001b[2J\u009b\u0000\n\u007f"), "U+001B[2JU+009BU+0000U+000AU+007F");
  assert.equal(printable("\u202e\u2066\u200f\u200b\ufeff\u2028\u2029"), "U+202EU+2066U+200FU+200BU+FEFFU+2028U+2029");
  assert.equal(printable("\u{e0041}\ud800"), "U+E0041U+D800");
  assert.equal(printable("bücher 例え.example 🌷"), "bücher 例え.example 🌷");
});
