// Sign-ins whose evidence cannot be read again: nobody knows how they ended, so every answer that counts failures says so, with the exit status that filters have.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import type { WindowEventRow } from '../../../src/shared/domain.ts';
import { importInto, newCasePath, tamper } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { type Fields, trail } from '../../helpers/trail.ts';

const [TOR, OFFICE] = ['185.220.101.7', '203.0.113.10'];
const NIGHT = Date.UTC(2026, 1, 21, 1);

const at = (minute: number): string => new Date(NIGHT + minute * 60_000).toISOString().replace('.000Z', 'Z');
const who = (userName: string, accessKeyId: string) => ({
  userIdentity: { type: 'IAMUser', principalId: `AIDA${userName}`, accountId: '111122223333', accessKeyId, userName },
});
const signIn = (minute: number, answer: 'Failure' | 'Success'): Fields => ({
  eventTime: at(minute),
  eventSource: 'signin.amazonaws.com',
  eventName: 'ConsoleLogin',
  readOnly: false,
  sourceIPAddress: TOR,
  ...who('asha', 'AKIAASHA'),
  responseElements: { ConsoleLogin: answer },
});

/** The sign-ins of asha stand in an item of their own, beside an event of ben. */
async function damagedCase(damage: string): Promise<{ path: string; hash: string }> {
  const path = newCasePath();
  const signIns = trail();
  for (let i = 0; i < 4; i++) signIns.event(signIn(i, 'Failure'));
  signIns.event(signIn(5, 'Success'));
  const other = trail().event({ eventTime: at(6), sourceIPAddress: OFFICE, ...who('ben', 'AKIABEN'), errorCode: 'AccessDenied' });
  await importInto(path, [folderOf({ 'sign-ins.json.gz': signIns.gz(), 'others.json.gz': other.gz() })]);
  let hash = '';
  tamper(path, (db) => {
    const item = "(SELECT e.id FROM evidence e JOIN found_at f ON f.evidence = e.id WHERE f.path LIKE '%sign-ins.json.gz')";
    db.exec(damage.replaceAll('ITEM', item));
    hash = db.prepare(`SELECT lower(hex(sha256)) FROM evidence WHERE id = ${item}`).pluck().get() as string;
  });
  return { path, hash };
}

const DAMAGES = [
  ['its bytes were altered', "UPDATE evidence_bytes SET bytes = x'1f8b0800' WHERE evidence = ITEM"],
  ['its bytes are gone', 'DELETE FROM evidence_bytes WHERE evidence = ITEM'],
  ['its bytes were not kept', 'UPDATE evidence SET kept = 0 WHERE id = ITEM; DELETE FROM evidence_bytes WHERE evidence = ITEM'],
] as const;

test('the overview counts the failed sign-ins, and its door opens them', async () => {
  const { path } = await damagedCase('SELECT 1');
  const queries = new CaseQueries(path);
  try {
    expect(await queries.answers['case.signIns']()).toEqual({ failed: 4, unreadable: 0 });
    expect(await queries.answers['events.count']({ filter: 'is:error -has:errorCode' })).toMatchObject({ total: 4, unreadable: 0 });
  } finally {
    await queries.close();
  }
});

