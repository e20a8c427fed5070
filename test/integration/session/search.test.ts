// The search of the window: a job whose hits stay in the engine and are read page by page, also while it runs.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { SearchPages } from '../../../src/main/query/search-pages.ts';
import { SearchRun } from '../../../src/main/query/search-run.ts';
import type { Result } from '../../../src/shared/channels.ts';
import type { SearchAsked, SearchSummary } from '../../../src/shared/domain.ts';
import { caseOf, copyOf, tamper } from '../../helpers/cases.ts';
import { cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256 } from '../../helpers/folder.ts';
import { type Driven, session } from '../../helpers/session.ts';
import { eventId, record, trail } from '../../helpers/trail.ts';

type Rows = Result<'search.page'>['rows'];

const asked = (text: string, more: Partial<SearchAsked> = {}): SearchAsked => ({
  text,
  regex: false,
  ignoreCase: false,
  filter: '',
  ...more,
});
const minute = (i: number): string =>
  `2026-02-21T${String(10 + Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}:00Z`;

let open: Driven;
beforeEach(() => {
  open = session();
});
afterEach(() => open.close());

/** Every row of a search, read in small pages. */
async function rowsOf(jobId: string, order: 'found' | 'asc' | 'desc' = 'found', limit = 7): Promise<Rows> {
  const rows: Rows = [];
  for (;;) {
    const page = (await open.ask('search.page', { jobId, order, offset: rows.length, limit })).rows;
    rows.push(...page);
    if (page.length < limit) return rows;
  }
}

async function searched(question: SearchAsked): Promise<{ jobId: string; hits: number; summary: SearchSummary }> {
  const { id, state, hits, summary } = await open.job('search.start', question);
  expect(state).toBe('done');
  return { jobId: id, hits: hits as number, summary: summary as SearchSummary };
}

const ids = (rows: Rows): string[] => rows.map(({ row }) => row.id);

describe('as `trailcase search` answers', () => {
  /** Twelve items whose events lie between one another in time, some without a time. */
  const items = Array.from({ length: 12 }, (_, n) => {
    const log = trail().events(9, (i) => ({
      eventTime: i === 4 && n % 3 === 0 ? undefined : minute(i * 12 + n),
      userAgent: i % 2 === 0 ? 'Kali "scan"/2' : 'plain',
      eventName: n < 6 ? 'GetObject' : 'PutObject',
    }));
    return [`${n}.json.gz`, log.gz()] as const;
  });
  let path = '';
  beforeAll(async () => {
    ({ path } = await caseOf([folderOf(Object.fromEntries(items))]));
  });

  test.each([
    asked('kali \\"SCAN\\"/2', { ignoreCase: true }),
    asked('Kali "scan"/2'),
    asked('Kali "scan"/2', { filter: 'api:PutObject' }),
    asked('kali'),
    asked('eventVersion', { filter: 'is:undated' }),
    asked('"userAgent":"KALI [^,]+/\\d"', { regex: true, ignoreCase: true }),
  ])('%j', async (question) => {
    await open.ask('case.open', { path });
    const { jobId, hits, summary } = await searched(question);
    const { text, regex, ignoreCase, filter } = question;
    const args = ['search', path, text, filter, ...(regex ? ['--regex'] : []), ...(ignoreCase ? ['--ignore-case'] : [])];
    const told = async (order: string) => (await cliJson([...args, '--order', order])).value;
    const asc = await told('asc');
    expect(ids(await rowsOf(jobId, 'asc'))).toEqual(asc.rows.map(({ id }: { id: string }) => id));
    expect(ids(await rowsOf(jobId, 'desc'))).toEqual((await told('desc')).rows.map(({ id }: { id: string }) => id));
    expect(ids(await rowsOf(jobId)).sort()).toEqual(ids(await rowsOf(jobId, 'asc')).sort());
    const { items, contentBytes, events, undated, notKept } = asc.searched;
    expect(summary).toMatchObject({ hits: asc.total, items, contentBytes, events, undated, notKept, unreadable: 0 });
    expect(hits).toBe(asc.total);
  });

  test('pages end where the list does', async () => {
    await open.ask('case.open', { path });
    const { jobId, hits } = await searched(asked('Kali'));
    expect(hits).toBe(60);
    const page = async (offset: number, limit: number) => (await open.ask('search.page', { jobId, order: 'asc', offset, limit })).rows;
    const all = await page(0, 200);
    expect(all).toHaveLength(60);
    expect(await page(58, 10)).toEqual(all.slice(58));
    expect(await page(60, 10)).toEqual([]);
    expect(await page(1_000_000_000, 10)).toEqual([]);
    // Undated ones stand last, whichever way the others go.
    const desc = (await open.ask('search.page', { jobId, order: 'desc', offset: 0, limit: 200 })).rows;
    expect(desc.slice(-4)).toEqual(all.slice(-4));
    expect(desc.slice(0, -4)).toEqual(all.slice(0, -4).reverse());
  });
});

