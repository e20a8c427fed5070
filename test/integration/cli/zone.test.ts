// A case whose clock is not UTC: what is made by an import states it, and every command reads and shows times by it.
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { newCasePath, verified } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';

const folder = folderOf({
  'a.json.gz': trail()
    .event({ eventName: 'Before', eventTime: '2026-02-21T17:00:00Z', eventID: 'before' })
    .event({ eventName: 'After', eventTime: '2026-02-21T18:00:00Z', eventID: 'after' })
    .gz(),
});
const path = newCasePath();

beforeAll(async () => {
  const facts = ['--title', 'Night shift', '--examiner', 'A. Examiner', '--timezone', 'Asia/Kolkata'];
  expect(await cli(['import', path, folder, ...facts])).toMatchObject({ status: 0, stderr: '' });
});

test('an import that makes the case states its facts; into a case that is there they are refused', async () => {
  const { value } = await cliJson(['info', path]);
  expect(value.case).toMatchObject({ title: 'Night shift', number: '', examiner: 'A. Examiner', timezone: 'Asia/Kolkata' });
  expect((await cli(['info', path])).stdout).toMatch(/^time zone +Asia\/Kolkata$/m);
  expect((await verified(path)).ok).toBe(true);
  const again = await cli(['import', path, folder, '--title', 'Another']);
  expect(again).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('USAGE: --title is stated when a case is made') });
  const elsewhere = join(folderOf({}), 'x.trailcase');
  expect(await cli(['import', elsewhere, folder, '--timezone', 'India'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('USAGE'),
  });
});

const names = async (...args: string[]): Promise<string[]> =>
  (await cliJson(['events', path, ...args])).value.rows.map(({ eventName }: { eventName: string }) => eventName);

// 23:00 in Kolkata is 17:30 UTC.
test.each([['2026-02-21 17:30'], ['2026-02-21T17:30:00'], ['2026-02-21T17:30Z'], ['2026-02-21T23:00+05:30']])('--from %s', async (time) => {
  expect(await names('--from', time)).toEqual(['After']);
  expect(await names('--to', time)).toEqual(['Before']);
  const machines = await cli(['events', path, '--from', time, '--format', 'jsonl']);
  expect(machines.stderr).toBe('');
});

test.each([
  ['events', path],
  ['facets', path, '--by', 'eventName'],
  ['histogram', path],
  ['timeline', path],
  ['search', path, 'eventVersion'],
])('a person is told by which clock a time without an offset was read: %s', async (...command) => {
  const told =
    "trailcase: --from is read as UTC: 2026-02-21 23:00:00 +00:00, which is 2026-02-22 04:30:00 +05:30 by the case's clock; with an offset it says what it means\n";
  expect((await cli([...command, '--from', '2026-02-21 23:00'])).stderr).toContain(told);
  expect((await cli([...command, '--from', '2026-02-21T23:00:00+05:30'])).stderr).not.toContain('is read as UTC');
  const utc = newCasePath('utc');
  await cli(['import', utc, folder, '--quiet']);
  expect((await cli([...command.map((one) => (one === path ? utc : one)), '--from', '2026-02-21 17:00'])).stderr).not.toContain(
    'is read as UTC',
  );
});

test('a time that is none', async () => {
  const { status, stderr } = await cli(['events', path, '--from', '21.02.2026']);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^trailcase: USAGE: --from takes a time as 2026-02-21T18:17:12Z or .+, not "21.02.2026"/);
});
