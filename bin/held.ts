import type { LoadedConfig } from "../pipeline/config.ts";
import { decisionsIn, type Workspace } from "../pipeline/decisions/entered.ts";
import type { Engine } from "../pipeline/engine/engine.ts";
import { UserError } from "../pipeline/kit/errors.ts";
import { type Head, headsKept } from "../pipeline/ledger/head.ts";
import { ledgerPlace, rememberedHead } from "../pipeline/ledger/record.ts";
import type { Finding } from "../pipeline/ledger/verify.ts";
import { near } from "./paths.ts";
import { withWorkspace } from "./workspace.ts";

/** What the ledger is held against, so that a cut tail shows. */
export interface Held {
  readonly heads: readonly Head[];
  /** Whether one of them was kept where the workspace is not. */
  readonly elsewhere: boolean;
  readonly findings: readonly Finding[];
  /** Null where it cannot be asked. */
  readonly workspace: Workspace | null;
  /** Each place that heads were asked of: the entries up to the last that it has, or why it has none. */
  readonly against: readonly { readonly what: string; readonly entries: number; readonly why: string | null }[];
}

export async function headsFor(loaded: LoadedConfig, given: Head | undefined): Promise<Held> {
  const { heads: path } = ledgerPlace(loaded);
  const kept = path === undefined ? null : await headsKept(path);
  const remembered = await rememberedBy(loaded);
  const findings: Finding[] = [];
  const find = (detail: string) => findings.push({ line: null, fault: "heads not as they were kept", detail });
  if (path !== undefined && kept === null) find(`${near(path)} is not there`);
  if (kept && kept.strange.length > 0) find(`no head in line ${kept.strange[0]} of ${near(path ?? "")}`);
  const last = (heads: readonly Head[]) => heads.reduce((most, { count }) => Math.max(most, count), 0);
  const of = (what: string, heads: readonly Head[], why: string | null = null) => ({ what, entries: last(heads), why });
  return {
    heads: [...(given ? [given] : []), ...(kept?.heads ?? []), ...remembered.heads],
    elsewhere: given !== undefined || (kept?.heads.length ?? 0) > 0,
    findings,
    workspace: remembered.workspace,
    against: [
      ...(given ? [of("the head given", [given])] : []),
      ...(path === undefined
        ? []
        : [of(`the heads kept in ${near(path)}`, kept?.heads ?? [], kept ? null : "not there")]),
      of("what the workspace remembers", remembered.heads, remembered.why),
    ],
  };
}

interface Remembered {
  readonly heads: readonly Head[];
  readonly workspace: Workspace | null;
  readonly why: string | null;
}

/** The head that the workspace remembers and its decisions, or why it cannot be asked, as while a run holds it. */
async function rememberedBy(loaded: LoadedConfig): Promise<Remembered> {
  try {
    const ask = async (engine: Engine): Promise<Remembered> => {
      const head = await rememberedHead(engine);
      return { heads: head ? [head] : [], workspace: await decisionsIn(engine), why: null };
    };
    return await withWorkspace(loaded, ask, 0);
  } catch (error) {
    if (error instanceof UserError) return { heads: [], workspace: null, why: `not asked: ${error.message}` };
    throw error;
  }
}
