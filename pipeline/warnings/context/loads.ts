import { type Bilingual, counted } from "../../../schemas/text.ts";
import { type ColumnOf, columnOf } from "../../columns.ts";
import type { Engine } from "../../engine/engine.ts";
import { sql } from "../../engine/sql.ts";
import type { Facts } from "../../facts.ts";
import { oncePer } from "../../kit/once-per.ts";
import { localDay, monthText } from "../../kit/zone.ts";
import { heldAgainstOthers } from "../../statistics/others.ts";
import type { ContextPart } from "../context.ts";
import { contextPart, figure, ofCases, type Said } from "./part.ts";

interface Load {
  readonly org_id: string;
  readonly period: string;
  readonly peer_group: string | null;
  readonly handlers: number | null;
  readonly leave_days: number | null;
  readonly emergency_days: number | null;
  readonly overtime_hours: number | null;
}

export interface Loads {
  readonly spoken: (org: string, day: number | null) => readonly Bilingual[];
  readonly groupOf: (org: string) => string | null;
}

/** Read once per run, for all its detectors. */
export const loadsOf = oncePer(readLoads);

async function readLoads(facts: Facts): Promise<Loads | null> {
  const { engine, zone, asOf, columns, openings } = facts;
  if (!columns.has("workload")) return null;
  const column = (name: ColumnOf<"workload">) => columnOf(facts, "workload", name, sql`w`);
  const rows = await engine.all<Load>(sql`
    select org_id, period, max(${column("peer_group")}) as peer_group,
      sum(${column("handlers")}) as handlers, sum(${column("leave_days")}) as leave_days,
      sum(${column("emergency_days")}) as emergency_days,
      sum(${column("overtime_hours")}) as overtime_hours
    from workload w group by org_id, period`);
  const opened = await engine.all<{ org_id: string; day: number; n: number }>(sql`
    select org_id, opened_on as "day", count(*) as n
    from (
      select org_id, ${engine.localDay(sql`opened_at`, zone)} as opened_on
      from ${openings} o where org_id is not null and opened_at is not null
    ) c group by org_id, opened_on`);
  const intake = new Map<string, number>();
  for (const { org_id, day, n } of opened) {
    const place = placeOf(org_id, monthText(day));
    intake.set(place, (intake.get(place) ?? 0) + n);
  }
  const casesOf = ({ org_id, period }: Load) => intake.get(placeOf(org_id, period)) ?? 0;
  const perHandler = (row: Load) => (row.handlers ? casesOf(row) / row.handlers : null);
  const others = heldAgainstOthers(
    rows.filter((row) => perHandler(row) !== null),
    ({ peer_group, period }) => placeOf(peer_group ?? "", period),
    (row) => perHandler(row) ?? 0,
  );
  const sentences = new Map(
    rows.map((row) => {
      const median = row.peer_group === null ? null : (others.get(row)?.median ?? null);
      return [placeOf(row.org_id, row.period), [...loadSaid(row, casesOf(row), median), ...leaveSaid(row)]] as const;
    }),
  );
  const group = new Map(rows.map(({ org_id, peer_group }) => [org_id, peer_group]));
  const today = localDay(zone.name, asOf);
  return {
    spoken: (org, day) => sentences.get(placeOf(org, monthText(day ?? today))) ?? [],
    groupOf: (org) => group.get(org) ?? null,
  };
}

export async function loadPart(engine: Engine, { spoken }: Loads): Promise<ContextPart | null> {
  const units = await engine.all<{ org_id: string; acted_on: number | null }>(
    sql`select distinct org_id, acted_on from sightings where org_id is not null`,
  );
  const said = units.map(({ org_id, acted_on }): Said => [[org_id, acted_on], spoken(org_id, acted_on)]);
  return ofCases(
    await contextPart(
      engine,
      "load",
      [
        ["org_id", "text"],
        ["acted_on", "integer"],
      ],
      said,
    ),
  );
}

function loadSaid({ period, handlers }: Load, cases: number, median: number | null): Bilingual[] {
  if (!handlers) return [];
  const [hands, each] = [figure(handlers), figure(cases / handlers)];
  return [
    {
      zh: `${period}，该单位在岗 ${hands} 人，新收 ${cases} 件，人均 ${each} 件${median === null ? "" : `，同类其他单位人均的中位数为 ${figure(median)} 件`}。`,
      en: `In ${period} the unit had ${hands} handlers at work and ${counted(cases, "new case")}, ${each} each${median === null ? "" : `; the median of its peers is ${figure(median)}`}.`,
    },
  ];
}

function leaveSaid({ period, leave_days, emergency_days, overtime_hours }: Load): Bilingual[] {
  const parts = [
    { n: leave_days, zh: (n: string) => `休假、培训 ${n} 人日`, en: "day of leave and training" },
    { n: emergency_days, zh: (n: string) => `应急任务 ${n} 人日`, en: "day on emergency duty" },
    { n: overtime_hours, zh: (n: string) => `加班 ${n} 小时`, en: "hour of overtime" },
  ].flatMap(({ n, zh, en }) =>
    n ? [{ zh: zh(figure(n)), en: `${figure(n)} ${n === 1 ? en : en.replace(/^\w+/, "$&s")}` }] : [],
  );
  if (parts.length === 0) return [];
  return [
    {
      zh: `${period}，该单位登记${parts.map(({ zh }) => zh).join("，")}。`,
      en: `In ${period} the unit declared ${parts.map(({ en }) => en).join(", ")}.`,
    },
  ];
}

const placeOf = (a: string, b: string): string => JSON.stringify([a, b]);
