import type { Closing, Warning } from "../../schemas/warning.ts";
import type { Engine } from "../engine/engine.ts";
import { type Sql, sql } from "../engine/sql.ts";
import { layOut } from "../engine/table.ts";
import type { Facts } from "../facts.ts";
import { oncePer } from "../kit/once-per.ts";
import { isSetAside } from "../warnings/standing.ts";
import { closedHits } from "./closings.ts";
import { exemptionsOf } from "./exemptions.ts";
import { headsTouched } from "./heads.ts";
import { inForce, type SuppressionRow, suppressionsOf } from "./suppressions.ts";

/** What people decided about a warning, and whether it goes one level up. */
interface Attached extends Pick<Warning, "suppression" | "exemption" | "head_of"> {
  /** How it is closed, if nothing about it has changed. */
  readonly closing: Closing | null;
  /** The same, if something has. */
  readonly reopening: Closing | null;
}

type Situated = Pick<Facts, "engine" | "asOf" | "columns" | "has" | "zone">;

/** Of what is suppressed, this share is shown again for a second look, another part every month. */
const SAMPLE_PERCENT = 5;

/** What is laid out for a hit: the JSON of each, and what the engine looks them up by. */
const COLUMNS = {
  hit_no: "integer",
  suppression: "text",
  exemption: "text",
  closing: "text",
  reopening: "text",
  head_of: "text",
  suppression_id: "text",
  exemption_id: "text",
  set_aside: "boolean",
} as const;

/**
 * Lays out `attached`, a row for each hit that falls under a suppression or an entry of the register of exemptions, was
 * closed by reviewers, or touches the head of a unit; whether there is any. Reads `sightings`, `cards` and
 * `evidence_rows`.
 */
export async function layOutAttached(engine: Engine, facts: Situated): Promise<boolean> {
  const attached = await attachedTo(engine, facts);
  if (attached.size === 0) return false;
  const entries = new Map<unknown, string>();
  const entryJson = (entry: Attached["exemption"]) => {
    const json = entries.get(entry) ?? JSON.stringify(entry);
    entries.set(entry, json);
    return json;
  };
  const rows = [...attached].map(([hit_no, { suppression, exemption, closing, reopening, head_of }]) => ({
    hit_no,
    suppression: suppression && JSON.stringify(suppression),
    exemption: exemption && entryJson(exemption),
    closing: closing && JSON.stringify(closing),
    reopening: reopening && JSON.stringify(reopening),
    head_of: JSON.stringify(head_of),
    suppression_id: suppression && String(suppression.suppression_id),
    exemption_id: exemption && String(exemption.exemption_id),
    set_aside: isSetAside({ suppression }),
  }));
  await layOut(engine, "attached", COLUMNS, rows);
  return true;
}

async function attachedTo(engine: Engine, facts: Situated): Promise<Map<number, Attached>> {
  const attached = new Map<number, Attached>();
  const at = (hitNo: number): { -readonly [Key in keyof Attached]: Attached[Key] } => {
    const known = attached.get(hitNo) ?? {
      suppression: null,
      exemption: null,
      closing: null,
      reopening: null,
      head_of: [],
    };
    attached.set(hitNo, known);
    return known;
  };
  const suppressions = await suppressionsOfRun(facts);
  if (suppressions.size > 0) {
    const rows = await engine.all<SuppressedHit>(suppressedHits(engine, SIGHTED, facts.asOf));
    for (const { hit_no, suppression_id, sampled } of rows) {
      at(hit_no).suppression = shownOf(suppressions.get(suppression_id) as SuppressionRow, sampled);
    }
  }
  for (const [hitNo, entry] of await exemptionsOf(engine, facts)) at(hitNo).exemption = entry;
  for (const { hit_no, unchanged, changed } of await closedHits(engine)) {
    at(hit_no).closing = unchanged;
    at(hit_no).reopening = changed;
  }
  for (const [hitNo, units] of await headsTouched(engine, facts)) at(hitNo).head_of = units;
  return attached;
}

type Suppressions = ReadonlyMap<string, SuppressionRow>;

const suppressionsById = async (engine: Engine): Promise<Suppressions> =>
  new Map((await suppressionsOf(engine)).map((row) => [row.suppression_id, row]));

/** Of a run, read once for all its detectors. */
const suppressionsOfRun = oncePer(({ engine }: Situated) => suppressionsById(engine));

const shownOf = (row: SuppressionRow, sampled: boolean): Record<string, unknown> => ({
  suppression_id: row.suppression_id,
  reason: row.reason,
  note: row.note,
  author: row.author,
  approver: row.approver,
  decided_at: row.decided_at,
  expires_at: row.expires_at,
  sampled,
});

interface SuppressedHit {
  readonly hit_no: number;
  readonly suppression_id: string;
  readonly sampled: boolean;
}

const SIGHTED = sql`
  select s.hit_no, s.warning_id, c.rule, s.subject_id from sightings s join cards c on c.rule_no = s.rule_no`;

/** Of hits (`hit_no, warning_id, rule, subject_id`) those that are set aside at a moment. */
const suppressedHits = (engine: Engine, hits: Sql, asOf: number): Sql => sql`
  select m.hit_no, min(m.suppression_id) as suppression_id, ${inSample(engine, sql`m.warning_id`, asOf)} as sampled
  from (
    select s.hit_no, s.warning_id, d.suppression_id
    from (${hits}) s join (${inForce(asOf)}) d on d.warning_id = s.warning_id
    union all
    select s.hit_no, s.warning_id, d.suppression_id
    from (${hits}) s join (${inForce(asOf)}) d on d.rule = s.rule and d.subject_id = s.subject_id
  ) m group by m.hit_no, m.warning_id`;

/** Warnings that were told before, under the suppressions of now. */
export async function suppressedNow(engine: Engine, warnings: readonly Warning[], asOf: number): Promise<Warning[]> {
  const suppressions = await suppressionsById(engine);
  if (suppressions.size === 0 || warnings.length === 0) return warnings.map((told) => ({ ...told, suppression: null }));
  const columns = { hit_no: "integer", warning_id: "text", rule: "text", subject_id: "text" } as const;
  const rows = warnings.map(({ warning_id, rule, subject }, hit_no) => ({
    hit_no,
    warning_id,
    rule,
    subject_id: subject.id,
  }));
  await layOut(engine, "told_hits", columns, rows);
  const found = await engine.all<SuppressedHit>(suppressedHits(engine, sql`select * from told_hits`, asOf));
  const byHit = new Map(found.map((hit) => [hit.hit_no, hit]));
  return warnings.map((told, hitNo) => {
    const hit = byHit.get(hitNo);
    const row = hit && suppressions.get(hit.suppression_id);
    return { ...told, suppression: row ? shownOf(row, hit.sampled) : null };
  });
}

/** Whether a suppressed warning is in this month's sample: by its id and the month, so that a run can be repeated. */
function inSample(engine: Pick<Engine, "sha256">, warningId: Sql, asOf: number): Sql {
  const month = new Date(asOf).toISOString().slice(0, 7);
  const limit = Math.floor((SAMPLE_PERCENT / 100) * 256)
    .toString(16)
    .padStart(2, "0");
  return sql`substr(${engine.sha256(sql`${warningId} || ${month}`)}, 1, 2) < ${limit}`;
}
