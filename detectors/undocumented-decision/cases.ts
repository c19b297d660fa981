import { defineCases, log } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import undocumentedDecision from "./detector.ts";

/** Five numbered decisions of each unit, so that it is known to number them. */
const usual = (...orgs: readonly string[]) =>
  new Log(
    ["id", "case", "activity", "at", "doc_no", "org"],
    orgs.flatMap((org) =>
      Array.from({ length: 5 }, (_, i) => [
        `${org}-${i}`,
        `${org}-${i}`,
        "处罚决定",
        `2025-03-0${i + 1}`,
        `${org}〔2025〕${i}号`,
        org,
      ]),
    ),
  );
const asOf = "2025-05-01";

export default defineCases(undocumentedDecision, {
  silent: {
    "the document was made two days later, and was recorded apart": {
      log: [
        usual("p1"),
        log`
          case activity at         doc_no org
          c1   处罚决定 2025-03-10 -      p1
          c1   制作文书 2025-03-12 d-9    p1`,
      ],
      asOf,
      outcome: "clear",
    },
    "the document was made two days later, and its number is not on record": {
      log: [
        usual("p1"),
        log`
          case activity at         doc_no org
          c1   处罚决定 2025-03-10 -      p1
          c1   制作文书 2025-03-12 -      p1`,
      ],
      asOf,
      outcome: "clear",
    },
    "a secret case, and a unit that delivers no numbers": {
      log: [
        usual("p1"),
        log`
          case activity at         doc_no org secrecy_level
          s1   处罚决定 2025-03-10 -      p1  秘密
          q1   处罚决定 2025-03-10 -      p2  -
          q2   处罚决定 2025-03-10 -      p2  -
          q3   处罚决定 2025-03-10 -      p2  -
          q4   处罚决定 2025-03-10 -      p2  -
          q5   处罚决定 2025-03-10 d-1    p2  -`,
      ],
      asOf,
      outcome: "cannot tell",
    },
    "in a file without a field for numbers, whatever the unit's other files have": {
      log: [
        usual("p1"),
        log`
        case activity at         org
        c1   处罚决定 2025-04-01 p1`,
      ],
      asOf,
      outcome: "cannot tell",
    },
    "a number, and beside it that something is yet to come": {
      log: [
        usual("p1"),
        log`
          case activity at         doc_no                   org
          c1   处罚决定 2025-03-10 p1〔2025〕12号（原件暂缺） p1`,
      ],
      asOf,
      outcome: "cannot tell",
    },
    "its service on the next day bears a number, or words that may be one stand in the field": {
      log: [
        usual("p1"),
        log`
          case activity         at         doc_no       org
          c1   处罚决定         2025-03-10 -            p1
          c1   送达处罚决定书   2025-03-11 p1〔2025〕12号 p1
          c2   处罚决定         2025-03-10 见卷         p1`,
      ],
      asOf,
      outcome: "cannot tell",
    },
    "decided yesterday": {
      log: [
        usual("p1"),
        log`
        case activity at         doc_no org
        c1   处罚决定 2025-04-30 -      p1`,
      ],
      asOf,
      outcome: "pending",
    },
  },
  warns: {
    "no number, and the only document of the case is of another month": {
      log: [
        usual("p1"),
        log`
          id case activity at         doc_no org
          a1 c1   处罚决定 2025-03-10 -      p1
          a2 c1   制作文书 2025-02-10 d-9    p1`,
      ],
      asOf,
      subjects: ["c1"],
      says: ["2025-03-10 的“处罚决定”没有文书号", "Of the unit's 6 decisions of that kind 5 bear one"],
      severity: 2,
      evidence: ["a1"],
    },
    "the number is yet to come, a month later; what was served is the other decision": {
      log: [
        usual("p1"),
        log`
          id case activity at         doc_no       org
          a1 c1   处罚决定 2025-03-10 待补         p1
          a2 c1   处罚决定 2025-03-11 p1〔2025〕12号 p1
          a3 c1   送达决定书 2025-03-12 p1〔2025〕12号 p1
          a4 c1   送达     2025-03-12 p1送〔2025〕9号 p1`,
      ],
      asOf,
      subjects: ["c1"],
      says: ["2025-03-10 的“处罚决定”没有文书号", "Of the unit's 7 decisions of that kind 6 bear one"],
      evidence: ["a1"],
    },
    "two decisions of one case, one marked as open to the public": {
      log: [
        usual("p1"),
        log`
          id case activity at         doc_no org secrecy_level
          a1 c1   处罚决定 2025-03-10 -      p1  公开
          a2 c1   处罚决定 2025-03-20 " "    p1  -`,
      ],
      asOf,
      says: ["本案共 2 项"],
      measured: 2,
      evidence: ["a1", "a2"],
    },
  },
});
