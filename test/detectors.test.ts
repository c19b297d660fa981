import { testCases } from "./kit/cases.ts";

/** Those of their own; the others are asked beside them, for all together would keep one worker busy and another idle. */
await testCases(({ templates }) => templates.length === 0);
