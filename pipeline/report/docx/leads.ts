import type { ISectionOptions } from "docx";
import type { Audience } from "../../../schemas/choices.ts";
import { CLOSE_CODES } from "../../../schemas/choices.ts";
import type { RunManifest } from "../../../schemas/run.ts";
import type { Bilingual, Language } from "../../../schemas/text.ts";
import type { Evidence, Warning } from "../../../schemas/warning.ts";
import type { Decided } from "../../decisions/decided.ts";
import type { Lead } from "../../warnings/leads.ts";
import type { Past } from "../../warnings/lives.ts";
import { type ClosingSaid, closingSaid } from "../closing.ts";
import { entrySaid, withName } from "../entry.ts";
import { HEADINGS } from "../headings.ts";
import { PAST, pastSaid, seenBefore } from "../past.ts";
import { quantity, stepValue } from "../quantities.ts";
import { type LocalClock, localClock } from "../text.ts";
import {
  BANNER,
  citation,
  DATA_CONFIDENCE,
  detectorName,
  EDITIONS,
  INQUIRY_BASE_RATE,
  isAboutInquiries,
  oneLevelUp,
  SEVERITIES,
  SIGNAL_NOTE,
  SUBJECTS,
  standingSaid,
  TIER_WORDS,
  tableWord,
} from "../words.ts";
import {
  body,
  box,
  columns,
  gap,
  grid,
  heading,
  leadIn,
  numbered,
  official,
  sheet,
  small,
  subheading,
  subtitle,
  title,
} from "./official.ts";
import { packed } from "./package.ts";

export interface LeadSheets {
  readonly manifest: RunManifest;
  readonly leads: readonly Lead[];
  /** What people have entered about warnings, by their ids. */
  readonly decided: ReadonlyMap<string, Decided>;
  /** What warnings said before, by their ids. */
  readonly past: Past;
  readonly language: Language;
  readonly audience: Audience;
}

/** Records listed on a sheet; the rest is named by its number and stands in the machine files. */
const MOST_RECORDS = 40;
/** Notices told on a sheet, the gravest first. */
const MOST_NOTICES = 10;
const NUMERALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/** `leads.docx`: a sheet for each lead, to be verified, answered and signed by people. */
export async function leadsDocx({ manifest, leads, decided, past, language, audience }: LeadSheets): Promise<Buffer> {
  const say = (text: Bilingual): string => text[language];
  const sections = leads.map((lead, i) => sheetOf(lead, i + 1, { manifest, decided, past, audience, say }));
  return packed(official(say(TITLE), sections.length > 0 ? sections : [sheet([title(say(TITLE)), body(say(NONE))])]), {
    title: say(TITLE),
    at: manifest.as_of,
  });
}

const TITLE: Bilingual = {
  zh: "办案日志风险提示（线索）核查单",
  en: "Case-log risk notice (lead): verification sheet",
};
const NONE: Bilingual = { zh: "没有选中线索。", en: "No lead was selected." };

type Say = (text: Bilingual) => string;

interface Setting extends Pick<LeadSheets, "manifest" | "decided" | "past" | "audience"> {
  readonly say: Say;
}

