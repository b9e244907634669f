/** The core's judgement of a request in the page's words. */

import { errorOf, isErrorCode, placeOf } from "../base/errors.js";
import type { Preview, PreviewedName, Problem } from "../base/types.js";
import type { CorePreview } from "../worker/messages.js";

function toName({ field, index, text, wildcard, repeats }: CorePreview["names"][number]): PreviewedName {
  const name: PreviewedName = { field: `${field}[${index}]` };
  if (text !== null) name.text = text;
  if (wildcard) name.wildcard = true;
  if (repeats !== null) name.repeats = `${field}[${repeats}]`;
  return name;
}

function toProblem({ code, field, index }: CorePreview["problems"][number]): Problem {
  const place = placeOf(field, index);
  if (!isErrorCode(code)) throw errorOf(code, place);
  return place === undefined ? { code } : { code, field: place };
}

export function toPreview({ names, problems }: CorePreview): Preview {
  return { names: names.map(toName), problems: problems.map(toProblem) };
}
