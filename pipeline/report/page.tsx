import type { RunManifest } from "../../schemas/run.ts";
import { LANGUAGES, type Language } from "../../schemas/text.ts";
import { STATUSES, TIERS } from "../../schemas/warning.ts";
import type { Lead } from "../leads.ts";
import { Coverage, DetectorTable, FileTable, RuleTable } from "./coverage.tsx";
import { LeadArticle, leadAnchor, Subject } from "./lead.tsx";
import { Count, Data, DataT, Facts, Severity, T, Table, TierTag, type View } from "./parts.tsx";
import { figure, utcOffset } from "./text.ts";
import {
  BANNER,
  counted,
  HOW_TO_READ,
  NO_EVENTS,
  NO_LEADS,
  SEVERITIES,
  STATUS_WORDS,
  SUBJECTS,
  shownOf,
} from "./words.ts";

export interface Report {
  readonly manifest: RunManifest;
  /** In the order in which they are to be read; may be fewer than there are. */
  readonly leads: readonly Lead[];
  readonly leadsTotal: number;
  readonly language: Language;
}

const LANGUAGE_NAMES: Record<Language, string> = { zh: "中文", en: "English" };

/** The page from its top to its foot. */
export const Page = ({ report, view }: { report: Report; view: View }) => (
  <>
    {LANGUAGES.map((language) => (
      <>
        <input
          type="radio"
          class="lang"
          name="page-language"
          id={`page-lang-${language}`}
          value={language}
          checked={language === report.language}
          autocomplete="off"
        />
        <label for={`page-lang-${language}`} lang={language === "zh" ? "zh-CN" : "en-GB"}>
          {LANGUAGE_NAMES[language]}
        </label>
      </>
    ))}
    <a class="skip" href="#page-leads">
      <T t={{ zh: "跳到线索", en: "Skip to the leads" }} />
    </a>
    <Front report={report} view={view} />
    <main>
      <Summary report={report} />
      <Coverage manifest={report.manifest} />
      <HowToRead />
      <Leads report={report} view={view} />
      <RuleTable manifest={report.manifest} />
      <DetectorTable manifest={report.manifest} />
      <FileTable manifest={report.manifest} />
    </main>
    <Foot manifest={report.manifest} />
  </>
);

const SECTIONS = [
  ["page-summary", { zh: "概况", en: "Summary" }],
  ["page-coverage", { zh: "检查范围", en: "Coverage" }],
  ["page-how", { zh: "阅读说明", en: "How to read" }],
  ["page-leads", { zh: "线索", en: "Leads" }],
  ["page-rules", { zh: "规则结果", en: "Rules" }],
  ["page-detectors", { zh: "检测项", en: "Detectors" }],
  ["page-files", { zh: "数据文件", en: "Files" }],
] as const;

