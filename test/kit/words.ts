import { BANNER } from "../../pipeline/report/words.ts";

/** Words no text of the house may use about the people whose work it reads. Titles of laws are not our words. */
export const BANNED = /违法|违纪|造假|徇私|腐败|嫌疑人|\b(illegal|corrupt|fraud|guilty|offender)/i;

/** Titles of laws are not our words, and the banner is the law's. */
const ownWords = (text: string): string =>
  [BANNER.zh, BANNER.en].reduce((rest, banner) => rest.replaceAll(banner, ""), text.replace(/《[^》]*》/g, ""));
/** The law of a line of warnings, by name. */
const withoutLaw = (text: string): string => text.replace(/"law":\[.*?\](?=,"(innocent|checks)")/g, "");

/** Where a text that the house writes, to a file or a terminal, judges people; null where it does not. */
export function judgesIn(text: string): string | null {
  const found = BANNED.exec(ownWords(withoutLaw(text)));
  return found === null ? null : found.input.slice(Math.max(0, found.index - 60), found.index + 40);
}
