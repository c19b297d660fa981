import * as z from "zod";
import { Bilingual } from "./text.ts";

/** Declare templates over activities. Argument order is Declare's: `precedence [a, b]` = every b has an a before it. */
export const ORDER_TEMPLATES = [
  "responded-existence",
  "co-existence",
  "response",
  "precedence",
  "succession",
  "alternate-response",
  "alternate-precedence",
  "alternate-succession",
  "chain-response",
  "chain-precedence",
  "chain-succession",
  "not-responded-existence",
  "not-co-existence",
  "not-response",
  "not-precedence",
  "not-succession",
  "not-chain-response",
  "not-chain-precedence",
  "not-chain-succession",
] as const;
export const COUNT_TEMPLATES = ["existence", "absence", "exactly"] as const;
export const POSITION_TEMPLATES = ["init", "end"] as const;
const CHOICE_TEMPLATES = ["choice", "exclusive-choice"] as const;
export const RESOURCE_TEMPLATES = ["different-actor", "same-actor", "min-actors", "role"] as const;
/** `deadline [a, b]`: b comes before the limit from a has run out; `waiting-period [a, b]`: only after that. */
export const CLOCK_TEMPLATES = ["deadline", "waiting-period"] as const;
export const TEMPLATES = [
  ...COUNT_TEMPLATES,
  ...POSITION_TEMPLATES,
  ...ORDER_TEMPLATES,
  ...CHOICE_TEMPLATES,
  ...RESOURCE_TEMPLATES,
  ...CLOCK_TEMPLATES,
] as const;
export type Template = (typeof TEMPLATES)[number];

/** How sure a citation is; an unsure one keeps its rule off. */
export const CONFIDENCES = ["sure", "fair", "unsure"] as const;

const LocalDate = z.iso.date({ error: ({ input }) => `${input} is no date of the form 2026-01-31` });

export const Citation = z.strictObject({
  name: z.string().min(1).describe("Name of the law."),
  article: z
    .union([z.string(), z.number()])
    .transform(String)
    .optional()
    .describe("Number of the article; several with 、 between them."),
  from: LocalDate.optional().describe("First day the text is in force (inclusive, local date); by default always."),
  to: LocalDate.optional().describe("Last day the text is in force (inclusive, local date); by default still."),
  confidence: z
    .enum(CONFIDENCES)
    .default("fair")
    .describe("How sure the citation is; an unsure one keeps its rule off until it is switched on."),
  note: z.string().optional().describe("What a reader of the citation should know."),
});
export type Citation = z.infer<typeof Citation>;

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const Words = z
  .array(z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]))
  .min(1)
  .transform((lists) => lists.flat());
const Comparison = z
  .strictObject({
    is: Scalar.optional().describe("The value is this."),
    not: z
      .union([Scalar, z.array(Scalar).min(1)])
      .optional()
      .describe("The value is not this, nor any of these."),
    in: z.array(Scalar).min(1).optional().describe("The value is one of these."),
    gt: z.number().optional().describe("The number is greater than this."),
    gte: z.number().optional().describe("The number is this or greater."),
    lt: z.number().optional().describe("The number is less than this."),
    lte: z.number().optional().describe("The number is this or less."),
    contains: Words.optional().describe(
      "The text has one of these in it, after what `others` names was taken out of it in turn. They are one list or several.",
    ),
    others: Words.optional().describe(
      "For contains: what else such a text may say. A text with none of either in it makes the condition unknown; without `others` it makes it false.",
    ),
    lacks: Words.optional().describe("The text has none of these in it."),
    present: z.boolean().optional().describe("`true`: a value is recorded; `false`: none is."),
    blank: z.literal(true).optional().describe("Holds also where no value is recorded."),
  })
  .refine(
    (c) => Object.keys(c).some((key) => key !== "blank"),
    "a comparison needs at least one of is, not, in, gt, gte, lt, lte, contains, lacks, present",
  )
  .refine((c) => c.others === undefined || c.contains !== undefined, "others goes with contains only");

/**
 * A condition on attributes, all of which must hold. A name is a column or attribute of the event, ours or the file's
 * own, or, where the event has none, of its case; `case.name` means the case only. A value that is not recorded makes
 * the condition unknown, as does one that says neither yes nor no where `true` or `false` is asked for; and an unknown
 * condition can never be the ground of a hit.
 */
export const Condition = z.record(z.string(), z.union([Scalar, z.array(Scalar).min(1), Comparison]));
export type Condition = z.infer<typeof Condition>;

