import type * as z from "zod";
import { BESIDE } from "../../pipeline/beside.ts";
import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";
import { poissonAtLeast } from "../../pipeline/statistics/poisson.ts";
import { OPENINGS_AND_CLOSINGS } from "../_terms/closings.ts";
import type { Params } from "./closings.ts";

/** Reopened or closed without service (OC06), and decided without service (PS08). */
export const ECHOES = ["OC06", "PS08"];

/** Closings of a unit and year at period ends and at other times, and those of each that came back. */
interface Echo {
  readonly ends: number;
  readonly echoing: number;
  readonly others: number;
  readonly others_echoing: number;
}

const NONE: Echo = { ends: 0, echoing: 0, others: 0, others_echoing: 0 };

interface Place {
  readonly org_id: string;
  readonly kind: string;
  readonly year: number;
}

const echoes = ({ echo }: z.output<typeof Params>): Sql => sql`
  select c.org_id, d.kind, d.year,
    count(case when d.place = 'end' then 1 end) as ends, count(case when d.place = 'end' then q.case_key end) as echoing,
    count(case when d.place <> 'end' then 1 end) as others,
    count(case when d.place <> 'end' then q.case_key end) as others_echoing
  from ${OPENINGS_AND_CLOSINGS} c
  join closing_days d on d.day = c.closed_on and d.place <> 'after'
  left join (
    select case_key from ${BESIDE} where code in ${ECHOES}
    union
    select s.case_key from steps s join ${OPENINGS_AND_CLOSINGS} k
      on k.case_key = s.case_key and s.occurred_on > k.closed_on
    where s.activity in ${echo}
  ) q on q.case_key = c.case_key
  group by c.org_id, d.kind, d.year`;

/** What came back of a unit's closings: a case with a hit of the codes, or with an act after its closing. */
export async function echoesOf(params: z.output<typeof Params>, situation: Situation): Promise<(place: Place) => Echo> {
  const rows = await situation.facts.engine.all<Place & Echo>(echoes(params));
  const nameOf = ({ org_id, kind, year }: Place) => JSON.stringify([org_id, kind, year]);
  const found = new Map(
    rows.map((row) => {
      const { ends, echoing, others, others_echoing } = row;
      return [nameOf(row), { ends, echoing, others, others_echoing }];
    }),
  );
  return (place) => found.get(nameOf(place)) ?? NONE;
}

/** Whether what was closed at period ends came back clearly more often than the unit's other closings. */
export function isEcho({ ends, echoing, others, others_echoing }: Echo, params: z.output<typeof Params>): boolean {
  const expected = (ends * (others_echoing + 0.5)) / (others + 1);
  return (
    echoing >= params.min_echoing &&
    echoing >= params.min_ratio * expected &&
    poissonAtLeast(echoing, expected) < params.max_p
  );
}
