import type { TABLES, TableName } from "./tables.ts";

type ColumnsOf = { readonly [T in TableName]?: readonly (keyof (typeof TABLES)[T]["columns"])[] };

/** Columns whose values tell who somebody is; a list of several is separated by `;`. */
export const PERSON_COLUMNS = {
  events: ["actor_id", "co_actor_ids", "approver_id", "party_id", "account_id"],
  interventions: ["recorder_id", "inquirer_id", "reported_to"],
  assignments: ["actor_id", "co_actor_ids", "approver_id"],
  handovers: ["persons"],
  extensions: ["party_id", "approver_id"],
  postings: ["actor_id"],
  conflicts: ["actor_id", "party_id"],
  representations: ["representative_id", "party_id"],
  ratings: ["rater_id"],
  access_log: ["actor_id", "account_id"],
  exemptions: ["author", "approver"],
} as const satisfies ColumnsOf;

/** The names of these columns, whatever the table. */
export const PERSONS: ReadonlySet<string> = new Set(Object.values(PERSON_COLUMNS).flat());

/** Columns in which somebody writes what he likes, and may name a person. */
export const FREE_TEXT_COLUMNS = {
  events: ["assign_reason", "place"],
  interventions: ["duty_basis", "medium_kept", "response"],
  assignments: ["reason"],
  postings: ["reason"],
  exemptions: ["reason", "document"],
} as const satisfies ColumnsOf;
