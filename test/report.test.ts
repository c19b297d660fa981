import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { tableFromIPC } from "apache-arrow";
import fc from "fast-check";
import readExcelFile from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { byWarning } from "../pipeline/decisions/decided.ts";
import { inMemory } from "../pipeline/engine/duckdb.ts";
import { entrySaid } from "../pipeline/report/entry.ts";
import { renderHtml } from "../pipeline/report/html.tsx";
import { ARROW_COLUMNS, openMachineFiles } from "../pipeline/report/machine.ts";
import { quantity, stepValue } from "../pipeline/report/quantities.ts";
import { cut, localClock, visible } from "../pipeline/report/text.ts";
import { articleWord, BANNER, exemptedUnder, HOW_TO_READ, inForce, oneLevelUp } from "../pipeline/report/words.ts";
import { writeXlsx } from "../pipeline/report/xlsx.ts";
import { zipEntries } from "../pipeline/report/zip.ts";
import { layOutAgain } from "../pipeline/warnings/notices.ts";
import type { RunManifest } from "../schemas/run.ts";
import { LANGUAGES } from "../schemas/text.ts";
import { Warning } from "../schemas/warning.ts";
import { objectsIn } from "./kit/ndjson.ts";
import { hostileReport } from "./kit/pictured.ts";
import {
  BEFORE,
  before,
  CHANGED,
  CLOSED,
  closing,
  ENTERED,
  entered,
  fourEyes,
  HOSTILE,
  hostile,
  inquiry,
  leads,
  longEvidence,
  manifest,
  overdue,
  reopening,
  reportOf,
  warnings,
} from "./kit/sample.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "report-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const BANNED = ["违法", "违纪", "造假", "徇私", "腐败", "嫌疑人"];
const all = [...warnings, hostile];

describe("text", () => {
  it.each([
    ["plain 中文 text\nin lines\t", "plain 中文 text\nin lines\t"],
    ["\u202egnp.exe", "‹U+202E›gnp.exe"],
    ["a\u0000b\ud800", "a‹U+0000›b‹U+D800›"],
    ["\r\n", "\n"],
    ["wrong encoding \ufffd", "wrong encoding ‹U+FFFD›"],
  ])("%j is shown as %j", (text, shown) => expect(visible(text)).toBe(shown));

  it.each([
    ["+ 30 d → 2026-03-01", "+ 30 日 → 2026-03-01", "+ 30 days → 2026-03-01"],
    ["+ 2 months, + 1 d", "+ 2 个月, + 1 日", "+ 2 months, + 1 day"],
    ["+ 7 working days", "+ 7 个工作日", "+ 7 working days"],
    ["+ 1 working day", "+ 1 个工作日", "+ 1 working day"],
    ["36.5 h", "36.5 小时", "36.5 hours"],
    ["72 h", "72 小时", "72 hours"],
    ["7395.4 h", "308 日 3 小时", "308 days 3 hours"],
    ["+ 54.83 min", "+ 54 分 50 秒", "+ 54 minutes 50 seconds"],
    ["2026-03-01 10:00:00", "2026-03-01 10:00:00", "2026-03-01 10:00:00"],
    ["sealed 3 drawers", "sealed 3 drawers", "sealed 3 drawers"],
  ])("of a clock's step says lengths of time in the reader's language: %s", (value, zh, en) => {
    expect(stepValue(value)).toEqual({ zh, en });
  });

  it.each([
    [1, "days", "1 day"],
    [2, "days", "2 days"],
    [1, "entries", "1 entry"],
    [1, "cases per handler", "1 case per handler"],
    [1, "ms", "1 ms"],
    [1, "robust z", "1 (robust z)"],
    [1, "ratio", "1 times"],
    [1, "working days", "1 working day"],
  ])("counts %d of %s as %s", (value, unit, en) => expect(quantity(value, unit).en).toBe(en));

  it.each([
    ["2013-01-01", "2025-12-31", "2013-01-01 至 2025-12-31 施行"],
    ["2026-01-01", undefined, "2026-01-01 起施行"],
    [undefined, "2025-12-31", "施行至 2025-12-31"],
  ])("says of a law from %s to %s when it is in force", (from, to, zh) => expect(inForce(from, to)?.zh).toBe(zh));

  it("tells a chance that is small as small, and not as none", () => {
    const told = entrySaid({ p: 3.9e-5, q: 0.0016, tau2: 0 }, localClock("UTC")).map(([, { zh }]) => zh);
    expect(told).toEqual(["小于 0.0001", "0.0016", "0"]);
  });

  it.each([
    ["44", "第 44 条"],
    ["170–171", "第 170–171 条"],
    ["8、9", "第 8、9 条"],
    ["二（二）", "二（二）"],
  ])("names article %s", (article, zh) => expect(articleWord(article).zh).toBe(zh));

  it("is cut between characters, and says what is left out", () => {
    expect(cut("abcdef", 6, (left) => `+${left}`)).toBe("abcdef");
    expect(cut("abcdefg", 5, (left) => `+${left}`)).toBe("abc+4");
    expect(cut("ab😀cdef", 5, (left) => `+${left}`)).toBe("ab+6");
  });

  it.each([
    ["Asia/Shanghai", Date.UTC(2026, 0, 31, 16, 5), "2026-02-01 00:05:00"],
    ["Asia/Shanghai", Date.UTC(1988, 6, 1), "1988-07-01 09:00:00"],
    ["Europe/Berlin", Date.UTC(2026, 2, 29, 0, 59, 59, 250), "2026-03-29 01:59:59.250"],
    ["Europe/Berlin", Date.UTC(2026, 2, 29, 1), "2026-03-29 03:00:00"],
    ["Asia/Kathmandu", 0, "1970-01-01 05:30:00"],
  ])("in %s, %i is %s", (zone, instant, local) => expect(localClock(zone).text(instant)).toBe(local));
});

