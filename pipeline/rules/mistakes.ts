import { HOLIDAYS, type Procedure, type Rule, type Template } from "../../schemas/procedure.ts";
import { tableOf } from "../../schemas/tables.ts";
import { isInWorkingDays, mostGranted } from "../clock/limit.ts";
import { didYouMean } from "../kit/nearest.ts";
import type { YamlFile } from "../kit/yaml.ts";
import { isClock, shapeOf } from "./template.ts";

/** What the schema cannot check: that names exist, and that settings go with their template. */
export function mistakesOf(file: YamlFile<Procedure>): string[] {
  const { activities, rules, completion } = file.value;
  const known = Object.keys(activities);
  const problems: string[] = [];
  const nameProblem = (name: string, where: string) => {
    const meant = known.find((activity) => activities[activity]?.matches?.includes(name));
    const hint = meant ? `; it is a label of ${meant}` : didYouMean(name, known);
    return `${where}: unknown activity ${name}${hint || `; the procedure declares ${known.join(", ") || "none"}`}`;
  };
  if (completion && completion !== "all") {
    completion.activities.forEach((name, i) => {
      if (!known.includes(name)) problems.push(nameProblem(name, file.at("completion", "activities", i)));
    });
  }
  for (const [activity, { any = [] }] of Object.entries(activities)) {
    any.forEach((name, k) => {
      const where = file.at("activities", activity, "any", k);
      if (!known.includes(name)) problems.push(nameProblem(name, where));
      else if (activities[name]?.any) problems.push(`${where}: ${name} is itself made of others; name those`);
    });
  }
  const ids = new Set<string>();
  rules.forEach((rule, i) => {
    const named = [
      ...(["activities", "with", "without", "logged"] as const).flatMap((key) =>
        (rule[key] ?? []).map((name, k) => ({ name, path: [key, k] })),
      ),
      ...(rule.pauses ?? []).flatMap(([from, to], k) =>
        [from, to].map((name, end) => ({ name, path: ["pauses", k, end] })),
      ),
      ...(rule.restarts?.activities ?? []).map((name, k) => ({ name, path: ["restarts", "activities", k] })),
    ];
    for (const { name, path } of named) {
      if (!known.includes(name)) problems.push(nameProblem(name, file.at("rules", i, ...path)));
    }
    for (const [key, text] of ruleMistakes(rule, file.value))
      problems.push(`${file.at("rules", i, key)}: rule ${rule.id}: ${text}`);
    rule.law?.forEach(({ name, from, to }, k) => {
      if (from !== undefined && to !== undefined && to < from)
        problems.push(
          `${file.at("rules", i, "law", k, "to")}: rule ${rule.id}: ${name} ends on ${to}, before it begins on ${from}`,
        );
    });
    if (ids.has(rule.id)) problems.push(`${file.at("rules", i, "id")}: rule ${rule.id} is defined twice`);
    ids.add(rule.id);
  });
  return problems;
}

type Key = keyof Rule;

/** Keys that only these templates have. */
const ONLY_WITH: readonly (readonly [Key, ...Template[]])[] = [
  ["each", "min-actors"],
  ["persons", "different-actor"],
  ["tolerance", "precedence", "response"],
  ["start_at", "deadline"],
  ["repeats", "deadline"],
  ["extensions", "deadline"],
  ["exclusions", "deadline"],
  ["pauses", "deadline"],
  ["restarts", "deadline"],
  ["escalate", "deadline"],
];
const COUNTED: readonly Template[] = ["existence", "absence", "exactly", "min-actors"];
const OF_A_TARGET = ["within", "not_before", "same", "different"] as const;

function ruleMistakes(rule: Rule, { holidays }: Pick<Procedure, "holidays">): [key: Key, text: string][] {
  const { template, count, limit, roles, extensions, start_at, target } = rule;
  const { activities: wanted, target: ofTarget, activation } = shapeOf(template);
  const given = rule.activities.length;
  const isRole = template === "role";
  const notWith = `does not go with ${template}`;
  const possible: [wrong: unknown, key: Key, text: string][] = [
    [
      wanted === "2+" ? given < 2 : given !== wanted,
      "activities",
      `${template} takes ${wanted === "2+" ? "two or more" : wanted} activities, not ${given}`,
    ],
    [template === "exclusive-choice" && given > 2, "activities", "exclusive-choice takes two activities"],
    [count !== undefined && !COUNTED.includes(template), "count", `count ${notWith}`],
    [count === 0 && template !== "exactly", "count", "count must be at least 1"],
    [isClock(template) && limit === undefined, "template", `${template} needs a limit`],
    [!isClock(template) && limit !== undefined, "limit", `limit ${notWith}`],
    [
      template === "waiting-period" && limit && !("days" in limit || "months" in limit),
      "limit",
      "a waiting-period is counted in days or months",
    ],
    [isRole && roles === undefined, "template", "role needs roles"],
    [!isRole && roles !== undefined, "roles", `roles ${notWith}`],
    ...ONLY_WITH.map(([key, ...templates]): [boolean, Key, string] => [
      rule[key] !== undefined && !templates.includes(template),
      key,
      `${key} goes with ${templates.join(" and ")} only`,
    ]),
    ...OF_A_TARGET.map((key): [boolean, Key, string] => [
      rule[key] !== undefined && ofTarget === undefined && !(key === "same" && template === "deadline"),
      key,
      `${key} ${notWith}`,
    ]),
    [
      typeof extensions === "object" && extensions.days && limit && !isInWorkingDays(limit),
      "extensions",
      "only a limit in working days can be told how granted days are counted",
    ],
    [
      limit && isInWorkingDays(limit) && holidays === undefined,
      "limit",
      `working days need the procedure's \`holidays\` (${HOLIDAYS.join(", ")}): without them nobody can tell when the limit ends`,
    ],
    [
      limit && ("hours" in limit || "duration" in limit) && mostGranted(rule)?.months,
      "extensions",
      "a limit in hours or elapsed time is extended by days",
    ],
    [
      start_at !== undefined && tableOf("events").columns[start_at]?.type !== "time",
      "start_at",
      `${start_at} is no time column of events`,
    ],
    [
      target !== undefined && wanted !== 2 && activation !== "case",
      "target",
      `target ${notWith}: \`when\` is the condition on its events`,
    ],
  ];
  return possible.flatMap(([wrong, key, text]) => (wrong ? [[key, text]] : []));
}
