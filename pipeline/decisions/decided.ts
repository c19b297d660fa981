import type { HandlerExplanation, Review } from "../../schemas/decision.ts";
import type { Engine } from "../engine/engine.ts";
import { type Sql, sql } from "../engine/sql.ts";

/** A review, and how many states of its warning were already past when it was entered. */
export interface View extends Review {
  readonly passed: number;
}

/** How many past states a warning had when it had been told `occurrences` times. */
export const passedBy = (warningId: Sql, occurrences: Sql): Sql =>
  sql`(select count(*) from warning_past p where p.warning_id = ${warningId} and p.occurrences < ${occurrences})`;

/** What people have entered so far, in the order of time. */
export interface Decided {
  readonly reviews: readonly View[];
  readonly explanations: readonly HandlerExplanation[];
}

/** What people have entered about the given warnings, or about all. It fits in memory: people write it. */
export async function readDecided(engine: Engine, warningIds?: readonly string[]): Promise<Decided> {
  const wanted = warningIds === undefined ? sql`` : sql`where warning_id in ${warningIds}`;
  return {
    reviews: await engine.all<View>(sql`
      select review_id, warning_id, code, note, reviewer, reviewed_at as "at", occurrences,
        ${passedBy(sql`reviews.warning_id`, sql`reviews.occurrences`)} as passed
      from reviews ${wanted}
      order by reviewed_at, review_id`),
    explanations: await engine.all<HandlerExplanation>(sql`
      select explanation_id, warning_id, text, given_by as "by", given_at as "at" from explanations ${wanted}
      order by given_at, explanation_id`),
  };
}

/** The same by warning, of those about which there is something. */
export function byWarning({ reviews, explanations }: Decided): Map<string, Decided> {
  const ids = new Set([...reviews, ...explanations].map(({ warning_id }) => warning_id));
  const of = (id: string) => (entry: { readonly warning_id: string }) => entry.warning_id === id;
  return new Map(
    [...ids].map((id) => [id, { reviews: reviews.filter(of(id)), explanations: explanations.filter(of(id)) }]),
  );
}
