import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { useContext } from "preact/hooks";
import type { Bilingual } from "../../schemas/text.ts";
import { isSmall } from "../circulation/counts.ts";
import { BOX_OF_PLOT as BOX, Picture, Plot, tenth, verticalScale } from "./charts.tsx";
import type { UnitFunnel } from "./funnels.ts";
import { Data, Least, T, Table } from "./parts.tsx";
import { periodsNamed } from "./picture.ts";
import { cut, figure, visible } from "./text.ts";

/** Two-sided normal quantiles of the limits drawn: 95% and 99.8%, as is usual for funnel plots. */
const LIMITS = [
  { z: 1.96, name: "95%", class: "inner" },
  { z: 3.09, name: "99.8%", class: "outer" },
] as const;
const STEPS = 60;

/**
 * How many times its expectation a count may reach by chance and by what units differ anyhow; see `statistics/funnel`.
 */
const bound = (expected: number, tau2: number, z: number): number =>
  Math.max(0, 1 + z * Math.sqrt(1 / (4 * expected) + tau2)) ** 2;

interface FunnelOf {
  readonly funnel: UnitFunnel;
  readonly title: Bilingual;
  /** The address of the lead in which a unit's signal is told. */
  readonly leadOf: (unit: string) => string | undefined;
}

export const FunnelPlot = ({ funnel, title, leadOf }: FunnelOf) => {
  const least = useContext(Least);
  const points = funnel.units
    .filter(({ n, observed }) => !isSmall(n, least) && !isSmall(observed, least))
    .map((unit) => ({ ...unit, ratio: unit.observed / unit.expected }));
  if (points.length === 0) return null;
  const small = funnel.units.length - points.length;
  const outside = points.filter(({ hit }) => hit);
  const name = periodsNamed(funnel.name);
  return (
    <Picture
      title={{ zh: visible(`${title.zh}：${name.zh}`), en: visible(`${title.en}: ${name.en}`) }}
      reading={[
        ...readingOf(funnel.compared - small, outside.length),
        ...undrawn(funnel.compared - funnel.units.length),
        ...untold(small, least),
      ]}
      more={outside.length > 0 && <Outside units={outside.map(({ org_id }) => org_id)} leadOf={leadOf} />}
      series={[
        { name: { zh: "单位", en: "unit" }, tone: "unit" },
        { name: { zh: "有信号的单位", en: "unit with a signal" }, tone: "hit" },
      ]}
      table={<UnitTable points={points} compared={funnel.compared - small} />}
    >
      <Drawing points={points} tau2={funnel.tau2} />
      <p class="axes quiet">
        <T
          t={{
            zh: "横轴：预期件数（规模）；纵轴：实际÷预期",
            en: "across: expected count (size); up: observed ÷ expected",
          }}
        />
      </p>
    </Picture>
  );
};

/** How large a unit may be drawn, and where a size and a ratio stand. */
function axesOf(points: readonly Point[], tau2: number) {
  const expected = points.map((point) => point.expected);
  const largest = Math.max(...expected);
  const smallest = Math.max(largest / STEPS, Math.min(...expected) * 0.8);
  const end = largest * 1.06;
  const highest = Math.max(...points.map(({ ratio }) => ratio), Math.min(4, bound(smallest, tau2, 3.09)));
  const y = verticalScale([highest * 1.05]);
  const scale = scaleLinear([0, end], [BOX.left, BOX.width - BOX.right]).nice();
  return {
    end,
    sizes: Array.from({ length: STEPS + 1 }, (_, i) => smallest + ((end - smallest) * i) / STEPS),
    ticks: scale.ticks(6),
    x: (size: number) => tenth(scale(size)),
    vertical: y,
    y: (ratio: number) => tenth(y(ratio)),
  };
}

/** The limits as curves over the size of a unit, and the units as dots; those with a signal bear their names. */
const Drawing = ({ points, tau2 }: { points: readonly Point[]; tau2: number }) => {
  const { end, sizes, ticks, x, vertical, y } = axesOf(points, tau2);
  const highest = vertical.domain()[1] ?? 1;
  const curve = (z: number) => line<number>(x, (size) => y(Math.min(bound(size, tau2, z), highest)))(sizes) ?? "";
  const right = BOX.width - BOX.right;
  return (
    <Plot y={vertical}>
      {ticks.map((tick) => (
        <text class="axis" x={x(tick)} y={BOX.height - BOX.bottom + 17} text-anchor="middle">
          {figure(tick)}
        </text>
      ))}
      <line class="median" x1={BOX.left} x2={right} y1={y(1)} y2={y(1)} />
      {LIMITS.map(({ z, name, class: kind }) => (
        <>
          <path class={`bound ${kind}`} d={curve(z)} />
          <path class={`bound ${kind}`} d={curve(-z)} />
          <text class="axis bound-name" x={right} y={y(bound(end, tau2, z)) - 3} text-anchor="end">
            {name}
          </text>
        </>
      ))}
      {points.map(({ org_id, expected, ratio, n, hit }) => (
        <circle class={hit ? "tone-hit" : "tone-unit"} cx={x(expected)} cy={y(ratio)} r={hit ? 6 : 4}>
          <title>{`${visible(org_id)} · n = ${figure(n)} · ${figure(Math.round(ratio * 100) / 100)}`}</title>
        </circle>
      ))}
      {points
        .filter(({ hit }) => hit)
        .map(({ org_id, expected, ratio }) => {
          const isLast = x(expected) > BOX.width - 160;
          return (
            <text
              class="label"
              x={x(expected) + (isLast ? -10 : 10)}
              y={y(ratio) + 4}
              text-anchor={isLast ? "end" : "start"}
            >
              {cut(visible(org_id), 24, () => "…")}
            </text>
          );
        })}
    </Plot>
  );
};