const Span = z
  .string()
  .regex(
    /^\d+(\.\d+)?(ms|s|m|h|d|w)$/,
    "a duration is a number and a unit: ms, s, m, h, d (24 h) or w, such as 90d or 36h",
  );

const UNIT_LETTERS = { weeks: "w", days: "d", hours: "h", minutes: "m", seconds: "s" } as const;
const unit = <Unit extends keyof typeof UNIT_LETTERS>(name: Unit) =>
  z
    .strictObject({ [name]: z.number().nonnegative().describe(`So many ${name}.`) })
    .transform((span) => `${span[name]}${UNIT_LETTERS[name]}`);

/**
 * A span of time: `90d`, `36h`, `30m`, `10s`, `500ms`, or `{ days: 90 }`; a day is 24 hours by the clock on the wall.
 */
export const Duration = z.union(
  [Span, unit("weeks"), unit("days"), unit("hours"), unit("minutes"), unit("seconds")],
  "a duration is a number and a unit (ms, s, m, h, d, w), such as 90d or 36h, or { days: 90 }",
);

const CALENDARS = ["calendar", "working"] as const;

export const HOLIDAYS = ["china"] as const;

const MONTH_ENDS = ["same-day", "last-day"] as const;

const ROLL = z
  .boolean()
  .default(true)
  .describe("Whether a last day on a holiday moves to the next working day, where the procedure names its holidays.");

/**
 * A limit counted by statute: the start day is not counted and the last day runs to its end (local date), moved to the
 * next working day where the procedure names its holidays (`roll: false` for custody); in hours, the hour it starts in
 * is not counted (刑诉法105); or, with `duration`, elapsed time. Half a month is fifteen days (刑诉法解释202).
 */
export const Limit = z.union(
  [
    Span.transform((duration) => ({ duration })),
    z.strictObject({
      hours: z.int().positive().describe("Hours of the clock; the hour it starts in is not counted."),
    }),
    z.strictObject({ duration: Duration.describe("Elapsed time, such as 36h or 98d.") }),
    z.strictObject({
      days: z.int().positive().describe("Days; the day it starts on is not counted, and the last one runs to its end."),
      calendar: z
        .enum(CALENDARS)
        .default("calendar")
        .describe("Whether every day counts, or working days alone; the latter need `holidays`."),
      roll: ROLL,
    }),
    z.strictObject({
      months: z.number().positive().multipleOf(0.5).describe("Months; half a month is fifteen days."),
      roll: ROLL,
    }),
  ],
  "a limit is { days: 30 }, { days: 5, calendar: working }, { months: 1.5 }, { hours: 24 } or a duration such as 36h or 90d",
);
export type Limit = z.infer<typeof Limit>;

/** What starts a clock anew: the end of what ran before, and a start. */
const Restarts = z
  .strictObject({
    bases: z.array(z.string().min(1)).min(1).optional().describe("Bases of restarts in the table `extensions`."),
    activities: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe("Activities, such as a case that comes back from supplementary investigation."),
    change_of: z
      .string()
      .min(1)
      .optional()
      .describe("A start in which this attribute differs from the start before it, such as another organ's decision."),
    sure_by: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Such a start surely is anew only if this differs too, such as the stage: two units may be of one organ.",
      ),
  })
  .refine(
    ({ bases, activities, change_of }) => [bases, activities, change_of].some((given) => given !== undefined),
    "restarts need at least one of bases, activities, change_of",
  )
  .refine(
    ({ change_of, sure_by }) => sure_by === undefined || change_of !== undefined,
    "sure_by says when a change_of is sure, and needs one",
  );

/** How severe a clock's overrun is where it is worse than usual; the highest that applies counts. */
const Escalation = z
  .strictObject({
    open: z.literal(true).optional().describe("The clock has not ended: it is over the limit at this moment."),
    over: z.number().gt(1).optional().describe("More than this many times the limit."),
    severity: z.int().min(1).max(5).describe("The severity then, from 1 to 5."),
  })
  .refine(({ open, over }) => open !== undefined || over !== undefined, "an escalation needs open or over");

export const Activity = z.strictObject({
  zh: z.string().min(1).optional().describe("Its name in Chinese."),
  en: z.string().min(1).optional().describe("Its name in English."),
  matches: z
    .array(z.string().trim().min(1))
    .min(1)
    .optional()
    .describe("Labels in the log; by default the activity's own key and its two names."),
  any: z
    .array(z.string().min(1))
    .min(2)
    .optional()
    .describe("Other activities of the procedure, each of which counts as this one."),
  documents: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      "Kinds of document (`doc_type`) that show it was done where no record of it is: a missing step is less severe.",
    ),
  whole: z
    .literal(true)
    .optional()
    .describe(
      "An act on the whole case, such as its transfer: it ends or restarts the clocks of everybody, whomever it names.",
    ),
  personal: z
    .literal(true)
    .optional()
    .describe(
      "An act on one person, such as a decision not to charge: of a clock that is the case's it is no end where another one follows before it starts anew, nor can it be told to be one in a case of several persons (`party_count`).",
    ),
});
export type Activity = z.infer<typeof Activity>;

