// Requests of looks at buckets, kept until an import from the same bucket counts them: they stand in AWS's logs like the import's own, and the examiner's
// footprint would have a hole without them. By bucket: that another one was looked at is nothing that this case should tell.
import { isAddress, LOOKUP_EVENTS, parseAddress } from '../acquire/s3/address.ts';
import { RequestLog, type RequestSummary } from '../acquire/s3/request-log.ts';
import type { CaseFile } from '../case/case-file.ts';

/** What was asked of a bucket before an import from it. */
export interface LooksBefore extends RequestSummary {
  bucket: string;
  /** How many looks there were. */
  looks: number;
}

interface Looked {
  looks: number;
  log: RequestLog;
}

export class Looks {
  /** What no import has counted yet; more than one where an import between them left no entry in the custody log. */
  private readonly byBucket = new Map<string, Looked[]>();

  /** A look begins: its requests are noted where this says. Errors: USAGE. */
  begin(address: string): Pick<RequestLog, 'note'> {
    const { bucket } = parseAddress(address);
    this.newest(bucket).looks++;
    // What is still answered once an import has begun counts for the next.
    return { note: (request) => this.newest(bucket).log.note(request) };
  }

  private newest(bucket: string): Looked {
    const [newest] = this.byBucket.get(bucket) ?? [];
    if (newest !== undefined) return newest;
    const begun = { looks: 0, log: new RequestLog() };
    this.byBucket.set(bucket, [begun]);
    return begun;
  }

  /** Tells an import what was looked at of its buckets. Once the custody log has an entry of it, that is counted; else the next import is told it. */
  async counted<T>(file: CaseFile, paths: readonly string[], work: (looks: LooksBefore[]) => Promise<T>): Promise<T> {
    const buckets = new Set(paths.filter((path) => isAddress(path) && path !== LOOKUP_EVENTS).map((path) => parseAddress(path).bucket));
    const taken = [...buckets].map((bucket) => ({ bucket, looked: this.byBucket.get(bucket) ?? [] }));
    const told = taken.flatMap(({ bucket, looked }) => looked.map(({ looks, log }) => ({ bucket, looks, ...log.summary() })));
    for (const bucket of buckets) this.byBucket.delete(bucket);
    const before = entries(file);
    try {
      return await work(told.filter(({ total }) => total > 0));
    } finally {
      if (entries(file) === before)
        for (const { bucket, looked } of taken) this.byBucket.set(bucket, [...(this.byBucket.get(bucket) ?? []), ...looked]);
    }
  }
}

function entries(file: CaseFile): number {
  return file.db.prepare("SELECT count(*) FROM custody WHERE action = 'import'").pluck().get() as number;
}
