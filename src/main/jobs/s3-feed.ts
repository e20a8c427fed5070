// Addresses as sources of an import: lists what was chosen of a bucket, fetches it many at a time, and hands it to the parsers in tasks that are stored whole.
// What S3 said of each object is stored in the same transaction as its bytes: a killed import goes on where it stopped, and ends in the same case.
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AcquiredSummary } from '../../shared/acquired.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import type { S3Import } from '../../shared/s3.ts';
import { readScoping, scopingPath } from '../acquire/athena/record.ts';
import { bucketAddress, LOOKUP_EVENTS } from '../acquire/s3/address.ts';
import type { Bucket } from '../acquire/s3/bucket.ts';
import { ConfigurationReader } from '../acquire/s3/configuration.ts';
import { jsonDocument, objectsDocument, recordPath } from '../acquire/s3/documents.ts';
import { KeepCopy } from '../acquire/s3/keep-copy.ts';
import { Room } from '../acquire/s3/room.ts';
import type { CaseFile } from '../case/case-file.ts';
import type { WorkerRequest } from '../ingest/file-reader.ts';
import { VERSION } from '../version.ts';
import { ahead } from './ahead.ts';
import type { Feed, FeedParts, ImportOptions } from './import-job.ts';
import type { FileAt, PendingItem } from './import-store.ts';
import { LOOKUP_LIMITS, lookupTasks } from './lookup-feed.ts';
import type { JobControl, Progress } from './progress.ts';
import { type Batch, batchesOf } from './s3-batches.ts';
import { Gathered } from './s3-gathered.ts';
import { type FetchedAt, GroupFetcher, type GroupResult } from './s3-group.ts';
import { KnownObjects, OBJECTS_FOLDER } from './s3-known.ts';
import { looksTold, type Opened, openAddresses, scopingTold, takingTold } from './s3-open.ts';
import { groupsOf, type OpenBucket, type RecordFile } from './s3-plan.ts';

/** Tasks that are fetched ahead. */
const AHEAD = 12;
/** Batches that are listed ahead of those: an answer to a list request is read bit by bit, whenever this thread stores nothing, so that it is long under way. */
const LISTED_AHEAD = 16;
/** Bytes and objects that are on their way at a time: more than are asked for at once, so that who fetches has work while others are stored. */
const ON_THEIR_WAY = 48_000_000;
const ASKED_AHEAD = 2000;

/** ms that what is under way may take once something has failed: who waits to ask again would take minutes. */
const TO_COME = 1000;

/** What came of a batch. */
interface Taken {
  /** Null when there is nothing to store. */
  task: WorkerRequest | null;
  /** Why not all of it came. */
  failure: { error: unknown } | null;
  /** Nothing of it was asked for, since what was asked for before had failed. */
  none: boolean;
}

export class S3Feed implements Feed {
  readonly about: Record<string, unknown>;
  private readonly opened: Opened;
  private readonly options: S3Import;
  private readonly keepAll: boolean;
  /** Folder beside the case for what does not fit into memory; removed after every import. */
  private readonly spool: string;
  private readonly copy: KeepCopy | null;
  private readonly fetcher: GroupFetcher;
  private readonly configuration: ConfigurationReader;
  private readonly counts = { listed: 0, fetched: 0, bytes: 0, known: 0, notFetched: 0, noncurrent: 0, deleteMarkers: 0, restoresAsked: 0 };
  private readonly listing = createHash('sha256');
  /** Versions fetched, by the checksum they were compared with; and all, by what was told of them. */
  private readonly checked = new Map<string, number>();
  private readonly toldOf = new Map<string, number>();
  private spooled = 0;
  private givingUp: NodeJS.Timeout | null = null;
  /** Objects that are to be fetched, known or told of, as far as they are listed. */
  private planned = 0;

  private constructor(file: CaseFile, opened: Opened, options: S3Import, keepAll: boolean) {
    // How it is taken, and what was asked before, concerns the custody log alone: evidence says nothing of it.
    this.about = { ...opened.about, ...takingTold(options), ...looksTold(opened.looks) };
    this.opened = opened;
    this.options = options;
    this.keepAll = keepAll;
    this.spool = `${file.path}-fetched`;
    rmSync(this.spool, { recursive: true, force: true });
    this.copy = options.keepCopy === undefined ? null : new KeepCopy(options.keepCopy);
    this.fetcher = new GroupFetcher(
      options,
      new Room(ON_THEIR_WAY, ASKED_AHEAD),
      opened.log,
      () => this.spoolFile(),
      () => {
        this.givingUp ??= setTimeout(() => this.stop(), TO_COME);
      },
    );
    this.configuration = new ConfigurationReader(opened.connection);
  }

