import { type ComponentChildren, isValidElement, type VNode } from "preact";
import { quoted } from "../kit/json-text.ts";

interface SharedProps {
  /** Identifies the part: a name, or the very object that recurs. */
  readonly of: unknown;
  readonly children: () => ComponentChildren;
}

/** A part that many leads have alike: as data it is written once, and copied. */
export const Shared = ({ children }: SharedProps) => children();

export type SharedParts = Map<unknown, string>;

/**
 * Renders components to data instead of markup, as JSON: a list of trees, where a tree is a text, or an array of an
 * element's name, its attributes (0 for none) and the trees it holds. The page's script makes elements of it, one by
 * one, and texts stay texts all the way. For components without hooks, state or context.
 */
export function treesOf(children: ComponentChildren, shared: SharedParts): string {
  const writer = new TreeWriter(shared);
  writer.gather(children);
  writer.endText();
  return `[${writer.json.slice(1)}]`;
}

/** Writes each tree with a comma before it; texts that stand side by side become one. */
class TreeWriter {
  json = "";
  #text = "";
  readonly #shared: SharedParts;

  constructor(shared: SharedParts) {
    this.#shared = shared;
  }

  gather(children: ComponentChildren): void {
    if (typeof children === "string") this.#text += children;
    else if (typeof children === "number") this.#text += String(children);
    else if (Array.isArray(children)) for (const child of children) this.gather(child);
    else if (isValidElement(children)) this.#element(children as VNode<Record<string, unknown>>);
  }

  #element({ type, props }: VNode<Record<string, unknown>>): void {
    if ((type as unknown) === Shared) {
      this.#once(props as unknown as SharedProps);
      return;
    }
    if (typeof type === "function") {
      this.gather((type as (props: unknown) => ComponentChildren)(props));
      return;
    }
    this.endText();
    this.json += `,["${type}",${attributesOf(props)}`;
    this.gather(props.children as ComponentChildren);
    this.endText();
    this.json += "]";
  }

  #once({ of, children }: SharedProps): void {
    this.endText();
    let json = this.#shared.get(of);
    if (json === undefined) {
      json = treesOf(children(), this.#shared).slice(1, -1);
      this.#shared.set(of, json);
    }
    if (json !== "") this.json += `,${json}`;
  }

  endText(): void {
    if (this.#text !== "") this.json += `,${quoted(this.#text)}`;
    this.#text = "";
  }
}

function attributesOf(props: Readonly<Record<string, unknown>>): string {
  let written = "";
  for (const name in props) {
    const value = props[name];
    if (name === "children" || value === false || value === null || value === undefined) continue;
    written += `${written === "" ? "{" : ","}"${name}":${value === true ? '""' : quoted(String(value))}`;
  }
  return written === "" ? "0" : `${written}}`;
}
