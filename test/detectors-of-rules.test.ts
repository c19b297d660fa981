import { testCases } from "./kit/cases.ts";

await testCases(({ templates }) => templates.length > 0);
