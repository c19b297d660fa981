/**
 * Something the user can put right: one sentence with file and line and what to do next, never a stack trace.
 * `exit` is the process's exit code: 2 usage, configuration or data contract; 3 the run failed; 4 not delivered.
 */
export class UserError extends Error {
  readonly exit: 2 | 3 | 4;
  constructor(message: string, exit: 2 | 3 | 4 = 2) {
    super(message);
    this.name = "UserError";
    this.exit = exit;
  }
}

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "a file may not grow as large as it needs to",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "something else of that name is there",
  ENOENT: "no such file or folder",
  EISDIR: "it is a folder",
  ENOMEM: "the memory that the engine may use, or the room that it may spill to, is used up",
};

/** How the engine names the same: the words of the operating system behind its own. */
const ENGINE_WORDS: readonly (readonly [RegExp, keyof typeof CAUSES])[] = [
  [/No space left on device/, "ENOSPC"],
  [/Disk quota exceeded/, "EDQUOT"],
  [/File too large/, "EFBIG"],
  [/Read-only file system/, "EROFS"],
  [/Permission denied/, "EACCES"],
  [/^Out of Memory Error/, "ENOMEM"],
];

/** What keeps a file from being read or written, in words and by its system code; null for any other kind of error. */
export function causeOf(error: unknown): { readonly code: string; readonly cause: string } | null {
  if (!(error instanceof Error)) return null;
  const engine = /^(?:IO|FATAL|TransactionContext|Out of Memory) Error/.test(error.message)
    ? ENGINE_WORDS.find(([words]) => words.test(error.message))?.[1]
    : undefined;
  const code = engine ?? ("code" in error ? String(error.code) : "");
  const cause = CAUSES[code];
  return cause === undefined ? null : { code, cause };
}
