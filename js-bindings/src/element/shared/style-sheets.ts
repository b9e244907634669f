/** The components' style sheets, constructed: a page's policy needs no 'unsafe-inline' for them. */

import base from "./styles/base.css";
import checker from "./styles/checker.css";
import controls from "./styles/controls.css";
import disclosures from "./styles/disclosures.css";
import form from "./styles/form.css";
import notices from "./styles/notices.css";
import result from "./styles/result.css";
import tokens from "./styles/tokens.css";
import working from "./styles/working.css";

let sheet: CSSStyleSheet | undefined;

/** Gives `root` the style sheet, which all components of the page share. */
export function adoptStyles(root: ShadowRoot): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync([tokens, base, controls, disclosures, form, notices, working, result, checker].join("\n"));
  }
  root.adoptedStyleSheets = [sheet];
}
