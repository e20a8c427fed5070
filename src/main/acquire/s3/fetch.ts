// Fetches one version of an object: as the listing had it, or with what is otherwise now said of it; its bytes compared with the checksums that S3 states.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { GetObjectCommand, type GetObjectCommandOutput, HeadObjectCommand, RestoreObjectCommand } from '@aws-sdk/client-s3';
import { TrailcaseError } from '../../../shared/errors.ts';
import { type RestoreTier, tierRefusal } from '../../../shared/s3.ts';
import type { Bucket, ListedVersion } from './bucket.ts';
import { ChecksumCheck, statedChecksum } from './checksums.ts';
import { type Asked, asFailure, nameOf, type ObjectFailure, objectFailure, statusOf } from './failures.ts';
import { type Body, bodyInMemory, type Fetched, fetchedOf, otherwise, SPOOLED } from './fetched.ts';

/** Tries of one object, beyond those that the SDK makes until an answer begins. */
const TRIES = 4;

/** `needsFile`: it has become larger than may be held in memory, and is to be fetched into a file. */
export type FetchResult = Fetched | { failure: ObjectFailure } | { needsFile: true };

function askedOf(bucket: Bucket, { key, current }: ListedVersion): Asked {
  return bucket.toAsk(current ? 's3:GetObject' : 's3:GetObjectVersion', key);
}

/**
 * @param file where to write the bytes, of an object that is not to be held in memory
 * Errors: S3_* when it is not the object's fault; CANCELLED.
 */
export async function fetchVersion(bucket: Bucket, version: ListedVersion, file: string | null): Promise<FetchResult> {
  const asked = askedOf(bucket, version);
  let changed: string | null = null;
  for (let tries = 1; ; tries++) {
    try {
      const head = await answer(bucket, version, changed === null, file === null);
      if (file === null && (head.ContentLength ?? 0) > SPOOLED) {
        (head.Body as Readable | undefined)?.destroy();
        return { needsFile: true };
      }
      const stated = statedChecksum(head as never, bucket.isDirectory);
      const read = await bodyOf(head, version, file, new ChecksumCheck(stated));
      const difference = read.check.difference();
      // Once more: it may have happened on the way.
      if (difference !== null && tries === 1) continue;
      const notes: ObjectFailure[] = [];
      if (changed === null) changed = otherwise(head, version);
      if (changed !== null) notes.push({ code: 'S3_OBJECT_CHANGED', detail: changed });
      if (difference !== null) notes.push({ code: 'S3_CHECKSUM_MISMATCH', detail: difference });
      return fetchedOf(version, head, read, file, { stated, difference }, notes);
    } catch (error) {
      if (error instanceof TrailcaseError) throw error;
      if (statusOf(error) === 412) {
        // Taken as it is now: what it was is gone, or another version.
        changed = `listed with ETag ${version.etag}, changed before it was fetched`;
        if (tries < TRIES) continue;
      }
      const failure = objectFailure(error, asked);
      if (failure !== null) return { failure };
      if (statusOf(error) === 0 && tries < TRIES && isCutOff(error)) continue;
      if (error instanceof CutOff) return { failure: { code: 'S3_BROKEN_OFF', detail: `${error.message}, the last of ${TRIES} times` } };
      throw asFailure(error, asked);
    }
  }
}

/** What lies beside the case could not be written. */
class Unwritable extends TrailcaseError {
  constructor(cause: NodeJS.ErrnoException) {
    const full = cause.code === 'ENOSPC' || cause.code === 'EDQUOT';
    const advice = full
      ? 'Make room, then import the same address again: it continues.'
      : 'See that the folder of the case can be written.';
    super(full ? 'STORAGE_FULL' : 'OUTPUT_UNWRITABLE', `What was fetched cannot be written: ${cause.message}`, advice, { cause });
  }
}

/** An answer whose body ended too early, which no client tries again by itself. */
class CutOff extends Error {}

function isCutOff(error: unknown): boolean {
  return (
    error instanceof CutOff ||
    ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE'].includes((error as NodeJS.ErrnoException).code ?? '')
  );
}

/** Its body is a stream, or the bytes themselves. @param held it is to be held in memory */
async function answer(bucket: Bucket, version: ListedVersion, asListed: boolean, held: boolean): Promise<GetObjectCommandOutput> {
  if (held && asListed && version.current && version.etag !== '') {
    const plain = await bucket.connection.plainGet(bucket.name, version.key, version.etag, SPOOLED);
    if (plain !== null) return plain;
  }
  const input = {
    Bucket: bucket.name,
    Key: version.key,
    ...(asListed && version.etag !== '' && { IfMatch: version.etag }),
    // The current one is fetched without its id: to name it takes another permission.
    ...(!version.current && version.versionId !== null && { VersionId: version.versionId }),
  };
  return await bucket.connection.s3((client) => client.send(new GetObjectCommand(input)));
}

interface Read extends Body {
  check: ChecksumCheck;
}

/** Errors: CutOff when it ends too early. */
async function bodyOf(head: GetObjectCommandOutput, version: ListedVersion, file: string | null, check: ChecksumCheck): Promise<Read> {
  const expected = head.ContentLength ?? version.size;
  const body = head.Body as Readable | Buffer | undefined;
  if (Buffer.isBuffer(body)) {
    if (body.length !== expected) throw new CutOff(`${body.length} bytes of ${expected} came`);
    return { ...bodyInMemory(body, check), check };
  }
  if (body === undefined) throw new CutOff('an answer without a body');
  try {
    const read = file === null ? await intoMemory(body, expected, check) : await intoFile(body, file, expected, check);
    if (read.size !== expected) throw new CutOff(`${read.size} bytes of ${expected} came`);
    return { ...read, check };
  } catch (cause) {
    if (cause instanceof CutOff || cause instanceof Unwritable) throw cause;
    if ((cause as Error).name === 'AbortError') throw new TrailcaseError('CANCELLED', 'Cancelled', '', { cause });
    throw new CutOff(`${(cause as Error).message} before all ${expected} bytes had come`, { cause });
  }
}

