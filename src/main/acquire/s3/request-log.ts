// Every request that an acquisition makes: counted, the first and last of them named, all of them hashed in order; and written to a file where one
// is asked for. The examiner's own footprint is known by it: the ids stand in AWS's logs of the same requests.
import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { TrailcaseError } from '../../../shared/errors.ts';
import { IT_CONTINUES } from './failures.ts';

export interface Request {
  /** ms UTC of this machine, when the answer came, or was given up. */
  at: number;
  service: string;
  operation: string;
  method: string;
  /** HTTP status; 0 of one that was sent, and had no answer. */
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
  /** Of those that were answered; null where none was. */
  first: Request | null;
  last: Request | null;
}

export function noted(requests: readonly Request[]): NotedRequests {
  const counts = new Map<string, number>();
  const failed = new Map<string, number>();
  let lines = '';
  let unanswered = 0;
  let [first, last]: [Request | null, Request | null] = [null, null];
  for (const request of requests) {
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
  return { lines, counts, failed, unanswered, first, last };
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
  /** SHA-256 of the lines of all requests, in the order in which they were noted; what `--request-log` writes has this hash. */
  sha256: string;
}

export class RequestLog {
  private readonly hash = createHash('sha256');
  private readonly counts = new Map<string, number>();
  private readonly failed = new Map<string, number>();
  private descriptor: number | null;
  private total = 0;
  private unanswered = 0;
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
  take({ lines, counts, failed, unanswered, first, last }: NotedRequests): void {
    this.hash.update(lines);
    if (this.descriptor !== null) writeAll(this.descriptor, Buffer.from(lines));
    for (const [name, count] of counts) {
      add(this.counts, name, count);
      this.total += count;
    }
    for (const [status, count] of failed) add(this.failed, status, count);
    this.unanswered += unanswered;
    this.first ??= first && { operation: first.operation, id: first.id };
    if (last !== null) this.last = { operation: last.operation, id: last.id };
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
    const advice = full ? `Make room. ${IT_CONTINUES}` : '';
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
