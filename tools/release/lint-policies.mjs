// csp_evaluator as a lint of every policy that ships: anything that it finds and that is not expected here fails.
import evaluator from "csp_evaluator";
import finding from "csp_evaluator/dist/finding.js";
import parser from "csp_evaluator/dist/parser.js";

const { CspEvaluator, DEFAULT_CHECKS, STRICTCSP_CHECKS } = evaluator;

/** What it finds by its strict checks, and why that stays so. */
const expected = {
  UNSAFE_INLINE_FALLBACK:
    "'unsafe-inline' beside the hashes would let browsers that know no hashes run anything; those lack WebAssembly too",
};

/** [{ name, directive, description, reason? }]: what csp_evaluator says of this policy. */
export function findingsOf(policy) {
  return new CspEvaluator(new parser.CspParser(policy).csp)
    .evaluate(DEFAULT_CHECKS, STRICTCSP_CHECKS)
    .map(({ type, directive, description }) => {
      const name = finding.Type[type];
      return { name, directive, description, reason: expected[name] };
    });
}

/** Of `policies`, policy by name: lines for a person, and how many findings nobody expects. */
export function lintPolicies(policies) {
  const lines = [];
  let unexpected = 0;
  for (const [name, policy] of Object.entries(policies)) {
    const findings = findingsOf(policy);
    if (findings.length === 0) lines.push(`${name}: nothing found`);
    for (const found of findings) {
      if (found.reason === undefined) unexpected += 1;
      const verdict = found.reason === undefined ? found.description : `expected: ${found.reason}`;
      lines.push(`${name}: ${found.name} in ${found.directive}, ${verdict}`);
    }
  }
  return { lines, unexpected };
}
