import type * as z from "zod";
import type { Detector } from "../../pipeline/detector.ts";
import { moduleNamed } from "../../pipeline/kit/root.ts";
import type { Outcome } from "../../schemas/outcome.ts";
import type { Procedure, Rule } from "../../schemas/procedure.ts";
import { TABLE_NAMES, type TableName } from "../../schemas/tables.ts";
import { type Log, parseLog } from "./log.ts";

export { from, log, parseLog } from "./log.ts";

/** One file, or several that are loaded one after the other. */
type Logs = string | Log | readonly (string | Log)[];

/**
 * A procedure as YAML or as data. `id` may be left out, a rule's `id` too (it is its template), and `activities`
 * where the rules name them as the log does.
 */
export type ProcedureDraft =
  | string
  | (Partial<Omit<z.input<typeof Procedure>, "rules">> & { readonly rules: readonly RuleDraft[] });
export type RuleDraft = Omit<z.input<typeof Rule>, "id"> & { readonly id?: string };

/** What a detector is shown. */
export interface Given {
  readonly log?: Logs;
  readonly tables?: Partial<Record<TableName, Logs>>;
  /** The moment looked from; by default a day after the last moment in the events. */
  readonly asOf?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly procedure?: ProcedureDraft | readonly ProcedureDraft[];
}

/** `no subject`: the detector asked, and nothing in the log is of the kind it asks about. */
type SilentOutcome = Exclude<Outcome, "hit" | "error"> | "no subject" | "not evaluated";

export interface SilentCase extends Given {
  /** What it is instead of a hit. */
  readonly outcome: SilentOutcome;
}

export interface WarnsCase extends Given {
  /** Ids of the subjects, one for each warning; one warning of any subject where none are given. */
  readonly subjects?: readonly string[];
  /** Each is found in the Chinese or the English message of a warning. */
  readonly says: readonly (string | RegExp)[];
  readonly severity?: number;
  readonly measured?: number;
  /** The laws that the warnings cite, with their articles, and no others. */
  readonly cites?: readonly string[];
  /** The records shown, in order: an activity, a record's id, a line (the first record is line 2) or `table:line`. */
  readonly evidence?: readonly (string | number)[];
}

/** A case's name is a sentence that says why there is, or is not, something to say. */
export interface Cases {
  readonly detector: Detector;
  /** What holds for every case that says nothing else. */
  readonly shared: Pick<Given, "params" | "procedure">;
  readonly silent: Readonly<Record<string, SilentCase>>;
  readonly warns: Readonly<Record<string, WarnsCase>>;
}

interface CasesDraft {
  /** For every case that has none of its own; `params` of a case are laid over these. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly procedure?: Given["procedure"];
  /** Near misses first: what looks like a hit and is none. */
  readonly silent: Readonly<Record<string, SilentCase>>;
  readonly warns: Readonly<Record<string, WarnsCase>>;
}

/** A detector's cases: its tests, and the tables its page shows. */
export function defineCases(detector: Detector, { params, procedure, silent, warns }: CasesDraft): Cases {
  const complete = <Case extends Given>(given: Case): Case => ({
    ...(procedure === undefined ? {} : { procedure }),
    ...given,
    params: { ...params, ...given.params },
  });
  return {
    detector,
    shared: { ...(params ? { params } : {}), ...(procedure ? { procedure } : {}) },
    silent: mapValues(silent, complete),
    warns: mapValues(warns, complete),
  };
}

const mapValues = <From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));

/** The files of a case: table by table, events first. */
export function filesOf({ log, tables = {} }: Pick<Given, "log" | "tables">): { table: TableName; log: Log }[] {
  const all: Partial<Record<TableName, Logs>> = { ...tables, ...(log === undefined ? {} : { events: log }) };
  return TABLE_NAMES.flatMap((table) => {
    const logs = all[table];
    if (logs === undefined) return [];
    return [logs].flat().map((one: string | Log) => ({ table, log: typeof one === "string" ? parseLog(one) : one }));
  });
}

/** The cases beside a detector, by its id. */
export async function loadCases(id: string): Promise<Cases> {
  return ((await moduleNamed("detectors", id, "cases")) as { default: Cases }).default;
}
