// Punycode (RFC 3492), written a second time so that Keyseal's A-labels are judged by other code than its own.

const base = 36;
const [tMin, tMax, skew, damp, initialBias, initialN] = [1, 26, 38, 700, 72, 128]; // RFC 3492 5

const digit = (value) => String.fromCharCode(value < 26 ? 97 + value : 22 + value);

/** RFC 3492 6.1 */
function adapt(delta, points, isFirst) {
  let left = Math.floor(delta / (isFirst ? damp : 2));
  left += Math.floor(left / points);
  let k = 0;
  for (; left > ((base - tMin) * tMax) >> 1; k += base) left = Math.floor(left / (base - tMin));
  return k + Math.floor(((base - tMin + 1) * left) / (left + skew));
}

/** The digits of one delta under `bias` (RFC 3492 6.3). */
function integer(delta, bias) {
  let text = "";
  let left = delta;
  for (let k = base; ; k += base) {
    const t = Math.min(Math.max(k - bias, tMin), tMax);
    if (left < t) return text + digit(left);
    text += digit(t + ((left - t) % (base - t)));
    left = Math.floor((left - t) / (base - t));
  }
}

/** The Punycode of a text, without the prefix of an A-label (RFC 3492 6.3). */
export function encodePunycode(text) {
  const points = [...text].map((character) => character.codePointAt(0));
  const basic = points.filter((point) => point < initialN);
  let output = String.fromCodePoint(...basic) + (basic.length > 0 ? "-" : "");
  let [n, delta, bias, handled] = [initialN, 0, initialBias, basic.length];
  while (handled < points.length) {
    const next = Math.min(...points.filter((point) => point >= n));
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n) delta++;
      if (point !== n) continue;
      output += integer(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return output;
}
