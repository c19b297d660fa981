import { createHash } from "node:crypto";
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { LANGUAGES, type Language } from "../../schemas/text.ts";
import { CLIENT, HEAD, STYLE } from "./client.ts";
import type { Chunk } from "./payload.ts";
import { visible } from "./text.ts";

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * Nothing but the page's own style sheet and scripts may take effect, nothing may be fetched or sent, and no markup may
 * be made of a text while the page is open. The list places its rows by the style of each row's own element, which a
 * policy allows.
 */
const policyOf = (scripts: readonly string[]): string =>
  [
    "default-src 'none'",
    `style-src ${hash(STYLE)}`,
    `script-src ${scripts.length === 0 ? "'none'" : scripts.map(hash).join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");

interface HtmlDocument {
  readonly title: string;
  /** Shown first; both are in the page. */
  readonly language: Language;
  /** Data for the page's script; null for a page without one. */
  readonly chunks: readonly Chunk[] | null;
  readonly children: ComponentChildren;
}

/** One HTML file that needs nothing else, beginning with the switch of languages. */
export function htmlDocument({ title, language, chunks, children }: HtmlDocument): string {
  const page = renderToString(
    <html lang={language === "zh" ? "zh-CN" : "en"}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policyOf(chunks === null ? [] : [HEAD, CLIENT])} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>{visible(title)}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
        {chunks !== null && <script dangerouslySetInnerHTML={{ __html: HEAD }} />}
      </head>
      <body>
        <Languages first={language} />
        {children}
        {chunks?.map(({ id, text }) => (
          <script type="text/plain" id={id} dangerouslySetInnerHTML={{ __html: text }} />
        ))}
        {chunks !== null && <script type="module" dangerouslySetInnerHTML={{ __html: CLIENT }} />}
      </body>
    </html>,
  );
  return `<!doctype html>\n${page}\n`;
}

const LANGUAGE_NAMES: Record<Language, string> = { zh: "中文", en: "English" };

const Languages = ({ first }: { first: Language }) => (
  <>
    {LANGUAGES.map((language) => (
      <>
        <input
          type="radio"
          class="lang"
          name="page-language"
          id={`page-lang-${language}`}
          value={language}
          checked={language === first}
          autocomplete="off"
        />
        <label for={`page-lang-${language}`} lang={language === "zh" ? "zh-CN" : "en-GB"}>
          {LANGUAGE_NAMES[language]}
        </label>
      </>
    ))}
  </>
);
