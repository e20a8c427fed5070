// Findings, the storyline and review marks as the window writes and reads them: versions that nothing erases, and that are found out when they are changed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { EMPTY_FINDING, type FindingBody } from '../../../src/shared/findings.ts';
import { printReference } from '../../../src/shared/references.ts';
import { copyOf, importInto, sqlite, tamper, verified } from '../../helpers/cases.ts';
import { cli, cliJson, NODE, ROOT } from '../../helpers/cli.ts';
import { folderOf } from '../../helpers/folder.ts';
import { type Driven, session } from '../../helpers/session.ts';
import { situation } from '../../helpers/situation.ts';

const HOSTILE = '<img src=x onerror=alert(1)> [[event:x]] ]]"*\u001b[2J\u202e';

let path: string;
let window: Driven;

const body = (changes: Partial<FindingBody> = {}): FindingBody => ({
  ...EMPTY_FINDING,
  title: 'A leaked key launched instances',
  ...changes,
});

/** Ids of events in public order. */
async function ids(filter = ''): Promise<string[]> {
  const { rows } = await window.ask('events.page', { filter, order: 'asc', offset: 0, limit: 1000 });
  return rows.map(({ id }) => id);
}

async function events(filter: string): Promise<string[]> {
  return (await ids(filter)).sort();
}

const put = (changes: Partial<FindingBody> = {}) => window.ask('findings.put', { id: null, body: body(changes), seen: null });

beforeEach(async () => {
  ({ path } = await situation());
  window = session();
  await window.ask('case.open', { path });
});
afterEach(() => window.close());

test('every save is a version with author and time; one that was not seen is not written over', async () => {
  const { id, version } = await put();
  await window.ask('findings.put', { id, body: body({ title: 'Second' }), seen: version });
  await expect(window.ask('findings.put', { id, body: body({ title: 'Third' }), seen: version })).rejects.toMatchObject({
    code: 'FINDING_CHANGED',
  });
  await expect(window.ask('findings.put', { id: 'f000000000000', body: body(), seen: null })).rejects.toMatchObject({
    code: 'FINDING_MISSING',
  });
  const { history, entry } = await window.ask('findings.get', { id });
  expect(history.map((one) => one.body.title)).toEqual(['Second', 'A leaked key launched instances']);
  expect(entry).toMatchObject({
    versions: 2,
    others: [],
    span: null,
    current: { author: expect.stringContaining('Asha Rao'), origin: '' },
  });
  expect(window.changes).toEqual(['findings', 'findings']);
  // Restoring is a new version like the old one; taking away is one too.
  await window.ask('findings.put', { id, body: history[1]?.body as FindingBody, seen: null });
  await window.ask('findings.put', { id, body: body(), seen: null, remove: true });
  expect((await window.ask('findings.list', {})).findings[0]?.current.removed).toBe(true);
  expect((await window.ask('findings.get', { id })).history).toHaveLength(4);
  await window.close();
  expect(await verified(path)).toMatchObject({ ok: true });
});

test('a rejected hypothesis needs its reason, and stays', async () => {
  await expect(put({ state: 'rejected' })).rejects.toThrow(/reason/);
  await put({ state: 'rejected', reason: 'The role is the deploy pipeline' });
  expect((await window.ask('findings.list', {})).findings[0]?.current.body).toMatchObject({
    state: 'rejected',
    reason: 'The role is the deploy pipeline',
  });
});

