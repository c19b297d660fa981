import { type CaseEvent, recordOf } from "./cases.ts";
import { Data, Foldable, Source, Table, type View } from "./parts.tsx";
import { figure } from "./text.ts";

const ENTERED = { t: { zh: "录入时间", en: "Entered" }, class: "word" };
const headOf = (entered: boolean) => [
  { t: { zh: "编号", en: "No." }, class: "n" },
  { t: { zh: "时间", en: "Time" }, class: "word" },
  ...(entered ? [ENTERED] : []),
  { t: { zh: "环节", en: "Activity" }, class: "id" },
  { t: { zh: "人员", en: "Actor" }, class: "id" },
  { t: { zh: "角色", en: "Role" }, class: "id" },
  { t: { zh: "单位", en: "Unit" }, class: "id" },
  { t: { zh: "出处（文件:行）", en: "Source (file:line)" }, class: "wide" },
];
const HEAD = { with: headOf(true), without: headOf(false) };

/** The acts of a case as a table, each with the file and line it stands in. */
export const Acts = ({
  events,
  numbers,
  view,
  open,
}: {
  events: readonly CaseEvent[];
  numbers: ReadonlyMap<string, number>;
  view: View;
  open: boolean;
}) => {
  const entered = events.some(({ recorded_at }) => recorded_at !== null);
  return (
    <Foldable
      open={open}
      summary={{
        zh: `全案记录（${figure(events.length)} 条）`,
        en: `All records of the case (${figure(events.length)})`,
      }}
    >
      <Table head={entered ? HEAD.with : HEAD.without} class="acts">
        {events.map((event) => {
          const number = numbers.get(recordOf(event));
          return (
            <tr class={number === undefined ? undefined : "told"}>
              <td class="n">{number === undefined ? "" : <span class="mark">{number}</span>}</td>
              <td class="t">{view.clock.text(event.occurred_at)}</td>
              {entered && <Entered event={event} view={view} />}
              <td>
                <Data text={event.activity} />
              </td>
              <td>
                <Data text={event.actor_id} />
              </td>
              <td>
                <Data text={event.role} />
              </td>
              <td>
                <Data text={event.org_id} />
              </td>
              <td class="mono">
                <Source file={event.file} line={event.line} />
              </td>
            </tr>
          );
        })}
      </Table>
    </Foldable>
  );
};

/** When an act was entered; quiet where that is the day on which it happened. */
const Entered = ({ event: { occurred_at, recorded_at }, view: { clock } }: { event: CaseEvent; view: View }) => {
  if (recorded_at === null) return <td class="t quiet">—</td>;
  const entered = clock.text(recorded_at);
  const sameDay = entered.slice(0, 10) === clock.text(occurred_at).slice(0, 10);
  return <td class={sameDay ? "t quiet" : "t"}>{entered}</td>;
};
