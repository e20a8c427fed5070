// The life of a key: what happened to it, in order, and what was tried and failed.
import { expect, test } from 'vitest';
import { call, caseWith, HOME, lineage, user } from './archive.ts';

const at = (minute: number): string => `2026-02-21T10:${String(minute).padStart(2, '0')}:00Z`;
const KEY = 'AKIANEW000000EXAMPLE';

const iam = (name: string, minute: number, eventName: string, fields: object = {}) =>
  call(name, user('admin', 'AKIAADMIN0000EXAMPLE'), at(minute), { eventSource: 'iam.amazonaws.com', eventName, ...fields });
const update = (name: string, minute: number, status: string, fields: object = {}) =>
  iam(name, minute, 'UpdateAccessKey', { requestParameters: { accessKeyId: KEY, status, userName: 'asha' }, ...fields });

test('created, used, switched off and on, deleted, used no more', async () => {
  const path = await caseWith(
    iam('deleted', 50, 'DeleteAccessKey', { requestParameters: { accessKeyId: KEY, userName: 'asha' } }),
    update('off', 20, 'Inactive'),
    update('refused', 15, 'Inactive', { errorCode: 'AccessDenied' }),
    update('on', 30, 'Active'),
    iam('asked about', 16, 'GetAccessKeyLastUsed', { requestParameters: { accessKeyId: KEY } }),
    iam('made', 1, 'CreateAccessKey', {
      requestParameters: { userName: 'asha' },
      responseElements: { accessKey: { accessKeyId: KEY, status: 'Active', userName: 'asha' } },
    }),
    ...[5, 10, 40].map((minute) => call(`use ${minute}`, user('asha', KEY), at(minute))),
    call('another key', user('asha', 'AKIAOLD000000EXAMPLE'), at(2)),
  );
  const { life, chain } = lineage(path, KEY);
  expect(life.map(({ what, time, failed, accessKeyId }) => [what, new Date(time ?? 0).getUTCMinutes(), failed, accessKeyId])).toEqual([
    ['created', 1, null, 'AKIAADMIN0000EXAMPLE'],
    ['first-use', 5, null, KEY],
    ['deactivated', 15, 'AccessDenied', 'AKIAADMIN0000EXAMPLE'],
    ['deactivated', 20, null, 'AKIAADMIN0000EXAMPLE'],
    ['activated', 30, null, 'AKIAADMIN0000EXAMPLE'],
    ['last-use', 40, null, KEY],
    ['deleted', 50, null, 'AKIAADMIN0000EXAMPLE'],
  ]);
  expect(chain).toMatchObject([{ certainty: 'proven', how: 'CreateAccessKey', from: { value: 'AKIAADMIN0000EXAMPLE' } }]);
});

test('in one second, making comes before use and use before the end', async () => {
  const path = await caseWith(
    update('off', 1, 'Inactive'),
    call('use', user('asha', KEY), at(1)),
    iam('made', 1, 'CreateAccessKey', { responseElements: { accessKey: { accessKeyId: KEY, userName: 'asha' } } }),
  );
  expect(lineage(path, KEY).life.map(({ what }) => what)).toEqual(['created', 'first-use', 'deactivated']);
});

test('a key that was made and never used is known by whose it is', async () => {
  const path = await caseWith(
    iam('made', 1, 'CreateAccessKey', { responseElements: { accessKey: { accessKeyId: KEY, userName: 'backdoor' } } }),
  );
  expect(lineage(path, KEY).node).toMatchObject({ who: `${HOME}:user/backdoor`, events: 0, type: 'long-term', first: null });
  expect(lineage(path, 'AKIAADMIN0000EXAMPLE').children).toMatchObject([{ to: { value: KEY } }]);
});

test('what ends a key is found behind any number of other events about it, and what is left out is said', async () => {
  const minute = (i: number): string => new Date(Date.parse(at(0)) + i * 60_000).toISOString().replace('.000Z', 'Z');
  const path = await caseWith(
    ...Array.from({ length: 501 }, (_, i) => ({
      ...iam(`asked ${i}`, 0, 'GetAccessKeyLastUsed', { requestParameters: { accessKeyId: KEY } }),
      eventTime: minute(i),
    })),
    ...Array.from({ length: 501 }, (_, i) => ({
      ...update(`change ${i}`, 0, i % 2 === 0 ? 'Inactive' : 'Active'),
      eventTime: minute(600 + i),
    })),
    { ...iam('deleted', 0, 'DeleteAccessKey', { requestParameters: { accessKeyId: KEY } }), eventTime: minute(2000) },
    // Another service's API of the same name.
    { ...update('no change', 0, 'Active', { eventSource: 'ses.amazonaws.com' }), eventTime: minute(2001) },
  );
  const { life, notes } = lineage(path, KEY);
  expect([life.length, life.at(-1)?.what]).toEqual([500, 'deleted']);
  expect(notes).toEqual([expect.stringContaining('2 moments in the life of this key left out')]);
});
