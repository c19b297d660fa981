import { type Sql, sql } from "../../pipeline/engine/sql.ts";

/**
 * The cases that have events from some sources. A source that never records an act of a kind says nothing by leaving one
 * out, whatever others record; a unit that never does, where others of its source do, is one that it is missing in.
 */
export const casesOfSources = (sources: Sql): Sql => sql`
  (select s.case_key from case_sources s where s.source in (${sources}))`;

/** The sources in which any of the labels is on record. */
export const sourcesWith = (labels: readonly string[]): Sql => sql`
  select a.source from source_acts a where a.activity in ${labels}`;

/** The sources that some cases have events from. */
export const sourcesOf = (cases: Sql): Sql => sql`
  select s.source from case_sources s where s.case_key in (${cases})`;