function sheetOf(lead: Lead, number: number, { manifest, decided, past, audience, say }: Setting): ISectionOptions {
  const clock = localClock(manifest.timezone);
  const { warnings } = lead;
  const records = uniqueBy(
    warnings.flatMap(({ evidence }) => evidence),
    keyOf,
  );
  let section = 0;
  const next = (text: Bilingual) => {
    const zh = `${NUMERALS[section]}、${text.zh}`;
    section += 1;
    return heading(say({ zh, en: `${section}. ${text.en}` }));
  };
  const earlier = ({ warning_id, unit }: Warning) => pastSaid(past.get(warning_id) ?? [], unit, clock);
  const several = warnings.length > 1;
  const told = warnings.slice(0, MOST_NOTICES);
  return sheet([
    title(say(TITLE)),
    subtitle(manifest.name),
    numbered(say(numberOf(lead, number, manifest.run_id))),
    gap(),
    box(`${say(BANNER)}\n${say(EDITIONS[audience])}`, 10),
    gap(),
    next({ zh: "基本情况", en: "The lead" }),
    grid(factsOf(lead, clock.text(manifest.as_of).slice(0, 19), say), [18, 32, 18, 32], false),
    small(say(wayBack(lead, audience))),
    gap(),
    next({ zh: "数据显示", en: "What the data show" }),
    ...told.flatMap((warning, i) =>
      noticeOf(warning, several ? i + 1 : null, {
        say,
        clock,
        earlier: earlier(warning),
        closed: closingSaid(warning, clock),
      }),
    ),
    ...(warnings.length > told.length ? [body(say(moreNotices(warnings.length - told.length)))] : []),
    next({ zh: "证据清单", en: "Evidence" }),
    evidenceOf(records.slice(0, MOST_RECORDS), clock.text, say),
    gap(),
    ...hashesOf(records.slice(0, MOST_RECORDS), say),
    ...(records.length > MOST_RECORDS ? [body(say(moreRecords(records.length)))] : []),
    ...listOf(next, HEADINGS.missing, merged(warnings, "missing"), say),
    ...listOf(next, HEADINGS.context, merged(warnings, "context"), say),
    ...listOf(next, HEADINGS.innocent, merged(warnings, "innocent"), say),
    ...listOf(next, HEADINGS.checks, merged(warnings, "checks"), say),
    next({ zh: "承办人（单位）说明", en: "What the handler or unit says" }),
    ...explanationOf(lead, decided, clock, say),
    gap(),
    next(HEADINGS.reviews),
    ...viewsOf(lead, { decided, past }, clock, say),
    leadIn(say(CODES)),
    columns(
      Object.values(CLOSE_CODES).map((code) => `□ ${say(code)}`),
      3,
    ),
    gap({ keepNext: true }),
    grid(signaturesOf(say), [50, 50], true),
  ]);
}

/** A sheet goes by the id of its gravest notice, by which page and commands know the lead. */
function numberOf({ warnings: [first] }: Lead, number: number, run: string): Bilingual {
  const id = first?.warning_id ?? "";
  return { zh: `编号：${id}（运行 ${run} 第 ${number} 份）`, en: `No. ${id} (sheet ${number} of run ${run})` };
}

