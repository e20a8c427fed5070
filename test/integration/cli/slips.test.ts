// Slips of the hand: a command, an option or a word of a list that is nearly one; a filter in one argument or in several, with and without the quotes that a shell takes away.
import { beforeAll, describe, expect, test } from 'vitest';
import { importInto, newCasePath } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';

let path = '';

beforeAll(async () => {
  path = newCasePath();
  const events = (eventName: string, hour: number, errorCode?: string) => ({
    eventName,
    eventTime: `2026-02-21T${hour}:30:00Z`,
    errorCode,
    userAgent: 'aws cli',
    resources: [{ ARN: 'arn:aws:s3:::telugubites-prod', type: 'AWS::S3::Bucket', accountId: '111122223333' }],
  });
  const log = trail()
    .event(events('ListBuckets', 10))
    .event(events('ListBuckets', 12, 'AccessDenied'))
    .event(events('GetObject', 14));
  await importInto(path, [folderOf({ 'a.json': log.json() })]);
});

const refused = async (...args: string[]): Promise<string> => {
  const { status, stdout, stderr } = await cli(args.map((one) => one.replace('CASE', path)));
  expect({ args, status, stdout }).toEqual({ args, status: 2, stdout: '' });
  expect(stderr).toMatch(/^trailcase: [A-Z_]+: [^\n]+\n$/);
  return stderr;
};

describe('what is nearly a word', () => {
  test.each([
    [['evnts', 'CASE'], 'USAGE: There is no command evnts. Did you mean events? See trailcase --help.'],
    [['hist', 'CASE'], 'USAGE: There is no command hist. Did you mean histogram? See trailcase --help.'],
    [['Verify', 'CASE'], 'USAGE: There is no command Verify. Did you mean verify? See trailcase --help.'],
    [['frobnicate', 'CASE'], 'USAGE: There is no command frobnicate. See trailcase --help.'],
    [['help', 'serch'], 'USAGE: There is no command serch. Did you mean search? See trailcase --help.'],
    [['--json', 'info', 'CASE'], 'USAGE: The command comes first, and --json after it. See trailcase --help.'],
    [['info', 'CASE', '--jsno'], "USAGE: Unknown option '--jsno'. Did you mean --json? Usage: trailcase info CASE"],
    [['events', 'CASE', '--fromat', 'csv'], "USAGE: Unknown option '--fromat'. Did you mean --format? Usage: trailcase events CASE"],
    [['events', 'CASE', '--sep=nul'], "USAGE: Unknown option '--sep'. Did you mean --separator? Usage: trailcase events CASE"],
    [['bookmark', 'CASE', '--color', 'red'], "USAGE: Unknown option '--color'. Did you mean --colour? Usage: trailcase bookmark CASE"],
    [['info', 'CASE', '-json'], "USAGE: Unknown option '-json'. Did you mean --json? Usage: trailcase info CASE"],
    [['info', 'CASE', '--frobnicate'], "USAGE: Unknown option '--frobnicate'. Usage: trailcase info CASE"],
    [['events', 'CASE', '--limit', '5', '-x'], "USAGE: Unknown option '-x'. Usage: trailcase events CASE"],
    [['info', 'CASE', '--json=yes'], 'USAGE: --json takes no value. Usage: trailcase info CASE'],
  ])('%j', async (args, told) => {
    expect(await refused(...args)).toContain(`trailcase: ${told}`);
  });

  test('a kind of resources is one that there is', async () => {
    const told = 'USAGE: --kind takes one of s3:bucket';
    expect(await refused('resources', 'CASE', '--kind', 'nosuch')).toContain(told);
    expect(await refused('resources', 'CASE', '--kind', 's3:bukcet')).toContain('not "s3:bukcet". Did you mean s3:bucket?');
    // Not among these events, but among others of the case; and one that the case has none of, but any case may.
    for (const args of [
      ['api:CreateBucket', '--kind', 's3:bucket'],
      ['--kind', 'iam:role'],
      ['--kind', 'not known'],
    ])
      expect(await cliJson(['resources', path, ...args])).toMatchObject({ status: 0, value: { total: 0 } });
    expect(await cliJson(['resources', path, '--kind', 's3:bucket'])).toMatchObject({ status: 0, value: { total: 1 } });
  });

  test('the option that is at fault is the one that is named', async () => {
    expect(await refused('histogram', 'CASE', '--distinct', 'acter')).toMatch(
      /USAGE: --distinct takes .+, not "acter". Did you mean actor\?/,
    );
    expect(await refused('events', 'CASE', '--format', 'josnl')).toContain('not "josnl". Did you mean jsonl? Usage: ');
    expect(await refused('pivot', 'CASE', 'acter', 'x')).toContain('not "acter". Did you mean actor? Usage: ');
    expect(await refused('unusual', 'CASE', 'acter', 'x')).toContain('not "acter". Did you mean actor? Usage: ');
    expect(await refused('questions', 'CASE', '1', '--key', 'AKIA1')).toContain('USAGE: --key is for questions 3 and 5. Usage: ');
    expect(await refused('import', 'CASE', '.', '--max-ratio', 'x')).toContain('USAGE: --max-ratio takes a whole number, not "x". Usage: ');
    // Nothing of it could be chosen: whoever did so would think otherwise.
    for (const option of ['--from=2026-02-20', '--account=111122223333', '--profile=ir', '--keep-copy=x'])
      expect(await refused('import', 'CASE', '.', option)).toContain(
        `USAGE: ${option.replace(/=.*/, '')} is for a bucket, and none is named: of files and folders all is taken. Usage: `,
      );
    expect(await refused('questions', 'CASE', '3', '--bucket', 'b')).toContain('USAGE: --bucket is for question 1. Usage: ');
  });
});

