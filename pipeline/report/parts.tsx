import type { ComponentChildren } from "preact";
import { ORDER_TEMPLATES } from "../../schemas/procedure.ts";
import type { Bilingual } from "../../schemas/text.ts";
import type { Tier, Warning } from "../../schemas/warning.ts";
import { cut, figure, type LocalClock, localClock, visible } from "./text.ts";
import { Shared } from "./tree.ts";
import { SEVERITIES, SIGNAL_NOTE, TIER_WORDS } from "./words.ts";

/** What every part of the page needs beside its own data. */
export interface View {
  readonly clock: LocalClock;
  /** Whether a warning's rule is about the order of two activities. */
  readonly isOrdered: (warning: Pick<Warning, "rule" | "procedure">) => boolean;
}

const ORDER: ReadonlySet<string> = new Set(ORDER_TEMPLATES);

/** The view of reports whose times are told in a zone, on warnings of these rules. */
export function viewOf(
  timezone: string,
  rules: readonly { readonly rule: string; readonly procedure: string | null; readonly template: string | null }[],
): View {
  const name = (rule: { rule: string; procedure: string | null }) => JSON.stringify([rule.procedure, rule.rule]);
  const ordered = new Set(rules.filter(({ template }) => ORDER.has(template ?? "")).map(name));
  return { clock: localClock(timezone), isOrdered: (warning) => ordered.has(name(warning)) };
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

export interface Heading {
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

export const Count = ({ n }: { n: number }) => <td class={n === 0 ? "n zero" : "n"}>{figure(n)}</td>;

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