/** How whoever has the sheet in hand finds the lead again. */
function wayBack({ case_id }: Lead, audience: Audience): Bilingual {
  const page = {
    zh: "查找：在 report.html 的“查找”框中输入编号",
    en: "To find it: give the number to the search box of report.html",
  };
  if (audience === "circulation")
    return {
      zh: `${page.zh}（流转版的编号，内部编号见 circulation-ids.ndjson）。`,
      en: `${page.en} (that of this edition; circulation-ids.ndjson has the inspectors' own).`,
    };
  const commands = ["xiezhi explain", ...(case_id === null ? [] : ["xiezhi audit"])];
  return {
    zh: `${page.zh}；或者运行 ${commands.map((command) => `${command} 加${command.endsWith("audit") ? "案件" : ""}编号`).join("、")}。`,
    en: `${page.en}, or run ${commands.map((command) => `\`${command}\` with ${command.endsWith("audit") ? "the case" : "it"}`).join(" or ")}.`,
  };
}

const keyOf = ({ table, event_id, source: { sha256, line } }: Evidence): string =>
  JSON.stringify([table, event_id, sha256, line]);

const EXPLANATION: Bilingual = {
  zh: "（请承办人或者单位说明情况并附材料；说明不得作为加重处理的依据。）",
  en: "(The handler or the unit may explain and attach material; an explanation never makes anything worse.)",
};
const SIGNATURE: Bilingual = {
  zh: "签名：　　　　　　　　　　　　　　　　　　年　　月　　日",
  en: "Signed:                                        Date:",
};
/** Room to write, and below it the place to sign. */
const signed = (lines: number, say: Say): string => `${"\n".repeat(lines + 1)}${say(SIGNATURE)}`;

/** What the handler or the unit has said so far, and room for more. */
function explanationOf({ warnings }: Lead, decided: Setting["decided"], clock: LocalClock, say: Say) {
  const given = warnings.flatMap((warning) =>
    (decided.get(warning.warning_id)?.explanations ?? []).map(({ at, by, text }) =>
      say({
        zh: `${clock.minute(at)} ${by}（${warning.code}）：${text}`,
        en: `${clock.minute(at)} ${by} (${warning.code}): ${text}`,
      }),
    ),
  );
  return given.length === 0
    ? [box(`${say(EXPLANATION)}${signed(6, say)}`, 55)]
    : [
        box([say(EXPLANATION), say({ zh: "已有说明：", en: "Given so far:" }), ...given].join("\n"), 10),
        gap(),
        box(`${say({ zh: "补充说明：", en: "To add:" })}${signed(5, say)}`, 45),
      ];
}

/** What reviewers have entered so far. */
const viewsOf = (
  { warnings }: Lead,
  { decided, past }: Pick<Setting, "decided" | "past">,
  clock: LocalClock,
  say: Say,
) =>
  warnings.flatMap(({ warning_id, code }) =>
    (decided.get(warning_id)?.reviews ?? []).map((view) => {
      const before = seenBefore(view, past.get(warning_id));
      const at = clock.minute(view.at);
      return body(
        say({
          zh: `${at}${before?.zh ?? ""} ${view.reviewer}（${code}）：${CLOSE_CODES[view.code].zh}。${view.note}`,
          en: `${at}${before?.en ?? ""} ${view.reviewer} (${code}): ${CLOSE_CODES[view.code].en}. ${view.note}`,
        }),
      );
    }),
  );

const moreNotices = (more: number): Bilingual => ({
  zh: `另有 ${more} 项提示未列出，全部见 warnings.ndjson；以下证据、解释和核查事项涵盖全部提示。`,
  en: `${more} more notices are not told here; all are in warnings.ndjson. What follows (records, explanations, checks) is of all of them.`,
});

const moreRecords = (total: number): Bilingual => ({
  zh: `证据共 ${total} 条，以上列前 ${MOST_RECORDS} 条，其余见 warnings.ndjson。`,
  en: `${total} records in all, the first ${MOST_RECORDS} above; the rest is in warnings.ndjson.`,
});

function factsOf(lead: Lead, asOf: string, say: Say): string[][] {
  const [first] = lead.warnings as readonly [Warning, ...Warning[]];
  const tiers = uniqueBy(
    lead.warnings.map(({ tier }) => (tier === "signal" ? SIGNAL_NOTE : TIER_WORDS.rule)),
    say,
  );
  return [
    [say(SUBJECTS[lead.subject.type]), lead.subject.id, say(HEADINGS.unit), lead.org_id ?? "—"],
    [
      say(HEADINGS.severity),
      `${lead.severity} ${say(SEVERITIES[lead.severity] ?? { zh: "", en: "" })}`,
      say(HEADINGS.tier),
      tiers.map(say).join(say({ zh: "、", en: ", " })),
    ],
    [say(HEADINGS.status), say(standingSaid(first)), say(HEADINGS.asOf), asOf],
  ];
}

interface Around {
  readonly say: Say;
  readonly clock: LocalClock;
  /** What it said before. */
  readonly earlier: readonly Bilingual[];
  readonly closed: ClosingSaid | null;
}

function noticeOf(warning: Warning, number: number | null, { say, clock: local, earlier, closed }: Around) {
  const {
    title: name,
    code,
    message,
    law,
    clock,
    measured,
    threshold,
    unit,
    peer,
    exemption,
    suppression,
    head_of,
  } = warning;
  const numeral = number === null ? "" : say({ zh: `（${NUMERALS[number - 1] ?? number}）`, en: `(${number}) ` });
  const steps = clock.map(({ label, value }) => [say(label), say(stepValue(value))]);
  if (measured !== null) steps.push([say(HEADINGS.measured), say(quantity(measured, unit))]);
  if (threshold !== null) steps.push([say(HEADINGS.threshold), say(quantity(threshold, unit))]);
  return [
    subheading(`${numeral}${say({ zh: `${name.zh}（${code}）`, en: `${name.en} (${code})` })}`),
    body(say(message)),
    ...(isAboutInquiries(code) ? [body(say(INQUIRY_BASE_RATE))] : []),
    ...(law.length > 0
      ? [
          body(
            `${say(HEADINGS.law)}${say({ zh: "：", en: ": " })}${law.map((one) => say(citation(one))).join(say({ zh: "；", en: "; " }))}`,
          ),
        ]
      : []),
    ...(steps.length > 1
      ? [leadIn(`${say(HEADINGS.clock)}${say({ zh: "：", en: ":" })}`), grid(steps, [58, 42], false), gap()]
      : steps.map((step) => body(step.join(say({ zh: "：", en: ": " }))))),
    ...(peer
      ? [
          leadIn(`${say(HEADINGS.peer)}${say({ zh: "：", en: ":" })}`),
          grid(
            entrySaid(peer, local).map((pair) => pair.map(say)),
            [58, 42],
            false,
          ),
          gap(),
        ]
      : []),
    ...(earlier.length > 0 ? [leadIn(`${say(PAST)}${say({ zh: "：", en: ":" })}`)] : []),
    ...earlier.map((state) => body(say(state))),
    ...(head_of.length > 0 ? [body(say(oneLevelUp(head_of)))] : []),
    ...(exemption ? [body(say({ zh: "该事项在容错清单内。", en: "It is on the register of exemptions." }))] : []),
    ...(suppression ? [body(say({ zh: "该提示已按审批搁置。", en: "It is set aside by decision." }))] : []),
    ...(closed ? [leadIn(`${say(closed.title)}${say({ zh: "：", en: ":" })}`)] : []),
    ...(closed?.rows ?? []).map(([name, value]) => body(say(withName(name, value)))),
    small(say(originOf(warning))),
  ];
}

/** By what a notice is found again, and what it came of. */
function originOf({ warning_id, rule, procedure, detector, detector_version, confidence }: Warning): Bilingual {
  const parts = [
    [HEADINGS.id, { zh: warning_id, en: warning_id }],
    [HEADINGS.rule, { zh: rule, en: rule }],
    ...(procedure === null ? [] : [[HEADINGS.procedure, { zh: procedure, en: procedure }] as const]),
    [HEADINGS.detector, detectorName(detector, detector_version)],
    [HEADINGS.confidence, DATA_CONFIDENCE[confidence]],
  ] as const;
  const said = parts.map(([name, value]) => withName(name, value));
  return { zh: said.map(({ zh }) => zh).join("；"), en: said.map(({ en }) => en).join("; ") };
}

function evidenceOf(records: readonly Evidence[], text: (at: number) => string, say: Say) {
  const head: Bilingual[] = [
    { zh: "序号", en: "No." },
    { zh: "时间", en: "Time" },
    { zh: "记录", en: "Record" },
    { zh: "人员、单位", en: "Person, unit" },
    { zh: "出处（文件:行）", en: "Source (file:line)" },
  ];
  const rows = records.map((record, i) => [
    String(i + 1),
    record.occurred_at === null ? "—" : text(record.occurred_at),
    record.activity ?? say(tableWord(record.table)),
    [record.actor_id, record.org_id].filter((part) => part !== null).join("\n") || "—",
    `${record.source.file}:${record.source.line}`,
  ]);
  return grid([head.map(say), ...rows], [8, 19, 22, 23, 28], true);
}

/** The files that the records stand in, so that each can be held against what was read. */
function hashesOf(records: readonly Evidence[], say: Say) {
  const files = uniqueBy(
    records.map(({ source }) => source),
    ({ file, sha256 }) => JSON.stringify([file, sha256]),
  );
  if (files.length === 0) return [];
  const head = [say({ zh: "文件", en: "File" }), "SHA-256"];
  return [grid([head, ...files.map(({ file, sha256 }) => [file, sha256])], [40, 60], true), gap()];
}

function listOf(
  next: (text: Bilingual) => ReturnType<typeof heading>,
  name: Bilingual,
  items: readonly Bilingual[],
  say: Say,
) {
  return items.length === 0 ? [] : [next(name), ...items.map((item, i) => body(`${i + 1}. ${say(item)}`))];
}

const merged = (warnings: readonly Warning[], key: "missing" | "context" | "innocent" | "checks"): Bilingual[] =>
  uniqueBy(
    warnings.flatMap((warning) => warning[key]),
    ({ zh }) => zh,
  );

const CODES: Bilingual = { zh: "结论（选一项）：", en: "Conclusion (one):" };

const signaturesOf = (say: Say): string[][] => {
  const place = say({ zh: "\n\n\n签名：\n　　　　　年　　月　　日", en: "\n\n\nSigned:\nDate:" });
  return [
    [
      say({ zh: "核查人（机关纪检）", en: "Reviewer (discipline office)" }),
      say({ zh: "复核人（派驻组）", en: "Second reviewer (resident group)" }),
    ],
    [place, place],
  ];
};

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
