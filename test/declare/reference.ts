/**
 * What each template means, once more and as plainly as can be: loops over the events of one case, straight from the
 * definitions. Slow, and shares nothing with the evaluation in the pipeline.
 */
export interface Act {
  readonly activity: string;
  readonly at: number;
  readonly persons: readonly (string | null)[];
  readonly role: string | null;
  readonly party: string | null;
  readonly mark: string | null;
  readonly kind: string | null;
}

export interface Case {
  readonly id: string;
  readonly kind: string | null;
  /** By time, and at equal times in the order of the log. */
  readonly acts: readonly Act[];
}

export type Test = Readonly<Record<string, string | readonly string[] | { not?: string; present?: boolean }>>;

interface Law {
  readonly from?: string;
  readonly to?: string;
}

export interface ReferenceRule {
  readonly template: string;
  readonly activities: readonly string[];
  readonly count?: number;
  readonly when?: Test;
  readonly unless?: Test;
  readonly target?: Test;
  readonly with?: readonly string[];
  readonly without?: readonly string[];
  readonly same?: readonly string[];
  readonly different?: readonly string[];
  readonly within?: string;
  readonly not_before?: string;
  readonly tolerance?: string;
  readonly roles?: readonly string[];
  readonly limit?: { days: number } | { months: number } | { duration: string };
  readonly law?: readonly Law[];
}

export type Verdict = "hit" | "clear" | "pending" | "not applicable" | "cannot tell";
type Truth = boolean | null;

const DAY = 86_400_000;
const HOUR = 3_600_000;
const LOCAL = 8 * HOUR;
const isCivil = (span: string | undefined): boolean => span?.endsWith("d") === true;
const hours = (span: string | undefined): number | undefined =>
  span === undefined ? undefined : Number(span.slice(0, -1)) * (isCivil(span) ? DAY : HOUR);
/** A moment at midnight may be a date: it lasts to the end of its day. */
const latest = (at: number): number => ((at + LOCAL) % DAY === 0 ? at + DAY - 1 : at);
const localDate = (at: number): string => new Date(at + LOCAL).toISOString().slice(0, 10);

const CASE_LEVEL = ["existence", "exactly", "init", "end", "choice", "exclusive-choice"];
const ON_SECOND = [
  "waiting-period",
  "precedence",
  "alternate-precedence",
  "chain-precedence",
  "not-precedence",
  "not-chain-precedence",
];
const ANYWHERE = ["responded-existence", "co-existence", "not-responded-existence", "not-co-existence"];
const ON_BOTH = ["co-existence", "succession", "alternate-succession", "chain-succession", "not-co-existence"];

export interface View {
  /** When the case was completed; null while it is open. */
  readonly completedAt: number | null;
  readonly asOf: number;
  /** Whether the procedure covers the case. */
  readonly covers: Truth;
}

/**
 * Which acts count for the rule's two places, which of them call it into play where those of both do, and whether it
 * speaks of the case at all.
 */
function truthsOf(rule: ReferenceRule, { acts, kind }: Case) {
  const ofCase = CASE_LEVEL.includes(rule.template);
  const onSecond = ON_SECOND.includes(rule.template);
  const onBoth = ON_BOTH.includes(rule.template);
  const merged = rule.template === "choice" ? rule.activities : [rule.activities[0]];
  const guard = (act: Act | null, at: number): Truth =>
    and([holds(rule.when, act, kind), not(rule.unless && holds(rule.unless, act, kind)), inForce(rule.law, at)]);
  const counts = (act: Act, activates: boolean): Truth =>
    !ofCase && activates ? guard(act, act.at) : holds(rule.target, act, kind);
  return {
    a: acts.map((act) => merged.includes(act.activity) && (onBoth || counts(act, !onSecond))),
    b: acts.map((act) => act.activity === rule.activities[1] && counts(act, onSecond)),
    calls: acts.map((act) => !onBoth || !rule.activities.includes(act.activity) || guard(act, act.at)),
    ofCase: ofCase ? guard(null, acts[0]?.at ?? 0) : true,
  };
}

/** Whether something that the rule asks for is not recorded. */
export function isUnknown(rule: ReferenceRule, one: Case, { covers }: View): boolean {
  const { a, b, calls, ofCase } = truthsOf(rule, one);
  return [...a, ...b, ...calls, ofCase, covers].includes(null);
}

