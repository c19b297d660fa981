import type { HandlerExplanation, Review } from "../../schemas/decision.ts";
import type { Engine } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";

/** What people have entered about a warning so far. */
export interface Decided {
  readonly reviews: readonly Review[];
  readonly explanations: readonly HandlerExplanation[];
}

/** What people have entered, by warning; there is never more of it than people can write. */
export async function readDecided(engine: Engine): Promise<Map<string, Decided>> {
  const reviews = await engine.all<Review>(sql`
    select review_id, warning_id, code, note, reviewer, reviewed_at as "at" from reviews order by reviewed_at, review_id`);
  const explanations = await engine.all<HandlerExplanation>(sql`
    select explanation_id, warning_id, text, given_by as "by", given_at as "at" from explanations
    order by given_at, explanation_id`);
  const ids = new Set([...reviews, ...explanations].map(({ warning_id }) => warning_id));
  const of = (id: string) => (entry: { readonly warning_id: string }) => entry.warning_id === id;
  return new Map(
    [...ids].map((id) => [id, { reviews: reviews.filter(of(id)), explanations: explanations.filter(of(id)) }]),
  );
}
