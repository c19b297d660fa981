import { CLEARING, type CloseCode } from "../../schemas/choices.ts";
import { HandlerExplanation, Review, sameName } from "../../schemas/decision.ts";
import type { Warning } from "../../schemas/warning.ts";
import type { Engine } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import { UserError } from "../errors.ts";
import { type Ledger, recordAs, sha256 } from "../ledger/ledger.ts";
import { actor, enter } from "../record.ts";
import { type Decided, readDecided } from "./decided.ts";
import { participantsOf, refuseParticipant } from "./participants.ts";

/** Append-only. */
export const REVIEW_LAYOUT = [
  sql`create table if not exists reviews (
    review_id varchar primary key, warning_id varchar, code varchar, note varchar, reviewer varchar, reviewed_at bigint)`,
  sql`create table if not exists explanations (
    explanation_id varchar primary key, warning_id varchar, text varchar, given_by varchar, given_at bigint)`,
];

/** Where the review of a warning stands. */
export interface ReviewState extends Decided {
  readonly state: "open" | "one view" | "views differ" | "closed";
  /** The code it is closed with. */
  readonly code: CloseCode | null;
  /** Whether whoever it concerns may have it in writing that nothing was found. */
  readonly clears: boolean;
}

/**
 * Enters one person's view. Nobody reviews what they took part in or have explained, and nobody reviews a warning twice
 * with the same code; two persons of one view close it.
 */
export async function review(
  engine: Engine,
  ledger: Ledger,
  warning: Warning,
  draft: Pick<Review, "code" | "note" | "reviewer">,
  now: number,
): Promise<ReviewState> {
  const { warning_id } = warning;
  const isReviewer = (name: string) => sameName(name, draft.reviewer);
  refuseParticipant(await participantsOf(engine, warning), draft.reviewer, "review it");
  const before = await reviewStateOf(engine, warning_id);
  if (before.explanations.some(({ by }) => isReviewer(by))) {
    throw new UserError(`${draft.reviewer} has explained these acts; another person must review them`);
  }
  if (before.state === "closed") throw new UserError(`warning ${warning_id} is closed`);
  if (before.reviews.findLast(({ reviewer }) => isReviewer(reviewer))?.code === draft.code) {
    throw new UserError(`${draft.reviewer} has entered this view already; it takes another person to close`);
  }
  const id = sha256(JSON.stringify([warning_id, draft, now])).slice(0, 12);
  const entry = valid(Review.safeParse({ ...draft, review_id: id, warning_id, at: now }));
  await enter(engine, ledger, deedOf(`review ${id}`, entry, now), () =>
    engine.run(
      sql`insert into reviews values (${id}, ${warning_id}, ${entry.code}, ${entry.note}, ${entry.reviewer}, ${now})`,
    ),
  );
  return reviewStateOf(engine, warning_id);
}

/** Enters what the handler or the unit says; it never makes anything worse for them. */
export async function explainBy(
  engine: Engine,
  ledger: Ledger,
  draft: Pick<HandlerExplanation, "warning_id" | "text" | "by">,
  now: number,
): Promise<ReviewState> {
  const id = sha256(JSON.stringify([draft, now])).slice(0, 12);
  const entry = valid(HandlerExplanation.safeParse({ ...draft, explanation_id: id, at: now }));
  await enter(engine, ledger, deedOf(`explanation ${id}`, entry, now), () =>
    engine.run(sql`insert into explanations values (${id}, ${entry.warning_id}, ${entry.text}, ${entry.by}, ${now})`),
  );
  return reviewStateOf(engine, draft.warning_id);
}

function valid<T>(found: { success: true; data: T } | { success: false; error: { issues: { message: string }[] } }): T {
  if (!found.success) throw new UserError(found.error.issues.map(({ message }) => message).join("; "));
  return found.data;
}

const deedOf = (id: string, body: Readonly<Record<string, unknown>>, at: number) =>
  ({ id, kind: "review", at, actor: actor(), subject: [recordAs(id, body)], body }) as const;

export async function reviewStateOf(engine: Engine, warningId: string): Promise<ReviewState> {
  const decided = await readDecided(engine, [warningId]);
  return { ...standing(decided.reviews), ...decided };
}

/** The last view of each reviewer, which is the one that counts. */
export const lastViews = <View extends Pick<Review, "reviewer">>(reviews: readonly View[]): View[] =>
  reviews.filter((view, i) => !reviews.slice(i + 1).some(({ reviewer }) => sameName(reviewer, view.reviewer)));

function standing(
  reviews: readonly Pick<Review, "reviewer" | "code">[],
): Pick<ReviewState, "state" | "code" | "clears"> {
  const codes = lastViews(reviews).map(({ code }) => code);
  const agreed = codes.find((code, i) => codes.indexOf(code) !== i) ?? null;
  if (agreed !== null) return { state: "closed", code: agreed, clears: CLEARING.includes(agreed) };
  const state = codes.length === 0 ? "open" : codes.length === 1 ? "one view" : "views differ";
  return { state, code: null, clears: false };
}
