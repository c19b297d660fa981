import type { Audience } from "../../schemas/choices.ts";
import type { RunManifest } from "../../schemas/run.ts";
import { isToBeSeen, type Lead } from "../warnings/leads.ts";
import { hrefOf } from "./anchor.ts";
import { Subject } from "./lead.tsx";
import { Data, DataT, Severity, T, type View } from "./parts.tsx";
import { longDate, utcOffset } from "./text.ts";
import { BANNER, EDITIONS, HOW_TO_READ, STATUS_WORDS, SUBJECTS } from "./words.ts";

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

const FIRST = 6;

/** The leads to begin with, each in its most serious sentence. */
export const FirstThings = ({ leads }: { leads: readonly Lead[] }) => {
  const first = leads.filter(isToBeSeen).slice(0, FIRST);
  return first.length === 0 ? null : (
    <section>
      <h2 id="page-first">
        <T t={{ zh: "建议先看", en: "Look at these first" }} />
      </h2>
      <ol class="first">{first.map((lead) => lead.warnings[0] && <First lead={lead} top={lead.warnings[0]} />)}</ol>
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

const First = ({ lead, top }: { lead: Lead; top: Lead["warnings"][number] }) => (
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
          <T t={{ zh: `，另有 ${lead.warnings.length - 1} 项`, en: ` and ${lead.warnings.length - 1} more` }} />
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
);

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
