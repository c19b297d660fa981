import { createHash } from "node:crypto";
import { appendFileSync, copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { expect } from "vitest";
import { openDuckDB } from "../../pipeline/engine/duckdb.ts";
import { join as joinSql, type Sql, sql } from "../../pipeline/engine/sql.ts";
import type { Warning } from "../../schemas/warning.ts";
import { manifestIn, type Said, warningsIn } from "../kit/cli.ts";
import {
  AS_OF,
  type Case,
  CLEAN,
  entriesIn,
  HEAD,
  latest,
  notesIn,
  openIn,
  project,
  RULES_ALONE,
  RUN,
  type Step,
} from "./project.ts";

const ASIDE = [
  "suppress",
  "--rule",
  "accepted-first",
  "--subject",
  "A2",
  "--reason",
  "data-problem",
  "--note",
  "paper file seen",
];
const MANY = Array.from({ length: 41 }, (_, i) => i);
const UNTIL = ["--by", "a", "--approved-by", "b", "--until", "2026-04-10"];
/** A warning that is, or is not, among those shown again in April 2026. */
const ofSample = (folder: string, again: boolean): string => {
  const first = (id: string) => createHash("sha256").update(`${id}2026-04`).digest()[0] as number;
  const found = warningsIn(latest(folder)).find(({ warning_id }) => first(warning_id) < 12 === again);
  return found?.warning_id ?? "none of them";
};
const soon = (): string => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

const aboutCase = (folder: string, caseId: string): string =>
  warningsIn(latest(folder)).find(({ case_id }) => case_id === caseId)?.warning_id ?? "";

const ofFirst = (folder: string): string[] => ASIDE.toSpliced(1, 4, warningsIn(latest(folder))[0]?.warning_id ?? "");

const reviewed = (folder: string, by: string): string[] => {
  const [first] = warningsIn(latest(folder));
  const view = ["--code", "statutory-exclusion", "--note", "the file shows it", "--by", by, "--lang", "en"];
  return ["review", first?.warning_id ?? "", ...view];
};

/** A night of the case below: what it tells of a warning, in short, and how it ends for a scheduler. */
const night = (
  day: string,
  { says, told, page, exit }: { says: string; told: readonly string[]; page?: string; exit: 0 | 1 },
): Step => ({
  args: ["run", "--as-of", day, "--fail-on", "4"],
  exit,
  says: [says],
  after: (folder) => {
    const states = warningsIn(latest(folder)).map(({ case_id, status, closing }) => {
      const closed = closing === null ? "" : ` closed by ${closing.reviewers.join(" and ")}`;
      return `${case_id} ${status}${closed}${closing?.changed ? `, then ${closing.changed.became}` : ""}`;
    });
    expect(states.sort()).toEqual(told);
    if (page !== undefined) expect(readFileSync(join(latest(folder), "report.html"), "utf8")).toContain(page);
  },
});
const viewed = (by: string, code: string, says: readonly string[]): Step => ({
  args: (folder) => ["review", aboutCase(folder, "A2"), "--code", code, "--note", "seen", "--by", by],
  exit: 0,
  says,
});
const ONE_VIEW = "one view, another person must see it";
const closing = (code: string): Step[] => [viewed("jia", code, [ONE_VIEW]), viewed("yi", code, ["closed"])];
const view = (warningId: string, by: string): string[] => [
  "review",
  warningId,
  "--code",
  "data-problem",
  "--note",
  "seen",
  "--by",
  by,
];
/** The suppression that is in the ledger. */
const asideIn = (folder: string): string => /"suppression ([0-9a-f]{12})"/.exec(payloadsIn(folder))?.[1] ?? "";
const payloadsIn = (folder: string): string =>
  readFileSync(join(folder, "workspace/ledger.ndjson"), "utf8")
    .trim()
    .split("\n")
    .map((line) => Buffer.from(JSON.parse(line).payload, "base64").toString("utf8"))
    .join("\n");

async function inWorkspace(folder: string, statements: readonly Sql[]): Promise<void> {
  const engine = await openDuckDB({ path: join(folder, "workspace/xiezhi.duckdb") });
  for (const statement of statements) await engine.run(statement);
  engine.close();
}

const keepIds = (folder: string): void =>
  writeFileSync(join(folder, "ids.json"), JSON.stringify(["A2", "A3"].map((name) => [name, aboutCase(folder, name)])));
/** The id of the warning about a case, as it was once told. */
const kept = (folder: string, caseId: string): string =>
  new Map<string, string>(JSON.parse(readFileSync(join(folder, "ids.json"), "utf8"))).get(caseId) ?? "";
const firstLines = (folder: string): string => {
  const [first] = readdirSync(join(folder, "reports")).filter((name) => name.startsWith("20260331"));
  return join(folder, "reports", first ?? "", "warnings.ndjson");
};
const replaceReport = (folder: string): void => {
  copyFileSync(firstLines(folder), join(folder, "lines"));
  appendFileSync(firstLines(folder), "\n");
};
const putReportBack = (folder: string): void => copyFileSync(join(folder, "lines"), firstLines(folder));
const aboutUnit = (folder: string, org: string): string =>
  warningsIn(latest(folder)).find(({ subject }) => subject.type === "org" && subject.id === org)?.warning_id ?? "";

/** What the last run told, as if it had been kept by the names of its records. */
async function namedAlone(folder: string): Promise<void> {
  const engine = await openDuckDB({ path: join(folder, "workspace/xiezhi.duckdb") });
  for (const { warning_id, evidence } of warningsIn(latest(folder))) {
    const names = evidence.map(({ part, event_id }) => sql`(${engine.digest(sql`${`${part} ${event_id}`}`)})`);
    await engine.run(sql`
      update warnings set records = ${joinSql(names, sql` + `)} where warning_id = ${warning_id}`);
  }
  engine.close();
}

/** A part of the page's data. */
function unpacked(folder: string, part: string) {
  const page = readFileSync(join(latest(folder), "report.html"), "utf8");
  const packed = new RegExp(`id="${part}"[^>]*>([^<]*)<`).exec(page)?.[1] ?? "";
  return JSON.parse(inflateSync(Buffer.from(packed, "base64")).toString());
}

/** The warnings of the leads that the page tells in short, as its data has them. */
const inShort = (folder: string) => unpacked(folder, "page-brief-0").flat();

/** Leads in the order of the page, and how the first warning of each stands, as its data has them. */
const listed = (folder: string): string[] => {
  const { leads, warnings, words } = unpacked(folder, "page-index-data");
  return leads.subject.map((subject: string, i: number) => `${subject} ${words.standings[warnings.standing[i]][1]}`);
};

/** What people decide of warnings. */
export const DECISIONS: Readonly<Record<string, Case>> = {
  "a warning set aside is still computed, counted and listed, and comes back": {
    files: project({
      "xiezhi.yaml": RULES_ALONE.replace("[html]", "[html, docx]"),
      "logs/exemptions.csv": "exemption_id,case_id,rule,reason,author,approver\nX1,A3,decided-in-ten-days,drill,a,b\n",
    }),
    steps: [
      {
        write: {
          "xiezhi.yaml": `${RULES_ALONE.replace("[html]", "[html, docx]").replace("logs/*.csv", "logs/a.csv").replace("procedures:", "  - { table: exemptions, files: logs/exemptions.csv }\nprocedures:")}`,
        },
        args: RUN,
        exit: 0,
        after: (folder) => {
          expect(openIn(folder)).toEqual(["accepted-first A2", "decided-in-ten-days A3 exempted X1"]);
          expect(readFileSync(join(latest(folder), "report.html"), "utf8")).toContain("上述提示中容错登记 1 项。");
          expect(existsSync(join(latest(folder), "leads.docx"))).toBe(true);
        },
      },
      {
        args: [...ASIDE, "--by", "a", "--approved-by", "\u3000\uff21\u200b", "--until", soon()],
        exit: 2,
        complains: ["the approver must be another person"],
      },
      {
        args: [...ASIDE, "--by", "a", "--approved-by", "b", "--until", "2999-01-01"],
        exit: 2,
        complains: ["a suppression lasts 180 days at most"],
      },
      {
        args: [...ASIDE, "--by", "a", "--approved-by", "b", "--until", "2026-13-31"],
        exit: 2,
        complains: ["--until 2026-13-31: neither a date nor a time"],
      },
      ...[
        { until: "2026-02-01", is: "before today (2026-02-02)" },
        { until: "2026-02-02T08:00", is: "before now (2026-02-02 12:00:00 Asia/Shanghai)" },
      ].map(({ until, is }) => ({
        clock: "2026-02-02T12:00+08:00",
        args: [...ASIDE, "--by", "a", "--approved-by", "b", "--until", until],
        exit: 2,
        complains: [`--until ${until} is ${is}`],
      })),
      { args: [...ASIDE, "--by", "a", "--approved-by", "b", "--until", soon()], exit: 0, says: ["Set aside"] },
      {
        args: (folder) => ["explain", aboutCase(folder, "A2"), "--lang", "zh"],
        exit: 0,
        says: [/已搁置\n.*搁置编号：[0-9a-f]{12}\n.*理由：数据问题\n/],
      },
      {
        args: ["audit", "A2", "--json"],
        exit: 0,
        says: [/"rule":"accepted-first"[^\n]*"suppression":\{[^}]*"author":"a","approver":"b"/],
      },
      {
        args: ["run", ...AS_OF, "--fail-on", "4"],
        exit: 0,
        says: ["1 set aside, 1 exempted"],
        after: (folder) => {
          expect(openIn(folder)).toEqual([
            "accepted-first A2 set aside by a and b",
            "decided-in-ten-days A3 exempted X1",
          ]);
          expect(manifestIn(latest(folder)).warnings).toMatchObject({ total: 2, by_set_aside: { 4: 1 }, exempted: 1 });
          const page = readFileSync(join(latest(folder), "report.html"), "utf8");
          expect(page).toContain("上述提示中已搁置 1 项、容错登记 1 项。");
          expect(page).toContain("Among these notices: 1 set aside, 1 exempted.");
        },
      },
      ...[
        {
          of: "A2",
          lang: "zh",
          says: [
            /已搁置\n.*搁置编号：[0-9a-f]{12}\n.*理由：数据问题\n/,
            /决定时间：\d{4}-\d\d-\d\d \d/,
            /有效期至：\d{4}-/,
            "抽样复看：",
          ],
        },
        { of: "A2", lang: "en", says: [/reason: A problem of the data\n/, /shown again this month: (yes|no)\n/] },
        { of: "A3", lang: "zh", says: [/容错清单\n.*清单编号：X1\n/] },
      ].map(({ of, lang, says }) => ({
        args: (folder: string) => [...["explain", aboutCase(folder, of)], ...["--lang", lang]],
        exit: 0,
        says,
        after: (_: string, { stdout }: Said) =>
          expect(stdout).not.toMatch(/suppression_id|exemption_id|data-problem|sampled|_at:|\d{13}/),
      })),
      {
        args: ["suppress", "--list", "--json"],
        exit: 0,
        after: (folder, { stdout }) => {
          const [row] = JSON.parse(stdout).suppressions;
          writeFileSync(join(folder, "id"), row.suppression_id);
        },
      },
      {
        args: ASIDE.map((arg) => (arg === "accepted-first" ? "acepted-first" : arg)).concat(UNTIL),
        exit: 2,
        complains: [
          "--rule acepted-first: neither a rule of the procedures in use nor a detector; did you mean accepted-first?",
        ],
      },
      {
        args: ["suppress", "--lift", "no-such", "--by", "c"],
        exit: 2,
        complains: ["no suppression no-such is in force"],
      },
      { clock: "2090-01-02T00:00:00Z", args: [...RUN, "--fail-on", "4", "--as-of", "2090-01-01"], exit: 1 },
      {
        args: (folder) => ["suppress", "--lift", readFileSync(join(folder, "id"), "utf8"), "--by", "c", "--json"],
        exit: 0,
        after: (folder, { stdout }) =>
          expect(JSON.parse(stdout)).toMatchObject({
            suppression_id: readFileSync(join(folder, "id"), "utf8"),
            lifted_by: "c",
          }),
      },
      { args: ["suppress", "--list", "--json"], exit: 0, says: ['"lifted_by":"c"'] },
    ],
  },
  "a suppression that ended or meets nothing is named, and a part of what is set aside is shown again": {
    files: project({ "logs/b.csv": HEAD + MANY.map((n) => `m${n},M${n},decide,2026-01-07 10:00:00,p2\n`).join("") }),
    steps: [
      { args: RUN, exit: 0 },
      ...[true, false].map((again) => ({
        clock: "2026-03-20T12:00+08:00",
        args: (folder: string) => [...ASIDE.toSpliced(1, 4, ofSample(folder, again)), ...UNTIL],
        exit: 0,
      })),
      { clock: "2026-03-20T12:00+08:00", args: [...ASIDE.toSpliced(4, 1, "GONE"), ...UNTIL], exit: 0 },
      {
        args: ["run", "--as-of", "2026-04-01", "--audience", "circulation", "--leads", "no-such-lead", "--quiet"],
        exit: 0,
        after: (folder) => {
          for (const edition of [".", "circulation"]) {
            const sampled = warningsIn(join(latest(folder), edition)).flatMap(({ suppression }) =>
              suppression ? [suppression.sampled] : [],
            );
            expect(sampled.sort()).toEqual([false, true]);
          }
          expect(manifestIn(latest(folder)).warnings).toMatchObject({ total: 43, by_set_aside: { 4: 1 } });
          expect(notesIn(folder)).toMatch(/in force that match no warning, 1: \w+ \(accepted-first GONE, /);
          expect(notesIn(folder)).toContain("no-such-lead");
          const circulated = readFileSync(join(latest(folder), "circulation/report.html"), "utf8");
          expect(circulated).not.toMatch(/GONE|no-such-lead/);
        },
      },
      {
        args: ["run", "--as-of", "2026-04-25", "--quiet"],
        exit: 0,
        after: (folder) => expect(notesIn(folder)).toContain("that ended in the last 30 days, 3: "),
      },
    ],
  },
  "nobody asks for their own acts to be set aside, or approves it": {
    files: project({
      // Hand-overs that name persons and no case.
      "xiezhi.yaml": RULES_ALONE.replace("procedures:", '  - { table: handovers, files: "h.csv" }\nprocedures:'),
      "h.csv": "handover_no,side,at,persons\nH1,sent,2026-01-06 09:00:00,somebody\n",
    }),
    steps: [
      { args: RUN, exit: 0 },
      ...[ofFirst, () => ASIDE, () => ASIDE.toSpliced(2, 1, "long-pending")].flatMap((aside) => [
        {
          args: (folder: string) => [...aside(folder), "--by", "P 2", "--approved-by", "b", "--until", soon()],
          exit: 2,
          complains: ["P 2 takes part in the acts of this lead; another person must ask for it to be set aside"],
        },
        {
          args: (folder: string) => [...aside(folder), "--by", "a", "--approved-by", "P2", "--until", soon()],
          exit: 2,
          complains: ["P2 takes part in the acts of this lead; another person must approve it"],
        },
      ]),
      {
        args: (folder) => [...ofFirst(folder), "--by", "a", "--approved-by", "b", "--until", soon()],
        exit: 0,
        says: ["Set aside"],
      },
    ],
  },
  "two persons of one view close a lead; nobody reviews their own acts": {
    files: project(),
    steps: [
      { args: RUN, exit: 0, after: (folder) => expect(openIn(folder)).toHaveLength(2) },
      {
        args: (folder) => reviewed(folder, "jia").filter((word) => !/^(--code|statutory-exclusion)$/.test(word)),
        exit: 2,
        complains: ["nothing to enter", "--code"],
      },
      {
        args: (folder) => [...reviewed(folder, "jia"), "--explanation", "the form came late"],
        exit: 2,
        complains: ["nobody reviews what they have explained"],
      },
      {
        args: (folder) => reviewed(folder, "p2").with(2, "--explanation"),
        exit: 2,
        complains: ["--note goes with --code"],
      },
      ...[
        { by: "P 2", exit: 2, complains: ["takes part in the acts of this lead"] },
        { by: "jia", exit: 0, says: ["one view, another person must see it"] },
        { by: "JIA", exit: 2, complains: ["has entered this view already"] },
        { by: "yi", exit: 0, says: ["closed, Time that the law does not count", "xiezhi clearance"] },
        { by: "bing", exit: 2, complains: ["is closed"] },
      ].map(({ by, ...step }) => ({ ...step, args: (folder: string) => reviewed(folder, by) })),
      { args: ["verify", "--json"], exit: 0, says: ['"review":2'] },
      {
        args: (folder) => {
          const explained = ["--explanation", "the form came late", "--by", "p2"];
          return ["review", warningsIn(latest(folder))[0]?.warning_id ?? "", ...explained];
        },
        exit: 0,
        says: ["the form came late"],
      },
      {
        args: (folder) => ["explain", warningsIn(latest(folder))[0]?.warning_id ?? "", "--lang", "en"],
        exit: 0,
        says: ["the form came late", "jia: Time that the law does not count; the file shows it"],
      },
      { args: ["run", "--as-of", "2026-04-01", "--quiet"], exit: 0 },
      {
        args: (folder) => ["audit", warningsIn(latest(folder))[0]?.case_id ?? "", "--html", "case.html", "--json"],
        exit: 0,
        says: [/"reviews":\[.*the file shows it.*"explanations":\[.*the form came late/],
        after: (folder) => {
          const page = readFileSync(join(folder, "case.html"), "utf8").replace(/<[^>]*>/g, "");
          for (const text of ["the form came late", "the file shows it", "seen in 2 runs"])
            expect(page).toContain(text);
          expect(entriesIn(folder)).toMatchObject({ view: 2, export: 1 });
        },
      },
      {
        args: (folder) => ["clearance", warningsIn(latest(folder))[0]?.warning_id ?? "", "--lang", "zh"],
        exit: 0,
        says: [/clearance-[0-9a-f]{20}\.docx/],
        after: (folder) => {
          const [first] = warningsIn(latest(folder));
          const html = readFileSync(join(folder, `clearances/clearance-${first?.warning_id}.html`), "utf8");
          expect(html).toContain("结论为“法定扣除”");
          expect(html).not.toMatch(/<script|the file shows it|p[12]\b/);
          const docx = readFileSync(join(folder, `clearances/clearance-${first?.warning_id}.docx`));
          expect(docx.subarray(0, 2).toString()).toBe("PK");
        },
      },
      {
        args: (folder) => ["clearance", warningsIn(latest(folder))[1]?.warning_id ?? ""],
        exit: 2,
        complains: ["is not closed"],
      },
      {
        args: ["verify", "--json"],
        exit: 0,
        says: [
          /"export":2/,
          /case\.html","line":\d+,"state":"unchanged"/,
          /clearances\/clearance-[0-9a-f]{20}\.html","line":\d+,"state":"unchanged"/,
        ],
      },
    ],
  },
  "what was closed is quiet until something about it changes": {
    files: project(),
    steps: [
      night("2026-03-31", { exit: 1, says: "2 new", told: ["A2 new", "A3 new"] }),
      ...closing("data-problem"),
      {
        ...night("2026-03-31", {
          exit: 0,
          says: "1 closed; 1 open",
          told: ["A2 new closed by jia and yi", "A3 new"],
        }),
      },
      {
        args: ["audit", "A2", "--lang", "zh"],
        exit: 0,
        says: [/已办结\n.*办结时间：\d{4}-\d\d-\d\d .*\n.*结论：数据问题\n.*核查人：jia、yi\n/],
      },
      night("2026-04-01", {
        exit: 0,
        says: "1 closed; 1 open",
        told: ["A2 unchanged closed by jia and yi", "A3 unchanged"],
      }),
      {
        args: ["run", "--as-of", "2026-04-01", "--full", "--audience", "circulation", "--quiet"],
        before: (folder) => copyFileSync(join(latest(folder), "warnings.ndjson"), join(folder, "night.ndjson")),
        exit: 0,
        after: (folder) => {
          const read = (name: string) => readFileSync(join(folder, name), "utf8");
          expect(read("reports/latest/warnings.ndjson")).toBe(read("night.ndjson"));
          expect(listed(folder)).toEqual(["A3 Unchanged", "A2 Closed"]);
          const page = read("reports/latest/report.html");
          for (const text of [
            "其中待核查的归为线索 1 条",
            "其中已搁置、已办结 1<",
            "上述提示中已办结 1 项。",
            "Among these notices: 1 closed.",
            "已办结",
            "jia, yi",
          ])
            expect(page).toContain(text);
          const { closing } = warningsIn(join(latest(folder), "circulation")).find(
            (w) => w.case_id === "A2",
          ) as Warning;
          expect(closing).toMatchObject({ code: null, reviewers: [], changed: null });
          expect(closing?.closed_at).toBeGreaterThan(0);
          const circulated = read("reports/latest/circulation/report.html");
          expect(circulated).toContain("上述提示中已办结 &lt;5 项。");
          expect(circulated).not.toMatch(/\bjia\b/);
        },
      },
      {
        ...night("2026-04-02", {
          exit: 1,
          says: "1 open again after a closing; 2 open",
          told: ["A2 updated closed by jia and yi, then updated", "A3 unchanged"],
          page: "in 2 runs up to 2026-04-01 23:59; level 4; measured 1 event; then updated",
        }),
        write: { "logs/b.csv": `${HEAD}e6,A2,decide,2026-01-08 10:00:00,p2\n` },
      },
      {
        args: (folder) => ["explain", aboutCase(folder, "A2"), "--lang", "en"],
        exit: 0,
        says: [
          /Closed before, changed since, and open again\n.*\n.*\n.*\n.*since then: updated; measured 1 event → 2 events; the records it rests on are not the same\n/,
          /\(of what it said before\) {2}jia: A problem of the data; /,
        ],
        after: (folder) => {
          const page = readFileSync(join(latest(folder), "report.html"), "utf8");
          expect(page.match(/（就其此前的情况）/g)).toHaveLength(2);
        },
      },
      {
        args: (folder) => ["clearance", aboutCase(folder, "A2")],
        exit: 2,
        after: (folder) => expect(listed(folder)).toEqual(["A2 Open again", "A3 Unchanged"]),
        complains: ["changed after it was closed; two persons"],
      },
      night("2026-04-03", {
        exit: 1,
        says: "1 open again after a closing; 2 open",
        told: ["A2 unchanged closed by jia and yi, then updated", "A3 unchanged"],
      }),
      {
        args: (folder) => ["review", aboutCase(folder, "A2")],
        exit: 0,
        says: ["open: nobody has reviewed it", "and has changed since"],
      },
      viewed("yi", "settled", [ONE_VIEW]),
      {
        ...night("2026-04-03", {
          exit: 1,
          says: "1 open again after a closing; 2 open",
          told: ["A2 updated closed by jia and yi, then updated", "A3 unchanged"],
        }),
        write: { "logs/e.csv": `${HEAD}e8,A2,decide,2026-01-08 11:00:00,p2\n` },
      },
      viewed("jia", "settled", [ONE_VIEW, "views of what it said before it changed do not count any more"]),
      viewed("yi", "settled", ["closed"]),
      {
        args: (folder) => ["suppress", aboutCase(folder, "A3"), ...ASIDE.slice(5), ...UNTIL],
        clock: "2026-03-20T12:00+08:00",
        exit: 0,
      },
      night("2026-04-03", {
        exit: 0,
        says: "1 set aside, 1 closed; 0 open",
        told: ["A2 updated closed by jia and yi", "A3 unchanged"],
      }),
      {
        ...night("2026-04-04", {
          exit: 0,
          says: "1 set aside; 0 open",
          told: ["A2 resolved closed by jia and yi", "A3 unchanged"],
        }),
        write: { "logs/c.csv": `${HEAD}e7,A2,accept,2026-01-06 10:00:00,p1\n` },
      },
      { args: (folder) => ["clearance", aboutCase(folder, "A2")], exit: 0 },
      {
        ...night("2026-04-05", {
          exit: 1,
          says: "1 set aside, 1 open again after a closing; 1 open",
          told: ["A2 new closed by jia and yi, then resolved", "A3 unchanged"],
        }),
        write: { "logs/d.csv": `${HEAD}e7,A2,sent,2026-01-06 10:00:00,p1\n` },
      },
      {
        args: (folder) => ["explain", aboutCase(folder, "A2"), "--lang", "zh"],
        exit: 0,
        says: [/曾办结，其后有变化，重新列出\n.*\n.*结论：予以了结\n.*\n.*办结以后：不再出现，之后再次出现/],
      },
      {
        args: (folder) => ["suppress", aboutCase(folder, "A2"), ...ASIDE.slice(5), ...UNTIL],
        clock: "2026-03-20T12:00+08:00",
        exit: 0,
      },
      night("2026-04-05", {
        exit: 0,
        says: "2 set aside; 0 open",
        told: ["A2 new closed by jia and yi, then resolved", "A3 unchanged"],
      }),
      {
        args: (folder) => ["explain", aboutCase(folder, "A2"), "--lang", "zh"],
        exit: 0,
        says: [/曾办结，其后有变化\n/],
      },
    ],
  },
  "a decision that is not as the ledger has it is named": {
    files: project({
      "xiezhi.yaml": `${RULES_ALONE.replace("procedures:", '  - { table: exemptions, files: "x*.csv" }\nprocedures:')}`,
      "x.csv": "exemption_id,reason,case_id\nX1,drill,A9\nX2,drill,A8\n",
    }),
    steps: [
      { args: RUN, exit: 0 },
      { args: [...ASIDE, "--by", "a", "--approved-by", "b", "--until", soon()], exit: 0 },
      { args: (folder) => ["suppress", "--lift", asideIn(folder), "--by", "c"], exit: 0 },
      { args: (folder) => view(aboutCase(folder, "A3"), "jia"), exit: 0 },
      { args: (folder) => ["review", aboutCase(folder, "A3"), "--explanation", "on paper", "--by", "p2"], exit: 0 },
      { args: ["verify"], exit: 0, says: ["Decided  4 decisions and 2 exemptions", "every decision and every output"] },
      {
        before: (folder) =>
          inWorkspace(folder, [
            sql`update suppressions set expires_at = expires_at + 1, approver = 'x'`,
            sql`delete from suppressions_lifted`,
            sql`insert into reviews select 'feigned', warning_id, code, note, 'yi', reviewed_at, occurrences from reviews`,
            sql`update explanations set text = 'nothing'`,
            sql`update stored_exemptions set case_id = 'A3' where exemption_id = 'X1'`,
            sql`delete from stored_exemptions where exemption_id = 'X2'`,
          ]),
        args: ["verify"],
        exit: 3,
        says: [
          /line \d+: decision changed; suppression [0-9a-f]+: the workspace has another approver, expires_at/,
          /line \d+: decision gone; suppression lifted [0-9a-f]+:/,
          "decision not entered; review feigned: the workspace has it, and no entry does",
          /decision changed; explanation [0-9a-f]+: the workspace has another text/,
          "decision changed; exemption X1: the workspace has it otherwise",
          /line \d+: decision gone; exemption [0-9a-f]{16}:/,
        ],
      },
    ],
  },
  "a workspace begun anew has none of the decisions of the one before, and that is told as no change": {
    files: project({
      "xiezhi.yaml": `${RULES_ALONE.replace("procedures:", '  - { table: exemptions, files: "x*.csv" }\nprocedures:')}`,
      "x.csv": "exemption_id,reason,case_id\nX1,drill,A9\n",
    }),
    steps: [
      { args: RUN, exit: 0 },
      { args: [...ASIDE, "--by", "a", "--approved-by", "b", "--until", soon()], exit: 0 },
      { before: (folder) => rmSync(join(folder, "workspace/xiezhi.duckdb")), args: RUN, exit: 0 },
      { args: ["verify"], exit: 0, says: ["Decided  0 decisions and 1 exemption in the workspace"] },
    ],
  },
  "a warning that is gone is still reviewed and cleared, from the report that told it": {
    files: project(),
    steps: [
      night("2026-03-31", { exit: 1, says: "2 new", told: ["A2 new", "A3 new"] }),
      ...closing("data-problem"),
      {
        ...night("2026-04-01", {
          exit: 0,
          says: "Warnings 0",
          told: ["A2 resolved closed by jia and yi", "A3 resolved"],
        }),
        before: keepIds,
        write: { "logs/b.csv": `${HEAD}e6,A2,accept,2026-01-06 10:00:00,p1\ne7,A3,decide,2026-01-08 10:00:00,p2\n` },
      },
      { args: ["run", "--as-of", "2026-04-02", "--quiet"], exit: 0 },
      { args: (folder) => ["clearance", kept(folder, "A2")], exit: 0, says: [/clearance-[0-9a-f]{20}\.docx/] },
      { args: (folder) => ["clearance", kept(folder, "A3")], exit: 2, complains: ["is not closed"] },
      { args: (folder) => view(kept(folder, "A3"), "p2"), exit: 2, complains: ["takes part in the acts of this lead"] },
      {
        before: replaceReport,
        args: (folder) => view(kept(folder, "A3"), "jia"),
        exit: 2,
        complains: [/was last told by run 20260331.*is not there as it was made; put that report back/],
      },
      {
        before: putReportBack,
        args: (folder) => ["review", kept(folder, "A3"), "--explanation", "it was on paper", "--by", "p2"],
        exit: 0,
        says: ["it was on paper", "The last run did not tell it; this is of what run 20260331"],
      },
      ...["jia", "yi"].map((by) => ({ args: (folder: string) => view(kept(folder, "A3"), by), exit: 0 })),
      { args: (folder) => ["clearance", kept(folder, "A3")], exit: 0 },
      // What was decided on was kept, as where every night has the same --out.
      { before: replaceReport, args: (folder) => ["clearance", kept(folder, "A2")], exit: 0 },
      { args: (folder) => ["clearance", kept(folder, "A3")], exit: 0 },
      { args: ["run", "--as-of", "2026-04-02", "--quiet"], exit: 0 },
      {
        clock: "2999-01-01T00:00:00Z",
        args: ["purge", "--before", "2998-01-01"],
        exit: 2,
        complains: ["the last run looked from"],
      },
      { clock: "2999-01-01T00:00:00Z", args: ["run", "--as-of", "2998-12-31", "--quiet"], exit: 0 },
      { clock: "2999-01-01T00:00:00Z", args: ["purge", "--before", "2998-01-01"], exit: 0 },
      {
        args: (folder) => ["clearance", kept(folder, "A2")],
        exit: 2,
        complains: [/was last told by run 20260331.*is not there as it was made/],
      },
    ],
  },
  "what only a look back told is explained, reviewed and cleared, and open again once a night tells it": {
    files: project(),
    steps: [
      night("2026-03-31", { exit: 1, says: "2 new", told: ["A2 new", "A3 new"] }),
      {
        write: { "logs/b.csv": `${HEAD}e6,A4,decide,2026-03-30 09:00:00,p2\n` },
        args: ["lookback", "--since", "2026-01-01", "--as-of", "2026-04-01", "--quiet"],
        exit: 0,
        after: (folder) => {
          const [report] = readdirSync(join(folder, "reports")).filter((name) => name.startsWith("lookback-"));
          const told = warningsIn(join(folder, "reports", report ?? "")).find(({ case_id }) => case_id === "A4");
          writeFileSync(join(folder, "ids.json"), JSON.stringify([["A4", told?.warning_id]]));
        },
      },
      {
        args: (folder) => ["explain", kept(folder, "A4").slice(0, 8), "--lang", "en"],
        exit: 0,
        says: ["Records it rests on", "told by no run", /The look back lookback-\S+ told it, and no nightly run has/],
      },
      { args: ["explain", "0000"], exit: 2, complains: ["no warning 0000 among"] },
      ...["jia", "yi"].map((by) => ({ args: (folder: string) => view(kept(folder, "A4"), by), exit: 0 })),
      { args: (folder) => ["clearance", kept(folder, "A4")], exit: 0, says: [/clearance-[0-9a-f]{20}\.docx/] },
      { args: ["verify"], exit: 0 },
      {
        args: ["run", "--as-of", "2026-04-02", "--quiet"],
        exit: 0,
        after: (folder) => {
          const told = warningsIn(latest(folder)).find(({ case_id }) => case_id === "A4");
          expect([told?.status, told?.closing?.changed?.became]).toEqual(["new", "untold"]);
        },
      },
    ],
  },
  "what was closed is open again when a record that it rests on says something else": {
    files: project(),
    steps: [
      night("2026-03-31", { exit: 1, says: "2 new", told: ["A2 new", "A3 new"] }),
      ...closing("data-problem"),
      {
        // An earlier release knew the records by their names alone.
        before: namedAlone,
        ...night("2026-04-01", {
          exit: 0,
          says: "1 closed; 1 open",
          told: ["A2 unchanged closed by jia and yi", "A3 unchanged"],
        }),
      },
      {
        ...night("2026-04-02", {
          exit: 1,
          says: "1 open again after a closing; 2 open",
          told: ["A2 updated closed by jia and yi, then updated", "A3 unchanged"],
        }),
        write: { "logs/b.csv": `${HEAD}e3,A2,decide,2026-01-07 10:00:00,p7\n` },
      },
      {
        args: (folder) => ["explain", aboutCase(folder, "A2"), "--lang", "en"],
        exit: 0,
        says: ["the records it rests on are not the same"],
      },
    ],
  },
  "whoever heads a unit, or has a declared conflict, decides nothing about it": {
    files: project({
      "xiezhi.yaml": `${RULES_ALONE.replace("feed-gap: off, ", "").replace("procedures:", '  - { table: postings, files: "posts.csv" }\n  - { table: control_totals, files: "totals.csv" }\n  - { table: conflicts, files: "conflicts.csv" }\nprocedures:')}`,
      "posts.csv":
        "posting_id,actor_id,org_id,head,from_at,to_at\nP1,boss,U1,true,2020-01-01,\nP2,p9,U1,false,2020-01-01,\n",
      "totals.csv": "org_id,day,events\nU1,2026-03-02,50\n",
      "conflicts.csv":
        "declaration_id,actor_id,party_id,kind,from_at,to_at\nC1,jia,p2,近亲属,2025-01-01,\nC2,p2,yi,近亲属,,\nC3,ding,p2,近亲属,2020-01-01,2020-12-31\n",
      "logs/a.csv": `${HEAD.trim()},org_id\n${CLEAN.split("\n")
        .slice(1, -1)
        .map((line) => `${line},U1\n`)
        .join("")}`,
    }),
    steps: [
      { args: RUN, exit: 0, after: (folder) => expect(aboutUnit(folder, "U1")).not.toBe("") },
      ...["boss", " BOSS"].map((by) => ({
        args: (folder: string) => view(aboutUnit(folder, "U1"), by),
        exit: 2,
        complains: ["heads or headed the unit that this is about; another person must review it"],
      })),
      ...[
        ["boss", "b", "ask for it to be set aside"],
        ["a", "boss", "approve it"],
      ].map(([by = "", approver = "", must]) => ({
        args: [
          ...ASIDE.with(2, "backlog-outlier").with(4, "U1"),
          "--by",
          by,
          "--approved-by",
          approver,
          "--until",
          soon(),
        ],
        exit: 2,
        complains: [`boss heads or headed the unit that this is about; another person must ${must}`],
      })),
      ...["jia", "Yi"].map((by) => ({
        args: (folder: string) => view(aboutCase(folder, "A2"), by),
        exit: 2,
        complains: ["has a declared conflict with somebody in the acts of this lead; another person must review it"],
      })),
      ...["boss", "ding"].map((by) => ({ args: (folder: string) => view(aboutCase(folder, "A2"), by), exit: 0 })),
      { args: (folder) => view(aboutUnit(folder, "U1"), "p9"), exit: 0 },
    ],
  },
  "leads about a head who asked, and those that protect a recorder, go one level up and are not circulated": {
    files: project({
      "xiezhi.yaml": `${RULES_ALONE.replace("recorder-protection: off, ", "").replace("repeat-inquirer: off, ", "").replace("procedures:", '  - { table: postings, files: "posts.csv" }\n  - { table: interventions, files: "r.csv" }\n  - { table: assignments, files: "assigned.csv" }\nprocedures:')}`,
      "posts.csv": "posting_id,actor_id,org_id,head,from_at,to_at\nP1,boss,U1,true,2020-01-01,\n",
      "r.csv": `record_id,case_id,recorder_id,received_at,inquirer_id,content_class\n${["A1", "A3", "A4"]
        .map((name, i) => `r${i},${name},p1,2026-01-1${i} 09:00:00,boss,具体要求\n`)
        .join("")}`,
      "assigned.csv":
        "case_id,actor_id,org_id,role,from_at,to_at\nA4,p1,U1,承办人,2026-01-05,2026-02-01\nA4,p3,U1,承办人,2026-02-01,\n",
      "logs/a.csv": `${CLEAN}e6,A4,accept,2026-01-05 09:00:00,p1\n`,
    }),
    steps: [
      {
        args: [...RUN, "--audience", "circulation"],
        exit: 0,
        after: (folder) => {
          const told = warningsIn(latest(folder)).map(({ code, head_of }) => `${code} ${head_of.join()}`);
          expect(told).toEqual(expect.arrayContaining(["IV06 U1", "IV07 U1"]));
          const circulated = warningsIn(join(latest(folder), "circulation")).map(({ case_id }) => case_id);
          expect(circulated.sort()).toEqual(["A2", "A3"]);
        },
      },
      {
        // Whoever asks, a recorder is protected from the unit.
        write: {
          "posts.csv": "posting_id,actor_id,org_id,head,from_at,to_at\nP1,other,U1,true,2020-01-01,\n",
        },
        args: [...RUN, "--audience", "circulation"],
        exit: 0,
        after: (folder) => {
          const circulated = warningsIn(join(latest(folder), "circulation")).map(({ code }) => code);
          expect(circulated).not.toContain("IV07");
          expect(circulated).toContain("IV06");
        },
      },
    ],
  },
  "a lead that touches the head of a unit is marked to go one level up": {
    files: project({
      "xiezhi.yaml": `${RULES_ALONE.replace("[html]", "[html, xlsx, docx]").replace("procedures:", '  - { table: postings, files: "posts.csv" }\nprocedures:')}`,
      "posts.csv": `posting_id,actor_id,org_id,head,from_at,to_at
P1,boss,一大队,true,2026-01-01,2026-06-30
P2,former,二大队,true,2020-01-01,2021-12-31
P3,later,三大队,true,2026-03-01,
P4,p9,一大队,false,2020-01-01,
P5,retired,四大队,true,2020-01-01,2026-01-07
P6,new,五大队,true,2026-01-07 15:00:00,2026-02-01
P7,gone,六大队,true,2020-01-01,2026-01-06
P8,leaving,七大队,true,2026-01-08,2026-03-31
`,
      "logs/a.csv": `${HEAD.trim()},approver_id,co_actor_ids
e1,A1,decide,2026-01-07 10:00:00,p2,boss,
e2,A2,decide,2026-01-07 10:00:00,former,,p9
e3,A3,decide,2026-01-07 10:00:00,p2,,p9; later
e4,A4,decide,2026-01-07 10:00:00,boss,,
e5,A5,decide,2026-01-07 23:30:00,retired,,
e6,A6,decide,2026-01-07 10:00:00,new,,
e7,A7,decide,2026-01-07 00:30:00,gone,,
e8,A8,decide,2026-01-07 23:30:00,leaving,,
`,
    }),
    steps: [
      {
        args: RUN,
        exit: 0,
        after: (folder) => {
          const told = warningsIn(latest(folder)).map(({ case_id, head_of }) => [case_id, head_of]);
          // Days count whole: the last one of a post to its end, the first from its beginning.
          expect(Object.fromEntries(told)).toEqual({
            ...{ A1: ["一大队"], A2: [], A3: ["三大队"], A4: ["一大队"] },
            ...{ A5: ["四大队"], A6: ["五大队"], A7: [], A8: ["七大队"] },
          });
          expect(readFileSync(join(latest(folder), "report.html"), "utf8")).toContain("one level up");
        },
      },
      {
        args: (folder) => ["explain", warningsIn(latest(folder))[0]?.warning_id ?? ""],
        exit: 0,
        says: ["The head of 一大队 took part in these acts"],
      },
      {
        // Told in short too, and marked as exempted beside it.
        write: {
          "xiezhi.yaml": `${RULES_ALONE.replace("[html]", "[html, xlsx], max_leads: 1").replace("logs/*.csv", "logs/a.csv").replace("procedures:", '  - { table: postings, files: "posts.csv" }\n  - { table: exemptions, files: "x.csv" }\nprocedures:')}`,
          "x.csv": "exemption_id,reason,case_id\nX1,drill,A8\n",
        },
        args: [...RUN, "--leads", "top:3"],
        exit: 0,
        after: (folder) => {
          const told = inShort(folder).map(([, , , , ...remarks]: [string, string][]) => remarks.map(([, en]) => en));
          expect(told.flat()).toEqual(
            expect.arrayContaining([
              expect.stringContaining("The head of 七大队 took part in these acts"),
              "On the register of exemptions (entry X1).",
            ]),
          );
          expect(notesIn(folder)).toContain("Sheets were asked for of the first 3 leads and made of 1: ");
        },
      },
      ...["boss", "p9"].map((by) => ({
        args: (folder: string) => [
          "review",
          aboutCase(folder, by === "boss" ? "A1" : "A2"),
          ...["--code", "settled", "--note", "seen", "--by", by],
        ],
        exit: 2,
        complains: ["takes part in the acts of this lead"],
      })),
    ],
  },
};
