// What of a bucket an import takes, in the order of its keys: groups that are fetched and written down together, and the listing itself. How keys are grouped
// depends on nothing but the listing, so that an import that goes on after a kill makes the same groups.
import type { createHash } from 'node:crypto';
import { TrailcaseError } from '../../shared/errors.ts';
import type { S3Import } from '../../shared/s3.ts';
import type { LocalSource } from '../acquire/folder.ts';
import { bucketAddress } from '../acquire/s3/address.ts';
import { besideNote, unlessRefused } from '../acquire/s3/beside.ts';
import { type Bucket, byKey, type ListedVersion } from '../acquire/s3/bucket.ts';
import { Choice } from '../acquire/s3/choice.ts';
import type { DigestSpan } from '../acquire/s3/configuration.ts';
import { type Discovery, discover } from '../acquire/s3/discover.ts';
import { iso, listedLine, listingDocument, recordPath } from '../acquire/s3/documents.ts';
import { dayOf, type Leaf } from '../acquire/s3/layout.ts';

/** Keys whose record is one document: of one folder, which CloudTrail fills for a day. */
const GROUP = 1000;
/** Versions in one document of the listing. */
const LISTED = 5000;

/** Keys of one folder that are fetched and recorded together. */
export interface Group {
  folder: string;
  keys: ListedVersion[][];
  /** Named one by one, and not in the bucket. */
  missing?: string[];
}

/** A document about the acquisition. */
export interface RecordFile {
  /** Below the folder of the record. */
  path: string;
  bytes: Buffer;
}

export interface OpenBucket {
  bucket: Bucket;
  prefix: string;
  choice: Choice;
  leaves: Leaf[];
  /** What is left out, since it is nothing of CloudTrail's, in words; and what was not looked into. */
  notes: string[];
  source: LocalSource;
  record: LocalSource;
  /** Days of the digests that were listed, by region. */
  digests: Map<string, DigestSpan>;
}

/** Errors: S3_*; S3_NOTHING_CHOSEN where the bucket has something, but nothing that was chosen. */
export async function openBucket(bucket: Bucket, prefix: string, { choice: chosen = {} }: S3Import): Promise<OpenBucket> {
  const choice = new Choice(chosen);
  const address = bucketAddress(bucket.name);
  const found = choice.named
    ? { leaves: choice.named.leaves(choice.category('digests')), others: [], complete: true }
    : choice.everything
      ? { leaves: [], others: [], othersCut: 0, complete: true }
      : await discover(bucket, prefix, Number.POSITIVE_INFINITY, choice);
  if (found.leaves.length === 0 && choice.limited && !choice.everything && !choice.named?.elsewhere.length) {
    throw new TrailcaseError(
      'S3_NOTHING_CHOSEN',
      `Nothing of what was chosen is below ${address}/${prefix}`,
      'See what is there with trailcase s3 scope, or take everything with --everything.',
    );
  }
  return {
    bucket,
    prefix,
    choice,
    leaves: found.leaves,
    notes: leftOut(address, found),
    source: { kind: 's3', path: address, files: [] },
    record: { kind: 's3-record', path: address, files: [] },
    digests: new Map(),
  };
}

/** Prefixes that are named in a note. */
const NAMED = 12;

function leftOut(
  address: string,
  { leaves, others, othersCut = 0, complete }: Pick<Discovery, 'leaves' | 'others' | 'complete'> & Partial<Pick<Discovery, 'othersCut'>>,
): string[] {
  const notes: string[] = [];
  // Where no place was found, everything is taken.
  if (leaves.length > 0 && others.length > 0) {
    const more = others.length + othersCut - NAMED;
    const named = others.slice(0, NAMED).map((prefix) => prefix || '(directly in the bucket)');
    notes.push(`${address}: left out, since it is nothing of CloudTrail's: ${named.join(', ')}${more > 0 ? `, and ${more} more` : ''}`);
  }
  if (!complete) notes.push(`${address}: not every folder was looked into: there may be further places. Name longer prefixes`);
  return notes;
}

