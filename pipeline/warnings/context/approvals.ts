import { extensionWord, RESUMED, SUSPENDED } from "../../../schemas/values.ts";
import { columnOf } from "../../columns.ts";
import type { Engine } from "../../engine/engine.ts";
import { sql } from "../../engine/sql.ts";
import type { Facts } from "../../facts.ts";
import { groupBy } from "../../kit/group.ts";
import { oncePer } from "../../kit/once-per.ts";
import { dateOf } from "../../kit/zone.ts";
import type { ContextPart } from "../context.ts";
import { contextPart, type Said } from "./part.ts";

/** Approvals and suspensions shown of a case. */
const SHOWN = 3;

export async function approvalPart(engine: Engine, facts: Facts): Promise<ContextPart | null> {
  const { asOf, has, zone } = facts;
  if (!has("extensions", "approved_at")) return null;
  const rows = await engine.all<{ case_id: string; kind: string; basis: string | null; approved_on: number }>(sql`
    select s.case_id, x.kind, ${columnOf(facts, "extensions", "basis", sql`x`)} as basis, ${engine.localDay(sql`x.approved_at`, zone)} as approved_on
    from (select distinct case_id from sightings where case_id is not null) s
    join extensions x on x.case_id = s.case_id and x.approved_at <= ${asOf}
    order by s.case_id, x.approved_at, x.kind`);
  const said = [...groupBy(rows, ({ case_id }) => case_id)].map(([case_id, granted]): Said => {
    const list = granted.slice(0, SHOWN).map(({ approved_on, kind, basis: ground }) => ({
      on: dateOf(approved_on),
      kind: extensionWord(kind),
      ground: ground ?? "",
    }));
    const more = granted.length > SHOWN;
    return [
      [case_id],
      [
        {
          zh: `本案登记在册的期限审批 ${granted.length} 件：${list.map(({ on, kind, ground }) => `${on} ${kind.zh} ${ground}`.trim()).join("；")}${more ? " 等" : ""}。`,
          en: `Approvals on record in the case: ${granted.length} (${list.map(({ on, kind, ground }) => `${on} ${kind.en} ${ground}`.trim()).join("; ")}${more ? " …" : ""}).`,
        },
      ],
    ];
  });
  return contextPart(engine, "approval", [["case_id", "text"]], said);
}

/** `suspension_acts`: what suspends and resumes, sought in the log once a run for all its detectors. */
const layOutSuspensions = oncePer(({ engine }: Facts) =>
  engine.run(sql`
    create or replace temp table suspension_acts as
    select case_key, activity, occurred_on, pos from steps where activity in ${[...SUSPENDED, ...RESUMED]}`),
);

/** Whether or not the clock in question counts them. */
export async function suspensionPart(engine: Engine, facts: Facts): Promise<ContextPart | null> {
  await layOutSuspensions(facts);
  const rows = await engine.all<{ case_id: string; activity: string; occurred_on: number }>(sql`
    select s.case_id, p.activity, p.occurred_on
    from (select distinct case_id, case_key from sightings where case_key is not null) s
    join suspension_acts p on p.case_key = s.case_key
    order by s.case_id, p.pos`);
  const said = [...groupBy(rows, ({ case_id }) => case_id)].map(([case_id, acts]): Said => {
    const list = acts.slice(0, SHOWN).map(({ activity, occurred_on }) => `${dateOf(occurred_on)} ${activity}`);
    const more = acts.length > SHOWN;
    return [
      [case_id],
      [
        {
          zh: `本案登记在册的中止、恢复：${list.join("；")}${more ? " 等" : ""}。`,
          en: `Suspensions and resumptions on record in the case: ${list.join("; ")}${more ? " …" : ""}.`,
        },
      ],
    ];
  });
  return contextPart(engine, "suspension", [["case_id", "text"]], said);
}