  /** Connects, and finds what is chosen of each bucket. Nothing is stored, nothing fetched. Errors: as openAddresses. */
  static async open(
    file: CaseFile,
    addresses: readonly string[],
    options: S3Import,
    { keepAll = false, looks = [] }: Pick<ImportOptions, 'keepAll' | 'looks'>,
    control: JobControl,
  ): Promise<S3Feed> {
    return new S3Feed(file, await openAddresses(addresses, options, looks, control), options, keepAll);
  }

  async *tasks(parts: FeedParts, signal: AbortSignal | undefined): AsyncGenerator<WorkerRequest> {
    this.opened.waiting.tell = parts.tell;
    try {
      for (const open of this.opened.buckets) {
        parts.progress.phase = `Fetching from ${bucketAddress(open.bucket.name)}`;
        yield* this.bucketTasks(open, parts, signal);
        if (signal?.aborted) return;
        yield* this.configurationTasks(open, parts);
      }
      this.failWhereNothingIs();
      const { connection, lookups, about } = this.opened;
      if (lookups.length > 0) {
        parts.progress.phase = 'Asking CloudTrail for its history of events';
        yield* lookupTasks(connection, lookups, this.options, about, (path, bytes) => this.copy?.writeRecord(path, bytes), parts);
      }
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  }

  private async *bucketTasks(open: OpenBucket, parts: FeedParts, signal: AbortSignal | undefined): AsyncGenerator<WorkerRequest> {
    const known = new KnownObjects(parts.file, bucketAddress(open.bucket.name), this.keepAll || this.copy !== null);
    const begin = (batch: Batch): Promise<Taken> => {
      this.planned += batch.objects;
      parts.progress.totalFiles += batch.objects;
      parts.progress.totalBytes += batch.bytes;
      return this.task(open, batch, known, parts);
    };
    const listed = ahead(this.batches(open), async (batch) => batch, LISTED_AHEAD);
    const made = ahead(listed, begin, AHEAD);
    let whole = false;
    let failure: Taken['failure'] = null;
    try {
      for (;;) {
        const { value, done } = await made.next().catch((error) => {
          throw failure?.error ?? error;
        });
        whole = done === true && failure === null;
        if (whole || signal?.aborted) return;
        // What came of what was begun before the failure is stored first: it would have to be fetched again.
        if (failure !== null && (done === true || value.none)) throw failure.error;
        if (done === true) return;
        failure ??= value.failure;
        if (value.task) yield value.task;
      }
    } finally {
      // What waits to be fetched would be waited for.
      if (!whole) this.stop();
      await made.return(undefined);
      // What was answered until now belongs to the words with which the import ends.
      if (!whole) await this.fetcher.close();
    }
  }

  /** Where nothing at all is there, or of the chosen days, an empty case would look like one in which nothing happened. Errors: S3_NOTHING_CHOSEN. */
  private failWhereNothingIs(): void {
    const { from, to } = this.options.choice ?? {};
    const { buckets, lookups } = this.opened;
    const isNamed = from !== undefined || to !== undefined;
    if (buckets.length === 0 || lookups.length > 0 || this.counts.listed + this.counts.notFetched > 0) return;
    const addresses = buckets.map(({ bucket, prefix }) => `${bucketAddress(bucket.name)}/${prefix}`).join(', ');
    throw new TrailcaseError(
      'S3_NOTHING_CHOSEN',
      isNamed
        ? `Nothing below ${addresses} is of the chosen days, ${from ?? 'the first'} to ${to ?? 'the last'}`
        : `Nothing is below ${addresses}`,
      `See ${isNamed ? 'which days there are' : 'what there is'} with trailcase s3 scope.`,
    );
  }

  stop(): void {
    this.fetcher.end(new TrailcaseError('CANCELLED', 'Nobody waits for it any more'));
    for (const { bucket } of this.opened.buckets) bucket.connection.close();
  }

  park(...lists: readonly PendingItem[][]): void {
    for (const pending of lists.flat()) {
      const { item, at } = pending;
      if (item.bytes === null || at.found.absolute !== '' || at.source.kind !== 's3') continue;
      const absolute = this.spoolFile();
      writeFileSync(absolute, item.bytes);
      const seconds = (item.modified ?? 0) / 1000;
      utimesSync(absolute, seconds, seconds);
      pending.at = { ...at, found: { ...at.found, absolute } };
      item.bytes = null;
    }
  }

  settle(): TrailcaseError | null {
    return this.opened.log.settle();
  }

  summary(): Record<string, unknown> {
    const { buckets, log, lookups } = this.opened;
    const listed = buckets.map(({ bucket }) => ({ bucket: bucket.name, versions: versionsOf(bucket) }));
    const { answered, refused } = this.configuration;
    return {
      s3: {
        ...this.counts,
        listing: this.listing.copy().digest('hex'),
        buckets: listed,
        leftOut: buckets.flatMap(({ notes }) => notes),
        ...(lookups.length > 0 && { history: LOOKUP_LIMITS }),
        configuration: { answered, refused },
        requests: log.summary(),
      },
      ...looksTold(this.opened.looks),
      ...scopingTold(this.options.scoping),
    };
  }

  live(): Pick<Progress, 'acquired' | 'waiting'> {
    const { fetched, known, notFetched, bytes } = this.counts;
    return { acquired: { fetched, known, notFetched, bytes, planned: this.planned }, waiting: this.opened.waiting.words };
  }

  told(): AcquiredSummary {
    const { buckets, log, who, lookups } = this.opened;
    const requests = log.summary();
    const unlisted = buckets.flatMap(({ bucket }) =>
      bucket.versioning?.known === false ? [`${bucketAddress(bucket.name)}: ${versionsOf(bucket)}`] : [],
    );
    return {
      ...this.counts,
      requests: requests.total,
      notes: [
        ...buckets.flatMap(({ notes }) => notes),
        ...unlisted,
        ...this.configuration.refused,
        ...(lookups.length > 0 ? [LOOKUP_LIMITS] : []),
      ],
      identity: typeof who === 'string' ? who : who.arn,
      sources: [...buckets.map(({ bucket }) => bucketAddress(bucket.name)), ...lookups.map((region) => `${LOOKUP_EVENTS}:${region}`)],
      places: buckets.reduce((sum, { leaves }) => sum + leaves.length, 0),
      checked: Object.fromEntries(this.checked),
      told: Object.fromEntries(this.toldOf),
      versionsListed: buckets.length === 0 ? null : unlisted.length === 0,
      userAgent: `trailcase/${VERSION}`,
      requestCounts: requests.counts,
    };
  }

  async close(): Promise<void> {
    this.stop();
    this.opened.connection.close();
    await this.fetcher.close();
    if (this.givingUp !== null) clearTimeout(this.givingUp);
    this.opened.log.close();
    rmSync(this.spool, { recursive: true, force: true });
  }

  private spoolFile(): string {
    mkdirSync(this.spool, { recursive: true });
    return join(this.spool, `object-${++this.spooled}`);
  }

  private async *batches(open: OpenBucket): AsyncGenerator<Batch> {
    const { fetcher, counts, listing, options } = this;
    const scoping = options.scoping === undefined ? [] : [{ document: scopingRecord(options.scoping) }];
    const listed = async function* (): ReturnType<typeof groupsOf> {
      yield* scoping;
      yield* groupsOf(open, counts, listing);
    };
    yield* batchesOf(listed(), (group) => fetcher.amountOf(group));
  }

  /** Fetches what is not known of some groups: those that came whole, where others failed. */
  private async task(open: OpenBucket, batch: Batch, known: KnownObjects, { files, store, progress, tell }: FeedParts): Promise<Taken> {
    const over = this.fetcher.failure;
    if (over !== null) return { task: null, failure: over, none: true };
    const came = await Promise.allSettled(batch.groups.map((group) => this.fetcher.fetch(open, group, known)));
    const groups = came.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const failure = came.find((one) => one.status === 'rejected');
    const gathered = new Gathered(files);
    for (const document of batch.documents) this.addRecord(gathered, open, document);
    const done = { objects: 0, bytes: 0 };
    for (const group of groups) {
      this.addGroup(gathered, open, group, known);
      store.alreadyPresent += group.known.length;
      done.objects += group.known.length;
      done.bytes += group.knownBytes;
    }
    if (gathered.refused.length > 0) store.storeRefused(gathered.refused);
    done.objects += gathered.refused.length;
    done.bytes += sizes(gathered.refused);
    // With documents and sidecars, and with objects as large as they came, what is done ends where the whole does.
    const stored = gathered.task.files.map(({ index }) => files[index] as FileAt);
    progress.files += done.objects;
    progress.bytes += done.bytes;
    progress.totalFiles += done.objects + stored.length - batch.objects;
    progress.totalBytes += done.bytes + sizes(stored) - batch.bytes;
    tell();
    const task = gathered.task.files.length > 0 ? gathered.task : null;
    // Others may have failed by that alone.
    return { task, failure: failure ? (this.fetcher.failure ?? { error: failure.reason }) : null, none: false };
  }

  private addGroup(gathered: Gathered, open: OpenBucket, group: GroupResult, inCase: KnownObjects): void {
    const { folder, lines, fetched, refused, known, restoresAsked } = group;
    this.counts.known += known.length;
    this.counts.notFetched += refused.length;
    this.counts.restoresAsked += restoresAsked;
    for (const path of known) this.copyKnown(path, inCase);
    for (const one of fetched) this.addFetched(gathered, open, one);
    for (const { failure } of refused) count(this.toldOf, failure.code);
    for (const { path, size, failure } of refused) gathered.refuse(open.source, path, size, failure, inCase.wasTold(path, failure.code));
    const isNew = fetched.length > 0 || refused.length > 0;
    if (lines.length === 0 || (!isNew && this.copy === null)) return;
    const bytes = objectsDocument(open.bucket.name, folder, lines);
    this.addRecord(gathered, open, { path: recordPath(OBJECTS_FOLDER, folder, bytes), bytes });
  }

  /** A copy is whole, also of what was fetched before there was one. */
  private copyKnown(path: string, inCase: KnownObjects): void {
    if (this.copy === null) return;
    for (const one of [path, `${path}.head.json`]) {
      if (this.copy.has(one)) continue;
      const bytes = inCase.bytesOf(one);
      if (bytes !== null) this.copy.write(one, bytes);
    }
  }

  private addRecord(gathered: Gathered, open: OpenBucket, { path, bytes }: RecordFile): void {
    this.copy?.writeRecord(path, bytes);
    gathered.add(open.record, { path, bytes, modified: null });
  }

  private addFetched(gathered: Gathered, { source }: OpenBucket, { path, fetched, notes }: FetchedAt): void {
    const { bytes, file, modified, size, sha256, checked, sidecar } = fetched;
    this.counts.fetched++;
    this.counts.bytes += size;
    count(this.checked, checked);
    for (const { code } of notes) count(this.toldOf, code);
    this.copy?.write(path, bytes ?? { file: file as string });
    gathered.add(source, { path, bytes, sha256, file, size, modified, notes });
    if (sidecar === null) return;
    const beside = { path: `${path}.head.json`, bytes: sidecar, modified: null };
    this.copy?.write(beside.path, beside.bytes);
    gathered.add(source, beside);
  }

  /** What CloudTrail says of the regions of a bucket, and S3 of the bucket. */
  private async *configurationTasks(open: OpenBucket, { files, progress, tell }: FeedParts): AsyncGenerator<WorkerRequest> {
    const { access = {}, configuration = true } = this.options;
    if (!configuration || access.anonymous) return;
    progress.phase = 'Asking for public keys and trail configuration';
    tell();
    const regions = this.opened.connection.mayAskAws('CLOUDTRAIL') ? [...new Set(open.leaves.map(({ region }) => region))].sort() : [];
    const answers = [
      this.configuration.bucket(open.bucket),
      ...regions.map((region) => this.configuration.region(region, open.digests.get(region) ?? null)),
    ];
    const gathered = new Gathered(files);
    for (const some of answers)
      for await (const { source, path, value } of some) {
        const bytes = jsonDocument(value);
        this.copy?.writeRecord(`${source.replace(/[:/]+/g, '-')}/${path}`, bytes);
        gathered.add({ kind: 'aws-api', path: source, files: [], options: this.opened.about }, { path, bytes, modified: Date.now() });
      }
    progress.totalFiles += gathered.task.files.length;
    progress.totalBytes += sizes(gathered.task.files.map(({ index }) => files[index] as FileAt));
    if (gathered.task.files.length > 0) yield gathered.task;
  }
}

/** The document about how the keys were found; memory of its own: it moves to another thread. */
function scopingRecord(text: string): RecordFile {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return { path: scopingPath(readScoping(text)?.outcome.executionId ?? '', bytes), bytes };
}

function sizes(files: readonly FileAt[]): number {
  return files.reduce((sum, { found }) => sum + found.size, 0);
}

function count(map: Map<string, number>, name: string): void {
  map.set(name, (map.get(name) ?? 0) + 1);
}

function versionsOf({ versioning }: Bucket): string {
  return versioning === null || versioning.known ? 'listed' : `versions and delete markers were not listed: ${versioning.why}`;
}