test('events are cited once, moved from side to side, and shown in order of time', async () => {
  const all = await ids('-is:undated');
  const [first, second, third] = all as [string, string, string];
  const { id } = await put();
  await window.ask('findings.cite', { id, side: 'supporting', ids: [third, first], reason: 'the launch' });
  expect(await window.ask('findings.cite', { id, side: 'supporting', ids: [first], reason: '' })).toMatchObject({ added: 0 });
  await window.ask('findings.cite', { id, side: 'contradicting', ids: [second], reason: '' });
  const moved = await window.ask('findings.cite', { id, side: 'contradicting', ids: [third], reason: 'not by that key' });
  expect(moved.former.supporting).toHaveLength(2);
  const mentioned = await window.ask('findings.cite', { id, side: 'contradicting', ids: [third], reason: '', mention: true });
  expect(mentioned).toMatchObject({ added: 0, seen: moved.version, next: { narrative: printReference({ kind: 'event', value: third }) } });
  expect(await window.ask('findings.cite', { id, side: 'contradicting', ids: [third], reason: '', mention: true })).toMatchObject({
    seen: mentioned.version,
    version: mentioned.version,
  });
  const { exhibits, entry } = await window.ask('findings.get', { id });
  expect(exhibits.map((one) => [one.id, one.side])).toEqual([
    [first, 'supporting'],
    [second, 'contradicting'],
    [third, 'contradicting'],
  ]);
  expect(entry.span).toEqual({ from: exhibits[0]?.row?.timeMs, to: exhibits[0]?.row?.timeMs });
  await expect(window.ask('findings.cite', { id, side: 'supporting', ids: [`${'0'.repeat(64)}@1+2`], reason: '' })).rejects.toMatchObject({
    code: 'EVENT_MISSING',
  });
  expect(await window.ask('findings.ofEvent', { id: first })).toEqual({
    findings: [{ id, title: 'A leaked key launched instances', side: 'supporting' }],
  });
});

test('finding: and has:finding leave what a slow script finds', async () => {
  const all = await ids();
  const sides = { supporting: all.slice(0, 3), contradicting: all.slice(6, 8) };
  const cited = (list: string[]) => list.map((id) => ({ id, reason: '' }));
  const { id } = await put({ supporting: cited(sides.supporting), contradicting: cited(sides.contradicting) });
  await put({ title: 'a LEAKED bucket', supporting: cited(all.slice(2, 5)) });
  const gone = await put({ title: 'Gone', supporting: cited(all.slice(8)) });
  await window.ask('findings.put', {
    id: gone.id,
    body: body({ title: 'Gone', supporting: cited(all.slice(8)) }),
    seen: null,
    remove: true,
  });
  const slow = (wanted: (id: string, title: string) => boolean): string[] => {
    const db = sqlite(path, { readonly: true });
    const rows = db.prepare("SELECT subject, body, removed FROM workbench WHERE kind = 'finding' ORDER BY id").all() as any[];
    db.close();
    const found = new Set<string>();
    for (const { subject, body: text, removed } of new Map(rows.map((row) => [row.subject, row])).values()) {
      const read = JSON.parse(text) as FindingBody;
      if (removed === 1 || !wanted(subject, read.title.toLowerCase())) continue;
      for (const one of [...read.supporting, ...read.contradicting]) found.add(one.id);
    }
    return [...found].sort();
  };
  expect(await events(`finding:${id}`)).toEqual(slow((subject) => subject === id));
  expect(await events('finding:"a leaked"')).toEqual(slow((_, title) => title.startsWith('a leaked')));
  expect(await events('finding:*BUCKET')).toEqual(slow((_, title) => title.includes('bucket')));
  expect(await events('has:finding')).toEqual(slow(() => true));
  expect(await events('-has:finding')).toEqual(all.filter((one) => !slow(() => true).includes(one)).sort());
  expect(await events('finding:nothing')).toEqual([]);
  const { items } = await window.ask('filter.complete', { text: 'finding:a', cursor: 9 });
  expect(items.map(({ label, count }) => [label, count])).toEqual([
    ['A leaked key launched instances', 5],
    ['a LEAKED bucket', 3],
  ]);
});

