// Compares two views topic by topic. See judges.mjs for what a view is.
import { lastTopics } from "./topics.mjs";

/** A notice forbids nothing: whoever says nothing agrees with it. */
const weight = (level) => (level === "notice" ? "none" : level);

/** The disagreements of Keyseal and a judge that looks at `scope`: [{ topic, keyseal, judge }], with levels. */
export function compare(keyseal, judge, scope) {
  const levelOf = (view, topic) => view.found.get(topic) ?? "none";
  if (judge.stopped) {
    const meant = judge.stopped;
    if (meant.some((topic) => levelOf(keyseal, topic) === "error")) return [];
    return [{ topic: meant[0], keyseal: levelOf(keyseal, meant[0]), judge: "error" }];
  }
  const keysealStopped = lastTopics.some((topic) => levelOf(keyseal, topic) === "error");
  const topics = new Set([...keyseal.found.keys(), ...judge.found.keys()]);
  return [...topics]
    .filter((topic) => scope.has(topic))
    .map((topic) => ({ topic, keyseal: levelOf(keyseal, topic), judge: levelOf(judge, topic) }))
    .filter((said) => weight(said.keyseal) !== weight(said.judge))
    .filter(({ topic, keyseal }) => !(keysealStopped && keyseal === "none" && !lastTopics.includes(topic)))
    .filter(({ topic, keyseal: level }) => !(level === "none" && keyseal.hidden?.includes(topic)))
    .filter(({ topic, judge: level }) => !(level === "none" && judge.hidden?.includes(topic)));
}
