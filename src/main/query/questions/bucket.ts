// Question 1: who deleted the production bucket. A candidate per bucket that DeleteBucket names; which of them is "production" is ranked by
// plain facts: deleted at all, its name, objects deleted, calls about it before.
import { grouped, plural } from '../../../shared/text.ts';
import { formatTime, isoUtc } from '../../../shared/time.ts';
import { type Asking, anyOf, groupBy, MOST_SEARCHED, term } from './asking.ts';
import { type Draft, fact, MOST_CANDIDATES, ranked, readWords, type Support } from './candidate.ts';
import { textAt } from './credentials.ts';
import type { Found, Question } from './question.ts';

const S3 = anyOf('eventSource', ['s3.amazonaws.com', 's3express.amazonaws.com']);
const DELETIONS = `eventName:DeleteBucket ${S3}`;

/**
 * Calls that empty a bucket or take its protection away, with what they did in a few words.
 * Source: AWS, "Amazon S3 CloudTrail events", bucket-level actions and object-level data events.
 */
const AROUND: ReadonlyMap<string, string> = new Map([
  ['DeleteObjects', 'deleted objects'],
  ['DeleteObject', 'deleted an object'],
  ['PutBucketVersioning', 'changed versioning'],
  ['PutBucketLifecycle', 'changed the lifecycle'],
  ['PutBucketLifecycleConfiguration', 'changed the lifecycle'],
  ['DeleteBucketLifecycle', 'deleted the lifecycle'],
  ['PutBucketObjectLockConfiguration', 'changed the object lock'],
  ['DeleteBucketPolicy', 'deleted the policy'],
  ['PutBucketPolicy', 'changed the policy'],
  ['DeleteBucketReplication', 'deleted the replication'],
]);
const EMPTYING = `${S3} ${anyOf('eventName', [...AROUND.keys()])}`;

/** Events that delete objects of a bucket. */
const OBJECT_DELETIONS = `${S3} ${anyOf('eventName', ['DeleteObject', 'DeleteObjects'])} -is:error`;

/** Buckets, of the first in rank, of which the calls that name them are counted. */
const MOST_BUCKETS_COUNTED = 5;

/** Calls around that are told of one bucket: the last before it was deleted. */
const MOST_AROUND = 30;

/** A word of the name that people call production by. */
const PRODUCTION = /(^|[^a-z])(prod|prd|production|live)([^a-z]|$)/i;

/** What the case has of one bucket. */
interface OfBucket {
  name: string;
  /** DeleteBucket calls that name it, in public order. */
  deletions: readonly number[];
  /** Calls before its last deletion that emptied it or took its protection away, in public order. */
  around: readonly number[];
}

/** Calls around deletions, by the bucket that they name. */
interface Around {
  byBucket: ReadonlyMap<string, readonly number[]>;
  read: number;
  of: number;
}

