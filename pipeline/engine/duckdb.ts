import type { DuckDBConnection } from "@duckdb/node-api";
import { DuckDBInstance } from "./client.ts";
import { DuckDB } from "./database.ts";
import type { Engine } from "./engine.ts";
import { attachLarge, removeLarge } from "./large.ts";
import type { Sql } from "./sql.ts";

export interface DuckDBOptions {
  /** Path of the database file, or `:memory:`. */
  readonly path: string;
  readonly memoryLimit?: string | undefined;
  /** The most that {@link Engine.allow} may raise the limit to; without it the limit stays. */
  readonly mostMemory?: string | undefined;
  /** The limit while files are read in; by default the same. */
  readonly stagingLimit?: string | undefined;
  readonly threads?: number | undefined;
  /** Folder for what does not fit in memory. */
  readonly spill?: string | undefined;
  readonly spillLimit?: string | undefined;
  /** A second database for large tables; it is removed on closing, and a leftover of a killed process on opening. */
  readonly large?: { readonly path: string; readonly isNeeded: boolean } | undefined;
}

const CLOSED: Readonly<Record<string, string>> = {
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  allow_community_extensions: "false",
  allow_unsigned_extensions: "false",
};

/**
 * Bytes written between checkpoints, each of which compresses a table's last rows anew; the engine's default took a fifth
 * of the time of loading many files.
 */
const CHECKPOINT = "256MB";

export async function openDuckDB(options: DuckDBOptions): Promise<Engine> {
  const settings: Record<string, string> = {
    ...CLOSED,
    checkpoint_threshold: CHECKPOINT,
    // By default every thread keeps several groups of rows and packs them at the commit, while nothing else runs.
    write_buffer_row_group_count: "1",
  };
  if (options.memoryLimit) settings.memory_limit = options.memoryLimit;
  if (options.threads) settings.threads = String(options.threads);
  if (options.spill) settings.temp_directory = options.spill;
  const instance = await DuckDBInstance.create(options.path, settings);
  const connection = await connect(instance);
  // Given at the start, DuckDB tells this limit but does not keep it.
  if (options.spillLimit) await connection.run(`set max_temp_directory_size = '${options.spillLimit}'`);
  if (options.large) removeLarge(options.large.path);
  if (options.large?.isNeeded) await attachLarge(connection, options.large.path);
  return new DuckDB(instance, connection, options);
}

async function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run("set TimeZone = 'UTC'");
  return connection;
}

let shared: Promise<DuckDBInstance> | undefined;
let opened = 0;
const templates = new Map<readonly Sql[], Promise<string>>();

/**
 * Lets `work` have a database in memory with the tables of a layout, which is gone when it has ended. All of a process
 * stand beside each other in one instance of one thread, and are copied from one that is laid out once: an instance and
 * a layout for each would take longer than what is done with a small one.
 */
export async function inMemory<T>(layout: readonly Sql[], work: (engine: Engine) => Promise<T>): Promise<T> {
  shared ??= DuckDBInstance.create(":memory:", { ...CLOSED, threads: "1" });
  const instance = await shared;
  const template = templates.get(layout) ?? layOut(instance, layout);
  templates.set(layout, template);
  const from = await template;
  const connection = await connect(instance);
  const name = await attachBeside(connection);
  await connection.run(`copy from database ${from} to ${name} (schema)`);
  try {
    return await work(new DuckDB(instance, connection));
  } finally {
    await connection.run(`use memory; detach ${name}`);
    connection.closeSync();
  }
}

async function layOut(instance: DuckDBInstance, layout: readonly Sql[]): Promise<string> {
  const connection = await connect(instance);
  const name = await attachBeside(connection);
  const engine = new DuckDB(instance, connection);
  for (const statement of layout) await engine.run(statement);
  connection.closeSync();
  return name;
}

async function attachBeside(connection: DuckDBConnection): Promise<string> {
  opened += 1;
  const name = `beside_${opened}`;
  await connection.run(`attach ':memory:' as ${name}; use ${name}`);
  return name;
}