/** Names are text of the engine's, in which no half of a character stands alone. */
const asStored = (warning: Warning): Warning => {
  const whole = <Text extends string | null>(text: Text) => (text && Buffer.from(text).toString()) as Text;
  const { warning_id, case_id, org_id, subject } = warning;
  const [id, ofCase, unit] = [whole(warning_id), whole(case_id), whole(org_id)];
  return { ...warning, warning_id: id, case_id: ofCase, org_id: unit, subject: { ...subject, id: whole(subject.id) } };
};

describe("machine files", () => {
  const write = async (items: readonly Warning[]) => {
    const outputs = await inMemory([], async (engine) => {
      const files = await openMachineFiles(folder, engine);
      for (let i = 0; i < items.length; i += 8_192)
        await files.write(await layOutAgain(engine, items.slice(i, i + 8_192)));
      return files.close();
    });
    const result = { outputs };
    const lines = readFileSync(join(folder, "warnings.ndjson"), "utf8");
    const table = tableFromIPC(readFileSync(join(folder, "warnings.arrow")));
    return { result, lines, table };
  };

  it("gives back every warning, one a line, keys in the order of the schema", async () => {
    const { lines } = await write(all);
    const parsed = objectsIn<Warning>(lines);
    expect(parsed.map((warning) => Warning.parse(warning))).toEqual(all.map(asStored));
    for (const warning of parsed) expect(Object.keys(warning)).toEqual(Object.keys(Warning.shape));
    expect(lines.trimEnd().split("\n")).toHaveLength(all.length);
  });

  it("says names as they are, whatever characters they have", async () => {
    const name = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.string({ unit: fc.constantFrom('"', "\\", "\n", "\u0000", "\u007f", "a"), maxLength: 9 }),
    );
    const named = fc.array(fc.record({ id: name, org_id: fc.option(name), case_id: fc.option(name) }), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(named, async (names) => {
        const told = names.map(({ id, ...rest }, i) => ({
          ...all[i % all.length],
          ...rest,
          subject: { type: "pair", id },
        }));
        const { lines } = await write(told as Warning[]);
        expect(
          objectsIn<Warning>(lines).map(({ subject, org_id, case_id }) => ({ id: subject.id, org_id, case_id })),
        ).toEqual(names);
      }),
      { numRuns: 12 },
    );
  });

  it("knows sizes and hashes, and lets nobody else read", async () => {
    const { result } = await write(all);
    for (const { file, bytes, sha256 } of result.outputs) {
      const content = readFileSync(join(folder, file));
      expect({ bytes, sha256 }).toEqual({
        bytes: content.length,
        sha256: createHash("sha256").update(content).digest("hex"),
      });
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    }
  });

  it("writes the same bytes for the same warnings", async () => {
    const [once, again] = [await write(all), await write(all)];
    expect(again.result).toEqual(once.result);
  });

  it("types the columns of the Arrow file, nested parts as JSON", async () => {
    const { table } = await write(all);
    expect(table.schema.fields.map((f) => f.name)).toEqual(ARROW_COLUMNS.map((c) => c.name));
    const types = Object.fromEntries(table.schema.fields.map((f) => [f.name, String(f.type)]));
    expect(types).toMatchObject({
      as_of: "Timestamp<MILLISECOND, UTC>",
      severity: "Int32",
      measured: "Float64",
      message_zh: "Utf8",
      evidence: "Utf8",
    });
    const row = table.get(all.indexOf(overdue))?.toJSON() ?? {};
    expect(row).toMatchObject({
      warning_id: overdue.warning_id,
      subject_type: "case",
      message_en: overdue.message.en,
      measured: 47,
      peer: null,
    });
    expect(Number(row.as_of)).toBe(overdue.as_of);
    expect(JSON.parse(row.evidence)).toEqual(overdue.evidence);
  });

  it("is valid with no warning at all", async () => {
    const { lines, table } = await write([]);
    expect(lines).toBe("");
    expect(table.numRows).toBe(0);
    expect(table.schema.fields).toHaveLength(ARROW_COLUMNS.length);
  });

  it("goes on past one batch", async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => ({ ...overdue, evidence: [], warning_id: `w${i}` }));
    const { lines, table } = await write(many);
    expect(lines.split("\n")).toHaveLength(20_001);
    expect(table.batches.length).toBe(3);
    expect([0, 8_191, 8_192, 19_999].map((i) => table.get(i)?.warning_id)).toEqual(["w0", "w8191", "w8192", "w19999"]);
    expect(table.get(19_999)?.message_zh).toBe(overdue.message.zh);
  });
});

