import type { Resource } from "../../schemas/ledger.ts";
import { tableOf } from "../../schemas/tables.ts";
import { type Engine, one } from "../engine/engine.ts";
import { id, join, sql } from "../engine/sql.ts";
import { type Deed, recordAs, sha256 } from "../ledger/ledger.ts";
import { DECIDED, type Finding, type RegisterEntered, type Verification } from "../ledger/verify.ts";
import { metaOf, setMeta } from "../meta.ts";
import { lastFile, storedColumns, storedName } from "../stored-rows.ts";
import { readDecided } from "./decided.ts";
import { suppressionsOf } from "./suppressions.ts";

type Body = Readonly<Record<string, unknown>>;

/** What people decided, as a workspace has it. */
export interface Workspace {
  /** By the ids of their entries, as these have them. */
  readonly decisions: ReadonlyMap<string, Body>;
  /** What is decided and not entered yet, because a command was cut short; the next one enters it. */
  readonly waiting: readonly Deed[];
  readonly register: Register;
  /** When it was begun: decisions from before are of another one. */
  readonly since: number;
}

/** The register of exemptions as a workspace has it. */
export interface Register {
  readonly entries: readonly Exemption[];
  /** The last file that was loaded. */
  readonly last_file: number;
  /** How many entries a purge or a seal has taken out. */
  readonly removed: number;
}

interface Exemption extends Resource {
  readonly exemption_id: string;
  readonly file_id: number;
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
  return {
    decisions: new Map(decisions),
    waiting: waiting.map(({ deed }) => JSON.parse(deed) as Deed).filter(({ kind }) => DECIDED.includes(kind)),
    register: await registerIn(engine),
    since: Number(await metaOf(engine, "begun")),
  };
}

/** The register of exemptions: the entries that stand, with where they come from, as something to be signed for. */
async function registerIn(engine: Engine): Promise<Register> {
  const { removed } = await one<{ removed: number }>(
    engine,
    sql`select cast(coalesce(sum(row_count), 0) as bigint) as removed from removals where table_name = 'exemptions'`,
  );
  return { entries: await exemptionsIn(engine), last_file: await lastFile(engine), removed };
}

/** The same for a run's entry; its list only where it is not the one entered last. To be called in a transaction. */
export async function registerToEnter(engine: Engine): Promise<Partial<RegisterEntered>> {
  const { entries, ...rest } = await registerIn(engine);
  const listed = entries.map(({ name, digest }) => ({ name, digest }));
  const digest = sha256(JSON.stringify(listed));
  if ((await metaOf(engine, "register")) === digest) return rest;
  await setMeta(engine, "register", digest);
  return { ...rest, entries: listed };
}

async function exemptionsIn(engine: Engine): Promise<Exemption[]> {
  const columns = (await storedColumns(engine)).get("exemptions") ?? [];
  if (columns.length === 0) return [];
  const own = Object.keys(tableOf("exemptions").columns).filter((name) => columns.includes(name));
  const rows = await engine.all<{ exemption_id: string; file_id: number }>(sql`
    select ${join(own.map((name) => sql`s.${id(name)}`))}, f.sha256, s.line, s.file_id
    from ${id(storedName("exemptions"))} s join files f on f.file_id = s.file_id
    where s.superseded_by is null order by s.exemption_id, s.record_no`);
  return rows.map(({ file_id, ...row }) => {
    // A column that a later file brings changes nothing of an entry that has none of it.
    const said = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
    const { exemption_id } = row;
    // Its id may be a case's number, and what the ledger names stays when a case is sealed.
    return { ...recordAs(`exemption ${sha256(exemption_id).slice(0, 16)}`, said), exemption_id, file_id };
  });
}

/** What differs between the decisions of a workspace and its ledger, and the exemptions that the next run will enter. */
export function heldAgainst(
  { decisions, waiting, register, since }: Workspace,
  ledger: Pick<Verification, "decisions" | "exemptions">,
): { findings: Finding[]; unentered: string[] } {
  const findings: Finding[] = [];
  const find: Find = (fault, name, line, detail) => findings.push({ line, fault, detail: `${name}: ${detail}` });
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
    if (at >= since && !decisions.has(name)) find("decision gone", name, line, "the workspace has it no more");
  }
  const last = ledger.exemptions;
  return { findings, unentered: last === null || last.at < since ? [] : registerAgainst(register, last, find) };
}

type Find = (fault: Finding["fault"], name: string, line: number | null, detail: string) => void;

/** The entries that the next run will enter; tells of what differs from what the last one entered. */
function registerAgainst(
  { entries, removed }: Register,
  last: NonNullable<Verification["exemptions"]>,
  find: Find,
): string[] {
  const known = new Map(last.entries.map(({ name, digest }) => [name, digest.sha256]));
  const strange = entries.filter(({ name, digest }) => known.get(name) !== digest.sha256);
  for (const { name, exemption_id, file_id } of strange) {
    if (file_id > last.last_file) continue;
    const told = `exemption ${exemption_id}`;
    if (known.has(name)) find("decision changed", told, last.line, "the workspace has it otherwise");
    else find("decision not entered", told, null, "the workspace has it, and the last run did not");
  }
  const there = new Set(entries.map(({ name }) => name));
  const gone = [...known.keys()].filter((name) => !there.has(name));
  // Which ones a purge or a seal took is not remembered, on purpose.
  if (gone.length > removed - last.removed)
    for (const name of gone) find("decision gone", name, last.line, "the workspace has it no more");
  return strange.filter(({ file_id }) => file_id > last.last_file).map(({ exemption_id }) => exemption_id);
}

/** Deep equality, ignoring the order of keys. */
const alike = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? Object.entries(value).sort() : value;
