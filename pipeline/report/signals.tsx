import { useContext } from "preact/hooks";
import type { Bilingual } from "../../schemas/text.ts";
import { isSmall } from "../circulation/counts.ts";
import { Ages } from "./ages.tsx";
import { Columns, Line, Picture, type Series, type Stack, StackTable } from "./charts.tsx";
import type { Figures } from "./figures.ts";
import { FunnelPlot } from "./funnel.tsx";
import type { UnitFunnel } from "./funnels.ts";
import { Least, T, useCount } from "./parts.tsx";
import { MONTH, monthName } from "./picture.ts";
import { Register } from "./register.tsx";
import { percent } from "./text.ts";

/** The pictures of units and months. A log that lacks what one of them needs is told so. */
export const Signals = ({
  figures,
  funnels,
  titles,
  leadOf,
}: {
  figures: Figures;
  funnels: readonly UnitFunnel[];
  titles: ReadonlyMap<string, Bilingual>;
  /** The address of the lead in which a detector's signal about a unit is told. */
  leadOf: (detector: string, unit: string) => string | undefined;
}) => (
  <section>
    <h2 id="page-signals">
      <T t={{ zh: "整体情况与统计信号", en: "The whole, and signals" }} />
    </h2>
    <p class="quiet">
      <T
        t={{
          zh: "以下图形只涉及单位和时间，不涉及个人，不排名。统计信号不是结论。",
          en: "These pictures are about units and time, never about persons, and rank nobody. A signal is not a finding.",
        }}
      />
    </p>
    <Untold />
    <div class="pictures">
      {figures.knowsClosings && <Pending figures={figures} />}
      <Flow figures={figures} />
      {figures.ages.length > 0 && <Ages units={figures.ages} />}
      {figures.closings.length > 0 && <Closings figures={figures} />}
      {funnels.map((funnel) => (
        <FunnelPlot
          funnel={funnel}
          title={titles.get(funnel.detector) ?? { zh: funnel.detector, en: funnel.detector }}
          leadOf={(unit) => leadOf(funnel.detector, unit)}
        />
      ))}
      {figures.register.length > 0 && <Register figures={figures} />}
    </div>
    <Lacking figures={figures} funnels={funnels} />
  </section>
);

/** That pictures for circulation are not whole. */
const Untold = () => {
  const least = useContext(Least);
  return least === 1 ? null : (
    <p class="note">
      <T
        t={{
          zh: `流转版：小于 ${least} 的数不显示、不绘制；会由此推算出来的数，以及月末分布中件数过少的图，也不显示。`,
          en: `Edition for circulation: numbers below ${least} are neither told nor drawn, nor are those that would give them away, nor month ends with too few closings.`,
        }}
      />
    </p>
  );
};

/** Pictures that could not be drawn, and why. */
const Lacking = ({ figures, funnels }: { figures: Figures; funnels: readonly UnitFunnel[] }) => {
  const lacking: Bilingual[] = [
    ...(figures.knowsClosings
      ? []
      : [
          {
            zh: "积压、案龄和期末结案图：日志中没有结案信息。",
            en: "Backlog, ages and period ends: the log does not say when cases are closed.",
          },
        ]),
    ...(figures.register.length > 0
      ? []
      : [{ zh: "过问登记图：没有载入过问登记表。", en: "Register of inquiries: none was loaded." }]),
    ...(funnels.length > 0
      ? []
      : [
          {
            zh: "漏斗图：可比较的单位或样本不足，或有关检测项未评估。",
            en: "Funnel plots: too few units or cases to compare, or their detectors were not evaluated.",
          },
        ]),
  ];
  return lacking.length === 0 ? null : (
    <div class="note">
      <p>
        <T t={{ zh: "未绘制的图形：", en: "Not drawn:" }} />
      </p>
      <ul>
        {lacking.map((reason) => (
          <li>
            <T t={reason} />
          </li>
        ))}
      </ul>
    </div>
  );
};

const Pending = ({ figures: { months } }: { figures: Figures }) => {
  const count = useCount();
  const series: Series[] = [{ name: { zh: "月末未结案件", en: "open cases at the month's end" }, tone: "a" }];
  const stacks = months.map(({ key, pending }) => ({ name: monthName(key), values: [pending] }));
  const last = months.at(-1);
  const before = months.at(-13);
  return (
    <Picture
      title={{ zh: "未结案件的变化", en: "Open cases over time" }}
      series={series}
      reading={[
        {
          zh: `最近一月末未结 ${count(last?.pending ?? 0)} 件${before ? `，一年前为 ${count(before.pending)} 件` : ""}。上升说明收案快于结案，先看人手、收案和录入是否及时。`,
          en: `${count(last?.pending ?? 0)} cases were open at the end of the latest month${before ? `, ${count(before.pending)} a year before` : ""}. Where the line rises, more comes in than goes out: look first at hands, intake and late entries.`,
        },
      ]}
      table={<StackTable of={MONTH} stacks={stacks} series={series} />}
    >
      <Line points={months.map(({ key, pending }) => ({ name: monthName(key), value: pending }))} tone="a" />
    </Picture>
  );
};

