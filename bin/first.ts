import { linesOf } from "../pipeline/ledger/lines.ts";
import type { Warning } from "../schemas/warning.ts";

const LOOKED_AT = 5_000;

/** A warning to begin with: the most severe one of a case, among the first of a file. */
export async function firstWarning(path: string): Promise<Warning | null> {
  let best: Warning | null = null;
  let seen = 0;
  for await (const { text } of linesOf(path)) {
    const warning = JSON.parse(text) as Warning;
    if (warning.case_id !== null && warning.severity > (best?.severity ?? 0)) best = warning;
    seen += 1;
    if (seen === LOOKED_AT) break;
  }
  return best;
}
