/** `text` for a terminal: control and format characters, which could move the cursor or turn the line round, as U+001B. */
export function printable(text) {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (c) => `U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}