/** The chosen keys in groups, in order, and documents of the listing when they are full. */
export async function* groupsOf(
  { bucket, prefix, choice, leaves, digests, notes }: OpenBucket,
  counts: { listed: number; noncurrent: number; deleteMarkers: number },
  listing: ReturnType<typeof createHash>,
): AsyncGenerator<{ group: Group } | { document: RecordFile }> {
  const inLeaves = leaves.map((leaf) => ({ name: leaf.prefix, leaf, pages: choice.keys(bucket, leaf) }));
  const { named } = choice;
  const flat =
    named === null ? (leaves.length > 0 ? null : flatKeys(bucket, prefix)) : named.elsewhere.length > 0 ? named.others(bucket) : null;
  const places = [...inLeaves, ...(flat === null ? [] : [{ name: prefix, leaf: null, pages: flat }])];
  for (const { name, leaf, pages } of places) {
    let waiting: ListedVersion[] = [];
    const document = (): { document: RecordFile } => {
      const how = bucket.versioning?.known === false ? `current objects only: ${bucket.versioning.why}` : 'all versions';
      const bytes = listingDocument(bucket.name, name, waiting, how);
      waiting = [];
      return { document: { path: recordPath('listing', name, bytes), bytes } };
    };
    let group: Group | null = null;
    let refused = '';
    let listed = 0;
    const allowed = leaf === null ? pages : unlessRefused(leaf, pages, (why) => (refused = why));
    for await (const keys of allowed) {
      if ('missing' in keys) {
        const [first = ''] = keys.missing;
        yield { group: { folder: first.slice(0, first.lastIndexOf('/') + 1), keys: [], missing: keys.missing } };
        continue;
      }
      listed += keys.length;
      for (const versions of keys) {
        for (const version of versions) {
          listing.update(`${JSON.stringify(listedLine(version))}\n`);
          counts.listed++;
          if (version.deleteMarker) counts.deleteMarkers++;
          else if (!version.current) counts.noncurrent++;
          waiting.push(version);
        }
        const key = versions[0]?.key ?? '';
        if (leaf?.category === 'digests') extend(digests, leaf, key);
        const folder = key.slice(0, key.lastIndexOf('/') + 1);
        // What stands for a folder in S3's own console has no bytes: it is listed, and nothing to fetch.
        if (group !== null && (group.folder !== folder || group.keys.length >= GROUP)) {
          yield { group };
          group = null;
        }
        group ??= { folder, keys: [] };
        if (!(key.endsWith('/') && versions.every(({ size }) => size === 0))) group.keys.push(versions);
      }
      if (waiting.length >= LISTED) yield document();
    }
    if (group !== null && group.keys.length > 0) yield { group };
    if (waiting.length > 0) yield document();
    if (leaf?.beside !== undefined) notes.push(`${bucketAddress(bucket.name)}: ${besideNote(leaf, listed, refused)}`);
  }
}

async function* flatKeys(bucket: Bucket, prefix: string): AsyncGenerator<ListedVersion[][]> {
  for await (const page of bucket.range(prefix)) yield byKey(page);
}

/** Versions beside the one that is fetched, in words; the first of them. */
export function told(versions: readonly ListedVersion[]): string {
  const MOST = 5;
  const words = versions.slice(0, MOST).map(({ versionId, deleteMarker, modified, size }) => {
    const what = deleteMarker ? 'delete marker' : `version of ${size} bytes`;
    return `${what} ${versionId ?? ''} of ${iso(modified)}`;
  });
  const more = versions.length - words.length;
  return words.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function extend(digests: Map<string, DigestSpan>, leaf: Leaf, key: string): void {
  const day = dayOf(leaf, key);
  if (day === null) return;
  const days = [day, ...Object.values(digests.get(leaf.region) ?? {})].sort();
  digests.set(leaf.region, { first: days[0] ?? day, last: days.at(-1) ?? day });
}
