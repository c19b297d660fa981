import { type ComponentChildren, isValidElement, type VNode } from "preact";

/** A rendered component as data: a text, or an element's name, its attributes (0 for none) and what it holds. */
export type Tree = string | [name: string, attributes: Record<string, string> | 0, ...children: Tree[]];

/**
 * Renders components to data instead of markup: the page's script makes elements of it, one by one, and texts stay
 * texts all the way. For components without hooks, state or context.
 */
export function treesOf(children: ComponentChildren): Tree[] {
  const trees: Tree[] = [];
  gather(children, trees);
  return trees;
}

function gather(children: ComponentChildren, into: Tree[]): void {
  if (Array.isArray(children)) {
    for (const child of children) gather(child, into);
  } else if (typeof children === "string" || typeof children === "number") {
    const last = into.length - 1;
    if (typeof into[last] === "string") into[last] += String(children);
    else into.push(String(children));
  } else if (isValidElement(children)) {
    const { type, props } = children as VNode<Record<string, unknown>>;
    if (typeof type === "function") gather((type as (props: unknown) => ComponentChildren)(props), into);
    else into.push([type, attributesOf(props), ...treesOf(props.children as ComponentChildren)]);
  }
}

function attributesOf(props: Readonly<Record<string, unknown>>): Record<string, string> | 0 {
  const entries = Object.entries(props).flatMap(([name, value]): [string, string][] => {
    if (name === "children" || value === false || value === null || value === undefined) return [];
    return [[name, value === true ? "" : String(value)]];
  });
  return entries.length === 0 ? 0 : Object.fromEntries(entries);
}
