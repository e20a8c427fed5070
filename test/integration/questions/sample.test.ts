// The sample case: all five answers of ANSWERS.md, with what must not be confused with them.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { copyOf, newCasePath } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { cli, cliJson, eventRows } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';

const SAMPLE = resolve(ROOT, 'resources/sample');
const facts = JSON.parse(/```json\n([\s\S]*?)\n```/.exec(readFileSync(resolve(SAMPLE, 'ANSWERS.md'), 'utf8'))?.[1] ?? '');
const path = newCasePath('sample');
let answers: Record<string, any>[] = [];

beforeAll(async () => {
  await cli(['create', path, '--timezone', 'Asia/Kolkata']);
  await cli(['import', path, resolve(SAMPLE, 'archive')]);
  const { status, value } = await cliJson(['questions', path]);
  expect(status).toBe(0);
  answers = value.questions;
});

const eventIDs = (candidate: Record<string, any>): string[] => candidate.events.map((event: { eventID: string }) => event.eventID);
const roleOf = (candidate: Record<string, any>, id: string): string =>
  candidate.events.find((event: { eventID: string }) => event.eventID === id)?.role;
const texts = (candidate: Record<string, any>): string[] => candidate.facts.map(({ text }: { text: string }) => text);

test('all five are answered, in their order', () => {
  expect(answers.map(({ number, question, state }) => [number, question, state])).toEqual([
    [1, 'bucket', 'answered'],
    [2, 'instances', 'answered'],
    [3, 'key', 'answered'],
    [4, 'securityGroup', 'answered'],
    [5, 'call', 'answered'],
  ]);
});

test('what came from a place is what its filter leaves', async () => {
  const db = openForReading(path);
  const { selections } = eventsOf(db);
  const places = answers.flatMap(({ candidates }) => candidates.flatMap(({ from }: Record<string, any>) => from));
  expect(places.length).toBeGreaterThan(8);
  for (const { filter, count } of places) expect({ filter, count: (await selections.select(filter)).count }).toEqual({ filter, count });
  db.close();
});

test('1: who deleted the production bucket', () => {
  const { bucketDeletion: deletion } = facts;
  const [found, alike, ...more] = answers[0]?.candidates ?? [];
  expect(more).toEqual([]);
  expect(found.title).toBe('telugubites-prod was deleted on 2026-02-22 00:25:48 +05:30');
  expect(found.who).toEqual([
    {
      who: '111122223333:role/deploy-role',
      accessKeyId: deletion.session.accessKeyId,
      sessionName: 'botocore-session-1771699275',
      arn: deletion.session.arn,
      console: false,
      began: '2026-02-21T18:41:15Z',
      mfa: false,
    },
  ]);
  expect(found.from).toMatchObject([
    { address: '185.220.101.34', tool: 'aws-cli', platform: 'Kali Linux', country: 'DE', lists: [], count: 2 },
  ]);
  expect(roleOf(found, deletion.deleted.eventID)).toBe('deleted the bucket');
  expect(roleOf(found, deletion.refusedFirst.eventID)).toBe('DeleteBucket failed: BucketNotEmpty');
  for (const id of deletion.objectsDeleted) expect(roleOf(found, id)).toBe('deleted objects');
  expect(found.events.map(({ role }: { role: string }) => role)).toContain('changed versioning: Suspended');
  // One step back: proven, and logged in both accounts.
  expect(found.issuedBy).toHaveLength(1);
  expect(found.issuedBy[0].by).toMatchObject({ who: '444455556666:user/dev-temp-key', ...pick(deletion.session.issuedTo, 'accessKeyId') });
  expect(eventIDs(found.issuedBy[0]).sort()).toEqual(deletion.session.issuedBy.map((event: { eventID: string }) => event.eventID).sort());
  expect(texts(found)).toEqual([
    'The name says production: “telugubites-prod”.',
    '6 calls deleted objects of it before.',
    '1 DeleteBucket of it failed.',
    '134 calls name it before.',
  ]);
  // The honest deletion of Friday stands below, and says why.
  expect([found.fits, alike.fits]).toEqual([true, false]);
  expect(eventIDs(alike)).toEqual([facts.lookAlikes[0].eventID]);
  expect(alike.cautions).toContain('Whether this bucket held production data, nothing in its name says.');
});