/** The verdict over every way in which what is unknown could be: a hit only where all of them agree. */
export function verdict(rule: ReferenceRule, one: Case, view: View): Verdict {
  const has = (names: readonly string[]) => one.acts.some(({ activity }) => names.includes(activity));
  if ((rule.with && !has(rule.with)) || (rule.without && has(rule.without))) return "not applicable";
  const truths = truthsOf(rule, one);
  const outcomes = new Set<Verdict>();
  for (const speaks of ways(and([view.covers, truths.ofCase]))) {
    if (!speaks) {
      outcomes.add("not applicable");
      continue;
    }
    for (const a of worlds(truths.a)) {
      for (const b of worlds(truths.b)) {
        for (const calls of worlds(truths.calls)) {
          for (const perhaps of [true, false]) outcomes.add(inOneWorld(rule, one.acts, { a, b, calls, perhaps }, view));
        }
      }
    }
  }
  if (outcomes.size === 1) return [...outcomes][0] as Verdict;
  if (outcomes.has("hit") || outcomes.has("cannot tell")) return "cannot tell";
  return outcomes.has("pending") ? "pending" : "clear";
}

interface World {
  readonly a: readonly boolean[];
  readonly b: readonly boolean[];
  readonly calls: readonly boolean[];
  /** Whether what is not recorded of two acts, their hours too, is such that the one is the other's target. */
  readonly perhaps: boolean;
}

