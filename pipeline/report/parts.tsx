import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";
import { ORDER_TEMPLATES } from "../../schemas/procedure.ts";
import type { Bilingual } from "../../schemas/text.ts";
import type { Tier, Warning } from "../../schemas/warning.ts";
import { isSmall, toldCells } from "../circulation/counts.ts";
import type { Decided } from "../decisions/decided.ts";
import type { Past } from "../warnings/lives.ts";
import { cut, figure, type LocalClock, localClock, visible } from "./text.ts";
import { Shared } from "./tree.ts";
import { SEVERITIES, SIGNAL_NOTE, TIER_WORDS } from "./words.ts";

/** What every part of the page needs beside its own data. */
export interface View {
  readonly clock: LocalClock;
  /** Whether a warning's rule is about the order of two activities. */
  readonly isOrdered: (warning: Pick<Warning, "rule" | "procedure">) => boolean;
  /** What people have entered about warnings, by their ids. */
  readonly decided: ReadonlyMap<string, Decided>;
  /** What warnings said before, by their ids. */
  readonly past: Past;
}

const ORDER: ReadonlySet<string> = new Set(ORDER_TEMPLATES);

/** The view of reports whose times are told in a zone, on warnings of these rules. */
export function viewOf(
  timezone: string,
  rules: readonly { readonly rule: string; readonly procedure: string | null; readonly template: string | null }[],
  { decided, past }: Pick<View, "decided" | "past">,
): View {
  const name = (rule: { rule: string; procedure: string | null }) => JSON.stringify([rule.procedure, rule.rule]);
  const ordered = new Set(rules.filter(({ template }) => ORDER.has(template ?? "")).map(name));
  return { clock: localClock(timezone), isOrdered: (warning) => ordered.has(name(warning)), decided, past };
}

/** Counts below this are not told in summaries: 1 where all are. */
export const Least = createContext(1);

/** How a summary tells a count. Not for leads, whose components are rendered without context. */
export function useCount(): (n: number) => string {
  const least = useContext(Least);
  return (n) => (isSmall(n, least) ? `<${least}` : figure(n));
}

/** Stands for a count that would give another away. */
export const UNTOLD = "…";

/** How a summary tells the counts of one row, and which of them are told. */
export function useRow(): (counts: readonly number[]) => { told: boolean; text: string }[] {
  const least = useContext(Least);
  return (counts) => {
    const told = toldCells(counts, least);
    return counts.map((n, i) => ({
      told: told[i] ?? false,
      text: told[i] ? figure(n) : isSmall(n, least) ? `<${least}` : UNTOLD,
    }));
  };
}

const LONGEST = 2_000;
const shown = (text: string): string => cut(visible(text), LONGEST, (left) => ` …〔+${figure(left)}〕`);

/** The page's own words in both languages; the style sheet shows one. */
export const T = ({ t }: { t: Bilingual }) =>
  t.zh === t.en ? (
    t.zh
  ) : (
    <>
      <span lang="zh">{t.zh}</span>
      <span lang="en">{t.en}</span>
    </>
  );

/** Text out of a log: never markup, never able to turn the direction of what stands around it. */
export const Data = ({ text }: { text: string | null }) =>
  text === null || text === "" ? <span class="quiet">—</span> : <bdi>{shown(text)}</bdi>;

/** Text out of a rule or a detector, which may quote the log. */
export const DataT = ({ t }: { t: Bilingual }) =>
  t.zh === t.en ? (
    <bdi>{shown(t.zh)}</bdi>
  ) : (
    <>
      <bdi lang="zh">{shown(t.zh)}</bdi>
      <bdi lang="en">{shown(t.en)}</bdi>
    </>
  );

/** Where a record stands: its file, which may break into lines, and its line, which does not. */
export const Source = ({ file, line }: { file: string; line: number }) => (
  <>
    <Data text={file} />
    <span class="t">:{line}</span>
  </>
);

export const Severity = ({ level }: { level: number }) => (
  <span class={`tag sev s${level}`}>
    {level} <T t={SEVERITIES[level] ?? { zh: "", en: "" }} />
  </span>
);

export const TierTag = ({ tier }: { tier: Tier }) => (
  <span class={`tag ${tier}`}>
    <T t={tier === "signal" ? SIGNAL_NOTE : TIER_WORDS[tier]} />
  </span>
);

export const Block = ({ title, children }: { title: Bilingual; children: ComponentChildren }) => (
  <div class="block">
    <h5>
      <T t={title} />
    </h5>
    {children}
  </div>
);

/** Rows of a definition list that have something to say. */
export const Facts = ({ rows }: { rows: readonly (readonly [Bilingual, ComponentChildren])[] }) => (
  <dl class="facts">
    {rows.map(([term, value]) => (
      <>
        <dt>
          <DataT t={term} />
        </dt>
        <dd>{value}</dd>
      </>
    ))}
  </dl>
);

interface Heading {
  readonly t: Bilingual;
  /** `n` for numbers. */
  readonly class?: string;
}

/** A table that scrolls on its own where the screen is narrow. */
export const Table = ({
  head,
  caption,
  class: name,
  id,
  children,
}: {
  head: readonly Heading[];
  caption?: Bilingual;
  class?: string;
  id?: string;
  children: ComponentChildren;
}) => (
  <div class="scroll" tabindex={0}>
    <table {...(name ? { class: name } : {})} {...(id ? { id } : {})}>
      {caption && (
        <caption>
          <T t={caption} />
        </caption>
      )}
      <Shared of={head}>
        {() => (
          <thead>
            <tr>
              {head.map((h) => (
                <th scope="col" {...(h.class ? { class: h.class } : {})}>
                  <T t={h.t} />
                </th>
              ))}
            </tr>
          </thead>
        )}
      </Shared>
      <tbody>{children}</tbody>
    </table>
  </div>
);

export const Count = ({ n }: { n: number }) => <td class={n === 0 ? "n zero" : "n"}>{useCount()(n)}</td>;

/** The cells of a row whose sum can be known. */
export const Counts = ({ counts }: { counts: readonly number[] }) => (
  <>
    {useRow()(counts).map(({ text }, i) => (
      <td class={counts[i] === 0 ? "n zero" : "n"}>{text}</td>
    ))}
  </>
);

/**
 * What is long, and folded away where `open` is false. On paper a lead is told in full; what else is folded stays so.
 */
export const Foldable = ({
  open,
  summary,
  children,
}: {
  open: boolean;
  summary: Bilingual;
  children: ComponentChildren;
}) => (
  <details open={open}>
    <summary>
      <T t={summary} />
      <span class="folded">
        <T t={{ zh: "（折叠的内容不打印）", en: " (folded, and so not printed)" }} />
      </span>
    </summary>
    {children}
  </details>
);

/** A text of a picture in both languages; the style sheet shows one. */
export const Words = ({ t }: { t: Bilingual }) =>
  t.zh === t.en ? (
    t.zh
  ) : (
    <>
      <tspan lang="zh">{t.zh}</tspan>
      <tspan lang="en">{t.en}</tspan>
    </>
  );
