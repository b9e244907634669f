/** Making DOM without markup strings: pages run under Trusted Types, and what a person typed is never parsed. */

import { type IconName, icons } from "./icons.js";

export type Child = Node | string | number | null | undefined | false | readonly Child[];

type Listeners = { [Type in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Type]) => void };

/** Attributes by their names; `true` is an empty attribute, `false`, null and undefined leave it out. */
export type Props = { on?: Listeners } & { [name: string]: string | number | boolean | null | undefined | Listeners };

/**
 * Makes an element. `value` is set as a property, because an attribute would show in the page's markup what a person
 * typed; `on` holds listeners.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props | null = null,
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  const { on, value, ...attributes } = props ?? {};
  for (const [name, given] of Object.entries(attributes)) setAttribute(element, name, given as Attribute);
  for (const [type, listener] of Object.entries(on ?? {})) element.addEventListener(type, listener as EventListener);
  append(element, children);
  if (value !== undefined && value !== null) (element as unknown as { value: unknown }).value = value; // after the options
  return element;
}

type Attribute = string | number | boolean | null | undefined;

/** Sets, or with `false`, null or undefined removes, an attribute. */
export function setAttribute(element: Element, name: string, value: Attribute): void {
  if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : String(value));
}

function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child);
    else if (child instanceof Node) parent.appendChild(child);
    else if (child !== null && child !== undefined && child !== false) parent.appendChild(new Text(String(child)));
  }
}

/** Puts `children` in the place of what `parent` held. */
export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

const svgNamespace = "http://www.w3.org/2000/svg";

/** Makes an SVG element. */
export function svg(tag: string, attributes: Readonly<Record<string, string>>, ...children: Node[]): SVGElement {
  const element = document.createElementNS(svgNamespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** An icon: decoration, or with `label` an image that says it. */
export function icon(name: IconName, label?: string, className = ""): SVGElement {
  return svg(
    "svg",
    {
      class: `ks-i ${className}`.trim(),
      viewBox: "0 0 20 20",
      ...(label === undefined ? { "aria-hidden": "true" } : { role: "img", "aria-label": label }),
    },
    svg("path", { d: icons[name] }),
  );
}

/** A heading of the level `base` + `below`, where `base` is the host's `heading-level`. Never beyond 6. */
export function heading(base: number, below: number, props: Props | null, ...children: Child[]): HTMLHeadingElement {
  const level = Math.min(6, Math.max(1, base + below)) as 1 | 2 | 3 | 4 | 5 | 6;
  return h(`h${level}`, props, ...children);
}

let made = 0;

/** An id that nothing else in this page has, so that two components may stand in one tree too. */
export function newId(what: string): string {
  made += 1;
  return `ks-${what}-${made}`;
}
