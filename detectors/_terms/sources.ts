import type { Situation } from "../../pipeline/detector.ts";
import { type Sql, sql } from "../../pipeline/engine/sql.ts";

/**
 * All files of the sources that some files are of. Files of a table that are read by the same settings are of one
 * source; those of a workspace that did not keep the settings are of one together.
 */
export const filesAlike = (files: Sql): Sql => sql`
  (select g.file_id from files g where concat(g.table_name, ' ', g.read_by) in (
    select concat(f.table_name, ' ', f.read_by) from files f where f.file_id in (${files})))`;

/**
 * The cases that have events from a source in which any of the labels is on record. A source that never records an act
 * of a kind says nothing by leaving one out, whatever others record; a unit that never does, where others of its source
 * do, is one that it is missing in.
 */
export const casesWhereOnRecord = (situation: Situation, labels: readonly string[]): Sql =>
  casesOfSources(situation, sql`select a.file_id from ${situation.facts.unplaced} a where a.activity in ${labels}`);

/** The cases that have events from the sources that some files of events are of. */
export const casesOfSources = ({ facts }: Situation, files: Sql): Sql => sql`
  (select e.case_key from ${facts.unplaced} e where e.file_id in ${filesAlike(files)})`;
