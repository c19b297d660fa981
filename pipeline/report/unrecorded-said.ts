import type { RunManifest, Unrecorded } from "../../schemas/run.ts";
import { type Bilingual, counted } from "../../schemas/text.ts";
import type { Count } from "./in-brief.ts";
import { figure } from "./text.ts";

/** What is said, wherever it is said, of what sources never record: of the data, and never of anybody. */
export const NEVER_RECORDED: Bilingual = { zh: "从未记载的内容", en: "Never recorded" };
export const UNRECORDED_TITLE: Bilingual = {
  zh: "从未记载的内容，以及因此无法判断的事项",
  en: "What is never recorded, and what cannot be told without it",
};

export const unrecordedIn = ({ coverage }: RunManifest) => coverage.unrecorded ?? { cannot_tell: 0, things: [] };

export function aboutUnrecorded(manifest: RunManifest, count: Count): Bilingual {
  const { things, cannot_tell: n } = unrecordedIn(manifest);
  return {
    zh: `以下 ${figure(things.length)} 项内容，在所列数据来源中一次也没有出现过。在这些来源的案件里，依赖它们的规则和检测项${n > 0 ? `有 ${count(n)} 次无法判断` : "没有评估"}。`,
    en: `${counted(things.length, "thing")} ${things.length === 1 ? "is" : "are"} not once on record in the sources named. In the cases of these, the rules and detectors that rest on them ${n > 0 ? `could not tell ${count(n)} times` : "were not evaluated"}.`,
  };
}

/** What it is not, what may explain it, and what to do about it. */
export const UNRECORDED_MEANS: Bilingual = {
  zh: "这里说的是数据，不涉及任何人；不是风险提示，也没有等级。相应环节可能记载在本次没有读取的系统里，不等于没有办理。可以请数据提供单位补送该列或者该登记簿，或者核对列名、环节名称的对应关系是否有误。",
  en: "This is about data and not about anybody; it is no notice and has no level. What is missing may be recorded in a system that is not read here, which is not the same as not done. Ask for the column or the register to be delivered, or have the mapping of columns and activities checked.",
};

/** In which way it is missing. */
export function waySaid({ kind, sources, activities }: Unrecorded): Bilingual {
  if (kind === "table") return { zh: "没有任何文件送交", en: "no file brings it" };
  if (kind === "column")
    return sources === null
      ? { zh: "没有任何文件有这一列", en: "no file has this column" }
      : { zh: "这一列从未填写", en: "this column is never filled" };
  return {
    zh: `没有这一环节；查找的名称：${activities.join("、")}`,
    en: `no such activity; looked for as: ${activities.join(", ")}`,
  };
}

export const EVERY_SOURCE: Bilingual = { zh: "全部来源", en: "every source" };

/** A source by its files. */
export function sourceSaid({ files, file_count }: NonNullable<Unrecorded["sources"]>[number]): Bilingual {
  const [first = ""] = files;
  const others = file_count - 1;
  return others === 0
    ? { zh: first, en: first }
    : { zh: `${first} 等 ${figure(file_count)} 个文件`, en: `${first} and ${counted(others, "other file")}` };
}
