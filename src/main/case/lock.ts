// One writer at a time: a small file beside the case names the process that has it open for writing.
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { TrailcaseError } from '../../shared/errors.ts';

interface Holder {
  pid: number;
  host: string;
}

/** Takes the lock; the returned function gives it back. Errors: CASE_LOCKED, CASE_READ_ONLY. */
export function lockCase(casePath: string): () => void {
  const path = `${casePath}-lock`;
  const me: Holder = { pid: process.pid, host: hostname() };
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      placeLock(path, JSON.stringify(me));
      return () => rmSync(path, { force: true });
    } catch (cause) {
      const error = cause as NodeJS.ErrnoException;
      if (error.code === 'ENOENT')
        throw new TrailcaseError('CASE_READ_ONLY', `There is no folder for ${casePath}`, 'Make it, or give another path.', { cause });
      if (error.code !== 'EEXIST') {
        throw new TrailcaseError(
          'CASE_READ_ONLY',
          `${casePath} cannot be opened for writing: ${error.message}`,
          'Copy the case to a folder that can be written.',
          { cause },
        );
      }
      const holder = readHolder(path);
      if (holder && holder.host === me.host && !isAlive(holder.pid)) {
        removeStale(path, holder);
        continue;
      }
      const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
      throw new TrailcaseError(
        'CASE_LOCKED',
        `${casePath} is open for writing in ${who}`,
        `Close it there; if nothing has it open, delete ${path}.`,
      );
    }
  }
  throw new TrailcaseError('CASE_LOCKED', `${casePath} is being opened by another process`, 'Try again.');
}

/**
 * Makes the lock with its content in one step, so that a process killed meanwhile never leaves an empty one. Errors: EEXIST and others.
 */
function placeLock(path: string, content: string): void {
  const draft = `${path}-${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, path);
  } catch (error) {
    // Some file systems (FAT) have no links.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    writeFileSync(path, content, { flag: 'wx' });
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Takes away the lock of a process that was killed, and no other: someone may have done so before us and locked anew. Only who claims that very
 * file may remove it, so that what is removed is what was looked at.
 */
function removeStale(path: string, stale: Holder): void {
  let claim: string | null = null;
  try {
    const { ino } = statSync(path);
    const name = `${path}-stale-${ino}`;
    writeFileSync(name, String(process.pid), { flag: 'wx' });
    claim = name;
    if (statSync(path).ino === ino && readHolder(path)?.pid === stale.pid) rmSync(path);
  } catch {
    // It is gone already, locked anew, or someone else is removing it: the next attempt sees what is there.
  } finally {
    if (claim !== null) rmSync(claim, { force: true });
  }
}

function readHolder(path: string): Holder | null {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Holder;
    return typeof value.pid === 'number' && typeof value.host === 'string' ? value : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}