describe('repeats', () => {
  const event = (name: string, fields: Record<string, unknown> = {}) => record({ eventName: name, eventID: eventId(name), ...fields });
  const log = (...records: unknown[]): string => JSON.stringify({ Records: records });
  const [lower, higher] = [
    log(event('Twice'), event('Differs', { userAgent: 'one way' })),
    log(event('Twice'), event('Differs', { userAgent: 'another way' })),
  ].sort((a, b) => (sha256(a) < sha256(b) ? -1 : 1)) as [string, string];

  test('an event is listed once; where only a conflict has the text, it is named, and shown around the text', async () => {
    const { path } = await caseOf([folderOf({ 'a.json': lower, 'b.json': higher })]);
    await open.ask('case.open', { path });
    const twice = await rowsOf((await searched(asked('"eventName":"Twice"'))).jobId);
    expect(twice).toMatchObject([{ row: { evidence: sha256(lower) }, foundIn: null, snippet: { match: '"eventName":"Twice"' } }]);
    const only = JSON.parse(higher).Records[1].userAgent as string;
    const [hit, ...more] = await rowsOf((await searched(asked(only))).jobId);
    expect(more).toEqual([]);
    expect(hit).toMatchObject({ row: { evidence: sha256(lower) }, foundIn: { relation: 'conflict' }, snippet: { match: only } });
    expect(hit?.foundIn?.id).toContain(sha256(higher));
    // The other delivery opens as any event does.
    expect((await open.ask('events.detail', { id: hit?.foundIn?.id as string })).raw).toContain(only);
  });
});

