import { inflateRawSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { byWarning } from "../pipeline/decisions/decided.ts";
import { type LeadSheets, leadsDocx } from "../pipeline/report/docx/leads.ts";
import { FONTS } from "../pipeline/report/docx/official.ts";
import { BANNER, EDITIONS } from "../pipeline/report/words.ts";
import { zipEntries } from "../pipeline/report/zip.ts";
import { CLOSE_CODES } from "../schemas/choices.ts";
import { LANGUAGES } from "../schemas/text.ts";
import type { Warning } from "../schemas/warning.ts";
import {
  BEFORE,
  backlog,
  before,
  CHANGED,
  CLOSED,
  closing,
  ENTERED,
  entered,
  fourEyes,
  HOSTILE,
  hostile,
  leads,
  manifest,
  overdue,
  reopening,
} from "./kit/sample.ts";
import { BANNED } from "./kit/words.ts";

const AS_OF = manifest.as_of + 59_999;
const sheets = (items: readonly Warning[] = [overdue, fourEyes, backlog], changes: Partial<LeadSheets> = {}) =>
  leadsDocx({
    manifest: { ...manifest, as_of: AS_OF },
    leads: leads(items),
    decided: new Map(),
    past: new Map(),
    language: "zh",
    audience: "inspector",
    ...changes,
  });

async function read(file: Promise<Buffer>) {
  const parts = new Map(
    zipEntries(await file).map(({ name, method, compressed }) => [
      name,
      (method === 8 ? inflateRawSync(compressed) : compressed).toString(),
    ]),
  );
  const part = (name: string): string => parts.get(name) ?? "";
  const document = part("word/document.xml");
  const unescaped = (text: string) =>
    text
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&apos;", "'")
      .replaceAll("&amp;", "&");
  const textsOf = (xml: string) =>
    [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text = ""]) => unescaped(text));
  const paragraphs = [...document.matchAll(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/gs)].map(([xml]) => ({
    xml,
    text: textsOf(xml).join(""),
  }));
  return { part, parts, document, paragraphs, text: textsOf(document).join("\n") };
}

const twips = (mm: number) => Math.round((mm * 1440) / 25.4);

