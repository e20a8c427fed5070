// The actors of a case: ids without a name get the name that the case knows them by, whatever was imported first.

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { type Actors, actorsOf } from '../../../src/main/query/actors/actors.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { facets } from '../../../src/main/query/facets.ts';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { REAL_FIXTURES } from '../../helpers/real.ts';
import { trail } from '../../helpers/trail.ts';

const DEV = '444455556666';
const PROD = '111122223333';

const session = (name: string, key: string) => ({
  type: 'AssumedRole',
  principalId: `AROADEPLOYEXAMPLE:${name}`,
  arn: `arn:aws:sts::${PROD}:assumed-role/deploy/${name}`,
  accountId: PROD,
  accessKeyId: key,
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: 'AROADEPLOYEXAMPLE',
      arn: `arn:aws:iam::${PROD}:role/ci/deploy`,
      accountId: PROD,
      userName: 'deploy',
    },
    attributes: { creationDate: '2026-02-21T10:00:00Z', mfaAuthenticated: 'false' },
    sourceIdentity: 'asha',
  },
});

const user = {
  type: 'IAMUser',
  principalId: 'AIDADEVEXAMPLE',
  arn: `arn:aws:iam::${DEV}:user/temp/dev`,
  accountId: DEV,
  accessKeyId: 'AKIADEVEXAMPLE000000',
  userName: 'dev',
};

const named = trail()
  .event({ userIdentity: user, eventName: 'AssumeRole' })
  .event({ userIdentity: session('ci-1', 'ASIAONEEXAMPLE000000') })
  .event({ userIdentity: session('ci-2', 'ASIATWOEXAMPLE000000') })
  .event({ userIdentity: { ...user, accessKeyId: undefined, arn: undefined }, eventName: 'ConsoleLogin' });
const unnamed = trail()
  .event({ userIdentity: { type: 'AWSAccount', principalId: 'AIDADEVEXAMPLE', accountId: DEV }, eventName: 'AssumeRole' })
  .event({ userIdentity: { type: 'AWSAccount', principalId: 'AROADEPLOYEXAMPLE:ci-1', accountId: PROD } })
  .event({ userIdentity: { type: 'AWSAccount', principalId: 'AIDANEWEXAMPLE', accountId: PROD } })
  .event({ userIdentity: { type: 'AWSAccount', principalId: 'AIDANOBODYEXAMPLE', accountId: PROD } })
  .event({ userIdentity: { userName: 'ci-1', accessKeyId: 'ASIAONEEXAMPLE000000' } })
  .event({ userIdentity: { userName: 'ci-9', accessKeyId: 'ASIANINEEXAMPLE00000' } })
  .event({ userIdentity: {} });
const created = trail().event({
  eventName: 'CreateUser',
  responseElements: { user: { userName: 'new', userId: 'AIDANEWEXAMPLE', arn: `arn:aws:iam::${PROD}:user/new`, path: '/' } },
});

const connections: ReadConnection[] = [];
afterAll(() => connections.forEach((db) => void db.close()));

async function actorsIn(...imports: string[][]): Promise<{ actors: Actors; counts: Record<string, number> }> {
  const { path } = await caseOf(...imports);
  const db = openForReading(path);
  connections.push(db);
  const events = eventsOf(db);
  const counted = facets(events, events.selections.everything(), ['who'], 0).who ?? [];
  return { actors: actorsOf(events), counts: Object.fromEntries(counted.map(({ value, count }) => [value, count])) };
}

const file = (name: string, log: { json(): string | Buffer }): string[] => [folderOf({ [name]: log.json() })];

test('an empty access key is nobody’s: whoever has one is not whom another record with one names', async () => {
  const empty = trail()
    .event({ userIdentity: { type: 'IAMUser', userName: 'ada', accountId: PROD, accessKeyId: '' }, eventName: 'ConsoleLogin' })
    .event({ userIdentity: { type: 'AWSAccount', principalId: 'AIDANOBODYEXAMPLE', accountId: DEV, accessKeyId: '' } })
    .event({ userIdentity: { userName: 'ci-9', accessKeyId: '' } });
  const { counts } = await actorsIn(file('empty.json', empty));
  expect(counts).toEqual({ [`${PROD}:user/ada`]: 1, [`${DEV}:principal/AIDANOBODYEXAMPLE`]: 1, 'user-name/ci-9': 1 });
});

const EXPECTED = {
  [`${DEV}:user/dev`]: 3,
  [`${PROD}:role/deploy`]: 4,
  [`${PROD}:user/asha`]: 1,
  [`${PROD}:user/new`]: 1,
  [`${PROD}:principal/AIDANOBODYEXAMPLE`]: 1,
  'user-name/ci-9': 1,
};

