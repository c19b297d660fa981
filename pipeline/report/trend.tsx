import type { Bilingual } from "../../schemas/text.ts";
import { Columns, Picture, type Series, StackTable } from "./charts.tsx";
import { HEADINGS } from "./headings.ts";
import type { History, PastRun } from "./history.ts";
import { T, useCount } from "./parts.tsx";
import type { LocalClock } from "./text.ts";
import { SEVERITIES } from "./words.ts";

const LEVELS = [1, 2, 3, 4, 5] as const;
const SERIES: readonly Series[] = LEVELS.map((level) => ({
  name: { zh: `${level} ${SEVERITIES[level]?.zh}`, en: `${level} ${SEVERITIES[level]?.en}` },
  tone: `s${level}`,
}));

const MOVES: readonly Series[] = [
  { name: { zh: "新增", en: "new" }, tone: "c" },
  { name: { zh: "不再出现", en: "resolved" }, tone: "b" },
];

/** Notices by level over the runs so far, this one last. */
export const Trend = ({ history, now, clock }: { history: History; now: PastRun; clock: LocalClock }) => {
  const { before, earlier } = history;
  const runs = [...earlier, now];
  const stacks = runs.map((run) => ({
    name: dayOf(clock.text(run.as_of)),
    values: LEVELS.map((level) => run.warnings.by_severity[level] ?? 0),
  }));
  const moves = runs.map((run) => ({
    name: dayOf(clock.text(run.as_of)),
    values: [run.warnings.by_status.new ?? 0, run.warnings.by_status.resolved ?? 0],
  }));
  const count = useCount();
  return (
    <section>
      <h2 id="page-trend">
        <T t={{ zh: "历次运行", en: "From run to run" }} />
      </h2>
      {before === null ? (
        <p class="quiet">
          <T
            t={{
              zh: "工作区中没有其他运行，尚无可比较的结果。",
              en: "There is no other run in this workspace to compare this one with.",
            }}
          />
        </p>
      ) : (
        <div class="pictures">
          <Picture
            title={{ zh: "各次运行的风险提示", en: "Notices of each run" }}
            series={SERIES}
            reading={[
              {
                zh: `最近 ${runs.length} 次运行。本次 ${count(now.warnings.total)} 项，上次 ${count(before.warnings.total)} 项；本次新增 ${count(now.warnings.by_status.new ?? 0)} 项，不再出现 ${count(now.warnings.by_status.resolved ?? 0)} 项。数量增减也可能来自新增数据、规则调整，不等于情况变好或变差。`,
                en: `The last ${runs.length} runs. ${count(now.warnings.total)} notices now, ${count(before.warnings.total)} in the run before; ${count(now.warnings.by_status.new ?? 0)} are new and ${count(now.warnings.by_status.resolved ?? 0)} did not come again. New data and changed rules move these numbers too; more is not worse, and less is not better.`,
              },
            ]}
            table={<StackTable of={HEADINGS.asOf} stacks={stacks} series={SERIES} />}
          >
            <Columns stacks={stacks} series={SERIES} arrange="stacked" />
          </Picture>
          <Picture
            title={{ zh: "各次运行的新增与不再出现", en: "What was new, and what did not come again" }}
            series={MOVES}
            reading={[
              {
                zh: "新增多，可能是新载入了数据或者启用了规则；不再出现，可能是补录、更正、办结，也可能是数据没有送来。两者都要看原因。",
                en: "Much that is new may come of new data or a new rule. What did not come again may have been entered late, corrected or closed, or its data did not arrive. Both ask for the reason.",
              },
            ]}
            table={<StackTable of={HEADINGS.asOf} stacks={moves} series={MOVES} />}
          >
            <Columns stacks={moves} series={MOVES} arrange="beside" />
          </Picture>
        </div>
      )}
    </section>
  );
};

const dayOf = (local: string): Bilingual => ({ zh: local.slice(0, 10), en: local.slice(0, 10) });
