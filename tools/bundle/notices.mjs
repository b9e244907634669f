// THIRD_PARTY_NOTICES: what is in the bundle and not ours, and every licence text that goes with it, each once.

const rule = "-".repeat(80);
const flush = (text) =>
  text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/^\n+|\n+$/g, "");

export function noticesText(parts) {
  const texts = new Map(); // by text: [number, title]
  const numberOf = ({ title, text }) => {
    const key = flush(text);
    if (!texts.has(key)) texts.set(key, [texts.size + 1, title]);
    return texts.get(key)[0];
  };
  const sections = parts.map(
    (part) => `${part.name}, ${part.version}
  in         ${part.files.join(", ")}
  licence    ${part.licence} (text ${part.texts.map(numberOf).join(", ")})
  copyright  ${part.copyright}
  source     ${part.source}
`,
  );
  const licences = [...texts].map(
    ([text, [number, title]]) => `${rule}\nText ${number}: ${title}\n${rule}\n\n${text}\n`,
  );
  return `Keyseal: third-party notices

What is in the files of this bundle and not Keyseal's own. keyseal-offline.html holds what the other files hold.
Where a licence offers a choice, the text that is given is the one that is chosen.

${sections.join("\n")}
${licences.join("\n")}`;
}
