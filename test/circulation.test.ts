import { createSecretKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { Circulation } from "../pipeline/circulation/circulation.ts";
import { isSmall, toldCells, withoutSmallCounts } from "../pipeline/circulation/counts.ts";
import { NameFinder } from "../pipeline/circulation/names.ts";
import { Texts, WITHHELD } from "../pipeline/circulation/texts.ts";
import { pseudonym } from "../pipeline/privacy/pseudonyms.ts";
import { writeCirculated } from "../pipeline/report/circulated.ts";
import { renderHtml } from "../pipeline/report/html.tsx";
import { pictured } from "./kit/pictured.ts";
import { backlog, fourEyes, leads, overdue, reportOf, warnings } from "./kit/sample.ts";
import { textOf } from "./kit/written.ts";

const key = createSecretKey(Buffer.alloc(32, 7));
const bare = (persons: string[], free: string[] = []) => new Texts(key, persons, free);
const circulation = (persons: string[], quoting: string[] = []) =>
  new Circulation({
    key,
    texts: bare(persons),
    least: 5,
    quoting: new Set(quoting),
    upward: new Set(),
    titleOf: () => overdue.title,
  });

describe("names in texts", () => {
  const finder = new NameFinder(["P-0031", "张三", "张三丰", "12", "李"]);
  it.each([
    ["handled by P-0031.", "handled by [P-0031]."],
    ["XP-00312 is another", "XP-00312 is another"],
    ["张三丰与张三", "[张三丰]与[张三]"],
    ["老李办理", "老[李]办理"],
    ["12 days, 112 days", "[12] days, 112 days"],
    ["", ""],
  ])("%j becomes %j", (text, found) => expect(finder.replace(text, (name) => `[${name}]`)).toBe(found));

  it("none that stands alone is left, whatever the names and the text", () => {
    const name = fc.string({ minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 8 }), fc.array(name), (names, words) => {
        const text = words.map((word, i) => `${word} ${names[i % names.length]} `).join("");
        const rest = new NameFinder(names).replace(text, () => "\u0000");
        const left = new NameFinder(names);
        expect(left.replace(rest.replaceAll("\u0000", "\u0001"), () => "")).toBe(rest.replaceAll("\u0000", "\u0001"));
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

describe("texts", () => {
  it("withholds a sentence in which a person might be a number", () => {
    expect(bare(["47"]).sentence(overdue.message)).toBe(null);
    expect(bare(["48"]).sentence(overdue.message)).toEqual(overdue.message);
  });
  it("leaves free texts out", () => {
    const said = { zh: "地点为张三家中，需核查。", en: "It took place at 张三家中." };
    expect(bare([], ["张三家中"]).sentence(said)).toEqual({
      zh: `地点为${WITHHELD.zh}，需核查。`,
      en: `It took place at ${WITHHELD.en}.`,
    });
  });
  it("leaves words that rules say themselves where they are, for they name nobody", () => {
    const said = { zh: "未见退回案卷材料的记录，张三在看守所。", en: "案卷" };
    const texts = new Texts(key, ["张三"], ["案卷", "看守所", "张三家中"], "公安机关退回案卷；送看守所羁押");
    expect(texts.sentence(said)?.zh).toBe(`未见退回案卷材料的记录，${pseudonym(key, "张三")}在看守所。`);
    expect(texts.value("送看守所羁押")).toBe("送看守所羁押");
  });
});

describe("a warning for circulation", () => {
  it("has pseudonyms in its sentence and evidence, and all of its arithmetic", () => {
    const context = [{ zh: "所涉经办人员中有 1 人登记休假。", en: "1 of the persons was on leave." }];
    const told = circulation(["P-0031"]).warning({ ...fourEyes, context });
    expect(told.context).toEqual([]);
    const name = pseudonym(key, "P-0031");
    expect(told.message.zh).toBe(fourEyes.message.zh.replaceAll("P-0031", name));
    expect(told.evidence.map(({ actor_id }) => actor_id)).toEqual([name, name]);
    expect(circulation(["P-0031"]).warning(overdue).clock).toEqual(overdue.clock);
    expect(told.warning_id).not.toBe(fourEyes.warning_id);
    expect(told.exemption).toEqual({
      exemption_id: fourEyes.exemption?.exemption_id,
      kind: fourEyes.exemption?.kind,
      to_at: fourEyes.exemption?.to_at,
    });
  });
  it("says what its rule says where its sentence quotes a record", () => {
    const told = circulation([], ["procedure-rules"]).warning(overdue);
    expect(told.message.zh).toBe("办案期限疑似超出：数据显示 47 日，比对标准 30 日，需核查。");
  });
  it("tells no small count of a signal, and says so without its sentence", () => {
    const few = { ...backlog, unit: "cases", measured: 3, peer: { ...backlog.peer, n: 4, ratio: 2 } };
    const told = circulation([]).warning(few);
    expect([told.measured, told.peer?.n, told.peer?.ratio]).toEqual([null, "<5", 2]);
    expect(told.message.zh).not.toContain("3");
    expect(withoutSmallCounts({ ...few, tier: "rule" }, 5).measured).toBe(3);
  });
});

describe("cells of a row", () => {
  it.each([
    [[9, 12, 0], "111"],
    [[3, 12, 40], "001"],
    [[3, 4, 40], "001"],
    [[0, 0, 2], "110"],
  ])("of %j those marked are told: %s", (counts, told) => expect(toldCells(counts, 5).map(Number).join("")).toBe(told));

  it("never leave one small count alone untold beside others", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 2, maxLength: 7 }), (counts) => {
        const untold = toldCells(counts, 5).filter((one) => !one).length;
        expect(counts.every((n, i) => !isSmall(n, 5) || !toldCells(counts, 5)[i])).toBe(true);
        if (untold === 1) expect(counts.filter((n) => n > 0)).toHaveLength(1);
      }),
      { seed: 1 },
    );
  });
});

it("a page for circulation has no small count in any of its tables and pictures", async () => {
  const cell = /<td class="n[^"]*">([^<]*)<\/td>/g;
  const small = (html: string) => {
    const summaries = html.slice(html.indexOf('id="page-signals"'), html.indexOf('id="page-files"'));
    return [...summaries.matchAll(cell)].map(([, n]) => Number(n)).filter((n) => isSmall(n, 5));
  };
  const shown = { ...pictured, figures: { ...pictured.figures, closings: [] }, funnels: [] };
  expect(small(await renderHtml(reportOf(leads(warnings), shown))).length).toBeGreaterThan(10);
  const html = await renderHtml(reportOf(leads(warnings), { ...shown, audience: "circulation", least: 5 }));
  expect(small(html)).toEqual([]);
  expect(html).toContain("&lt;5");
  expect(html).toContain("流转版");
});

