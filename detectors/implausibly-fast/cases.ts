import { defineCases } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import implausiblyFast from "./detector.ts";

const COLUMNS = ["case", "activity", "at", "doc_no", "recorded_at"];
/** The same rows with the person that each is about. */
const about = ({ log: { columns, rows }, asOf }: ReturnType<typeof approvals>, ...more: readonly Row[]) => ({
  log: new Log([...columns, "party"], [...rows.map((row) => [...row, null]), ...more]),
  asOf,
});
type Row = (string | null)[];

/** A hundred and twenty files read for a while before they were approved, and some more. */
function approvals(...more: readonly Row[]) {
  const usual = Array.from({ length: 120 }, (_, i) => {
    const day = `2025-${pad((i % 12) + 1)}-${pad((i % 28) + 1)}`;
    return [
      [`u${i}`, "讯问", `${day}T09:00:07`, `讯${i}`, null],
      [`u${i}`, "鉴定意见", `${day}T10:00:00`, `鉴${i}`, null],
      [`u${i}`, "呈请审批", `${day}T11:00:00`, null, null],
      [`u${i}`, "审批", `${day}T1${(i % 5) + 2}:${pad(i % 60)}:31`, null, null],
    ] as Row[];
  });
  return { log: new Log(COLUMNS, [...usual.flat(), ...more]), asOf: "2026-02-01" };
}

/** The steps of a case, at these times of one day. */
const steps = (id: string, times: readonly string[], recorded: string | null = null): Row[] =>
  ["受案登记", "处罚前告知", "审批", "处罚决定"].map((activity, i) => [
    id,
    activity,
    `2025-06-02T${times[i]}`,
    null,
    recorded,
  ]);

const pad = (n: number): string => String(n).padStart(2, "0");
const quick = (id: string, documents: number, seconds: number, recorded: string | null = null): Row[] => [
  ...Array.from({ length: documents }, (_, i) => [id, "调取证据", `2025-06-02T0${i + 1}:00:00`, `证${id}${i}`, null]),
  [id, "呈请审批", "2025-06-02T10:00:00", null, null],
  [id, "审批", `2025-06-02T10:00:${pad(seconds)}`, null, recorded],
];
/** Four documents, and the day after the submission and the approval, with dates alone. */
const days = (id: string): Row[] =>
  quick(id, 4, 9).map(([, activity, at, doc]) => [id, activity, doc ? at : "2025-06-03", doc, null] as Row);
/** The same log with times to the minute. */
const minutes = ({ log: { columns, rows }, asOf }: ReturnType<typeof approvals>) => ({
  log: new Log(
    columns,
    rows.map((row) => row.map((cell) => cell?.replace(/(T\d\d:\d\d):\d\d$/, "$1") ?? null)),
  ),
  asOf,
});
const spread = ["09:00:01", "10:00:00", "11:00:00", "12:00:00"];
const one = ["09:00:01", "17:30:12", "17:30:12", "17:30:12"];
/** A hundred and twenty cases whose steps have times of their own, and some more. */
const walked = (...more: readonly Row[]) => ({
  log: new Log(COLUMNS, [...Array.from({ length: 120 }, (_, i) => steps(`u${i}`, spread)).flat(), ...more]),
  asOf: "2026-02-01",
});

