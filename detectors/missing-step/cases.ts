import { defineCases, log } from "../_kit/cases.ts";
import missingStep from "./detector.ts";

const response = `
completion: { activities: [archive] }
rules: [{ template: response, activities: [notice, decision] }]
`;

export default defineCases(missingStep, {
  procedure: response,
  silent: {
    "the decision can still come": {
      log: log`
        case activity at
        c1   notice   2025-03-01`,
      outcome: "pending",
    },
    "the decision came": {
      log: log`
        case activity at
        c1   notice   2025-03-01
        c1   decision 2025-03-01T08:30
        c1   archive  2025-03-03`,
      outcome: "clear",
    },
  },
  warns: {
    "archived without a decision": {
      log: log`
        case activity at
        c1   notice   2025-03-01
        c1   archive  2025-03-03`,
      says: ["“notice”", 'no "decision"'],
      evidence: ["notice"],
    },
    "archived without a decision, by line": {
      log: log`
        case activity at         grade
        c2   notice   2025-03-01 "not so good"
        c1   notice   2025-03-01 -
        c1   archive  2025-03-03 -`,
      says: ["“notice”", 'no "decision"'],
      subjects: ["c1"],
      evidence: [3],
    },
  },
});
