import { defineCases, log, type RuleDraft } from "../_kit/cases.ts";
import fourEyes from "./detector.ts";

const finished = (...rules: RuleDraft[]) => ({ completion: "all" as const, rules });

const apart: RuleDraft = { template: "different-actor", activities: ["handle", "approve"] };
const signedByAnother: RuleDraft = {
  template: "different-actor",
  activities: ["decide", "decide"],
  persons: [["actor_id", "co_actor_ids"], ["approver_id"]],
};
const together: RuleDraft = { template: "same-actor", activities: ["hear", "judge"] };
const byLeader: RuleDraft = { template: "role", activities: ["approve"], roles: ["leader", "deputy"] };

export default defineCases(fourEyes, {
  procedure: finished(apart),
  silent: {
    "two persons": {
      log: log`
        case activity actor at
        c1   handle   li    2025-03-01
        c1   approve  wang  2025-03-02`,
      outcome: "clear",
    },
    "the same two persons, the other way round in another case": {
      log: log`
        case activity actor at
        c1   handle   li    2025-03-01
        c1   approve  wang  2025-03-02
        c2   handle   wang  2025-03-01
        c2   approve  li    2025-03-02`,
      outcome: "clear",
    },
    "a missing person is not a different person": {
      log: log`
        case activity actor at
        c1   handle   li    2025-03-01
        c1   approve  -     2025-03-02`,
      outcome: "cannot tell",
    },
    "one of several who approved handled it, and another did not": {
      procedure: finished({ ...apart, persons: [["actor_id"], ["actor_id", "approver_id"]] }),
      log: log`
        case activity actor approver at
        c1   handle   li    -        2025-03-01
        c1   approve  wang  zhao、li 2025-03-02`,
      outcome: "cannot tell",
    },
    "handled, not approved": {
      log: log`
        case activity actor at
        c1   handle   li    2025-03-01
        c1   handle   wang  2025-03-02`,
      outcome: "not applicable",
    },
    "nobody is recorded in the whole log": {
      log: log`
        case activity at
        c1   handle   2025-03-01
        c1   approve  2025-03-02`,
      outcome: "not evaluated",
    },
    "no co-actor of the one side is on the other": {
      log: log`
        case activity actor co      at
        c1   handle   li    zhao    2025-03-01
        c1   approve  wang  sun;qian 2025-03-02`,
      outcome: "clear",
    },
    "self-approval of a small fine, which the rule leaves aside": {
      procedure: finished({ ...apart, when: { amount: { gt: 500 } } }),
      log: log`
        case activity actor amount at
        c1   handle   li    200    2025-03-01
        c1   approve  li    200    2025-03-02`,
      outcome: "not applicable",
    },
    "how much it was is not recorded": {
      procedure: finished({ ...apart, when: { amount: { gt: 500 } } }),
      log: log`
        case activity actor amount at
        c1   handle   li    -      2025-03-01
        c1   approve  li    -      2025-03-02`,
      outcome: "cannot tell",
    },
    "self-approval before the law was in force": {
      procedure: finished({ ...apart, law: [{ name: "Act", article: 58, from: "2025-03-02" }] }),
      log: log`
        case activity actor at
        c1   handle   li    2025-03-01
        c1   approve  li    2025-03-02`,
      outcome: "not applicable",
    },
    "the approver on the record is another person, or nobody is named": {
      procedure: finished(signedByAnother),
      log: log`
        case activity actor co   approver at
        c1   decide   li    wang chen     2025-03-01
        c2   decide   li    wang -        2025-03-01`,
      outcome: "cannot tell",
    },
    "the handler helps the keeper to take the property in": {
      procedure: finished({ ...apart, persons: [["actor_id", "co_actor_ids"], ["actor_id"]] }),
      log: log`
        case activity actor co at
        c1   handle   li    -  2025-03-01
        c1   approve  wang  li 2025-03-02`,
      outcome: "clear",
    },
    "the judge who heard it": {
      procedure: finished(together),
      log: log`
        case activity actor at
        c1   hear     li    2025-03-01
        c1   hear     li    2025-03-02
        c1   judge    li    2025-03-03`,
      outcome: "clear",
    },
    "an assistant at the hearing is no other judge": {
      procedure: finished(together),
      log: log`
        case activity actor co   at
        c1   hear     li    wang 2025-03-01
        c1   judge    li    -    2025-03-03`,
      outcome: "clear",
    },
    "who judged is not recorded": {
      procedure: finished(together),
      log: log`
        case activity actor at
        c1   hear     li    2025-03-01
        c1   judge    -     2025-03-03`,
      outcome: "cannot tell",
    },
    "approved in one of the roles": {
      procedure: finished(byLeader),
      log: log`
        case activity actor role   at
        c1   handle   li    clerk  2025-03-01
        c1   approve  wang  deputy 2025-03-02`,
      outcome: "clear",
    },
    "in what role is not recorded": {
      procedure: finished(byLeader),
      log: log`
        case activity actor role at
        c1   approve  wang  -    2025-03-02`,
      outcome: "cannot tell",
    },
  },
  warns: {
    "the second officer is the approver on the very record": {
      procedure: finished(signedByAnother),
      log: log`
        case activity actor co   approver at
        c1   decide   li    wang wang     2025-03-01`,
      says: [
        "“decide”（审批人）的记录中出现同一人员",
        '"decide" (who acted, who took part) and "decide" (who approved)',
      ],
      evidence: ["decide"],
    },
    "approved by the one who handled it": {
      log: log`
        case activity actor at
        c1   handle   li    2025-03-01
        c1   note     wang  2025-03-01
        c1   approve  li    2025-03-02`,
      says: ["出现同一人员（li）", 'The same person (li) is on record for both "handle" and "approve"'],
      severity: 4,
      evidence: ["handle", "approve"],
    },
    "approved first and handled later, at one moment": {
      log: log`
        case activity actor at
        c1   approve  li    2025-03-01
        c1   handle   li    2025-03-01`,
      says: ["The same person (li)"],
    },
    "one of many handlers approved, though others did too": {
      log: log`
        case activity actor at
        c1   handle   li    2025-03-01
        c1   handle   wang  2025-03-02
        c1   approve  zhao  2025-03-03
        c1   approve  wang  2025-03-04`,
      says: ["(wang)"],
      evidence: [3, 5],
    },
    "a missing person elsewhere does not hide the shared one": {
      log: log`
        case activity actor at
        c1   handle   -     2025-03-01
        c1   handle   li    2025-03-02
        c1   approve  li    2025-03-03`,
      says: ["(li)"],
      evidence: [3, 4],
    },
    "the approver helped to handle it": {
      log: log`
        case activity actor co        at
        c1   handle   li    "zhao;wang" 2025-03-01
        c1   approve  wang  -         2025-03-02`,
      says: ['The same person is on record for both "handle" and "approve"'],
      evidence: ["handle", "approve"],
    },
    "self-approval of a large fine": {
      procedure: finished({ ...apart, when: { amount: { gt: 500 } } }),
      log: log`
        case activity actor amount at
        c1   handle   li    500.5  2025-03-01
        c1   approve  li    -      2025-03-02`,
      says: ["(li)"],
    },
    "judged by someone who did not hear it": {
      procedure: finished(together),
      log: log`
        case activity actor at
        c1   hear     li    2025-03-01
        c1   judge    wang  2025-03-03`,
      says: ["由不同人员办理（li、wang）", "the rule asks for the same one"],
      measured: 2,
      evidence: ["hear", "judge"],
    },
    "approved in another role": {
      procedure: finished(byLeader),
      log: log`
        case activity actor role   at
        c1   approve  wang  leader 2025-03-01
        c1   approve  li    clerk  2025-03-02`,
      says: ["（leader、deputy）以外的角色", "in a role other than leader, deputy (li)"],
      measured: 1,
      evidence: [3],
    },
  },
});
