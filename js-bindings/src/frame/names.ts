/** Which names stand in a request: what a frame tells of them must be nothing else. */

/** A GeneralName of DER (RFC 5280 4.2.1.6), each byte a character. */
function generalName(tag: number, contents: string): string {
  const { length } = contents;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return String.fromCharCode(tag, ...size) + contents;
}

/** The octets of an address as the core writes it (RFC 5952), each a character; undefined for what is none. */
function octetsOf(address: string): string | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return String.fromCharCode(...address.split(".").map(Number));
  if (!/^[\da-f]*:[\da-f:]*:[\da-f]*(\.\d{1,3}){0,3}$/.test(address)) return undefined;
  const mapped = /^::ffff:([\d.]+)$/.exec(address)?.[1];
  if (mapped?.includes(".")) return `${"\0".repeat(10)}\xff\xff${octetsOf(mapped)}`;
  const [before = [], after = []] = address.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const zeros = Array(Math.max(0, 8 - before.length - after.length)).fill("0");
  const groups = [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16));
  return String.fromCharCode(...groups.flatMap((group) => [group >> 8, group & 0xff]));
}

const emailTag = 0x81;
const dnsTag = 0x82;
const uriTag = 0x86;
const ipTag = 0x87;

/** Whether `name` stands as one of the names in `request`, whose bytes are characters. */
export function standsIn(request: string, name: string): boolean {
  const octets = octetsOf(name);
  if (octets !== undefined) return request.includes(generalName(ipTag, octets));
  return [dnsTag, emailTag, uriTag].some((tag) => request.includes(generalName(tag, name)));
}
