import type { ComponentChildren } from "preact";
import { type Bilingual, counted, LANGUAGES } from "../../schemas/text.ts";
import type { Warning } from "../../schemas/warning.ts";
import type { CaseStory } from "./cases.ts";
import type { Lane } from "./lanes.ts";
import { T, type View, Words } from "./parts.tsx";
import { ellipsis, onLines, textWidth } from "./picture.ts";
import { quantity } from "./quantities.ts";
import type { RuleLane } from "./rule-lanes.ts";
import { type Scene, sceneOf } from "./scene.ts";
import { figure, visible } from "./text.ts";
import { tableWord } from "./words.ts";

/** The case as a picture, with what the warnings speak of drawn under it, and as a table of its acts. */
export const Timeline = ({
  story,
  warnings,
  numbers,
  view,
  children,
}: {
  story: CaseStory;
  warnings: readonly Warning[];
  numbers: ReadonlyMap<string, number>;
  view: View;
  /** The story as a table, for who would rather read, or cannot see it. */
  children?: ComponentChildren;
}) => {
  const scene = sceneOf({
    story,
    warnings,
    numbers,
    clock: view.clock,
    tableName: tableWord,
    isOrdered: view.isOrdered,
  });
  if (!scene) return null;
  return (
    <figure class="picture timeline">
      <figcaption>
        <T t={captionOf(scene, story, warnings.length)} />
      </figcaption>
      <section class="scroll" tabindex={0} aria-label="时间线 Timeline">
        <Picture scene={scene} />
      </section>
      {children}
    </figure>
  );
};

const captionOf = (scene: Scene, { total, events }: CaseStory, notices: number): Bilingual => {
  const left = total - events.length;
  const longest = left > 0 ? undefined : scene.gaps[0];
  const undrawn = notices - scene.rules.length;
  return {
    zh: `案件时间线：共 ${figure(total)} 条记录，按人员分行；带编号的圆点是风险提示所依据的记录，下方为各项提示对应的时限或先后关系。${
      longest ? `最长间隔 ${figure(longest.days)} 日。` : ""
    }${left > 0 ? `中间 ${figure(left)} 条未画出。` : ""}${undrawn > 0 ? `另有 ${figure(undrawn)} 项提示未画出。` : ""}`,
    en: `Timeline of the case: ${total === 1 ? "1 record" : `${figure(total)} records`}, a row per person. Numbered dots are the records that notices rest on; below stand the limit or order each notice speaks of.${
      longest
        ? ` The longest stretch without a record is ${longest.days === 1 ? "1 day" : `${figure(longest.days)} days`}.`
        : ""
    }${left > 0 ? ` ${left === 1 ? "1 record in the middle is" : `${figure(left)} records in the middle are`} not drawn.` : ""}${
      undrawn > 0 ? ` ${counted(undrawn, "more notice")} not drawn.` : ""
    }`,
  };
};

const Picture = ({ scene }: { scene: Scene }) => (
  <svg viewBox={`0 0 ${scene.width} ${scene.height}`} aria-hidden="true" focusable="false">
    <Axis scene={scene} />
    {scene.lanes.map((lane, i) => (
      <LaneRow lane={lane} scene={scene} striped={i % 2 === 1} />
    ))}
    {scene.rules.map((rule) => (
      <RuleRow rule={rule} scene={scene} />
    ))}
    {scene.lanes.map(({ marks }) => marks.map((mark) => <Dot mark={mark} />))}
  </svg>
);

const Axis = ({ scene: { ticks, gaps, height, divide, left, width, asOf } }: { scene: Scene }) => (
  <>
    {gaps.map(({ x1, x2, days }) => (
      <>
        <rect class="gap" x={x1} y={24} width={x2 - x1} height={divide - 24} />
        <text class="gap-word" x={(x1 + x2) / 2} y={36} text-anchor="middle">
          <Words t={{ zh: `间隔 ${figure(days)} 日`, en: `${figure(days)} days apart` }} />
        </text>
      </>
    ))}
    {ticks.map(({ x, label }) => (
      <>
        <line class="tick" x1={x} x2={x} y1={20} y2={height} />
        <text class="axis" x={x} y={14} text-anchor="middle">
          <Words t={label} />
        </text>
      </>
    ))}
    {asOf !== null && (
      <>
        <line class="as-of" x1={asOf} x2={asOf} y1={20} y2={height} />
        <text class="axis" x={asOf - 4} y={32} text-anchor="end">
          <Words t={{ zh: "检查时点", en: "as of" }} />
        </text>
      </>
    )}
    <line class="divide" x1={0} x2={width} y1={divide} y2={divide} />
    <line class="divide" x1={left} x2={left} y1={20} y2={height} />
  </>
);

const NAME_CHARACTERS = 12;

const LaneRow = ({ lane, scene, striped }: { lane: Lane; scene: Scene; striped: boolean }) => (
  <>
    {striped && <rect class="stripe" x={0} y={lane.y} width={scene.width} height={lane.height} />}
    <text class="lane" x={4} y={lane.y + 17}>
      <title>{lane.name.zh}</title>
      <Words t={{ zh: ellipsis(lane.name.zh, NAME_CHARACTERS), en: ellipsis(lane.name.en, NAME_CHARACTERS) }} />
    </text>
  </>
);

