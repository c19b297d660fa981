import { Person, Suppression, type Target } from "../../schemas/decision.ts";
import type { Bilingual } from "../../schemas/text.ts";
import type { Engine } from "../engine/engine.ts";
import { type Sql, sql } from "../engine/sql.ts";
import { DAY } from "../kit/duration.ts";
import { UserError } from "../kit/errors.ts";
import { localDate } from "../kit/zone.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { recordAs, sha256 } from "../ledger/ledger.ts";
import { actor, enter } from "../ledger/record.ts";
import type { Acts } from "./acts.ts";
import { involvedIn, refuseInvolved } from "./participants.ts";

/** Append-only; a suppression that is lifted keeps its row. */
export const SUPPRESSION_LAYOUT = [
  sql`create table if not exists suppressions (
    suppression_id varchar primary key, warning_id varchar, rule varchar, subject_id varchar, reason varchar,
    note varchar, author varchar, approver varchar, decided_at bigint, expires_at bigint)`,
  sql`create table if not exists suppressions_lifted (suppression_id varchar primary key, lifted_by varchar, lifted_at bigint)`,
];

interface SuppressionDraft extends Omit<Suppression, "suppression_id" | "decided_at"> {}

/**
 * Sets a warning, or what a rule says of a subject, aside until a day that lies at most `maxDays` ahead. Nobody asks
 * for it, or approves it, who took part in the acts it is about, heads the unit, or has a declared conflict.
 */
export async function suppress(
  engine: Engine,
  ledger: Ledger,
  draft: SuppressionDraft,
  { now, maxDays, acts }: { now: number; maxDays: number; acts: Acts },
): Promise<Suppression> {
  const id = sha256(JSON.stringify([draft, now])).slice(0, 12);
  const found = Suppression.safeParse({ ...draft, suppression_id: id, decided_at: now });
  if (!found.success) throw new UserError(found.error.issues.map(({ message }) => message).join("; "));
  if (draft.expires_at > now + maxDays * DAY) {
    throw new UserError(`a suppression lasts ${maxDays} days at most (decisions.max_suppression_days)`);
  }
  const decision = found.data;
  const involved = await involvedIn(engine, acts, now);
  refuseInvolved(involved, decision.author, "ask for it to be set aside");
  refuseInvolved(involved, decision.approver, "approve it");
  const { warning_id, rule, subject } = columnsOf(decision.target);
  await enter(engine, ledger, deedOf(`suppression ${id}`, decision, now), () =>
    engine.run(sql`insert into suppressions values (${id}, ${warning_id}, ${rule}, ${subject}, ${decision.reason},
      ${decision.note}, ${decision.author}, ${decision.approver}, ${now}, ${decision.expires_at})`),
  );
  return decision;
}

/** Ends a suppression before its day. */
export async function lift(engine: Engine, ledger: Ledger, id: string, by: string, now: number): Promise<void> {
  if (!Person.safeParse(by).success) throw new UserError("a suppression is lifted by somebody who has a name");
  const known = await engine.all(sql`
    select 1 from suppressions s left join suppressions_lifted l on l.suppression_id = s.suppression_id
    where s.suppression_id = ${id} and l.suppression_id is null and s.expires_at > ${now}`);
  if (known.length === 0)
    throw new UserError(`no suppression ${id} is in force; \`xiezhi suppress --list\` shows them`);
  const body = { suppression_id: id, lifted_by: by, lifted_at: now };
  await enter(engine, ledger, deedOf(`suppression lifted ${id}`, body, now), () =>
    engine.run(sql`insert into suppressions_lifted values (${id}, ${by}, ${now})`),
  );
}

const deedOf = (id: string, body: Readonly<Record<string, unknown>>, at: number) =>
  ({ id, kind: "suppression", at, actor: actor(), subject: [recordAs(id, body)], body }) as const;

const columnsOf = (target: Target) =>
  "warning_id" in target
    ? { warning_id: target.warning_id, rule: null, subject: null }
    : { warning_id: null, rule: target.rule, subject: target.subject };

export interface SuppressionRow {
  readonly suppression_id: string;
  readonly warning_id: string | null;
  readonly rule: string | null;
  readonly subject_id: string | null;
  readonly reason: string;
  readonly note: string;
  readonly author: string;
  readonly approver: string;
  readonly decided_at: number;
  readonly expires_at: number;
  readonly lifted_by: string | null;
  readonly lifted_at: number | null;
}

export const suppressionsOf = (engine: Engine): Promise<SuppressionRow[]> =>
  engine.all(sql`
    select s.*, l.lifted_by, l.lifted_at
    from suppressions s left join suppressions_lifted l on l.suppression_id = s.suppression_id
    order by s.decided_at, s.suppression_id`);

/** `suppression_id` and what it is laid over, of those in force at a moment. */
export const inForce = (asOf: number): Sql => sql`
  select s.* from suppressions s left join suppressions_lifted l on l.suppression_id = s.suppression_id
  where s.expires_at > ${asOf} and l.suppression_id is null`;

/** What a report says of suppressions that no longer do, or never did, anything. `matched` are those that did. */
export async function suppressionNotes(
  engine: Engine,
  { asOf, zone, matched }: { asOf: number; zone: string; matched: ReadonlySet<string> },
): Promise<Bilingual[]> {
  const open = (await suppressionsOf(engine)).filter(({ lifted_at }) => lifted_at === null);
  const named = (rows: readonly SuppressionRow[]) => rows.map((row) => nameOf(row, zone)).join("; ");
  const expired = open.filter(({ expires_at }) => expires_at <= asOf && expires_at > asOf - 30 * DAY);
  const idle = open.filter(({ expires_at, suppression_id }) => expires_at > asOf && !matched.has(suppression_id));
  return [
    ...(expired.length > 0
      ? [
          {
            zh: `近 30 日到期的搁置 ${expired.length} 项：${named(expired)}`,
            en: `Suppressions that ended in the last 30 days, ${expired.length}: ${named(expired)}`,
          },
        ]
      : []),
    ...(idle.length > 0
      ? [
          {
            zh: `有效但未对应任何提示的搁置 ${idle.length} 项：${named(idle)}`,
            en: `Suppressions in force that match no warning, ${idle.length}: ${named(idle)}`,
          },
        ]
      : []),
  ];
}

const nameOf = ({ suppression_id, warning_id, rule, subject_id, expires_at }: SuppressionRow, zone: string): string =>
  `${suppression_id} (${warning_id ?? `${rule} ${subject_id}`}, ${localDate(zone, expires_at)})`;