test('a finding cites a record, and is found by the event that lists show', async () => {
  const { exhibits } = await (async () => {
    const sighting = sqlite(path, { readonly: true });
    const [id] = sighting
      .prepare(
        `SELECT lower(hex(e.sha256)) || '@' || r.offset || '+' || r.length FROM repeats d JOIN records r ON r.id = d.record
         JOIN evidence e ON e.id = r.evidence WHERE d.relation = 'sighting' ORDER BY r.id`,
      )
      .pluck()
      .all() as string[];
    sighting.close();
    const made = await put({ supporting: [{ id: id as string, reason: '' }] });
    return window.ask('findings.get', { id: made.id });
  })();
  expect(exhibits[0]?.row).not.toBeNull();
  const [shown] = await ids('has:finding');
  expect(shown).not.toBe(exhibits[0]?.id);
  expect((await window.ask('findings.ofEvent', { id: shown as string })).findings).toHaveLength(1);
  // Two deliveries of one event are one event.
  const { questions } = await window.ask('findings.suggest', { ids: [exhibits[0]?.id as string, shown as string] });
  expect(questions.what).toMatch(/^Calls in the 1 supporting event:\n- .*: 1 event/);
});

test('references are what they name now; what is not in the case is said to be missing', async () => {
  const [event = ''] = await ids('eventName:RunInstances');
  const { id, version } = await put({ title: 'First name' });
  const lost = `${'a'.repeat(64)}@0+10`;
  const references = [
    { kind: 'event', value: event },
    { kind: 'event', value: lost },
    { kind: 'finding', value: id },
    { kind: 'ip', value: '198.51.100.7' },
    { kind: 'ip', value: '203.0.113.255' },
    { kind: 'userAgent', value: 'Mozilla "quoted", =cmd' },
    { kind: 'view', value: 'Night' },
    { kind: 'resource', value: 'arn:aws:s3:::somewhere' },
  ] as const;
  const narrative = references.map(printReference).join(' and ');
  await window.ask('findings.put', { id, body: body({ title: 'Second name', narrative }), seen: version });
  const { references: resolved } = await window.ask('findings.get', { id });
  expect(resolved.map(({ state, label }) => [state, label])).toEqual([
    ['there', 'RunInstances'],
    ['missing', lost],
    ['there', 'Second name'],
    ['there', '198.51.100.7'],
    ['missing', '203.0.113.255'],
    ['there', 'Mozilla "quoted", =cmd'],
    ['missing', 'Night'],
    ['unread', 'arn:aws:s3:::somewhere'],
  ]);
  const offered = async (text: string) => (await window.ask('findings.complete', { text, ids: [] })).items;
  expect((await offered('')).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['event', 'finding']));
  expect(await offered('ip:198')).toEqual([expect.objectContaining({ kind: 'ip', value: '198.51.100.7' })]);
});

test('what events say to the five questions is counted, and names no person', async () => {
  const { questions } = await window.ask('findings.suggest', { ids: await ids('eventName:(RunInstances OR DeleteBucket)') });
  expect(questions.when).toMatch(/First of 2 dated events: 2026-02-21 23:56:18 \+05:30 \(2026-02-21T18:26:18Z\)/);
  expect(questions.what).toContain('[[api:DeleteBucket]]: 1 event, 1 with an error code');
  expect(questions.who).toContain('the logs do not say who held them');
  expect(questions.where).toMatch(/\[\[ip:.+\]\]: 2 of 2 events/);
  expect(await window.ask('findings.suggest', { ids: [] })).toEqual({ questions: { who: '', what: '', when: '', where: '', how: '' } });
});

