import { defineCases, log } from "../_kit/cases.ts";
import detector from "./detector.ts";

export default defineCases(detector, {
  silent: {
    "one after the other, and a few minutes that clocks may differ by": {
      log: log`
        case activity actor place  at               started          ended
        c1   讯问     li    一号室 2025-03-03T09:00 2025-03-03T09:00 2025-03-03T10:05
        c2   询问     li    二号室 2025-03-03T10:00 2025-03-03T10:00 2025-03-03T11:00
        c3   询问     li    三号室 2025-03-03T14:00 2025-03-03T14:00 2025-03-03T15:00`,
      outcome: "clear",
    },
    "by remote link, told by the place or by an attribute, and the same place twice": {
      log: log`
        case activity actor place      at               started          ended            remote
        c1   讯问     li    远程提讯室 2025-03-03T09:00 2025-03-03T09:00 2025-03-03T11:00 -
        c2   询问     li    二号室     2025-03-03T09:30 2025-03-03T09:30 2025-03-03T11:00 否
        c3   开庭     li    五号法庭   2025-03-03T09:30 2025-03-03T09:30 2025-03-03T11:00 是
        c4   询问     li    二号室     2025-03-03T10:00 2025-03-03T10:00 2025-03-03T10:30 -`,
      outcome: "clear",
    },
    "different officers, and a decision that is signed meanwhile": {
      log: log`
        case activity actor co   place  at               started          ended
        c1   讯问     li    wang 一号室 2025-03-03T09:00 2025-03-03T09:00 2025-03-03T11:00
        c2   询问     zhao  qian 二号室 2025-03-03T09:30 2025-03-03T09:30 2025-03-03T11:00
        c3   处罚决定 li    -    局机关 2025-03-03T10:00 2025-03-03T10:00 2025-03-03T10:30`,
      outcome: "clear",
    },
    "the span is wanting, or lasts for days": {
      log: log`
        case activity actor place  at               started          ended
        c1   讯问     li    一号室 2025-03-03T09:00 2025-03-03T09:00 2025-03-06T11:00
        c2   询问     li    二号室 2025-03-03T09:30 2025-03-03T09:30 -`,
      outcome: "cannot tell",
    },
    "searched on a day whose hours nobody recorded": {
      log: log`
        case activity actor place  at               started          ended
        c1   搜查     li    东城所 2025-03-01       2025-03-01       2025-03-02
        c2   询问     li    西城所 2025-03-01T10:00 2025-03-01T10:00 2025-03-01T11:00`,
      outcome: "cannot tell",
    },
    "searched into a day that stands there without a time": {
      log: log`
        case activity actor place  at               started          ended
        c1   搜查     li    东城所 2025-03-01T15:00 2025-03-01T15:00 2025-03-02
        c2   询问     li    西城所 2025-03-02T10:00 2025-03-02T10:00 2025-03-02T11:00`,
      outcome: "cannot tell",
    },
    "no file records spans": {
      log: log`
        case activity actor place  at
        c1   讯问     li    一号室 2025-03-03T09:00
        c2   询问     li    二号室 2025-03-03T09:30`,
      outcome: "not evaluated",
    },
  },
  warns: {
    "questioning at two stations at once": {
      log: log`
        case activity actor place  at               started          ended
        c1   讯问     li    东城所 2025-03-03T09:00 2025-03-03T09:00 2025-03-03T11:00
        c2   询问     li    西城所 2025-03-03T10:00 2025-03-03T10:00 2025-03-03T10:45`,
      subjects: ["c2"],
      says: ["2025-03-03 10:00–10:45 在“西城所”", "（案件 c1），重叠 45 分钟", "neither is marked as remote"],
      severity: 3,
      measured: 45,
      evidence: ["讯问", "询问"],
    },
    "the file says in its own words that neither was by remote link": {
      log: log`
        case activity actor place  at               started          ended            remote
        c1   讯问     li    东城所 2025-03-03T09:00 2025-03-03T09:00 2025-03-03T11:00 FALSE
        c2   询问     li    西城所 2025-03-03T10:00 2025-03-03T10:00 2025-03-03T10:45 N/A`,
      subjects: ["c2"],
      says: ["重叠 45 分钟"],
    },
    "questioned until midnight, and elsewhere before it": {
      log: log`
        case activity actor place  at               started          ended
        c1   讯问     li    东城所 2025-03-03T21:00 2025-03-03T21:00 2025-03-04
        c2   询问     li    西城所 2025-03-03T22:00 2025-03-03T22:00 2025-03-03T22:30`,
      subjects: ["c2"],
      says: ["重叠 30 分钟"],
    },
    "two persons questioned together are one act": {
      log: log`
        id case activity actor place  at               started          ended
        a  c1   讯问     li    东城所 2025-03-03T09:00 2025-03-03T09:00 2025-03-03T11:00
        b  c2   询问     li    西城所 2025-03-03T10:00 2025-03-03T10:00 2025-03-03T10:45
        c  c2   询问     li    西城所 2025-03-03T10:00 2025-03-03T10:00 2025-03-03T10:50`,
      subjects: ["c2"],
      says: ["2025-03-03 10:00–10:50 在“西城所”"],
      measured: 50,
      evidence: ["a", "b", "c"],
    },
    "as the second officer, over midnight": {
      log: log`
        case activity actor co place  at               started          ended
        c1   讯问     wang  li 东城所 2025-03-03T22:00 2025-03-03T22:00 2025-03-04T09:00
        c2   询问     li    -  西城所 2025-03-04T08:10 2025-03-04T08:10 2025-03-04T08:40`,
      subjects: ["c2"],
      says: ["重叠 30 分钟"],
      evidence: ["讯问", "询问"],
    },
  },
});
