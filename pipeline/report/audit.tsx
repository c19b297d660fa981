import type { Citation } from "../../schemas/procedure.ts";
import { type Bilingual, counted, type Language } from "../../schemas/text.ts";
import type { Audit, AuditedRule } from "../audit/audit.ts";
import { byWarning } from "../decisions/decided.ts";
import { Acts } from "./acts.tsx";
import { storyOf } from "./cases.ts";
import { Cited, InForce } from "./citation.tsx";
import { htmlDocument } from "./document.tsx";
import { Clock, Notice } from "./notice.tsx";
import { Data, DataT, Foldable, Severity, T, Table, TierTag, type View, viewOf } from "./parts.tsx";
import { numberEvidence } from "./scene.ts";
import { figure, utcOffset } from "./text.ts";
import { Timeline } from "./timeline.tsx";
import { AUDIT_WORDS, BANNER, LAW_CONFIDENCE } from "./words.ts";

type Said = AuditedRule["outcome"];

/** What needs a look comes first; what has nothing to say of the case is folded away. */
const ORDER: readonly Said[] = [
  "hit",
  "pending",
  "cannot tell",
  "error",
  "clear",
  "not evaluated",
  "not applicable",
  "off",
];
const FOLDED: ReadonlySet<Said> = new Set(["not evaluated", "not applicable", "off"]);

/** One case as a page that needs nothing else: its timeline, what every rule says of it and how that was counted. */
export function renderAudit(audit: Audit, { name, language }: { name: string; language: Language }): string {
  const view = viewOf(audit.timezone, audit.rules, {
    decided: byWarning(audit.decided),
    past: new Map(Object.entries(audit.past)),
  });
  return htmlDocument({
    title: `${audit.case_id} · ${TITLE[language]}`,
    language,
    chunks: null,
    children: (
      <>
        <Front audit={audit} name={name} view={view} />
        <main>
          <Outcomes rules={audit.rules} />
          <Course audit={audit} view={view} />
          <Notices audit={audit} view={view} />
          <Rules rules={audit.rules} />
        </main>
      </>
    ),
  });
}

const TITLE: Bilingual = { zh: "单个案件的逐条比对", en: "One case, every rule" };

const Front = ({ audit: a, name, view }: { audit: Audit; name: string; view: View }) => (
  <header class="front">
    <h1>
      <span class="name">
        <Data text={name} /> · <T t={TITLE} />
      </span>
      <T t={{ zh: "案件 ", en: "Case " }} />
      <Data text={a.case_id} />
    </h1>
    <p class="dates">
      <span>
        <T t={{ zh: "单位 ", en: "Unit " }} />
        <Data text={a.org_id} />
      </span>
      <Moment
        name={{ zh: "收案（主表或首条记录） ", en: "Opened (master record or first act) " }}
        at={a.opened_at}
        view={view}
      />
      <Moment name={{ zh: "结案 ", en: "Closed " }} at={a.closed_at} view={view} />
      <span>
        <T t={{ zh: "检查时点 ", en: "As of " }} />
        {`${view.clock.text(a.as_of).slice(0, 19)} (${a.timezone}, ${utcOffset(a.timezone, a.as_of)})`}
      </span>
    </p>
    <div class="banner" role="note">
      <p>
        <T t={BANNER} />
      </p>
    </div>
  </header>
);

const Moment = ({ name, at, view }: { name: Bilingual; at: number | null; view: View }) => (
  <span>
    <T t={name} />
    {at === null ? <T t={{ zh: "未记录", en: "not recorded" }} /> : view.clock.text(at)}
  </span>
);

/** How many rules said what. */
const Outcomes = ({ rules }: { rules: readonly AuditedRule[] }) => (
  <section>
    <h2>
      <T t={{ zh: "比对结果", en: "Outcomes" }} />
    </h2>
    <ul class="split">
      {ORDER.map((said) => (
        <li>
          <T t={AUDIT_WORDS[said]} /> <b>{figure(rules.filter(({ outcome }) => outcome === said).length)}</b>
        </li>
      ))}
    </ul>
    <p class="quiet">
      <T
        t={{
          zh: "“未命中”只表示已载入的记录没有触发该规则；“待定”“无法判断”“未评估”都不等于正常。",
          en: "'Clear' means that the records loaded did not meet the rule's condition for a notice; 'pending', 'cannot tell' and 'not evaluated' do not mean in order.",
        }}
      />
    </p>
  </section>
);

