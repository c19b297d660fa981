import type { Explanation } from "../../pipeline/detector.ts";

const LESS = 2;

/** A missing step of which a document of the case shows that it was done is less severe, and the warning says so. */
export const documented = (parts: readonly string[], severity: number): Pick<Explanation, "severity" | "innocent"> =>
  parts.includes("document")
    ? {
        severity: Math.min(severity, LESS),
        innocent: [
          {
            zh: "在案记录中有该环节的文书：可能已办理而未登记",
            en: "A document of this step is on record in the case: it may have been done and not entered",
          },
        ],
      }
    : {};
