import type { Bilingual } from "../../schemas/text.ts";
import { T } from "./parts.tsx";
import { SEVERITIES } from "./words.ts";

/** Where the script lists every lead and opens one beside the list; out of sight without a script. */
export const Explorer = () => (
  <div id="page-explorer">
    <Filter />
    <div class="panes">
      <div
        id="page-list"
        class="list"
        role="listbox"
        tabindex={0}
        aria-label="线索列表"
        {...named({ zh: "线索列表", en: "List of leads" })}
      >
        <div id="page-rows" role="presentation" />
      </div>
      <div class="pane">
        <div id="page-tools" class="tools" hidden>
          <button type="button" id="page-back">
            <T t={{ zh: "返回列表", en: "Back to the list" }} />
          </button>
          <button type="button" id="page-before">
            <T t={{ zh: "上一条", en: "Previous" }} />
          </button>
          <button type="button" id="page-next">
            <T t={{ zh: "下一条", en: "Next" }} />
          </button>
          <button type="button" id="page-print">
            <T t={{ zh: "打印本线索", en: "Print this lead" }} />
          </button>
        </div>
        <div id="page-detail" tabindex={-1} />
      </div>
    </div>
    <template id="page-brief-note">
      <p class="note">
        <T
          t={{
            zh: "本线索在页面中只列要点；时间线、证据和推算见 warnings.ndjson，或用 xiezhi explain 加编号查看。",
            en: "This page has this lead in short; its evidence and arithmetic are in warnings.ndjson, and `xiezhi explain` with the id shows them.",
          }}
        />
      </p>
    </template>
  </div>
);

/** A name that is read aloud, in the language of the moment. */
const named = ({ zh, en }: Bilingual) => ({ "data-zh": zh, "data-en": en });

const Filter = () => (
  <form class="filter" id="page-filter" autocomplete="off">
    <label class="words">
      <T t={{ zh: "查找（编号、案号、单位、人员、规则、文字）", en: "Find (id, case, unit, actor, rule, text)" }} />
      <input type="search" name="words" />
    </label>
    <fieldset>
      <legend>
        <T t={{ zh: "等级", en: "Level" }} />
      </legend>
      {[5, 4, 3, 2, 1].map((level) => (
        <label>
          <input type="checkbox" name="level" value={level} checked /> {level}{" "}
          <T t={SEVERITIES[level] ?? { zh: "", en: "" }} />
        </label>
      ))}
    </fieldset>
    <Choice name="family" title={{ zh: "类型", en: "Family" }} />
    <Choice name="rule" title={{ zh: "规则", en: "Rule" }} />
    <Choice name="unit" title={{ zh: "单位", en: "Unit" }} />
    <Choice name="status" title={{ zh: "状态", en: "Status" }} />
    <Choice name="tier" title={{ zh: "类别", en: "Tier" }} />
    <Choice
      name="sort"
      title={{ zh: "排序", en: "Sort" }}
      none={{ zh: "先看等级", en: "level first" }}
      options={ORDERS}
    />
    <Choice name="group" title={{ zh: "分组", en: "Group" }} none={{ zh: "不分组", en: "none" }} options={GROUPS} />
    <div class="ends">
      <button type="reset">
        <T t={{ zh: "清除条件", en: "Clear" }} />
      </button>
      <output id="page-count" />
    </div>
  </form>
);

const ORDERS = {
  newest: { zh: "首次出现：新在前", en: "newest first" },
  oldest: { zh: "首次出现：旧在前", en: "oldest first" },
  most: { zh: "提示项数", en: "number of notices" },
  subject: { zh: "案号、单位名", en: "case or unit" },
};
const GROUPS = { unit: { zh: "按单位", en: "by unit" }, rule: { zh: "按规则", en: "by rule" } };

/** A choice whose options are the page's own, or are added by the script from what there is. */
const Choice = ({
  name,
  title,
  none = { zh: "全部", en: "all" },
  options = {},
}: {
  name: string;
  title: Bilingual;
  none?: Bilingual;
  options?: Readonly<Record<string, Bilingual>>;
}) => (
  <label>
    <T t={title} />
    <select name={name}>
      <option value="" {...named(none)}>
        {none.zh}
      </option>
      {Object.entries(options).map(([value, words]) => (
        <option value={value} {...named(words)}>
          {words.zh}
        </option>
      ))}
    </select>
  </label>
);
