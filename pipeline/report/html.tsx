import { createHash } from "node:crypto";
import { renderToString } from "preact-render-to-string";
import { ORDER_TEMPLATES } from "../../schemas/procedure.ts";
import type { RunManifest } from "../../schemas/run.ts";
import { CLIENT, HEAD, STYLE } from "./client.ts";
import { LeadArticle } from "./lead.tsx";
import { RuleCard } from "./notice.tsx";
import { Page, type Report } from "./page.tsx";
import type { View } from "./parts.tsx";
import { pack } from "./payload.ts";
import { localClock, visible } from "./text.ts";
import { type SharedParts, treesOf } from "./tree.ts";

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * Nothing but the page's own style sheet and scripts may take effect, nothing may be fetched or sent, and no markup may
 * be made of a text while the page is open. The list places its rows by the style of each row's own element, which a
 * policy allows.
 */
const POLICY = [
  "default-src 'none'",
  `style-src ${hash(STYLE)}`,
  `script-src ${hash(HEAD)} ${hash(CLIENT)}`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/**
 * The report as one HTML file that needs nothing else: both languages are in it, `language` is shown first. The first
 * leads are told in full, the others in a sentence for each warning, and what has no room at all is counted. The same
 * input gives the same text; moments of running and durations are left to `run.json`, so that a run repeated gives the
 * same page.
 */
export async function renderHtml(report: Report): Promise<string> {
  const { manifest, language, leads, rest, cards, stories } = report;
  const view = { clock: localClock(manifest.timezone), isOrdered: orderRules(manifest) };
  const shared: SharedParts = new Map();
  const { chunks, listed } = await pack({
    leads,
    rest,
    cards,
    tree: (lead) =>
      treesOf(
        <LeadArticle lead={lead} story={stories.get(lead.case_id ?? "") ?? null} view={view} anchored={false} />,
        shared,
      ),
    card: (card) => treesOf(<RuleCard {...card} />, shared),
  });
  const title = { zh: "风险提示（线索）报告", en: "Leads from case-handling logs" }[language];
  const page = renderToString(
    <html lang={language === "zh" ? "zh-CN" : "en"}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>{`${visible(manifest.name)} · ${title}`}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
        <script dangerouslySetInnerHTML={{ __html: HEAD }} />
      </head>
      <body>
        <Page report={report} view={view} listed={listed} />
        {chunks.map(({ id, text }) => (
          <script type="text/plain" id={id} dangerouslySetInnerHTML={{ __html: text }} />
        ))}
        <script type="module" dangerouslySetInnerHTML={{ __html: CLIENT }} />
      </body>
    </html>,
  );
  return `<!doctype html>\n${page}\n`;
}

const ORDER: ReadonlySet<string> = new Set(ORDER_TEMPLATES);

function orderRules({ rules }: RunManifest): View["isOrdered"] {
  const name = (rule: { rule: string; procedure: string | null }) => JSON.stringify([rule.procedure, rule.rule]);
  const ordered = new Set(rules.filter(({ template }) => ORDER.has(template ?? "")).map(name));
  return (warning) => ordered.has(name(warning));
}

export type { Report };
