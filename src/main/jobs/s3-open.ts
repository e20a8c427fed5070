// What an import from addresses opens before anything is stored: the way to AWS, who asks, and what is chosen of each bucket; and how that is told.
import { createHash } from 'node:crypto';
import type { S3Choice, S3Import } from '../../shared/s3.ts';
import { readScoping } from '../acquire/athena/record.ts';
import { accessTold, checkAccess } from '../acquire/s3/access.ts';
import { LOOKUP_EVENTS, parseAddress } from '../acquire/s3/address.ts';
import { Bucket } from '../acquire/s3/bucket.ts';
import { Connection } from '../acquire/s3/connection.ts';
import { RequestLog } from '../acquire/s3/request-log.ts';
import { lookupRegions } from './lookup-feed.ts';
import type { JobControl } from './progress.ts';
import type { LooksBefore } from './s3-looks.ts';
import { type OpenBucket, openBucket } from './s3-plan.ts';

/** What is opened before anything is stored. */
export interface Opened {
  about: Record<string, unknown>;
  /** As STS says it, or why that is not known. */
  who: { arn: string } | string;
  buckets: OpenBucket[];
  /** Regions whose history of events is asked for. */
  lookups: string[];
  looks: readonly LooksBefore[];
  connection: Connection;
  log: RequestLog;
  waiting: Waiting;
}

/** What is waited for, of a person; told by whoever can tell at the time. */
interface Waiting {
  words: string | null;
  tell(): void;
}

/**
 * Connects, and finds what is chosen of each bucket. Nothing is stored, nothing fetched.
 * Errors: S3_*, USAGE, OUTPUT_EXISTS, OUTPUT_UNWRITABLE.
 */
export async function openAddresses(
  addresses: readonly string[],
  options: S3Import,
  looks: readonly LooksBefore[],
  control: JobControl,
): Promise<Opened> {
  const parsed = addresses.filter((address) => address !== LOOKUP_EVENTS).map(parseAddress);
  checkAccess(options.access ?? {});
  const log = new RequestLog(options.requestLog);
  const nothing = { bytes: 0, totalBytes: 0, files: 0, totalFiles: 0, events: 0 };
  const waiting: Waiting = {
    words: null,
    tell: () => control.onProgress?.({ phase: 'Finding what was chosen', ...nothing, waiting: waiting.words }),
  };
  waiting.tell();
  const connection = new Connection(options.access ?? {}, log, {
    mayRestore: options.restore !== undefined,
    renewalPatience: options.renewalPatience,
    onWaiting: (words) => {
      waiting.words = words;
      waiting.tell();
    },
    signal: control.signal,
  });
  const opened: Connection[] = [connection];
  try {
    const lookups = addresses.includes(LOOKUP_EVENTS) ? await lookupRegions(connection, options) : [];
    const identity = await connection.identity();
    const buckets: OpenBucket[] = [];
    for (const { bucket, prefix } of parsed) {
      const own = buckets.length === 0 ? connection : connection.another();
      opened.push(own);
      await own.findBucket(bucket);
      buckets.push(await openBucket(new Bucket(bucket, own), prefix, options));
    }
    const access = accessTold(options.access ?? {});
    const who = identity ?? (access.anonymous ? 'anonymous' : 'not known: STS was not asked, or did not answer');
    const about = {
      s3: {
        identity: who,
        access,
        region: connection.region,
        choice: choiceTold(options.choice ?? {}),
        versions: options.versions === true,
      },
      ...scopingTold(options.scoping),
    };
    for (const { bucket, source, record } of buckets) {
      source.options = { s3: { ...about.s3, region: bucket.connection.region } };
      record.options = source.options;
    }
    return { about, who, buckets, lookups, looks, connection, log, waiting };
  } catch (error) {
    for (const one of opened) one.close();
    log.close();
    throw error;
  }
}

/** Keys named one by one may be very many: their number and their hash, a line each, say which they were. */
function choiceTold({ keys, ...choice }: S3Choice): Record<string, unknown> {
  if (keys === undefined) return choice;
  const hash = createHash('sha256');
  for (const key of keys) hash.update(`${key}\n`);
  return { ...choice, keys: { count: keys.length, sha256: hash.digest('hex') } };
}

/** How it is taken beside what is chosen, so that it can be continued alike. A restore is told, and never asked for again by itself. */
export function takingTold({ keepCopy, requestLog, configuration, restore }: S3Import): Record<string, unknown> {
  const taking = { keepCopy, requestLog, configuration, restore };
  return Object.values(taking).every((one) => one === undefined) ? {} : { taking };
}

/** Requests that looks made before the import, in the window. */
export function looksTold(looks: readonly LooksBefore[]): Record<string, unknown> {
  return looks.length === 0 ? {} : { looksBefore: looks };
}

/** How the keys were found, for the custody log; the document itself is evidence. */
export function scopingTold(text: string | undefined): Record<string, unknown> {
  const outcome = text === undefined ? undefined : readScoping(text)?.outcome;
  if (text === undefined || outcome === undefined) return {};
  const { executionId, workgroup, sql, filter, scannedBytes, resultSha256 } = outcome;
  const document = createHash('sha256').update(text).digest('hex');
  return { scoping: { executionId, workgroup, sql, filter, scannedBytes, resultSha256, document } };
}
