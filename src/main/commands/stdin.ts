// What a command is given by standard input, or from a file: one JSON value.
import { readFileSync } from 'node:fs';
import { type Command, usage } from './command.ts';

const LONGEST = 8 * 1024 * 1024;

/** @param path `-` for standard input. Errors: USAGE. */
export async function jsonFrom(path: string, command: Command): Promise<unknown> {
  const text = path === '-' ? await standardInput(command) : fileText(path, command);
  try {
    return JSON.parse(text);
  } catch {
    throw usage(`${path === '-' ? 'Standard input' : path} is no JSON`, command);
  }
}

async function standardInput(command: Command): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of process.stdin) {
    size += (piece as Buffer).length;
    if (size > LONGEST) throw usage('Standard input is too long', command);
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Errors: USAGE. */
export function fileText(path: string, command: Command): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw usage(`${path} cannot be read: ${(cause as Error).message}`, command);
  }
}
