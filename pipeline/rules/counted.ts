import type { Template } from "../../schemas/procedure.ts";
import { type Sql, sql } from "../engine/sql.ts";
import type { RuleSet } from "./ruleset.ts";
import { chosen } from "./sides.ts";
import { untilMidnight } from "./span.ts";
import { type Cell, type Certainty, type CertaintyByThen, cell, scopedTerms } from "./terms.ts";

/**
 * How a template is broken, in terms of its counts and places alone. `permanent` cannot be mended by later events,
 * `temporary` can while the case is open, or once it was taken up again, by what came after its completion. The cells
 * are asked for at two certainties: events that bring the rule into play at `act`, events that would satisfy it at
 * `tgt`; a breach is certain for (sure, any), possible for (any, sure).
 */
interface CountedTemplate {
  activated(cell: Cell, act: Certainty): Sql;
  permanent?(cell: Cell, act: Certainty, tgt: Certainty): Sql;
  temporary?(cell: Cell, act: Act, tgt: Certainty): Sql;
  /** The last of the first activity waits for an answer. */
  readonly answered?: true;
}

type Act = Certainty | CertaintyByThen;

const always = () => sql`true`;
const seen = (place: Sql) => sql`${place} is not null`;
const unseen = (place: Sql) => sql`${place} is null`;

/**
 * A target recorded up to `tolerance_ms` before the activation still counts as after it; one that may be a date of the
 * activation's day perhaps does.
 */
const respond = (cell: Cell, act: Act, tgt: Certainty): Sql => {
  const until = cell("a", "until", act);
  return sql`${respondStrictly(cell, act, tgt)} and (r.tolerance_ms is null or ${unseen(cell("b", "last", tgt))}
    or (${until} - ${cell("b", "until", tgt)} > r.tolerance_ms ${tgt === "any" ? sql`and ${until} > b.latest_any` : sql``}))`;
};

const respondStrictly = (cell: Cell, act: Act, tgt: Certainty): Sql =>
  sql`${seen(cell("a", "last", act))} and coalesce(${cell("b", "last", tgt)}, 0) <= ${cell("a", "last", act)}`;

/**
 * A target recorded up to `tolerance_ms` after the activation still counts as before it; where the activation may be a
 * date, one of its day perhaps does.
 */
const precede = (cell: Cell, act: Certainty, tgt: Certainty): Sql => {
  const at = cell("a", "at", tgt);
  const begun = cell("b", "at", act);
  const intolerable =
    act === "any"
      ? sql`${at} - ${begun} > r.tolerance_ms`
      : sql`(${at} - ${begun} > r.tolerance_ms and ${at} > ${untilMidnight(begun, cell("b", "wall", act))})
        or ${at} - b.timed_sure > r.tolerance_ms`;
  return sql`${precedeStrictly(cell, act, tgt)} and (r.tolerance_ms is null or ${unseen(cell("a", "first", tgt))} or ${intolerable})`;
};

const precedeStrictly = (cell: Cell, act: Certainty, tgt: Certainty): Sql =>
  sql`${seen(cell("b", "first", act))} and (${unseen(cell("a", "first", tgt))} or ${cell("a", "first", tgt)} >= ${cell("b", "first", act)})`;

const both = (cell: Cell, act: Certainty): Sql =>
  sql`${seen(cell("a", "first", act))} and ${seen(cell("b", "first", act))}`;
const either = (cell: Cell, act: Certainty): Sql =>
  sql`${seen(cell("a", "first", act))} or ${seen(cell("b", "first", act))}`;
const followed = (cell: Cell, act: Certainty): Sql => sql`${cell("a", "first", act)} < ${cell("b", "last", act)}`;
const aSeen = (cell: Cell, act: Certainty): Sql => seen(cell("a", "first", act));
const bSeen = (cell: Cell, act: Certainty): Sql => seen(cell("b", "first", act));

