import type { Citation } from "../../schemas/procedure.ts";
import type { Bilingual } from "../../schemas/text.ts";
import type { ClockStep, Warning } from "../../schemas/warning.ts";
import { standingOf } from "../warnings/standing.ts";
import { anchor, hrefOf } from "./anchor.ts";
import { Cited, InForce } from "./citation.tsx";
import { type ClosingSaid, closingSaid } from "./closing.ts";
import { entrySaid } from "./entry.ts";
import { EvidenceTable } from "./evidence.tsx";
import { HEADINGS } from "./headings.ts";
import { lawNote } from "./law-notes.ts";
import { Before, Explained, Life, Views } from "./life.tsx";
import { Block, Data, DataT, Facts, Severity, T, TierTag, type View } from "./parts.tsx";
import { PeerStrip } from "./peers.tsx";
import { quantity, stepValue } from "./quantities.ts";
import { figure } from "./text.ts";
import { Shared } from "./tree.ts";
import {
  DATA_CONFIDENCE,
  detectorName,
  INQUIRY_BASE_RATE,
  isAboutInquiries,
  keyWord,
  LAW_CONFIDENCE,
  oneLevelUp,
  STANDING_WORDS,
  STATUS_WORDS,
} from "./words.ts";

interface NoticeProps {
  readonly warning: Warning;
  readonly numbers: ReadonlyMap<string, number>;
  readonly view: View;
  readonly anchored: boolean;
}

/** One warning: what the data show, by which rule, how it was counted, what speaks against it, what to check. */
export const Notice = ({ warning: w, numbers, view, anchored }: NoticeProps) => {
  const standing = standingOf(w);
  const closed = closingSaid(w, view.clock);
  return (
    <section class={`notice s${w.severity}`} data-id={anchor(w)} {...(anchored ? { id: anchor(w) } : {})}>
      <h4>
        <span>
          <DataT t={w.title} />
        </span>
        <Severity level={w.severity} />
        <TierTag tier={w.tier} />
        <span class="tag">
          <T t={STATUS_WORDS[w.status]} />
        </span>
        {standing !== w.status && (
          <span class="tag">
            <T t={STANDING_WORDS[standing]} />
          </span>
        )}
        <span class="code">
          <Data text={w.code} />
        </span>
      </h4>
      <p class="sentence long">
        <DataT t={w.message} />
      </p>
      <BaseRate code={w.code} />
      {w.head_of.length > 0 && (
        <p class="note">
          <DataT t={oneLevelUp(w.head_of)} />
        </p>
      )}
      {w.exemption && <Register title={HEADINGS.exemption} rows={entrySaid(w.exemption, view.clock)} />}
      {w.suppression && <Register title={HEADINGS.suppression} rows={entrySaid(w.suppression, view.clock)} />}
      {closed && <Register {...closed} />}
      {w.tier === "signal" && <PeerStrip warning={w} />}
      <div class="parts">
        <div>
          <Clock warning={w} />
          <Peers warning={w} />
          <List title={HEADINGS.missing} items={w.missing} />
          <Shared of={`law ${JSON.stringify(w.law)}`}>{() => <Laws law={w.law} />}</Shared>
        </div>
        <div>
          <List title={HEADINGS.context} items={w.context} />
          <Innocent items={w.innocent} />
          <Shared of={`checks ${JSON.stringify(w.checks)}`}>{() => <Checks items={w.checks} />}</Shared>
        </div>
      </div>
      <EvidenceTable evidence={w.evidence} numbers={numbers} view={view} />
      <Life warning={w} view={view} />
      <Before warning={w} view={view} />
      <Views warning={w} view={view} />
      <Explained warning={w} view={view} />
      <Origin warning={w} />
    </section>
  );
};

/** What a rule says beside every one of its warnings: the law it rests on, what may explain it, what to check. */
export const RuleCard = ({ code, law, innocent, checks }: Pick<Warning, "code" | "law" | "innocent" | "checks">) => (
  <>
    <BaseRate code={code} />
    <div class="parts">
      <div>
        <Laws law={law} />
      </div>
      <div>
        <Innocent items={innocent} />
        <Checks items={checks} />
      </div>
    </div>
  </>
);

