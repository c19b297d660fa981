import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { ComponentChildren } from "preact";
import type { Bilingual } from "../../schemas/text.ts";
import { Counts, Foldable, T, Table, useRow, Words } from "./parts.tsx";
import { figure } from "./text.ts";

/** Room around a picture's plot, in view-box units. */
const BOX = { width: 640, height: 240, left: 52, right: 14, top: 14, bottom: 34 } as const;
const PLOT = BOX.width - BOX.left - BOX.right;

const FEW = 4;

export interface Series {
  readonly name: Bilingual;
  /** Names a colour of the style sheet: `tone-<tone>`. */
  readonly tone: string;
}

/** One column of a picture: its name on the axis and a number for each series. */
export interface Stack {
  readonly name: Bilingual;
  readonly values: readonly number[];
}

/** A picture with its title, what it says in plain words, and its numbers as a table for who would rather read. */
export const Picture = ({
  title,
  reading,
  series,
  table,
  more,
  children,
}: {
  title: Bilingual;
  reading: readonly Bilingual[];
  /** What follows the reading, such as links to what it speaks of. */
  more?: ComponentChildren;
  series: readonly Series[];
  table: ComponentChildren;
  children: ComponentChildren;
}) => (
  <figure class="picture card">
    <h3>
      <T t={title} />
    </h3>
    {series.length > 0 && (
      <ul class="legend">
        {series.map(({ name, tone }) => (
          <li>
            <span class={`swatch tone-${tone}`} />
            <T t={name} />
          </li>
        ))}
      </ul>
    )}
    {children}
    <figcaption>
      {reading.map((sentence) => (
        <p>
          <T t={sentence} />
        </p>
      ))}
      {more}
    </figcaption>
    <Foldable open={false} summary={{ zh: "数据表", en: "The numbers" }}>
      {table}
    </Foldable>
  </figure>
);

/** The counts that a picture shows: none that its table does not tell. */
export function useDrawn(means: boolean): (counts: readonly number[]) => readonly number[] {
  const row = useRow();
  return (counts) => (means ? counts : row(counts).map(({ told }, i) => (told ? (counts[i] ?? 0) : 0)));
}

/** Columns of one or more series, stacked or side by side, with the band from `shadeFrom` on shaded. */
export const Columns = ({
  stacks,
  series,
  arrange,
  means = false,
  shadeFrom,
}: {
  stacks: readonly Stack[];
  series: readonly Series[];
  arrange: "stacked" | "beside";
  /** Whether the values are means and no counts. */
  means?: boolean;
  shadeFrom?: number;
}) => {
  const drawn = useDrawn(means);
  const height = (values: readonly number[]) =>
    arrange === "stacked" ? values.reduce((sum, n) => sum + n, 0) : Math.max(...values);
  const y = verticalScale(
    stacks.map(({ values }) => height(drawn(values))),
    means ? 1 : FEW,
  );
  const step = PLOT / Math.max(1, stacks.length);
  const wide = Math.min(34, step * 0.72);
  const zero = y(0);
  return (
    <Plot y={y}>
      {shadeFrom !== undefined && (
        <rect
          class="shade"
          x={BOX.left + shadeFrom * step}
          y={BOX.top}
          width={BOX.width - BOX.right - BOX.left - shadeFrom * step}
          height={zero - BOX.top}
        />
      )}
      {stacks.map((stack, i) => {
        const values = drawn(stack.values);
        const left = BOX.left + (i + 0.5) * step - wide / 2;
        const each = arrange === "stacked" ? wide : wide / values.length;
        let base = 0;
        return values.map((value, k) => {
          const from = arrange === "stacked" ? base : 0;
          base += value;
          const top = y(from + value);
          return (
            value > 0 && (
              <rect
                class={`tone-${series[k]?.tone ?? ""}`}
                x={tenth(left + (arrange === "beside" ? k * each : 0))}
                y={tenth(top)}
                width={tenth(Math.max(1, each - (arrange === "beside" ? 0.6 : 0)))}
                height={tenth(Math.max(0.8, y(from) - top))}
              />
            )
          );
        });
      })}
      <Names names={stacks.map(({ name }) => name)} step={step} />
    </Plot>
  );
};

