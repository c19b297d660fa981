import { scaleLinear } from "d3-scale";
import type { Bilingual } from "../../schemas/text.ts";
import type { Subject, Warning } from "../../schemas/warning.ts";
import { T, Words } from "./parts.tsx";
import { quantity } from "./quantities.ts";
import { figure } from "./text.ts";
import { keyWord, SUBJECTS } from "./words.ts";

const WIDTH = 640;
const HEIGHT = 86;
const BAND = 30;

/**
 * Where a unit, a case or a pair stands among its peers: their middle half, their median, the limit, and itself. What
 * is expected is held against what was observed, and the median of values against the `value`, where the measure tells
 * how far they lie apart.
 */
export const PeerStrip = ({ warning: { measured, threshold, unit, peer, subject } }: { warning: Warning }) => {
  const numberOf = (key: string): number | null => (typeof peer?.[key] === "number" ? peer[key] : null);
  const [q1, q3] = [numberOf("q1"), numberOf("q3")];
  const middle = ["median", "expected", "mean"].find((key) => numberOf(key) !== null);
  const raw = numberOf(middle === "expected" ? "observed" : "value");
  const isMeasure = middle !== "expected" && raw === null;
  const own = isMeasure ? measured : raw;
  const limit = isMeasure ? (numberOf("upper") ?? threshold) : null;
  if (own === null || middle === undefined) return null;
  const at = numberOf(middle) ?? 0;
  const most = Math.max(own, at, limit ?? 0, q3 ?? 0);
  const least = Math.min(0, own, at, q1 ?? 0);
  if (!(most > least)) return null;
  const scale = scaleLinear([least, most], [16, WIDTH - 16]).nice();
  const x = (value: number) => Math.round(scale(value) * 10) / 10;
  const said = quantity(own, isMeasure ? unit : null);
  const itself: Bilingual = {
    zh: `本${SUBJECTS[subject.type].zh}`,
    en: `this ${SUBJECTS[subject.type].en.toLowerCase()}`,
  };
  return (
    <figure class="picture strip">
      <figcaption>
        <T t={readingOf({ itself, said, type: subject.type, middle, at, limit })} />
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
        {scale.ticks(5).map((tick) => (
          <>
            <line class="tick" x1={x(tick)} x2={x(tick)} y1={BAND - 12} y2={BAND + 30} />
            <text class="axis" x={x(tick)} y={BAND + 46} text-anchor={x(tick) > WIDTH - 32 ? "end" : "middle"}>
              {figure(tick)}
            </text>
          </>
        ))}
        {q1 !== null && q3 !== null && (
          <rect class="middle" x={x(q1)} y={BAND} width={Math.max(1, x(q3) - x(q1))} height={18} />
        )}
        <line class="median" x1={x(at)} x2={x(at)} y1={BAND - 3} y2={BAND + 21} />
        {limit !== null && <line class="limit" x1={x(limit)} x2={x(limit)} y1={BAND - 8} y2={BAND + 26} />}
        <circle class="own" cx={x(own)} cy={BAND + 9} r={7} />
        <text
          class="label"
          x={x(own)}
          y={BAND - 14}
          text-anchor={x(own) > WIDTH - 120 ? "end" : x(own) < 120 ? "start" : "middle"}
        >
          <Words t={{ zh: `${itself.zh} ${said.zh}`, en: `${itself.en} ${said.en}` }} />
        </text>
      </svg>
    </figure>
  );
};

interface Reading {
  readonly itself: Bilingual;
  readonly said: Bilingual;
  readonly type: Subject["type"];
  readonly middle: string;
  readonly at: number;
  readonly limit: number | null;
}

function readingOf({ itself, said, type, middle, at, limit }: Reading): Bilingual {
  const word = keyWord(middle);
  const first =
    type === "case"
      ? { zh: "日志没有记载的情节和录入差错", en: "what the log does not record, and how it was entered" }
      : { zh: "工作量、人手和案件构成", en: "load, hands and the mix of cases" };
  return {
    zh: `圆点为${itself.zh}（${said.zh}），粗线为${middle === "expected" ? "按工作量等可预期的数值" : `同类${SUBJECTS[type].zh}${word.zh}`}（${figure(at)}）${
      limit === null ? "" : `，虚线为界限（${figure(limit)}）`
    }。差异明显不等于有问题，先看${first.zh}。`,
    en: `The dot is ${itself.en} (${said.en}), the bold line the ${
      middle === "expected" ? "number its load lets one expect" : `${word.en} of its peers`
    } (${figure(at)})${limit === null ? "" : `, the dashed line the limit (${figure(limit)})`}. To stand apart is not to be at fault: look first at ${first.en}.`,
  };
}
