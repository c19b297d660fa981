import { createHash } from "node:crypto";
import { renderToString } from "preact-render-to-string";
import { CLIENT } from "./client.ts";
import { Page, type Report } from "./page.tsx";
import { STYLE } from "./style.css.ts";
import { localClock, visible } from "./text.ts";

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing but the page's own style sheet and script may take effect, and nothing may be fetched or sent. */
const POLICY = [
  "default-src 'none'",
  `style-src ${hash(STYLE)}`,
  `script-src ${hash(CLIENT)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/**
 * The report as one HTML file that needs nothing else: both languages are in it, `language` is shown first. The same
 * input gives the same text; moments of running and durations are left to `run.json`, so that a run repeated gives
 * the same page. `leads` may be fewer than `leadsTotal`, and the page says so.
 */
export function renderHtml(report: Report): string {
  const { manifest, language } = report;
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
      </head>
      <body>
        <Page report={report} view={{ clock: localClock(manifest.timezone) }} />
        <script dangerouslySetInnerHTML={{ __html: CLIENT }} />
      </body>
    </html>,
  );
  return `<!doctype html>\n${page}\n`;
}

export type { Report };
