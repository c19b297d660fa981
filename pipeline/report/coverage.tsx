import type { Audience } from "../../schemas/choices.ts";
import type { OutcomeCounts } from "../../schemas/outcome.ts";
import type { DetectorReport, RunManifest } from "../../schemas/run.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import { byCode, outcomesFor, spokenCodes, totalOf, unclearOf } from "./codes.ts";
import { Count, Counts, Data, DataT, Facts, Foldable, T, Table, TierTag, useCount } from "./parts.tsx";
import { figure } from "./text.ts";
import { NeverRecorded } from "./unrecorded.tsx";
import { unrecordedIn } from "./unrecorded-said.ts";
import { detectorName, FILE_STATES, kindOfFile, OUTCOME_WORDS, reasonWord, STATE_WORDS } from "./words.ts";

const MOST_ACTIVITIES = 20;
const FEW_ROWS = 20;

/** What was examined, and beside it what could not be. */
export const Coverage = ({ manifest }: { manifest: RunManifest }) => (
  <section>
    <h2 id="page-coverage">
      <T t={{ zh: "检查范围明细", en: "Coverage in detail" }} />
    </h2>
    <div class="columns">
      <Examined manifest={manifest} />
      <NotExamined manifest={manifest} />
    </div>
    {manifest.coverage.notes.length > 0 && (
      <ul>
        {manifest.coverage.notes.map((note) => (
          <li>
            <DataT t={note} />
          </li>
        ))}
      </ul>
    )}
    <NeverRecorded manifest={manifest} />
    <NotAsked detectors={notAskedOtherwise(manifest)} />
    <Unmapped manifest={manifest} />
  </section>
);

const Examined = ({ manifest: { files, coverage: c, detectors, rules } }: { manifest: RunManifest }) => {
  const count = useCount();
  return (
    <div>
      <h3>
        <T t={{ zh: "已检查的内容", en: "What was examined" }} />
      </h3>
      <Facts
        rows={[
          [{ zh: "数据文件", en: "Files" }, figure(files.length)],
          [{ zh: "读入行数", en: "Rows read" }, figure(files.reduce((sum, file) => sum + file.rows_in, 0))],
          [{ zh: "案件", en: "Cases" }, count(c.cases)],
          [{ zh: "其中没有事件的", en: "of them without events" }, count(c.cases_without_events)],
          [{ zh: "事件", en: "Events" }, count(c.events)],
          [{ zh: "内容有变更的事件", en: "Events that changed" }, count(c.changed_events)],
          [{ zh: "规则", en: "Rules" }, figure(rules.length)],
          [{ zh: "已评估的检测项", en: "Detectors evaluated" }, figure(detectors.filter(isEvaluated).length)],
        ]}
      />
    </div>
  );
};

const NotExamined = ({ manifest }: { manifest: RunManifest }) => {
  const count = useCount();
  const { quarantine, coverage, detectors } = manifest;
  const total = totalOf(manifest.rules);
  const left = detectors.filter((d) => !isEvaluated(d));
  return (
    <div>
      <h3>
        <T t={{ zh: "未能检查的内容", en: "What could not be examined" }} />
      </h3>
      <Facts
        rows={[
          [
            { zh: "被隔离的行", en: "Rows set aside" },
            <>
              {count(quarantine.rows)}
              {Object.entries(quarantine.by_reason).map(([reason, rows]) => (
                <div class="quiet">
                  <DataT t={reasonWord(reason)} />
                  <T t={{ zh: `：${count(rows)} 行`, en: `: ${count(rows)}` }} />
                </div>
              ))}
            </>,
          ],
          [{ zh: "检查时点之后的事件", en: "Events after the as-of time" }, count(coverage.events_after_as_of)],
          [{ zh: "待定（仍可满足）", en: "Pending (can still be met)" }, count(total.pending)],
          [{ zh: "无法判断（数据缺失）", en: "Cannot tell (data missing)" }, count(total["cannot tell"])],
          [{ zh: "评估出错", en: "Errors" }, count(total.error)],
          [{ zh: "未评估的检测项", en: "Detectors not evaluated" }, figure(left.length)],
        ]}
      />
    </div>
  );
};