/** Columns of an event whose persons a rule may compare. */
export const RULE_PERSONS = ["actor_id", "co_actor_ids", "approver_id"] as const;
const Persons = z.array(z.enum(RULE_PERSONS)).min(1);

/** How a limit is extended. */
const Extensions = z
  .strictObject({
    days: z
      .enum(CALENDARS)
      .optional()
      .describe("How the days granted on a limit in working days are counted; by default as working days."),
    most: z
      .union(
        [
          z.strictObject({ days: z.int().positive().describe("So many days.") }),
          z.strictObject({ months: z.int().positive().describe("So many months.") }),
        ],
        "the most that is granted is { days: 15 } or { months: 1 }",
      )
      .optional()
      .describe("What the law allows approvals to add to a limit at most, all together; what is beyond is not added."),
  })
  .refine(({ days, most }) => days !== undefined || most !== undefined, "extensions need days or most");

const Activities = z.array(z.string().min(1)).min(1);
const Attributes = z.array(z.string().min(1)).min(1);

export const Rule = z.strictObject({
  id: z
    .string()
    .regex(/^[\w.:-]+$/, "an id is made of letters, digits and . : _ -")
    .describe("Name of the rule, one of its own in the procedure; it stands in every warning."),
  code: z.string().optional().describe("Code of what is asked (docs/codes.md); by default that of the template."),
  title: Bilingual.optional().describe("What the rule asks for, in a few words, as reports show it."),
  template: z.enum(TEMPLATES).describe("What kind of rule it is."),
  activities: Activities.describe("The activities it is about, in the order that the template has them."),
  count: z
    .int()
    .nonnegative()
    .optional()
    .describe(
      "existence: at least so many; absence: fewer than so many; exactly: so many; min-actors: at least so many persons. By default 1, and 2 for min-actors.",
    ),
  when: Condition.optional().describe(
    "Condition on the activating event or its case: the rule speaks only where it holds. Existence, exactly, init, end and the choices are about the case as a whole. Where events of both activities call the rule into play, as in succession and co-existence, it is asked of each that does, as are `unless` and the days of the law, and not of what answers it; `target` is asked of those of the second.",
  ),
  unless: Condition.optional().describe(
    "Condition on the activating event or its case: the rule is silent where it holds.",
  ),
  with: Activities.optional().describe("The rule speaks only of cases that have one of these activities."),
  without: Activities.optional().describe("The rule is silent in a case that has one of these activities."),
  logged: Activities.optional().describe(
    "Steps that not every system records: cases from sources in whose cases none of these activities is ever on record cannot tell. Files of one format that are read by the same settings are of one source.",
  ),
  recorded: Attributes.optional().describe(
    "Columns or attributes that not every system fills, such as the second officer: cases from sources in whose cases the events of the rule's activities have one of them nowhere cannot tell.",
  ),
  target: Condition.optional().describe(
    "Condition on the target event; where the rule is about the case as a whole, on the events that it counts.",
  ),
  same: Attributes.optional().describe(
    "Attributes that activation and target must share, all of them; for deadline, one clock for each value.",
  ),
  different: Attributes.optional().describe("Attributes that must differ between activation and target, all of them."),
  within: Duration.optional().describe(
    "The target must lie at most this far from the activation. Of hours a moment at midnight may be a date: what its hour decides cannot be told.",
  ),
  not_before: Duration.optional().describe("The target must lie at least this far from the activation."),
  tolerance: Duration.optional().describe(
    "For precedence and response: a target recorded this little on the wrong side of the activation still counts, and whether one does cannot be told where the earlier of the two may be a date of the day of the later. Without it the order of the log decides.",
  ),
  limit: Limit.optional().describe("For deadline, and in days or months for waiting-period: how long it is."),
  start_at: z
    .string()
    .min(1)
    .optional()
    .describe(
      "For deadline: a time column of the starting event that says when the clock starts, such as measure_start; by default the time of the event.",
    ),
  repeats: z
    .literal(true)
    .optional()
    .describe(
      "For deadline: every start after an end has a clock, not only the first of the case or, with `same`, of its value.",
    ),
  extensions: z
    .union([z.boolean(), Extensions])
    .optional()
    .describe(
      "For deadline: whether what the table `extensions` grants is added; by default not. Days granted on a limit in working days are working days, unless `{ days: calendar }` says that they are not; what is granted beyond `most`, such as `{ most: { days: 15 } }`, all approvals together, is not added.",
    ),
  exclusions: z
    .boolean()
    .optional()
    .describe(
      "For deadline: whether periods that the table `extensions` excludes are not counted; by default they are.",
    ),
  each: z
    .boolean()
    .optional()
    .describe(
      "For min-actors: each act, that is the events of one moment, or of a date and one party, has its own persons; by default all of them together.",
    ),
  persons: z
    .tuple([Persons, Persons])
    .optional()
    .describe(
      "For different-actor: who counts for the first and for the second activity; by default who acted and who took part.",
    ),
  pauses: z
    .array(
      z.union([
        z.tuple([z.string().min(1), z.string().min(1)]),
        z.tuple([z.string().min(1), z.string().min(1), LocalDate]),
      ]),
    )
    .min(1)
    .optional()
    .describe(
      "For deadline: pairs of activities between which time is not counted, such as an appraisal and its arrival; with a day behind them, time from that day on. Of clocks of each person, what names somebody pauses that one's alone, and what names nobody, in a case of several, may pause any of theirs.",
    ),
  restarts: Restarts.optional().describe("For deadline: what starts its clock anew."),
  escalate: z
    .array(Escalation)
    .min(1)
    .optional()
    .describe("For deadline: when an overrun is more severe than usual; the highest that applies counts."),
  roles: z.array(z.string().min(1)).min(1).optional().describe("For role: the roles of which the actor must have one."),
  severity: z
    .int()
    .min(1)
    .max(5)
    .optional()
    .describe("How severe a hit is, from 1 to 5; by default as the detector that asks it has it."),
  confidence: z
    .enum(CONFIDENCES)
    .optional()
    .describe(
      "How sure the rule itself is; an unsure one is off until it is switched on, as is one with an unsure citation.",
    ),
  law: z
    .array(Citation)
    .optional()
    .describe("The law it rests on; it speaks by the text in force on the day of the act."),
  innocent: z.array(Bilingual).optional().describe("What may explain a hit, shown with it."),
  checks: z.array(Bilingual).optional().describe("What to look at first, shown with a hit."),
  note: z.string().optional().describe("A remark for readers of the file."),
  enabled: z
    .boolean()
    .optional()
    .describe("`false`: the rule is kept in the file but not applied, and the run says so; `true`: on though unsure."),
});
export type Rule = z.infer<typeof Rule>;

