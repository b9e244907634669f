// THIRD_PARTY_NOTICES of package and bundle: what is in them and not ours, and every licence text that goes with it, each once.

const offline = "keyseal-offline.html";
const rule = "-".repeat(80);
const flush = (text) =>
  text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/^\n+|\n+$/g, "");

/** `paths`: the files that are shipped; of where a part is, those are named. */
export function noticesText(parts, paths) {
  const texts = new Map(); // by text: [number, title]
  const numberOf = ({ title, text }) => {
    const key = flush(text);
    if (!texts.has(key)) texts.set(key, [texts.size + 1, title]);
    return texts.get(key)[0];
  };
  const sections = parts.map(
    (part) => `${part.name}, ${part.version}
  in         ${part.files.filter((path) => paths.includes(path)).join(", ")}
  licence    ${part.licence} (text ${part.texts.map(numberOf).join(", ")})
  copyright  ${part.copyright}
  source     ${part.source}
`,
  );
  const licences = [...texts].map(
    ([text, [number, title]]) => `${rule}\nText ${number}: ${title}\n${rule}\n\n${text}\n`,
  );
  return `Keyseal: third-party notices

What is in these files and not Keyseal's own.${paths.includes(offline) ? ` ${offline} holds what the others hold.` : ""}
Where a licence offers a choice, the text that is given is the one that is chosen.

${sections.join("\n")}
${licences.join("\n")}`;
}
