import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { tableOfFile } from "../bin/init/headers.ts";
import { lookAround } from "../bin/init/look.ts";

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

it("looks below titles, into workbooks too, and leaves one that cannot be read to `check`", async () => {
  const folder = mkdtempSync(join(tmpdir(), "xiezhi-init-"));
  try {
    const header = ["案件编号", "环节", "办理时间"];
    const cells = [["某局案件流转表"], header, ["A1", "受理", "2025-01-01 09:00"]];
    const rows = cells.map((row) => row.map((value) => ({ value })));
    writeFileSync(join(folder, "a.xlsx"), await writeXlsxFile(rows).toBuffer());
    writeFileSync(join(folder, "b.csv"), cells.map((row) => row.join(";")).join("\n"));
    writeFileSync(join(folder, "c.xlsx"), "");
    const read = { header, rows: [cells[2]] };
    expect(await lookAround(folder)).toMatchObject([read, { ...read, delimiter: ";" }, { header: null, rows: [] }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
