import assert from "node:assert/strict";
import test from "node:test";
import { read } from "../../../tools/tables/countries.mjs";
import { load } from "../support.mjs";

const { countryCodes } = await load("element/generator/country-codes");

test("the countries that can be chosen are those that the core knows", () => {
  assert.deepEqual([...countryCodes].sort(), [...read()].sort());
});
