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
