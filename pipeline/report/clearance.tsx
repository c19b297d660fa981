import { renderToString } from "preact-render-to-string";
import { CLOSE_CODES, type CloseCode } from "../../schemas/choices.ts";
import type { Review } from "../../schemas/decision.ts";
import type { Bilingual, Language } from "../../schemas/text.ts";
import type { Warning } from "../../schemas/warning.ts";
import { localClock, longDate, visible } from "./text.ts";

/** What a written clearance (澄清) is made from. */
interface Cleared {
  readonly warning: Warning;
  readonly code: CloseCode;
  /** The views that agree, one of each reviewer. */
  readonly reviews: readonly Review[];
  /** Who gives it, as the configuration names the deployment. */
  readonly issuer: string;
  readonly timezone: string;
  readonly language: Language;
}

/** A clearance in the words of its every form; nothing about what was suspected of whom, no evidence, no reviewer's notes. */
export interface Clearance {
  readonly language: Language;
  readonly title: string;
  readonly issuer: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly paragraphs: readonly string[];
  readonly signatures: readonly (readonly string[])[];
  readonly date: string;
  /** When the last of the agreeing views was entered, in epoch milliseconds. */
  readonly closed: number;
}

export function clearanceOf({ warning, code, reviews, issuer, timezone, language }: Cleared): Clearance {
  const clock = localClock(timezone);
  const say = (text: Bilingual): string => text[language];
  const closed = Math.max(...reviews.map(({ at }) => at));
  const conclusion = CLOSE_CODES[code];
  const optional = (label: Bilingual, value: string | null): [string, string][] =>
    value === null ? [] : [[say(label), visible(value)]];
  return {
    language,
    title: say({ zh: "关于风险提示核查结果的澄清说明", en: "Clearance after the review of a risk notice" }),
    issuer: visible(issuer),
    facts: [
      [say({ zh: "提示编号", en: "Notice" }), warning.warning_id],
      [say({ zh: "提示事项", en: "About" }), `${warning.code} ${visible(warning.title[language])}`],
      ...optional({ zh: "案件编号", en: "Case" }, warning.case_id),
      ...optional({ zh: "单位", en: "Unit" }, warning.org_id),
      [say({ zh: "首次提示", en: "First given" }), say(longDate(clock, warning.first_seen))],
      [say({ zh: "核查结论", en: "Result" }), say(conclusion)],
      [say({ zh: "办结日期", en: "Closed" }), say(longDate(clock, closed))],
    ],
    paragraphs: [
      {
        zh: "上述风险提示由系统依据办案日志按既定规则自动比对形成，不是事实认定。",
        en: "The notice named above was formed by automatically comparing case-handling logs with set rules. It was not a finding of fact.",
      },
      {
        zh: `经 ${reviews.length} 名核查人员分别核查，意见一致，结论为“${conclusion.zh}”。该提示已办结，据此予以澄清。`,
        en: `${reviews.length} reviewers looked into it separately and agree on the result: ${conclusion.en.toLowerCase()}. The notice is closed, and the matter is hereby cleared.`,
      },
      {
        zh: "该提示不作为对有关单位和个人问责、处分、考核、排名、评优的依据，不影响有关案件的办理。",
        en: "The notice is no ground for accountability, sanction, appraisal, ranking or awards of any unit or person, and has no effect on the case.",
      },
    ].map(say),
    signatures: [
      [say({ zh: "核查人", en: "Reviewer" }), say({ zh: "日期", en: "Date" }), say({ zh: "签名", en: "Signature" })],
      ...reviews.map(({ reviewer, at }) => [visible(reviewer), say(longDate(clock, at)), ""]),
    ],
    date: say(longDate(clock, closed)),
    closed,
  };
}

const STYLE = `
body { font: 18px/1.9 "FangSong", "仿宋", "Noto Serif CJK SC", serif; max-width: 42em; margin: 3em auto; padding: 0 1em; color: #111; background: #fff }
h1 { font-size: 1.5em; text-align: center }
table { border-collapse: collapse; width: 100%; margin: 1em 0 }
th, td { border: 1px solid #444; padding: .3em .6em; text-align: start; vertical-align: top; overflow-wrap: anywhere }
p { text-indent: 2em }
p.end { text-align: end; text-indent: 0 }
@media print { body { margin: 0 auto } }
`;

/** One HTML file that needs nothing else and does nothing. */
export const clearanceHtml = ({ language, title, issuer, facts, paragraphs, signatures, date }: Clearance): string =>
  `<!doctype html>\n${renderToString(
    <html lang={language === "zh" ? "zh-CN" : "en"}>
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <h1>{title}</h1>
        <table>
          {facts.map(([label, value]) => (
            <tr>
              <th scope="row">{label}</th>
              <td>
                <bdi>{value}</bdi>
              </td>
            </tr>
          ))}
        </table>
        {paragraphs.map((text) => (
          <p>{text}</p>
        ))}
        <table>
          {signatures.map((cells, i) => (
            <tr>{cells.map((text) => (i === 0 ? <th scope="col">{text}</th> : <td>{text}</td>))}</tr>
          ))}
        </table>
        <p class="end">
          <bdi>{issuer}</bdi>
          <br />
          {date}
        </p>
      </body>
    </html>,
  )}\n`;
