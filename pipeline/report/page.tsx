import type { Audience } from "../../schemas/choices.ts";
import type { RunManifest } from "../../schemas/run.ts";
import type { Bilingual, Language } from "../../schemas/text.ts";
import type { Decided } from "../decisions/decided.ts";
import type { BriefWarning } from "../warnings/brief.ts";
import type { Card } from "../warnings/card.ts";
import { isToBeSeen, type Lead } from "../warnings/leads.ts";
import type { Past } from "../warnings/lives.ts";
import { hrefOf } from "./anchor.ts";
import type { CaseStory } from "./cases.ts";
import { Coverage, DetectorTable, FileTable, RuleTable } from "./coverage.tsx";
import { Explorer } from "./explorer.tsx";
import type { Figures } from "./figures.ts";
import { FirstThings, Front, HowToRead } from "./front.tsx";
import type { UnitFunnel } from "./funnels.ts";
import type { History } from "./history.ts";
import { LeadArticle } from "./lead.tsx";
import { Overview } from "./overview.tsx";
import { Data, Least, T, type View } from "./parts.tsx";
import { Signals } from "./signals.tsx";
import { Trend } from "./trend.tsx";
import { NO_EVENTS, NO_LEADS, NO_OPEN_LEADS, printedOf, shownOf } from "./words.ts";

/** What a report is made of. */
export interface Report {
  readonly manifest: RunManifest;
  /** Told in full, in the order in which they are to be read, quiet ones last; may be fewer than there are. */
  readonly leads: readonly Lead[];
  /** How many are open. */
  readonly leadsTotal: number;
  /** The leads after these, in short. */
  readonly rest: AsyncIterable<readonly BriefWarning[]>;
  /** What is recorded of the cases the leads are about, by case. */
  readonly stories: ReadonlyMap<string, CaseStory>;
  /** What each rule says beside its warnings. */
  readonly cards: readonly Card[];
  /** What people have entered about warnings, by their ids. */
  readonly decided: ReadonlyMap<string, Decided>;
  /** What the warnings of these leads said before, by their ids. */
  readonly past: Past;
  readonly figures: Figures;
  readonly funnels: readonly UnitFunnel[];
  /** The other runs; null where they are not told. */
  readonly history: History | null;
  readonly language: Language;
  readonly audience: Audience;
  /** Counts below this are not told in summaries: 1 where all are. */
  readonly least: number;
}

/** Leads that are told where there is no script, and on paper. */
const PRINTED = 20;

const SECTIONS = [
  ["page-summary", { zh: "概况", en: "Overview" }],
  ["page-leads", { zh: "线索", en: "Leads" }],
  ["page-signals", { zh: "整体与信号", en: "Signals" }],
  ["page-trend", { zh: "历次运行", en: "Runs" }],
  ["page-coverage", { zh: "检查范围", en: "Coverage" }],
  ["page-rules", { zh: "规则结果", en: "Rules" }],
  ["page-detectors", { zh: "检测项", en: "Detectors" }],
  ["page-files", { zh: "数据文件", en: "Files" }],
] as const;

/** Where the signals about units are told, by detector and unit. */
const signalsIn = (leads: readonly Lead[]): ReadonlyMap<string, string> =>
  new Map(
    leads
      .flatMap(({ warnings }) => warnings)
      .filter(({ tier, subject }) => tier === "signal" && subject.type === "org")
      .map((warning) => [JSON.stringify([warning.detector, warning.subject.id]), hrefOf(warning)]),
  );

/** The page from its top to its foot. `listed`: how many leads the list has. */
export const Page = ({ report, view, listed }: { report: Report; view: View; listed: number }) => {
  const signals = signalsIn(report.leads);
  return (
    <Least.Provider value={report.least}>
      <a class="skip" href="#page-leads">
        <T t={{ zh: "跳到线索", en: "Skip to the leads" }} />
      </a>
      <Front manifest={report.manifest} audience={report.audience} view={view} />
      <nav class="contents" aria-label="目录 Contents">
        <ul>
          {SECTIONS.filter(([id]) => id !== "page-trend" || report.history).map(([id, title]) => (
            <li>
              <a href={`#${id}`}>
                <T t={title} />
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main>
        <Overview report={report} />
        <FirstThings leads={report.leads} />
        <HowToRead />
        <Leads report={report} view={view} listed={listed} />
        <Signals
          figures={report.figures}
          funnels={report.funnels}
          titles={new Map(report.manifest.rules.map(({ detector, title }) => [detector, title]))}
          leadOf={(detector, unit) => signals.get(JSON.stringify([detector, unit]))}
        />
        {report.history && <Trend history={report.history} now={report.manifest} clock={view.clock} />}
        <Coverage manifest={report.manifest} />
        <RuleTable manifest={report.manifest} audience={report.audience} />
        <DetectorTable manifest={report.manifest} audience={report.audience} />
        <FileTable manifest={report.manifest} />
      </main>
      <Foot manifest={report.manifest} />
    </Least.Provider>
  );
};

const Leads = ({ report, view, listed }: { report: Report; view: View; listed: number }) => {
  const { manifest, leads, leadsTotal } = report;
  const printed = leads.slice(0, PRINTED);
  const open = printed.filter(isToBeSeen).length;
  return (
    <section>
      <h2 id="page-leads">
        <T t={{ zh: "线索", en: "Leads" }} />
      </h2>
      {leadsTotal === 0 && <NoLeads manifest={manifest} />}
      {listed > 0 && (
        <>
          {leads.length < leadsTotal && (
            <p class="note">
              <T t={shownOf(leads.length, Math.min(listed, leadsTotal), leadsTotal)} />
            </p>
          )}
          <Explorer />
        </>
      )}
      {printed.length > 0 && (
        <div id="page-static">
          <p class="note">
            <T t={printedOf(open, leadsTotal, printed.length - open)} />
          </p>
          {printed.map((lead) => (
            <LeadArticle
              lead={lead}
              story={report.stories.get(lead.case_id ?? "") ?? null}
              view={view}
              anchored={true}
            />
          ))}
        </div>
      )}
    </section>
  );
};

const NoLeads = ({ manifest }: { manifest: RunManifest }) => (
  <div class="note">
    {noLeadsSaid(manifest).map((line) => (
      <p>
        <T t={line} />
      </p>
    ))}
  </div>
);

function noLeadsSaid({ coverage, warnings }: RunManifest): readonly Bilingual[] {
  if (coverage.events === 0) return [NO_EVENTS];
  return warnings.total > 0 ? [NO_OPEN_LEADS] : NO_LEADS;
}

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
