import type { Audience } from "../../schemas/choices.ts";
import type { RunManifest } from "../../schemas/run.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import { STATUSES, TIERS } from "../../schemas/warning.ts";
import { isToBeSeen, type Lead } from "../warnings/leads.ts";
import { quietOf } from "../warnings/standing.ts";
import { hrefOf } from "./anchor.ts";
import { totalOf } from "./codes.ts";
import { type Count, hasQuiet, inBrief, judgedIn, LEVELS, share } from "./in-brief.ts";
import { Subject } from "./lead.tsx";
import type { Report } from "./page.tsx";
import { Data, DataT, Severity, T, TierTag, useCount, useRow, type View } from "./parts.tsx";
import { figure, longDate, utcOffset } from "./text.ts";
import { NEVER_RECORDED, unrecordedIn } from "./unrecorded-said.ts";
import { BANNER, EDITIONS, HOW_TO_READ, SEVERITIES, STATUS_WORDS, SUBJECTS } from "./words.ts";

/** Whose report it is, of what, and what it is not. */
export const Front = ({ manifest: m, audience, view }: { manifest: RunManifest; audience: Audience; view: View }) => {
  const { first_event_at: first, last_event_at: last } = m.coverage;
  return (
    <header class="front">
      <h1>
        <span class="name">
          <Data text={m.name} />
        </span>
        <T t={{ zh: "办案日志风险提示（线索）报告", en: "Leads from case-handling logs" }} />
      </h1>
      <p class="dates">
        {first !== null && last !== null && (
          <span>
            <T t={{ zh: "数据期间 ", en: "Events from " }} />
            <T t={longDate(view.clock, first)} />
            <T t={{ zh: "至", en: " to " }} />
            <T t={longDate(view.clock, last)} />
          </span>
        )}
        {m.lookback && (
          <span>
            <T t={{ zh: "倒查 ", en: "Looking back to " }} />
            <T t={longDate(view.clock, m.lookback.since)} />
            {m.lookback.until === null ? (
              <T t={{ zh: " 以来", en: "" }} />
            ) : (
              <>
                <T t={{ zh: " 至 ", en: ", up to " }} />
                <T t={longDate(view.clock, m.lookback.until)} />
              </>
            )}
          </span>
        )}
        <span>
          <T t={{ zh: "检查时点 ", en: "As of " }} />
          <T t={longDate(view.clock, m.as_of)} /> {view.clock.text(m.as_of).slice(11, 19)}{" "}
          {`(${m.timezone}, ${utcOffset(m.timezone, m.as_of)})`}
        </span>
        <span>
          <T t={{ zh: "运行编号 ", en: "Run " }} />
          <Data text={m.run_id} />
        </span>
      </p>
      <div class="banner" role="note">
        <p>
          <T t={BANNER} />
        </p>
        <p class="small">
          <T t={EDITIONS[audience]} />
        </p>
      </div>
    </header>
  );
};

/** How much there is and what changed; what was examined, and beside it what could not be. */
export const Overview = ({ report: { manifest, leadsTotal, history } }: { report: Report }) => {
  const { total, by_severity, by_tier, by_status } = manifest.warnings;
  const before = history?.before?.warnings;
  const [count, row] = [useCount(), useRow()];
  const levels = row(LEVELS.map((level) => by_severity[level] ?? 0));
  const tiers = row(TIERS.map((tier) => by_tier[tier] ?? 0));
  const statuses = row(STATUSES.map((status) => by_status[status] ?? 0));
  return (
    <section>
      <h2 id="page-summary">
        <T t={{ zh: "概况", en: "Overview" }} />
      </h2>
      <p class="summary">
        <T t={inBrief(manifest, leadsTotal, levels, count)} />
      </p>
      <div class="headline">
        <div class="tile whole">
          <b>{count(total)}</b>
          <span class="level">
            <T t={{ zh: "项风险提示", en: total === 1 ? "notice" : "notices" }} />
          </span>
          <span class="quiet">
            <T
              t={
                hasQuiet(manifest.warnings)
                  ? { zh: `待核查线索 ${figure(leadsTotal)} 条`, en: `${counted(leadsTotal, "lead")} open` }
                  : { zh: `归为 ${figure(leadsTotal)} 条线索`, en: `in ${counted(leadsTotal, "lead")}` }
              }
            />
          </span>
          <Change now={total} before={before?.total} />
        </div>
        {LEVELS.map((level, i) => (
          <div class={`tile s${level}${by_severity[level] ? "" : " none"}`}>
            <b>{levels[i]?.text}</b>
            <span class="level">
              {level} <T t={SEVERITIES[level] ?? { zh: "", en: "" }} />
            </span>
            {levels[i]?.told && quietOf(manifest.warnings, level) > 0 && (
              <Quiet n={quietOf(manifest.warnings, level)} />
            )}
            {levels[i]?.told && (
              <Change now={by_severity[level] ?? 0} before={before && (before.by_severity[level] ?? 0)} />
            )}
          </div>
        ))}
      </div>
      <ul class="split">
        {TIERS.map((tier, i) => (
          <li>
            <TierTag tier={tier} /> <b>{tiers[i]?.text}</b>{" "}
            {tiers[i]?.told && <Change now={by_tier[tier] ?? 0} before={before && (before.by_tier[tier] ?? 0)} />}
          </li>
        ))}
        {STATUSES.map((status, i) => (
          <li>
            <T t={STATUS_WORDS[status]} /> <b>{statuses[i]?.text}</b>
          </li>
        ))}
        {history?.before === null && (
          <li class="quiet">
            <T t={{ zh: "没有其他运行可比", en: "no other run to compare with" }} />
          </li>
        )}
      </ul>
      <div class="columns">
        <Ledger title={{ zh: "已检查的内容", en: "What was examined" }} rows={examined(manifest, count)} />
        <Ledger
          title={{ zh: "未能检查的内容", en: "What could not be examined" }}
          rows={notExamined(manifest, count)}
        />
      </div>
    </section>
  );
};

