// How often a property is tried: a fixed few times in make test, as long as KEYSEAL_SECONDS says under make fuzz.
import { inspect } from "node:util";
import fc from "fast-check";

const seconds = Number(process.env.KEYSEAL_SECONDS ?? 0);
const seed = 14; // of make test, which tries the same everywhere

/**
 * Holds `property` for `few` inputs, or for its share of the time, as one of `shares` in its file. fast-check tells the
 * input that breaks it, made as small as it can be, with the seed and path that try it again.
 */
export async function hold(few, shares, property) {
  let runs = 0;
  const run = property.run.bind(property);
  let underWay;
  property.run = (value) => {
    runs += 1;
    underWay = run(value);
    return underWay;
  };
  const long = {
    numRuns: 2 ** 31 - 1,
    interruptAfterTimeLimit: (seconds * 1000) / shares,
    markInterruptAsFailure: false,
    endOnFailure: false,
  };
  const {
    failed,
    errorInstance,
    counterexample,
    counterexamplePath,
    seed: used,
  } = await fc.check(property, seconds > 0 ? long : { numRuns: few, seed });
  // When the time is over one is still under way, which fast-check leaves to itself.
  await underWay;
  if (failed) {
    const input = inspect(counterexample, { depth: 9, maxStringLength: 200, maxArrayLength: 50 }); // asks no getter
    const where = `seed ${used}, path "${counterexamplePath}"`;
    throw new Error(`broken by ${input}\n${where}\n${inspect(errorInstance)}`);
  }
  if (seconds > 0) process.stderr.write(`fuzz-runs ${runs}\n`);
}

/** Values of every type of JavaScript, with what is hard to convert among them. */
export const hostile = ({ canary = "canary", thrown = new Error(canary) } = {}) =>
  fc.oneof(
    fc.anything({
      withBigInt: true,
      withBoxedValues: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withObjectString: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
      withUnicodeString: true,
    }),
    fc.constantFrom(
      ...[undefined, null, Number.NaN, -1, 2 ** 32, -(2 ** 31), 2 ** 53, Number.POSITIVE_INFINITY, -0, 0.5],
      ...[
        "",
        canary,
        `\0${canary}`,
        `${canary}\ud800`,
        "\udfff",
        "__proto__",
        "constructor",
        "1e9",
        "x".repeat(70_000),
      ],
      ...[Symbol(canary), Symbol.iterator, 10n ** 30n, () => canary, class {}, globalThis, /canary/],
    ),
    fc
      .constantFrom(
        () => new Proxy({}, { get: () => canary }),
        () => new Proxy([], { get: (list, name) => (name === "length" ? 3 : list[name]) }),
        () =>
          new Proxy(
            {},
            {
              ownKeys() {
                throw thrown;
              },
            },
          ),
        () => ({
          get type() {
            throw thrown;
          },
        }),
        () => ({
          [Symbol.toPrimitive]() {
            throw thrown;
          },
        }),
        () => Object.create({ dns: [canary] }),
        () => new Uint8Array(new SharedArrayBuffer(16)).fill(7),
        () => {
          const bytes = new Uint8Array(16);
          structuredClone(bytes, { transfer: [bytes.buffer] });
          return bytes;
        },
        () => new Uint8Array(new ArrayBuffer(16, { maxByteLength: 64 })),
        () => new Uint16Array(40_000),
        () => new DataView(new ArrayBuffer(8)),
        () => {
          const cycle = [canary];
          cycle.push(cycle);
          return cycle;
        },
      )
      .map((make) => make()),
  );
