import type { RunManifest } from "../../schemas/run.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import { STATUSES, TIERS } from "../../schemas/warning.ts";
import { quietOf } from "../warnings/standing.ts";
import { totalOf } from "./codes.ts";
import { type Count, hasQuiet, inBrief, judgedIn, LEVELS, share } from "./in-brief.ts";
import type { Report } from "./page.tsx";
import { T, TierTag, useCount, useRow } from "./parts.tsx";
import { figure } from "./text.ts";
import { NEVER_RECORDED, unrecordedIn } from "./unrecorded-said.ts";
import { SEVERITIES, STATUS_WORDS } from "./words.ts";

/** How much there is and what changed; what was examined, and beside it what could not be. */
export const Overview = ({ report: { manifest, leadsTotal, history } }: { report: Report }) => {
  const [count, row] = [useCount(), useRow()];
  const levels = row(LEVELS.map((level) => manifest.warnings.by_severity[level] ?? 0));
  return (
    <section>
      <h2 id="page-summary">
        <T t={{ zh: "概况", en: "Overview" }} />
      </h2>
      <p class="summary">
        <T t={inBrief(manifest, leadsTotal, levels, count)} />
      </p>
      <Tiles warnings={manifest.warnings} leads={leadsTotal} levels={levels} before={history?.before?.warnings} />
      <Split warnings={manifest.warnings} history={history} />
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

type Counted = RunManifest["warnings"];

interface TilesOf {
  readonly warnings: Counted;
  readonly leads: number;
  readonly levels: ReturnType<ReturnType<typeof useRow>>;
  readonly before: Counted | undefined;
}

/** All notices, and those of each level. */
const Tiles = ({ warnings, leads, levels, before }: TilesOf) => {
  const { total, by_severity } = warnings;
  const count = useCount();
  return (
    <div class="headline">
      <div class="tile whole">
        <b>{count(total)}</b>
        <span class="level">
          <T t={{ zh: "项风险提示", en: total === 1 ? "notice" : "notices" }} />
        </span>
        <span class="quiet">
          <T
            t={
              hasQuiet(warnings)
                ? { zh: `待核查线索 ${figure(leads)} 条`, en: `${counted(leads, "lead")} open` }
                : { zh: `归为 ${figure(leads)} 条线索`, en: `in ${counted(leads, "lead")}` }
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
          {levels[i]?.told && quietOf(warnings, level) > 0 && <Quiet n={quietOf(warnings, level)} />}
          {levels[i]?.told && (
            <Change now={by_severity[level] ?? 0} before={before && (before.by_severity[level] ?? 0)} />
          )}
        </div>
      ))}
    </div>
  );
};

/** How many are of rules and how many of signals, and how many are new. */
const Split = ({ warnings, history }: { warnings: Counted } & Pick<Report, "history">) => {
  const row = useRow();
  const tiers = row(TIERS.map((tier) => warnings.by_tier[tier] ?? 0));
  const statuses = row(STATUSES.map((status) => warnings.by_status[status] ?? 0));
  const before = history?.before?.warnings;
  return (
    <ul class="split">
      {TIERS.map((tier, i) => (
        <li>
          <TierTag tier={tier} /> <b>{tiers[i]?.text}</b>{" "}
          {tiers[i]?.told && (
            <Change now={warnings.by_tier[tier] ?? 0} before={before && (before.by_tier[tier] ?? 0)} />
          )}
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
