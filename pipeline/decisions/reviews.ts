import { CLEARING, type CloseCode } from "../../schemas/choices.ts";
import { HandlerExplanation, Review, sameName } from "../../schemas/decision.ts";
import type { Closing, Warning } from "../../schemas/warning.ts";
import { type Engine, one } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import { UserError } from "../kit/errors.ts";
import { type Ledger, recordAs, sha256 } from "../ledger/ledger.ts";
import { actor, enter } from "../ledger/record.ts";
import { actsOf } from "./acts.ts";
import { agreedIn, closingNow, lastViews } from "./closings.ts";
import { type Decided, passedBy, readDecided, type View } from "./decided.ts";
import { involvedIn, refuseInvolved } from "./participants.ts";

/** Append-only. */
export const REVIEW_LAYOUT = [
  sql`create table if not exists reviews (
    review_id varchar primary key, warning_id varchar, code varchar, note varchar, reviewer varchar, reviewed_at bigint)`,
  sql`create table if not exists explanations (
    explanation_id varchar primary key, warning_id varchar, text varchar, given_by varchar, given_at bigint)`,
  sql`alter table reviews add column if not exists occurrences bigint default 0`,
  // What people last decided on, word for word: the report that told it may be replaced.
  sql`create table if not exists decided_on (
    warning_id varchar primary key, case_id varchar, decided_at bigint, text varchar)`,
];

/** Where the review of a warning stands. */
export interface ReviewState extends Decided {
  readonly state: "open" | "one view" | "views differ" | "closed";
  /** The code it is closed with. */
  readonly code: CloseCode | null;
  /** The views that count now: entered since the last closing, and of what the warning says now. */
  readonly counting: readonly View[];
  /** The last closing, also where the warning has changed since. */
  readonly closing: Closing | null;
  /** Whether whoever it concerns may have it in writing that nothing was found. */
  readonly clears: boolean;
}

/**
 * Enters one person's view. Nobody reviews what they took part in or have explained, a unit that they head, or those with
 * whom they have a declared conflict, and nobody reviews a warning twice with the same code; two persons of one view
 * close it, if it says the same to both, until something about it changes.
 */
export async function review(
  engine: Engine,
  ledger: Ledger,
  warning: Warning,
  draft: Pick<Review, "code" | "note" | "reviewer">,
  now: number,
): Promise<ReviewState> {
  const { warning_id, occurrences } = warning;
  const isReviewer = (name: string) => sameName(name, draft.reviewer);
  refuseInvolved(await involvedIn(engine, actsOf(warning), now), draft.reviewer, "review it");
  const before = await reviewStateOf(engine, warning);
  if (before.explanations.some(({ by }) => isReviewer(by))) {
    throw new UserError(`${draft.reviewer} has explained these acts; another person must review them`);
  }
  if (before.state === "closed") {
    throw new UserError(
      `warning ${warning_id} is closed; \`xiezhi review ${warning_id}\` shows by whom, and it opens again when what it says changes`,
    );
  }
  if (before.counting.findLast(({ reviewer }) => isReviewer(reviewer))?.code === draft.code) {
    throw new UserError(`${draft.reviewer} has entered this view already; it takes another person to close`);
  }
  const id = sha256(JSON.stringify([warning_id, draft, now])).slice(0, 12);
  const entry = valid(Review.safeParse({ ...draft, review_id: id, warning_id, at: now, occurrences }));
  await enter(engine, ledger, deedOf(`review ${id}`, entry, now), async () => {
    await engine.run(sql`
      insert into reviews (review_id, warning_id, code, note, reviewer, reviewed_at, occurrences)
      values (${id}, ${warning_id}, ${entry.code}, ${entry.note}, ${entry.reviewer}, ${now}, ${occurrences})`);
    await keepText(engine, warning, now);
  });
  return reviewStateOf(engine, warning);
}

/** Enters what the handler or the unit says; it never makes anything worse for them. */
export async function explainBy(
  engine: Engine,
  ledger: Ledger,
  warning: Warning,
  said: Pick<HandlerExplanation, "text" | "by">,
  now: number,
): Promise<ReviewState> {
  const draft = { warning_id: warning.warning_id, ...said };
  const id = sha256(JSON.stringify([draft, now])).slice(0, 12);
  const entry = valid(HandlerExplanation.safeParse({ ...draft, explanation_id: id, at: now }));
  await enter(engine, ledger, deedOf(`explanation ${id}`, entry, now), async () => {
    await engine.run(
      sql`insert into explanations values (${id}, ${entry.warning_id}, ${entry.text}, ${entry.by}, ${now})`,
    );
    await keepText(engine, warning, now);
  });
  return reviewStateOf(engine, warning);
}

async function keepText(engine: Engine, warning: Warning, now: number): Promise<void> {
  const { warning_id, case_id } = warning;
  await engine.run(sql`delete from decided_on where warning_id = ${warning_id}`);
  await engine.run(sql`insert into decided_on values (${warning_id}, ${case_id}, ${now}, ${JSON.stringify(warning)})`);
}

function valid<T>(found: { success: true; data: T } | { success: false; error: { issues: { message: string }[] } }): T {
  if (!found.success) throw new UserError(found.error.issues.map(({ message }) => message).join("; "));
  return found.data;
}

const deedOf = (id: string, body: Readonly<Record<string, unknown>>, at: number) =>
  ({ id, kind: "review", at, actor: actor(), subject: [recordAs(id, body)], body }) as const;

/** Of a warning as the last run told it. */
export async function reviewStateOf(engine: Engine, warning: Warning): Promise<ReviewState> {
  const decided = await readDecided(engine, [warning.warning_id]);
  const { agreement, since } = agreedIn(decided.reviews);
  const { passed } = await one<{ passed: number }>(
    engine,
    sql`select ${passedBy(sql`${warning.warning_id}`, sql`${warning.occurrences}`)} as passed`,
  );
  const counting = since.filter((view) => view.passed === passed);
  const closing = closingNow(agreement, warning);
  if (closing?.changed === null) {
    const { code } = closing;
    return { state: "closed", code, clears: code !== null && CLEARING.includes(code), closing, counting, ...decided };
  }
  const views = lastViews(counting).length;
  const state = views === 0 ? "open" : views === 1 ? "one view" : "views differ";
  return { state, code: null, clears: false, closing, counting, ...decided };
}
