// Fetches what is not in the case yet of a group of keys, and tells of each version what came of it.
import { utimesSync } from 'node:fs';
import { TrailcaseError } from '../../shared/errors.ts';
import type { S3Import } from '../../shared/s3.ts';
import { bucketAddress } from '../acquire/s3/address.ts';
import { ARCHIVED, type Bucket, type ListedVersion } from '../acquire/s3/bucket.ts';
import type { Connection } from '../acquire/s3/connection.ts';
import { iso, type ObjectLine } from '../acquire/s3/documents.ts';
import { IT_CONTINUES, type ObjectFailure } from '../acquire/s3/failures.ts';
import { archivedDetail, archiveOf, askRestore, type FetchResult, fetchVersion } from '../acquire/s3/fetch.ts';
import { FetchThread } from '../acquire/s3/fetch-thread.ts';
import { type Fetched, SPOOLED } from '../acquire/s3/fetched.ts';
import { AT_ONCE } from '../acquire/s3/object-transport.ts';
import type { RequestLog } from '../acquire/s3/request-log.ts';
import { Room } from '../acquire/s3/room.ts';
import { type KnownObjects, pathOf } from './s3-known.ts';
import { type Group, type OpenBucket, told } from './s3-plan.ts';

/** Names of what is taken apart later: it goes by way of a file. */
const CONTAINER = /\.(zip|tar|tgz|tar\.gz|tar\.zst)$/i;

/** Objects and bytes from where on a thread of its own fetches: to start it takes as long as to fetch some hundred small ones. */
const THREAD_FROM = 250;
const THREAD_FROM_BYTES = 4_000_000;

/** Objects refused one after the other, with none that could be read, after which nothing more is asked. */
const REFUSED_IN_A_ROW = 50;
/** Objects that broke off one after the other, with none that came in between: it is the network then, and no matter of theirs. */
const BROKEN_IN_A_ROW = 50;

export interface FetchedAt {
  path: string;
  fetched: Fetched;
  notes: ObjectFailure[];
}

export interface GroupResult {
  folder: string;
  /** Of all versions that were wanted, in order, those known before, too: an ObjectLine each, as JSON. */
  lines: string[];
  fetched: FetchedAt[];
  refused: { path: string; size: number; failure: ObjectFailure }[];
  /** Paths of versions that are in the case already. */
  known: string[];
  knownBytes: number;
  restoresAsked: number;
}

interface Wanted {
  version: ListedVersion;
  /** Notes for its place. */
  notes: ObjectFailure[];
}

interface Outcome {
  line: string;
  known?: { path: string; size: number };
  fetched?: FetchedAt;
  refused?: GroupResult['refused'][number];
  restoreAsked?: boolean;
}

export class GroupFetcher {
  private readonly options: Pick<S3Import, 'versions' | 'restore'>;
  private readonly room: Room;
  private readonly log: RequestLog;
  private readonly spoolFile: () => string;
  private readonly onFailure: () => void;
  private refusedInARow = 0;
  private brokenInARow = 0;
  /** Objects asked for so far, and their bytes. */
  private count = 0;
  private bytes = 0;
  /** What this thread fetches. */
  private readonly underWay = new Set<Promise<FetchResult>>();
  /** The first object that was asked for, once it came or failed. */
  private first: Promise<void> | null = null;
  /** One for each connection: buckets may be in different regions. */
  private readonly threads = new Map<Connection, FetchThread>();
  /** Requests at a time; the thread has its own. */
  private readonly few = new Room(Number.POSITIVE_INFINITY, AT_ONCE);
  /** Why nothing more is fetched. */
  private ended: unknown = null;

  /** @param spoolFile gives the path of a new file beside the case; @param onFailure is called when something fails that ends it */
  constructor(
    options: Pick<S3Import, 'versions' | 'restore'>,
    room: Room,
    log: RequestLog,
    spoolFile: () => string,
    onFailure: () => void = () => {},
  ) {
    this.options = options;
    this.log = log;
    this.room = room;
    this.spoolFile = spoolFile;
    this.onFailure = onFailure;
  }

  /** Why nothing more is fetched; null while it goes on. */
  get failure(): { error: unknown } | null {
    return this.ended === null ? null : { error: this.ended };
  }

  /** Has what waits to be fetched fail instead. */
  end(why: unknown): void {
    this.ended ??= why;
    for (const thread of this.threads.values()) thread.abort();
  }

