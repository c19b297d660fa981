import { expect, it } from "vitest";
import { tableOfFile } from "../bin/init/headers.ts";

const acts = "case_id,activity,occurred_at,actor_id,org_id";

it.each([
  ["handover-events.csv", acts, "events"],
  ["access-events.csv", acts, "events"],
  ["移送案件.csv", "案件编号,环节,办理时间", "events"],
  ["assignment-postings.csv", "actor_id,org_id,kind,from_at,to_at", "postings"],
  [
    "asked-register.csv",
    "record_id,case_id,recorder_id,received_at,recorded_at,inquirer_id,content_class",
    "interventions",
  ],
  ["移送.csv", "移送编号,案件编号,移送或接收,移送时间", "handovers"],
  ["过问登记簿.csv", "案件编号,过问人,收到", "interventions"],
  ["案件台账.csv", "案件编号,案由", "cases"],
  ["a.csv", "案件编号,案由,承办单位", "cases"],
  ["b.csv", "x,y", null],
])("%s with %s holds %s", (name, header, table) => expect(tableOfFile(name, header.split(","))).toBe(table));