const readingOf = (units: number, outside: number): Bilingual[] => [
  {
    zh: `共比较 ${units} 个单位，每个点是一个单位。高度 1 为与预期相当，2 为预期的两倍；越靠右件数越多，越不易受偶然影响。界限按未形成信号的单位画出，其间的差异，偶然和单位间的正常差别通常足以解释；是否形成信号，以各单位与其同类单位的比较为准。`,
    en: `${units} units are compared, a dot for each. At the height of 1 a unit has as many as expected, at 2 twice as many; the further right, the larger the unit and the less chance moves it. The limits are drawn by the units without a signal: between them, chance and the usual differences between units mostly explain what is seen. What gives a signal is how each unit compares with its own peers.`,
  },
  outside === 0
    ? { zh: "没有单位形成信号。", en: "No unit gave a signal." }
    : {
        zh: `${outside} 个单位同时满足样本、幅度和多重比较校正的条件，形成信号。这是核对的线索，不是排名，也不是结论。`,
        en: `${outside} met the conditions of sample, size of effect and correction for many comparisons, and gave a signal. It is something to check, not a ranking and not a finding.`,
      },
];

const MOST_NAMED = 6;

/** The units with a signal in the order of their names, each with the way to its lead. */
const Outside = ({ units, leadOf }: { units: readonly string[]; leadOf: (unit: string) => string | undefined }) => (
  <p>
    <T t={{ zh: "见线索：", en: "See the leads: " }} />
    {units.slice(0, MOST_NAMED).map((unit, i) => {
      const lead = leadOf(unit);
      return (
        <>
          {i > 0 && <T t={{ zh: "、", en: ", " }} />}
          {lead === undefined ? (
            <Data text={unit} />
          ) : (
            <a href={lead}>
              <Data text={unit} />
            </a>
          )}
        </>
      );
    })}
    {units.length > MOST_NAMED && (
      <T t={{ zh: `等 ${units.length} 个`, en: ` and ${units.length - MOST_NAMED} more` }} />
    )}
  </p>
);

const undrawn = (units: number): Bilingual[] =>
  units === 0
    ? []
    : [
        {
          zh: `其中较小的 ${units} 个未画出；有信号的都已画出。`,
          en: `The ${units} smallest of them are not drawn; those with a signal are.`,
        },
      ];

const untold = (units: number, least: number): Bilingual[] =>
  units === 0
    ? []
    : [
        {
          zh: `另有 ${units} 个单位件数小于 ${least}，不显示。`,
          en: `${units} more with fewer than ${least} are not shown.`,
        },
      ];

interface Point {
  readonly org_id: string;
  readonly n: number;
  readonly observed: number;
  readonly expected: number;
  readonly ratio: number;
  readonly hit: boolean;
}

const MOST_ROWS = 100;

const UnitTable = ({ points, compared }: { points: readonly Point[]; compared: number }) => (
  <>
    <Table
      class="narrow"
      head={[
        { t: { zh: "单位", en: "Unit" } },
        { t: { zh: "n", en: "n" }, class: "n" },
        { t: { zh: "实际", en: "Observed" }, class: "n" },
        { t: { zh: "预期", en: "Expected" }, class: "n" },
        { t: { zh: "比值", en: "Ratio" }, class: "n" },
      ]}
    >
      {points.slice(0, MOST_ROWS).map(({ org_id, n, observed, expected, ratio }) => (
        <tr>
          <th scope="row">
            <Data text={org_id} />
          </th>
          <td class="n">{figure(n)}</td>
          <td class="n">{figure(observed)}</td>
          <td class="n">{figure(tenth(expected))}</td>
          <td class="n">{figure(Math.round(ratio * 100) / 100)}</td>
        </tr>
      ))}
    </Table>
    {compared > MOST_ROWS && (
      <p class="quiet">
        <T
          t={{
            zh: `其余 ${compared - MOST_ROWS} 个单位未列。`,
            en: `${compared - MOST_ROWS} more units are not listed.`,
          }}
        />
      </p>
    )}
  </>
);
