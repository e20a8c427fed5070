// `trailcase timeline`: lanes, markers, and what is refused.
import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { caseOf } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { record } from '../../helpers/trail.ts';

let path = '';
beforeAll(async () => {
  ({ path } = await caseOf([resolve(ROOT, 'resources/sample/archive')]));
});

test('lanes as lines, with what marks the story', async () => {
  const { status, stdout } = await cli([
    'timeline',
    path,
    'who:*/dev-temp-key',
    '--by',
    'ip',
    '--lanes',
    '2',
    '--pin',
    '203.0.113.25',
    '--markers',
  ]);
  expect(status).toBe(0);
  const lines = stdout.split('\n');
  expect(lines[0]).toMatch(/^Addresses, 2026-02-20 04:12:12 \+00:00 – .*, 48 bins$/);
  expect(lines[1]).toMatch(/^all +\d+ {2}[▁-█ ]{48}.* denied/);
  expect(lines[2]).toMatch(/^203\.0\.113\.25 +\d+ {2}[▁-█ ]{48}/);
  expect(stdout).toMatch(
    /18:33:26 \+00:00 {2}✖ denied: creates a user \(support-backup\) {2}444455556666:user\/dev-temp-key {2}185\.220\.101\.34/,
  );
  expect(stdout).toMatch(/✖ denied: stops the logging of the trail/);
});

test('--json tells the same, its counts add up', async () => {
  const { status, value } = await cliJson([
    'timeline',
    path,
    'account:444455556666',
    '--bins',
    '6',
    '--lanes',
    '3',
    '--from',
    '2026-02-21',
    '--to',
    '2026-02-22',
    '--markers',
  ]);
  const sum = (bins: Record<string, number[]>): number =>
    Object.values(bins)
      .flat()
      .reduce((all, n) => all + n, 0);
  expect(status).toBe(0);
  expect(value.edges).toEqual([
    '2026-02-21T00:00:00Z',
    '2026-02-21T04:00:00Z',
    '2026-02-21T08:00:00Z',
    '2026-02-21T12:00:00Z',
    '2026-02-21T16:00:00Z',
    '2026-02-21T20:00:00Z',
    '2026-02-22T00:00:00Z',
  ]);
  expect(value).toMatchObject({ by: 'who', field: 'who', undated: 0 });
  expect(sum(value.bins)).toBe(value.total);
  expect(value.lanes).toHaveLength(3);
  for (const lane of value.lanes) expect(sum(lane.bins)).toBe(lane.count);
  expect([...value.lanes, value.others].reduce((all: number, { count }: { count: number }) => all + count, 0)).toBe(value.total);
  const { total } = (await cliJson(['facets', path, `who:${value.lanes[0].value} account:444455556666 on:2026-02-21`, '--by', 'who']))
    .value;
  expect(value.lanes[0].count).toBe(total);
  const logging = value.markers.find(({ kind }: { kind: string }) => kind === 'logging');
  expect(logging.markers).toMatchObject([{ eventName: 'StopLogging', outcome: 'denied', time: '2026-02-21T21:40:13Z' }]);
});

test('nothing found is explained; hostile values stay on their line', async () => {
  const none = await cliJson(['timeline', path, 'api:NoSuchApi', '--markers']);
  expect(none).toMatchObject({ status: 0, value: { total: 0, lanes: [] } });
  expect(none.value.empty).toBeDefined();
  const name = '\u001b[31mred\nsecond line\u202e';
  const { path: hostile } = await caseOf([folderOf({ 'a.json': JSON.stringify({ Records: [record({ sourceIPAddress: name })] }) })]);
  const { stdout } = await cli(['timeline', hostile, '--by', 'ip', '--bins', '1']);
  expect(stdout.split('\n')).toHaveLength(4);
  expect(stdout).not.toContain('\u001b');
});

test('ends that were given are never moved, and without events there is no time', async () => {
  const at = '2026-02-21T10:00:00Z';
  const { path: one } = await caseOf([folderOf({ 'a.json': JSON.stringify({ Records: [record({ eventTime: at })] }) })]);
  const { path: none } = await caseOf([folderOf({ 'a.json': JSON.stringify({ Records: [record({ eventTime: 'yesterday' })] }) })]);
  const of = async (from: string, ...args: string[]) => {
    const { total, from: begin, to, edges, bins } = (await cliJson(['timeline', from, ...args, '--bins', '2', '--markers'])).value;
    return [total, begin, to, edges.length, bins.read];
  };
  expect(await of(one)).toEqual([1, at, '2026-02-21T10:00:00.001Z', 3, [1, 0]]);
  expect(await of(one, '--to', at)).toEqual([0, null, at, 0, []]);
  expect(await of(one, '--from', at, '--to', at)).toEqual([0, at, at, 0, []]);
  expect(await of(one, '--from', at, '--to', '2026-02-20')).toEqual([0, at, '2026-02-20T00:00:00Z', 0, []]);
  expect(await of(one, '--from', '2026-02-22')).toEqual([0, '2026-02-22T00:00:00Z', null, 0, []]);
  expect(await of(none)).toEqual([0, null, null, 0, []]);
});

test('each pin has a lane, also beyond --lanes', async () => {
  const pins = ['a', 'b', 'c'].flatMap((value) => ['--pin', value]);
  const { value } = await cliJson(['timeline', path, '--by', 'ip', '--lanes', '2', ...pins]);
  expect(value.lanes.map((lane: { value: string }) => lane.value)).toEqual(['a', 'b', 'c']);
  const many = Array.from({ length: 51 }, (_, i) => ['--pin', String(i)]).flat();
  expect(await cli(['timeline', path, ...many])).toMatchObject({ status: 2, stderr: expect.stringMatching(/^trailcase: USAGE: /) });
});

test.each([[['--by', 'planet']], [['--lanes', '0']], [['--bins', '501']], [['--from', 'yesterday']]])('%j is refused', async (args) => {
  const { status, stderr } = await cli(['timeline', path, ...args]);
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^trailcase: USAGE: /)]);
});
