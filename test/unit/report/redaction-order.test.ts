// What an order, a size or a field's name would tell of what a redacted report hides.
import { expect, test } from 'vitest';
import { makeRedactionSalt } from '../../../src/main/case/redaction-salt.ts';
import { loadContext } from '../../../src/main/report/context.ts';
import { renderReport } from '../../../src/main/report/document.ts';
import { gapsFacts } from '../../../src/main/report/facts/gaps.ts';
import { inShownOrder } from '../../../src/main/report/item-order.ts';
import { classOf } from '../../../src/main/report/redaction/fields.ts';
import { groupOf, hides } from '../../../src/main/report/redaction/kinds.ts';
import { isOpenWord } from '../../../src/main/report/redaction/open-words.ts';
import { EVERYTHING_HIDDEN, PLAIN_REPORT } from '../../../src/shared/report.ts';
import { AT, bookmark, caseOf, idsOf, log, record, verified } from './fixture.ts';

const FILES = 12;

test('no list of a redacted report stands in order of hashes that it hides', async () => {
  const contents = Object.fromEntries(Array.from({ length: FILES }, (_, i) => [`${i}.json`, log(record({ eventName: 'RunInstances' }))]));
  const file = await caseOf([contents]);
  for (const id of idsOf(file, 'RunInstances')) bookmark(file, id);
  makeRedactionSalt(file, AT);
  const options = { ...PLAIN_REPORT, template: 'inventory' as const, redaction: EVERYTHING_HIDDEN };
  const context = loadContext(file.db, verified(file), { ...options, template: 'full' });
  const { redaction } = context;
  const real = file.db.prepare('SELECT lower(hex(sha256)) FROM evidence ORDER BY sha256').pluck().all() as string[];
  const commitments = real.map((hash) => redaction?.commitment(hash) ?? '');
  const { html } = await renderReport(file.db, verified(file), { options });
  const shown = [...html.matchAll(/<tbody id="item-([0-9a-f]{64})">/g)].map(([, commitment]) => commitment);
  expect(shown).toEqual([...commitments].sort());
  expect(shown).not.toEqual(commitments);
  // All of one second.
  const exhibits = context.exhibits.map(({ row }) => row.evidence);
  expect([...exhibits].sort()).toEqual(real);
  expect(exhibits).not.toEqual(real);
  const names = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi', 'ivan', 'judy', 'mallory', 'niaj'];
  expect([...inShownOrder(context, names, (name) => name)].sort()).toEqual(names);
  expect(inShownOrder(context, names, (name) => name)).not.toEqual(names);
  expect(inShownOrder({ redaction: null }, [...names].reverse(), (name) => name)).toEqual(names);
});

test('what a verification lists stands in an order that tells no names', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  makeRedactionSalt(file, AT);
  const names = Array.from({ length: 12 }, (_, i) => `bucket-${String.fromCharCode(97 + i)}`);
  const chains = names.map((name) => ({
    id: `${name} 111122223333`,
    buckets: [name],
    account: '111122223333',
    region: 'ap-south-1',
    trail: 'trail',
    homeRegion: 'ap-south-1',
    backfill: false,
    spans: [
      { from: AT, to: AT + 1000, state: 'missing' as const, digests: 1, logs: 0, logsMissing: 0, logsInvalid: 0, digest: null, reason: '' },
    ],
  }));
  const items = names.map((key) => ({ kind: 'log' as const, key, verdict: 'missing' as const, reason: '' }));
  const told = verified(file, { chains, items });
  const context = loadContext(file.db, told, { ...PLAIN_REPORT, redaction: EVERYTHING_HIDDEN });
  const keyed = inShownOrder(context, names, (name) => `${name} 111122223333`);
  expect(keyed).not.toEqual(names);
  const { chains: shown = [], spans } = gapsFacts(context);
  expect((shown ?? []).map(({ chain }) => chain.buckets[0])).toEqual(keyed);
  expect(spans.map(({ chain }) => chain.buckets[0])).toEqual(keyed);
  expect(context.verification.items?.map(({ key }) => key)).not.toEqual(names);
  const plain = gapsFacts(loadContext(file.db, told, PLAIN_REPORT));
  expect(plain.spans.map(({ chain }) => chain.buckets[0])).toEqual(names);
});

