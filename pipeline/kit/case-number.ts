/** Level of the court that its code names; `special` for courts with a code of 71 to 99 (专门法院、跨区划法院). */
type CourtLevel = "supreme" | "high" | "intermediate" | "basic" | "special";

/**
 * The parts of a court's case number (案号): “（year）court specialty type serial号”, with 之N for a ruling in it.
 * 最高人民法院关于人民法院案件案号的若干规定, 法〔2015〕137号, arts 2–3; from 2016-01-01.
 */
export interface CaseNumber {
  readonly year: number;
  /** Code of the court: 最高法, a province's abbreviation, and two digits more for 中院, four for 基层. */
  readonly court: string;
  readonly level: CourtLevel;
  /** 专门审判代字, as 知 in 最高法知民终; empty for most. */
  readonly specialty: string;
  readonly type: string;
  readonly serial: number;
  /** 2 for 号之二; 0 for the case itself. */
  readonly sub: number;
  /** The number as the rules write it, with full-width brackets. */
  readonly text: string;
  /** What numbers are given within: the text without its serial. */
  readonly series: string;
  /** Whether serials follow each other: those of 刑事复核 are eight random digits. */
  readonly sequential: boolean;
}

/** The longest number that can be one; what is longer is not looked at. */
const LONGEST = 40;

const COURT = "最高法|[京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新兵军](?:\\d{4}|\\d{2})?";
const NUMBER = new RegExp(
  `^\\(((?:19|20)\\d{2})\\)(${COURT})(知(?=[民刑行执赔司]))?([\\u4e00-\\u9fa5]{1,6}?)(\\d{1,8})号(?:之([一二三四五六七八九十]{1,3}|\\d{1,2}))?$`,
);

const RANDOM_TYPES = ["刑核", "刑复"];
const FIRST_RANDOM = 10_000_000;

/** Reads a case number, whatever width its brackets and digits have; null where it is none. */
export function parseCaseNumber(written: string): CaseNumber | null {
  if (written.length > LONGEST) return null;
  const match = NUMBER.exec(narrow(written));
  if (!match) return null;
  const [, year = "", court = "", specialty = "", type = "", digits = "", ordinal] = match;
  const serial = Number(digits);
  const sub = ordinal === undefined ? 0 : ordinalOf(ordinal);
  if (serial === 0 || sub === null) return null;
  const series = `（${year}）${court}${specialty}${type}`;
  return {
    year: Number(year),
    court,
    level: levelOf(court),
    specialty,
    type,
    serial,
    sub,
    text: `${series}${serial}号${sub === 0 ? "" : `之${numeralOf(sub)}`}`,
    series,
    sequential: serial < FIRST_RANDOM && !RANDOM_TYPES.includes(type),
  };
}

/** ASCII digits and round brackets for all the forms that input methods make of them; no blanks. */
const narrow = (text: string): string =>
  text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[（〔［【[﹙]/g, "(")
    .replace(/[）〕］】\]﹚]/g, ")")
    .replace(/\s|[\u200b-\u200d\ufeff]/g, "");

function levelOf(court: string): CourtLevel {
  if (court === "最高法") return "supreme";
  const codes = court.slice(1).match(/\d\d/g) ?? [];
  if (codes.some((code) => Number(code) > 70)) return "special";
  return (["high", "intermediate", "basic"] as const)[codes.length] ?? "basic";
}

const NUMERALS = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

const numeralOf = (n: number): string =>
  `${n < 20 ? "" : NUMERALS[Math.floor(n / 10)]}${n < 10 ? "" : "十"}${NUMERALS[n % 10]}`;

/** 1 to 99 of 一 … 九十九 or of digits; null for what is no number. */
function ordinalOf(text: string): number | null {
  for (let n = 1; n < 100; n++) if (numeralOf(n) === text || String(n) === text) return n;
  return null;
}