describe('a filter', () => {
  /** What each way of writing it leaves. */
  const WAYS: [args: string[], events: number][] = [
    [['api:ListBuckets AND is:error'], 1],
    [['api:ListBuckets', 'AND', 'is:error'], 1],
    [['api:ListBuckets', 'is:error'], 1],
    [['-is:error api:ListBuckets'], 1],
    [['-is:error', 'api:ListBuckets'], 1],
    [['(api:ListBuckets OR api:GetObject)', '-is:error'], 2],
    [['(api:ListBuckets', 'OR', 'api:GetObject)', '-is:error'], 2],
    [['agent:aws cli'], 3],
    // A time without the quotes that it needs, whatever stands beside it.
    [['after:2026-02-21 12:00'], 2],
    [['after:2026-02-21 12:00 api:ListBuckets'], 1],
    [['after:2026-02-21', '12:00', 'api:ListBuckets'], 1],
    [['api:ListBuckets', 'before:2026-02-21', '12:00:00'], 1],
    [['-(after:2026-02-21 12:00 OR api:GetObject)'], 1],
    [['time:2026-02-21 10:00..2026-02-21 13:00 agent:"aws cli"'], 2],
  ];

  /** Events that each command counts. */
  const commands: Record<string, (filter: string[]) => Promise<number>> = {
    events: async (filter) => (await cliJson(['events', path, ...filter])).value.rows.length,
    facets: async (filter) => (await cliJson(['facets', path, ...filter])).value.total,
    pivot: async (filter) => (await cliJson(['pivot', path, 'userAgent', 'aws cli', ...filter])).value.events,
    search: async (filter) => (await cliJson(['search', path, 'eventName', ...filter])).value.searched.events,
    compare: async (filter) => both((await cliJson(['compare', path, ...filter, '--before-after', '2026-02-21T13:00:00Z'])).value),
    'compare --within': async (filter) => both((await cliJson(['compare', path, 'api:*', '-api:*', '--within', filter.join(' ')])).value),
    'tag --filter': async (filter) => (await cliJson(['tag', path, 'x', '--filter', filter.join(' ')])).value.targets,
  };
  const both = ({ a, b }: { a: { events: number }; b: { events: number } }): number => a.events + b.events;

  test.each(Object.entries(commands))('%s takes it in one argument and in several', async (_, run) => {
    const found: [string[], number][] = [];
    for (const [filter] of WAYS) found.push([filter, await run(filter)]);
    expect(found).toEqual(WAYS);
  });

  test('of a span of time to be marked may be written so, too', async () => {
    const { status, value } = await cliJson([
      'bookmark',
      path,
      '--span',
      '2026-02-21T10:00:00Z/2026-02-21T15:00:00Z after:2026-02-21 12:00',
    ]);
    expect({ status, targets: value.targets }).toEqual({ status: 0, targets: 1 });
    expect((await cli(['bookmarks', path, '--kind', 'span'])).stdout).toContain('after:"2026-02-21 12:00"');
  });

  test('a text of several words without quotes is told of, and not taken for a filter', async () => {
    expect(await refused('search', 'CASE', 'access', 'denied')).toContain(
      'trailcase: USAGE: "denied" is no filter: a text of several words is one argument, in quotes. Usage: trailcase search CASE TEXT',
    );
    // A filter that is one and wrong is told of as such.
    expect(await refused('search', 'CASE', 'access', 'is:eror')).toContain('trailcase: FILTER_INVALID: ');
  });

  test('a text that begins as a negated term stays as it is written', async () => {
    const [{ id }] = (await cliJson(['events', path])).value.rows;
    expect(await cli(['bookmark', path, '--event', id, '--note', '-is:not what it says'])).toMatchObject({ status: 0 });
    const { value } = await cliJson(['bookmarks', path, '--kind', 'event']);
    expect(value.rows.map(({ note }: { note: string }) => note)).toContain('-is:not what it says');
  });
});

test.each([
  ['arn:aws:s3:::evidence/AWSLogs/*', 'A bucket is written s3://evidence/AWSLogs/.'],
  ['https://evidence.s3.amazonaws.com/', 'A bucket is written s3://BUCKET/PREFIX.'],
  ['no/such/folder', 'Check the path.'],
])('a bucket that is not written as one: %s', async (written, advice) =>
  expect(await refused('import', 'CASE', written)).toBe(
    `trailcase: IMPORT_PATH_MISSING: There is nothing to import at ${written}. ${advice}\n`,
  ),
);
