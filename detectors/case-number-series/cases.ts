import { defineCases, log } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import caseNumberSeries from "./detector.ts";

type Row = Readonly<{ id: string; no: string | null; act?: string; at?: string; org?: string; linked?: string }>;

const COURT = "京0105刑初";

/** Cases of one court with their numbers, a case a day from January on. */
const numbered = (serials: readonly number[], type = COURT): Row[] =>
  serials.map((serial, i) => ({
    id: `k${serial}`,
    no: `（2024）${type}${serial}号`,
    at: new Date(Date.UTC(2024, 0, 5 + i)).toISOString().slice(0, 10),
  }));

const given = (rows: readonly Row[]) => ({
  log: new Log(
    ["case", "activity", "at"],
    rows.map(({ id, act = "立案", at = "2024-03-01" }) => [id, act, at]),
  ),
  tables: {
    cases: new Log(
      ["case", "case_no", "org", "linked_cases"],
      rows.map(({ id, no, org = "京0105", linked = null }) => [id, no, org, linked]),
    ),
  },
  asOf: "2024-06-30",
});

const upTo = (last: number, ...without: number[]): number[] =>
  Array.from({ length: last }, (_, i) => i + 1).filter((serial) => !without.includes(serial));

export default defineCases(caseNumberSeries, {
  silent: {
    "void numbers on record, rulings in one case, linked cases that share a number": {
      ...given([
        ...numbered(upTo(24, 7, 8)),
        { id: "r1", no: "（2024）京0105执3号之一" },
        { id: "r2", no: "（2024）京0105执3号之二" },
        { id: "a", no: "（2024）京0105民初9号", linked: "z; b" },
        { id: "b", no: "（2024）京0105民初9号" },
      ]),
      log: log`
        case activity at         doc_no
        k1   立案     2024-01-05 -
        k24  案号作废 2024-02-05 （2024）京0105刑初7号
        k24  案号作废 2024-02-05 （2024）京0105刑初8号`,
      outcome: "clear",
    },
    "as many are missing as were declared void in records without the number": {
      ...given(numbered(upTo(24, 7, 8))),
      log: log`
        case activity at         doc_no
        k1   立案     2024-01-05 a-1
        k24  案号作废 2024-02-05 -
        k24  案号作废 2024-02-05 -`,
      outcome: "cannot tell",
    },
    "review cases have random numbers": {
      ...given(
        numbered(
          upTo(30).map((i) => 10_000_000 + i * 97),
          "豫刑核",
        ),
      ),
      outcome: "clear",
    },
    "half of the series was delivered": {
      ...given(numbered(upTo(60).filter((i) => i % 2 === 0))),
      outcome: "cannot tell",
    },
    "fewer than twenty numbers": { ...given(numbered(upTo(12, 5))), outcome: "cannot tell" },
    "a case with a later number came before it": {
      ...given(numbered(upTo(30, 29))),
      asOf: "2024-02-05",
      outcome: "pending",
    },
    "the number before the last was declared void yesterday, and the one before that may still come": {
      ...given(numbered(upTo(28))),
      log: log`
        case activity at         doc_no
        k1   立案     2024-01-05 -
        k28  案号作废 2024-06-29 （2024）京0105刑初30号`,
      outcome: "pending",
    },
    "a case of an older year, of which the log has a hearing first": {
      ...given([{ id: "a", no: "（2022）京0105民初9号", act: "开庭" }]),
      outcome: "cannot tell",
    },
    "not a court's number, and a number that the police file quotes": {
      ...given([
        { id: "p1", no: "京公（朝）立字〔2024〕12号", org: "朝阳分局" },
        { id: "p2", no: "（2024）京0105刑初1号", org: "朝阳分局" },
        { id: "k1", no: "（2024）京0105刑初1号" },
      ]),
      outcome: "cannot tell",
    },
    "numbered in the first days of the new year": {
      ...given([{ id: "k1", no: "（2024）京0105刑初1号", at: "2023-12-29" }]),
      outcome: "clear",
    },
    "no case has a number": { log: "case activity at\nk1 立案 2024-01-05", outcome: "not evaluated" },
  },
  warns: {
    "numbers that no case holds": {
      ...given(numbered(upTo(40, 7, 21, 22))),
      subjects: ["（2024）京0105刑初"],
      says: [
        "1 至 40 号之间缺 3 个：7、21–22。",
        "3 numbers are missing between 1 and 40 of （2024）京0105刑初: 7, 21–22.",
        "A missing number is not a deleted case",
      ],
      severity: 2,
      measured: 3,
      evidence: ["立案", "立案", "立案", "立案"],
    },
    "one number written in two ways and held by two cases": {
      ...given([
        { id: "a", no: "(2024)京0105民初9号" },
        { id: "b", no: "（２０２４）京０１０５民初９号" },
      ]),
      subjects: ["（2024）京0105民初9号"],
      says: ["由 2 个案件使用"],
      severity: 3,
      measured: 2,
      evidence: [2, 3],
    },
    "numbered of a year before the case": {
      ...given([
        { id: "a", no: "（2022）京0105民初9号" },
        { id: "b", no: "（2024）京0105民初10号" },
      ]),
      subjects: ["a"],
      says: ["年度与案件时间不符", "opened on 2024-03-01"],
      severity: 2,
    },
  },
});