export default defineCases(implausiblyFast, {
  silent: {
    "nine seconds, one document": { ...approvals(...quick("c1", 1, 9)), outcome: "clear" },
    "everybody here clicks within a minute": {
      ...approvals(...Array.from({ length: 8 }, (_, i) => quick(`c${i}`, 4, 9 + i)).flat()),
      outcome: "clear",
    },
    "nine seconds, and thirty approvals in all": {
      log: new Log(COLUMNS, Array.from({ length: 30 }, (_, i) => quick(`c${i}`, 4, i === 0 ? 9 : 59)).flat()),
      outcome: "cannot tell",
    },
    "submitted and approved on one day, of which no time is known": {
      ...approvals(...days("c1")),
      outcome: "cannot tell",
    },
    "approved an hour after it was submitted, and seconds after another person's file was": {
      ...about(
        approvals(),
        ["c1", "调取证据", "2025-06-02T08:00:00", "A1", null, "p1"],
        ["c1", "调取证据", "2025-06-02T08:10:00", "A2", null, "p1"],
        ["c1", "呈请审批", "2025-06-02T09:00:00", null, null, "p1"],
        ["c1", "呈请审批", "2025-06-02T10:00:00", null, null, "p2"],
        ["c1", "审批", "2025-06-02T10:00:30", null, null, "p1"],
      ),
      outcome: "clear",
    },
    "four documents in nine seconds, in a case of the fast track": {
      ...approvals(...quick("c1", 4, 9)),
      tables: { cases: new Log(["case", "procedure_variant"], [["c1", "速裁程序"]]) },
      outcome: "clear",
    },
    "four documents within one minute, in a log without seconds": {
      ...minutes(approvals(...quick("c1", 4, 0))),
      outcome: "cannot tell",
    },
    "four documents in nine seconds, entered two days later": {
      ...approvals(...quick("c1", 4, 9, "2025-06-04T18:00:00")),
      outcome: "clear",
    },
    "a date without a time, a minute without seconds": {
      log: new Log(COLUMNS, [
        ...steps("c1", ["00:00", "00:00", "00:00", "00:00"]),
        ...steps("c2", ["09:00", "09:30", "09:30", "09:30"]),
      ]),
      asOf: "2026-02-01",
      outcome: "cannot tell",
    },
    "three steps in one minute, at a unit that keeps no seconds beside one that does": {
      log: new Log(
        [...COLUMNS, "org"],
        [
          ...walked().log.rows.map((row) => [...row, "court"]),
          ...steps("c1", ["09:00", "17:30", "17:30", "17:30"]).map((row) => [...row, "police"]),
        ],
      ),
      asOf: "2026-02-01",
      outcome: "cannot tell",
    },
    "entered two days later, all at once": {
      ...walked(...steps("c1", one, "2025-06-04T18:00:00")),
      outcome: "clear",
    },
    "a penalty on the spot": {
      ...walked(...steps("c1", one)),
      tables: { cases: new Log(["case", "procedure_variant"], [["c1", "当场处罚"]]) },
      outcome: "clear",
    },
    "the system writes one time for several steps": {
      ...walked(...Array.from({ length: 4 }, (_, i) => steps(`c${i}`, one)).flat()),
      outcome: "clear",
    },
  },
  warns: {
    "four documents, approved nine seconds after they came": {
      ...approvals(...quick("c1", 4, 9)),
      subjects: ["c1"],
      says: ["距提交 9 秒，所附文书 4 份", "of 121 approvals of its kind 0.83% were as fast", "signal, not a finding"],
      severity: 2,
      measured: 9,
      evidence: ["呈请审批", "审批"],
    },
    "approved twelve seconds after it came, with another person's approval in between": {
      ...about(
        approvals(),
        ["c1", "调取证据", "2025-06-02T08:00:00", "A1", null, "p1"],
        ["c1", "调取证据", "2025-06-02T08:10:00", "A2", null, null],
        ["c1", "呈请审批", "2025-06-02T09:00:00", null, null, "p2"],
        ["c1", "呈请审批", "2025-06-02T10:00:00", null, null, "p1"],
        ["c1", "审批", "2025-06-02T10:00:08", null, null, "p2"],
        ["c1", "审批", "2025-06-02T10:00:12", null, null, "p1"],
      ),
      subjects: ["c1"],
      says: ["距提交 12 秒，所附文书 2 份"],
      evidence: ["呈请审批", "审批"],
    },
    "those of the fast track, which are as fast, are of another kind": {
      ...approvals(...quick("c1", 4, 9), ...Array.from({ length: 5 }, (_, i) => quick(`f${i}`, 4, 5)).flat()),
      tables: {
        cases: new Log(
          ["case", "procedure_variant"],
          Array.from({ length: 5 }, (_, i) => [`f${i}`, "速裁程序"]),
        ),
      },
      subjects: ["c1"],
      says: ["of 121 approvals of its kind 0.83% were as fast"],
    },
    "penalties on the spot, which are of one moment, are of another kind": {
      ...walked(...steps("c1", one), ...Array.from({ length: 5 }, (_, i) => steps(`f${i}`, one)).flat()),
      tables: {
        cases: new Log(
          ["case", "procedure_variant"],
          Array.from({ length: 5 }, (_, i) => [`f${i}`, "当场处罚"]),
        ),
      },
      subjects: ["c1"],
      says: ["of 121 cases of its kind 0.83% have such a moment"],
    },
    "notice, approval and decision in one second": {
      ...walked(...steps("c1", one)),
      subjects: ["c1"],
      says: ["3 个有先后次序的环节均记载为 2025-06-02 17:30:12"],
      severity: 2,
      evidence: ["处罚前告知", "审批", "处罚决定"],
    },
  },
});
