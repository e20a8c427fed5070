// Runs the print program as a process of its own, which ends with its parent, is ended when it is cancelled or says nothing for too long, and takes
// every process that it started with it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { TrailcaseError } from '../../shared/errors.ts';
import { cancelled, missing, type Printer } from './find-printer.ts';
import { MESSAGE_MARK, PRINT_ARGUMENT, type PrintMessage } from './job.ts';

/**
 * ms until it has started; then ms for each step of each volume: the largest takes half a minute, on a computer that does much else many times that.
 * What takes longer is tried in smaller volumes.
 */
export interface Patience {
  start: number;
  step: number;
}
export const PATIENCE: Patience = { start: 60_000, step: 900_000 };

/** Characters of what it complains about that are kept for a message. */
const COMPLAINTS = 4000;

/** Of PDF_FAILED: it came so far as to print, and then lacked memory or time. A smaller volume may be printed. */
export class VolumeTooLarge extends TrailcaseError {
  constructor(why: string) {
    super(
      'PDF_FAILED',
      `The PDF could not be printed: ${why}`,
      'This computer has too little memory or time for it now. Close other programs and try again, leave out sections or exhibits, or write the report as HTML, which needs neither.',
    );
  }
}

/** As Electron says that a page's process ended, or could not print. */
const NO_MEMORY =
  /the page's process ended \((?:oom|memory-eviction|crashed|killed|abnormal-exit)\)|Failed to generate PDF|Printing failed/i;

interface Run {
  printer: Printer;
  /** Path of the job. */
  job: string;
  /** For whatever it writes beside. */
  folder: string;
  patience: Patience;
  signal: AbortSignal | undefined;
  onMessage(message: PrintMessage): void;
}

/** Errors: PDF_FAILED, PDF_PRINTER_MISSING, CANCELLED. When it settles, no process of it is left. */
export async function runPrinter({ printer, job, folder, patience, signal, onMessage }: Run): Promise<void> {
  if (signal?.aborted) throw cancelled();
  const { ELECTRON_RUN_AS_NODE: _, NODE_OPTIONS: __, ...env } = process.env;
  const args = [...printer.args, `${PRINT_ARGUMENT}=${job}`];
  // A group of its own, so that it can be ended with all of its processes.
  const child = spawn(printer.executable, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...env, TMPDIR: folder, TEMP: folder, TMP: folder, TZ: 'UTC' },
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  child.stdin.on('error', () => {});
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const wait = (ms: number): void => {
        clearTimeout(timer);
        const why = `it said nothing for ${Math.round(ms / 1000)} seconds`;
        timer = setTimeout(() => reject(printing ? new VolumeTooLarge(why) : failed(why)), ms);
      };
      wait(patience.start);
      onAbort = () => reject(cancelled());
      signal?.addEventListener('abort', onAbort);
      let complaints = '';
      let failure: string | null = null;
      let printing = false;
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        complaints = (complaints + text).slice(-COMPLAINTS);
      });
      lines(child.stdout, (line) => {
        if (!line.startsWith(MESSAGE_MARK)) return;
        const message = JSON.parse(line.slice(MESSAGE_MARK.length)) as PrintMessage;
        printing ||= message.kind === 'loading' || message.kind === 'printing';
        wait(patience.step);
        if (message.kind === 'failed') failure = message.message;
        else onMessage(message);
      });
      child.on('error', (error) => reject(cannotStart(error.message)));
      child.on('close', (code, killedBy) => {
        const [, library] = /error while loading shared libraries: ([^:\s]+)/.exec(complaints) ?? [];
        if (/No usable sandbox|SUID sandbox helper/.test(complaints)) reject(noSandbox());
        else if (library) reject(cannotStart(`it needs ${library}, which this computer does not have`));
        else if (failure !== null) reject(NO_MEMORY.test(failure) ? new VolumeTooLarge(failure) : failed(failure));
        else if (code === 0) resolve();
        else if (killedBy && printing) reject(new VolumeTooLarge(`it was ended by ${killedBy}`));
        else reject(failed(killedBy ? `it was ended by ${killedBy}` : `it ended with status ${code}`));
      });
    });
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener('abort', onAbort);
    await ended(child);
  }
}

function lines(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() as string;
    for (const part of parts) take(part);
  });
}

/** Kills whatever is left of it, and waits until it is gone. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const gone = child.exitCode !== null || child.signalCode !== null ? null : once(child, 'exit');
  try {
    // Its number stays that of the group as long as any process is in it.
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
  await gone;
}

function failed(why: string): TrailcaseError {
  return new TrailcaseError(
    'PDF_FAILED',
    `The PDF could not be printed: ${why}`,
    'Try again, or write the report as HTML and print it from a browser.',
  );
}

function cannotStart(why: string): TrailcaseError {
  return missing(
    `The Electron that prints cannot be started: ${why}`,
    'On Debian, `node scripts/system-libraries.mjs` installs what it needs. The report can be written as HTML.',
  );
}

function noSandbox(): TrailcaseError {
  return missing(
    'The Electron that prints cannot be started: this system gives Chromium no sandbox',
    'Allow it unprivileged user namespaces, or set TRAILCASE_NO_SANDBOX=1: the page it prints has no scripts. The report can be written as HTML.',
  );
}
