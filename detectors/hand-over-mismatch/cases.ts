import { defineCases, log } from "../_kit/cases.ts";
import handOverMismatch from "./detector.ts";

const events = log`
  case activity   at         party_id
  c1   移送起诉   2025-03-03 -
  p1   审查起诉   2025-03-04 -`;

export default defineCases(handOverMismatch, {
  silent: {
    "another order, blanks and wide separators; sent back; changed by a document; one person dealt with apart": {
      log: log`
        case activity   at         party_id
        c1   移送起诉   2025-03-03 -
        c2   移送起诉   2025-03-03 -
        p2   追加移送   2025-03-09 -
        c3   移送起诉   2025-03-03 -
        c3   另案处理   2025-03-05 pb`,
      tables: {
        handovers: log`
          handover_no side     case org    at         persons    charges quantity returned
          no-1        sent     c1   police 2025-03-03 pa;pb      盗窃    4        -
          no-1        received p1   court  2025-03-04 "pb； pa;" 盗窃    4        -
          no-2        sent     c2   police 2025-03-03 pa;pb      盗窃    4        -
          no-2        received p2   court  2025-03-04 pa;pb;pc   盗窃    5        -
          no-3        sent     c3   police 2025-03-03 pa;pb      盗窃    4        -
          no-3        received p3   court  2025-03-04 pa         盗窃    4        -
          no-4        sent     c1   police 2025-03-03 pa;pb      盗窃    4        -
          no-4        received p1   court  2025-03-04 pa         诈骗    3        true`,
      },
      asOf: "2025-03-20",
      outcome: "clear",
    },
    "two systems that part charges by other marks, and write a hash in other letters": {
      log: events,
      tables: {
        handovers: log`
          handover_no side     case org    at         charges             measures      items_hash
          no-1        sent     c1   police 2025-03-03 盗窃、诈骗          拘留,取保候审 AB12
          no-1        received p1   court  2025-03-04 盗窃;诈骗           拘留;取保候审 ab12
          no-2        sent     c1   police 2025-03-03 掩饰、隐瞒犯罪所得  -             -
          no-2        received p1   court  2025-03-04 掩饰、隐瞒犯罪所得  -             -`,
      },
      asOf: "2025-03-20",
      outcome: "clear",
    },
    "a person is dealt with apart, and with them their charge, their measure and one of the things": {
      log: log`
        case activity at         party_id
        c1   另案处理 2025-01-03 pb`,
      tables: {
        handovers: log`
          handover_no side     case org    at         persons charges   measures      quantity
          no-1        sent     c1   police 2025-03-03 pa;pb   盗窃;诈骗 拘留;取保候审 5
          no-1        received p1   court  2025-03-04 pa      盗窃      拘留          4`,
      },
      asOf: "2025-03-20",
      outcome: "cannot tell",
    },
    "changed on the day of the sending, before its hour, and put apart before it": {
      log: log`
        case activity     at         party_id
        c1   变更强制措施 2025-03-03 pa
        c2   另案处理     2025-01-03 pb`,
      tables: {
        handovers: log`
          handover_no side     case org    at               persons measures
          no-1        sent     c1   police 2025-03-03T10:00 pa      拘留
          no-1        received p1   court  2025-03-04T10:00 pa      取保候审
          no-2        sent     c2   police 2025-03-03T10:00 pa;pb   -
          no-2        received p2   court  2025-03-04T10:00 pa      -`,
      },
      asOf: "2025-03-20",
      outcome: "clear",
    },
    "two senders gave one number to what they sent to two organs": {
      log: events,
      tables: {
        handovers: log`
          handover_no side     case org to_org at         persons
          no-9        sent     c1   pa  ca     2025-03-03 p1
          no-9        received x1   ca  ca     2025-03-07 p1
          no-9        sent     c2   pb  cb     2025-03-05 p2;p3
          no-9        received x2   cb  cb     2025-03-06 p2;p3`,
      },
      asOf: "2025-03-20",
      outcome: "clear",
    },
    "a receipt that may be of either of two sendings is held against none": {
      log: events,
      tables: {
        handovers: log`
          handover_no side     case org to_org at         persons
          no-9        sent     c1   pa  ca     2025-03-03 p1
          no-9        sent     c2   pb  ca     2025-03-05 p2;p3
          no-9        received x1   ca  ca     2025-03-04 p1`,
      },
      asOf: "2025-03-20",
      outcome: "cannot tell",
    },
    "sent once more under the number, received once more, or not yet": {
      log: events,
      tables: {
        handovers: log`
          handover_no side     case org    to_org at         persons
          no-1        sent     c1   police court  2025-03-03 pa
          no-1        received p1   court  court  2025-03-04 pa
          no-1        sent     c1   police court  2025-03-10 pa;pb
          no-1        received p1   court  court  2025-03-11 pa;pb
          no-2        sent     c1   police court  2025-03-03 pa
          no-2        received p1   court  court  2025-03-04 pa
          no-2        sent     c1   police court  2025-03-18 pa;pb`,
      },
      asOf: "2025-03-20",
      outcome: "clear",
    },
    "received and sent once more on one day, in whichever order": {
      log: events,
      tables: {
        handovers: log`
          handover_no side     case org    to_org at               persons
          no-1        sent     c1   police court  2025-03-03T10:00 pa
          no-1        received p1   court  court  2025-03-04       pa
          no-1        sent     c1   police court  2025-03-04T15:00 pa;pb`,
      },
      asOf: "2025-03-20",
      outcome: "cannot tell",
    },
    "one side did not count, and who is dealt with apart is not said": {
      log: log`
        case activity at         party_id
        c1   移送起诉 2025-03-03 -
        c2   另案处理 2025-03-03 -`,
      tables: {
        handovers: log`
          handover_no side     case org    at         persons quantity
          no-1        sent     c1   police 2025-03-03 -       4
          no-1        received p1   court  2025-03-04 pa      -
          no-2        sent     c2   police 2025-03-03 pa;pb   -
          no-2        received p2   court  2025-03-04 pa      -`,
      },
      asOf: "2025-03-20",
      outcome: "cannot tell",
    },
    "not received at all": {
      log: events,
      tables: {
        handovers: log`
        handover_no side case org    at         persons
        no-1        sent c1   police 2025-03-03 pa`,
      },
      outcome: "not applicable",
    },
  },
  warns: {
    "a person, a charge and an item are on one side only": {
      log: events,
      tables: {
        handovers: log`
          id handover_no side     case org    to_org at               persons    charges   items_hash quantity
          a1 no-1        sent     c1   police court 2025-03-03T10:00 "pa; pb"   盗窃      h1         12
          a2 no-1        received p1   court  court 2025-03-04T10:00 pa         盗窃;诈骗 h2         11`,
      },
      subjects: ["c1"],
      says: [
        "人员仅移送方登记的 1 人、仅接收方登记的 0 人；罪名仅移送方登记的 0 项、仅接收方登记的 1 项；物品清单不同；数量移送 12、接收 11",
        "quantity 12 sent, 11 received",
      ],
      severity: 3,
      measured: 4,
      evidence: ["a1", "a2"],
    },
    "the last of two sendings counts, and another person is dealt with apart": {
      log: log`
        case activity at         party_id
        c1   另案处理 2025-03-03 pz`,
      tables: {
        handovers: log`
          id handover_no side     case org    at               persons measures returned
          a1 no-1        sent     c1   police 2025-03-03T10:00 pa      拘留     -
          a2 no-1        received p1   court  2025-03-04T10:00 pa      拘留     true
          a3 no-1        sent     c1   police 2025-03-05T10:00 pa;pb   拘留     -
          a4 no-1        received p1   court  2025-03-06T10:00 pa      取保候审 -`,
      },
      asOf: "2025-03-10",
      subjects: ["c1"],
      says: ["人员仅移送方登记的 1 人", "measures: 1 with the sender alone, 1 with the receiver alone"],
      measured: 2,
      evidence: ["a3", "a4"],
    },
    "sent once more under the number, and each time received by a list of its own": {
      log: events,
      tables: {
        handovers: log`
          id handover_no side     case org    to_org at         persons
          a1 no-1        sent     c1   police court  2025-03-03 pa
          a2 no-1        received p1   court  court  2025-03-04 pa;pb
          a3 no-1        sent     c1   police court  2025-03-10 pa;pb;pc
          a4 no-1        received p1   court  court  2025-03-11 pa;pb`,
      },
      asOf: "2025-03-20",
      subjects: ["c1", "c1"],
      says: ["人员仅移送方登记的 0 人、仅接收方登记的 1 人", "人员仅移送方登记的 1 人、仅接收方登记的 0 人"],
      evidence: ["a1", "a2", "a3", "a4"],
    },
    "one person is dealt with apart, and another is missing": {
      log: log`
        case activity at         party_id
        c1   另案处理 2025-01-03 pb`,
      tables: {
        handovers: log`
          id handover_no side     case org    at         persons  charges
          a1 no-1        sent     c1   police 2025-03-03 pa;pb;pc 盗窃;诈骗
          a2 no-1        received p1   court  2025-03-04 pa       盗窃`,
      },
      asOf: "2025-03-20",
      subjects: ["c1"],
      says: [/双方登记不一致：人员仅移送方登记的 1 人、仅接收方登记的 0 人。未见相应的/],
      measured: 1,
      evidence: ["a1", "a2"],
    },
    "a measure changed five months before the sending explains no person that is missing": {
      log: log`
        case activity     at         party_id
        c1   变更强制措施 2024-10-03 pa
        c1   移送起诉     2025-03-03 -`,
      tables: {
        handovers: log`
          id handover_no side     case org    at               persons
          a1 no-1        sent     c1   police 2025-03-03T10:00 pa;pb
          a2 no-1        received p1   court  2025-03-04T10:00 pa`,
      },
      asOf: "2025-03-20",
      subjects: ["c1"],
      says: ["人员仅移送方登记的 1 人"],
    },
  },
});
