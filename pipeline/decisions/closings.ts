import type { CloseCode } from "../../schemas/choices.ts";
import { sameName } from "../../schemas/decision.ts";
import type { Closing, Warning } from "../../schemas/warning.ts";
import type { Engine } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import { layOut } from "../engine/table.ts";
import { groupBy } from "../kit/group.ts";
import { readDecided, type View } from "./decided.ts";

/** Two persons of one view of the same state of a warning. */
interface Agreement {
  readonly code: CloseCode;
  /** One of each person; the last is the one that closed. */
  readonly views: readonly [View, ...View[]];
}

/** The last view of each reviewer, which is the one that counts. */
export const lastViews = (reviews: readonly View[]): View[] =>
  reviews.filter((view, i) => !reviews.slice(i + 1).some(({ reviewer }) => sameName(reviewer, view.reviewer)));

/**
 * The last agreement among the views of a warning, which come in the order of time, and the views entered since: after a
 * closing or a change of what it says it takes two persons anew.
 */
export function agreedIn(reviews: readonly View[]): { agreement: Agreement | null; since: readonly View[] } {
  let agreement: Agreement | null = null;
  let since: View[] = [];
  for (const review of reviews) {
    since = [...since.filter(({ passed }) => passed === review.passed), review];
    const [first, ...others] = lastViews(since).filter(({ code }) => code === review.code);
    if (first === undefined || others.length === 0) continue;
    agreement = { code: review.code, views: [first, ...others] };
    since = [];
  }
  return { agreement, since };
}

const closer = ({ views }: Agreement): View => views.at(-1) as View;

const closingBy = (agreement: Agreement, changed: Closing["changed"] = null): Closing => ({
  code: agreement.code,
  reviewers: agreement.views.map(({ reviewer }) => reviewer),
  closed_at: closer(agreement).at,
  changed,
});

/** How a warning that the last run told is closed now: as that run said, or by an agreement that it did not know. */
export function closingNow(agreement: Agreement | null, { closing }: Pick<Warning, "closing">): Closing | null {
  if (agreement === null) return null;
  return closing?.closed_at === closer(agreement).at ? closing : closingBy(agreement);
}

/** Warnings that the last run told, under the closings of now. */
export async function closedNow(engine: Engine, warnings: readonly Warning[]): Promise<Warning[]> {
  const agreements = await agreementsOf(
    engine,
    warnings.map(({ warning_id }) => warning_id),
  );
  return warnings.map((told) => ({ ...told, closing: closingNow(agreements.get(told.warning_id) ?? null, told) }));
}

/** By the ids of warnings. */
async function agreementsOf(engine: Engine, warningIds: readonly string[]): Promise<Map<string, Agreement>> {
  if (warningIds.length === 0) return new Map();
  const { reviews } = await readDecided(engine, warningIds);
  const agreements = new Map<string, Agreement>();
  for (const [id, views] of groupBy(reviews, ({ warning_id }) => warning_id)) {
    const { agreement } = agreedIn(views);
    if (agreement !== null) agreements.set(id, agreement);
  }
  return agreements;
}

/** What is said of a hit that was closed before: while it stays as it is, and once it has changed. */
interface ClosedHit {
  readonly hit_no: number;
  /** Null where it has changed in a run before this one. */
  readonly unchanged: Closing | null;
  /** Null where the warning has not been told since it was closed, as when this run is the closed one made again. */
  readonly changed: Closing | null;
}

interface Seen extends NonNullable<Closing["changed"]> {
  readonly hit_no: number;
  readonly warning_id: string;
  /** Whether it changed in a run before this one. */
  readonly before: boolean;
  readonly told_since: boolean;
}

/**
 * Compares each hit with what its warning said when it was closed: the first past state with at least as many occurrences
 * as at the closing, else the state of the last run. Reads `sightings`.
 */
export async function closedHits(engine: Engine): Promise<ClosedHit[]> {
  const reviewed = await engine.all<{ warning_id: string }>(
    sql`select distinct r.warning_id from reviews r join sightings s on s.warning_id = r.warning_id order by 1`,
  );
  const agreements = await agreementsOf(
    engine,
    reviewed.map(({ warning_id }) => warning_id),
  );
  if (agreements.size === 0) return [];
  const rows = [...agreements].map(([warning_id, agreement]) => {
    return { warning_id, occurrences: closer(agreement).occurrences };
  });
  await layOut(engine, "closings", { warning_id: "text", occurrences: "integer" }, rows);
  const seen = await engine.all<Seen>(sql`
    select s.hit_no, s.warning_id, p.warning_id is not null as before, s.occurrences > c.occurrences as told_since,
      coalesce(p.became, case when s.before then 'updated' else 'untold' end) as became,
      case when p.warning_id is null then s.before_severity else p.severity end as severity,
      case when p.warning_id is null then s.before_measured else p.measured end as measured,
      case when p.warning_id is null then s.before_threshold else p.threshold end as threshold,
      case when p.warning_id is null then s.before_same_records else p.records in (s.records, s.named) end as same_records
    from sightings s join closings c on c.warning_id = s.warning_id left join (
      select p.*, row_number() over (partition by p.warning_id order by p.occurrences, p.last_seen) as nth
      from warning_past p join closings c on c.warning_id = p.warning_id where p.occurrences >= c.occurrences
    ) p on p.warning_id = s.warning_id and p.nth = 1 and p.occurrences < s.occurrences
    order by s.hit_no`);
  return seen.map(({ hit_no, warning_id, before, told_since, ...changed }) => {
    const agreement = agreements.get(warning_id) as Agreement;
    return {
      hit_no,
      unchanged: before ? null : closingBy(agreement),
      changed: told_since ? closingBy(agreement, changed) : null,
    };
  });
}
