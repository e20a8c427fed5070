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
  private readonly descriptor: number | null;
  private total = 0;
  private first: RequestSummary['first'] = null;
  private last: RequestSummary['last'] = null;

  /** @param path of a new file that gets a JSON line for every request. Errors: OUTPUT_EXISTS, OUTPUT_UNWRITABLE. */
  constructor(path?: string) {
    this.descriptor = path === undefined ? null : created(path);
  }

  note(request: Request): void {
    const line = `${JSON.stringify(request)}\n`;
    this.hash.update(line);
    if (this.descriptor !== null) writeSync(this.descriptor, line);
    const name = `${request.service}:${request.operation}`;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    this.total++;
    if (request.status >= 300) this.failed.set(String(request.status), (this.failed.get(String(request.status)) ?? 0) + 1);
    const { operation, id } = request;
    this.first ??= { operation, id };
    this.last = { operation, id };
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