const pick = (from: Record<string, unknown>, name: string) => ({ [name]: from[name] });

test('2: who launched the expensive GPU instances at 3 AM', () => {
  const { launches } = facts;
  const [found, alike, ...more] = answers[1]?.candidates ?? [];
  expect(more).toEqual([]);
  expect(found.title).toBe('8 × g5.12xlarge: 4 in eu-central-1, 4 in us-east-1');
  expect(found.who.map((one: { who: string; accessKeyId: string }) => [one.who, one.accessKeyId])).toEqual([
    ['444455556666:user/dev-temp-key', facts.leakedKey.accessKeyId],
    ['444455556666:user/dev-temp-key', facts.secondKey.accessKeyId],
  ]);
  for (const attempt of launches.attempts) {
    const count = attempt.instanceIds.length;
    expect(roleOf(found, attempt.eventID)).toMatch(
      attempt.errorCode ? `g5.12xlarge refused: ${attempt.errorCode}` : `${count} × g5.12xlarge launched`,
    );
    for (const id of attempt.instanceIds) expect(texts(found).join('\n')).toContain(id);
  }
  for (const stop of launches.terminated) expect(roleOf(found, stop.eventID)).toBe('terminated them');
  expect(texts(found)).toEqual(
    expect.arrayContaining([
      'g5.12xlarge: accelerated.',
      'By night (22:00 to 06:00, Asia/Kolkata): 3 of 3, at 23:56:18, 23:57:03, 03:04:52.',
      '2 attempts failed.',
      '8 of 8 machines terminated by 444455556666:role/security-response, last on 2026-02-22 09:34:12 +05:30.',
      'us-east-1: 0 launches by other actors of account 444455556666 there, of 5 launches in the account.',
    ]),
  );
  expect(found.issuedBy.map(({ key, by }: any) => [key, by.accessKeyId])).toEqual([
    [facts.secondKey.accessKeyId, facts.leakedKey.accessKeyId],
  ]);
  // Auto Scaling launched ordinary machines.
  expect(alike.fits).toBe(false);
  expect(eventIDs(alike).sort()).toEqual([facts.lookAlikes[3].eventID, facts.lookAlikes[4].eventID].sort());
  expect(alike.cautions).toEqual([
    'A look-alike: no accelerated or very large type is named.',
    'An AWS service made the call on someone’s behalf.',
  ]);
});

test('3: since when was the leaked key used, by whom and from where', async () => {
  const { leakedKey, secondKey } = facts;
  const { candidates } = answers[2] ?? {};
  expect(candidates).toHaveLength(1);
  const [found] = candidates;
  expect(found.title).toBe('AKIADEVTEMPK2EXAMPLE: 24 events of strange use since 2026-02-21 23:47:12 +05:30');
  expect(found.who).toMatchObject([{ who: '444455556666:user/dev-temp-key' }]);
  expect(roleOf(found, leakedKey.ordinaryUse.last.eventID)).toBe('last usual use before');
  expect(roleOf(found, leakedKey.hostileUse.first.eventID)).toBe('first strange use');
  expect(roleOf(found, secondKey.created.eventID)).toBe(`handed out ${secondKey.accessKeyId}`);
  expect(roleOf(found, leakedKey.deactivated.eventID)).toBe(`deactivated ${leakedKey.accessKeyId}`);
  expect(roleOf(found, secondKey.deactivated.eventID)).toBe(`deactivated ${secondKey.accessKeyId}`);
  const told = texts(found);
  expect(told[0]).toMatch(/^Usual use: 84 events from 203\.0\.113\.25 with Boto3 on Linux in ap-south-1, /);
  expect(told[1]).toMatch(/^Strange use: 24 events from 185\.220\.101\.34 with aws-cli on Kali Linux in eu-central-1, us-east-1, /);
  expect(told).toEqual(
    expect.arrayContaining([
      'Region us-east-1: never before, 0 of 84 usual events until then.',
      'Of the strange use, 6 calls were refused.',
      expect.stringMatching(
        /^CreateAccessKey handed out AKIADEVTEMPQ5EXAMPLE: 8 events from 185\.220\.101\.47 .*last at 2026-02-22 03:11:02 \+05:30\.$/,
      ),
      expect.stringMatching(/^AssumeRole handed out ASIAALX7KVECLEXAMPLE: 15 events from 185\.220\.101\.34 /),
      'AKIADEVTEMPK2EXAMPLE deactivated on 2026-02-22 09:22:44 +05:30 by 444455556666:role/security-response.',
    ]),
  );
  expect((await eventRows(path, found.filter)).length).toBe(leakedKey.hostileUse.events);
  expect((await eventRows(path, found.compare.a)).length).toBe(leakedKey.ordinaryUse.events);
});

