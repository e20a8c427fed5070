// Every request that an acquisition makes: counted, the first and last of them named, all of them hashed in order; and written to a file where one
// is asked for. The examiner's own footprint is known by it: the ids stand in AWS's logs of the same requests.
import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { TrailcaseError } from '../../../shared/errors.ts';
import { IT_CONTINUES } from './failures.ts';

/** Of a try that found nobody to connect to: it is counted, and no request of the list. */
export const UNSENT = -1;

export interface Request {
  /** ms UTC of this machine, when the answer came, or was given up. */
  at: number;
  service: string;
  operation: string;
  method: string;
  /** HTTP status; 0 of one that was sent, and had no answer; UNSENT. */
  status: number;
  /** As the service states it; empty where it states none. */
  id: string;
  key: string;
}

/** What is noted of a request that was answered, or given up, just now. */
export function requestOf(
  service: string,
  method: string,
  { operation, status, headers, path }: { operation: string; status: number; headers: Record<string, string>; path: string },
): Request {
  const id = headers['x-amz-request-id'] ?? headers['x-amzn-requestid'] ?? '';
  return { at: Date.now(), service, operation, method, status, id, key: service === 's3' ? path : '' };
}

/** Several requests, in the order in which they were noted: what a log takes of them. */
export interface NotedRequests {
  /** A JSON line for each. */
  lines: string;
  /** How many of each `service:operation`, and of each status that is no success. */
  counts: ReadonlyMap<string, number>;
  failed: ReadonlyMap<string, number>;
  unanswered: number;
  /** Tries beside them that found nobody to connect to. */
  notSent: number;
  /** Of those that were answered; null where none was. */
  first: Request | null;
  last: Request | null;
}

export function noted(requests: readonly Request[]): NotedRequests {
  const counts = new Map<string, number>();
  const failed = new Map<string, number>();
  let lines = '';
  let unanswered = 0;
  let notSent = 0;
  let [first, last]: [Request | null, Request | null] = [null, null];
  for (const request of requests) {
    if (request.status === UNSENT) {
      notSent++;
      continue;
    }
    lines += `${JSON.stringify(request)}\n`;
    add(counts, `${request.service}:${request.operation}`, 1);
    if (request.status === 0) {
      unanswered++;
      continue;
    }
    if (request.status >= 300) add(failed, String(request.status), 1);
    first ??= request;
    last = request;
  }
  return { lines, counts, failed, unanswered, notSent, first, last };
}

function add(to: Map<string, number>, name: string, count: number): void {
  to.set(name, (to.get(name) ?? 0) + count);
}

export interface RequestSummary {
  /** How many of each `service:operation`, by name. */
  counts: Record<string, number>;
  total: number;
  /** How many answers of each HTTP status that is no success. */
  failed: Record<string, number>;
  /** How many of the total had no answer: the network failed, or the import was broken off. The service may have them in its logs all the same. */
  unanswered: number;
  /** Of those that were answered. */
  first: Pick<Request, 'operation' | 'id'> | null;
  last: Pick<Request, 'operation' | 'id'> | null;
  /** Tries that found nobody to connect to, by name, address or TLS: no request left this machine, and none of them is in the list. */
  notSent: number;
  /** SHA-256 of the lines of all requests, in the order in which they were noted; what `--request-log` writes has this hash, unless `file` says otherwise. */
  sha256: string;
  /** Only where the file that was asked for does not have all lines. */
  file?: UnwrittenFile;
}

/** What the file of a log has of its list, where it could not all be written. */
interface UnwrittenFile {
  /** So many lines are whole, from the first on, and their SHA-256; null where that is not known. */
  lines: number | null;
  sha256: string | null;
  /** Why the rest is not there. */
  failure: string;
}

export class RequestLog {
  private readonly hash = createHash('sha256');
  private readonly counts = new Map<string, number>();
  private readonly failed = new Map<string, number>();
  private readonly path: string | undefined;
  private descriptor: number | null;
  private total = 0;
  private unanswered = 0;
  private notSent = 0;
  private first: RequestSummary['first'] = null;
  private last: RequestSummary['last'] = null;
  /** Bytes that the file has. */
  private size = 0;
  /** Bytes that were looked at on the disk. */
  private settled = 0;
  private unwritten: { error: TrailcaseError; file: UnwrittenFile } | null = null;