const Front = ({ report: { manifest: m }, view }: { report: Report; view: View }) => {
  const { first_event_at: first, last_event_at: last } = m.coverage;
  return (
    <header class="front">
      <h1>
        <span class="name">
          <Data text={m.name} />
        </span>
        <T t={{ zh: "办案日志风险提示（线索）报告", en: "Leads from case-handling logs" }} />
      </h1>
      <div class="banner" role="note">
        <p>
          <T t={BANNER} />
        </p>
      </div>
      <Facts
        rows={[
          [
            { zh: "数据期间", en: "Events from" },
            first === null || last === null ? (
              <Data text={null} />
            ) : (
              <>
                {view.clock.text(first)} <T t={{ zh: "至", en: "to" }} /> {view.clock.text(last)}
              </>
            ),
          ],
          [{ zh: "统计时点", en: "As of" }, view.clock.text(m.as_of)],
          [{ zh: "时区", en: "Time zone" }, `${m.timezone} (${utcOffset(m.timezone, m.as_of)})`],
          [{ zh: "运行编号", en: "Run" }, <Data text={m.run_id} />],
        ]}
      />
      <nav aria-label="目录 Contents">
        <ul>
          {SECTIONS.map(([id, title]) => (
            <li>
              <a href={`#${id}`}>
                <T t={title} />
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
};

/** How much there is, in three small tables. Trends over past runs belong after them. */
const Summary = ({ report: { manifest, leadsTotal } }: { report: Report }) => {
  const { total, by_severity, by_tier, by_status } = manifest.warnings;
  return (
    <section>
      <h2 id="page-summary">
        <T t={{ zh: "概况", en: "Summary" }} />
      </h2>
      <p>
        <T
          t={{
            zh: `本次共形成线索 ${figure(leadsTotal)} 条，含风险提示 ${figure(total)} 项。`,
            en: `This run formed ${counted(leadsTotal, "lead")} with ${counted(total, "notice")}.`,
          }}
        />
      </p>
      <div class="counts">
        <Table class="narrow" head={[{ t: { zh: "等级", en: "Level" } }, NOTICES]}>
          {[5, 4, 3, 2, 1].map((level) => (
            <tr>
              <td>
                <Severity level={level} />
              </td>
              <Count n={by_severity[level] ?? 0} />
            </tr>
          ))}
        </Table>
        <Table class="narrow" head={[{ t: { zh: "状态", en: "Status" } }, NOTICES]}>
          {STATUSES.map((status) => (
            <tr>
              <td>
                <T t={STATUS_WORDS[status]} />
              </td>
              <Count n={by_status[status] ?? 0} />
            </tr>
          ))}
        </Table>
        <Table class="narrow" head={[{ t: { zh: "类别", en: "Tier" } }, NOTICES]}>
          {TIERS.map((tier) => (
            <tr>
              <td>
                <TierTag tier={tier} />
              </td>
              <Count n={by_tier[tier] ?? 0} />
            </tr>
          ))}
        </Table>
      </div>
    </section>
  );
};

const NOTICES = { t: { zh: "项数", en: "Notices" }, class: "n" };

const HowToRead = () => (
  <section>
    <h2 id="page-how">
      <T t={{ zh: "阅读说明", en: "How to read this report" }} />
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

const Leads = ({ report: { manifest, leads, leadsTotal }, view }: { report: Report; view: View }) => (
  <section>
    <h2 id="page-leads">
      <T t={{ zh: "线索", en: "Leads" }} />
    </h2>
    {leadsTotal === 0 && <NoLeads manifest={manifest} />}
    {leads.length < leadsTotal && (
      <p class="note">
        <T t={shownOf(leads.length, leadsTotal)} />
      </p>
    )}
    {leads.length > 0 && (
      <>
        <Filter levels={[...new Set(leads.map((lead) => lead.severity))].sort((a, b) => b - a)} />
        <Index leads={leads} />
        {leads.map((lead, i) => (
          <LeadArticle lead={lead} position={i + 1} view={view} />
        ))}
      </>
    )}
  </section>
);

const NoLeads = ({ manifest }: { manifest: RunManifest }) => (
  <div class="note">
    {manifest.coverage.events === 0 ? (
      <p>
        <T t={NO_EVENTS} />
      </p>
    ) : (
      NO_LEADS.map((line) => (
        <p>
          <T t={line} />
        </p>
      ))
    )}
  </div>
);

/** Hidden until the script is there to serve it. */
const Filter = ({ levels }: { levels: readonly number[] }) => (
  <form class="filter" id="page-filter" hidden>
    <div>
      <label class="label" for="page-search">
        <T t={{ zh: "筛选（案号、单位、人员、规则、文字）", en: "Filter (case, unit, actor, rule, text)" }} />
      </label>
      <input type="search" id="page-search" autocomplete="off" />
    </div>
    <fieldset>
      <legend>
        <T t={{ zh: "等级", en: "Level" }} />
      </legend>
      {levels.map((level) => (
        <label>
          <input type="checkbox" name="page-level" value={level} checked autocomplete="off" /> {level}{" "}
          <T t={SEVERITIES[level] ?? { zh: "", en: "" }} />
        </label>
      ))}
    </fieldset>
    <span>
      <button type="reset">
        <T t={{ zh: "清除", en: "Clear" }} />
      </button>{" "}
      <button type="button" id="page-open">
        <T t={{ zh: "全部展开", en: "Open all" }} />
      </button>{" "}
      <button type="button" id="page-close">
        <T t={{ zh: "全部收起", en: "Close all" }} />
      </button>
    </span>
    <output id="page-count" for="page-search" />
  </form>
);

const INDEX_HEAD = [
  { t: { zh: "序号", en: "No." }, class: "n" },
  { t: { zh: "等级", en: "Level" } },
  { t: { zh: "对象", en: "Subject" } },
  { t: SUBJECTS.org, class: "id" },
  { t: { zh: "风险提示", en: "Notices" }, class: "wide" },
  { t: { zh: "状态", en: "Status" }, class: "word" },
];
const TITLES = 3;

/** A row per lead, in the order of the articles below. */
const Index = ({ leads }: { leads: readonly Lead[] }) => (
  <Table id="page-index" head={INDEX_HEAD} caption={{ zh: "线索一览", en: "Leads at a glance" }}>
    {leads.map((lead, i) => (
      <tr>
        <td class="n">{i + 1}</td>
        <td>
          <Severity level={lead.severity} />
        </td>
        <td>
          <a href={`#${leadAnchor(i + 1)}`}>
            <Subject subject={lead.subject} />
          </a>
        </td>
        <td>
          <Data text={lead.org_id === lead.subject.id ? null : lead.org_id} />
        </td>
        <td class="wide">
          {lead.warnings.slice(0, TITLES).map((w, k) => (
            <>
              {k > 0 && <T t={{ zh: "；", en: "; " }} />}
              <DataT t={w.title} />
            </>
          ))}
          {lead.warnings.length > TITLES && (
            <T
              t={{
                zh: `；另有 ${lead.warnings.length - TITLES} 项`,
                en: `; ${lead.warnings.length - TITLES} more`,
              }}
            />
          )}
        </td>
        <td>
          {STATUSES.filter((status) => lead.warnings.some((w) => w.status === status)).map((status, k) => (
            <>
              {k > 0 && <T t={{ zh: "、", en: ", " }} />}
              <T t={STATUS_WORDS[status]} />
            </>
          ))}
        </td>
      </tr>
    ))}
  </Table>
);

const Foot = ({ manifest: m }: { manifest: RunManifest }) => (
  <footer>
    <p>
      <T
        t={{
          zh: "规则条文由法制部门核定后使用；没有注明条文的数值阈值是默认参数，须按本地数据校准。",
          en: "Rules are used once the legal officer has settled them; thresholds without an article are defaults to be calibrated on local data.",
        }}
      />
    </p>
    <p>
      獬豸 Xiezhi
      {Object.entries(m.versions).map(([name, version]) => (
        <>
          {" · "}
          <Data text={`${name} ${version}`} />
        </>
      ))}
    </p>
  </footer>
);