/** Every activity that a rule speaks of. */
export const activitiesOf = ({
  activities,
  with: only = [],
  without = [],
  logged = [],
  pauses = [],
  restarts,
}: Pick<Rule, "activities" | "with" | "without" | "logged" | "pauses" | "restarts">): string[] => [
  ...activities,
  ...only,
  ...without,
  ...logged,
  ...pauses.flatMap((pair) => pair.slice(0, 2)),
  ...(restarts?.activities ?? []),
];

const Completion = z.union([
  z.literal("all"),
  z.strictObject({ activities: Activities.describe("Activities, one of which completes a case.") }),
]);

export const Procedure = z.strictObject({
  id: z
    .string()
    .regex(/^[\w.-]+$/, "an id is made of letters, digits and . _ -")
    .describe("Name of the procedure; it stands in every warning of its rules."),
  title: Bilingual.optional().describe("What it is called on pages."),
  source: z.string().optional().describe("Where its rules come from, for readers of the file."),
  applies: Condition.optional().describe(
    "Condition on case columns or attributes; without it the procedure covers every case.",
  ),
  completion: Completion.optional().describe(
    "When a case of this procedure is complete: nothing more is expected after what it has by then; what comes later takes it up again. `all`: every case is. Without it: when it has `closed_at`.",
  ),
  holidays: z
    .enum(HOLIDAYS)
    .optional()
    .describe("Whose holidays move the last day of a limit and make working days; limits in working days need it."),
  month_end: z
    .enum(MONTH_ENDS)
    .optional()
    .describe(
      "Where a limit in months ends that starts on the last day of a month: on the same day of its last month, as in civil cases (民法典202), which is the default; or, as in criminal ones (刑诉法解释202), on the last day of that month.",
    ),
  activities: z
    .record(
      z.string(),
      Activity.nullable().transform((a) => a ?? {}),
    )
    .describe("The activities, by a key that rules name them with."),
  rules: z.array(Rule).describe("What is asked of the cases."),
});
export type Procedure = z.infer<typeof Procedure>;