  /** When it settles, nothing is under way any more, and every request that was answered is noted. May be called again. */
  async close(): Promise<void> {
    this.end(new TrailcaseError('CANCELLED', 'Nobody waits for it any more'));
    for (const thread of this.threads.values()) await thread.close();
    await Promise.allSettled(this.underWay);
  }

  private async fetchOne(bucket: Bucket, version: ListedVersion, file: string | null): Promise<FetchResult> {
    this.count++;
    this.bytes += version.size;
    const here = (): Promise<FetchResult> => {
      const result = this.few.with(() => this.unlessEnded(() => fetchVersion(bucket, version, file)));
      this.underWay.add(result);
      const done = (): void => void this.underWay.delete(result);
      result.then(done, done);
      return result;
    };
    // What goes by way of a file may be long under way.
    if (this.first === null && file === null) {
      const first = here();
      this.first = first.then(
        () => {},
        () => {},
      );
      return await first;
    }
    if (this.count <= THREAD_FROM && this.bytes <= THREAD_FROM_BYTES) return await here();
    // The thread goes on as that one was asked for.
    await this.first;
    return await this.unlessEnded(() => {
      const { connection, name } = bucket;
      const thread = this.threads.get(connection) ?? new FetchThread(connection, this.log, name);
      this.threads.set(connection, thread);
      return thread.fetch(bucket, version, file);
    });
  }

  private async unlessEnded<T>(work: () => Promise<T>): Promise<T> {
    if (this.ended !== null) throw this.ended;
    return await work();
  }

  /** Errors: S3_*, CANCELLED. */
  async fetch(open: OpenBucket, { folder, keys, missing = [] }: Group, known: KnownObjects): Promise<GroupResult> {
    const result: GroupResult = {
      folder,
      lines: [],
      fetched: [],
      refused: [],
      known: [],
      knownBytes: 0,
      restoresAsked: 0,
    };
    const detail = 'it was named, and the bucket does not list it';
    result.refused.push(...missing.map((path) => ({ path, size: 0, failure: { code: 'S3_OBJECT_GONE' as const, detail } })));
    const wanted = keys.flatMap((versions) => this.wantedOf(versions, result));
    for (const { line, known: before, fetched, refused, restoreAsked } of await Promise.all(
      wanted.map((one) => this.one(open.bucket, one, known)),
    )) {
      result.lines.push(line);
      if (fetched) result.fetched.push(fetched);
      if (refused) result.refused.push(refused);
      if (before) {
        result.known.push(before.path);
        result.knownBytes += before.size;
      }
      if (restoreAsked) result.restoresAsked++;
    }
    return result;
  }

  /** How much a group comes to, as it is listed: what is fetched, known or told of; nothing of versions that are only listed. */
  amountOf({ keys, missing = [] }: Group): { objects: number; bytes: number } {
    const amount = { objects: missing.length, bytes: 0 };
    for (const versions of keys) {
      const objects = versions.filter(({ deleteMarker }) => !deleteMarker);
      const current = objects.find(({ current }) => current);
      // Where there is none now, that is told.
      if (current === undefined) amount.objects++;
      for (const { size } of this.options.versions ? objects : current ? [current] : []) {
        amount.objects++;
        amount.bytes += size;
      }
    }
    return amount;
  }

  /** What is fetched of the versions of one key, and what is told of the others. */
  private wantedOf(versions: readonly ListedVersion[], { refused }: GroupResult): Wanted[] {
    const objects = versions.filter(({ deleteMarker }) => !deleteMarker);
    const current = objects.find(({ current }) => current);
    const others = versions.filter((version) => version !== current);
    const notes: ObjectFailure[] = [];
    if (current !== undefined && others.length > 0) notes.push({ code: 'S3_OTHER_VERSIONS', detail: told(others) });
    if (current === undefined)
      refused.push({ path: versions[0]?.key ?? '', size: 0, failure: { code: 'S3_DELETE_MARKER', detail: told(versions) } });
    const wanted: Wanted[] = current ? [{ version: current, notes }] : [];
    if (this.options.versions) for (const version of objects) if (version !== current) wanted.push({ version, notes: [] });
    return wanted;
  }

