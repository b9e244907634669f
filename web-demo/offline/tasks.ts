/** The page's tasks: one is shown, the others keep their state. Each has an address of its own, #NAME. */

import { h } from "../../js-bindings/src/element/shared/dom.js";

export interface Task {
  /** In the address: "make". */
  readonly name: string;
  readonly title: string;
  /** Shown while the task is. */
  readonly element: HTMLElement;
  /** What gets the focus when a person comes to the task. */
  readonly heading?: HTMLElement;
  /** Asked before another task is shown; where it says no, this one stays. */
  mayLeave?(): Promise<boolean>;
}

export interface Tasks {
  /** The links between the tasks. */
  readonly links: HTMLAnchorElement[];
  /** Stops listening. */
  end(): void;
}

/** Shows the task that the address names, else the first, and changes with the address. */
export function startTasks(tasks: readonly [Task, ...Task[]]): Tasks {
  const links = tasks.map(({ name, title }) => h("a", { href: `#${name}` }, title));
  const named = () => tasks.find(({ name }) => `#${name}` === location.hash) ?? tasks[0];
  let shown = named();
  let asking = false;

  const show = () => {
    for (const [at, task] of tasks.entries()) {
      task.element.hidden = task !== shown;
      if (task === shown) links[at]?.setAttribute("aria-current", "page");
      else links[at]?.removeAttribute("aria-current");
    }
  };

  const follow = async () => {
    if (asking || named() === shown) return;
    asking = true;
    const goes = (await shown.mayLeave?.()) ?? true;
    asking = false;
    if (!goes) {
      history.replaceState(null, "", `#${shown.name}`);
      return;
    }
    shown = named();
    show();
    scrollTo(0, 0);
    shown.heading?.focus();
  };

  show();
  addEventListener("hashchange", follow);
  return { links, end: () => removeEventListener("hashchange", follow) };
}