/** One line over named points, with the ground below it filled. */
export const Line = ({
  points: all,
  tone,
}: {
  points: readonly { name: Bilingual; value: number }[];
  tone: string;
}) => {
  const drawn = useDrawn(false);
  const points = all.map((point) => ({ ...point, value: drawn([point.value])[0] ?? 0 }));
  const y = verticalScale(
    points.map(({ value }) => value * 1.1),
    FEW,
  );
  const step = PLOT / Math.max(1, points.length);
  const x = (i: number) => BOX.left + (i + 0.5) * step;
  const path = line<{ value: number }>(
    (_, i) => tenth(x(i)),
    ({ value }) => tenth(y(value)),
  )([...points]);
  const last = points.at(-1);
  return (
    <Plot y={y}>
      <path class="ground" d={`${path}L${tenth(x(points.length - 1))},${y(0)}L${tenth(x(0))},${y(0)}Z`} />
      <path class={`line tone-${tone}`} d={path ?? ""} />
      {last && (
        <>
          <circle class={`tone-${tone}`} cx={tenth(x(points.length - 1))} cy={tenth(y(last.value))} r={4} />
          <text class="label" x={tenth(x(points.length - 1)) - 8} y={tenth(y(last.value)) - 8} text-anchor="end">
            {figure(last.value)}
          </text>
        </>
      )}
      <Names names={points.map(({ name }) => name)} step={step} />
    </Plot>
  );
};

type Vertical = ReturnType<typeof verticalScale>;

/** Counts have at least `least` as their highest level, so that no level is a part of one. */
export const verticalScale = (values: readonly number[], least = 1) =>
  scaleLinear([0, Math.max(least, ...values)], [BOX.height - BOX.bottom, BOX.top]).nice(4);

export const tenth = (n: number): number => Math.round(n * 10) / 10;

/** The frame of a picture: levels with their numbers; what is drawn on them are its children. */
export const Plot = ({
  y,
  format = figure,
  children,
}: {
  y: Vertical;
  format?: (n: number) => string;
  children: ComponentChildren;
}) => (
  <svg viewBox={`0 0 ${BOX.width} ${BOX.height}`} aria-hidden="true" focusable="false">
    {y.ticks(4).map((level) => (
      <>
        <line
          class={level === 0 ? "base" : "tick"}
          x1={BOX.left}
          x2={BOX.width - BOX.right}
          y1={tenth(y(level))}
          y2={tenth(y(level))}
        />
        <text class="axis" x={BOX.left - 8} y={tenth(y(level)) + 4} text-anchor="end">
          {format(level)}
        </text>
      </>
    ))}
    {children}
  </svg>
);

/** Wide enough for the larger type of phones and paper. */
const NAME_ROOM = 124;

/** Names under the columns, as many as have room. */
const Names = ({ names, step }: { names: readonly Bilingual[]; step: number }) => {
  const every = Math.max(1, Math.ceil(NAME_ROOM / step));
  return (
    <>
      {names.map((name, i) => {
        if ((names.length - 1 - i) % every !== 0) return null;
        const middle = tenth(BOX.left + (i + 0.5) * step);
        const last = middle > BOX.width - 48;
        return (
          <text
            class="axis"
            x={last ? BOX.width - 2 : middle}
            y={BOX.height - BOX.bottom + 18}
            text-anchor={last ? "end" : "middle"}
          >
            <Words t={name} />
          </text>
        );
      })}
    </>
  );
};

/** The numbers of stacks as a table. */
export const StackTable = ({
  of,
  stacks,
  series,
  means = false,
}: {
  of: Bilingual;
  stacks: readonly Stack[];
  series: readonly Series[];
  means?: boolean;
}) => (
  <Table class="narrow" head={[{ t: of }, ...series.map(({ name }) => ({ t: name, class: "n" }))]}>
    {stacks.map(({ name, values }) => (
      <tr>
        <th scope="row">
          <T t={name} />
        </th>
        {means ? values.map((value) => <td class="n">{figure(value)}</td>) : <Counts counts={values} />}
      </tr>
    ))}
  </Table>
);

export const BOX_OF_PLOT = BOX;
