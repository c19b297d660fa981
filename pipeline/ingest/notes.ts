import type { Bilingual } from "../../schemas/text.ts";
import { when } from "../kit/when.ts";
import type { Merged } from "./merge.ts";
import { severalSaid } from "./several.ts";
import type { StagedTable } from "./staging.ts";

/** What is told of the rows of a table of a file, beside how many there are. */
export const notesOf = (staged: StagedTable, { rows_in, outdated, besides, withdrawn }: Merged): Bilingual[] => [
  ...when(rows_in === 0, () => EMPTY),
  ...staged.notes,
  ...when(staged.absent.length > 0, () => neverMet(staged.absent)),
  ...when(outdated > 0, () => cameBack(outdated)),
  ...when(besides > 0 && staged.table === "events", () => besideEarlier(besides)),
  ...when(withdrawn > 0, () => ofFewerCases(withdrawn)),
  ...when(staged.several > 0, () => severalSaid(staged.names.get("actor_id") ?? "actor_id", staged.several)),
];

const neverMet = (names: readonly string[]): Bilingual => ({
  zh: `没有一条记录含有所映射的 ${names.join("、")}`,
  en: `no record has ${names.join(", ")}, which the source maps`,
});
const cameBack = (rows: number): Bilingual => ({
  zh: `有 ${rows} 条记录再次报送的是其变更前的内容，仍以变更后的内容为准`,
  en: `records that came again as they were before they were changed: ${rows}; what they were changed to still counts`,
});
const besideEarlier = (rows: number): Bilingual => ({
  zh: `有 ${rows} 条没有标识的记录与此前载入的案件、环节、时间均相同，其他内容不同，两者并存；如为同一记录，须由来源提供 event_id`,
  en: `records without an identifier that agree with earlier ones in case, activity and time, differ otherwise, and stand beside them: ${rows}; if they are the same, only an \`event_id\` of the source tells so`,
});
const ofFewerCases = (rows: number): Bilingual => ({
  zh: `有 ${rows} 条事件记录再次报送时不再属于原来的案件，在原案件中不再计入`,
  en: `records of events that came again without a case they had: ${rows}; in that case they count no more`,
});
export const sameAs = (path: string): Bilingual => ({
  zh: `内容与 ${path} 完全相同，其记录在该文件中计入`,
  en: `the same content as ${path}, where its records are counted`,
});
export const EMPTY: Bilingual = { zh: "文件中没有数据行", en: "the file has no rows" };