const Dot = ({ mark: { x, y, number, label, labelLeft, told } }: { mark: Lane["marks"][number] }) => (
  <g class={number === null ? "act" : "act told"}>
    <title>{told}</title>
    <circle cx={x} cy={y} r={number === null ? 4 : 9} />
    {number !== null && (
      <text class="number" x={x} y={y + 4} text-anchor="middle">
        {number}
      </text>
    )}
    {label !== null && (
      <text
        class="label"
        x={labelLeft ? x - (number === null ? 7 : 12) : x + (number === null ? 7 : 12)}
        y={y + 4}
        text-anchor={labelLeft ? "end" : "start"}
      >
        {label}
      </text>
    )}
  </g>
);

const RuleRow = ({ rule: { warning, y, drops, limit, link, missing }, scene }: { rule: RuleLane; scene: Scene }) => {
  const middle = y + 10;
  return (
    <g class={`rule s${warning.severity}`}>
      {drops.map(({ x, from }) => (
        <line class="drop" x1={x} x2={x} y1={from} y2={middle} />
      ))}
      <RuleName warning={warning} y={y + 14} />
      {limit && <LimitBar limit={limit} warning={warning} y={y} end={scene.width} />}
      {!limit && link && <Link link={link} y={middle} />}
      {!limit && drops.map(({ x }) => <circle class="end" cx={x} cy={middle} r={3.5} />)}
      {missing && (
        <Missing missing={missing} y={middle} start={scene.left} end={scene.width} crowded={limit !== null} />
      )}
    </g>
  );
};

/**
 * A rule's code, its name beside it, and below both where it is long; a text for each language, so that the hidden one
 * moves nothing.
 */
const RuleName = ({ warning: { code, title }, y }: { warning: Warning; y: number }) => (
  <>
    {LANGUAGES.map((language) => (
      <text class="lane rule-name" lang={language} x={4} y={y}>
        {ellipsis(visible(code), 5)}
        {onLines(visible(title[language]), [9, 12.4]).map((line, i) => (
          <tspan class="title" {...(i === 0 ? { dx: 6 } : { x: 4, dy: 14 })}>
            {line}
          </tspan>
        ))}
      </text>
    ))}
  </>
);

const Link = ({ link: { from, to, ordered }, y }: { link: NonNullable<RuleLane["link"]>; y: number }) => {
  const back = ordered && to < from;
  return (
    <>
      <path class="link" d={`M${from},${y}L${to},${y}${ordered ? arrowHead(to, y, to > from) : ""}`} />
      {back && (
        <text class="note strong" x={from + 10} y={y + 4}>
          <Words t={{ zh: "记录的先后与规则相反", en: "recorded the other way round" }} />
        </text>
      )}
    </>
  );
};

const arrowHead = (x: number, y: number, forward: boolean): string => {
  const back = forward ? -8 : 8;
  return `m${back},-4.5l${-back},4.5l${back},4.5M${x},${y}`;
};

/** Time within the limit, the limit itself, and time beyond it. */
const LimitBar = ({
  limit: { from, due, to },
  warning: { threshold, measured, unit },
  y,
  end,
}: {
  limit: NonNullable<RuleLane["limit"]>;
  warning: Warning;
  y: number;
  end: number;
}) => {
  const [within, over] = [Math.min(due, to), Math.max(due, to)];
  const words = quantity(threshold ?? 0, unit);
  const far = due > end - 200;
  const whole = quantity(measured ?? 0, unit);
  return (
    <>
      <rect class="within" x={from} y={y + 5} width={Math.max(1, within - from)} height={10} />
      {to > due && <rect class="over" x={due} y={y + 5} width={Math.max(1, over - due)} height={10} />}
      <line class="limit" x1={due} x2={due} y1={y} y2={y + 20} />
      <text class="note" x={far ? due - 4 : due + 4} y={y + 27} text-anchor={far ? "end" : "start"}>
        <Words t={{ zh: `标准 ${words.zh}；实际 ${whole.zh}`, en: `limit ${words.en}; measured ${whole.en}` }} />
      </text>
    </>
  );
};

const Missing = ({
  missing: { x, after, what },
  y,
  start,
  end,
  crowded,
}: {
  missing: NonNullable<RuleLane["missing"]>;
  y: number;
  start: number;
  end: number;
  crowded: boolean;
}) => {
  const before = x - 12 - start;
  const beside = crowded ? before : Math.max(before, end - x - 12);
  const room = Math.max(16, beside / 12 - 12.5);
  const words = {
    zh: `${after ? "其后" : "此前"}未见：${ellipsis(visible(what.zh), room)}`,
    en: `not on record ${after ? "after" : "before"}: ${ellipsis(visible(what.en), room)}`,
  };
  return (
    <>
      <circle class="missing" cx={x} cy={y} r={7} />
      {LANGUAGES.map((language) => {
        const width = textWidth(words[language], 12);
        const left = crowded || x + 12 + width > end || (!after && x - width > start);
        return (
          <text
            class="note strong"
            lang={language}
            x={left ? x - 12 : x + 12}
            y={crowded ? y - 8 : y + 4}
            text-anchor={left ? "end" : "start"}
          >
            {words[language]}
          </text>
        );
      })}
    </>
  );
};