test('3: of another key that a person names', async () => {
  const { value } = await cliJson(['questions', path, '3', '--key', facts.secondKey.accessKeyId]);
  const [answer] = value.questions;
  const [found] = answer.candidates;
  expect([answer.state, found.title]).toEqual([
    'answered',
    'AKIADEVTEMPQ5EXAMPLE: 8 events, handed out to a strange use of AKIADEVTEMPK2EXAMPLE',
  ]);
  expect(found.issuedBy[0].by.accessKeyId).toBe(facts.leakedKey.accessKeyId);
  expect(roleOf(found, facts.secondKey.created.eventID)).toBe('handed out AKIADEVTEMPQ5EXAMPLE');
  expect(roleOf(found, facts.secondKey.use.first.eventID)).toBe('first use');
  expect(roleOf(found, facts.secondKey.use.last.eventID)).toBe('last use');
  const quiet = await cliJson(['questions', path, '3', '--key', facts.response.accessKeyId]);
  expect(quiet.value.questions[0].state).toBe('none');
  expect(quiet.value.questions[0].candidates.map((one: any) => [one.title, one.fits])).toEqual([
    [`${facts.response.accessKeyId}: no use departs from its earlier use`, false],
  ]);
});

test('4: who changed the database’s security group', () => {
  const { securityGroupChange: change } = facts;
  const [found, alike, ...more] = answers[3]?.candidates ?? [];
  expect(more).toEqual([]);
  expect(found.title).toBe(`${change.groupId} was opened to everyone on 2026-02-21 19:12:40 +05:30: tcp 5432, 0.0.0.0/0`);
  expect(found.who).toMatchObject([
    { who: '111122223333:user/rahul.intern', arn: change.userArn, console: true, mfa: true, began: '2026-02-21T13:28:04Z' },
  ]);
  expect(found.from).toMatchObject([{ address: '203.0.113.10' }]);
  expect(eventIDs(found)).toEqual([change.changed.eventID]);
  expect(texts(found)).toContain('No call in the case takes a rule of the group back afterwards.');
  expect([found.fits, alike.fits]).toEqual([true, false]);
  expect(eventIDs(alike)).toEqual([facts.lookAlikes[2].eventID]);
});

test('5: was this call made by our code or by an attacker', () => {
  const [key, role, ...more] = answers[4]?.candidates ?? [];
  expect(more).toEqual([]);
  expect(key.title).toBe('AKIADEVTEMPK2EXAMPLE: the same key, used in two ways, since 2026-02-21 23:47:12 +05:30');
  expect(role.title).toBe('111122223333:role/deploy-role: the same role, used in two ways, since 2026-02-22 00:12:02 +05:30');
  expect(role.who).toMatchObject([{ sessionName: 'botocore-session-1771699275' }]);
  const told = texts(role);
  expect(told).toContain(
    'Addresses: A only 203.0.113.25 (84 of 84 events); B only 185.220.101.34 (15 of 15 events). No address in common.',
  );
  expect(told).toContain('Tools: A only Boto3 (84 of 84 events); B only aws-cli (15 of 15 events). No tool in common.');
  expect(told.find((text) => text.startsWith('Session names:'))).toMatch(
    /A 12 session names: ci-deploy-1184 .*; B only botocore-session-1771699275 /,
  );
});

