/**
 * How the page repeats what a person typed or pasted: what cannot be seen is written out ("U+202E"), so that a name can
 * neither hide characters nor turn the text around it, and what is long is cut.
 */

const mostCharacters = 80;

/** Stacked marks reach into the lines above and below; no writing needs more than these on one letter. */
const mostMarks = 3;

/** Controls, bidi and other format characters, surrogates, private use, line ends, and whatever has no glyph. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const mark = /\p{M}/u;

function written(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** `text` for the page, at most `most` characters; what was cut off is an ellipsis. */
export function shownText(text: string, most = mostCharacters): string {
  let shown = "";
  let length = 0;
  let marks = 0;
  for (const character of text) {
    marks = mark.test(character) ? marks + 1 : 0;
    const piece = unseen.test(character) || marks > mostMarks ? written(character) : character;
    length += piece.length === character.length ? 1 : piece.length;
    if (length > most) return `${shown}…`;
    shown += piece;
  }
  return shown;
}