describe('while it runs', () => {
  /** Enough items for several tasks. */
  const many = async (): Promise<string> => {
    const files = Array.from(
      { length: 200 },
      (_, n) =>
        [
          `${n}.json`,
          trail()
            .event({ eventTime: minute(n) })
            .json(),
        ] as const,
    );
    return (await caseOf([folderOf(Object.fromEntries(files))])).path;
  };

  test('what was found so far is there, and more is added behind it', async () => {
    const path = await many();
    const db = openForReading(path);
    const pages = new SearchPages(db);
    const run = new SearchRun(path, asked('eventVersion'));
    const seen: string[][] = [];
    const refused: unknown[] = [];
    const summary = await run.run({
      onProgress: ({ hits }) => {
        const rows = run.page(db, pages, 'found', 0, 200);
        expect(rows).toHaveLength(hits as number);
        seen.push(ids(rows));
        try {
          run.page(db, pages, 'asc', 0, 1);
        } catch (error) {
          refused.push(error);
        }
      },
    });
    const last = ids(run.page(db, pages, 'found', 0, 200));
    expect(summary?.hits).toBe(200);
    expect(last).toHaveLength(200);
    for (const [i, before] of seen.entries()) expect(before, `page ${i}`).toEqual(last.slice(0, before.length));
    expect(new Set(seen.map(({ length }) => length)).size).toBeGreaterThan(2);
    expect(refused).toHaveLength(seen.length);
    expect(refused[0]).toMatchObject({ code: 'BAD_REQUEST' });
    expect(ids(run.page(db, pages, 'asc', 0, 200))).not.toEqual(last);
    db.close();
  });

  test('pages and questions are answered, and it can be cancelled: what it found stays, and nothing is claimed of the rest', async () => {
    const path = await many();
    await open.ask('case.open', { path });
    const { jobId } = await open.ask('search.start', asked('eventVersion'));
    const first = open.ask('search.page', { jobId, order: 'found', offset: 0, limit: 200 });
    await open.ask('job.cancel', { jobId });
    const ended = await open.ended(jobId);
    expect(ended).toMatchObject({ state: 'cancelled', summary: null });
    const kept = await rowsOf(jobId);
    expect(kept).toHaveLength(ended.hits as number);
    expect(kept.length).toBeLessThan(200);
    expect(ids((await first).rows)).toEqual(ids(kept).slice(0, (await first).rows.length));
    expect((await open.ask('events.count', { filter: '' })).total).toBe(200);
    expect((await searched(asked('eventVersion'))).hits).toBe(200);
  });

  test('the newest question is the one that counts; the newest four are kept', async () => {
    const path = await many();
    await open.ask('case.open', { path });
    const started: string[] = [];
    for (let i = 0; i < 6; i++) started.push((await open.ask('search.start', asked(`10:0${i}:00Z`))).jobId);
    const states = await Promise.all(started.map(async (jobId) => (await open.ended(jobId)).state));
    expect(states.slice(0, 5)).not.toContain('failed');
    expect(states.at(-1)).toBe('done');
    const { searches } = await open.ask('search.list', {});
    expect(searches.map(({ jobId }) => jobId)).toEqual(started.slice(-4));
    expect(searches.at(-1)).toMatchObject({ text: '10:05:00Z', stale: false });
    await expect(rowsOf(started[0] as string)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(rowsOf('no-such-job')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await rowsOf(started.at(-1) as string)).toHaveLength(1);
  });

  test('closing the case ends it, and leaves a single file', async () => {
    const path = await many();
    await open.ask('case.open', { path });
    const { jobId } = await open.ask('search.start', asked('eventVersion'));
    await open.ask('case.close', {});
    expect((await open.ended(jobId)).state).toBe('cancelled');
    for (const suffix of ['-wal', '-shm', '-journal']) expect(existsSync(`${path}${suffix}`)).toBe(false);
  });
});

test('after an import a search is stale, and still shows what it found; bookmarks show in its rows', async () => {
  const { path } = await caseOf([
    folderOf({
      'a.json': trail()
        .events(3, (i) => ({ eventTime: minute(i) }))
        .json(),
    }),
  ]);
  await open.ask('case.open', { path });
  const before = await searched(asked('DescribeInstances'));
  const [hit] = await rowsOf(before.jobId, 'asc');
  await open.ask('bookmarks.put', { eventId: hit?.row.id as string, colour: 'red', note: '' });
  expect((await rowsOf(before.jobId, 'asc')).map(({ row }) => row.bookmark)).toEqual(['red', null, null]);
  expect((await open.ask('search.list', {})).searches).toMatchObject([{ stale: false }]);

  // Both at once: neither waits for the other to end, and both end well.
  const importing = open.job('import.start', { paths: [folderOf({ 'b.json': trail().events(2).json() })] });
  const meanwhile = await searched(asked('DescribeInstances', { ignoreCase: true }));
  expect((await importing).state).toBe('done');
  expect((await open.ask('search.list', {})).searches).toMatchObject([{ stale: true }, { stale: true }]);
  expect(await rowsOf(before.jobId, 'asc')).toHaveLength(3);
  expect(meanwhile.hits).toBeGreaterThanOrEqual(3);

  expect((await searched(asked('DescribeInstances'))).hits).toBe(5);
  expect((await open.ask('search.list', {})).searches.map(({ stale }) => stale)).toEqual([true, true, false]);
});

describe('hostile text', () => {
  const HOSTILE = [
    '<img src=x onerror=alert(1)>',
    "'; DROP TABLE records; --",
    '%_*?[a-z]+(.*)$\\^|',
    '\u202eevil\u202c \u200b\u0007\u001b[31m\u2028',
    '=HYPERLINK("http://x","y")',
    '😀é日本',
    '\ud800 half',
  ];

  test('each is found as it stands, and marked', async () => {
    const log = trail().event({ userAgent: 'harmless' });
    for (const text of HOSTILE) log.event({ userAgent: `before ${text} after` });
    const { path } = await caseOf([folderOf({ 'a.json': log.json() })]);
    await open.ask('case.open', { path });
    for (const text of HOSTILE) {
      const { jobId, hits } = await searched(asked(text));
      expect(hits, text).toBe(1);
      const [hit] = await rowsOf(jobId);
      const { before, match, after } = hit?.snippet ?? { before: '', match: '', after: '' };
      expect(JSON.parse(`"${match}"`)).toBe(text);
      expect(before.endsWith('before '), text).toBe(true);
      expect(after.startsWith(' after"'), text).toBe(true);
    }
  });

  test('a text of the greatest length; a longer one, and none, are refused', async () => {
    const long = 'x'.repeat(10_000);
    const { path } = await caseOf([
      folderOf({
        'a.json': trail()
          .event({ userAgent: `${long}y` })
          .json(),
      }),
    ]);
    await open.ask('case.open', { path });
    const [hit] = await rowsOf((await searched(asked(long))).jobId);
    expect(hit?.snippet).toMatchObject({ match: 'x'.repeat(400), after: '', cutAfter: true });
    for (const text of ['', `${long}x`]) await expect(open.ask('search.start', asked(text))).rejects.toThrow();
  });

  test('a filter or an expression that is none fails the job with its code, and the next search works', async () => {
    const { path } = await caseOf([folderOf({ 'a.json': trail().event().json() })]);
    await open.ask('case.open', { path });
    const ended = await open.job('search.start', asked('asha', { filter: 'nofield:(' }));
    expect(ended).toMatchObject({ state: 'failed', error: { code: 'FILTER_INVALID' } });
    const pattern = await open.job('search.start', asked('a(b', { regex: true }));
    expect(pattern).toMatchObject({ state: 'failed', error: { code: 'PATTERN_INVALID' } });
    expect((await searched(asked('asha'))).hits).toBe(1);
  });
});

test('what could not be searched is told', async () => {
  const folder = folderOf({ 'a.json': trail().events(3).json(), 'b.json.gz': trail().events(20).gz(), 'c.bin': 'no log' });
  writeFileSync(join(folder, 'd.json'), `{"Records":[${JSON.stringify(record())},{"eventName":`);
  const { path } = await caseOf([folder]);
  const missing = copyOf(path);
  tamper(missing, (db) => db.exec('DELETE FROM evidence_bytes WHERE evidence = (SELECT id FROM evidence WHERE records = 20)'));
  await open.ask('case.open', { path: missing });
  const { summary } = await searched(asked('no such text'));
  expect(summary).toMatchObject({ hits: 0, items: 3, events: 24, notKept: 0, unreadable: 1, withoutEvents: 1, recordProblems: 1 });
  expect(summary.unreadableItems).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  const notKept = copyOf(path);
  tamper(notKept, (db) => db.exec('UPDATE evidence SET kept = 0 WHERE records = 20'));
  await open.ask('case.open', { path: notKept });
  expect((await searched(asked('no such text'))).summary).toMatchObject({ items: 2, notKept: 1, unreadable: 0 });
});
