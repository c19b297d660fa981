import type { ComponentChildren } from "preact";
import { CLOSE_CODES } from "../../schemas/choices.ts";
import type { Warning } from "../../schemas/warning.ts";
import { HEADINGS } from "./headings.ts";
import { Block, Data, DataT, T, type View } from "./parts.tsx";
import { PAST, pastSaid, seenBefore } from "./past.ts";
import { figure } from "./text.ts";
import { Shared } from "./tree.ts";
import { STATUS_WORDS } from "./words.ts";

/** How the warning has fared from run to run. */
export const Life = ({ warning: w, view }: { warning: Warning; view: View }) =>
  w.occurrences === 0 ? (
    <p class="life">
      <T t={{ zh: "历次运行均未提示过", en: "Not among the notices of any run" }} />
    </p>
  ) : (
    <ol class="life">
      <li>
        <T t={{ zh: "首次出现", en: "First seen" }} /> <time>{view.clock.minute(w.first_seen)}</time>
      </li>
      <li>
        <T
          t={{
            zh: `历次运行出现 ${figure(w.occurrences)} 次`,
            en: w.occurrences === 1 ? "seen in one run" : `seen in ${figure(w.occurrences)} runs`,
          }}
        />
      </li>
      <li>
        <T t={{ zh: "最近出现", en: "Last seen" }} /> <time>{view.clock.minute(w.last_seen)}</time>
      </li>
      <li>
        <T t={{ zh: "状态", en: "Status" }} />{" "}
        <b>
          <T t={STATUS_WORDS[w.status]} />
        </b>
      </li>
    </ol>
  );

/** What the warning said until a run found something else, or nothing. */
export const Before = ({ warning: w, view }: { warning: Warning; view: View }) => {
  const past = pastSaid(view.past.get(w.warning_id) ?? [], w.unit, view.clock);
  return past.length === 0 ? null : (
    <Block title={PAST}>
      <ol>
        {past.map((state) => (
          <li>
            <DataT t={state} />
          </li>
        ))}
      </ol>
    </Block>
  );
};

/** What reviewers have entered so far. */
export const Views = ({ warning, view }: { warning: Warning; view: View }) => {
  const reviews = view.decided.get(warning.warning_id)?.reviews ?? [];
  const past = view.past.get(warning.warning_id);
  return reviews.length === 0 ? null : (
    <Block title={HEADINGS.reviews}>
      <ul>
        {reviews.map((entered) => {
          const before = seenBefore(entered, past);
          return (
            <li>
              <time>{view.clock.minute(entered.at)}</time>
              {before && <T t={before} />} <Data text={entered.reviewer} />
              <T t={{ zh: "：", en: ": " }} />
              <b>
                <T t={CLOSE_CODES[entered.code]} />
              </b>
              <T t={{ zh: "。", en: ". " }} />
              <Data text={entered.note} />
            </li>
          );
        })}
      </ul>
    </Block>
  );
};

/** What the handler or the unit has said so far, and room for more. */
export const Explained = ({ warning, view }: { warning: Warning; view: View }) => {
  const given = view.decided.get(warning.warning_id)?.explanations ?? [];
  return given.length === 0 ? (
    <Shared of="explanation">{() => <Explanation />}</Shared>
  ) : (
    <Explanation>
      <ul>
        {given.map(({ at, by, text }) => (
          <li>
            <time>{view.clock.minute(at)}</time> <Data text={by} />
            <T t={{ zh: "：", en: ": " }} />
            <Data text={text} />
          </li>
        ))}
      </ul>
    </Explanation>
  );
};

const Explanation = ({ children }: { children?: ComponentChildren }) => (
  <div class="explain">
    <h5>
      <T
        t={{
          zh: "情况说明（由承办单位、承办人填写；陈述、说明不作为加重处理的依据）",
          en: "Explanation (by the unit or the handler; to explain never counts against anyone)",
        }}
      />
    </h5>
    {children}
    <div class="room" />
    <div class="sign quiet small">
      <T t={{ zh: "签名：", en: "Signature:" }} />
      <T t={{ zh: "日期：", en: "Date:" }} />
    </div>
  </div>
);