/** Detectors that were not asked, but for those of which it is told above what they lack. */
function notAskedOtherwise(manifest: RunManifest): RunManifest["detectors"] {
  const lacking = new Set(
    unrecordedIn(manifest).things.flatMap(({ asked_by }) =>
      asked_by.flatMap(({ detector, cannot_tell }) => (cannot_tell === null ? detector : [])),
    ),
  );
  return manifest.detectors.filter((d) => !isEvaluated(d) && !lacking.has(d.detector));
}

/** Detectors that were not asked, by the reason why. */
const NotAsked = ({ detectors }: { detectors: RunManifest["detectors"] }) => {
  if (detectors.length === 0) return null;
  const reasonOf = ({ reason, state }: RunManifest["detectors"][number]) => reason ?? STATE_WORDS[state];
  const reasons = new Map(detectors.map((d) => [reasonOf(d).zh, reasonOf(d)]));
  return (
    <Table
      head={[
        { t: { zh: "未评估的原因", en: "Why not evaluated" } },
        { t: { zh: "检测项", en: "Detectors" }, class: "wide" },
      ]}
    >
      {[...reasons].map(([key, reason]) => (
        <tr>
          <th scope="row">
            <DataT t={reason} />
          </th>
          <td>
            {byCode(detectors.filter((d) => reasonOf(d).zh === key)).map((d, i) => (
              <>
                {i > 0 && <T t={{ zh: "；", en: "; " }} />}
                <span class="code">
                  <Data text={d.code} />
                </span>{" "}
                <DataT t={d.title} />
              </>
            ))}
          </td>
        </tr>
      ))}
    </Table>
  );
};

const Unmapped = ({ manifest }: { manifest: RunManifest }) => {
  const { unmapped_activities: all } = manifest.coverage;
  if (all.length === 0) return null;
  return (
    <Foldable
      open={false}
      summary={{
        zh: `没有任何程序列明的环节（${figure(all.length)} 种）`,
        en: `Activities that no procedure names (${figure(all.length)})`,
      }}
    >
      <Table
        class="narrow"
        head={[{ t: { zh: "环节", en: "Activity" } }, { t: { zh: "事件数", en: "Events" }, class: "n" }]}
      >
        {all.slice(0, MOST_ACTIVITIES).map(({ activity, events }) => (
          <tr>
            <td>
              <Data text={activity} />
            </td>
            <Count n={events} />
          </tr>
        ))}
      </Table>
      {all.length > MOST_ACTIVITIES && (
        <p class="quiet">
          <T t={{ zh: "其余见 run.json。", en: "The rest is in run.json." }} />
        </p>
      )}
    </Foldable>
  );
};

interface Told {
  readonly manifest: RunManifest;
  readonly audience: Audience;
}

const outcomeHead = (audience: Audience) =>
  outcomesFor(audience).map((outcome) => ({ t: OUTCOME_WORDS[outcome], class: "n" }));

const Outcomes = ({ counts, audience }: { counts: OutcomeCounts; audience: Audience }) => (
  <Counts counts={outcomesFor(audience).map((outcome) => counts[outcome])} />
);

const RULE_HEAD = [{ t: { zh: "代码", en: "Code" } }, { t: { zh: "规则", en: "Rule" }, class: "wide" }];

export const RuleTable = ({ manifest: { rules }, audience }: Told) => (
  <section>
    <h2 id="page-rules">
      <T t={{ zh: "规则结果", en: "Rules and their outcomes" }} />
    </h2>
    <Foldable
      open={rules.length <= FEW_ROWS}
      summary={{ zh: `规则 ${figure(rules.length)} 条`, en: counted(rules.length, "rule") }}
    >
      <Table head={[...RULE_HEAD, ...outcomeHead(audience)]}>
        {byCode(rules).map((rule) => (
          <tr>
            <td class="t">
              <Data text={rule.code} />
            </td>
            <th scope="row">
              <DataT t={rule.title} /> {rule.tier === "signal" && <TierTag tier={rule.tier} />}
              <div class="quiet mono">
                <Data text={[rule.rule, rule.procedure].filter((part) => part !== null).join(" · ")} />
              </div>
            </th>
            <Outcomes counts={rule.outcomes} audience={audience} />
          </tr>
        ))}
      </Table>
    </Foldable>
  </section>
);

const DETECTOR_HEAD = [
  { t: { zh: "代码", en: "Code" } },
  { t: { zh: "检测项", en: "Detector" }, class: "wide" },
  { t: { zh: "状态", en: "State" }, class: "id" },
];

