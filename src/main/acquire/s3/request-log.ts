// Every request that an acquisition makes: counted, the first and last of them named, all of them hashed in order; and written to a file where one
// is asked for. The examiner's own footprint is known by it: the ids stand in AWS's logs of the same requests.
import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { TrailcaseError } from '../../../shared/errors.ts';

export interface Request {
  /** ms UTC of this machine, when the answer came. */
  at: number;
  service: string;
  operation: string;
  method: string;
  /** HTTP status. */
  status: number;
  /** As the service states it; empty where it states none. */
  id: string;
  key: string;
}

/** What is noted of a request that was answered just now. */
export function requestOf(
  service: string,
  method: string,
  { operation, status, headers, path }: { operation: string; status: number; headers: Record<string, string>; path: string },
): Request {
  const id = headers['x-amz-request-id'] ?? headers['x-amzn-requestid'] ?? '';
  return { at: Date.now(), service, operation, method, status, id, key: service === 's3' ? path : '' };
}

/** Several requests, in the order in which they were answered: what a log takes of them. */
export interface NotedRequests {
  /** A JSON line for each. */
  lines: string;
  /** How many of each `service:operation`, and of each status that is no success. */
  counts: ReadonlyMap<string, number>;
  failed: ReadonlyMap<string, number>;
  first: Request;
  last: Request;
}

/** @param requests one at least */
export function noted(requests: readonly Request[]): NotedRequests {
  const counts = new Map<string, number>();
  const failed = new Map<string, number>();
  let lines = '';
  for (const request of requests) {
    lines += `${JSON.stringify(request)}\n`;
    add(counts, `${request.service}:${request.operation}`, 1);
    if (request.status >= 300) add(failed, String(request.status), 1);
  }
  return { lines, counts, failed, first: requests[0] as Request, last: requests[requests.length - 1] as Request };
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
  first: Pick<Request, 'operation' | 'id'> | null;
  last: Pick<Request, 'operation' | 'id'> | null;
  /** SHA-256 of the lines of all requests, in the order in which they were answered; what `--request-log` writes has this hash. */
  sha256: string;
}

export class RequestLog {
  private readonly hash = createHash('sha256');
  private readonly counts = new Map<string, number>();
  private readonly failed = new Map<string, number>();
  private descriptor: number | null;
  private total = 0;
  private first: RequestSummary['first'] = null;
  private last: RequestSummary['last'] = null;

  /** @param path of a new file that gets a JSON line for every request. Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE. */
  constructor(path?: string) {
    this.descriptor = path === undefined ? null : created(path);
  }

  note(request: Request): void {
    this.take(noted([request]));
  }

  /** The same for those that another thread made. Errors: STORAGE_FULL, OUTPUT_UNWRITABLE. */
  take({ lines, counts, failed, first, last }: NotedRequests): void {
    this.hash.update(lines);
    if (this.descriptor !== null) writeAll(this.descriptor, Buffer.from(lines));
    for (const [name, count] of counts) {
      add(this.counts, name, count);
      this.total += count;
    }
    for (const [status, count] of failed) add(this.failed, status, count);
    this.first ??= { operation: first.operation, id: first.id };
    this.last = { operation: last.operation, id: last.id };
  }

  /** How many requests of an operation were answered so far. */
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
      first: this.first,
      last: this.last,
      sha256: this.hash.copy().digest('hex'),
    };
  }

  close(): void {
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
  }
}

/** Errors: STORAGE_FULL, OUTPUT_UNWRITABLE. */
function writeAll(descriptor: number, bytes: Buffer): void {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const full = code === 'ENOSPC' || code === 'EDQUOT';
    const advice = full ? 'Make room, then import the same address again: it continues.' : '';
    throw new TrailcaseError(full ? 'STORAGE_FULL' : 'OUTPUT_UNWRITABLE', `The log of requests cannot be written: ${message}`, advice, {
      cause,
    });
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
