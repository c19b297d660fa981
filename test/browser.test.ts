import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { renderAudit } from "../pipeline/report/audit.tsx";
import { clearanceHtml, clearanceOf } from "../pipeline/report/clearance.tsx";
import { renderHtml } from "../pipeline/report/html.tsx";
import type { Report } from "../pipeline/report/page.tsx";
import { visible } from "../pipeline/report/text.ts";
import { exemptedUnder, INQUIRY_BASE_RATE, oneLevelUp } from "../pipeline/report/words.ts";
import type { BriefWarning } from "../pipeline/warnings/brief.ts";
import type { Lead } from "../pipeline/warnings/leads.ts";
import type { Warning } from "../schemas/warning.ts";
import { BROWSER, launch } from "./kit/browser.ts";
import { audited, brief, hostileReport, pictured } from "./kit/pictured.ts";
import {
  backlog,
  closing,
  entered,
  fourEyes,
  HOSTILE,
  inquiry,
  leads,
  overdue,
  reportOf,
  warnings,
} from "./kit/sample.ts";

let folder: string;
let browser: Browser;
let usual: URL;

describe.skipIf(BROWSER === null)(`report.html in a browser${BROWSER === null ? " (none found)" : ""}`, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "browser-"));
    browser = await launch();
    usual = await write(report());
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const complaints: string[] = [];
  const write = async (given: Report): Promise<URL> => {
    const path = join(folder, `${Math.random().toString(36).slice(2)}.html`);
    writeFileSync(path, await renderHtml(given));
    return pathToFileURL(path);
  };
  /** Opens a report; whatever the page complains of, asks or fetches is kept. */
  const open = async (
    url: URL,
    { hash = "", ready = true, ...options }: BrowserContextOptions & { hash?: string; ready?: boolean } = {},
  ): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    complaints.length = 0;
    page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on("request", (request) => {
      if (request.url() !== url.href) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(url.href + hash);
    if (ready && options.javaScriptEnabled !== false) await page.waitForSelector("html.ready", { state: "attached" });
    return page;
  };
  const report = (items: readonly Warning[] = warnings, changes: Partial<Report> = {}) =>
    reportOf(leads(items), { ...pictured, ...changes });
  const listed = (page: Page) => page.locator(".row .subject bdi").allInnerTexts();
  const found = async (page: Page, n: number) => {
    await page.waitForFunction(
      (shown) => document.getElementById("page-count")?.innerText.startsWith(`符合 ${shown} /`),
      n,
    );
    return listed(page);
  };
  const isOpen = (page: Page, subject: string | undefined) =>
    page.waitForFunction((id) => document.querySelector("#page-detail h3 bdi")?.textContent === id, subject);

  describe("as a reader at a desk has it", () => {
    let page: Page;
    beforeAll(async () => {
      page = await open(usual);
    });
    afterAll(() => page?.context().close());
    afterEach(() => expect(complaints).toEqual([]));

    it("lists every lead, opens the first, and is silent", async () => {
      expect(await listed(page)).toEqual(leads().map(({ subject }) => subject.id));
      expect(await page.locator("#page-detail h3").first().innerText()).toContain(leads()[0]?.subject.id);
      expect(await page.locator("#page-static").isVisible()).toBe(false);
    });

    it("filters by level, family, rule, unit, status, tier and words, and clears", async () => {
      const all = leads().length;
      const only = async (act: () => Promise<unknown>, expected: readonly Warning[]) => {
        await act();
        const subjects = leads(expected).map(({ subject }) => subject.id);
        expect(await found(page, subjects.length)).toEqual(subjects);
        await page.click("[type=reset]");
        await found(page, all);
      };
      const choose = (name: string, label: string) => page.selectOption(`[name=${name}]`, { label });
      await only(
        () => page.uncheck("[name=level][value='4']").then(() => page.uncheck("[name=level][value='2']")),
        [overdue, inquiry],
      );
      await only(() => choose("family", "过问登记"), [inquiry]);
      await only(() => choose("rule", `TM06 ${overdue.title.zh}`), [overdue]);
      await only(() => choose("unit", backlog.org_id ?? ""), [backlog]);
      await only(
        () => choose("status", "有更新"),
        warnings.filter(({ status }) => status === "updated"),
      );
      await only(() => choose("status", "已搁置"), [backlog]);
      await only(
        () => choose("tier", "统计信号"),
        warnings.filter(({ tier }) => tier === "signal"),
      );
      await only(() => page.fill("[name=words]", "P-0031 延长"), [overdue]);
      await only(() => page.fill("[name=words]", "2026-03.csv:1690"), [overdue]);
      await only(() => page.fill("[name=words]", overdue.warning_id), [overdue]);
    });

    it("sorts, and groups under headings", async () => {
      await page.selectOption("[name=group]", "unit");
      await page.waitForSelector(".list .heading");
      const units = [...new Set(leads().map(({ org_id }) => org_id))];
      expect(await page.locator(".list .heading").count()).toBe(units.length);
      await page.selectOption("[name=group]", "rule");
      const rules = new Set(leads().map(({ warnings: [first] }) => first?.rule));
      await expect.poll(() => page.locator(".list .heading").allInnerTexts()).toHaveLength(rules.size);
      await page.selectOption("[name=group]", "");
      await page.waitForFunction(() => document.querySelector(".list .heading") === null);
      const since = ({ warnings: told }: Lead) => Math.min(...told.map(({ first_seen }) => first_seen));
      const byName = new Intl.Collator("zh-CN", { numeric: true }).compare;
      const orders: Record<string, (a: Lead, b: Lead) => number> = {
        newest: (a, b) => since(b) - since(a),
        oldest: (a, b) => since(a) - since(b),
        most: (a, b) => b.warnings.length - a.warnings.length,
        subject: (a, b) => byName(a.subject.id, b.subject.id),
      };
      for (const [name, order] of Object.entries(orders)) {
        const expected = leads()
          .sort(order)
          .map(({ subject }) => subject.id);
        await page.selectOption("[name=sort]", name);
        await expect.poll(() => listed(page)).toEqual(expected);
      }
      await page.click("[type=reset]");
    });

    it("opens the warning that the address names, whatever the filter", async () => {
      await page.fill("[name=words]", "nothing has this");
      await found(page, 0);
      await page.evaluate((id) => {
        location.hash = id;
      }, backlog.warning_id);
      await isOpen(page, backlog.subject.id);
      expect(await listed(page)).toHaveLength(leads().length);
      expect(await page.locator(".row[aria-selected=true] bdi").first().innerText()).toBe(backlog.subject.id);
      await page.goto(`${usual.href}#${fourEyes.warning_id}`);
      const target = page.locator("#page-detail .notice.target");
      expect(await target.getAttribute("data-id")).toBe(fourEyes.warning_id);
      expect(await target.locator(".sentence").innerText()).toBe(fourEyes.message.zh);
      expect(
        await page.evaluate(() => document.querySelector(".notice.target")?.getBoundingClientRect().top),
      ).toBeLessThan(500);
    });

    it("is used by keyboard alone", async () => {
      await page.focus("#page-list");
      await page.keyboard.press("Home");
      await isOpen(page, leads()[0]?.subject.id);
      await page.keyboard.press("ArrowDown");
      await isOpen(page, leads()[1]?.subject.id);
      const active = await page.getAttribute("#page-list", "aria-activedescendant");
      expect(await page.locator(`[id="${active}"]`).getAttribute("aria-selected")).toBe("true");
      await page.keyboard.press("End");
      await isOpen(page, leads().at(-1)?.subject.id);
      await page.keyboard.press("Enter");
      expect(await page.evaluate(() => document.activeElement?.id)).toBe("page-detail");
    });

    it("speaks one language at a time", async () => {
      const words = () => page.locator("nav.contents, #page-filter, #page-signals ~ *, .first").allInnerTexts();
      const chinese = (await words()).join("\n");
      expect(chinese).toContain("规则结果");
      expect(chinese).not.toContain("Leads");
      await page.click("label[for=page-lang-en]");
      const english = (await words()).join("\n");
      expect(english).toContain("Detectors");
      expect(english).not.toMatch(/概况|线索|排序|积压|月末/);
      expect(await page.locator("[name=status] option").allInnerTexts()).toEqual([
        "all",
        "New",
        "Unchanged",
        "Updated",
        "Resolved",
        "Open again",
        "Set aside",
        "Closed",
      ]);
      expect(await page.getAttribute("#page-list", "aria-label")).toBe("List of leads");
      expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
      await page.click("label[for=page-lang-zh]");
    });

    it("makes no markup of a text even when told to", async () => {
      const refused = await page.evaluate(() => {
        try {
          document.body.insertAdjacentHTML("beforeend", "<b>x</b>");
          return false;
        } catch {
          return true;
        }
      });
      expect(refused).toBe(true);
      complaints.length = 0;
    });

    it("prints on A4 what can be read on paper", async () => {
      await page.emulateMedia({ media: "print" });
      expect(await page.locator("#page-static").isVisible()).toBe(true);
      for (const part of ["#page-explorer", "nav.contents", ".lang"])
        expect(await page.locator(part).first().isVisible()).toBe(false);
      const folded = page.locator("main > section > details:not([open]) .folded");
      expect(await folded.count()).toBeGreaterThan(0);
      for (const note of await folded.all()) expect(await note.isVisible()).toBe(true);
      await page.emulateMedia({ media: null });
      for (const note of await folded.all()) expect(await note.isVisible()).toBe(false);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
      expect(pdf.startsWith("%PDF-")).toBe(true);
      const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
      expect(boxes.length).toBeGreaterThanOrEqual(leads().length);
      expect(boxes.map(([, width, height]) => [Math.round(Number(width)), Math.round(Number(height))])[0]).toEqual([
        595, 842,
      ]);
      await page.evaluate(() => document.documentElement.classList.add("print-lead"));
      const one = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
      expect(one.match(/\/MediaBox/g)?.length).toBeLessThanOrEqual(3);
    });
  });

  it("shows hostile texts as texts, wherever they stand", async () => {
    const page = await open(await write(hostileReport()));
    const shown = visible(HOSTILE);
    for (const place of [
      "header.front",
      ".first",
      "#page-list",
      "#page-detail",
      ".timeline",
      ".pictures",
      "#page-files ~ *",
    ]) {
      const texts = await page.locator(place).allTextContents();
      expect(texts.join("\n"), place).toContain(shown.slice(0, 12));
    }
    expect(
      await page
        .locator(":is(img, iframe, object, embed, base, form[action], [onerror], body script:not([id], [type=module]))")
        .count(),
    ).toBe(0);
    const detail = await page.locator("#page-detail").innerText();
    for (const text of [shown, "=HYPERLINK(", "+1+1", "@SUM(1)", "‹U+202E›gnp.exe", "〔+"])
      expect(detail).toContain(text);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.click("summary >> nth=0");
    await page.fill("[name=words]", "onerror");
    await found(page, 1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("tells rules of one title apart, and a lead by what is open in it", async () => {
    const elsewhere = { warning_id: "e".repeat(16), procedure: "administrative-penalty", case_id: "c1" };
    const other: Warning = { ...overdue, ...elsewhere, severity: 2, subject: { type: "case", id: "c1" } };
    const page = await open(await write(report([overdue, { ...fourEyes, severity: 5, closing }, other])));
    expect(await page.locator("[name=rule] option").allInnerTexts()).toEqual([
      "全部",
      `${fourEyes.code} ${fourEyes.title.zh}`,
      `TM06 ${overdue.title.zh}（administrative-penalty）`,
      `TM06 ${overdue.title.zh}（public-order-penalty）`,
    ]);
    expect(await page.locator(".row .sev").allInnerTexts()).toEqual(["3 预警", "2 关注"]);
    await page.selectOption("[name=status]", { label: "已办结" });
    expect(await found(page, 1)).toEqual([fourEyes.subject.id]);
    await page.context().close();
  });

  it("tells of a lead in short where it goes, what covers it, and what an inquiry is", async () => {
    const { kind, ...told } = brief(1);
    const { code, detector, rule, procedure, title } = inquiry;
    const given = { detector, code, rule, procedure, head_of: ["二大队"], exemption_id: "RC-7" };
    const rest = (async function* () {
      yield [{ ...told, kind: { ...kind, ...given } }];
    })();
    const cards = [{ ...inquiry, title }];
    const page = await open(await write(report([overdue], { rest, cards, leadsTotal: 2 })), {
      hash: `#${told.warning_id}`,
    });
    const notes = (await page.locator("#page-detail .note").allInnerTexts()).join("\n");
    for (const text of [oneLevelUp(["二大队"]), exemptedUnder("RC-7"), INQUIRY_BASE_RATE])
      expect(notes).toContain(text.zh);
    await page.context().close();
  });

  it("carries 100,000 warnings", async () => {
    const many = 100_000;
    async function* rest(): AsyncIterable<BriefWarning[]> {
      for (let n = 0; n < many; n += 1_000) yield Array.from({ length: 1_000 }, (_, i) => brief(n + i));
    }
    const page = await open(await write(report(warnings, { rest: rest(), leadsTotal: leads().length + many })));
    const whole = (leads().length + many).toLocaleString("en-US");
    expect(await page.innerText("#page-count")).toBe(`符合 ${whole} / ${whole} 条`);
    expect(Buffer.byteLength(await page.content())).toBeLessThan(60 * 2 ** 20);
    await page.focus("#page-list");
    await page.keyboard.press("End");
    await page.waitForFunction(
      (id) => document.querySelector("#page-detail h3 bdi")?.textContent === id,
      brief(many - 1).subject_id,
    );
    expect(await page.locator("#page-detail .sentence").innerText()).toBe(brief(many - 1).message.zh);
    expect(await page.locator("#page-detail .note").innerText()).toContain("warnings.ndjson");
    expect(await page.locator(".row").count()).toBeLessThan(60);
    expect(await page.locator("*").count()).toBeLessThan(20_000);
    expect(await page.evaluate(scrolled)).toEqual([]);
    await page.fill("[name=words]", brief(77_777).subject_id);
    expect(await found(page, 1)).toEqual([brief(77_777).subject_id]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("can be read without a script", async () => {
    const page = await open(usual, { javaScriptEnabled: false, hash: `#${overdue.warning_id}` });
    expect(await page.locator(`[id="${overdue.warning_id}"] .sentence`).isVisible()).toBe(true);
    expect(await page.locator("#page-explorer").isVisible()).toBe(false);
    await page.click("label[for=page-lang-en]");
    expect(await page.locator(`[id="${overdue.warning_id}"] .sentence`).innerText()).toBe(overdue.message.en);
    await page.context().close();
  });

  describe("to axe", () => {
    const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    const desk = { width: 1280, height: 900 };
    const phone = { width: 390, height: 800 };
    const settings = [
      { viewport: desk, colorScheme: "light", language: "zh" },
      { viewport: phone, colorScheme: "dark", language: "en" },
    ] as const;
    const audit = () => {
      const path = join(folder, "audit-axe.html");
      writeFileSync(path, renderAudit(audited, { name: "某市公安局", language: "zh" }));
      return pathToFileURL(path);
    };
    const clearance = () => {
      const path = join(folder, "clearance.html");
      const reviews = entered.reviews.map((review) => ({ ...review, warning_id: overdue.warning_id }));
      const cleared = { warning: overdue, code: "data-problem", reviews, issuer: "某市公安局" } as const;
      writeFileSync(path, clearanceHtml(clearanceOf({ ...cleared, timezone: "Asia/Shanghai", language: "zh" })));
      return pathToFileURL(path);
    };
    const circulated = () => write(report(warnings, { audience: "circulation", least: 5 }));

    it.each([
      ["the report", () => usual, settings],
      ["the report for circulation", circulated, settings.slice(1)],
      ["an audit", audit, settings],
      ["a clearance", clearance, settings.slice(0, 1)],
    ] as const)("%s is nothing serious, in either light and language", async (_, made, looks) => {
      const url = await made();
      const page = await open(url, { bypassCSP: true, ready: url === usual });
      await page.evaluate(AXE);
      for (const { viewport, colorScheme, language } of looks) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        const choice = page.locator(`label[for=page-lang-${language}]`);
        if ((await choice.count()) > 0) await choice.click();
        const serious = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run(options: object): Promise<{ violations: AxeFinding[] }> };
          };
          const { violations } = await axe.run({ resultTypes: ["violations"] });
          return violations
            .filter(({ impact }) => impact === "serious" || impact === "critical")
            .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
        });
        expect([colorScheme, language, serious]).toEqual([colorScheme, language, []]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      }
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  });

  it("shows one audited case without a script, in both languages", async () => {
    const path = join(folder, "audit.html");
    writeFileSync(path, renderAudit(audited, { name: "某市公安局", language: "zh" }));
    const page = await open(pathToFileURL(path), { javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
    expect(await page.locator(".timeline svg").isVisible()).toBe(true);
    expect(await page.locator(`[id="${overdue.warning_id}"] .sentence`).innerText()).toBe(overdue.message.zh);
    await page.click("label[for=page-lang-en]");
    expect(await page.locator(`[id="${overdue.warning_id}"] .sentence`).innerText()).toBe(overdue.message.en);
    expect(await page.locator("main").innerText()).not.toMatch(/命中|未评估|推算过程/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

/** Scrolls the list through 60 places; those in which a frame later a row in sight is not drawn. */
async function scrolled(): Promise<number[]> {
  const list = document.getElementById("page-list") as HTMLElement;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const blank: number[] = [];
  for (let i = 0; i < 60; i++) {
    list.scrollTop = (list.scrollHeight / 60) * i;
    await frame();
    await frame();
    const { top, bottom } = list.getBoundingClientRect();
    const rows = Array.from(list.querySelectorAll(".row"), (row) => row.getBoundingClientRect());
    const covered = rows.filter((row) => row.bottom > top && row.top < bottom).length;
    if (covered < Math.floor((bottom - top) / 68)) blank.push(i);
  }
  return blank;
}

interface AxeFinding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: { html: string }[];
}
