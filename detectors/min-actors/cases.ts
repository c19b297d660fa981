import { defineCases, log, type RuleDraft } from "../_kit/cases.ts";
import minActors from "./detector.ts";

const two: RuleDraft = { template: "min-actors", activities: ["interview"] };
const open = (...rules: RuleDraft[]) => ({ completion: { activities: ["archive"] }, rules });

export default defineCases(minActors, {
  procedure: open(two),
  silent: {
    "the second officer is on a record of its own": {
      log: log`
        case activity  actor at
        c1   interview li    2025-03-01
        c1   interview wang  2025-03-01
        c1   archive   -     2025-03-02`,
      outcome: "clear",
    },
    "the second officer is a co-actor": {
      log: log`
        case activity  actor co   at
        c1   interview li    wang 2025-03-01
        c1   archive   -     -    2025-03-02`,
      outcome: "clear",
    },
    "one so far, and the second can still be entered": {
      log: log`
        case activity  actor at
        c1   interview li    2025-03-01`,
      outcome: "pending",
    },
    "when the case was closed cannot be read: whether the second can still be entered is not known": {
      procedure: { rules: [two] },
      log: log`
        case activity  actor at
        c1   interview li    2025-03-01`,
      tables: {
        cases: log`
          case closed_at
          c1   三月上旬`,
      },
      outcome: "cannot tell",
    },
    "the other record names nobody": {
      log: log`
        case activity  actor at
        c1   interview li    2025-03-01
        c1   interview -     2025-03-01
        c1   archive   -     2025-03-02`,
      outcome: "cannot tell",
    },
    "two are named, so a third record without a name does not matter": {
      log: log`
        case activity  actor at
        c1   interview li    2025-03-01
        c1   interview wang  2025-03-01
        c1   interview -     2025-03-01
        c1   archive   -     2025-03-02`,
      outcome: "clear",
    },
    "a log that names no second officer anywhere may not record one": {
      procedure: open({ ...two, recorded: ["co_actor_ids"] }),
      log: log`
        case activity  actor co   at
        c1   interview li    -    2025-03-01
        c1   archive   li    wang 2025-03-02
        c2   interview zhao  -    2025-03-01
        c2   archive   -     -    2025-03-02`,
      outcome: "cannot tell",
    },
    "nobody was interviewed": {
      log: log`
        case activity  actor at
        c1   accept    li    2025-03-01
        c1   archive   li    2025-03-02`,
      outcome: "not applicable",
    },
    "one officer is allowed where it was recorded on video": {
      procedure: open({ ...two, unless: { av_ref: { present: true } } }),
      log: log`
        case activity  actor av_ref at
        c1   interview li    v-77   2025-03-01
        c1   archive   -     -      2025-03-02`,
      outcome: "not applicable",
    },
    "whether the rule is for this interview is not recorded": {
      procedure: open({ ...two, when: { stage: "investigation" } }),
      log: log`
        case activity  actor stage at
        c1   interview li    -     2025-03-01
        c1   archive   -     -     2025-03-02`,
      outcome: "cannot tell",
    },
    "each interview by two, the second of them on a record of its own": {
      procedure: open({ ...two, each: true }),
      log: log`
        case activity  actor co   at
        c1   interview li    wang 2025-03-01T09:00
        c1   interview li    -    2025-03-02T09:00
        c1   interview zhao  -    2025-03-02T09:00
        c1   archive   -     -    2025-03-03`,
      outcome: "clear",
    },
    "two persons of one moment, a record of each, and each names one of the two officers": {
      procedure: open({ ...two, each: true }),
      log: log`
        case activity  actor party at
        c1   interview li    p1    2025-03-01T09:00
        c1   interview wang  p2    2025-03-01T09:00
        c1   archive   -     -     2025-03-03`,
      outcome: "clear",
    },
    "on a day whose hours are not recorded one record does not say who was interviewed": {
      procedure: open({ ...two, each: true }),
      log: log`
        case activity  actor party at
        c1   interview li    p1    2025-03-01
        c1   interview wang  -     2025-03-01
        c1   archive   -     -     2025-03-03`,
      outcome: "clear",
    },
    "before the law was in force": {
      procedure: open({ ...two, law: [{ name: "Act", article: 118, from: "2025-03-02" }] }),
      log: log`
        case activity  actor at
        c1   interview li    2025-03-01
        c1   archive   -     2025-03-02`,
      outcome: "not applicable",
    },
  },
  warns: {
    "one officer, in a log that names the second one elsewhere": {
      procedure: open({ ...two, recorded: ["co_actor_ids"] }),
      log: log`
        case activity  actor co   at
        c1   interview li    -    2025-03-01
        c1   archive   -     -    2025-03-02
        c2   interview zhao  wang 2025-03-01
        c2   archive   -     -    2025-03-02`,
      says: ['The 1 record of "interview" name'],
      evidence: [2],
    },
    "two officers first and one alone the day after": {
      procedure: open({ ...two, each: true }),
      log: log`
        case activity  actor co   at
        c1   interview li    wang 2025-03-01T09:00
        c1   interview li    -    2025-03-02T09:00
        c1   archive   -     -    2025-03-03`,
      says: ['The 1 record of "interview" name'],
      evidence: [3],
    },
    "two persons on a day whose hours are not recorded, each by one officer": {
      procedure: open({ ...two, each: true }),
      log: log`
        case activity  actor co   party at
        c1   interview li    -    p1    2025-03-01
        c1   interview wang  -    p2    2025-03-01
        c1   interview li    wang p3    2025-03-01
        c1   archive   -     -    -     2025-03-03`,
      says: ['The 2 records of "interview" name'],
      evidence: [2, 3],
    },
    "one officer alone": {
      log: log`
        case activity  actor party at
        c1   interview li    p1    2025-03-01
        c1   archive   wang  -     2025-03-02`,
      says: ["出现的不同人员少于 2 人", 'The 1 record of "interview" name'],
      severity: 3,
      evidence: ["interview"],
    },
    "another record that may not count names the same officer": {
      procedure: {
        completion: { activities: ["archive"] },
        rules: [{ template: "min-actors", activities: ["interview"], when: { stage: "investigation" } }],
      },
      log: log`
        case activity  actor stage         at
        c1   interview li    investigation 2025-03-01
        c1   interview li    -             2025-03-02
        c1   archive   -     -             2025-03-03`,
      says: ["name"],
    },
    "the same officer on both records": {
      log: log`
        case activity  actor co at
        c1   interview li    -  2025-03-01
        c1   interview li    li 2025-03-01
        c1   archive   wang  -  2025-03-02`,
      says: ["共 2 条记录"],
      evidence: [2, 3],
    },
    "three are asked for": {
      procedure: open({ ...two, activities: ["deliberate"], count: 3 }),
      log: log`
        case activity   actor co at
        c1   deliberate li    wang 2025-03-01
        c1   archive    -     -  2025-03-02`,
      says: ["少于 3 人", "fewer than 3 distinct persons"],
    },
    "no video to make up for the second officer": {
      procedure: open({ ...two, unless: { av_ref: { present: true } } }),
      log: log`
        case activity  actor av_ref at
        c1   interview li    -      2025-03-01
        c1   archive   -     -      2025-03-02
        c2   interview li    v-77   2025-03-01
        c2   archive   -     -      2025-03-02`,
      subjects: ["c1"],
      says: ["少于 2 人"],
    },
  },
});