  private async one(bucket: Bucket, { version, notes }: Wanted, known: KnownObjects): Promise<Outcome> {
    const path = pathOf({ ...version, noncurrent: !version.current });
    // Of what is known the line is what was written down then, so that the document is the same.
    const line = known.lineOf(version);
    if (line !== null) return { line, known: { path, size: version.size } };
    const { key, versionId, etag, modified, size, storageClass } = version;
    const refuse = (failure: ObjectFailure): Outcome => {
      const lastModified = iso(modified);
      const line: ObjectLine = {
        key,
        versionId,
        etag,
        lastModified,
        size,
        storageClass: storageClass || 'STANDARD',
        failure: failure.code,
      };
      return { line: JSON.stringify(line), refused: { path, size, failure } };
    };
    const archived = ARCHIVED.has(storageClass) ? await this.archived(bucket, version) : null;
    if (archived !== null) return { ...refuse(archived.failure), restoreAsked: archived.asked };
    const toFile = size > SPOOLED || CONTAINER.test(key);
    const free = await this.room.take(toFile ? 0 : size);
    try {
      let fetched = await this.fetchOne(bucket, version, toFile ? this.spoolFile() : null);
      // It has grown since it was listed.
      if ('needsFile' in fetched) fetched = await this.fetchOne(bucket, version, this.spoolFile());
      if ('needsFile' in fetched) throw new TrailcaseError('INTERNAL', `There is a file for ${key}, which was not used`);
      if ('failure' in fetched && fetched.failure.code === 'S3_ARCHIVED') {
        const { archive, ...where } = await this.few.with(() => archiveOf(bucket, version));
        const { failure, asked } = await this.restored(bucket, version, where, archive);
        return { ...refuse(failure), restoreAsked: asked };
      }
      if ('failure' in fetched) {
        this.countRefusal(fetched.failure, bucket, key);
        this.countBroken(fetched.failure, key);
        return refuse(fetched.failure);
      }
      this.refusedInARow = Number.NEGATIVE_INFINITY;
      this.brokenInARow = 0;
      if (fetched.file !== null) utimesSync(fetched.file, fetched.modified / 1000, fetched.modified / 1000);
      return { line: fetched.line, fetched: { path, fetched, notes: [...notes, ...fetched.notes] } };
    } catch (error) {
      this.end(error);
      this.onFailure();
      throw error;
    } finally {
      free();
    }
  }

  /** What is told of an object whose storage class is an archive; null where it can be read. */
  private async archived(bucket: Bucket, version: ListedVersion): Promise<{ failure: ObjectFailure; asked: boolean } | null> {
    const { restore } = version;
    if (restore !== null && !restore.inProgress) return null;
    const detail = archivedDetail(version);
    return await this.restored(bucket, version, { code: restore?.inProgress ? 'S3_RESTORE_PENDING' : 'S3_ARCHIVED', detail });
  }

  /** What is told of an archived object, which is asked to be restored where that is wanted. */
  private async restored(
    bucket: Bucket,
    version: ListedVersion,
    known: ObjectFailure,
    archive = version.storageClass,
  ): Promise<{ failure: ObjectFailure; asked: boolean }> {
    const { restore: asked } = this.options;
    if (asked === undefined || known.code === 'S3_RESTORE_PENDING') return { failure: known, asked: false };
    const failure = await this.few.with(() => askRestore(bucket, version, asked, archive));
    return { failure, asked: failure.code === 'S3_RESTORE_PENDING' };
  }

  /** Where nothing at all may be read, asking for each of a million objects would say no more. Errors: S3_ACCESS_DENIED. */
  private countRefusal({ code, detail }: ObjectFailure, bucket: Bucket, key: string): void {
    if (code !== 'S3_ACCESS_DENIED' && code !== 'S3_KMS_DENIED') return;
    if (++this.refusedInARow < REFUSED_IN_A_ROW) return;
    throw new TrailcaseError(
      'S3_ACCESS_DENIED',
      `None of the first ${REFUSED_IN_A_ROW} objects of ${bucketAddress(bucket.name)} may be read, ${key} for one: ${detail}`,
      'Ask whoever keeps the bucket or its key for this permission.',
    );
  }

  /** Errors: S3_UNREACHABLE. */
  private countBroken({ code, detail }: ObjectFailure, key: string): void {
    if (code !== 'S3_BROKEN_OFF' || ++this.brokenInARow < BROKEN_IN_A_ROW) return;
    throw new TrailcaseError(
      'S3_UNREACHABLE',
      `${BROKEN_IN_A_ROW} answers one after the other broke off: ${detail}, of ${key}`,
      `Check the network and what stands between. ${IT_CONTINUES}`,
    );
  }
}
