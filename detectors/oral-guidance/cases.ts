import { defineCases, log } from "../_kit/cases.ts";
import detector from "./detector.ts";

const events = log`
  case activity at
  c1   受案登记 2025-03-01
  c2   受案登记 2025-03-01`;
const asOf = "2025-04-30";

export default defineCases(detector, {
  silent: {
    "asking about progress guides nothing, a letter is paper, a lawyer is no insider": {
      log: events,
      tables: {
        interventions: log`
          id   case at         channel category             content_class medium_kept
          r-01 c1   2025-03-03 当面    内部人员             了解进展      -
          r-02 c1   2025-03-04 来文    内部人员             具体要求      -
          r-03 c1   2025-03-05 电话    当事人·律师·特殊关系人·中介 具体要求 -`,
      },
      asOf,
      outcome: "not applicable",
    },
    "the handler's note is kept": {
      log: events,
      tables: {
        interventions: log`
          id   case at         channel category content_class medium_kept
          r-01 c1   2025-03-03 当面    内部人员 具体要求      卷二第14页`,
      },
      asOf,
      outcome: "clear",
    },
    "a written opinion followed four days later": {
      log: log`
        case activity     at
        c1   受案登记     2025-03-01
        c1   书面指导意见 2025-03-07`,
      tables: {
        interventions: log`
          id   case at         channel category content_class medium_kept
          r-01 c1   2025-03-03 电话    内部人员 督促依法      -`,
      },
      asOf,
      outcome: "clear",
    },
    "the written opinion came on the tenth day": {
      log: log`
        case activity     at
        c1   受案登记     2025-03-01
        c1   书面指导意见 2025-03-13`,
      tables: {
        interventions: log`
          id   case at         channel category content_class medium_kept
          r-01 c1   2025-03-03 电话    内部人员 督促依法      -`,
      },
      asOf,
      outcome: "clear",
    },
    "its register has no field for the medium, whatever another has": {
      log: events,
      tables: {
        interventions: [
          log`
            id   case at         channel category content_class
            r-01 c1   2025-03-03 当面    内部人员 具体要求`,
          log`
            id   case at         channel category content_class medium_kept
            r-02 c2   2025-03-03 当面    内部人员 具体要求      卷二第14页`,
        ],
      },
      asOf,
      outcome: "cannot tell",
    },
    "a late opinion that may be of either of two": {
      log: log`
        case activity     at
        c1   受案登记     2025-03-01
        c1   书面指导意见 2025-03-23`,
      tables: {
        interventions: log`
          id   case at         channel category content_class medium_kept
          r-01 c1   2025-03-03 电话    内部人员 督促依法      -
          r-02 c1   2025-03-20 电话    内部人员 督促依法      卷二第14页`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "the week is not over": {
      log: events,
      tables: {
        interventions: log`
          id   case at         channel category content_class medium_kept
          r-01 c1   2025-03-03 电话    内部人员 具体要求      -`,
      },
      asOf: "2025-03-10T20:00",
      outcome: "pending",
    },
    "a channel, a category and a class in words of their own": {
      log: events,
      tables: {
        interventions: log`
          id   case at         channel category     content_class medium_kept
          r-00 c1   2025-01-03 当面    内部人员     具体要求      案卷
          r-01 c1   2025-03-03 微信    内部人员     具体要求      -
          r-02 c1   2025-03-03 电话    本院内部人员 具体要求      -
          r-03 c1   2025-03-03 电话    内部人员     指导办案      -`,
      },
      asOf,
      outcome: "cannot tell",
    },
    "the register has no field for the medium": {
      log: events,
      tables: {
        interventions: log`
          id   case at         channel category content_class
          r-01 c1   2025-03-03 电话    内部人员 具体要求`,
      },
      asOf,
      outcome: "cannot tell",
    },
  },
  warns: {
    "said over the telephone, and nothing on paper since": {
      log: events,
      tables: {
        interventions: log`
          id   case at         channel category content_class medium_kept
          r-01 c1   2025-03-03 电话    内部人员 具体要求      -
          r-02 c2   2025-03-03 当面    内部人员 具体要求      录音01`,
      },
      asOf,
      subjects: ["c1"],
      says: ["以“电话”方式提出“具体要求”，58 日后仍未见书面意见", "the recorder has done their part"],
      severity: 2,
      measured: 58,
      evidence: ["r-01"],
    },
    "what stands for nothing keeps nothing": {
      log: events,
      tables: {
        interventions: log`
          id   case at         channel category content_class medium_kept
          r-00 c1   2025-01-03 当面    内部人员 具体要求      案卷
          r-01 c1   2025-03-03 当面    内部人员 具体要求      无`,
      },
      asOf,
      says: ["58 日后仍未见书面意见"],
    },
    "the paper in the file is of another month": {
      log: log`
        case activity     at
        c1   受案登记     2025-01-01
        c1   书面指导意见 2025-01-07`,
      tables: {
        interventions: log`
          id   case at         channel category content_class medium_kept
          r-01 c1   2025-03-03 会议    内部人员 督促依法      -
          r-02 c1   2025-01-06 电话    内部人员 督促依法      -
          r-00 c1   2024-11-06 电话    内部人员 督促依法      案卷`,
      },
      asOf,
      says: ["r-01"],
      evidence: ["r-01"],
    },
  },
});
