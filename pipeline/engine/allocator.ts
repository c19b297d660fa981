/**
 * The engine's allocator gives what was freed a second ago back to the system, and what a run's thousands of small
 * statements need next is then touched for the first time again: half of a run's page faults. Ten seconds are longer
 * than most statements take. It reads this when the engine is loaded, so it is said before.
 */
process.env.DUCKDB_JE_MALLOC_CONF ??= "dirty_decay_ms:10000,muzzy_decay_ms:0";
