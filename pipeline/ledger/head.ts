import { existsSync } from "node:fs";
import { linesOf } from "./lines.ts";

/** Where a ledger stands: how many entries, and the SHA-256 of the last line. To be kept elsewhere too. */
export interface Head {
  readonly count: number;
  readonly sha256: string;
}

export const EMPTY: Head = { count: 0, sha256: "0".repeat(64) };

/** A head as it is printed, kept and given again. */
export const headText = ({ count, sha256 }: Head): string => `${count}:${sha256}`;

/** Null where the text is no head. */
export function headIn(text: string): Head | null {
  const [, count, sha256] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  return count === undefined || sha256 === undefined ? null : { count: Number(count), sha256 };
}

/** The heads that were kept in a file, a line each, and the lines that are none; null where there is no such file. */
export async function headsKept(path: string): Promise<{ heads: Head[]; strange: number[] } | null> {
  if (!existsSync(path)) return null;
  const heads: Head[] = [];
  const strange: number[] = [];
  for await (const { text, number } of linesOf(path)) {
    const head = headIn(text);
    if (head === null) strange.push(number);
    else heads.push(head);
  }
  return { heads, strange };
}
