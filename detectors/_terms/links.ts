import type { Situation } from "../../pipeline/detector.ts";
import { noRows, type Sql, sql } from "../../pipeline/engine/sql.ts";

const NONE = noRows({ case_key: "integer", other_key: "integer" });

/**
 * Cases of which either names the other as linked, both ways: `case_key, other_key`, null where that is not in the
 * data.
 */
export function linkedCases({ has, engine }: Situation): Sql {
  if (!has("cases", "linked_cases")) return NONE;
  const named = sql`
    select c.case_key, o.case_key as other_key
    from cases c cross join lateral ${engine.split(sql`c.linked_cases`, "l")}
    left join cases o on o.case_id = l.value and o.case_key <> c.case_key
    where l.value <> ''`;
  return sql`
    select case_key, other_key from (${named}) n
    union select other_key, case_key from (${named}) n where other_key is not null`;
}

/** Cases and those that go on with them under another number: `case_key, other_key`. */
export const continuedCases = ({ has }: Situation): Sql =>
  has("cases", "origin_case")
    ? sql`select c.case_key, o.case_key as other_key from cases o join cases c on c.case_id = o.origin_case`
    : NONE;
