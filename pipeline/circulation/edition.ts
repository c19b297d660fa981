import type { Procedure } from "../../schemas/procedure.ts";
import type { LoadedConfig } from "../config.ts";
import type { Facts } from "../facts.ts";
import type { PseudonymKey } from "../privacy/pseudonyms.ts";
import type { PreparedDetector } from "../settings.ts";
import type { Card } from "../warnings/card.ts";
import { Circulation } from "./circulation.ts";
import { Texts } from "./texts.ts";

/** How the edition of a run for circulation is made. */
export async function circulationOf(
  { engine }: Facts,
  key: PseudonymKey,
  loaded: LoadedConfig,
  prepared: readonly PreparedDetector[],
  { cards, laws }: { readonly cards: readonly Card[]; readonly laws: readonly Procedure[] },
): Promise<Circulation> {
  const ids = (of: "quotes" | "upward") =>
    new Set(prepared.flatMap(({ detector: { meta } }) => (meta[of] ? meta.id : [])));
  const titles = new Map(cards.map((card) => [JSON.stringify([card.detector, card.procedure, card.rule]), card.title]));
  return new Circulation({
    key,
    texts: await Texts.of(engine, key, JSON.stringify([laws, cards])),
    least: loaded.config.privacy.smallest_count,
    quoting: ids("quotes"),
    upward: ids("upward"),
    titleOf: ({ detector, procedure, rule, code }) =>
      titles.get(JSON.stringify([detector, procedure, rule])) ?? { zh: code, en: code },
  });
}
