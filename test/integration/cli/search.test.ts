// `trailcase search`: what scripts rely on, and what it says to people.
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseOf, newCasePath } from '../../helpers/cases.ts';
import { cli as cliProcess, ended, startCli } from '../../helpers/cli.ts';
import { cli, cliJson, eventRows } from '../../helpers/cli-here.ts';
import { folderOf, sha256OfFile } from '../../helpers/folder.ts';
import { random } from '../../helpers/random.ts';
import { eventId, trail } from '../../helpers/trail.ts';

const EVIL = '\u001b]0;owned\u0007\u202eevil\nline two';
const log = trail({ account: '111122223333', region: 'ap-south-1' })
  .event({ eventName: 'Third', eventTime: '2026-02-21T12:00:00Z', userAgent: 'needle' })
  .event({ eventName: 'First', eventTime: '2026-02-21T10:00:00Z', userAgent: 'Needle' })
  .event({ eventName: 'Undated', eventTime: 'yesterday', userAgent: 'needle', eventID: undefined })
  .event({ eventName: '=cmd|calc', eventTime: '2026-02-21T11:00:00Z', userAgent: EVIL, requestParameters: { text: 'a needle' } })
  .event({ eventName: 'Other', eventTime: '2026-02-21T13:00:00Z', requestParameters: { text: '-filter:like $( .* ) \\ "quoted" 😀' } });
const gz = log.gz();

let path = '';
beforeAll(async () => {
  ({ path } = await caseOf([folderOf({ 'a.json.gz': gz, 'note.txt': 'a needle in no log' })]));
});

async function names(...args: string[]): Promise<string[]> {
  const { stdout, stderr } = await cli(['search', '--format', 'jsonl', path, ...args]);
  expect(stderr).toMatch(/^trailcase: (no event says|[\d,]+ events? says?) /m);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).eventName);
}

