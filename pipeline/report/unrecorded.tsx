import type { RunManifest, Unrecorded } from "../../schemas/run.ts";
import { counted } from "../../schemas/text.ts";
import { openIn } from "../unrecorded.ts";
import { Count, Data, DataT, Foldable, T, Table, useCount, useRow } from "./parts.tsx";
import { figure } from "./text.ts";
import {
  aboutUnrecorded,
  EVERY_SOURCE,
  NEVER_RECORDED,
  sourceSaid,
  UNRECORDED_MEANS,
  UNRECORDED_TITLE,
  unrecordedIn,
  waySaid,
} from "./unrecorded-said.ts";
import { OUTCOME_WORDS, STATE_WORDS } from "./words.ts";

const FEW_ROWS = 20;
const MOST_SOURCES = 3;
const MOST_RULES = 6;

/** What sources never record, and what cannot be told without it. */
export const NeverRecorded = ({ manifest }: { manifest: RunManifest }) => {
  const { things } = unrecordedIn(manifest);
  const count = useCount();
  if (things.length === 0) return null;
  return (
    <>
      <h3 id="page-unrecorded">
        <T t={UNRECORDED_TITLE} />
      </h3>
      <p>
        <T t={aboutUnrecorded(manifest, count)} />
      </p>
      <p class="note">
        <T t={UNRECORDED_MEANS} />
      </p>
      <Foldable
        open={things.length <= FEW_ROWS}
        summary={{ zh: `从未记载的内容 ${figure(things.length)} 项`, en: counted(things.length, "thing") }}
      >
        <Table
          head={[
            { t: NEVER_RECORDED, class: "wide" },
            { t: OUTCOME_WORDS["cannot tell"], class: "n" },
            { t: { zh: "依赖它的规则、检测项", en: "Rules and detectors that rest on it" }, class: "wide" },
            { t: { zh: "数据来源", en: "Source" } },
          ]}
        >
          {things.map((thing) => (
            <Row thing={thing} />
          ))}
        </Table>
      </Foldable>
    </>
  );
};

const Row = ({ thing }: { thing: Unrecorded }) => (
  <tr>
    <th scope="row">
      <DataT t={thing.name} />
      <div class="quiet small">
        <DataT t={waySaid(thing)} />
      </div>
    </th>
    {openIn(thing) > 0 ? (
      <Count n={openIn(thing)} />
    ) : (
      <td class="n">
        <T t={STATE_WORDS["not evaluated"]} />
      </td>
    )}
    <td>
      <AskedBy asked={thing.asked_by} />
    </td>
    <td>
      <Sources sources={thing.sources} />
    </td>
  </tr>
);

const Sources = ({ sources }: Pick<Unrecorded, "sources">) => {
  if (sources === null) return <T t={EVERY_SOURCE} />;
  const more = sources.length - MOST_SOURCES;
  return (
    <>
      {sources.slice(0, MOST_SOURCES).map((source) => (
        <div>
          <DataT t={sourceSaid(source)} />
        </div>
      ))}
      {more > 0 && (
        <div class="quiet">
          <T t={{ zh: `另有 ${figure(more)} 个来源`, en: `and ${counted(more, "other source")}` }} />
        </div>
      )}
    </>
  );
};

const AskedBy = ({ asked }: { asked: Unrecorded["asked_by"] }) => {
  const row = useRow();
  const counts = row(asked.map(({ cannot_tell }) => cannot_tell ?? 0));
  const more = asked.length - MOST_RULES;
  return (
    <>
      {asked.slice(0, MOST_RULES).map(({ code, title, cannot_tell }, i) => (
        <div>
          <span class="code">
            <Data text={code} />
          </span>{" "}
          <DataT t={title} />
          {cannot_tell !== null && asked.length > 1 && <span class="quiet"> {counts[i]?.text}</span>}
        </div>
      ))}
      {more > 0 && (
        <div class="quiet">
          <T t={{ zh: `另有 ${figure(more)} 条，见 run.json`, en: `and ${figure(more)} more, in run.json` }} />
        </div>
      )}
    </>
  );
};
