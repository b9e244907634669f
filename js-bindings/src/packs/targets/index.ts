/** The only list of targets, in the order in which they are shown. */

import type { ServerTarget } from "../../base/types.js";
import type { Target } from "../target.js";
import { apache } from "./apache.js";
import { dovecot } from "./dovecot.js";
import { haproxy } from "./haproxy.js";
import { iis } from "./iis.js";
import { java } from "./java.js";
import { nginx } from "./nginx.js";
import { node } from "./node.js";
import { panel } from "./panel.js";
import { pem } from "./pem.js";
import { personal } from "./personal.js";
import { postfix } from "./postfix.js";
import { tomcat } from "./tomcat.js";

export const targets: Readonly<Record<ServerTarget, Target>> = {
  nginx,
  apache,
  haproxy,
  tomcat,
  iis,
  java,
  postfix,
  dovecot,
  node,
  panel,
  personal,
  pem,
};
