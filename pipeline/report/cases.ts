import type { Evidence } from "../../schemas/warning.ts";
import { id, type Sql, sql } from "../engine/sql.ts";
import { layOut } from "../engine/table.ts";
import type { Facts } from "../facts.ts";
import type { Lead } from "../warnings/leads.ts";

type Place = Evidence["source"];

/** One recorded act of a case. Times are epoch milliseconds. */
export interface CaseEvent extends Place {
  readonly activity: string;
  readonly occurred_at: number;
  readonly recorded_at: number | null;
  readonly actor_id: string | null;
  readonly role: string | null;
  readonly org_id: string | null;
}

/** The acts of a case in their order, as many as a page has room for, and how many there are. */
export interface CaseStory {
  readonly events: readonly CaseEvent[];
  readonly total: number;
}

/** A case's first and last acts are told; of what lies between, only what warnings rest on. */
const FIRST_EVENTS = 40;
const LAST_EVENTS = 20;

/** From when to when there are acts that are not told; null where all are. */
export function untold({ events, total }: CaseStory): { readonly from: number; readonly to: number } | null {
  const [before, after] = [events[FIRST_EVENTS - 1], events.at(-LAST_EVENTS)];
  return events.length < total && before && after ? { from: before.occurred_at, to: after.occurred_at } : null;
}

interface Row extends CaseEvent {
  readonly case_id: string;
  readonly total: number;
}

/** The stories of the cases that leads are about, by case, in one pass over the events. */
export async function readStories(facts: Facts, leads: readonly Lead[]): Promise<Map<string, CaseStory>> {
  const { engine, asOf } = facts;
  const wanted = [...new Set(leads.flatMap((lead) => lead.case_id ?? []))];
  if (wanted.length === 0 || !facts.columns.has("events")) return new Map();
  await layOut(
    engine,
    "told_cases",
    { case_id: "text" },
    wanted.map((case_id) => ({ case_id })),
  );
  const column = (name: string, type = sql`varchar`): Sql =>
    facts.columns.get("events")?.has(name) ? sql`s.${id(name)}` : sql`cast(null as ${type}) as ${id(name)}`;
  const rows = await engine.all<Row>(sql`
    with told as (
      select i.case_key, i.case_id from case_index i join told_cases t on t.case_id = i.case_id
    ), numbered as (
      select t.case_id, s.activity_key, s.occurred_at, ${column("recorded_at", sql`bigint`)}, s.record_no,
        ${column("actor_id")}, ${column("role")}, ${column("org_id")}, s.file_id, s.line,
        row_number() over (partition by s.case_key order by s.occurred_at, s.record_no) as pos,
        count(*) over (partition by s.case_key) as total
      from stored_events s join told t on t.case_key = s.case_key
      where s.superseded_by is null and s.occurred_at <= ${asOf}
    )
    select n.case_id, a.activity, n.occurred_at, n.recorded_at, n.actor_id, n.role, n.org_id, f.path as file,
      f.sha256, n.line, n.total
    from numbered n join activity_index a on a.activity_key = n.activity_key join files f on f.file_id = n.file_id
    where n.pos <= ${FIRST_EVENTS} or n.pos > n.total - ${LAST_EVENTS}
    order by n.case_id, n.pos`);
  const stories = new Map<string, { events: CaseEvent[]; total: number }>();
  for (const { case_id, total, ...event } of rows) {
    const story = stories.get(case_id) ?? { events: [], total };
    story.events.push(event);
    stories.set(case_id, story);
  }
  return withEvidence(stories, leads);
}

/** A case that is told whole, as its picture shows it: the same acts as where there are many cases. */
export function storyOf(events: readonly CaseEvent[], numbers: ReadonlyMap<string, number>): CaseStory {
  const isTold = (event: CaseEvent, i: number) =>
    i < FIRST_EVENTS || i >= events.length - LAST_EVENTS || numbers.has(recordOf(event));
  return { events: events.filter(isTold), total: events.length };
}

/**
 * By what evidence and events are known to be the same record: its place, and what it says, for a whole XES log may
 * stand in one line. A file that every delivery writes anew has other contents under the same name.
 */
export function recordOf(record: CaseEvent | Evidence): string {
  const { file, line, sha256 } = "source" in record ? record.source : record;
  return `${file}:${line}:${sha256}:${record.occurred_at}:${record.activity}`;
}

/** Acts that a warning rests on are told even where they lie in the middle of a long case. */
function withEvidence(
  stories: ReadonlyMap<string, { events: CaseEvent[]; total: number }>,
  leads: readonly Lead[],
): Map<string, CaseStory> {
  const complete = new Map<string, CaseStory>(stories);
  for (const lead of leads) {
    const story = stories.get(lead.case_id ?? "");
    if (!story || story.events.length === story.total) continue;
    const told = new Set(story.events.map(recordOf));
    const left = lead.warnings
      .flatMap(({ evidence }) => evidence)
      .filter(isEvent)
      .filter((record) => !told.has(recordOf(record)));
    const events = [...new Map(left.map((record) => [recordOf(record), record])).values()];
    complete.set(lead.case_id ?? "", {
      total: story.total,
      events: [...story.events, ...events.map(eventOf)].sort((a, b) => a.occurred_at - b.occurred_at),
    });
  }
  return complete;
}

type EventEvidence = Evidence & { readonly activity: string; readonly occurred_at: number };

const isEvent = (record: Evidence): record is EventEvidence =>
  record.table === "events" && record.activity !== null && record.occurred_at !== null;

const eventOf = ({ activity, occurred_at, actor_id, org_id, source }: EventEvidence): CaseEvent => ({
  activity,
  occurred_at,
  recorded_at: null,
  actor_id,
  role: null,
  org_id,
  ...source,
});
