// `trailcase events`: filters, times, order and every output form, on text that an attacker may have written.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseOf, newCasePath } from '../../helpers/cases.ts';
import { ended, NODE, ROOT, startCli } from '../../helpers/cli.ts';
import { cli, cliJson, eventRows } from '../../helpers/cli-here.ts';
import { folderOf, sha256 } from '../../helpers/folder.ts';
import { eventId, trail } from '../../helpers/trail.ts';

const EVIL = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202eevil\nline two';
const log = trail({ account: '111122223333', region: 'ap-south-1' })
  .event({ eventName: 'First', eventTime: '2026-02-21T10:00:00Z' })
  .event({ eventName: 'Second', eventTime: '2026-02-21T10:00:01Z', errorCode: 'AccessDenied', readOnly: false })
  .event({
    eventName: '=cmd|calc',
    eventTime: '2026-02-21T12:00:00.500Z',
    userAgent: EVIL,
    userIdentity: { type: 'IAMUser', userName: EVIL },
  })
  .event({ eventName: 'Undated', eventTime: 'yesterday', eventID: undefined })
  .event({ eventName: '+1+1', eventTime: '2026-02-22T00:00:00Z', sourceIPAddress: '@SUM(A1)', userAgent: '-2+3' });
const gz = log.gz();
const pretty = trail()
  .event({ eventName: 'Pretty', eventTime: '2026-03-01T00:00:00Z', eventID: eventId('pretty') })
  .pretty();

let path = '';
beforeAll(async () => {
  ({ path } = await caseOf([folderOf({ 'a.json.gz': gz, 'b.json': pretty })]));
});

const names = async (...args: string[]): Promise<string[]> => (await eventRows(path, ...args)).map((row) => row.eventName);