/** Memory of its own, since it moves to another thread. By events, since an iterator costs more than the bytes of most objects. */
async function intoMemory(body: Readable, expected: number, check: ChecksumCheck): Promise<Body> {
  const bytes = Buffer.allocUnsafeSlow(expected);
  let size = 0;
  await new Promise<void>((done, failed) => {
    body.on('data', (piece: Uint8Array) => {
      if (size + piece.length > expected) {
        failed(tooMany(expected));
        body.destroy();
        return;
      }
      bytes.set(piece, size);
      size += piece.length;
    });
    body.on('end', done);
    body.on('error', failed);
    // It may be closed with neither.
    body.on('close', () => {
      if (!body.readableEnded) failed(new CutOff('the answer broke off'));
    });
  });
  return bodyInMemory(bytes.subarray(0, size), check);
}

function tooMany(expected: number): CutOff {
  return new CutOff(`more than ${expected} bytes came, which were all that it has`);
}

/** Or closed, since it failed. */
async function drained(stream: WriteStream): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })]).catch(() => undefined);
  // Nobody listens any more.
  over.abort();
}

async function intoFile(body: Readable, file: string, expected: number, check: ChecksumCheck): Promise<Body> {
  const sha256 = createHash('sha256');
  const stream = createWriteStream(file);
  // A disk may be full; that is told when the next piece is to be written.
  let failure: Error | null = null;
  stream.on('error', (error) => {
    failure = error;
  });
  let size = 0;
  try {
    for await (const piece of body as AsyncIterable<Uint8Array>) {
      size += piece.length;
      // A disk would be full of what has no end.
      if (size > expected) throw tooMany(expected);
      sha256.update(piece);
      check.update(piece);
      if (failure !== null) break;
      if (!stream.write(piece)) await drained(stream);
    }
  } finally {
    await new Promise<void>((done) => {
      if (stream.closed) done();
      else stream.once('close', done).end();
    });
  }
  if (failure !== null) throw new Unwritable(failure);
  return { bytes: null, size, sha256: sha256.digest('hex') };
}

/**
 * Asks for an archived object to be restored, where AWS does so by that tier.
 * @param archive the tier of Intelligent-Tiering, where it is in one
 * @returns what is told of its place. Errors: S3_*.
 */
export async function askRestore(
  bucket: Bucket,
  version: ListedVersion,
  { days, tier }: { days: number; tier: RestoreTier },
  archive = version.storageClass,
): Promise<ObjectFailure> {
  const refusal = tierRefusal(archive, tier);
  if (refusal !== '') return { code: 'S3_ARCHIVED', detail: `${archivedDetail(version)}; no restore was asked for: ${refusal}` };
  const stays = version.storageClass === 'INTELLIGENT_TIERING';
  const input = {
    Bucket: bucket.name,
    Key: version.key,
    ...(!version.current && version.versionId !== null && { VersionId: version.versionId }),
    // In Intelligent-Tiering an object comes back to stay: it takes no days.
    RestoreRequest: { ...(!stays && { Days: days }), GlacierJobParameters: { Tier: tier } },
  };
  try {
    await bucket.connection.s3((client) => client.send(new RestoreObjectCommand(input)));
  } catch (error) {
    if (nameOf(error) !== 'RestoreAlreadyInProgress') {
      const asked = { action: 's3:RestoreObject', resource: bucket.arn(version.key) };
      const failure = objectFailure(error, asked);
      if (failure === null) throw asFailure(error, asked);
      return { code: 'S3_ARCHIVED', detail: `${archivedDetail(version)}; the restore was refused: ${failure.detail}` };
    }
  }
  return { code: 'S3_RESTORE_PENDING', detail: `${archivedDetail(version)}, ${tier}${stays ? '' : `, for ${days} days`}` };
}

/**
 * Where an object is archived that was refused, though its storage class does not say so: in a tier of Intelligent-Tiering, which only HEAD tells.
 * @returns what is told of its place, and which archive it is. Errors: S3_*.
 */
export async function archiveOf(bucket: Bucket, version: ListedVersion): Promise<ObjectFailure & { archive: string }> {
  const input = {
    Bucket: bucket.name,
    Key: version.key,
    ...(!version.current && version.versionId !== null && { VersionId: version.versionId }),
  };
  let tier = '';
  let pending = false;
  try {
    const { ArchiveStatus = '', Restore = '' } = await bucket.connection.s3((client) => client.send(new HeadObjectCommand(input)));
    tier = ArchiveStatus;
    pending = /ongoing-request="true"/.test(Restore);
  } catch (error) {
    const asked = askedOf(bucket, version);
    // It is refused anyhow; what else is the matter with it, this request does not say.
    if (objectFailure(error, asked) === null) throw asFailure(error, asked);
  }
  return {
    code: pending ? 'S3_RESTORE_PENDING' : 'S3_ARCHIVED',
    detail: archivedDetail(version) + (tier && `, ${tier}`),
    archive: tier || version.storageClass,
  };
}

export function archivedDetail({ storageClass, size }: ListedVersion): string {
  return `${storageClass}, ${size} bytes`;
}
