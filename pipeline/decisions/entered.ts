import type { Resource } from "../../schemas/ledger.ts";
import { tableOf } from "../../schemas/tables.ts";
import { type Engine, one } from "../engine/engine.ts";
import { id, join, sql } from "../engine/sql.ts";
import { type Deed, recordAs } from "../ledger/ledger.ts";
import type { Finding, Verification } from "../ledger/verify.ts";
import { storedColumns, storedName } from "../stored-rows.ts";
import { readDecided } from "./decided.ts";
import { suppressionsOf } from "./suppressions.ts";

type Body = Readonly<Record<string, unknown>>;

/** What people decided, as a workspace has it. */
export interface Workspace {
  /** By the ids of their entries, as these have them. */
  readonly decisions: ReadonlyMap<string, Body>;
  /** What is done and not entered yet, because a command was cut short; the next one enters it. */
  readonly waiting: readonly Deed[];
  readonly exemptions: readonly Exemption[];
  /** Entries of that register that a purge or a seal took out, each with when. */
  readonly removed: readonly { readonly at: number; readonly rows: number }[];
  /** When it was begun: decisions from before are of another one. Null where nothing was loaded. */
  readonly since: number | null;
}

interface Exemption extends Resource {
  readonly loaded_at: number;
}

export async function decisionsIn(engine: Engine): Promise<Workspace> {
  const { reviews, explanations } = await readDecided(engine);
  const suppressions = await suppressionsOf(engine);
  const decisions: [string, Body][] = [
    ...suppressions.map(({ warning_id, rule, subject_id, lifted_by, lifted_at, ...own }): [string, Body] => [
      `suppression ${own.suppression_id}`,
      { ...own, target: warning_id === null ? { rule, subject: subject_id } : { warning_id } },
    ]),
    ...suppressions.flatMap(({ suppression_id, lifted_by, lifted_at }): [string, Body][] =>
      lifted_at === null ? [] : [[`suppression lifted ${suppression_id}`, { suppression_id, lifted_by, lifted_at }]],
    ),
    ...reviews.map(({ passed, ...own }): [string, Body] => [`review ${own.review_id}`, own]),
    ...explanations.map((own): [string, Body] => [`explanation ${own.explanation_id}`, { ...own }]),
  ];
  const waiting = await engine.all<{ deed: string }>(sql`select deed from deeds_to_enter`);
  const { since } = await one<{ since: number | null }>(engine, sql`select min(loaded_at) as since from files`);
  return {
    decisions: new Map(decisions),
    waiting: waiting.map(({ deed }) => JSON.parse(deed) as Deed),
    exemptions: await exemptionsIn(engine),
    removed: await engine.all(
      sql`select removed_at as "at", row_count as "rows" from removals where table_name = 'exemptions'`,
    ),
    since,
  };
}

/** The entries of the register of exemptions that stand, with where they come from, as something to be signed for. */
export async function exemptionsIn(engine: Engine): Promise<Exemption[]> {
  const columns = (await storedColumns(engine)).get("exemptions") ?? [];
  if (columns.length === 0) return [];
  const own = Object.keys(tableOf("exemptions").columns).filter((name) => columns.includes(name));
  const rows = await engine.all<{ exemption_id: string; loaded_at: number }>(sql`
    select ${join(own.map((name) => sql`s.${id(name)}`))}, f.sha256, s.line, f.loaded_at
    from ${id(storedName("exemptions"))} s join files f on f.file_id = s.file_id
    where s.superseded_by is null order by s.exemption_id, s.record_no`);
  return rows.map(({ loaded_at, ...row }) => {
    // A column that a later file brings changes nothing of an entry that has none of it.
    const said = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
    return { ...recordAs(`exemption ${row.exemption_id}`, said), loaded_at };
  });
}

/** What of the decisions in a workspace is not as the ledger has it, and what the next run will enter. */
export function heldAgainst(
  { decisions, waiting, exemptions, removed, since }: Workspace,
  ledger: Pick<Verification, "decisions" | "exemptions">,
): { findings: Finding[]; unentered: string[] } {
  const findings: Finding[] = [];
  const find = (fault: Finding["fault"], name: string, line: number | null, detail: string) =>
    findings.push({ line, fault, detail: `${name}: ${detail}` });
  const entered = new Map<string, { line: number | null; at: number; body: Body }>([
    ...waiting.map(({ id: name, at, body }) => [name, { line: null, at, body }] as const),
    ...ledger.decisions,
  ]);
  for (const [name, row] of decisions) {
    const entry = entered.get(name);
    const differing = entry && Object.keys(entry.body).filter((key) => !alike(entry.body[key], row[key]));
    if (!entry) find("decision not entered", name, null, "the workspace has it, and no entry does");
    else if (differing?.length)
      find("decision changed", name, entry.line, `the workspace has another ${differing.join(", ")}`);
  }
  for (const [name, { line, at }] of entered) {
    if (since !== null && at >= since && !decisions.has(name))
      find("decision gone", name, line, "the workspace has it no more");
  }
  const last = ledger.exemptions;
  if (last === null) return { findings, unentered: [] };
  const known = new Map(last.entries.map(({ name, digest }) => [name, digest.sha256]));
  const strange = exemptions.filter(({ name, digest }) => known.get(name) !== digest.sha256);
  for (const { name, loaded_at } of strange) {
    if (loaded_at > last.at) continue;
    if (known.has(name)) find("decision changed", name, last.line, "the workspace has it otherwise");
    else find("decision not entered", name, null, "the workspace has it, and the last run did not");
  }
  const there = new Set(exemptions.map(({ name }) => name));
  const gone = [...known.keys()].filter((name) => !there.has(name));
  const taken = removed.reduce((sum, { at, rows }) => sum + (at > last.at ? rows : 0), 0);
  // Which ones a purge or a seal took is not remembered, on purpose.
  if (gone.length > taken)
    for (const name of gone) find("decision gone", name, last.line, "the workspace has it no more");
  return { findings, unentered: strange.filter(({ loaded_at }) => loaded_at > last.at).map(({ name }) => name) };
}

/** Whatever the order in which the parts of a value are told. */
const alike = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? Object.entries(value).sort() : value;