test('the storyline has versions; reviews say whether the finding changed since, and whose they are', async () => {
  const { id, version } = await put();
  await window.ask('storyline.put', {
    body: {
      version: 1,
      parts: [
        { kind: 'heading', text: 'How it began' },
        { kind: 'finding', id },
      ],
    },
    seen: 0,
  });
  await expect(window.ask('storyline.put', { body: { version: 1, parts: [] }, seen: 0 })).rejects.toMatchObject({
    code: 'FINDING_CHANGED',
  });
  expect((await window.ask('storyline.get', {})).history).toHaveLength(1);
  await window.ask('reviews.put', { finding: id, origin: '', verdict: 'agree', note: 'So it is', of: null });
  const review = async () => (await window.ask('findings.list', {})).findings[0]?.reviews[0];
  expect(await review()).toMatchObject({ verdict: 'agree', byAuthor: true, changed: false });
  await window.ask('findings.put', { id, body: body({ severity: 'critical' }), seen: version });
  expect(await review()).toMatchObject({ changed: true });
  await window.ask('reviews.put', { finding: id, origin: '', verdict: 'agree', note: '', of: null, remove: true });
  expect(await review()).toBeUndefined();
});

test('hostile text is stored as it is and shown as text', async () => {
  const { id } = await put({
    title: 'x'.repeat(200),
    narrative: HOSTILE,
    questions: { who: HOSTILE, what: '', when: '', where: '', how: '' },
  });
  const { entry } = await window.ask('findings.get', { id });
  expect(entry.current.body.narrative).toBe(HOSTILE);
  await expect(put({ title: 'two\nlines' })).rejects.toThrow();
  await window.close();
  const { stdout } = await cli(['findings', path, id]);
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toContain('\\u001b[2J');
  expect(await verified(path)).toMatchObject({ ok: true });
});

test('a changed finding is found by verify, and so is one that the log does not tell of', async () => {
  await put();
  await window.close();
  const changed = copyOf(path);
  tamper(changed, (db) => db.prepare(`UPDATE workbench SET body = replace(body, 'medium', 'low')`).run());
  expect((await verified(changed)).items).toEqual([
    expect.objectContaining({ verdict: 'differing', reason: expect.stringContaining('custody entry') }),
  ]);
  const added = copyOf(path);
  tamper(added, (db) =>
    db
      .prepare(
        `INSERT INTO workbench (at, author, kind, subject, body, removed, origin) SELECT at, author, kind, subject, body, 1, '' FROM workbench`,
      )
      .run(),
  );
  expect(await verified(added)).toMatchObject({ ok: false });
  const strange = copyOf(path);
  tamper(strange, (db) => db.prepare(`UPDATE workbench SET body = '{"version":99}', subject = '../x'`).run());
  const queries = new CaseQueries(strange);
  expect(queries.answers['findings.list']().findings).toEqual([]);
  await queries.close();
});

test('the command line writes and reads findings', async () => {
  const [event = ''] = await ids('eventName:RunInstances');
  await window.close();
  const made = spawnSync(NODE, [process.env.TRAILCASE_TEST_CLI ?? 'src/main/cli.ts', 'finding', 'add', path, '--json', '-'], {
    cwd: ROOT,
    input: JSON.stringify({ title: 'By hand', severity: 'high', narrative: printReference({ kind: 'event', value: event }) }),
    encoding: 'utf8',
  });
  const { id } = JSON.parse(made.stdout);
  expect((await cli(['finding', path, 'cite', id, event, '--reason', 'the launch'])).status).toBe(0);
  expect((await cli(['storyline', path, 'add', id])).status).toBe(0);
  const { value } = await cliJson(['findings', path, id]);
  expect(value).toMatchObject({
    id,
    current: { body: { title: 'By hand', severity: 'high', confidence: 'medium' } },
    exhibits: [{ id: event, side: 'supporting', reason: 'the launch', present: true }],
  });
  const wrong = folderOf({ 'body.json': '{"titel":"x"}' });
  expect((await cli(['finding', path, 'edit', id, '--from', join(wrong, 'body.json')])).stderr).toContain(
    'FINDING_INVALID: A finding has no "titel"',
  );
  // What is written at the end by importing more evidence stays cited.
  await importInto(path, [wrong], { exists: true });
  const file = CaseFile.open(path);
  file.close();
  expect((await cliJson(['findings', path])).value.rows).toHaveLength(1);
});