export const bucket: Question = {
  id: 'bucket',
  async ask(asking: Asking, focus): Promise<Found> {
    const searched = focus.bucket === undefined ? DELETIONS : `${DELETIONS} ${term('resource', focus.bucket)}`;
    const deletions = asking.inOrder(await asking.select(searched));
    const byBucket = await byNames(asking, deletions);
    const nameless = byBucket.get('') ?? [];
    const readNameless = asking.rarest(nameless);
    byBucket.delete('');
    for (const [name, records] of groupBy(readNameless, (record) => nameOf(asking, record)))
      byBucket.set(name, asking.sorted([...(byBucket.get(name) ?? []), ...records]));
    const around = await callsAround(asking, deletions);
    const buckets = [...byBucket].map(([name, own]) => bucketOf(asking, name, own, around));
    const notRead = readWords(readNameless.length, nameless.length);
    const drafts = buckets.map((one) => draftOf(asking, one, around, notRead));
    const bucketOfDraft = new Map(drafts.map((draft, i) => [draft, buckets[i] as OfBucket]));
    for (const [place, draft] of ranked(asking, drafts).slice(0, MOST_CANDIDATES).entries()) {
      const one = bucketOfDraft.get(draft) as OfBucket;
      const told = { ...draft, support: [...draft.support, ...supportAround(asking, one)] };
      drafts[drafts.indexOf(draft)] = place < MOST_BUCKETS_COUNTED ? await withCount(asking, told, one) : told;
    }
    // Where no name says production and nothing was emptied, any deleted bucket may have been it.
    const isAny = !drafts.some(({ fits }) => fits);
    return {
      drafts: isAny ? drafts.map((draft) => ({ ...draft, fits: draft.rank[0] === 1 })) : drafts,
      searched,
      unread: nameless.length - readNameless.length,
      beside: [
        { label: 'Calls that empty a bucket or take its protection away', filter: EMPTYING, count: await asking.count(EMPTYING) },
        { label: 'Data events of S3', filter: `eventCategory:Data ${S3}`, count: await asking.count(`eventCategory:Data ${S3}`) },
      ],
      collect: [
        'The trail of the bucket’s account, of the bucket’s region: DeleteBucket is logged there, as a management event.',
        'Data events of S3, or server access logs of the bucket: who deleted its objects is in nothing else.',
        'AWS Config history of AWS::S3::Bucket, which tells when the bucket disappeared.',
      ],
    };
  },
};

function nameOf(asking: Asking, record: number): string {
  return textAt(asking.raw(record), 'requestParameters', 'bucketName') ?? '';
}

/** Records in public order by the bucket that they name; by '' those that name none. */
async function byNames(asking: Asking, records: readonly number[]): Promise<Map<string, number[]>> {
  const resourcesOf = await asking.resources(records);
  return groupBy(records, (record) => resourcesOf(record).find(({ kind }) => kind === 's3:bucket')?.name ?? '');
}

/** Calls that may have led to some deletions. Of very many, those of the credentials that deleted before others. */
async function callsAround(asking: Asking, deletions: readonly number[]): Promise<Around> {
  const all = deletions.length === 0 ? [] : asking.inOrder(await asking.select(EMPTYING));
  const read = all.length <= MOST_SEARCHED ? all : ownFirst(asking, all, deletions).slice(0, MOST_SEARCHED);
  return { byBucket: await byNames(asking, asking.sorted(read)), read: read.length, of: all.length };
}

function ownFirst(asking: Asking, records: readonly number[], deletions: readonly number[]): number[] {
  const keys = new Set(deletions.map((record) => asking.number('accessKeyId', record)));
  const isOwn = (record: number): boolean => keys.has(asking.number('accessKeyId', record));
  return [...records.filter(isOwn), ...records.filter((record) => !isOwn(record))];
}

function bucketOf(asking: Asking, name: string, deletions: readonly number[], { byBucket }: Around): OfBucket {
  const time = asking.time(lastOf(asking, deletions));
  // Times of CloudTrail are whole seconds: what happened in that of the deletion happened before it.
  const isBefore = (record: number): boolean => time === null || (asking.time(record) ?? Number.POSITIVE_INFINITY) <= time;
  return { name, deletions, around: name === '' ? [] : (byBucket.get(name) ?? []).filter(isBefore) };
}

/** The last deletion that succeeded, else the last that was tried. */
function lastOf(asking: Asking, deletions: readonly number[]): number {
  return deletions.findLast((record) => isDone(asking, record)) ?? (deletions.at(-1) as number);
}

function isDone(asking: Asking, record: number): boolean {
  return asking.number('errorCode', record) === 0;
}

