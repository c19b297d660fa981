import { Warning } from "../../schemas/warning.ts";
import type { Engine } from "../engine/engine.ts";
import { sql } from "../engine/sql.ts";
import { layOut } from "../engine/table.ts";
import { SHARED_KEYS, type Shared } from "./card.ts";
import { numberIn } from "./texts.ts";

/** Places of a warning's line with constant text, and the variable member that follows each. */
const PLACES = {
  opening: "warning_id",
  named: "severity",
  titled: "message",
  lawful: "context",
  closing: "first_seen",
};

type Place = keyof typeof PLACES;

/** What the warnings of one rule under one text of the law have in common: as an object, and as text of their lines. */
export interface Form extends Readonly<Record<Place, string>> {
  readonly shared: Shared;
}

/**
 * `forms`: which form the warnings of a rule have, by the rule's number, the hit's matter and, where several texts of the
 * law are cited, the day whose law it is (`law_day`). Returns them by `form_no`. Reads `sightings`.
 */
export async function layOutForms(
  engine: Engine,
  sharedOn: (rule: number, matter: string | null) => (day: number | null) => Shared,
): Promise<Form[]> {
  const asked = await engine.all<{
    rule_no: number;
    matter: string | null;
    law_day: number | null;
    nameless: number;
  }>(sql`
    select rule_no, matter, law_day, count(*) - count(subject_type || subject_id) as nameless
    from sightings group by rule_no, matter, law_day order by rule_no, matter nulls first, law_day nulls first`);
  if (asked.some(({ nameless }) => nameless > 0))
    throw new Error("a hit names neither case, unit nor any other subject");
  const forms = new Map<Shared, number>();
  const rows = asked.map(({ rule_no, matter, law_day }) => {
    const shared = sharedOn(rule_no, matter)(law_day);
    return { rule_no, matter, law_day, form_no: numberIn(forms, shared) };
  });
  await layOut(engine, "forms", { rule_no: "integer", matter: "text", law_day: "integer", form_no: "integer" }, rows);
  return [...forms.keys()].map(formOf);
}

/** For each variable member of a warning's JSON line: the constant text in front of it, including its key. */
export function formOf(shared: Shared): Form {
  const isShared = (key: string): key is keyof Shared => (SHARED_KEYS as readonly string[]).includes(key);
  const before = new Map<string, string>();
  let text = "{";
  for (const key of Object.keys(Warning.shape)) {
    text += `${before.size === 0 && text === "{" ? "" : ","}${JSON.stringify(key)}:`;
    if (isShared(key)) text += JSON.stringify(shared[key]);
    else {
      before.set(key, text);
      text = "";
    }
  }
  const places = Object.entries(PLACES).map(([place, key]) => [place, before.get(key) as string]);
  return { shared, ...(Object.fromEntries(places) as Record<Place, string>) };
}