const DRAWN = ["<circle", "<g", "<line", "<path", "<rect", "<svg", "<text", "<title", "<tspan"];

describe("page", () => {
  const page = async (items: readonly Warning[] = all, language: "zh" | "en" = "zh") => {
    return renderHtml(reportOf(leads(items), { manifest: { ...manifest, language }, language }));
  };
  const between = (html: string, tag: string) =>
    [...html.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`, "g"))].map(([, text]) => text ?? "");

  it("lets only its own style sheet and script take effect", async () => {
    const html = await page();
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll("&#39;", "'");
    const hashed = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const scripts = [...html.matchAll(/<script( type="module")?>([\s\S]*?)<\/script>/g)].map(
      ([, , text]) => text ?? "",
    );
    expect(between(html, "style")).toHaveLength(1);
    expect(scripts).toHaveLength(2);
    expect(html.match(/<script/g)?.length).toBe(
      2 + (html.match(/<script type="text\/plain" id="page-[\w-]+">/g)?.length ?? 0),
    );
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("trusted-types 'none'");
    expect(policy).toContain(`style-src ${hashed(between(html, "style")[0] ?? "")};`);
    expect(policy).toContain(`script-src ${scripts.map(hashed).join(" ")};`);
  });

  it.each([
    [11, "占读入行数的", "历次累计"],
    [120_990, "历次累计；本次数据文件中 11 行", "占读入行数的"],
  ])(
    "says of %i rows ever set aside what share they are only where all stood in its files",
    async (rows, says, not) => {
      const html = await renderHtml(reportOf([], { manifest: { ...manifest, quarantine: { rows, by_reason: {} } } }));
      expect(html.includes(says)).toBe(true);
      expect(html.includes(not)).toBe(false);
    },
  );

  it("loads nothing, and holds no markup that came with the data", async () => {
    const html = (await renderHtml(hostileReport())).replace(/<(style|script)[^>]*>[\s\S]*?<\/\1>/g, "");
    const tags = html.match(/<[a-z!/][^<>]*>/gi) ?? [];
    const names = new Set(tags.map((tag) => /^<\/?([a-z0-9!]+)/i.exec(tag)?.[1]));
    for (const name of ["img", "iframe", "link", "object", "script", "style", "base", "foreignObject"])
      expect(names).not.toContain(name);
    const attributes = tags.flatMap((tag) => [...tag.replace(/"[^"]*"/g, '""').matchAll(/\s([a-z-]+)(?==|\s|>)/gi)]);
    for (const [, name] of attributes) expect(name).not.toMatch(/^(on.*|style|src|srcset|action|formaction)$/i);
    for (const [, target] of html.matchAll(/\shref="([^"]*)"/g)) expect(target).toMatch(/^#/);
    expect(html.includes("<script>alert")).toBe(false);
    expect(html).toContain("&lt;script>alert(1)");
    expect(visible(html) === html).toBe(true);
    expect(html).toContain("‹U+202E›");
  });

  it("turns no text into markup, whatever the text", async () => {
    const corpus = [
      "</script>",
      "</style>",
      "<!--",
      "]]>",
      '"><img src=x onerror=alert(1)>',
      "=cmd|' /C calc'!A0",
      "\u202e\u2066",
      "__proto__",
      "&lt;",

      "n".repeat(10_000),
      "",
      " ",
    ];
    const texts = fc.oneof(fc.constantFrom(...corpus), fc.string({ unit: "binary" }));
    const tags = (html: string) => html.match(/<[a-z!][^\s>]*/gi) ?? [];
    const drawn = /<svg[\s\S]*?<\/svg>/g;
    const shape = (html: string) =>
      tags(html.replace(/<(style|script)[^>]*>[\s\S]*?<\/\1>/g, "").replace(drawn, "")).join("");
    const plain = shape(await renderHtml(hostileReport("x")));
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 3 }), async (parts) => {
        const html = await renderHtml(hostileReport(`x${parts.join("")}`));
        expect(shape(html) === plain).toBe(true);
        const names = new Set((html.match(drawn) ?? []).flatMap(tags));
        expect([...names].sort()).toEqual(DRAWN);
        expect(visible(html) === html).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it("does not grow with a string of any length", async () => {
    expect((await page([hostile])).length - (await page([])).length).toBeLessThan(60_000);
  });

  it.each(LANGUAGES)("holds both languages and shows %s first", async (language) => {
    const html = await page(all, language);
    expect(html).toContain(BANNER.zh);
    expect(html).toContain(overdue.message.zh);
    expect(html).toContain(overdue.message.en);
    expect(html).toMatch(new RegExp(`<html lang="${language === "zh" ? "zh-CN" : "en"}"`));
    const checked = (html.match(/<input[^>]*>/g) ?? []).filter(
      (tag) => /name="page-language"/.test(tag) && /checked/.test(tag),
    );
    expect(checked).toEqual([expect.stringContaining(`value="${language}"`)]);
  });

  it("has the banner word for word", () => {
    expect(BANNER.zh).toBe(
      "本材料系依据办案日志按既定规则自动比对形成的风险提示（线索），不是事实认定，不构成对任何单位或个人违纪违法的认定，不得单独作为问责、处分、考核、排名依据；须经人工核查、听取说明并履行审批程序。",
    );
  });

  it("quotes in its guide what stands elsewhere on the page", async () => {
    const html = await page(warnings);
    const quoted = HOW_TO_READ.flatMap(({ zh }) => zh.match(/(?<=“)[^”]+/g) ?? []);
    expect(quoted.length).toBeGreaterThan(5);
    expect(quoted.filter((words) => html.split(words).length < 3)).toEqual([]);
  });

  it("says no banned word outside of the banner", async () => {
    const html = (await page(warnings)).replaceAll(BANNER.zh, "");
    for (const word of BANNED) expect(html).not.toContain(word);
  });

  it.each([
    ["the sentence of the rule", overdue.message.zh],
    ["the law, its article and its dates", "《治安管理处罚法》第 118 条"],
    ["the law by its English name", "Public Security Administration Penalties Law (治安管理处罚法), art. 118"],
    ["in force", "2026-01-01 起施行"],
    ["the local time of the evidence", "2026-03-21 17:52:00"],
    ["file and line", 'logs/police-2026-03.csv</bdi><span class="t">:1690</span>'],
    ["the step of the clock", "起算：立案次日"],
    ["what is missing", "延长办案期限审批记录"],
    ["an innocent explanation", "行为人不明或者逃跑，需继续调查"],
    ["a check", "调阅纸质卷宗中的延长审批表"],
    ["the severity in words", "高度预警"],
    ["signals are no findings", "统计信号，不是结论"],
    ["that, in English", "signal, not a finding"],
    ["peer numbers", "区级派出所"],
    ["the register of exemptions", "防汛应急期间所领导集中办案"],
    ["a suppression with its end", "2026-06-30 00:00:00"],
    ["the base rate beside an inquiry", "96.5%"],
    ["rows set aside, by reason", "时间无法识别"],
    ["why a detector was not evaluated", "未提供利益冲突申报表（conflicts）"],
    ["what a detector lacked where it could not tell", "规则所依据的情况没有记载，或者只有日期、没有时刻。"],
    ["the hash of a file", "9f2c4be0".repeat(8)],
    ["room for the explanation", "情况说明"],
    ["that evidence was cut", "证据共 40 条，本页列出前 30 条"],
  ])("shows %s", async (_, text) => expect(await page(warnings)).toContain(text));

  it("has each warning under its id", async () => {
    const html = await page(warnings);
    for (const { warning_id } of warnings) {
      expect(html).toContain(`id="${warning_id}"`);
      expect(html).toContain(`href="#${warning_id}"`);
    }
  });

  it("shows what a notice said before, and what reviewers and handlers have entered, as text", async () => {
    const past = new Map([[overdue.warning_id, [before]]]);
    const html = await renderHtml(reportOf(leads([overdue]), { decided: byWarning(entered), past }));
    for (const text of [...ENTERED, ...BEFORE, "数据问题", "&lt;script>alert(1)"]) expect(html).toContain(text);
    expect(html).not.toMatch(/<script>alert/);
  });

  it("tells by whom a notice was closed, and what changed since", async () => {
    const html = await page([{ ...overdue, closing }]);
    for (const text of [...CLOSED, "已办结", "Closed by reviewers", "&lt;script>alert(1)"])
      expect(html).toContain(text);
    expect(html).not.toContain("曾办结");
    const again = await page([{ ...overdue, closing: reopening }]);
    for (const text of [...CLOSED, ...CHANGED, "level 2 → 3; measured 31 days → 47 days"])
      expect(again).toContain(text);
    for (const one of [html, again]) expect(one).not.toMatch(/<script>alert/);
  });

  it("has what is closed behind what is open, among leads and within one", async () => {
    const both = [
      { ...overdue, severity: 5, closing },
      { ...overdue, warning_id: "f".repeat(16), severity: 2 },
    ];
    const [lead] = leads(both);
    expect(lead?.severity).toBe(2);
    expect(lead?.warnings.map(({ severity }) => severity)).toEqual([2, 5]);
    const first = (html: string) => html.includes('id="page-first"');
    expect(first(await page(both))).toBe(true);
    const closed = await renderHtml(reportOf(leads([{ ...overdue, closing }]), { leadsTotal: 0 }));
    expect(first(closed)).toBe(false);
    for (const text of ["没有待核查的线索", "以下 1 条已搁置或者已办结。", overdue.message.zh])
      expect(closed).toContain(text);
    expect(closed).not.toContain("这不表示：");
  });

  it("shows what is on record beside a warning", async () => {
    const context = [{ zh: "三月该单位在岗 4 人，新收 80 件", en: "4 at work in March, 80 new cases" }];
    const html = await page([{ ...overdue, context }]);
    for (const text of [context[0]?.zh, context[0]?.en, "可供参考的情况"]) expect(html).toContain(text);
  });

  it("says when leads were left out", async () => {
    const html = await renderHtml(reportOf(leads([overdue]), { leadsTotal: 2_345 }));
    expect(html).toContain(
      "The first 1 of 2,345 leads are told in full; the list has the first 1; all notices are in warnings.ndjson.",
    );
  });

  it("says what it means that there are no leads, and what it does not", async () => {
    const none = { ...manifest, warnings: { ...manifest.warnings, total: 0 } };
    expect(await renderHtml(reportOf([], { manifest: none }))).toContain("这不表示：");
    const empty = { ...manifest, coverage: { ...manifest.coverage, events: 0 } };
    expect(await renderHtml(reportOf([], { manifest: empty }))).toContain("没有载入任何事件");
  });

  it("is the same for the same input, whenever it ran and however long it took", async () => {
    const shown = leads(all);
    const again = { ...manifest, started_at: 1, finished_at: 2 };
    expect(await renderHtml(reportOf(shown, { manifest: again }))).toBe(await renderHtml(reportOf(shown)));
  });
});

describe("workbook", () => {
  const write = async (
    items: readonly Warning[],
    limit?: number,
    language: "zh" | "en" = "zh",
    counts: RunManifest["warnings"] = manifest.warnings,
  ) => {
    const path = join(folder, "report.xlsx");
    const counted = { ...manifest, warnings: { ...counts, total: items.length } };
    await writeXlsx(path, {
      manifest: counted,
      leads: items.map((w) => ({ ...w, warnings: [w] })),
      leadsTotal: items.length,
      language,
      audience: "inspector",
      least: 1,
      ...(limit === undefined ? {} : { limit }),
    });
    const bytes = readFileSync(path);
    const sheets = await readExcelFile(bytes, { trim: false });
    const xml = zipEntries(bytes).map(({ name, method, compressed }) => ({
      name,
      text: (method === 8 ? inflateRawSync(compressed) : compressed).toString(),
    }));
    return { bytes, sheets, xml, rows: (name: string) => sheets.find((s) => s.sheet === name)?.data ?? [] };
  };
  const column = (rows: readonly (readonly unknown[])[], heading: string) => {
    const at = (rows[0] ?? []).indexOf(heading);
    return rows.slice(1).map((row) => row[at] ?? null);
  };

  it("reads back with the same texts, numbers and local dates", async () => {
    const { rows, sheets } = await write(warnings);
    expect(sheets.map((s) => s.sheet)).toEqual([
      "说明",
      "线索",
      "风险提示",
      "证据",
      "规则",
      "覆盖情况",
      "从未记载的内容",
    ]);
    const found = rows("风险提示");
    expect(column(found, "编号")).toEqual(warnings.map((w) => w.warning_id));
    expect(column(found, "数据显示")).toEqual(warnings.map((w) => w.message.zh));
    expect(column(found, "实测")).toEqual(warnings.map((w) => w.measured));
    expect(column(found, "等级")).toEqual(warnings.map((w) => w.severity));
    const evidence = rows("证据");
    expect(evidence).toHaveLength(1 + warnings.reduce((sum, w) => sum + w.evidence.length, 0));
    expect(column(evidence, "时间")[0]).toEqual(new Date("2026-02-02T09:14:00Z"));
    expect(column(evidence, "行")[0]).toBe(1204);
    const late = await write([{ ...overdue, first_seen: Date.UTC(2026, 5, 30, 15, 59, 59, 999) }]);
    expect(column(late.rows("风险提示"), "首次出现")).toEqual([new Date("2026-06-30T23:59:59Z")]);
    expect(column(rows("规则"), "无法判断")).toEqual([44, 15, 0]);
    expect(column(rows("覆盖情况"), "说明")).toContain("未提供利益冲突申报表（conflicts）");
    expect(rows("说明").flat()).toContain(BANNER.zh);
  });

  it("has its counts beside what they count", async () => {
    const { xml } = await write(warnings);
    const text = (path: string) => xml.find(({ name }) => name === path)?.text ?? "";
    const [, style] = /<c r="B\d+" s="(\d+)"[^>]*><v>5<\/v>/.exec(text("xl/worksheets/sheet1.xml")) ?? [];
    const formats =
      text("xl/styles.xml")
        .split("<cellXfs")[1]
        ?.match(/<xf\b.*?(?:\/>|<\/xf>)/gs) ?? [];
    expect(formats[Number(style)]).toContain('horizontal="left"');
  });

  it("speaks English where asked", async () => {
    const { rows } = await write(warnings, undefined, "en");
    expect(column(rows("Warnings"), "What the data show")).toEqual(warnings.map((w) => w.message.en));
    expect(rows("About").flat()).toContain(BANNER.en);
  });

  it("has no formula, whatever the texts begin with", async () => {
    const { xml, rows } = await write([hostile]);
    const sheets = xml.filter(({ name }) => name.startsWith("xl/worksheets/sheet"));
    expect(sheets).toHaveLength(7);
    for (const { text } of sheets) expect(text).not.toMatch(/<f[\s>/]/);
    expect(xml.some(({ name }) => /external|vba|connections/i.test(name))).toBe(false);
    const found = rows("风险提示");
    expect(column(found, "对象")).toEqual([visible(HOSTILE)]);
    expect(column(found, "单位")).toEqual([hostile.org_id]);
    expect(column(found, "代码")).toEqual(["__proto__ "]);
    const evidence = rows("证据");
    expect(column(evidence, "人员")).toEqual(["+1+1"]);
    expect(column(evidence, "单位")).toEqual(["@SUM(1)"]);
    expect(column(evidence, "时间")).toEqual(["-62135596800000 ms"]);
  });

  it("cuts what a cell cannot hold, with a mark", async () => {
    const { rows } = await write([hostile], undefined, "en");
    const text = String(column(rows("Warnings"), "What the data show")[0]);
    expect(text.length).toBeLessThanOrEqual(32_767);
    expect(text).toMatch(/^x+… \[7,\d{3} more characters in warnings\.ndjson\]$/);
  });

  it("says when rows were left out, below them and on the first sheet", async () => {
    const { rows } = await write([longEvidence, overdue], 10);
    expect(rows("证据")).toHaveLength(12);
    const note = "“证据”表列出前 10 条，没有列全；全部见 warnings.ndjson。";
    expect(rows("证据").at(-1)?.[0]).toBe(note);
    expect(rows("说明").flat()).toContain(note);
    const one = await write([longEvidence, overdue], 1);
    expect(one.rows("风险提示").at(-1)?.[0]).toBe("“风险提示”表列出 2 项中的前 1 项；全部见 warnings.ndjson。");
  });

  it("tells how many are closed, which, and by whom", async () => {
    const counted = { ...manifest.warnings, by_closed: { "3": 1 }, reopened: 2 };
    const { rows } = await write([{ ...overdue, closing }, fourEyes], undefined, "zh", counted);
    expect(rows("说明").flat()).toContain("已办结 1 项、办结后有变化而重新列出 2 项");
    expect(column(rows("线索"), "状态")).toEqual(["已办结（有更新）", "新增"]);
    expect(column(rows("风险提示"), "状态")).toEqual(["已办结（有更新）", "新增"]);
    const [told, none] = column(rows("风险提示"), "办结");
    for (const text of ["已办结", ...CLOSED]) expect(told).toContain(text);
    expect(none).toBe(null);
  });

  it("has a row for each lead, with its gravest notice and room for what a review finds", async () => {
    const { rows } = await write(warnings);
    const found = rows("线索");
    expect(column(found, "对象")).toEqual(warnings.map((w) => w.subject.id));
    expect(column(found, "等级")).toEqual(warnings.map((w) => w.severity));
    expect(column(found, "最重的一项")).toEqual(warnings.map((w) => w.message.zh));
    expect(column(found, "提示项数")).toEqual(warnings.map(() => 1));
    expect(column(found, "核查情况")).toEqual(warnings.map(() => null));
  });

  it("freezes the headings of every table and filters by all of its columns and rows", async () => {
    const { xml, sheets } = await write(warnings);
    for (const [i, { sheet, data }] of sheets.entries()) {
      const text = xml.find(({ name }) => name === `xl/worksheets/sheet${i + 1}.xml`)?.text ?? "";
      const frozen = /<pane[^>]*ySplit="1"[^>]*state="frozen"/.test(text);
      const [, width, height] = /<\/sheetData><autoFilter ref="A1:([A-Z]+)(\d+)"\/>/.exec(text) ?? [];
      expect([sheet, frozen, Number(height)]).toEqual([sheet, i > 0, i > 0 ? data.length : Number.NaN]);
      if (i > 0) expect(text).toMatch(new RegExp(`<c r="${width}1"`));
      if (i > 0) expect(text).not.toMatch(new RegExp(`<col min="${(data[0]?.length ?? 0) + 1}"`));
    }
  });

  it("prints every sheet as wide as a page, what it is at the head and numbers at the foot", async () => {
    const { xml, sheets } = await write(warnings);
    for (const i of sheets.keys()) {
      const text = xml.find(({ name }) => name === `xl/worksheets/sheet${i + 1}.xml`)?.text ?? "";
      expect(text).toMatch(/<worksheet[^>]*><sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr>/);
      expect(text).toMatch(
        /<pageMargins [^>]*\/><pageSetup fitToHeight="0" paperSize="9" orientation="landscape"\/><headerFooter>/,
      );
      expect(text).toContain("<oddHeader>&amp;L风险提示（线索），不是事实认定，须经人工核查</oddHeader>");
      expect(text).toContain("<oddFooter>&amp;C&amp;P / &amp;N</oddFooter>");
    }
  });

  it("says of a lead where it goes, what covers it and what an inquiry is", async () => {
    const { rows } = await write([
      { ...overdue, head_of: ["二大队"], exemption: { exemption_id: "RC-7" } },
      { ...inquiry, status: "new" },
      { ...fourEyes, exemption: null },
    ]);
    const [first, second, third] = column(rows("线索"), "办理须知").map(String);
    for (const { zh } of [oneLevelUp(["二大队"]), exemptedUnder("RC-7")]) expect(first).toContain(zh);
    expect(second).toContain("96.5%");
    expect(third).toBe("null");
  });

  it("prints of a table its first columns, which can be read so, and its headings on each page", async () => {
    const { xml, sheets } = await write(warnings);
    const text = xml.find(({ name }) => name === "xl/workbook.xml")?.text ?? "";
    expect(text.match(/<definedNames/g)).toHaveLength(1);
    const names = [...text.matchAll(/<definedName name="_xlnm.(\w+)" localSheetId="(\d)">'(.*?)'!(.*?)</g)];
    expect(names.map(([, name, at, sheet]) => [name, Number(at), sheet])).toEqual(
      sheets.slice(1).flatMap(({ sheet }, i) => ["Print_Area", "Print_Titles"].map((name) => [name, i + 1, sheet])),
    );
    for (const [, name, at, , range] of names) {
      if (name === "Print_Titles") expect(range).toBe("$1:$1");
      else {
        const [, width = "", height] = /^\$A\$1:\$([A-Z]+)\$(\d+)$/.exec(range ?? "") ?? [];
        expect(Number(height)).toBe(sheets[Number(at)]?.data.length);
        const sheet = xml.find(({ name: path }) => path === `xl/worksheets/sheet${Number(at) + 1}.xml`)?.text ?? "";
        const widths = [...sheet.matchAll(/<col min="\d+" max="\d+" width="(\d+)"/g)].map(([, n]) => Number(n));
        const printed = widths.slice(0, width.charCodeAt(0) - 64).reduce((sum, n) => sum + n, 0);
        expect(printed).toBeLessThanOrEqual(215);
      }
    }
  });

  it("has rows as high as their texts need, within bounds", async () => {
    const heights = async (zh: string) => {
      const { xml } = await write([{ ...overdue, message: { zh, en: zh } }]);
      const sheet = xml.find(({ name }) => name === "xl/worksheets/sheet2.xml")?.text ?? "";
      return Number(/<row r="2" ht="([\d.]+)" customHeight="1"/.exec(sheet)?.[1]);
    };
    expect(await heights("一句")).toBe(34);
    expect(await heights("字".repeat(90))).toBe(68);
    expect(await heights("字".repeat(9_000))).toBe(340);
  });

  it("has numbers as numbers, moments as dates, and every other cell as a text", async () => {
    const { xml } = await write(all);
    const styles = xml.find(({ name }) => name === "xl/styles.xml")?.text ?? "";
    const formats = new Map(
      [...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id, code]),
    );
    const used = (/<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles)?.[1] ?? "").match(/<xf\b[^>]*>/g) ?? [];
    const isDate = (style: string | undefined) =>
      /yyyy/.test(formats.get(/numFmtId="(\d+)"/.exec(used[Number(style)] ?? "")?.[1]) ?? "");
    let [numbers, dates] = [0, 0];
    for (const { text } of xml.filter(({ name }) => name.startsWith("xl/worksheets/sheet"))) {
      for (const [, attributes = "", content = ""] of text.matchAll(/<c ([^>]*?)>(.*?)<\/c>/gs)) {
        const [type, style] = [/ t="(\w+)"/.exec(attributes)?.[1], / s="(\d+)"/.exec(attributes)?.[1]];
        expect(["s", "n", undefined]).toContain(type);
        expect(content).toMatch(/^<v>-?\d+(\.\d+)?(E[+-]?\d+)?<\/v>$/i);
        if (type === "s") continue;
        if (isDate(style)) dates += 1;
        else numbers += 1;
      }
    }
    expect(numbers).toBeGreaterThan(40);
    expect(dates).toBeGreaterThan(20);
  });

  it("says no banned word outside of the banner", async () => {
    const { sheets } = await write(warnings);
    const said = JSON.stringify(sheets).replaceAll(BANNER.zh, "");
    for (const word of BANNED) expect(said).not.toContain(word);
  });

  it("is the same for the same input", async () => {
    const first = (await write(all)).bytes;
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 86_400_000 });
    expect((await write(all)).bytes.equals(first)).toBe(true);
    vi.useRealTimers();
  });
});
