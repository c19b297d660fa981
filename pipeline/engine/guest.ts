import type { StatementType } from "./client.ts";

/**
 * The statements that guests may run, by the kind that the engine itself names, and how each must begin: the table it
 * writes to is a bare name, without schema or comment.
 */
const NAME = String.raw`(?:"((?:[^"]|"")+)"|([a-z_]\w*))`;
const SAID: Readonly<Partial<Record<keyof typeof StatementType, RegExp | null>>> = {
  SELECT: null,
  CREATE: new RegExp(String.raw`^\s*create\s+(?:or\s+replace\s+)?temp\s+table\s+${NAME}\s*(?:as\s|\()`, "i"),
  INSERT: new RegExp(String.raw`^\s*insert\s+into\s+${NAME}\s*(?:\(|(?:select|values|with|by|from)\b)`, "i"),
  UPDATE: new RegExp(String.raw`^\s*update\s+${NAME}\s+set\s`, "i"),
  DELETE: new RegExp(String.raw`^\s*delete\s+from\s+${NAME}\s*(?:where\b|$)`, "i"),
  DROP: new RegExp(String.raw`^\s*drop\s+table\s+(?:if\s+exists\s+)?${NAME}\s*$`, "i"),
};

interface Wish {
  readonly creates: boolean;
  /** The table it writes to, as the engine compares names; null where it only reads. */
  readonly table: string | null;
}

/** What a guest's statement would do; throws where guests may not do that. */
export function wishOf(kind: keyof typeof StatementType, text: string): Wish {
  const form = SAID[kind];
  if (form === null) return { creates: false, table: null };
  const found = form?.exec(text);
  if (!found) throw new Error(`a detector may read, and write temp tables of its own; not ${kind.toLowerCase()} so`);
  const table = (found[1]?.replaceAll('""', '"') ?? found[2] ?? "").toLowerCase();
  return { creates: kind === "CREATE", table };
}
