// Question 1: who deleted the production bucket. A candidate per bucket that DeleteBucket names; which of them is "production" is ranked by
// plain facts: deleted at all, its name, objects deleted, calls about it before.
import { grouped, plural } from '../../../shared/text.ts';
import { formatTime, isoUtc } from '../../../shared/time.ts';
import { type Asking, anyOf, groupBy, MOST_READ, term } from './asking.ts';
import { type Draft, fact, ranked, readWords, type Support } from './candidate.ts';
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

/** Calls to S3 up to which those about a bucket are counted: their records are read for it. */
const MOST_COUNTED = 20_000;

/** Buckets, of the first in rank, of which they are. */
const MOST_BUCKETS_COUNTED = 5;

/** A word of the name that people call production by. */
const PRODUCTION = /(^|[^a-z])(prod|prd|production|live)([^a-z]|$)/i;

export const bucket: Question = {
  id: 'bucket',
  async ask(asking: Asking, focus): Promise<Found> {
    const deletions = asking.inOrder(await asking.select(DELETIONS));
    const read = asking.rarest(deletions);
    const around = await callsAround(asking, read);
    asking.readAll([...read, ...around]);
    const byBucket = groupBy(
      read.filter((record) => focus.bucket === undefined || nameOf(asking, record) === focus.bucket),
      (record) => nameOf(asking, record),
    );
    const aroundOf = groupBy(around, (record) => nameOf(asking, record));
    const drafts: Draft[] = [];
    const notRead = readWords(read.length, deletions.length);
    for (const [name, records] of byBucket) {
      const draft = draftOf(asking, name, records, aroundOf.get(name) ?? []);
      drafts.push({ ...draft, cautions: [...draft.cautions, ...notRead] });
    }
    const names = new Map([...byBucket.keys()].map((name, i) => [drafts[i], name]));
    for (const draft of ranked(asking, drafts).slice(0, MOST_BUCKETS_COUNTED)) {
      const counted = await withCount(asking, draft, names.get(draft) ?? '');
      drafts[drafts.indexOf(draft)] = counted;
    }
    // Where no name says production and nothing was emptied, any deleted bucket may have been it.
    const isAny = !drafts.some(({ fits }) => fits);
    return {
      drafts: isAny ? drafts.map((draft) => ({ ...draft, fits: draft.rank[0] === 1 })) : drafts,
      searched: focus.bucket === undefined ? DELETIONS : `${DELETIONS} ${term('resource', focus.bucket)}`,
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

/** Calls that may have led to some deletions: those of the credentials that deleted before others. */
async function callsAround(asking: Asking, deletions: readonly number[]): Promise<number[]> {
  const keys = new Set(deletions.map((record) => asking.number('accessKeyId', record)));
  const all = asking.inOrder(await asking.select(EMPTYING));
  const own = all.filter((record) => keys.has(asking.number('accessKeyId', record)));
  const others = all.filter((record) => !keys.has(asking.number('accessKeyId', record)));
  return [...own, ...others].slice(0, MOST_READ);
}

function draftOf(asking: Asking, name: string, deletions: readonly number[], around: readonly number[]): Draft {
  const succeeded = deletions.filter((record) => asking.number('errorCode', record) === 0);
  const refused = deletions.filter((record) => asking.number('errorCode', record) !== 0);
  const last = succeeded.at(-1) ?? deletions.at(-1);
  const isProduction = PRODUCTION.test(name);
  const emptying = around.filter((record) => /^DeleteObjects?$/.test(asking.value('eventName', record) ?? ''));
  const filter = `${asking.named([...deletions, ...around])} ${term('resource', name)}`;
  const shown = name === '' ? 'a bucket without a name' : name;
  const isDeleted = succeeded.length > 0;
  const support: Support[] = [
    ...refused.map((record) => ({ record, role: `DeleteBucket failed: ${asking.value('errorCode', record)}` })),
    ...succeeded.map((record) => ({ record, role: 'deleted the bucket' })),
    ...around.map((record) => ({ record, role: roleOf(asking, record), beside: true })),
  ];
  return {
    title:
      isDeleted && last !== undefined
        ? `${shown} was deleted on ${formatTime(asking.time(last), asking.zone)}`
        : `${shown}: every DeleteBucket failed`,
    fits: isDeleted && (isProduction || emptying.length > 0),
    support,
    facts: [
      ...(isProduction ? [fact(`The name says production: “${name}”.`)] : []),
      ...(emptying.length > 0
        ? [fact(`${plural(emptying.length, 'call')} deleted objects of it before.`, `${filter} eventName:DeleteObject*`)]
        : []),
      ...(refused.length > 0
        ? [fact(`${plural(refused.length, 'DeleteBucket', 'DeleteBuckets')} of it failed.`, `${filter} eventName:DeleteBucket is:error`)]
        : []),
    ],
    cautions: [
      ...(isProduction ? [] : ['Whether this bucket held production data, nothing in its name says.']),
      ...(isDeleted && emptying.length === 0
        ? ['No call in the case emptied it: either it was empty, or data events of it were not recorded.']
        : []),
      ...(isDeleted ? [] : ['The bucket was not deleted by these calls.']),
    ],
    filter,
    rank: [Number(isDeleted), Number(isProduction), emptying.length],
  };
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
async function withCount(asking: Asking, draft: Draft, name: string): Promise<Draft> {
  const last = draft.support.findLast(({ beside }) => beside !== true);
  const time = last === undefined ? null : asking.time(last.record);
  if (name === '' || time === null) return draft;
  if ((await asking.count(S3)) > MOST_COUNTED) {
    const caution = `How many calls name it was not counted: the case has more than ${grouped(MOST_COUNTED)} calls to S3.`;
    return { ...draft, cautions: [...draft.cautions, caution] };
  }
  const filter = `${S3} ${term('path:["requestParameters","bucketName"]', name)} ${term('before', isoUtc(time))}`;
  const count = await asking.count(filter);
  const told = fact(`${plural(count, 'call names', 'calls name')} it before.`, filter);
  return { ...draft, facts: count === 0 ? draft.facts : [...draft.facts, told], rank: [...draft.rank, count] };
}