const Flow = ({ figures: { months, knowsClosings } }: { figures: Figures }) => {
  const count = useCount();
  if (months.length === 0) return null;
  const opened: Series = { name: { zh: "收案", en: "opened" }, tone: "a" };
  const closed: Series = { name: { zh: "结案", en: "closed" }, tone: "b" };
  const series = knowsClosings ? [opened, closed] : [opened];
  const stacks: Stack[] = months.map((month) => ({
    name: monthName(month.key),
    values: knowsClosings ? [month.opened, month.closed] : [month.opened],
  }));
  const sum = (of: "opened" | "closed") => months.slice(-12).reduce((total, month) => total + month[of], 0);
  return (
    <Picture
      title={
        knowsClosings
          ? { zh: "每月收案与结案", en: "Cases opened and closed each month" }
          : { zh: "每月收案", en: "Cases opened each month" }
      }
      series={series}
      reading={[
        knowsClosings
          ? {
              zh: `最近 12 个月收案 ${count(sum("opened"))} 件、结案 ${count(sum("closed"))} 件。最后一个月可能尚未结束。`,
              en: `In the last 12 months ${count(sum("opened"))} cases were opened and ${count(sum("closed"))} closed. The last month may still be running.`,
            }
          : {
              zh: `最近 12 个月收案 ${count(sum("opened"))} 件。最后一个月可能尚未结束。`,
              en: `In the last 12 months ${count(sum("opened"))} cases were opened. The last month may still be running.`,
            },
      ]}
      table={<StackTable of={MONTH} stacks={stacks} series={series} />}
    >
      <Columns stacks={stacks} series={series} arrange="beside" />
    </Picture>
  );
};

const LAST_DAYS = 5;
const MOST_DAYS = 20;

const Closings = ({ figures: { closings } }: { figures: Figures }) => {
  const [count, least] = [useCount(), useContext(Least)];
  if (closings.some((day) => isSmall(day.closings, least))) return null;
  const days = closings.filter(({ left }) => left <= MOST_DAYS).reverse();
  const mean = ({ closings: n, months }: Figures["closings"][number]) =>
    Math.round((n / Math.max(1, months)) * 10) / 10;
  const total = closings.reduce((sum, day) => sum + day.closings, 0);
  const end = closings.filter(({ left }) => left <= LAST_DAYS).reduce((sum, day) => sum + day.closings, 0);
  const worked = closings.reduce((sum, day) => sum + day.months, 0);
  const endWorked = closings.filter(({ left }) => left <= LAST_DAYS).reduce((sum, day) => sum + day.months, 0);
  const series: Series[] = [
    {
      name: {
        zh: "平均每日结案（阴影为最后五个工作日）",
        en: "mean closings a day (shaded: the last five working days)",
      },
      tone: "b",
    },
  ];
  const stacks = days.map((day) => ({ name: dayFromEnd(day.left), values: [mean(day)] }));
  const shadeFrom = days.findIndex(({ left }) => left <= LAST_DAYS);
  return (
    <Picture
      title={{ zh: "月末结案分布", en: "Closings towards the month's end" }}
      series={series}
      reading={[
        {
          zh: `最近 12 个整月共结案 ${count(total)} 件，其中 ${percent(end / Math.max(1, total))} 结于每月最后五个工作日；若各日均匀，应约为 ${percent(endWorked / Math.max(1, worked))}。集中宣判、归档习惯也会使月末偏高。`,
          en: `Of ${count(total)} cases closed in the last 12 complete months ${percent(end / Math.max(1, total))} were closed in the last five working days of a month; if all days were alike, it would be about ${percent(endWorked / Math.max(1, worked))}. Batches and filing habits raise month ends too.`,
        },
      ]}
      table={
        <StackTable of={{ zh: "当月工作日", en: "Working day of the month" }} stacks={stacks} series={series} means />
      }
    >
      <Columns stacks={stacks} series={series} arrange="stacked" means {...(shadeFrom >= 0 ? { shadeFrom } : {})} />
    </Picture>
  );
};

const dayFromEnd = (left: number): Bilingual => ({
  zh: left === 1 ? "最后一日" : `倒数第 ${left} 日`,
  en: left === 1 ? "last" : `${left}${left === 2 ? "nd" : left === 3 ? "rd" : "th"} last`,
});
