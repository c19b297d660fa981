import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "../kit/make-folder.ts";

const TAIL = 1 << 20;
const NEWLINE = 0x0a;

/** The last whole lines of a file, in order: all of a short one, about a mebibyte of a long one, at least one. */
export async function lastLines(path: string): Promise<string[]> {
  const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (file === null) return [];
  try {
    const { size } = await file.stat();
    for (let span = TAIL; ; span *= 2) {
      const from = Math.max(0, size - span);
      const tail = await bytesFrom(file, from, size);
      const end = tail.lastIndexOf(NEWLINE);
      const start = from === 0 ? 0 : tail.indexOf(NEWLINE) + 1;
      if (end > start) return tail.toString("utf8", start, end).split("\n");
      if (from === 0) return [];
    }
  } finally {
    await file.close();
  }
}

async function bytesFrom(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(to - from), 0, to - from, from);
  return buffer.subarray(0, bytesRead);
}

/** Adds a line, on disk before it returns, in the place of an unfinished one if there is one. */
export async function appendLine(path: string, line: string): Promise<void> {
  await makeFolder(dirname(path));
  const file = await open(path, "a+", 0o600);
  try {
    await cutUnfinished(file);
    await file.appendFile(`${line}\n`);
    await file.sync();
  } catch (error) {
    // Of an open file the system does not say which it is.
    throw Object.assign(error as NodeJS.ErrnoException, { path });
  } finally {
    await file.close();
  }
}

async function cutUnfinished(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  for (let to = size; to > 0; to -= TAIL) {
    const from = Math.max(0, to - TAIL);
    const end = (await bytesFrom(file, from, to)).lastIndexOf(NEWLINE);
    if (end < 0 && from > 0) continue;
    const whole = end < 0 ? 0 : from + end + 1;
    if (whole < size) await file.truncate(whole);
    return;
  }
}

export interface Line {
  readonly text: string;
  readonly number: number;
}

/** Every line of a file with its number, counted from 1. A line ends with a line feed and nothing else, to the byte. */
export async function* linesOf(path: string): AsyncIterable<Line> {
  let number = 0;
  let begun: Buffer[] = [];
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, from)) {
      begun.push(piece.subarray(from, end));
      number += 1;
      yield { text: Buffer.concat(begun).toString("utf8"), number };
      begun = [];
      from = end + 1;
    }
    if (from < piece.length) begun.push(piece.subarray(from));
  }
  if (begun.length > 0) yield { text: Buffer.concat(begun).toString("utf8"), number: number + 1 };
}

/** Whether a file's last line has its end. */
export async function isFinished(path: string): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    return size === 0 || (await bytesFrom(file, size - 1, size))[0] === NEWLINE;
  } finally {
    await file.close();
  }
}
