import type { Bilingual } from "../../schemas/text.ts";
import { Columns, Picture, type Series, StackTable } from "./charts.tsx";
import type { Figures } from "./figures.ts";
import { useCount, useRow } from "./parts.tsx";
import { MONTH, monthName } from "./picture.ts";
import { DISPOSITIONS } from "./register-figures.ts";

const RESULTS: Readonly<Record<(typeof DISPOSITIONS)[number], Bilingual>> = {
  属依法履职: { zh: "属依法履职", en: "lawful duty" },
  提醒: { zh: "提醒", en: "reminder" },
  通报: { zh: "通报", en: "circular" },
  移送: { zh: "移送", en: "referral" },
  other: { zh: "其他结果", en: "another result" },
  triaged: { zh: "已研判、尚无结果", en: "triaged, no result yet" },
  none: { zh: "尚无处置记录", en: "nothing on record yet" },
};

/** What became of the entries, in a sentence. */
function useDispositions(entries: readonly number[]): Bilingual[] {
  const told = useRow()(entries);
  const parts = DISPOSITIONS.flatMap((result, i) =>
    entries[i] ? [{ name: RESULTS[result], text: told[i]?.text }] : [],
  );
  if (parts.length === 0) return [];
  return [
    {
      zh: `处置情况：${parts.map(({ name, text }) => `${name.zh} ${text} 条`).join("，")}。处置由受理登记的部门负责，与登记人无关。`,
      en: `What became of them: ${parts.map(({ name, text }) => `${name.en} ${text}`).join(", ")}. That is for the department that receives entries, and not for the recorder.`,
    },
  ];
}

/** Which inquiries were entered, and what became of the entries. */
export const Register = ({ figures: { register, dispositions } }: { figures: Figures }) => {
  const count = useCount();
  const series: Series[] = [
    {
      name: { zh: "了解进展、反映情况、督促依法", en: "asks about progress, reports, urges to act by law" },
      tone: "a",
    },
    { name: { zh: "打探、说情、具体要求等", en: "asks for something" }, tone: "c" },
    { name: { zh: "未注明内容", en: "content not recorded" }, tone: "d" },
  ];
  const stacks = register.map(({ key, neutral, asking, unknown }) => ({
    name: monthName(key),
    values: [neutral, asking, unknown],
  }));
  const sum = (of: "neutral" | "asking" | "unknown") => register.reduce((total, month) => total + month[of], 0);
  const total = sum("neutral") + sum("asking") + sum("unknown");
  return (
    <Picture
      title={{ zh: "过问登记概况", en: "The register of inquiries" }}
      series={series}
      reading={[
        {
          zh: `共登记 ${count(total)} 条，其中带有具体诉求的 ${count(sum("asking"))} 条。“过问”是中性词；如实登记是受保护的职责，登记多不是问题，登记少也不等于没有。`,
          en: `${count(total)} entries, of which ${count(sum("asking"))} ask for something. Inquiry is a neutral word; to record one is a protected duty. Many entries are no fault, and few do not mean there was none.`,
        },
        ...useDispositions(dispositions),
      ]}
      table={<StackTable of={MONTH} stacks={stacks} series={series} />}
    >
      <Columns stacks={stacks} series={series} arrange="stacked" />
    </Picture>
  );
};
