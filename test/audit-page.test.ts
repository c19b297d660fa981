import { describe, expect, it } from "vitest";
import { renderAudit } from "../pipeline/report/audit.tsx";
import { visible } from "../pipeline/report/text.ts";
import { AUDIT_WORDS, BANNER } from "../pipeline/report/words.ts";
import { LANGUAGES } from "../schemas/text.ts";
import { audited, poisoned } from "./kit/pictured.ts";
import { BEFORE, before, ENTERED, entered, HOSTILE, hostile, overdue } from "./kit/sample.ts";
import { BANNED } from "./kit/words.ts";

const render = (audit = audited, language: "zh" | "en" = "zh") => renderAudit(audit, { name: "某市公安局", language });
/** A page without its style and the direction marks around texts of a log. */
const plain = (html: string) => html.replace(/<style>[\s\S]*?<\/style>|<\/?bdi[^>]*>/g, "");

describe("one case as a page", () => {
  const html = render();

  it.each(LANGUAGES)("tells every rule with its outcome, in %s", (language) => {
    const page = plain(html);
    for (const { rule, outcome, title } of audited.rules) {
      expect(page).toContain(rule);
      expect(page).toContain(title[language]);
      expect(page).toContain(`>${AUDIT_WORDS[outcome][language]}`);
    }
    expect(page).toContain(BANNER[language]);
    expect(page).toContain(overdue.message[language]);
  });

  it.each([
    ["the arithmetic of a hit", "2026-03-04"],
    ["the arithmetic of what is still open", "2026-04-17"],
    ["why a rule was not evaluated", "no table of declared conflicts"],
    ["what went wrong", "its query failed"],
    ["why nothing could be told", "The level of approval is not recorded."],
    ["the law beside each rule", "《治安管理处罚法》第 118 条"],
    ["file and line of every act", 'logs/police-2026-03.csv<span class="t">:1209</span>'],
    ["when an act was entered", "2026-02-18 09:14:00"],
    ["what lies after the moment looked from", "3 records after the as-of time"],
    ["which moment it was opened", "Opened (master record or first act)"],
    ["the picture", "timeline"],
  ])("shows %s", (_, text) => expect(plain(html)).toContain(text));

  it("shows how a notice has fared, and what reviewers and handlers have entered, as text", () => {
    const page = plain(render({ ...audited, decided: entered, past: { [overdue.warning_id]: [before] } }));
    for (const text of [
      ...ENTERED,
      ...BEFORE,
      "数据问题",
      "&lt;script>alert(1)",
      "历次运行出现 3 次",
      "seen in 3 runs",
    ])
      expect(page).toContain(text);
    expect(page).not.toMatch(/<script>alert/);
    const [hit, ...others] = audited.rules;
    const untold = { ...overdue, occurrences: 0 };
    expect(
      plain(render({ ...audited, rules: [{ ...hit, warning: untold } as (typeof audited.rules)[number], ...others] })),
    ).toContain("历次运行均未提示过");
  });

  it("lets no script run and fetches nothing", () => {
    expect(html).toContain("script-src &#39;none&#39;".replaceAll("&#39;", "'"));
    expect(html).not.toMatch(/<(script|img|link|iframe|object)[\s>]/);
    for (const [, target] of html.matchAll(/\shref="([^"]*)"/g)) expect(target).toMatch(/^#/);
  });

  it("shows hostile texts as texts", () => {
    const warning = { ...hostile, case_id: HOSTILE };
    const [hit, ...others] = poisoned(audited, HOSTILE).rules;
    const page = render({
      ...poisoned(audited, HOSTILE),
      timezone: "Asia/Shanghai",
      rules: [{ ...hit, tier: "rule", warning } as (typeof audited.rules)[number], ...others],
    });
    expect(page).not.toMatch(/<(script|img|iframe)[\s>]/);
    expect(page).toContain("&lt;script>alert(1)");
    expect(visible(page)).toBe(page);
  });

  it("says no banned word outside of the banner, and that there is nothing where there is nothing", () => {
    expect(html.replaceAll(BANNER.zh, "")).not.toMatch(BANNED);
    expect(render({ ...audited, events: [], rules: [] })).toContain("该案没有事件记录。");
    expect(render(audited, "en")).toContain('<html lang="en">');
  });
});