const Codes = ({ detector, rules }: { detector: DetectorReport; rules: RunManifest["rules"] }) => (
  <td>
    {spokenCodes(detector, rules).map((code) => (
      <>
        <span class="t">
          <Data text={code} />
        </span>{" "}
      </>
    ))}
  </td>
);

export const DetectorTable = ({ manifest: { detectors, rules }, audience }: Told) => (
  <section>
    <h2 id="page-detectors">
      <T t={{ zh: "检测项", en: "Detectors" }} />
    </h2>
    <Foldable
      open={detectors.length <= FEW_ROWS}
      summary={{ zh: `检测项 ${figure(detectors.length)} 个`, en: counted(detectors.length, "detector") }}
    >
      <Table head={[...DETECTOR_HEAD, ...outcomeHead(audience)]}>
        {byCode(detectors).map((d) => (
          <tr>
            <Codes detector={d} rules={rules} />
            <th scope="row">
              <DataT t={d.title} />
              <div class="quiet mono">
                <DataT t={detectorName(d.detector, d.version)} />
              </div>
            </th>
            <td>
              <T t={STATE_WORDS[d.state]} />
              {d.reason && (
                <div class="quiet">
                  <DataT t={d.reason} />
                </div>
              )}
            </td>
            <Outcomes counts={d.outcomes} audience={audience} />
          </tr>
        ))}
      </Table>
    </Foldable>
    <Unclear detectors={byCode(detectors.filter(unclearOf))} rules={rules} />
  </section>
);

/** What is missing, or not clear, where detectors could not tell. */
const Unclear = ({ detectors, rules }: Pick<RunManifest, "detectors" | "rules">) =>
  detectors.length === 0 ? null : (
    <Foldable
      open={false}
      summary={{
        zh: `无法判断的原因（检测项 ${figure(detectors.length)} 个）`,
        en: `Why ${counted(detectors.length, "detector")} could not always tell`,
      }}
    >
      <Table
        head={[
          ...DETECTOR_HEAD.slice(0, 2),
          { t: { zh: "可能没有记载或者不明的", en: "What may not be on record, or not clear" }, class: "wide" },
        ]}
      >
        {detectors.map((d) => (
          <tr>
            <Codes detector={d} rules={rules} />
            <th scope="row">
              <DataT t={d.title} />
            </th>
            <td>
              <DataT t={unclearOf(d) as Bilingual} />
            </td>
          </tr>
        ))}
      </Table>
    </Foldable>
  );

const FILE_HEAD = [
  { t: { zh: "文件", en: "File" }, class: "wide" },
  { t: { zh: "数据表", en: "Table" } },
  { t: { zh: "状态", en: "State" } },
  { t: { zh: "读入", en: "Rows in" }, class: "n" },
  { t: { zh: "载入", en: "Loaded" }, class: "n" },
  { t: { zh: "重复", en: "Duplicates" }, class: "n" },
  { t: { zh: "变更", en: "Changed" }, class: "n" },
  { t: { zh: "隔离", en: "Set aside" }, class: "n" },
];

export const FileTable = ({ manifest: { files } }: { manifest: RunManifest }) => (
  <section>
    <h2 id="page-files">
      <T t={{ zh: "数据文件", en: "Files" }} />
    </h2>
    <Foldable
      open={files.length <= FEW_ROWS}
      summary={{ zh: `文件 ${figure(files.length)} 个`, en: counted(files.length, "file") }}
    >
      <Table
        head={FILE_HEAD}
        caption={{
          zh: "读入 = 载入 + 重复 + 变更 + 隔离",
          en: "rows in = loaded + duplicates + changed + set aside",
        }}
      >
        {files.map((file) => (
          <tr>
            <th scope="row">
              <Data text={file.file} />
              <div class="quiet mono">
                <Data text={`sha256 ${file.sha256}`} />
              </div>
              {file.notes.map((note) => (
                <div class="small">
                  <DataT t={note} />
                </div>
              ))}
            </th>
            <td>
              <DataT t={kindOfFile(file)} />
            </td>
            <td>
              <T t={FILE_STATES[file.state]} />
            </td>
            <Count n={file.rows_in} />
            <Count n={file.loaded} />
            <Count n={file.duplicates} />
            <Count n={file.changed} />
            <Count n={file.quarantined} />
          </tr>
        ))}
      </Table>
    </Foldable>
  </section>
);

const isEvaluated = (detector: RunManifest["detectors"][number]): boolean => detector.state === "evaluated";