it("what became of entries in the register is told in a sentence, small counts only for inspectors", async () => {
  const dispositions = [30, 3, 0, 0, 0, 10, 0];
  const shown = { ...pictured, figures: { ...pictured.figures, dispositions } };
  const inside = await renderHtml(reportOf([], shown));
  expect(inside).toContain("处置情况：属依法履职 30 条，提醒 3 条，已研判、尚无结果 10 条。");
  expect(inside).toContain("What became of them: lawful duty 30, reminder 3, triaged, no result yet 10.");
  const outside = await renderHtml(reportOf([], { ...shown, least: 5 }));
  expect(outside).toContain("处置情况：属依法履职 30 条，提醒 &lt;5 条，已研判、尚无结果 … 条。");
});

it("a funnel for circulation leaves out units with few, and says how many", async () => {
  const [funnel] = pictured.funnels;
  const units = [{ org_id: "440100-99", n: 3, observed: 2, expected: 4, hit: false }, ...(funnel?.units ?? [])];
  const funnels = funnel ? [{ ...funnel, units }] : [];
  const inside = await renderHtml(reportOf([], { ...pictured, funnels }));
  const outside = await renderHtml(reportOf([], { ...pictured, funnels, least: 5 }));
  expect(inside).toContain("440100-99");
  expect(outside).not.toContain("440100-99");
  expect(outside).toContain("另有 1 个单位件数小于 5，不显示。");
});

describe("what goes one level up", () => {
  const folder = mkdtempSync(join(tmpdir(), "xiezhi-circulated-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("shows neither in what rules found nor in a funnel", async () => {
    const [funnel] = pictured.funnels;
    const unit = funnel?.units.find(({ hit }) => hit)?.org_id ?? "";
    const signal = { ...backlog, org_id: unit, subject: { type: "org" as const, id: unit }, head_of: [unit] };
    const told = warnings.map((warning) => (warning === backlog ? signal : warning));
    writeFileSync(join(folder, "warnings.ndjson"), told.map((warning) => `${JSON.stringify(warning)}\n`).join(""));
    const report = { ...reportOf(leads(told), pictured), language: "en" as const };
    const chosen = { chosen: [], formats: ["html", "xlsx"] as const, internal: [] };
    const drawn = (html: string) => [...html.matchAll(/<title>(\S+) · n = /g)].map(([, name]) => name);
    const inside = drawn(await renderHtml(report));
    expect(inside).toContain(unit);
    await writeCirculated(folder, { report, ...chosen }, circulation([]));
    const html = readFileSync(join(folder, "circulation/report.html"), "utf8");
    expect(drawn(html)).toEqual(inside.filter((name) => name !== unit));
    expect(html.match(/共比较 \d+ 个单位/g)).toEqual([`共比较 ${inside.length - 1} 个单位`]);
    const headings = [...html.matchAll(/<th [^>]*><span lang="zh">[^<]*<\/span><span lang="en">([^<]*)/g)].map(
      ([, en]) => en,
    );
    for (const text of [headings, textOf(join(folder, "circulation/report.xlsx")).match(/[^<>]+/g)]) {
      expect(text).toContain("Cannot tell");
      expect(text).not.toContain("Hit");
      expect(text).not.toContain("Clear");
    }
  });
});