function draftOf(asking: Asking, { name, deletions, around }: OfBucket, { read, of }: Around, notRead: readonly string[]): Draft {
  const succeeded = deletions.filter((record) => isDone(asking, record));
  const refused = deletions.filter((record) => !isDone(asking, record));
  const last = lastOf(asking, deletions);
  const isProduction = PRODUCTION.test(name);
  const emptying = around.filter((record) => isDone(asking, record) && /^DeleteObjects?$/.test(asking.value('eventName', record) ?? ''));
  const own = term('resource', name);
  const filter = `${asking.named([...deletions, ...around])} ${own}`;
  const shown = name === '' ? 'a bucket without a name' : name;
  const isDeleted = succeeded.length > 0;
  const isWhole = read === of;
  const atLeast = isWhole ? '' : 'At least ';
  return {
    title: isDeleted ? `${shown} was deleted on ${formatTime(asking.time(last), asking.zone)}` : `${shown}: every DeleteBucket failed`,
    fits: isDeleted && (isProduction || emptying.length > 0),
    support: deletions.map((record) => ({ record, role: deletionRole(asking, record) })),
    facts: [
      ...(isProduction ? [fact(`The name says production: “${name}”.`)] : []),
      ...(emptying.length > 0
        ? [
            fact(
              `${atLeast}${plural(emptying.length, 'call')} deleted objects of it before.`,
              `${OBJECT_DELETIONS} ${own}${until(asking, last)}`,
            ),
          ]
        : []),
      ...(refused.length > 0
        ? [fact(`${plural(refused.length, 'DeleteBucket', 'DeleteBuckets')} of it failed.`, `${filter} eventName:DeleteBucket is:error`)]
        : []),
    ],
    cautions: [
      ...(isProduction ? [] : ['Whether this bucket held production data, nothing in its name says.']),
      ...(isDeleted && emptying.length === 0
        ? [`No call ${isWhole ? 'in the case' : 'of those read'} emptied it: either it was empty, or data events of it were not recorded.`]
        : []),
      ...(isDeleted ? [] : ['The bucket was not deleted by these calls.']),
      ...(isWhole ? [] : [`Of calls that empty a bucket or take its protection away, ${grouped(read)} of ${grouped(of)} were read.`]),
      ...notRead,
    ],
    filter,
    rank: [Number(isDeleted), Number(isProduction), emptying.length],
  };
}

/** ` before:…`, up to and with an event's moment; '' where it has none. */
function until(asking: Asking, record: number): string {
  const time = asking.time(record);
  return time === null ? '' : ` ${term('before', isoUtc(time + 1))}`;
}

function deletionRole(asking: Asking, record: number): string {
  const error = asking.value('errorCode', record);
  return error === null ? 'deleted the bucket' : `DeleteBucket failed: ${error}`;
}

function supportAround(asking: Asking, { around }: OfBucket): Support[] {
  const told = around.slice(-MOST_AROUND);
  asking.readAll(told.filter((record) => asking.value('eventName', record) === 'PutBucketVersioning'));
  return told.map((record) => ({ record, role: roleOf(asking, record), beside: true }));
}

function roleOf(asking: Asking, record: number): string {
  const error = asking.value('errorCode', record);
  const name = asking.value('eventName', record) ?? '';
  if (error !== null) return `${name} failed: ${error}`;
  const status =
    name === 'PutBucketVersioning' ? textAt(asking.raw(record), 'requestParameters', 'VersioningConfiguration', 'Status') : null;
  return `${AROUND.get(name) ?? name}${status === null ? '' : `: ${status}`}`;
}

/** A candidate with how many calls named its bucket before its last deletion. Errors: CANCELLED. */
async function withCount(asking: Asking, draft: Draft, { name, deletions }: OfBucket): Promise<Draft> {
  const time = asking.time(lastOf(asking, deletions));
  if (name === '' || time === null) return draft;
  if ((await asking.count(S3)) > MOST_SEARCHED) {
    const caution = `How many calls name it was not counted: the case has more than ${grouped(MOST_SEARCHED)} calls to S3.`;
    return { ...draft, cautions: [...draft.cautions, caution] };
  }
  const filter = `${S3} ${term('path:["requestParameters","bucketName"]', name)} ${term('before', isoUtc(time))}`;
  const count = await asking.count(filter);
  const told = fact(`${plural(count, 'call names', 'calls name')} it before.`, filter);
  return { ...draft, facts: count === 0 ? draft.facts : [...draft.facts, told], rank: [...draft.rank, count] };
}