const BaseRate = ({ code }: Pick<Warning, "code">) =>
  isAboutInquiries(code) ? (
    <p class="note">
      <T t={INQUIRY_BASE_RATE} />
    </p>
  ) : null;

/** The numbers a rule compares, and how they were come by. */
export const Clock = ({ warning: { measured, threshold, unit, clock } }: { warning: Numbers }) => {
  if (threshold === null && clock.length === 0) return null;
  return (
    <Block title={HEADINGS.clock}>
      <ol class="clock">
        {clock.map((step) => (
          <li>
            <span>
              <DataT t={step.label} />
            </span>
            <b>
              <DataT t={stepValue(step.value)} />
            </b>
          </li>
        ))}
        {measured !== null && (
          <li class="result">
            <span>
              <T t={HEADINGS.measured} />
            </span>
            <b>
              <DataT t={quantity(measured, unit)} />
            </b>
          </li>
        )}
        {threshold !== null && (
          <li class="result">
            <span>
              <T t={HEADINGS.threshold} />
            </span>
            <b>
              <DataT t={quantity(threshold, unit)} />
            </b>
          </li>
        )}
      </ol>
    </Block>
  );
};

type Numbers = Pick<Warning, "measured" | "threshold" | "unit"> & { readonly clock: readonly ClockStep[] };

const Peers = ({ warning: { peer } }: { warning: Warning }) =>
  peer && (
    <Block title={HEADINGS.peer}>
      <Facts
        rows={Object.entries(peer).map(([key, value]) => [
          keyWord(key),
          typeof value === "number" ? figure(value) : <Data text={value} />,
        ])}
      />
    </Block>
  );

const Innocent = ({ items }: { items: readonly Bilingual[] }) => <List title={HEADINGS.innocent} items={items} />;

const Checks = ({ items }: { items: readonly Bilingual[] }) => (
  <List title={HEADINGS.checks} items={items} class="checks" />
);

const List = ({ title, items, class: name }: { title: Bilingual; items: readonly Bilingual[]; class?: string }) =>
  items.length === 0 ? null : (
    <Block title={title}>
      <ul {...(name ? { class: name } : {})}>
        {items.map((item) => (
          <li>
            <DataT t={item} />
          </li>
        ))}
      </ul>
    </Block>
  );

const Laws = ({ law }: { law: readonly Citation[] }) =>
  law.length === 0 ? null : (
    <Block title={HEADINGS.law}>
      <ul>
        {law.map((citation) => (
          <Law citation={citation} />
        ))}
      </ul>
    </Block>
  );

const Law = ({ citation }: { citation: Citation }) => {
  const { from, to, confidence, note } = citation;
  return (
    <li>
      <Cited citation={citation} />{" "}
      <span class="quiet small">
        <InForce citation={citation} />
        {(from ?? to) !== undefined && <T t={{ zh: "；", en: "; " }} />}
        <T t={LAW_CONFIDENCE[confidence]} />
        {note !== undefined && (
          <>
            <T t={{ zh: "；", en: "; " }} />
            <DataT t={lawNote(note)} />
          </>
        )}
      </span>
    </li>
  );
};

const Register = ({ title, rows }: ClosingSaid) => (
  <div class="note">
    <Block title={title}>
      <Facts rows={rows.map(([name, value]) => [name, <DataT t={value} />])} />
    </Block>
  </div>
);

const Origin = ({ warning: w }: { warning: Warning }) => (
  <p class="origin">
    <T t={{ zh: "规则 ", en: "Rule " }} />
    <Data text={w.rule} />
    {w.procedure !== null && (
      <>
        {" · "}
        <T t={{ zh: "程序 ", en: "procedure " }} />
        <Data text={w.procedure} />
      </>
    )}
    {" · "}
    <T t={{ zh: "检测项 ", en: "detector " }} />
    <DataT t={detectorName(w.detector, w.detector_version)} />
    {" · "}
    <T t={{ zh: "数据把握度", en: "confidence in the data " }} />
    <T t={DATA_CONFIDENCE[w.confidence]} />
    {" · "}
    <T t={{ zh: "编号 ", en: "id " }} />
    <a href={hrefOf(w)}>
      <Data text={w.warning_id} />
    </a>
  </p>
);