describe('of two accounts', () => {
  let actors: Actors;
  beforeAll(async () => {
    ({ actors } = await actorsIn(file('a.json', named), file('b.json', unnamed), file('c.json', created)));
  });

  test.each([
    ['names first', [named, unnamed, created]],
    ['ids first', [unnamed, created, named]],
  ])('%s: one actor each, with the same events', async (_, logs) => {
    const { counts } = await actorsIn(...logs.map((log, i) => file(`${i}.json`, log)));
    expect(counts).toEqual(EXPECTED);
  });

  test('every form in which one appears, and it is found by each of them', () => {
    const [number] = actors.find(`${PROD}:role/deploy`) as [number];
    expect(actors.actor(number)).toEqual({ id: `${PROD}:role/deploy`, account: PROD, type: 'role', name: 'deploy' });
    const forms = Object.fromEntries(
      actors.forms(number).map(({ field, values }) => [field, values.map(({ value, count }) => `${value} ${count}`)]),
    );
    expect(forms).toMatchObject({
      actorType: ['AssumedRole 2', 'AWSAccount 1'],
      accessKeyId: ['ASIAONEEXAMPLE000000 2', 'ASIATWOEXAMPLE000000 1'],
      principalId: ['AROADEPLOYEXAMPLE:ci-1 2', 'AROADEPLOYEXAMPLE:ci-2 1'],
      sessionName: ['ci-1 1', 'ci-2 1'],
      sourceIdentity: ['asha 2'],
    });
    for (const form of [
      'deploy',
      'AROADEPLOYEXAMPLE:ci-2',
      'ASIATWOEXAMPLE000000',
      'ci-2',
      `arn:aws:sts::${PROD}:assumed-role/deploy/ci-2`,
    ])
      expect(actors.find(form), form).toEqual([number]);
    expect(actors.find('nobody')).toEqual([]);
  });

  test('a name in two accounts is two actors', async () => {
    const twin = trail().event({
      userIdentity: { ...user, accountId: PROD, arn: `arn:aws:iam::${PROD}:user/dev`, principalId: 'AIDAOTHEREXAMPLE' },
    });
    const both = await actorsIn(file('a.json', named), file('b.json', twin));
    expect(both.actors.find('dev').map((number) => both.actors.actor(number).id)).toEqual([`${PROD}:user/dev`, `${DEV}:user/dev`]);
  });
});

test('federated users of one issuer are different actors', async () => {
  const federated = (name: string) => ({
    type: 'FederatedUser',
    principalId: `${DEV}:${name}`,
    arn: `arn:aws:sts::${DEV}:federated-user/${name}`,
    accountId: DEV,
    sessionContext: { sessionIssuer: { type: 'IAMUser', principalId: 'AIDADEVEXAMPLE', arn: user.arn, accountId: DEV, userName: 'dev' } },
  });
  const { counts } = await actorsIn(
    file(
      'a.json',
      trail()
        .event({ userIdentity: federated('a') })
        .event({ userIdentity: federated('b') }),
    ),
  );
  expect(counts).toEqual({ [`${DEV}:federated-user/a`]: 1, [`${DEV}:federated-user/b`]: 1 });
});

// Told by hand from the files.
test.each<[string, Record<string, number>]>([
  ['umccr_examples/examples/idc.json', { '111122223333:role/AWSReservedSSO_ReadOnly_abcdef012345': 1 }],
  ['umccr_examples/examples/federated.json', { '111122223333:role/WebIdentityRole': 1 }],
  // The ARN of its second event says assumed-role/Role-Name: the issuer, which names the role with its account, is believed.
  ['umccr_examples/examples/1_11.json', { '111122223333:role/Admin': 1, '111122223333:user/Alice': 1 }],
  [
    'umccr_examples/examples/discard_kms_crypto.json',
    { '111122223333:role/AppRole': 1, '111122223333:user/Alice': 2, 'service/s3.amazonaws.com': 1 },
  ],
  [
    'trailscraper/tests/cloudtrail/data/111111111111_CloudTrail_eu-central-1_20171211T1505Z_A6kvhMoVeCsc7v8U.json',
    { '111111111111:role/someRole': 1, 'service/config.amazonaws.com': 1 },
  ],
  [
    'stevezieglerva_cloudtrail-log-analytics/trail/112280397275_CloudTrail_us-east-1_20191108T0000Z_oL0ctBYzemTNVCIP.json',
    { '112280397275:user/ziegler-aws': 4 },
  ],
  // Root, through autoscaling, with a user name of its own.
  ['zalando_fullstop/fullstop-testing/fullstop-test-support/src/test/resources/record.json', { '123456789:root': 2 }],
  [
    'dynatrace/cloudtrail.amazonaws.com/012345678910_CloudTrail_ap-northeast-1_20220101T0000Z_gkuyIJtLhiT90uem.json',
    { '012345678910:role/Dynatrace_monitoring_role': 2 },
  ],
])('the actors of %s', async (path, expected) => {
  const { counts } = await actorsIn([join(REAL_FIXTURES, path)]);
  expect(counts).toEqual(expected);
});