  /** @param path of a new file that gets a JSON line for every request. Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE. */
  constructor(path?: string) {
    this.path = path;
    this.descriptor = path === undefined ? null : created(path);
  }

  /** Errors: as take. */
  note(request: Request): void {
    this.take(noted([request]));
  }

  /** The same as `note` for those that another thread made. They count, whatever becomes of the file. Errors: STORAGE_FULL, OUTPUT_UNWRITABLE, and again from then on. */
  take({ lines, counts, failed, unanswered, notSent, first, last }: NotedRequests): void {
    const before = this.descriptor === null ? null : { hash: this.hash.copy(), lines: this.total };
    this.hash.update(lines);
    for (const [name, count] of counts) {
      add(this.counts, name, count);
      this.total += count;
    }
    for (const [status, count] of failed) add(this.failed, status, count);
    this.unanswered += unanswered;
    this.notSent += notSent;
    this.first ??= first && { operation: first.operation, id: first.id };
    if (last !== null) this.last = { operation: last.operation, id: last.id };
    if (before !== null) this.write(Buffer.from(lines), before);
  }

  /** Lines that are whole, or a failure that is known from then on: no line follows one that is missing. */
  private write(bytes: Buffer, before: { hash: Hash; lines: number }): void {
    const descriptor = this.descriptor as number;
    if (this.unwritten !== null) throw this.unwritten.error;
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      this.size += bytes.length;
    } catch (cause) {
      try {
        // What came of it would be a line that nobody can read.
        ftruncateSync(descriptor, this.size);
      } catch {
        // Lines are counted from the first on: what is behind them does not matter.
      }
      throw this.fail(cause, { lines: before.lines, sha256: before.hash.digest('hex') });
    }
  }

  private fail(cause: unknown, written: Pick<UnwrittenFile, 'lines' | 'sha256'>): TrailcaseError {
    const error = notWritten(cause);
    this.unwritten = { error, file: { ...written, failure: error.message } };
    return error;
  }

  /** Has the file stand on its disk, looks whether it is there as it was written, and says why it does not have all requests; null where it has, or there is none. */
  settle(): TrailcaseError | null {
    if (this.descriptor === null || this.unwritten !== null) return this.unwritten?.error ?? null;
    try {
      fsyncSync(this.descriptor);
      if (this.settled === this.size) return null;
      this.settled = this.size;
      if (hashOf(this.path as string) === this.hash.copy().digest('hex')) return null;
      throw new Error('somebody else has changed the file');
    } catch (cause) {
      return this.fail(cause, { lines: null, sha256: null });
    }
  }

  /** How many requests of an operation were noted so far. */
  count(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  summary(): RequestSummary {
    const sorted = (map: ReadonlyMap<string, number>): Record<string, number> =>
      Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
    return {
      counts: sorted(this.counts),
      failed: sorted(this.failed),
      total: this.total,
      unanswered: this.unanswered,
      notSent: this.notSent,
      first: this.first,
      last: this.last,
      sha256: this.hash.copy().digest('hex'),
      ...(this.unwritten && { file: this.unwritten.file }),
    };
  }

  /** Errors are those that `settle` tells. */
  close(): void {
    this.settle();
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
  }
}

function notWritten(cause: unknown): TrailcaseError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  const advice = `${full ? 'Make room, and name' : 'Name'} another file with --request-log. ${IT_CONTINUES}`;
  return new TrailcaseError(full ? 'STORAGE_FULL' : 'OUTPUT_UNWRITABLE', `The log of requests cannot be written: ${message}`, advice, {
    cause,
  });
}

/** SHA-256 of a file, in hex. Errors: of the file system. */
function hashOf(path: string): string {
  const descriptor = openSync(path, 'r');
  try {
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(1_000_000);
    for (let size = readSync(descriptor, piece); size > 0; size = readSync(descriptor, piece)) hash.update(piece.subarray(0, size));
    return hash.digest('hex');
  } finally {
    closeSync(descriptor);
  }
}

function created(path: string): number {
  try {
    return openSync(path, 'wx');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new TrailcaseError('OUTPUT_EXISTS', `There is a file already at ${path}`, 'Name another.', { cause });
    throw new TrailcaseError('OUTPUT_UNWRITABLE', `The log of requests cannot be written: ${message}`, '', { cause });
  }
}