test('changes of one time stand in an order that tells nothing of the files, also where they are cut', async () => {
  const all = 44;
  const contents = Object.fromEntries(
    Array.from({ length: all }, (_, i) => [
      `${String(i).padStart(2, '0')}.json`,
      log(record({ eventName: 'StopLogging', eventSource: 'cloudtrail.amazonaws.com' })),
    ]),
  );
  const file = await caseOf([contents]);
  makeRedactionSalt(file, AT);
  const itemsOf = (redaction: typeof EVERYTHING_HIDDEN | null): string[] =>
    gapsFacts(loadContext(file.db, verified(file), { ...PLAIN_REPORT, redaction })).changes.rows.map(({ row }) => row.evidence);
  const real = file.db.prepare('SELECT lower(hex(sha256)) FROM evidence ORDER BY sha256').pluck().all() as string[];
  expect(itemsOf(null)).toEqual(real.slice(0, 40));
  const keyed = itemsOf(EVERYTHING_HIDDEN);
  expect(keyed).toHaveLength(40);
  expect([...keyed].sort()).not.toEqual(keyed);
  expect(keyed.some((item) => real.slice(40).includes(item))).toBe(true);
});

test('the summary of a redacted report states no exact size', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  makeRedactionSalt(file, AT);
  const size = file.db.prepare('SELECT size FROM evidence').pluck().get() as number;
  const summary = async (redaction: typeof EVERYTHING_HIDDEN | null): Promise<string> =>
    (await renderReport(file.db, verified(file), { options: { ...PLAIN_REPORT, redaction, sections: ['summary'] } })).html;
  expect(await summary(null)).toContain(`<td class="number">${size}</td>`);
  expect(await summary(EVERYTHING_HIDDEN)).not.toContain(`>${size}<`);
});

test('ids of users and roles are shown only where names and accounts both are', () => {
  const group = groupOf('principal');
  expect(hides({ ...EVERYTHING_HIDDEN, names: false }, group)).toBe(true);
  expect(hides({ ...EVERYTHING_HIDDEN, names: false, accounts: false }, group)).toBe(false);
});

test('a word of AWS at another place is a name that somebody chose', () => {
  expect(classOf(['userIdentity', 'sessionContext', 'attributes', 'creationDate'])).toEqual({ is: 'open' });
  expect(classOf(['requestParameters', 'tags', 'creationDate'])).toEqual({ is: 'free' });
  expect(classOf(['requestParameters', 'tlsVersion'])).not.toEqual({ is: 'open' });
  for (const text of ['TLSv1.3', 'ECDHE-RSA-AES128-GCM-SHA256', '2026-02-21T18:17:12Z', 'Client.UnauthorizedOperation', 'true'])
    expect(isOpenWord(text)).toBe(true);
  for (const text of ['jane from the bank', 'prod-customer-db', 'bob.smith', 'Mallory', 'JaneDoe', 'mallory.amazonaws.com', 'zz-mallory-1'])
    expect(isOpenWord(text), text).toBe(false);
  for (const text of ['DescribeInstances', 'CreateFunction20150331v2', 'ConsoleLogin', 'Decrypt', 'GetObject', 'ReEncrypt'])
    expect(isOpenWord(text, true), text).toBe(true);
  for (const text of [
    'AwsApiCall',
    'NoSuchBucket',
    'ThrottlingException',
    'AssumedRole',
    's3.amazonaws.com',
    'ssm-guiconnect.amazonaws.com',
  ])
    expect(isOpenWord(text), text).toBe(true);
  // What is done stands first.
  for (const text of ['Mallory', 'GetMallory', 'Customer', 'BucketCustomer']) expect(isOpenWord(text, true), text).toBe(false);
});
