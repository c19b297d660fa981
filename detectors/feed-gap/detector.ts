import * as z from "zod";
import { defineDetector } from "../../pipeline/detector.ts";
import { sql } from "../../pipeline/engine/sql.ts";
import { dateOf } from "../../pipeline/kit/zone.ts";
import { counted } from "../../schemas/text.ts";
import { layOutSilences, Params } from "./gaps.ts";

export default defineDetector({
  meta: {
    id: "feed-gap",
    code: "DI06",
    version: "2",
    family: "data-integrity",
    title: { zh: "日志断档", en: "Gap in the feed" },
    about: {
      zh: "平日每个工作日都有记录的单位，连续数个工作日没有任何记录，远超本单位常有的间隔；或者载入的记录少于来源申报的数量。断档期间，该单位在办案件的缺失类规则暂不判断。",
      en: "A unit that has records on every working day has none for several in a row, far longer than is its habit; or fewer records are loaded than the source says it holds. For cases that were open in the unit then, what rests on absence is not judged.",
    },
    tier: "rule",
    scope: "unit",
    severity: 1,
    needs: { events: ["org_id"] },
    law: [],
    innocent: [
      { zh: "单位撤并、搬迁，或当地放假", en: "The unit was merged, moved, or had a local holiday" },
      { zh: "接口升级，数据随后补报", en: "The interface was upgraded, and the data follow" },
      { zh: "单位代码变更", en: "The unit's code has changed" },
    ],
    checks: [
      {
        zh: "向来源系统核对该期间的记录数，补报后重新运行",
        en: "Ask the source for its count of those days, have them delivered, and run again",
      },
      {
        zh: "核对隔离清单：该期间的记录是否因格式问题未能载入",
        en: "Look in the list of quarantined rows: the records may not have been readable",
      },
    ],
    exclusions: [
      {
        zh: "并非每日都有记录、平均每个工作日不足二十条，或在日志中不足四十个工作日的单位：无法判断",
        en: "Units without daily records, with fewer than twenty a working day, or with fewer than forty working days in the log: cannot tell",
      },
      {
        zh: "前后二十个工作日内并非平日都有记录的（如上线之初、补录旧案期间）：不提示",
        en: "Silences amid records that were not daily in the twenty working days around them, as when a system begins or old cases are brought in",
      },
      {
        zh: "各单位同时无记录，而所在时区或年份的节假日不详的：可能是放假，无法判断",
        en: "All units silent at once where the holidays of the zone or year are not known: perhaps a holiday, cannot tell",
      },
      { zh: "周末和法定节假日：不计", en: "Weekends and public holidays do not count" },
    ],
    unclear: {
      zh: "本单位平日并非每个工作日都有记录、每日记录太少，或者载入时间不长；或者各单位同时没有记录，可能是放假。",
      en: "The unit does not record on every working day, records little a day, or is new to the log; or all units are silent at once, which may be a holiday.",
    },
    references: [],
  },
  params: Params,
  row: z.object({
    org_id: z.string(),
    first_on: z.number(),
    last_on: z.number(),
    workdays: z.number(),
    declared: z.number().nullable(),
    loaded: z.number().nullable(),
  }),
  prepare: layOutSilences,
  query: () => sql`
    select org_id, concat(case when declared is null then 'silence ' else 'total ' end, cast(first_on as varchar)) as key,
      first_on, last_on, workdays, declared, loaded, outcome
    from feed_silences
    union all
    select org_id, '', null, null, 0, null, null, case when daily then 'clear' else 'cannot tell' end
    from feed_units where org_id not in (select org_id from feed_silences)`,
  gaps: () => sql`select org_id, first_on, last_on from feed_silences where outcome = 'hit'`,
  evidence: () => sql`
    select hit_no, 'context' as part, record_no, pos from (
      select h.hit_no, t.record_no, t.pos,
        row_number() over (partition by h.hit_no, t.occurred_on order by t.occurred_at, t.record_no) as nth
      from hits h join trace t on t.org_id = h.org_id and t.occurred_on in (h.first_on - 1, h.last_on + 1)
    ) x where nth = 1`,
  explain: ({ first_on, last_on, workdays, declared, loaded }, { min_workdays }) => {
    const days = first_on === last_on ? dateOf(first_on) : `${dateOf(first_on)} 至 ${dateOf(last_on)}`;
    const daysEn = first_on === last_on ? `on ${dateOf(first_on)}` : `from ${dateOf(first_on)} to ${dateOf(last_on)}`;
    const what =
      declared === null || loaded === null
        ? { zh: `共 ${workdays} 个工作日没有任何记录`, en: `${counted(workdays, "working day")} without a record` }
        : {
            zh: `来源申报 ${declared} 条记录，载入 ${loaded} 条，少 ${declared - loaded} 条`,
            en: `${counted(declared - loaded, "record")} fewer than the ${declared} that the source declares`,
          };
    return {
      message: {
        zh: `该单位 ${days} ${what.zh}，疑为数据断档。期间在办案件的缺失类规则暂不判断，请补报后重新运行，需核查。`,
        en: `The unit has ${what.en} ${daysEn}; the feed seems to have a gap. What rests on absence is not judged for cases open then; have the data delivered and run again.`,
      },
      measured: loaded ?? workdays,
      threshold: declared ?? min_workdays,
      unit: declared === null ? "working days" : "records",
    };
  },
});