describe('rows', () => {
  test('are those of events, in public order', async () => {
    const { stdout, status } = await cli(['search', path, 'needle', '--format', 'jsonl']);
    expect(status).toBe(0);
    const all = await eventRows(path);
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toEqual(all.filter(({ eventName }) => ['Third', '=cmd|calc', 'Undated'].includes(eventName)));
    expect(rows.map(({ eventName }) => eventName)).toEqual(['=cmd|calc', 'Third', 'Undated']);
  });

  test.each([
    [
      ['needle', '--order', 'desc'],
      ['Third', '=cmd|calc', 'Undated'],
    ],
    [['needle', '--limit', '1'], ['=cmd|calc']],
    [['needle', '--limit', '0'], []],
    [['NEEDLE'], []],
    [
      ['NEEDLE', '--ignore-case'],
      ['First', '=cmd|calc', 'Third', 'Undated'],
    ],
    [['needle', 'eventName:Third'], ['Third']],
    [['needle', '(api:Third OR api:First)'], ['Third']],
    [['needle', 'requestParameters.text:a*'], ['=cmd|calc']],
    [['needle', '-eventName:Third', 'is:undated'], ['Undated']],
    [['needle', '--from', '2026-02-21T11:30:00Z'], ['Third']],
    [['needle', '--to', '2026-02-21T11:30:00Z'], ['=cmd|calc']],
    [['a needle in no log'], []],
    [['"eventName":"First"'], ['First']],
    [['},{'], []],
    [['"Records"'], []],
    [['evil\nline two'], ['=cmd|calc']],
    [['-filter:like'], ['Other']],
    [['--', '-filter:like $( .* ) \\ "quoted" 😀'], ['Other']],
    [['.*'], ['Other']],
  ])('%j', async (args, expected) => expect(await names(...args)).toEqual(expected));

  test('--json is one object that says what was searched', async () => {
    const { status, value, stderr } = await cliJson(['search', path, 'needle', 'eventName:*', '--from', '2026-02-21']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(Object.keys(value)).toEqual(['rows', 'total', 'searched']);
    expect(value.total).toBe(2);
    expect(value.searched).toEqual({
      items: 1,
      bytes: gz.length,
      contentBytes: gunzipSync(gz).length,
      events: 4,
      undated: 0,
      notKept: 0,
      unreadable: [],
      filter: 'eventName:*',
      from: '2026-02-21T00:00:00Z',
      to: null,
      firstEvent: '2026-02-21T10:00:00Z',
      lastEvent: '2026-02-21T13:00:00Z',
    });
    expect((await cliJson(['search', path, 'needle', '--limit', '1'])).value).toMatchObject({
      total: 3,
      rows: [{ eventName: '=cmd|calc' }],
    });
  });

  test('an empty answer says what was searched', async () => {
    const { status, stderr } = await cli(['search', path, 'nowhere', 'actor:asha']);
    expect(status).toBe(0);
    expect(stderr).toContain(
      'trailcase: no event says "nowhere"; searched 5 events (2026-02-21 10:00:00 +00:00 to 2026-02-21 13:00:00 +00:00 and 1 undated, filter actor:asha) in 1 item, ',
    );
    expect(stderr).toContain(' of content');
    expect(stderr).toContain(
      '1 item listed without bytes (archives, files that are not CloudTrail or are not opened): no events are known of them, and they were not searched',
    );
    expect((await cli(['search', path, 'nowhere', '--quiet'])).stderr).toBe('');
  });

  test('--raw prints the records byte for byte', async () => {
    const rows = await eventRows(path);
    const content = gunzipSync(gz);
    const expected = ['=cmd|calc', 'Third', 'Undated'].flatMap((name) => {
      const row = rows.find(({ eventName }) => eventName === name) as Record<string, any>;
      return [content.subarray(row.offset, row.offset + row.length), Buffer.from('\0')];
    });
    const { bytes } = await cli(['search', path, 'needle', '--raw', '--separator', 'nul']);
    expect(bytes.equals(Buffer.concat(expected))).toBe(true);
  });

  test('no control character reaches the terminal, no formula a spreadsheet', async () => {
    const { stdout, stderr } = await cli(['search', path, 'evil\nline']);
    expect(stdout.split('\n')).toHaveLength(3);
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect((await cli(['search', path, 'needle', '--format', 'csv'])).stdout).toContain(",'=cmd|calc,");
  });

  test('reading changes nothing', async () => {
    const before = sha256OfFile(path);
    await names('needle');
    expect(sha256OfFile(path)).toBe(before);
  });
});

test.each([
  [[], 'USAGE'],
  [['CASE'], 'USAGE'],
  [['CASE', ''], 'USAGE'],
  [['CASE', 'x', 'colour:red'], 'FILTER_INVALID'],
  [['CASE', 'x', '--order', 'sideways'], 'USAGE'],
  [['CASE', 'x', '--limit', 'many'], 'USAGE'],
  [['CASE', 'x', '--format', 'xml'], 'USAGE'],
  [['CASE', 'x', '--from', 'yesterday'], 'USAGE'],
  [['CASE', 'x', '--raw', '--json'], 'USAGE'],
  [['no-such.trailcase', 'x'], 'CASE_MISSING'],
])('%j is refused with %s', async (args, code) => {
  const { status, stdout, stderr } = await cli(['search', ...args.map((arg) => (arg === 'CASE' ? path : arg))]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(new RegExp(`^trailcase: ${code}: [^\\n]+\\n$`));
});

describe('in threads', () => {
  /** Noise that does not compress, so that there is enough to read for threads to be worth it. */
  const many = newCasePath('many');
  beforeAll(async () => {
    const { next } = random(5);
    const noise = (): string => Array.from({ length: 300 }, () => Math.floor(next() * 2 ** 40).toString(36)).join('');
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [
        `${n}.json.gz`,
        trail()
          .events(240, (i) => ({ eventID: eventId(`${n}/${i}`), userAgent: noise(), eventName: i === n ? 'Wanted' : 'Noise' }))
          .gz(),
      ]),
    );
    expect((await cli(['import', many, folderOf(files)])).status).toBe(0);
  });

  test('the answer does not vary with their number', async () => {
    const answers = await Promise.all(
      ['1', '2', '5'].map((TRAILCASE_WORKERS) =>
        cliProcess(['search', many, 'Wanted', '--format', 'jsonl'], { env: { TRAILCASE_WORKERS } }),
      ),
    );
    expect(answers[0]?.stdout.trimEnd().split('\n')).toHaveLength(12);
    for (const { stdout, status } of answers) expect({ status, stdout }).toEqual({ status: 0, stdout: answers[0]?.stdout });
  });

  test('progress on stderr, as plain lines', async () => {
    const { stderr } = await cli(['search', many, 'Wanted', '--progress', 'plain']);
    expect(stderr).toMatch(/^Searching · 0 % · 0 of 12 files/);
    expect(stderr).toMatch(/^Searching · 100 % · 12 of 12 files · .* · 2,880 events/m);
  });

  test('SIGINT ends it with 130, and with no part of an answer', async () => {
    const child = startCli(['search', many, 'Noise', '--progress', 'plain']);
    // The first line of progress: it has begun.
    child.stderr?.once('data', () => child.kill('SIGINT'));
    const { status, stdout } = await ended(child);
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
  });

  test('SIGINT while it lists ends it with 130', async () => {
    const child = startCli(['search', many, 'Noise', '--raw']);
    // Nobody reads on: it cannot get further than a full pipe before the signal is there.
    await new Promise((listing) => child.stdout?.once('readable', listing));
    child.kill('SIGINT');
    const { status, bytes } = await ended(child);
    expect(status).toBe(130);
    expect(bytes.length).toBeLessThan(5_000_000);
  });
});
