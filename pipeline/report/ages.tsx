import { scaleLinear } from "d3-scale";
import { useContext } from "preact/hooks";
import { type Bilingual, counted } from "../../schemas/text.ts";
import { isSmall } from "../circulation/counts.ts";
import { Picture, type Series, StackTable, tenth, useDrawn } from "./charts.tsx";
import type { UnitAges } from "./figures.ts";
import { Least, useCount, Words } from "./parts.tsx";
import { ellipsis } from "./picture.ts";
import { percent, visible } from "./text.ts";

const WIDTH = 640;
const LEFT = 150;
const RIGHT = 56;
const ROW = 24;
const MOST_UNITS = 14;

const BANDS: readonly Series[] = [
  { name: { zh: "3 个月内", en: "under 3 months" }, tone: "age0" },
  { name: { zh: "3–6 个月", en: "3–6 months" }, tone: "age1" },
  { name: { zh: "6–12 个月", en: "6–12 months" }, tone: "age2" },
  { name: { zh: "12–18 个月", en: "12–18 months" }, tone: "age3" },
  { name: { zh: "18–36 个月", en: "18–36 months" }, tone: "age4" },
  { name: { zh: "36 个月以上", en: "over 36 months" }, tone: "age5" },
];
const YEAR_BAND = 3;

interface Row {
  readonly name: Bilingual;
  readonly values: readonly number[];
}

const total = (values: readonly number[]): number => values.reduce((sum, n) => sum + n, 0);
const added = (rows: readonly Row[]): number[] => BANDS.map((_, k) => total(rows.map(({ values }) => values[k] ?? 0)));

/**
 * Open cases by age: all of them, then the units that have most, in the order of their names and never of their size.
 */
export const Ages = ({ units }: { units: readonly UnitAges[] }) => {
  const [count, least] = [useCount(), useContext(Least)];
  const all = units.map(({ org_id, bands }): Row => {
    const name =
      org_id === null ? { zh: "未记录单位", en: "no unit recorded" } : { zh: visible(org_id), en: visible(org_id) };
    return { name, values: bands };
  });
  const largest = new Set([...all].sort((a, b) => total(b.values) - total(a.values)).slice(0, MOST_UNITS));
  const shown = all.filter((row) => largest.has(row));
  const rest = all.filter((row) => !largest.has(row));
  const whole = { name: { zh: "合计", en: "all" }, values: added(all) };
  const rows = [
    ...shown,
    ...(rest.length > 0
      ? [{ name: { zh: `其余 ${rest.length} 个单位`, en: `${rest.length} other units` }, values: added(rest) }]
      : []),
  ];
  const open = total(whole.values);
  const old = total(whole.values.slice(YEAR_BAND));
  const part = isSmall(old, least)
    ? { zh: "", en: "" }
    : { zh: `（${percent(old / Math.max(1, open))}）`, en: ` (${percent(old / Math.max(1, open))})` };
  return (
    <Picture
      title={{ zh: "未结案件的案龄结构", en: "How old the open cases are" }}
      series={BANDS}
      reading={[
        {
          zh: `未结案件共 ${count(open)} 件，其中 ${count(old)} 件${part.zh}收案已满 12 个月。越靠右，案龄越长。单位按名称排列，不是排名；件数与人手、案件类型有关。`,
          en: `${count(open)} cases are open, ${count(old)} of them${part.en} for 12 months and more. The further right, the older. Units stand in the order of their names, not of rank; numbers depend on hands and kinds of cases.`,
        },
        ...(rest.length > 0 ? [undrawn(rest.length, count(total(added(rest))))] : []),
      ]}
      table={
        <StackTable of={{ zh: "单位", en: "Unit" }} stacks={least === 1 ? [whole, ...rows] : rows} series={BANDS} />
      }
    >
      <Bars rows={shown} />
    </Picture>
  );
};

const undrawn = (units: number, cases: string): Bilingual => ({
  zh: `画出的是未结案件最多的 ${MOST_UNITS} 个单位；其余 ${units} 个单位共 ${cases} 件，见数据表。`,
  en: `Drawn are the ${MOST_UNITS} units with the most open cases; ${counted(units, "more unit")} with ${cases} cases ${units === 1 ? "is" : "are"} in the table.`,
});

const Bars = ({ rows }: { rows: readonly Row[] }) => {
  const [count, drawn] = [useCount(), useDrawn(false)];
  const x = scaleLinear([0, Math.max(1, ...rows.map(({ values }) => total(drawn(values))))], [LEFT, WIDTH - RIGHT]);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${rows.length * ROW + 8}`} aria-hidden="true" focusable="false">
      {rows.map(({ name, values }, i) => {
        let before = 0;
        return (
          <>
            <text class="axis" x={LEFT - 10} y={i * ROW + 19} text-anchor="end">
              <Words t={{ zh: ellipsis(name.zh, 11), en: ellipsis(name.en, 11) }} />
            </text>
            {drawn(values).map((value, k) => {
              const from = x(before);
              before += value;
              return (
                value > 0 && (
                  <rect
                    class={`tone-age${k}`}
                    x={tenth(from)}
                    y={i * ROW + 6}
                    width={tenth(Math.max(1, x(before) - from))}
                    height={17}
                  />
                )
              );
            })}
            <text class="label" x={tenth(x(before)) + 6} y={i * ROW + 19}>
              {count(total(values))}
            </text>
          </>
        );
      })}
    </svg>
  );
};
