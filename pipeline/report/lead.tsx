import type { ComponentChildren } from "preact";
import type { Citation } from "../../schemas/procedure.ts";
import type { Bilingual } from "../../schemas/text.ts";
import type { Evidence, Warning } from "../../schemas/warning.ts";
import type { Lead } from "../leads.ts";
import { Block, Data, DataT, Facts, Severity, T, Table, TierTag, type View } from "./parts.tsx";
import { figure, visible } from "./text.ts";
import {
  articleWord,
  counted,
  DATA_CONFIDENCE,
  evidenceShown,
  INQUIRY_BASE_RATE,
  inForce,
  isAboutInquiries,
  isInstant,
  keyWord,
  LAW_CONFIDENCE,
  noticesShown,
  partWord,
  quantity,
  STATUS_WORDS,
  SUBJECTS,
} from "./words.ts";

const MOST_WARNINGS = 50;
const MOST_EVIDENCE = 30;
const FEW_EVIDENCE = 8;

export const leadAnchor = (position: number): string => `page-lead-${position}`;

/** A warning's place in the page is its id, so that `report.html#<warning_id>` leads there. */
export const anchor = ({ warning_id }: Warning): string => visible(warning_id);

/** One lead: its subject, then each of its warnings. A timeline of the case belongs between the two. */
export const LeadArticle = ({ lead, position, view }: { lead: Lead; position: number; view: View }) => {
  const shown = lead.warnings.slice(0, MOST_WARNINGS);
  return (
    <article class={`lead s${lead.severity}`} id={leadAnchor(position)} data-level={lead.severity}>
      <h3>
        <span class="quiet">{position}</span>
        <Subject subject={lead.subject} />
        {lead.org_id !== null && lead.org_id !== lead.subject.id && (
          <span class="quiet">
            <T t={SUBJECTS.org} /> <Data text={lead.org_id} />
          </span>
        )}
        <Severity level={lead.severity} />
      </h3>
      {shown.map((warning) => (
        <WarningSection warning={warning} view={view} />
      ))}
      {shown.length < lead.warnings.length && (
        <p class="note">
          <T t={noticesShown(shown.length, lead.warnings.length)} />
        </p>
      )}
    </article>
  );
};

export const Subject = ({ subject }: { subject: Warning["subject"] }) => (
  <span>
    <T t={SUBJECTS[subject.type]} /> <Data text={subject.id} />
  </span>
);

const WarningSection = ({ warning: w, view }: { warning: Warning; view: View }) => (
  <section class="warning" id={anchor(w)}>
    <h4>
      <span>
        <DataT t={w.title} />
      </span>
      <Severity level={w.severity} />
      <TierTag tier={w.tier} />
      <span class="tag">
        <T t={STATUS_WORDS[w.status]} />
      </span>
      <span class="quiet small">
        <Data text={w.code} />
      </span>
    </h4>
    <p class="sentence long">
      <DataT t={w.message} />
    </p>
    {isAboutInquiries(w.code) && (
      <p class="note">
        <T t={INQUIRY_BASE_RATE} />
      </p>
    )}
    {w.exemption && (
      <Register title={{ zh: "容错清单", en: "Exemption on the register" }} entry={w.exemption} view={view} />
    )}
    {w.suppression && (
      <Register title={{ zh: "已设置不再提示", en: "Suppressed by decision" }} entry={w.suppression} view={view} />
    )}
    <div class="parts">
      <div>
        {w.measured !== null && (
          <Block title={{ zh: "数据与标准", en: "Measured and limit" }}>
            <Facts
              rows={[
                [{ zh: "数据显示", en: "measured" }, <DataT t={quantity(w.measured, w.unit)} />],
                ...(w.threshold === null
                  ? []
                  : [[{ zh: "比对标准", en: "limit" }, <DataT t={quantity(w.threshold, w.unit)} />] as const]),
              ]}
            />
          </Block>
        )}
        {w.clock.length > 0 && (
          <Block title={{ zh: "时限推算", en: "Clock arithmetic" }}>
            <ol class="clock">
              {w.clock.map((step) => (
                <li>
                  <span>
                    <DataT t={step.label} />
                  </span>
                  <b>
                    <Data text={step.value} />
                  </b>
                </li>
              ))}
            </ol>
          </Block>
        )}
        {w.peer && (
          <Block title={{ zh: "同类单位数据", en: "Peer numbers" }}>
            <Facts
              rows={Object.entries(w.peer).map(([key, value]) => [
                keyWord(key),
                typeof value === "number" ? figure(value) : <Data text={value} />,
              ])}
            />
          </Block>
        )}
        <List title={{ zh: "缺少的记录", en: "What is missing" }} items={w.missing} />
        {w.law.length > 0 && (
          <Block title={{ zh: "依据", en: "Law" }}>
            <ul>
              {w.law.map((citation) => (
                <Law citation={citation} />
              ))}
            </ul>
          </Block>
        )}
      </div>
      <div>
        <List title={{ zh: "可能的合理解释", en: "Innocent explanations" }} items={w.innocent} />
        <List title={{ zh: "建议核查", en: "Checks to make" }} items={w.checks} />
      </div>
    </div>
    <EvidenceTable evidence={w.evidence} view={view} />
    <Explanation />
    <Origin warning={w} view={view} />
  </section>
);