const Quiet = ({ n }: { n: number }) => {
  const count = useCount();
  return (
    <span class="quiet">
      <T t={{ zh: `其中已搁置、已办结 ${count(n)}`, en: `${count(n)} of them set aside or closed` }} />
    </span>
  );
};

/** The difference to the run before, in words as well as in sign. */
const Change = ({ now, before }: { now: number; before: number | undefined }) => {
  const count = useCount();
  if (before === undefined) return null;
  const by = now - before;
  return (
    <span class="change">
      {by === 0 ? (
        <T t={{ zh: "与上次相同", en: "as before" }} />
      ) : (
        <T
          t={{
            zh: `较上次${by > 0 ? "增" : "减"} ${count(Math.abs(by))}`,
            en: `${by > 0 ? "+" : "−"}${count(Math.abs(by))} since the last run`,
          }}
        />
      )}
    </span>
  );
};

type LedgerRow = readonly [name: Bilingual, value: string, note?: Bilingual];

const Ledger = ({ title, rows }: { title: Bilingual; rows: readonly LedgerRow[] }) => (
  <div>
    <h3>
      <T t={title} />
    </h3>
    <dl class="ledger">
      {rows.map(([name, value, note]) => (
        <div>
          <dt>
            <T t={name} />
          </dt>
          <dd>
            {value}
            {note && (
              <span class="quiet">
                {" "}
                <T t={note} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
    <p class="more">
      <a href="#page-coverage">
        <T t={{ zh: "明细", en: "Details" }} />
      </a>
    </p>
  </div>
);

const shareOf = (text: string | undefined, whole: Bilingual): Bilingual | undefined =>
  text === undefined ? undefined : { zh: `（占${whole.zh}的 ${text}）`, en: `(${text} of ${whole.en})` };

const ROWS: Bilingual = { zh: "读入行数", en: "rows read" };
const JUDGED: Bilingual = { zh: "规则判断", en: "what rules ask" };

const row = (name: Bilingual, value: string, note?: Bilingual): LedgerRow =>
  note ? [name, value, note] : [name, value];

function examined({ files, coverage, rules, detectors, lookback }: RunManifest, count: Count): LedgerRow[] {
  const evaluated = detectors.filter(({ state }) => state === "evaluated").length;
  return [
    row({ zh: "案件", en: "Cases" }, count(coverage.cases)),
    ...(lookback ? [row({ zh: "其中倒查的案件", en: "of which looked back at" }, count(lookback.cases))] : []),
    row({ zh: "事件", en: "Events" }, count(coverage.events)),
    row({ zh: "数据文件", en: "Files" }, figure(files.length), {
      zh: `共 ${figure(files.reduce((sum, file) => sum + file.rows_in, 0))} 行`,
      en: `with ${counted(
        files.reduce((sum, file) => sum + file.rows_in, 0),
        "row",
      )}`,
    }),
    row({ zh: "规则", en: "Rules" }, figure(rules.length)),
    row({ zh: "已评估的检测项", en: "Detectors evaluated" }, figure(evaluated), {
      zh: `共 ${detectors.length} 个`,
      en: `of ${detectors.length}`,
    }),
  ];
}

function notExamined(manifest: RunManifest, count: Count): LedgerRow[] {
  const { quarantine, coverage, detectors, files } = manifest;
  const outcomes = totalOf(manifest.rules);
  const judged = judgedIn(manifest);
  const unrecorded = unrecordedIn(manifest);
  const left = detectors.filter(({ state }) => state !== "evaluated");
  const failed = left.filter(({ state }) => state === "error").length;
  return [
    row({ zh: "被隔离的行", en: "Rows set aside" }, count(quarantine.rows), setAsideOf(files, quarantine.rows, count)),
    row(
      { zh: "无法判断（数据缺失）", en: "Cannot tell (data missing)" },
      count(outcomes["cannot tell"]),
      shareOf(share(outcomes["cannot tell"], judged, count), JUDGED),
    ),
    ...(unrecorded.things.length === 0
      ? []
      : [
          row(NEVER_RECORDED, figure(unrecorded.things.length), {
            zh:
              unrecorded.cannot_tell > 0 ? `使 ${count(unrecorded.cannot_tell)} 次判断无法作出` : "有检测项因此未评估",
            en:
              unrecorded.cannot_tell > 0
                ? `(${count(unrecorded.cannot_tell)} judgements not made for want of it)`
                : "(detectors not evaluated for want of it)",
          }),
        ]),
    row(
      { zh: "待定（仍可满足）", en: "Pending (can still be met)" },
      count(outcomes.pending),
      shareOf(share(outcomes.pending, judged, count), JUDGED),
    ),
    row(
      { zh: "未评估的检测项", en: "Detectors not evaluated" },
      figure(left.length),
      failed > 0
        ? { zh: `其中 ${failed} 个出错`, en: `${failed} of them failed` }
        : { zh: `共 ${detectors.length} 个`, en: `of ${detectors.length}` },
    ),
    row({ zh: "检查时点之后的事件", en: "Events after the as-of time" }, count(coverage.events_after_as_of)),
  ];
}

/** Rows are kept as set aside for good, whatever files a run still finds: only of the same files do they make a share. */
function setAsideOf(files: RunManifest["files"], ever: number, count: Count): Bilingual | undefined {
  const now = files.reduce((sum, { quarantined }) => sum + quarantined, 0);
  const rowsIn = files.reduce((sum, file) => sum + file.rows_in, 0);
  return now === ever
    ? shareOf(share(now, rowsIn, count), ROWS)
    : { zh: `历次累计；本次数据文件中 ${count(now)} 行`, en: `in all runs; ${count(now)} in the files of this one` };
}

const FIRST = 6;

/** The leads to begin with, each in its most serious sentence. */
export const FirstThings = ({ leads }: { leads: readonly Lead[] }) => {
  const first = leads.filter(isToBeSeen).slice(0, FIRST);
  return first.length === 0 ? null : (
    <section>
      <h2 id="page-first">
        <T t={{ zh: "建议先看", en: "Look at these first" }} />
      </h2>
      <ol class="first">
        {first.map((lead) => {
          const [top] = lead.warnings;
          return (
            top && (
              <li class={`s${lead.severity}`}>
                <p class="tags">
                  <Severity level={lead.severity} />
                  <a href={hrefOf(top)}>
                    <Subject subject={lead.subject} />
                  </a>
                  <span class="state">
                    <T t={STATUS_WORDS[top.status]} />
                  </span>
                </p>
                <p class="what">
                  <DataT t={top.title} />
                  {lead.warnings.length > 1 && (
                    <span class="quiet">
                      <T
                        t={{ zh: `，另有 ${lead.warnings.length - 1} 项`, en: ` and ${lead.warnings.length - 1} more` }}
                      />
                    </span>
                  )}
                </p>
                <p class="clip">
                  <DataT t={top.message} />
                </p>
                {top.checks[0] && (
                  <p class="next">
                    <b>
                      <T t={{ zh: "先核查：", en: "Check first: " }} />
                    </b>
                    <DataT t={top.checks[0]} />
                  </p>
                )}
                {lead.org_id !== null && lead.org_id !== lead.subject.id && (
                  <p class="quiet small">
                    <T t={SUBJECTS.org} /> <Data text={lead.org_id} />
                  </p>
                )}
              </li>
            )
          );
        })}
      </ol>
      <p class="quiet small">
        <T
          t={{
            zh: "先后次序：等级高的在前；同级中规则先于信号，多项独立提示先于单项，出现早的先于晚的。不计分，不表示问题大小。",
            en: "Order: higher levels first; among equals rules before signals, several independent notices before one, older before newer. There is no score, and the order says nothing of guilt.",
          }}
        />
      </p>
    </section>
  );
};

export const HowToRead = () => (
  <section class="how">
    <h2 id="page-how">
      <T t={{ zh: "五句话读懂本报告", en: "How to read this report, in five lines" }} />
    </h2>
    <ol>
      {HOW_TO_READ.map((line) => (
        <li>
          <T t={line} />
        </li>
      ))}
    </ol>
  </section>
);
