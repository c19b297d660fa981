import { type Sql, sql } from "../../pipeline/engine/sql.ts";

/** Whether somebody is one of a list of persons with `;` between them; null where either is null. */
export const isAmong = (person: Sql, persons: Sql): Sql =>
  sql`position(';' || ${person} || ';' in ';' || ${persons} || ';') > 0`;