describe('rows', () => {
  test('have the keys of the contract, in its order', async () => {
    const rows = await eventRows(path);
    expect(rows).toHaveLength(6);
    for (const row of rows) {
      expect(Object.keys(row)).toEqual([
        'id',
        'time',
        'eventName',
        'eventSource',
        'awsRegion',
        'accountId',
        'actor',
        'accessKeyId',
        'sourceIPAddress',
        'userAgent',
        'errorCode',
        'eventID',
        'evidence',
        'offset',
        'length',
      ]);
      expect(row.id).toBe(`${row.evidence}@${row.offset}+${row.length}`);
    }
    expect(rows[0]).toMatchObject({
      evidence: sha256(gz),
      time: '2026-02-21T10:00:00Z',
      actor: 'asha',
      accessKeyId: 'AKIAASHAEXAMPLE',
      errorCode: null,
    });
    expect(rows[2]).toMatchObject({ time: '2026-02-21T12:00:00.500Z', actor: EVIL, userAgent: EVIL });
    expect(rows.at(-1)).toMatchObject({ eventName: 'Undated', time: null, eventID: null });
    const { value } = await cliJson(['events', path]);
    expect(value).toEqual({ rows });
  });

  test('--order, --limit; undated last in both', async () => {
    const ascending = ['First', 'Second', '=cmd|calc', '+1+1', 'Pretty', 'Undated'];
    expect(await names()).toEqual(ascending);
    expect(await names('--order', 'desc')).toEqual([...ascending.slice(0, 5).reverse(), 'Undated']);
    expect(await names('--limit', '2')).toEqual(['First', 'Second']);
    expect(await names('--limit', '0')).toEqual([]);
    expect(await names('--limit', '99')).toEqual(ascending);
    expect(await names('--order', 'desc', '--limit', '1')).toEqual(['Pretty']);
  });

  test.each([
    [
      ['--from', '2026-02-21T10:00:01Z'],
      ['Second', '=cmd|calc', '+1+1', 'Pretty'],
    ],
    [['--to', '2026-02-21T10:00:01Z'], ['First']],
    [
      ['--from', '2026-02-21T15:30:01+05:30', '--to', '2026-02-21T17:31+05:30'],
      ['Second', '=cmd|calc'],
    ],
    [
      ['--from', '2026-02-22'],
      ['+1+1', 'Pretty'],
    ],
    [['--from', '2026-02-21T12:00:00.501Z', '--to', '2026-02-22T00:00'], []],
    [['--from', '2027-01-01', '--to', '2026-01-01'], []],
  ])('%j', async (args, expected) => expect(await names(...args)).toEqual(expected));

  test.each([
    [['eventName:First'], ['First']],
    [['api:first'], []],
    [['eventName:*s*t'], ['First']],
    [['errorCode:AccessDenied', 'is:write'], ['Second']],
    [['errorCode:'], ['First', '=cmd|calc', '+1+1', 'Pretty', 'Undated']],
    [['-errorCode:'], ['Second']],
    [['-eventName:First', '-is:undated', '--to', '2026-02-21T11:00:00Z'], ['Second']],
    [['is:denied'], ['Second']],
    [['is:undated'], ['Undated']],
    [[`eventID:${eventId('pretty')}`], ['Pretty']],
    [[`-eventID:${eventId('pretty')}`], ['First', 'Second', '=cmd|calc', '+1+1', 'Undated']],
    [['eventName:First eventName:Second'], []],
    [
      ['NOT eventName:First', `evidence:${sha256(gz).slice(0, 12)}`],
      ['Second', '=cmd|calc', '+1+1', 'Undated'],
    ],
    [['eventName:First OR eventName:Second'], ['First', 'Second']],
    [['api:(First OR Second)', '-is:write'], ['First']],
    [
      ['-(api:First OR api:Second)', '-is:undated'],
      ['=cmd|calc', '+1+1', 'Pretty'],
    ],
    [['-userIdentity.type:*', 'api:First'], []],
    [['has:requestParameters api:Second'], ['Second']],
    [['eventName:[F]irst'], []],
    [['eventName:Firs?'], []],
  ])('filter %j', async (filter, expected) => expect(await names(...filter)).toEqual(expected));

  test('filter by the text that an attacker wrote, quoted or as one argument', async () => {
    expect(await names(`userAgent:"${EVIL}"`)).toEqual(['=cmd|calc']);
    expect(await names(`agent:${EVIL}`)).toEqual(['=cmd|calc']);
  });

  test('what is wrong with a filter is told in one line: column, sentence, what to write instead', async () => {
    const { stderr } = await cli(['events', path, 'is:write evnetName:First']);
    expect(stderr).toBe('trailcase: FILTER_INVALID: Column 10: No field is called "evnetName". Did you mean eventName:?\n');
    expect((await cli(['events', path, 'after:2026-02-30'])).stderr).toMatch(
      /^trailcase: FILTER_INVALID: Column 1: after: there is no day 2026-02-30\. Write /,
    );
  });

  test.each([
    [['after:2026-02-30'], 'FILTER_INVALID'],
    [['after:2026-02-21 23:00 CST'], 'FILTER_INVALID'],
    [['ip:10.0.0.0/99'], 'FILTER_INVALID'],
    [['eventName'], 'FILTER_INVALID'],
    [['colour:red'], 'FILTER_INVALID'],
    [['is:purple'], 'FILTER_INVALID'],
    [['eventName:"open'], 'FILTER_INVALID'],
    [['--limit', 'many'], 'USAGE'],
    [['--limit', '-1'], 'USAGE'],
    [['--order', 'sideways'], 'USAGE'],
    [['--format', 'xml'], 'USAGE'],
    [['--from', 'yesterday'], 'USAGE'],
    [['--from', '2026-02-30'], 'USAGE'],
    [['--separator', 'comma'], 'USAGE'],
  ])('%j is refused with %s', async (args, code) => {
    const { status, stdout, stderr } = await cli(['events', path, ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^trailcase: ${code}: [^\\n]+\\n$`));
  });
});

describe('raw', () => {
  const content = gunzipSync(gz);

  test('prints each record byte for byte, in order, each followed by a newline', async () => {
    const rows = await eventRows(path);
    const { bytes, status } = await cli(['events', path, '--raw']);
    expect(status).toBe(0);
    const pieces = rows.flatMap((row) => [
      (row.evidence === sha256(gz) ? content : Buffer.from(pretty)).subarray(row.offset, row.offset + row.length),
      Buffer.from('\n'),
    ]);
    expect(bytes.equals(Buffer.concat(pieces))).toBe(true);
  });

  test('--separator nul separates records that contain newlines', async () => {
    const { bytes } = await cli(['events', path, '--raw', '--separator', 'nul']);
    const records = bytes.toString('utf8').split('\0');
    expect(records.pop()).toBe('');
    expect(records.map((text) => JSON.parse(text).eventName)).toEqual(['First', 'Second', '=cmd|calc', '+1+1', 'Pretty', 'Undated']);
    expect(records[4]).toContain('\n');
  });

  test('keeps bytes that are not UTF-8', async () => {
    const bytes = Buffer.from(
      trail().event({ eventName: 'Broken', userAgent: 'X' }).json().replace('"userAgent":"X"', '"userAgent":"\u00ff\u00fe"'),
      'latin1',
    );
    const { path: own } = await caseOf([folderOf({ 'latin.json': bytes })]);
    const { bytes: raw } = await cli(['events', own, '--raw']);
    expect(raw.equals(Buffer.concat([bytes.subarray(12, bytes.length - 2), Buffer.from('\n')]))).toBe(true);
  });
});

describe('text for people and spreadsheets', () => {
  test('no control character of a log reaches the terminal', async () => {
    const { bytes, status } = await cli(['events', path]);
    expect(status).toBe(0);
    expect(bytes.includes(0x1b)).toBe(false);
    expect(bytes.toString('utf8')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    // A record is a line, however many lines its text pretends to be.
    expect(bytes.toString('utf8').trimEnd().split('\n')).toHaveLength(7);
  });

  test('CSV has a header, quotes what needs it, and no cell that a spreadsheet would compute', async () => {
    const { stdout, status } = await cli(['events', path, '--format', 'csv']);
    expect(status).toBe(0);
    const cells = csvCells(stdout);
    expect(cells[0]).toEqual([
      'id',
      'time',
      'eventName',
      'eventSource',
      'awsRegion',
      'accountId',
      'actor',
      'accessKeyId',
      'sourceIPAddress',
      'userAgent',
      'errorCode',
      'eventID',
      'evidence',
      'offset',
      'length',
      'reduced',
      'conflicts',
    ]);
    expect(cells).toHaveLength(7);
    for (const row of cells) {
      expect(row).toHaveLength(17);
      for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
    expect(cells[3]?.[2]).toBe("'=cmd|calc");
    expect(cells[3]?.[9]).toBe(EVIL);
    expect(cells[4]?.slice(8, 10)).toEqual(["'@SUM(A1)", "'-2+3"]);
  });
});

describe('how it ends', () => {
  /** Lines enough to fill any pipe. */
  const many = newCasePath('many');
  beforeAll(async () => {
    const files = Object.fromEntries(
      [...Array(12).keys()].map((n) => [
        `${n}.json.gz`,
        trail()
          .events(1000, (i) => ({ eventID: eventId(`${n}/${i}`), userAgent: 'a'.repeat(300) }))
          .gz(),
      ]),
    );
    expect((await cli(['import', many, folderOf(files)])).status).toBe(0);
  });

  test('a reader that goes away, as head does, is no error', async () => {
    const cliFile = resolve(ROOT, 'src/main/cli.ts');
    for (const args of ['--raw', '--format jsonl', '']) {
      const shell = spawn('sh', ['-c', `{ "$0" "$1" events "$2" ${args}; echo "exit $?" >&2; } | head -n 3`, NODE, cliFile, many], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const { stdout, stderr } = await ended(shell);
      expect(stdout.trimEnd().split('\n')).toHaveLength(3);
      expect(stderr).toBe('exit 0\n');
    }
  });

  test('SIGINT while it lists ends it with 130', async () => {
    const child = startCli(['events', many, '--raw']);
    // Nobody reads on: it cannot get further than a full pipe before the signal is there.
    await new Promise((listing) => child.stdout?.once('readable', listing));
    child.kill('SIGINT');
    const { status, signal, stderr, bytes } = await ended(child);
    expect({ status, signal, stderr }).toEqual({ status: 130, signal: null, stderr: '' });
    expect(bytes.length).toBeLessThan(12_000_000);
  });

  test('SIGINT during an import ends it with 130; what was stored stays, and the case is closed cleanly', async () => {
    const files = Object.fromEntries(
      [...Array(40).keys()].map((n) => [
        `${n}.json`,
        trail()
          .events(300, (i) => ({ eventID: eventId(`int ${n}/${i}`) }))
          .pretty(),
      ]),
    );
    const folder = folderOf(files);
    const own = newCasePath('interrupted');
    const child = startCli(['import', own, folder, '--json', '--progress', 'plain']);
    // The first line of progress: it has begun.
    child.stderr?.once('data', () => child.kill('SIGINT'));
    const { status, stdout } = await ended(child);
    expect(status).toBe(130);
    const summary = JSON.parse(stdout);
    expect(summary.files.total).toBeLessThan(40);
    const { value } = await cliJson(['info', own]);
    expect(value.evidence.items).toBe(summary.files.total);
    expect((await cliJson(['verify', own])).value.ok).toBe(true);
    expect((await cliJson(['import', own, folder])).value.files).toMatchObject({ total: 40, alreadyPresent: summary.files.total });
  });
});

/** RFC 4180, one character at a time. */
function csvCells(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (quoted && c === '"' && text[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === ',' || c === '\n')) {
      (rows.at(-1) as string[]).push(cell);
      cell = '';
      if (c === '\n') rows.push([]);
    } else cell += c;
  }
  rows.pop();
  return rows;
}