function inOneWorld(
  rule: ReferenceRule,
  acts: readonly Act[],
  { a, b, calls, perhaps }: World,
  { completedAt, asOf }: View,
): Verdict {
  const complete = completedAt !== null;
  const within = hours(rule.within) ?? Number.POSITIVE_INFINITY;
  const atLeast = hours(rule.not_before) ?? 0;
  const places = acts.map((_, i) => i);
  const As = places.filter((i) => a[i] && calls[i]);
  const Bs = places.filter((i) => b[i] && calls[i]);
  const someA = (holds: (i: number) => boolean) => places.some((i) => a[i] && holds(i));
  const someB = (holds: (j: number) => boolean) => places.some((j) => b[j] && holds(j));
  const at = (i: number) => (acts[i] as Act).at;
  const n = As.length;
  const times = rule.count ?? 1;
  const tolerance = hours(rule.tolerance);
  const later = complete ? "hit" : "pending";

  const alike = (i: number, j: number, name: string): Truth => {
    const [x, y] = [i, j].map((k) => (name === "mark" ? acts[k]?.mark : acts[k]?.party) ?? null);
    return x == null || y == null ? null : x === y;
  };
  /** The least and the most from one act to a later one; where order does not matter, either may have come first. */
  const distances = (from: number, to: number, span: string | undefined): [number, number] => {
    const last = isCivil(span) ? at : (i: number) => latest(at(i));
    const [least, most] = [at(to) - last(from), last(to) - at(from)];
    return [
      Math.max(least, -most, 0),
      ANYWHERE.includes(rule.template) ? Math.max(most, -least) : most >= 0 ? most : -least,
    ];
  };
  const goes = (i: number, j: number, [from, to] = i < j ? [i, j] : [j, i]): boolean => {
    const [nearest, farthest] = distances(from, to, rule.within);
    const [least, most] = distances(from, to, rule.not_before);
    return (
      i !== j &&
      (perhaps ? most : least) >= atLeast &&
      (perhaps ? nearest : farthest) <= within &&
      (rule.same ?? []).every((name) => alike(i, j, name) ?? perhaps) &&
      (rule.different ?? []).every((name) => !(alike(i, j, name) ?? !perhaps))
    );
  };
  /** What comes after the completion takes the case up again. */
  const isClosed = (i: number) => completedAt !== null && at(i) <= latest(completedAt);
  /** What an activation without its target is: a breach, or something that later events can still mend. */
  const unmet = (i: number, room: boolean): Verdict =>
    !isClosed(i) && room && asOf - latest(at(i)) <= within ? "pending" : "hit";
  const isLast = (i: number) => i === acts.length - 1;

  const answered = (i: number) => (someB((j) => j > i && goes(i, j)) ? "clear" : unmet(i, true));
  const preceded = (j: number) => (someA((i) => i < j && goes(j, i)) ? "clear" : "hit");
  /** Recorded the wrong way round and meant the right way: so close, or perhaps on one day of which the first is a date. */
  const tolerated = (first: number, second: number) =>
    tolerance !== undefined &&
    first < second &&
    (at(second) - at(first) <= tolerance || (perhaps && at(second) <= latest(at(first))));
  const answeredInTurn = (i: number) => {
    const next = As.find((k) => k > i) ?? Number.POSITIVE_INFINITY;
    return someB((j) => j > i && j < next && goes(i, j)) ? "clear" : unmet(i, next === Number.POSITIVE_INFINITY);
  };
  const precededInTurn = (j: number) => {
    const previous = Bs.findLast((k) => k < j) ?? -1;
    return someA((i) => i < j && i > previous && goes(j, i)) ? "clear" : "hit";
  };
  const answeredNext = (i: number) => (b[i + 1] && goes(i, i + 1) ? "clear" : unmet(i, isLast(i)));
  const precededNext = (j: number) => (j > 0 && a[j - 1] && goes(j, j - 1) ? "clear" : "hit");
  const accompanied = (some: typeof someA) => (i: number) => (some((j) => goes(i, j)) ? "clear" : unmet(i, true));
  const alone = (some: typeof someA) => (i: number) => (some((j) => goes(i, j)) ? "hit" : "clear");

  switch (rule.template) {
    case "existence":
      return n >= times ? "clear" : later;
    case "absence":
      return n >= times ? "hit" : "clear";
    case "exactly":
      return n > times ? "hit" : n < times ? later : "clear";
    case "init":
      return a[0] ? "clear" : "hit";
    case "end":
      return a[acts.length - 1] ? "clear" : later;
    case "choice":
      return n > 0 ? "clear" : later;
    case "exclusive-choice":
      return n > 0 && Bs.length > 0 ? "hit" : n + Bs.length === 0 ? later : "clear";
    case "responded-existence":
      return all(As.map(accompanied(someB)));
    case "co-existence":
      return all([...As.map(accompanied(someB)), ...Bs.map(accompanied(someA))]);
    case "response": {
      const justBefore = (i: number) => someB((j) => tolerated(j, i) && goes(i, j, [i, j]));
      return all(As.map((i) => (justBefore(i) ? "clear" : answered(i))));
    }
    case "precedence": {
      const justAfter = (j: number) => someA((i) => tolerated(j, i) && goes(j, i, [i, j]));
      return all(Bs.map((j) => (justAfter(j) ? "clear" : preceded(j))));
    }
    case "succession":
      return all([...As.map(answered), ...Bs.map(preceded)]);
    case "alternate-response":
      return all(As.map(answeredInTurn));
    case "alternate-precedence":
      return all(Bs.map(precededInTurn));
    case "alternate-succession":
      return all([...As.map(answeredInTurn), ...Bs.map(precededInTurn)]);
    case "chain-response":
      return all(As.map(answeredNext));
    case "chain-precedence":
      return all(Bs.map(precededNext));
    case "chain-succession":
      return all([...As.map(answeredNext), ...Bs.map(precededNext)]);
    case "not-responded-existence":
      return all(As.map(alone(someB)));
    case "not-co-existence":
      return all([...As.map(alone(someB)), ...Bs.map(alone(someA))]);
    case "not-response":
    case "not-succession":
      return all(As.map((i) => (Bs.some((j) => j > i && goes(i, j)) ? "hit" : "clear")));
    case "not-precedence":
      return all(Bs.map((j) => (As.some((i) => i < j && goes(j, i)) ? "hit" : "clear")));
    case "not-chain-response":
    case "not-chain-succession":
      return all(As.map((i) => (b[i + 1] && goes(i, i + 1) ? "hit" : "clear")));
    case "not-chain-precedence":
      return all(Bs.map((j) => (a[j - 1] && goes(j, j - 1) ? "hit" : "clear")));
    case "different-actor": {
      if (n === 0 || Bs.length === 0) return "not applicable";
      const shared = As.some((i) =>
        Bs.some((j) => i !== j && persons(acts, [i]).some((p) => persons(acts, [j]).includes(p))),
      );
      return shared ? "hit" : nobody(acts, [...As, ...Bs]) ? "cannot tell" : "clear";
    }
    case "same-actor": {
      if (n === 0 || Bs.length === 0) return "not applicable";
      const actors = [...As, ...Bs].map((i) => acts[i]?.persons[0] ?? null);
      const many = new Set(actors.filter((actor) => actor !== null)).size > 1;
      return many ? "hit" : actors.includes(null) ? "cannot tell" : "clear";
    }
    case "min-actors": {
      if (n === 0) return "not applicable";
      const enough = new Set(persons(acts, As)).size >= (rule.count ?? 2);
      return enough ? "clear" : nobody(acts, As) ? "cannot tell" : later;
    }
    case "role": {
      const roles = As.map((i) => (acts[i] as Act).role);
      if (n === 0) return "not applicable";
      if (roles.some((role) => role !== null && !rule.roles?.includes(role))) return "hit";
      return roles.includes(null) ? "cannot tell" : "clear";
    }
    case "deadline": {
      const [start] = As;
      if (start === undefined) return "not applicable";
      const end = Bs.find((j) => latest(at(j)) >= at(start));
      if (end === undefined && isClosed(start)) return "not applicable";
      const limit = rule.limit as NonNullable<typeof rule.limit>;
      const last = (moment: number) => ("duration" in limit ? latest(moment) : moment);
      const perhaps = isOver(at(start), end === undefined ? asOf : last(at(end)), limit);
      const surely = isOver(last(at(start)), end === undefined ? asOf : at(end), limit);
      if (!perhaps) return end === undefined ? "pending" : "clear";
      return surely && (end !== undefined || Bs.length === 0) ? "hit" : "cannot tell";
    }
    case "waiting-period": {
      const [start] = As;
      const end = Bs.find((j) => start !== undefined && at(j) >= at(start));
      if (start === undefined || end === undefined) return "not applicable";
      return isOver(at(start), at(end), rule.limit as NonNullable<typeof rule.limit>) ? "clear" : "hit";
    }
    default:
      throw new Error(`no definition of ${rule.template}`);
  }
}

