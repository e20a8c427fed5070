// `trailcase lineage` on the sample: what its ANSWERS.md says of credentials, as JSON and for people.
import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { caseOf } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { cli, cliJson, eventRows } from '../../helpers/cli-here.ts';

let path = '';
beforeAll(async () => {
  path = (await caseOf([resolve(ROOT, 'resources/sample/archive')])).path;
});

const json = async (...args: string[]) => (await cliJson(['lineage', path, ...args])).value;
const LEAKED = 'AKIADEVTEMPK2EXAMPLE';

test('the session that deleted the bucket was issued to the leaked key: proven, logged in both accounts', async () => {
  const value = await json('ASIAALX7KVECLEXAMPLE');
  expect(value).toMatchObject({
    accessKeyId: 'ASIAALX7KVECLEXAMPLE',
    actor: 'deploy-role/botocore-session-1771699275',
    who: '111122223333:role/deploy-role',
    account: '111122223333',
    type: 'temporary',
    events: 15,
    root: { value: LEAKED, who: '444455556666:user/dev-temp-key', type: 'long-term' },
    children: [],
  });
  expect(value.chain).toHaveLength(1);
  expect(value.chain[0]).toMatchObject({
    certainty: 'proven',
    how: 'AssumeRole',
    from: { value: LEAKED },
    to: { value: 'ASIAALX7KVECLEXAMPLE' },
    event: {
      eventID: '9772df85-86a7-48a2-8dc5-264d205e6f56',
      eventName: 'AssumeRole',
      time: '2026-02-21T18:41:15Z',
      accountId: '444455556666',
    },
    events: [{ accountId: '444455556666' }, { eventID: '184c49ac-5467-4128-8f2c-7300f30b00a6', accountId: '111122223333' }],
    copies: 2,
  });
});

test('the leaked key: the second key it made, what all of it did, and its end', async () => {
  const value = await json(LEAKED);
  const second = value.children.find((child: any) => child.to.value === 'AKIADEVTEMPQ5EXAMPLE');
  expect(second).toMatchObject({
    certainty: 'proven',
    how: 'CreateAccessKey',
    event: { eventID: '60ac16f3-9c47-4815-b367-493e8daa2224' },
    to: { events: 8 },
  });
  expect(value.life.map(({ what, time, who, event }: any) => [what, time, who, event.eventID.slice(0, 8)]).at(-1)).toEqual([
    'deactivated',
    '2026-02-22T03:52:44Z',
    '444455556666:role/security-response',
    '7e7fd1fa',
  ]);
  // Twelve honest builds, the session of the night, and the second key.
  expect(value.blast).toMatchObject({ keys: 15, accounts: [{ value: '444455556666' }, { value: '111122223333' }] });
  const rows = await eventRows(path, value.blast.filter);
  expect(rows).toHaveLength(value.blast.events);
  expect([rows[0]?.time, rows.at(-1)?.time]).toEqual([value.blast.first, value.blast.last]);
  expect(rows.filter(({ eventName, errorCode }) => eventName === 'DeleteBucket' && !errorCode).map(({ eventID }) => eventID)).toEqual([
    '336ef7cf-5c16-4473-a43e-c4687c5e5ae8',
  ]);
});

test('the second key was deactivated, too', async () => {
  const { life } = await json('AKIADEVTEMPQ5EXAMPLE');
  expect(life.map(({ what, event }: any) => [what, event.eventID.slice(0, 8)])).toEqual([
    ['created', '60ac16f3'],
    ['first-use', 'c18d5524'],
    ['last-use', '5456d8c0'],
    ['deactivated', '699a523e'],
  ]);
});

test("the intern's console session is inferred from the sign-in, the responder's session is proven", async () => {
  const intern = await json('ASIAG5T7JBRQ4EXAMPLE');
  expect(intern.chain).toMatchObject([
    {
      certainty: 'inferred',
      how: 'ConsoleLogin',
      from: { kind: 'actor', value: '111122223333:user/rahul.intern' },
      event: { eventID: '60e1e3a6-a701-4c97-8fdb-0879c4a8ed6a' },
    },
  ]);
  const meera = await json('meera.iyer', '--kind', 'session');
  expect(meera).toMatchObject({
    accessKeyId: 'ASIATGD2UWDVWEXAMPLE',
    chain: [{ certainty: 'proven', from: { value: 'AKIAXNVZHJOSOEXAMPLE', who: '111122223333:user/meera.iyer' }, copies: 2 }],
  });
});

test('an actor: its keys, and what came of them', async () => {
  const value = await json('dev-temp-key', '--kind', 'actor', '--depth', '1');
  expect(value).toMatchObject({
    kind: 'actor',
    accessKeyId: '444455556666:user/dev-temp-key',
    chain: [],
    // As its first key, and the thirteen copies of AssumeRole in the other account, which name the user and no key.
    blast: { keys: 15, events: 215 + 13 },
  });
  expect(await eventRows(path, value.blast.filter)).toHaveLength(228);
  expect(value.children.map(({ how, to, more }: any) => [how, to.value, more])).toEqual([
    ['Identity', LEAKED, 14],
    ['Identity', 'AKIADEVTEMPQ5EXAMPLE', 0],
  ]);
});

test('for people', async () => {
  const { status, stdout } = await cli(['lineage', path, 'ASIAALX7KVECLEXAMPLE']);
  expect(status).toBe(0);
  expect(stdout).toContain('root     AKIADEVTEMPK2EXAMPLE (444455556666:user/dev-temp-key, dev-temp-key)');
  expect(stdout).toContain('← proven AssumeRole, 2026-02-21 18:41:15 +00:00 9772df85, 2 records  AKIADEVTEMPK2EXAMPLE');
  expect(stdout).toMatch(/first-use +GetCallerIdentity cc1ad4c1/);
});

test('a key that the case does not know: says what was searched, exit status 1', async () => {
  const { status, stderr, value } = await cliJson(['lineage', path, 'AKIANOBODY']);
  expect(status).toBe(1);
  expect(stderr).toContain('no event of this case knows the key AKIANOBODY');
  expect(value).toMatchObject({
    accessKeyId: 'AKIANOBODY',
    chain: [],
    children: [],
    searched: { events: 4028, accounts: ['111122223333', '444455556666'] },
  });
});

test.each([[[]], [['AKIA1', 'AKIA2']], [['AKIA1', '--kind', 'person']], [['AKIA1', '--depth', 'deep']], [['AKIA1', '--depth', '65']]])(
  'usage: %j',
  async (args) => {
    const { status, stderr } = await cli(['lineage', path, ...args]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^trailcase: USAGE: /);
  },
);