const hitsOf = ({ rules }: Audit) => rules.flatMap(({ warning }) => warning ?? []);

const Course = ({ audit, view }: { audit: Audit; view: View }) => {
  const numbers = numberEvidence(hitsOf(audit));
  return (
    <section>
      <h2>
        <T t={{ zh: "办理过程", en: "The course of the case" }} />
      </h2>
      {audit.events.length === 0 ? (
        <p class="note">
          <T t={{ zh: "该案没有事件记录。", en: "The case has no events on record." }} />
        </p>
      ) : (
        <>
          <Timeline story={storyOf(audit.events, numbers)} warnings={hitsOf(audit)} numbers={numbers} view={view} />
          <Acts events={audit.events} numbers={numbers} view={view} open={true} />
        </>
      )}
      {audit.later > 0 && (
        <p class="note">
          <T
            t={{
              zh: `检查时点之后还有 ${figure(audit.later)} 条记录，未纳入比对。`,
              en: `${counted(audit.later, "record")} after the as-of time not looked at.`,
            }}
          />
        </p>
      )}
    </section>
  );
};

const Notices = ({ audit, view }: { audit: Audit; view: View }) => {
  const hits = hitsOf(audit);
  const numbers = numberEvidence(hits);
  return hits.length === 0 ? null : (
    <section>
      <h2>
        <T t={{ zh: "风险提示", en: "Notices" }} />
      </h2>
      <p class="quiet">
        <T
          t={{
            zh: "出现情况和状态是最近一次运行时的；核查意见和情况说明是至今已录入的。",
            en: "When a notice was seen, and its status, are as of the last run; views and explanations are those entered so far.",
          }}
        />
      </p>
      {hits.map((warning) => (
        <Notice warning={warning} numbers={numbers} view={view} anchored={true} />
      ))}
    </section>
  );
};

const Rules = ({ rules }: { rules: readonly AuditedRule[] }) => (
  <section>
    <h2>
      <T t={{ zh: "各规则的结果", en: "What every rule says" }} />
    </h2>
    {ORDER.map((said) => (
      <Group said={said} rules={rules.filter(({ outcome }) => outcome === said)} />
    ))}
  </section>
);

const HEAD = [
  { t: { zh: "代码", en: "Code" } },
  { t: { zh: "规则", en: "Rule" } },
  { t: { zh: "推算、原因", en: "Arithmetic, reason" } },
  { t: { zh: "依据", en: "Law" } },
];

const Group = ({ said, rules }: { said: Said; rules: readonly AuditedRule[] }) =>
  rules.length === 0 ? null : (
    <Foldable
      open={!FOLDED.has(said)}
      summary={{
        zh: `${AUDIT_WORDS[said].zh}（${figure(rules.length)}）`,
        en: `${AUDIT_WORDS[said].en} (${figure(rules.length)})`,
      }}
    >
      <Table head={HEAD} class="audited">
        {rules.map((rule) => (
          <tr>
            <td class="t">
              <Data text={rule.code} />
            </td>
            <th scope="row">
              <DataT t={rule.title} /> <Tags rule={rule} />
              <div class="quiet mono">
                <Data text={[rule.rule, rule.procedure].filter((part) => part !== null).join(" · ")} />
              </div>
            </th>
            <td>
              <Why rule={rule} />
            </td>
            <td>
              {rule.law.map((citation) => (
                <Article citation={citation} />
              ))}
            </td>
          </tr>
        ))}
      </Table>
    </Foldable>
  );

const Article = ({ citation }: { citation: Citation }) => (
  <div class="small">
    <Cited citation={citation} />{" "}
    <span class="quiet">
      <InForce citation={citation} /> {citation.confidence === "unsure" && <T t={LAW_CONFIDENCE.unsure} />}
    </span>
  </div>
);

const Tags = ({ rule: { outcome, severity, tier } }: { rule: AuditedRule }) => (
  <>
    {outcome === "hit" && <Severity level={severity} />} {tier === "signal" && <TierTag tier={tier} />}
  </>
);

const Why = ({ rule }: { rule: AuditedRule }) => (
  <>
    {rule.warning && (
      <p>
        <DataT t={rule.warning.message} />
      </p>
    )}
    {rule.reason && <DataT t={rule.reason} />}
    {rule.unclear && <DataT t={rule.unclear} />}
    <Clock warning={rule} />
  </>
);