const List = ({ title, items }: { title: Bilingual; items: readonly Bilingual[] }) =>
  items.length === 0 ? null : (
    <Block title={title}>
      <ul>
        {items.map((item) => (
          <li>
            <DataT t={item} />
          </li>
        ))}
      </ul>
    </Block>
  );

const Law = ({ citation: { name, article, from, to, confidence, note } }: { citation: Citation }) => {
  const force = inForce(from, to);
  return (
    <li>
      《<Data text={name} />》{article !== undefined && <DataT t={articleWord(article)} />}{" "}
      <span class="quiet small">
        {force && (
          <>
            <T t={force} />
            <T t={{ zh: "；", en: "; " }} />
          </>
        )}
        <T t={LAW_CONFIDENCE[confidence]} />
        {note !== undefined && (
          <>
            <T t={{ zh: "；", en: "; " }} />
            <Data text={note} />
          </>
        )}
      </span>
    </li>
  );
};

const Register = ({ title, entry, view }: { title: Bilingual; entry: Record<string, unknown>; view: View }) => (
  <div class="note">
    <Block title={title}>
      <Facts
        rows={Object.entries(entry).map(([key, value]) => [
          keyWord(key),
          <Value name={key} value={value} view={view} />,
        ])}
      />
    </Block>
  </div>
);

/** A value of a register entry; instants are those whose name says so. */
const Value = ({ name, value, view }: { name: string; value: unknown; view: View }) => {
  if (typeof value === "number") return <>{isInstant(name) ? view.clock.text(value) : figure(value)}</>;
  return <Data text={value === null || typeof value === "string" ? value : (JSON.stringify(value) ?? null)} />;
};

const EVIDENCE_HEAD = [
  { t: { zh: "作用", en: "Part" }, class: "word" },
  { t: { zh: "环节", en: "Activity" }, class: "id" },
  { t: { zh: "时间", en: "Time" } },
  { t: { zh: "人员", en: "Actor" }, class: "id" },
  { t: { zh: "单位", en: "Unit" }, class: "id" },
  { t: { zh: "出处（文件:行）", en: "Source (file:line)" }, class: "wide" },
];

const EvidenceTable = ({ evidence, view }: { evidence: readonly Evidence[]; view: View }) => {
  if (evidence.length === 0) return null;
  const shown = evidence.slice(0, MOST_EVIDENCE);
  return (
    <Foldable
      open={evidence.length <= FEW_EVIDENCE}
      summary={{ zh: `证据（${figure(evidence.length)} 条）`, en: `Evidence (${counted(evidence.length, "record")})` }}
    >
      <Table head={EVIDENCE_HEAD}>
        {shown.map((e) => (
          <tr>
            <td>
              <DataT t={partWord(e.part)} />
            </td>
            <td>
              <div class="long">
                <Data text={e.activity ?? e.table} />
              </div>
            </td>
            <td class="t">{e.occurred_at === null ? <Data text={null} /> : view.clock.text(e.occurred_at)}</td>
            <td>
              <Data text={e.actor_id} />
            </td>
            <td>
              <Data text={e.org_id} />
            </td>
            <td class="mono">
              <Data text={`${e.source.file}:${e.source.line}`} />
            </td>
          </tr>
        ))}
      </Table>
      {shown.length < evidence.length && (
        <p class="quiet">
          <T t={evidenceShown(shown.length, evidence.length)} />
        </p>
      )}
    </Foldable>
  );
};

export const Foldable = ({
  open,
  summary,
  children,
}: {
  open: boolean;
  summary: Bilingual;
  children: ComponentChildren;
}) => (
  <details open={open}>
    <summary>
      <T t={summary} />
    </summary>
    {children}
  </details>
);

const Explanation = () => (
  <div class="explain">
    <h5>
      <T
        t={{
          zh: "情况说明（由承办单位、承办人填写；陈述、说明不作为加重处理的依据）",
          en: "Explanation (by the unit or the handler; to explain never counts against anyone)",
        }}
      />
    </h5>
    <div class="room" />
    <div class="sign quiet small">
      <T t={{ zh: "签名：", en: "Signature:" }} />
      <T t={{ zh: "日期：", en: "Date:" }} />
    </div>
  </div>
);

const Origin = ({ warning: w, view }: { warning: Warning; view: View }) => (
  <p class="quiet small">
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
    <Data text={`${w.detector} ${w.detector_version}`} />
    {" · "}
    <T t={{ zh: "数据把握度", en: "confidence in the data " }} />
    <T t={DATA_CONFIDENCE[w.confidence]} />
    {" · "}
    <T t={{ zh: "首次出现 ", en: "first seen " }} />
    {view.clock.text(w.first_seen)}
    <T t={{ zh: "，最近 ", en: ", last seen " }} />
    {view.clock.text(w.last_seen)}
    <T
      t={{
        zh: `，共 ${figure(w.occurrences)} 次`,
        en: w.occurrences === 1 ? ", once" : `, ${figure(w.occurrences)} times`,
      }}
    />
    {" · "}
    <T t={{ zh: "编号 ", en: "id " }} />
    <a href={`#${encodeURIComponent(anchor(w))}`}>
      <Data text={w.warning_id} />
    </a>
  </p>
);
