// A case may name a zone that this computer does not know, as a newer one, or one that was written by hand: then all times are shown in UTC, and nothing fails.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { importPaths } from '../../../src/main/jobs/import-job.ts';
import type { Args, EngineChannel } from '../../../src/shared/channels.ts';
import { knownZone, zoned } from '../../../src/shared/time.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { cli } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { type Driven, session } from '../../helpers/session.ts';
import { trail } from '../../helpers/trail.ts';

const ZONE = 'Mars/Olympus_Mons';
const KEY = 'AKIAEXAMPLE0000000KE';
/** Of this size, so that an actor's later behaviour is compared with its earlier. */
const EVENTS = 130;

let path = '';

beforeAll(async () => {
  path = newCasePath();
  const identity = { type: 'IAMUser', userName: 'dev', accountId: '111122223333', accessKeyId: KEY };
  const log = trail().events(EVENTS, (i) => ({
    userIdentity: { ...identity, arn: 'arn:aws:iam::111122223333:user/dev', principalId: 'AIDAEXAMPLE' },
    eventName: i < 100 ? 'DescribeInstances' : 'DeleteBucket',
    eventSource: i < 100 ? 'ec2.amazonaws.com' : 's3.amazonaws.com',
    requestParameters: { bucketName: 'books' },
    readOnly: i < 100,
  }));
  const file = CaseFile.create(path, { timezone: ZONE });
  try {
    await importPaths(file, [folderOf({ 'log.json': log.json() })]);
  } finally {
    file.close();
  }
});

/** Those that show or read times, with what brings them to do it; null: no clock of the case is asked. */
const COMMANDS: Record<string, string[][] | null> = {
  info: [[]],
  facts: [[]],
  events: [[], ['time:2026-02-21']],
  facets: [['--by', 'service,ip']],
  histogram: [['--every', '1h']],
  timeline: [['--lanes', '3', '--markers']],
  pivot: [['key', KEY]],
  compare: [['is:read', 'is:write']],
  questions: [[]],
  lineage: [[KEY]],
  addresses: [[]],
  unusual: [[], ['key', KEY]],
  resources: [
    ['--top', '3'],
    ['--history', 'arn:aws:s3:::books'],
  ],
  search: [['books', '--limit', '2']],
  bookmarks: [['--history']],
  findings: [[]],
  sql: [["SELECT eventName FROM cloudtrail_logs WHERE eventTime > '2026-01-01' LIMIT 1"]],
  verify: [['--details']],
  report: [['--out', 'OUT.html']],
  'report-pack': [['--out', 'OUT-pack']],
  'report-texts': [[]],
  export: [
    ['--format', 'xlsx', '--out', 'OUT.xlsx'],
    ['--format', 'csv', '--out', 'OUT.csv'],
  ],
  ...Object.fromEntries(
    [
      ...['create', 'import', 's3', 'watchlist', 'bookmark', 'tag', 'note', 'finding', 'storyline', 'review', 'annotations', 'attack'],
      // It asks AWS: test/integration/athena/scope.test.ts has such a case.
      ...['seal', 'redaction', 'upgrade', 'scope', 'problems'],
    ].map((name) => [name, null]),
  ),
};

test('all commands are listed here', () => {
  const run = readFileSync(resolve(ROOT, 'src/main/commands/run.ts'), 'utf8');
  const names = [...run.matchAll(/^ {2}\['([a-z0-9-]+)', async \(\) =>/gm)].map(([, name]) => name as string);
  expect(Object.keys(COMMANDS).sort()).toEqual(names.sort());
});

test.each(Object.entries(COMMANDS).flatMap(([name, ways]) => (ways ?? []).map((args) => ({ name, args }))))(
  '$name $args',
  async ({ name, args }) => {
    const folder = dirname(newCasePath());
    const ran = await cli([name, path, ...args.map((word) => (word.startsWith('OUT') ? join(folder, word) : word))]);
    expect(ran.stderr).not.toContain('INTERNAL');
    expect(ran.status).toBeLessThan(2);
  },
);

const SPAN = { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2026-12-31T00:00:00Z') };

const CALLS: { [C in EngineChannel]?: Args<C> } = {
  'case.info': {},
  'filter.read': { filter: 'time:2026-02-21' },
  'events.count': { filter: 'time:2026-02-21' },
  'events.histogram': { filter: '', ...SPAN, binning: { kind: 'auto' }, by: null, distinct: null },
  'empty.explain': { filter: 'eventName:Nothing time:2026-02-21' },
  'compare.get': { a: 'is:read', b: 'is:write', top: 3 },
  'unusual.get': { filter: `key:${KEY}` },
  'unusual.actors': { top: 5 },
  pivot: { kind: 'key', value: KEY },
  'timeline.backgrounds': { ...SPAN, most: 50 },
  'resources.history': { value: 'arn:aws:s3:::books' },
};

test.each(Object.entries(CALLS))('%s', async (channel, args) => {
  const driven = session();
  try {
    await driven.ask('case.open', { path });
    await expect((driven.ask as (channel: string, args: unknown) => Promise<unknown>)(channel, args)).resolves.toBeDefined();
  } finally {
    await driven.close();
  }
});

test('questions and suggestions', async () => {
  const driven: Driven = session();
  try {
    await driven.ask('case.open', { path });
    const { rows } = await driven.ask('events.page', { filter: 'eventName:DeleteBucket', order: 'asc', offset: 0, limit: 2 });
    const ids = rows.map(({ id }) => id);
    expect((await driven.ask('findings.suggest', { ids })).questions.when).toMatch(/^2 dated events, at 2026-02-21T\d\d:\d\d:\d\dZ$/);
  } finally {
    await driven.close();
  }
});

test('no part of the engine hands the name of the zone to a clock unasked', () => {
  const sources = readdirSync(resolve(ROOT, 'src/main'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const unasked = sources.filter((name) =>
    /readFacts\([^)]*\)\.timezone|\btimezone\b[^=\n]*\} = readFacts\(/.test(readFileSync(resolve(ROOT, 'src/main', name), 'utf8')),
  );
  expect(unasked).toEqual(['case/facts.ts']);
  expect(knownZone(ZONE)).toBe('UTC');
  expect(knownZone('Asia/Kolkata')).toBe('Asia/Kolkata');
  expect(() => zoned(0, ZONE)).toThrow();
});