/** Together the activations are as bad as the worst; without any the rule has nothing to say. */
function all(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.length === 0) return "not applicable";
  return verdicts.find((v) => v === "hit") ?? verdicts.find((v) => v === "pending") ?? "clear";
}

const persons = (acts: readonly Act[], places: readonly number[]): string[] =>
  places.flatMap((i) => (acts[i] as Act).persons.flatMap((person) => person ?? []));
const nobody = (acts: readonly Act[], places: readonly number[]): boolean =>
  places.some((i) => (acts[i] as Act).persons.includes(null));

function isOver(start: number, end: number, limit: NonNullable<ReferenceRule["limit"]>): boolean {
  if ("duration" in limit) return end - start > (hours(limit.duration) as number);
  const from = localDate(start);
  if ("days" in limit) return localDate(end) > localDate(start + limit.days * DAY);
  const [year, month, day] = from.split("-").map(Number) as [number, number, number];
  for (let last = day; ; last--) {
    const due = new Date(Date.UTC(year, month - 1 + limit.months, last));
    if (due.getUTCDate() === last) return localDate(end) > due.toISOString().slice(0, 10);
  }
}

function inForce(law: readonly Law[] | undefined, at: number): boolean {
  if (!law || law.length === 0) return true;
  const day = localDate(at);
  return law.some(({ from, to }) => (!from || day >= from) && (!to || day <= to));
}

/** Three-valued: null is unknown. Without an act the case alone is asked. */
export function holds(test: Test | undefined, act: Act | null, caseKind: string | null): Truth {
  if (!test) return true;
  return and(
    Object.entries(test).map(([name, wanted]) => {
      const own = act === null || name === "case.kind" ? null : name === "kind" ? act.kind : act.mark;
      const value = name === "mark" ? own : (own ?? caseKind);
      if (typeof wanted === "object" && !Array.isArray(wanted)) {
        const { not: other, present } = wanted as { not?: string; present?: boolean };
        const tests: Truth[] = [];
        if (present !== undefined) tests.push((value !== null) === present);
        if (other !== undefined) tests.push(value === null ? null : value !== other);
        return and(tests);
      }
      return value === null ? null : [wanted].flat().includes(value);
    }),
  );
}

const and = (truths: readonly Truth[]): Truth => (truths.includes(false) ? false : truths.includes(null) ? null : true);
const not = (truth: Truth | undefined): Truth => (truth === undefined ? true : truth === null ? null : !truth);
const ways = (truth: Truth): boolean[] => (truth === null ? [true, false] : [truth]);

function worlds(truths: readonly Truth[]): boolean[][] {
  return truths.reduce<boolean[][]>(
    (all, truth) => all.flatMap((world) => ways(truth).map((way) => [...world, way])),
    [[]],
  );
}
