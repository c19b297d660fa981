import { counted } from "../../schemas/text.ts";
import type { Evidence } from "../../schemas/warning.ts";
import { recordOf } from "./cases.ts";
import { Data, DataT, Foldable, Source, T, Table, type View } from "./parts.tsx";
import { figure } from "./text.ts";
import { evidenceShown, partWord, tableWord } from "./words.ts";

const MOST_EVIDENCE = 30;
const FEW_EVIDENCE = 8;

const HEAD = [
  { t: { zh: "编号", en: "No." }, class: "n" },
  { t: { zh: "作用", en: "Part" }, class: "word" },
  { t: { zh: "环节", en: "Activity" }, class: "id" },
  { t: { zh: "时间", en: "Time" } },
  { t: { zh: "人员", en: "Actor" }, class: "id" },
  { t: { zh: "单位", en: "Unit" }, class: "unit" },
  { t: { zh: "出处（文件:行）", en: "Source (file:line)" }, class: "wide" },
];

/** The records a warning rests on, each with the file and line it stands in. */
export const EvidenceTable = ({
  evidence,
  numbers,
  view,
}: {
  evidence: readonly Evidence[];
  numbers: ReadonlyMap<string, number>;
  view: View;
}) => {
  if (evidence.length === 0) return null;
  const numberOf = (record: Evidence) => numbers.get(recordOf(record)) ?? 0;
  const shown = [...evidence].sort((a, b) => numberOf(a) - numberOf(b)).slice(0, MOST_EVIDENCE);
  return (
    <Foldable
      open={evidence.length <= FEW_EVIDENCE}
      summary={{ zh: `证据（${figure(evidence.length)} 条）`, en: `Evidence (${counted(evidence.length, "record")})` }}
    >
      <Table head={HEAD}>
        {shown.map((e) => (
          <tr>
            <td class="n">
              <span class="mark">{numberOf(e) || ""}</span>
            </td>
            <td>
              <DataT t={partWord(e.part)} />
            </td>
            <td>
              <div class="long">
                {e.activity === null ? <DataT t={tableWord(e.table)} /> : <Data text={e.activity} />}
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
              <Source file={e.source.file} line={e.source.line} />
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
