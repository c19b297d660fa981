import type { Citation } from "../../schemas/procedure.ts";
import { lawTitle } from "./laws.ts";
import { DataT } from "./parts.tsx";
import { articleWord, inForce } from "./words.ts";

/** A text of law by its name, and the article. */
export const Cited = ({ citation: { name, article } }: { citation: Citation }) => {
  const title = lawTitle(name);
  const words = article === undefined ? null : articleWord(article);
  return <DataT t={{ zh: `${title.zh}${words?.zh ?? ""}`, en: `${title.en}${words ? `, ${words.en}` : ""}` }} />;
};

/** When it is in force, where that is known; its dates are not broken across lines. */
export const InForce = ({ citation: { from, to } }: { citation: Citation }) => {
  const span = inForce(from, to);
  return span ? (
    <span class="whole">
      <DataT t={span} />
    </span>
  ) : null;
};