test('5: of an event that a person names, its session beside all others of the role', async () => {
  const id = facts.bucketDeletion.deleted.eventID;
  const { value } = await cliJson(['questions', path, '5', '--event', id]);
  const [found] = value.questions[0].candidates;
  expect(found.compare).toMatchObject({
    a: 'who:111122223333:role/deploy-role -accessKeyId:ASIAALX7KVECLEXAMPLE',
    b: 'accessKeyId:ASIAALX7KVECLEXAMPLE',
  });
  expect(roleOf(found, id)).toBe('the call');
  expect(texts(found)).toContain(
    'Addresses: A only 203.0.113.25 (84 of 84 events); B only 185.220.101.34 (15 of 15 events). No address in common.',
  );
  // An honest call of the CI has the other sessions of its kind on the other side.
  const [honest] = await eventRows(path, 'session:ci-deploy-1190', '--limit', '1');
  const other = await cliJson(['questions', path, '5', '--event', honest?.eventID]);
  expect(texts(other.value.questions[0].candidates[0])).toContainEqual(
    expect.stringMatching(/^Addresses: .*1 address in common: 203\.0\.113\.25\.$/),
  );
});

test('as text, with the filters to go on with', async () => {
  const { stdout, status } = await cli(['questions', path, '1']);
  expect(status).toBe(0);
  expect(stdout).toContain('1. Who deleted the production bucket?\n\n  (1) telugubites-prod was deleted on 2026-02-22 00:25:48 +05:30\n');
  expect(stdout).toContain('(looks alike) telugubites-tmp-menu-import was deleted');
  expect(stdout).toContain(
    'filter   eventSource:s3.amazonaws.com (eventName:DeleteBucket OR eventName:DeleteObjects OR eventName:PutBucketVersioning) resource:telugubites-prod',
  );
});

test('what cannot be asked', async () => {
  expect((await cli(['questions', path, '6'])).status).toBe(2);
  const missing = await cli(['questions', path, '5', '--event', 'no-such-event']);
  expect({ status: missing.status, stderr: missing.stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining('trailcase: EVENT_MISSING: The case has no event no-such-event.'),
  });
});

test('watch lists are told with the address, and compared', async () => {
  const list = resolve(folderOf({ 'exits.txt': '185.220.101.34\n' }), 'exits.txt');
  const marked = copyOf(path);
  expect((await cli(['watchlist', marked, 'add', list, '--name', 'Tor exits'])).status).toBe(0);
  const { value } = await cliJson(['questions', marked, '1']);
  expect(value.questions[0].candidates[0].from).toMatchObject([{ address: '185.220.101.34', lists: ['Tor exits'] }]);
  const compared = await cliJson([
    'compare',
    marked,
    'key:AKIADEVTEMPK2EXAMPLE ip:203.0.113.25',
    'key:AKIADEVTEMPK2EXAMPLE -ip:203.0.113.25',
  ]);
  expect(compared.value.fields.list).toMatchObject({
    none: { a: 84, b: 0 },
    onlyB: { distinct: 1, values: [{ value: 'Tor exits', a: null, b: { count: 24 } }] },
  });
});

test('the two keys are not alike by network: most events of the first have none', async () => {
  const { stdout } = await cli(['compare', path, 'key:AKIADEVTEMPK2EXAMPLE', 'key:AKIADEVTEMPQ5EXAMPLE']);
  expect(stdout).toContain(
    'Networks: A only AS60729 Stiftung Erneuerbare Freiheit (24 of 108 events), none for 84 of 108 events; B only AS60729 Stiftung Erneuerbare Freiheit (8 of 8 events). 1 network in common: AS60729 Stiftung Erneuerbare Freiheit.\n',
  );
  expect(stdout).toContain('Countries: A only DE (24 of 108 events), none for 84 of 108 events; B only DE (8 of 8 events).');
  expect(stdout).toContain('  both             24        8  DE\n  none             84        –\n');
  // Each event has an actor, and it is one.
  expect(stdout).toContain('Actors: the same on both sides.');
});