describe("sheets of leads", () => {
  it("are a section for each lead on A4, with the margins of GB/T 9704, each numbered from 1", async () => {
    const { document } = await read(sheets());
    const sections = document.match(/<w:sectPr.*?<\/w:sectPr>/gs) ?? [];
    expect(sections).toHaveLength(leads([overdue, fourEyes, backlog]).length);
    for (const section of sections) {
      expect(section).toMatch(new RegExp(`<w:pgSz[^>]*w:w="${twips(210)}"[^>]*w:h="${twips(297)}"`));
      for (const [side, mm] of Object.entries({ top: 37, bottom: 35, left: 28, right: 26 }))
        expect(section).toMatch(new RegExp(`<w:pgMar[^>]*w:${side}="${twips(mm)}"`));
      expect(section).toMatch(/<w:pgNumType[^>]*w:start="1"/);
      expect(section.match(/<w:footerReference[^>]*w:type="(default|even)"/g)).toHaveLength(2);
    }
  });

  it("have the title, body and headings in the type the standard names, and stand-ins for it", async () => {
    const { paragraphs, part } = await read(sheets());
    const typeOf = (start: string) => {
      const { xml = "" } = paragraphs.find(({ text }) => text.startsWith(start)) ?? {};
      return [/w:eastAsia="([^"]*)"/.exec(xml)?.[1], Number(/<w:sz w:val="(\d+)"/.exec(xml)?.[1]) / 2];
    };
    expect(typeOf("办案日志风险提示")).toEqual(["方正小标宋简体", 22]);
    expect(typeOf("一、")).toEqual(["黑体", 16]);
    expect(typeOf("（一）")).toEqual(["楷体_GB2312", 16]);
    expect(typeOf(overdue.message.zh.slice(0, 8))).toEqual(["仿宋_GB2312", 16]);
    const fonts = part("word/fontTable.xml");
    for (const name of Object.values(FONTS))
      expect(fonts).toMatch(new RegExp(`<w:font w:name="${name}"><w:altName w:val="[^"]+,[^"]+"/>`));
    expect(part("word/settings.xml")).toContain("<w:evenAndOddHeaders/>");
    expect(part("word/footer1.xml")).toContain("PAGE");
  });

  it.each(LANGUAGES)(
    "carry the banner, the edition, the room to explain and the places to sign, in %s",
    async (language) => {
      const { text } = await read(sheets(undefined, { language }));
      const count = (part: string) => text.split(part).length - 1;
      const each = leads([overdue, fourEyes, backlog]).length;
      expect(count(BANNER[language])).toBe(each);
      expect(count(EDITIONS.inspector[language])).toBe(each);
      expect(count(language === "zh" ? "请承办人或者单位说明情况" : "The handler or the unit may explain")).toBe(each);
      expect(count(language === "zh" ? "核查人（机关纪检）" : "Reviewer (discipline office)")).toBe(each);
      expect(count(language === "zh" ? "复核人（派驻组）" : "Second reviewer (resident group)")).toBe(each);
      for (const code of Object.values(CLOSE_CODES)) expect(count(`□ ${code[language]}`)).toBe(each);
    },
  );

  it.each([
    ["the sentence", overdue.message.zh],
    ["the law", "《治安管理处罚法》第 118 条"],
    ["a step of the arithmetic", "起算：立案次日"],
    ["what it comes to", "2026-03-04"],
    ["file and line", "logs/police-2026-03.csv:1690"],
    ["what is missing", "延长办案期限审批记录"],
    ["an innocent explanation", "行为人不明或者逃跑，需继续调查"],
    ["a check", "调阅纸质卷宗中的延长审批表"],
    ["when the data were looked at, to the second", "2026-04-01 00:00:59"],
    ["the id that page and commands know, as the number of the sheet", `编号：${fourEyes.warning_id}（运行`],
    ["how to find it again", "或者运行 xiezhi explain 加编号、xiezhi audit 加案件编号"],
    [
      "the rule, the detector and its version",
      `编号：${overdue.warning_id}；规则：TM06-handling-period；程序：public-order-penalty；检测项：procedure-rules（第 1.0.0 版）`,
    ],
    ["the hash of a file", overdue.evidence[0]?.source.sha256 ?? "none"],
    ["the numbers of peers", "27.25"],
  ])("tell %s", async (_, text) => {
    const { paragraphs } = await read(sheets());
    expect(paragraphs.map((one) => one.text).join("\n")).toContain(text);
  });

  it("tell how a notice was closed, and what changed since", async () => {
    for (const text of ["已办结", ...CLOSED])
      expect((await read(sheets([{ ...overdue, closing }]))).text).toContain(text);
    const { text } = await read(sheets([{ ...overdue, closing: reopening }]));
    for (const part of [...CLOSED, ...CHANGED]) expect(text).toContain(part);
  });

  it("say how many notices of a lead are not told", async () => {
    const many = Array.from({ length: 14 }, (_, i) => ({ ...overdue, warning_id: `w${i}`, rule: `R${i}` }));
    const { text } = await read(sheets(many));
    expect(text.split(overdue.message.zh)).toHaveLength(11);
    expect(text).toContain("另有 4 项提示未列出");
    expect((await read(sheets(many.slice(0, 10)))).text).not.toContain("项提示未列出");
  });

  it("show what the handler has said and reviewers have found, and leave room for more", async () => {
    const past = new Map([[overdue.warning_id, [before]]]);
    const { text, paragraphs } = await read(sheets([overdue], { decided: byWarning(entered), past }));
    for (const part of BEFORE) expect(text).toContain(part);
    for (const told of [...ENTERED, "数据问题", "补充说明", "‹U+202E›"]) expect(text).toContain(told);
    const at = (start: string) => paragraphs.findIndex((one) => one.text.includes(start));
    expect(at("承办人乙")).toBeGreaterThan(at("承办人（单位）说明"));
    expect(at("承办人乙")).toBeLessThan(at("核查意见"));
    expect(at("核查员甲")).toBeGreaterThan(at("核查意见"));
    expect(at("核查员甲")).toBeLessThan(at("结论（选一项）"));
    const english = await read(sheets([overdue], { decided: byWarning(entered), language: "en" }));
    expect(english.text.replace(/《[^》]*》/g, "").replaceAll(ENTERED[2] ?? "", "")).not.toMatch(/[a-z]）|[a-z]：/);
    for (const told of ["Given so far", "To add", "承办人乙 (TM06): "]) expect(english.text).toContain(told);
    expect((await read(sheets([overdue]))).text).not.toContain("已有说明");
  });

  it("show hostile texts as texts, and no banned word", async () => {
    const { parts, text } = await read(sheets([{ ...hostile, message: { zh: HOSTILE, en: HOSTILE } }]));
    for (const xml of parts.values()) expect(xml).not.toMatch(/<script|<img|\u202e/);
    expect(text).toContain("‹U+202E›");
    expect((await read(sheets())).text.replaceAll(BANNER.zh, "").replace(/《[^》]*》/g, "")).not.toMatch(BANNED);
  });

  it("name no command that would not find it", async () => {
    const textOf = async (changes: Partial<LeadSheets>) => (await read(sheets([overdue, backlog], changes))).text;
    const circulated = await textOf({ audience: "circulation" });
    expect(circulated).toContain("circulation-ids.ndjson");
    expect(circulated).not.toContain("xiezhi ");
    expect((await read(sheets([backlog]))).text).not.toContain("xiezhi audit");
  });

  it("say so where no lead was chosen", async () => {
    expect((await read(sheets([]))).text).toContain("没有选中线索");
  });

  it("are the same bytes for the same input, whenever they are made", async () => {
    const first = await sheets();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 86_400_000 });
    expect((await sheets()).equals(first)).toBe(true);
    vi.useRealTimers();
  });
});
