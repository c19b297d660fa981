import { defineCases } from "../_kit/cases.ts";
import { Log } from "../_kit/log.ts";
import sharedAccount from "./detector.ts";

interface Unit {
  /** Days on which the unit's account is used at a second terminal some minutes later. */
  readonly switched?: number;
  readonly minutes?: number;
  readonly terminal?: string;
  readonly role?: string;
  /** Approvals in one minute on each of so many days. */
  readonly bulk?: number;
}

/** One account of each unit, used on twenty-four days of the first quarter; an approval every day. */
function accounts(units: Readonly<Record<string, Unit>>, columns = ["account", "terminal"]) {
  const names = ["case", "activity", "at", "org", "account", "terminal", "role"];
  const rows = Object.entries(units).flatMap(
    ([org, { switched = 0, minutes = 6, terminal = "t2", role = "民警", bulk = 0 }]) =>
      Array.from({ length: 24 }, (_, day) => {
        const date = `2025-0${1 + Math.floor(day / 12)}-${String((day % 12) + 6).padStart(2, "0")}`;
        const act = (activity: string, time: string, at: string, as = "民警") => [
          `${org}-${day}`,
          activity,
          `${date}T${time}`,
          org,
          `a-${org}`,
          at,
          as,
        ];
        return [
          act("询问", "09:00:10", "t1"),
          ...(day < switched ? [act("讯问", `09:${String(minutes).padStart(2, "0")}:10`, terminal, role)] : []),
          ...Array.from({ length: day < bulk ? 4 : 1 }, (_, i) => act("审批", `15:00:${10 + i}`, "t1")),
        ];
      }).flat(),
  );
  const kept = names.filter((name) => !["account", "terminal"].includes(name) || columns.includes(name));
  return {
    log: new Log(
      kept,
      rows.map((row) => row.filter((_, i) => kept.includes(names[i] as string))),
    ),
    params: { min_days: 20, bulk: 4 },
    asOf: "2025-04-05",
  };
}

const others = { p1: {}, p2: { switched: 1 }, p3: {}, p4: { bulk: 1 } };

export default defineCases(sharedAccount, {
  silent: {
    "clerks, a portal, half an hour apart, a batch on one day": {
      ...accounts({
        ...others,
        p5: { switched: 20, role: "内勤" },
        p6: { switched: 20, terminal: "portal" },
        p7: { switched: 20, minutes: 30 },
        p8: { bulk: 1 },
      }),
      params: { min_days: 20, bulk: 4, gateways: ["portal"] },
      outcome: "clear",
    },
    "two units are too few to compare": { ...accounts({ p1: {}, p5: { switched: 20 } }), outcome: "cannot tell" },
    "the log names no accounts": { ...accounts(others, ["terminal"]), outcome: "not evaluated" },
  },
  warns: {
    "two terminals within six minutes on twelve days of twenty-four": {
      ...accounts({ ...others, p5: { switched: 12 } }),
      subjects: ["p5"],
      says: ["共 24 个账号日，其中 12 个（涉及 1 个账号）同一账号 10 分钟内在两台终端录入", "signal, not a finding"],
      severity: 2,
    },
    "approvals in bulk on ten days": {
      ...accounts({ ...others, p5: { bulk: 10 } }),
      subjects: ["p5"],
      says: ["one account approved 4 files and more within 5 minutes"],
      severity: 2,
    },
  },
});