export const COUNTED: Partial<Record<Template, CountedTemplate>> = {
  existence: { activated: always, temporary: (cell, _act, tgt) => sql`${cell("a", "n", tgt)} < r.times` },
  absence: { activated: always, permanent: (cell, act) => sql`${cell("a", "n", act)} >= r.times` },
  exactly: {
    activated: always,
    permanent: (cell, act) => sql`${cell("a", "n", act)} > r.times`,
    temporary: (cell, _act, tgt) => sql`${cell("a", "n", tgt)} < r.times`,
  },
  init: {
    activated: always,
    permanent: (cell, _act, tgt) => sql`s.event_count > 0 and coalesce(${cell("a", "first", tgt)}, 0) <> 1`,
    temporary: () => sql`s.event_count = 0`,
  },
  end: {
    activated: always,
    temporary: (cell, _act, tgt) => sql`coalesce(${cell("a", "last", tgt)}, -1) <> s.event_count`,
  },
  choice: { activated: always, temporary: (cell, _act, tgt) => unseen(cell("a", "first", tgt)) },
  "exclusive-choice": {
    activated: always,
    permanent: both,
    temporary: (cell, _act, tgt) => sql`${unseen(cell("a", "first", tgt))} and ${unseen(cell("b", "first", tgt))}`,
  },
  "responded-existence": {
    activated: aSeen,
    temporary: (cell, act, tgt) => sql`${seen(cell("a", "first", act))} and ${unseen(cell("b", "first", tgt))}`,
  },
  "co-existence": {
    activated: either,
    temporary: (cell, act, tgt) => sql`(${seen(cell("a", "first", act))} and ${unseen(cell("b", "first", tgt))})
      or (${seen(cell("b", "first", act))} and ${unseen(cell("a", "first", tgt))})`,
  },
  response: { activated: aSeen, temporary: respond, answered: true },
  precedence: { activated: bSeen, permanent: precede },
  succession: { activated: either, permanent: precedeStrictly, temporary: respondStrictly, answered: true },
  "not-responded-existence": { activated: aSeen, permanent: both },
  "not-co-existence": { activated: either, permanent: both },
  "not-response": { activated: aSeen, permanent: followed },
  "not-precedence": { activated: bSeen, permanent: followed },
  "not-succession": { activated: aSeen, permanent: followed },
};

/**
 * Outcomes of every rule of one counted template: `rule_no, case_key, outcome`.
 * A case in which the rule never comes into play has no row: it is not applicable there.
 */
export function countedOutcomes(name: Template, { guards }: RuleSet): Sql {
  const template = COUNTED[name] as CountedTemplate;
  const no = () => sql`false`;
  const permanent = template.permanent ?? no;
  const temporary = template.temporary ?? no;
  const calledBy = template.activated === aSeen ? "a" : template.activated === bSeen ? "b" : null;
  const guard = chosen(sql`r.guard`, guards.all, sql`true`);
  return sql`
    select rule_no, case_key,
      case
        when (permanent or (complete and by_then)) and sure then 'hit'
        when permanent_perhaps or (complete and by_then_perhaps) or (complete is null and temporary_perhaps)
          then 'cannot tell'
        when temporary_perhaps then 'pending'
        else 'clear'
      end as outcome
    from (
      select r.rule_no, s.case_key, s.complete, s.sure and s.event_count > 0 and (${guard}) is true as sure,
        ${permanent(cell, "sure", "any")} as permanent, ${temporary(cell, "sure by then", "any")} as by_then,
        ${permanent(cell, "any", "sure")} as permanent_perhaps, ${temporary(cell, "any by then", "sure")} as by_then_perhaps,
        ${temporary(cell, "any", "sure")} as temporary_perhaps
      from ${scopedTerms(name, calledBy)} join case_values c on c.case_key = s.case_key
      ${template.answered ? sql`left join terms_by_completion a_by on a_by.case_key = s.case_key and a_by.term_no = r.a` : sql``}
      where not r.paired and (${guard}) is not false and (${template.activated(cell, "any")})
    )`;
}
