/** What the views of a finished key are given. */

import type { Generated, SubjectAttribute } from "../../base/types.js";
import type { Catalogue } from "../shared/catalogue.js";

export interface ResultModel {
  readonly catalogue: Catalogue;
  readonly headingLevel: number;
  readonly generated: Generated;
  /** What was typed for a name, by what the certificate says: "xn--bcher-kva.example" to "bücher.example". */
  readonly typed: ReadonlyMap<string, string>;
  readonly subject: readonly SubjectAttribute[];
  /** The request went into a form of the page around. */
  readonly inOrder: boolean;
  /** The sealed key went into that form too. */
  readonly vendorKeeps: boolean;
}