describe.each(DAMAGES)('an item of sign-ins: %s', (_, damage) => {
  let path = '';
  let hash = '';
  let queries: CaseQueries;
  beforeAll(async () => {
    ({ path, hash } = await damagedCase(damage));
    queries = new CaseQueries(path);
  });
  afterAll(() => queries.close());

  test.each([
    ['events', ['is:error']],
    ['compare', ['actor:asha', 'actor:ben']],
    ['compare', ['actor:ben', 'actor:asha']],
    ['pivot', ['ip', TOR]],
    ['timeline', []],
    ['timeline', [`ip:${TOR}`, '--markers']],
    ['unusual', []],
    ['unusual', ['ip', TOR]],
  ])('%s %j says that it could not be read, and ends with 1', async (command, args) => {
    const { status, stderr, stdout } = await cli([command, path, ...args]);
    expect(stderr).toContain(`asks records of items that could not be read, or not wholly (1): ${hash}; trailcase verify tells more`);
    expect(status).toBe(1);
    expect(stdout).not.toBe('');
  });

  test.each([
    ['events', ['actor:ben']],
    ['compare', ['actor:ben', 'errorCode:*']],
    ['pivot', ['ip', OFFICE]],
    ['timeline', ['actor:ben']],
    ['timeline', ['--from', at(6)]],
    ['unusual', ['ip', OFFICE]],
  ])('%s %j, where no such sign-in is asked, says nothing of it', async (command, args) => {
    const { status, stderr } = await cli([command, path, ...args]);
    expect(stderr).not.toContain('could not be read');
    expect(status).toBe(0);
  });

  test('lineage notes it where it counts what was denied', async () => {
    expect((await cli(['lineage', path, 'AKIAASHA'])).stdout).toContain('of the denied, failed sign-ins may be missing');
    expect((await cli(['lineage', path, 'AKIABEN'])).stdout).not.toContain('could not be read');
  });

  test('a list says of such a sign-in that it is not told how it ended', async () => {
    const { stdout } = await cli(['events', path]);
    expect(stdout.match(/ not told$/gm)).toHaveLength(5);
    expect(stdout.match(/ AccessDenied$/gm)).toHaveLength(1);
    const page = { filter: '', order: 'asc', offset: 0, limit: 10 } as const;
    const untold = (rows: readonly WindowEventRow[]) => rows.map(({ untoldSignIn = false }) => untoldSignIn);
    expect(untold((await queries.answers['events.page'](page)).rows)).toEqual([true, true, true, true, true, false]);
    // Known since all sign-ins were read.
    await queries.answers['case.signIns']();
    expect(untold((await queries.answers['events.page'](page)).rows)).toEqual([true, true, true, true, true, false]);
  });

  test('the window is told by every view that counts failures', async () => {
    const { answers } = queries;
    const list = { filter: '', sort: 'events', descending: true, offset: 0, limit: 10, search: '' } as const;
    const span = { filter: '', from: NIGHT, to: NIGHT + 3_600_000 };
    expect(await answers['compare.get']({ a: 'actor:ben', b: '', top: 5 })).toMatchObject({ unreadable: [hash] });
    expect(await answers.pivot({ kind: 'ip', value: TOR })).toMatchObject({ unreadable: 1 });
    expect(await answers.pivot({ kind: 'ip', value: OFFICE })).toMatchObject({ unreadable: 0 });
    expect(await answers['unusual.get']({ filter: '' })).toMatchObject({ unreadable: [hash] });
    expect(await answers['unusual.actors']({ top: 5 })).toMatchObject({ unreadable: [hash] });
    expect(await answers['actors.list'](list)).toMatchObject({ unreadable: 1 });
    expect(await answers['actors.list']({ ...list, filter: 'actor:ben' })).toMatchObject({ unreadable: 0 });
    expect(await answers['keys.list'](list)).toMatchObject({ unreadable: 1 });
    expect(await answers['timeline.density']({ ...span, bins: 4 })).toMatchObject({ unreadable: 1 });
    expect(await answers['timeline.density']({ ...span, filter: 'actor:ben', bins: 4 })).toMatchObject({ unreadable: 0 });
    expect(await answers['case.signIns']()).toEqual({ failed: 0, unreadable: 1 });
  });
});

test('of a reduced copy only an answer tells how a sign-in ended; other calls ended well where they have no error code', async () => {
  const path = newCasePath();
  const rows = [
    ['eventid', 'eventtime', 'eventname', 'eventsource', 'awsregion', 'errorcode', 'responseelements'],
    ['1', at(0), 'ConsoleLogin', 'signin.amazonaws.com', 'us-east-1', '', ''],
    ['2', at(1), 'ConsoleLogin', 'signin.amazonaws.com', 'us-east-1', '', '{ConsoleLogin=Success}'],
    ['3', at(2), 'ConsoleLogin', 'signin.amazonaws.com', 'us-east-1', '', '{ConsoleLogin=Failure}'],
    ['4', at(3), 'UserAuthentication', 'sso.amazonaws.com', 'us-east-1', '', ''],
    ['5', at(4), 'CreateAccountAssignment', 'sso.amazonaws.com', 'us-east-1', '', ''],
    ['6', at(5), 'DeleteBucket', 's3.amazonaws.com', 'us-east-1', '', ''],
    ['7', at(6), 'DeleteBucket', 's3.amazonaws.com', 'us-east-1', 'AccessDenied', ''],
  ];
  await importInto(path, [folderOf({ 'query.csv': `${rows.map((row) => row.join(',')).join('\n')}\n` })]);
  const { stdout } = await cli(['events', path]);
  const outcomes = stdout.match(/(not told|sign-in failed|ok|AccessDenied) · reduced copy$/gm)?.map((text) => text.replace(/ ·.*$/, ''));
  expect(outcomes).toEqual(['not told', 'ok', 'sign-in failed', 'not told', 'ok', 'ok', 'AccessDenied']);
  const queries = new CaseQueries(path);
  try {
    const { rows: listed } = await queries.answers['events.page']({ filter: '', order: 'asc', offset: 0, limit: 10 });
    expect(listed.filter(({ untoldSignIn }) => untoldSignIn).map(({ eventName }) => eventName)).toEqual([
      'ConsoleLogin',
      'UserAuthentication',
    ]);
  } finally {
    await queries.close();
  }
});
