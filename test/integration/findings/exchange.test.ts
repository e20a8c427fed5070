// Two examiners of the same evidence: what one wrote is taken over by the other beside his own, with author and time, and nothing else is.
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { SCHEMA_VERSION } from '../../../src/main/case/schema.ts';
import { canonicalJson } from '../../../src/main/exchange/content.ts';
import { EMPTY_FINDING, type FindingBody } from '../../../src/shared/findings.ts';
import { importInto, newCasePath, sqlite, verified } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { type Driven, session } from '../../helpers/session.ts';
import { firstDelivery } from '../../helpers/situation.ts';

const body = (changes: Partial<FindingBody> = {}): FindingBody => ({ ...EMPTY_FINDING, title: 'Key leaked', ...changes });

let folder: string;
const open: Driven[] = [];

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const window of open.splice(0)) await window.close();
});

async function caseFor(examiner: string, files = firstDelivery()): Promise<string> {
  const path = newCasePath(examiner.replace(/\W/g, ''));
  CaseFile.create(path, { title: 'Leak', examiner, timezone: 'Asia/Kolkata' }).close();
  await importInto(path, [folderOf(files)], { exists: true });
  return path;
}

async function window(path: string): Promise<Driven> {
  const driven = session();
  open.push(driven);
  await driven.ask('case.open', { path });
  return driven;
}

const exported = async (from: Driven, name: string): Promise<string> => {
  const path = join(folder, name);
  await from.ask('exchange.export', { path, overwrite: false, filter: '' });
  return path;
};

const list = async (of: Driven) => (await of.ask('findings.list', {})).findings;

/** A case's annotations and work without what only this case knows. */
function everything(path: string): unknown[] {
  const db = sqlite(path, { readonly: true });
  try {
    return [
      ...db.prepare('SELECT author, at, event, kind, colour, label, note, removed, origin FROM annotations ORDER BY id').all(),
      ...db.prepare('SELECT author, at, kind, subject, body, removed, origin FROM workbench ORDER BY id').all(),
    ];
  } finally {
    db.close();
  }
}

test('there and back: a finding is reviewed, changed by both, shown side by side, and adopted', async () => {
  const [pathA, pathB] = [await caseFor('A. Examiner'), await caseFor('B. Examiner')];
  const a = await window(pathA);
  const b = await window(pathB);
  const { rows } = await a.ask('events.page', { filter: '', order: 'asc', offset: 0, limit: 3 });
  const event = rows[0]?.id as string;
  await a.ask('bookmarks.put', { eventId: event, colour: 'red', note: 'first' });
  const { id, version } = await a.ask('findings.put', { id: null, body: body({ supporting: [{ id: event, reason: '' }] }), seen: null });
  await a.ask('storyline.put', { body: { version: 1, parts: [{ kind: 'finding', id }] }, seen: 0 });
  await a.ask('views.put', {
    name: 'Night',
    filter: 'is:denied',
    display: { version: 1, view: 'events', order: 'asc', columns: [], split: null, facets: [] },
  });
  const first = await exported(a, 'a1.json');

  // B looks, takes over, and again: the second time adds nothing.
  expect(await b.ask('exchange.look', { path: first })).toMatchObject({ findings: 1, annotations: 1, storylines: 1, views: 1, present: 0 });
  expect(await list(b)).toEqual([]);
  const taken = await b.ask('exchange.import', { path: first });
  expect(taken.from).toMatch(/^A\. Examiner/);
  const before = everything(pathB);
  expect(await b.ask('exchange.import', { path: first })).toMatchObject({
    findings: 0,
    annotations: 0,
    storylines: 0,
    views: 0,
    present: 3,
  });
  expect(everything(pathB)).toEqual(before);
  expect((await list(b))[0]).toMatchObject({ id, current: { origin: taken.from, author: taken.from }, others: [] });
  expect(await b.ask('bookmarks.list', {})).toEqual({ bookmarks: [] });
  expect((await b.ask('views.list', {})).views.map(({ name }) => name)).toEqual(['Night']);

  // B reviews it and has it otherwise; A goes on too.
  await b.ask('reviews.put', { finding: id, origin: '', verdict: 'differ', note: 'The key was rotated', of: null });
  await b.ask('findings.put', { id, body: body({ title: 'Key rotated', severity: 'low' }), seen: 0 });
  await a.ask('findings.put', { id, body: body({ title: 'Key leaked in a public bucket' }), seen: version });
  const second = await exported(b, 'b1.json');
  const back = await a.ask('exchange.import', { path: second });
  expect(back).toMatchObject({ findings: 1, reviews: 1, differing: [id], viewsLeft: [] });
  const [entry] = await list(a);
  expect(entry?.current.body.title).toBe('Key leaked in a public bucket');
  expect(entry?.others).toMatchObject([
    { origin: back.from, author: expect.stringMatching(/^B\. Examiner/), body: { title: 'Key rotated' } },
  ]);
  expect(entry?.reviews).toMatchObject([
    { verdict: 'differ', note: 'The key was rotated', origin: back.from, changed: true, byAuthor: false },
  ]);

  // Adopting is a version of one's own.
  await a.ask('findings.put', { id, body: entry?.others[0]?.body as FindingBody, seen: entry?.current.version as number });
  // What B wrote is the text now, so that B reviewed what is B's own.
  expect((await list(a))[0]).toMatchObject({
    current: { origin: '', body: { title: 'Key rotated' } },
    others: [],
    reviews: [{ byAuthor: true }],
  });
  // What goes on under the same name goes on in the same line.
  await b.ask('findings.put', { id, body: body({ title: 'Key rotated twice' }), seen: null });
  await a.ask('exchange.import', { path: await exported(b, 'b2.json') });
  expect((await list(a))[0]?.others).toMatchObject([{ body: { title: 'Key rotated twice' } }]);

  for (const one of open.splice(0)) await one.close();
  expect(await verified(pathA)).toMatchObject({ ok: true });
  expect(await verified(pathB)).toMatchObject({ ok: true });
});

test('a copy of the case file goes its own way and comes back', async () => {
  const path = await caseFor('A. Examiner');
  const a = await window(path);
  const { id } = await a.ask('findings.put', { id: null, body: body(), seen: null });
  await a.close();
  const copy = join(folder, 'copy.trailcase');
  copyFileSync(path, copy);
  const b = await window(copy);
  await b.ask('findings.put', { id, body: body({ title: 'Seen otherwise' }), seen: null });
  const file = await exported(b, 'b.json');
  const again = await window(path);
  expect(await again.ask('exchange.import', { path: file })).toMatchObject({ versions: 2, present: 1, findings: 1 });
  expect((await list(again))[0]).toMatchObject({
    current: { body: { title: 'Key leaked' } },
    others: [{ body: { title: 'Seen otherwise' } }],
  });
});

test('files that are damaged, of another kind, or of other evidence are refused whole', async () => {
  const path = await caseFor('A. Examiner');
  const a = await window(path);
  await a.ask('findings.put', { id: null, body: body(), seen: null });
  const file = await exported(a, 'a.json');
  const text = readFileSync(file, 'utf8');
  const refused = async (name: string, content: string, code: string, words: RegExp) => {
    const other = join(folder, name);
    writeFileSync(other, content);
    await expect(a.ask('exchange.import', { path: other })).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
  };
  await refused('cut.json', text.slice(0, -200), 'ANNOTATIONS_UNREADABLE', /no JSON/);
  await refused('changed.json', text.replace('Key leaked', 'Key peaked'), 'ANNOTATIONS_UNREADABLE', /SHA-256/);
  await refused('other.json', '{"hello":"world"}', 'ANNOTATIONS_UNREADABLE', /no annotations/);
  const resealed = (change: (content: any) => void): string => {
    const { content } = JSON.parse(text);
    change(content);
    return JSON.stringify({ content, sha256: createHash('sha256').update(canonicalJson(content)).digest('hex') });
  };
  await refused(
    'newer.json',
    resealed((content) => Object.assign(content, { version: 2 })),
    'ANNOTATIONS_UNREADABLE',
    /version 2/,
  );
  await refused(
    'body.json',
    resealed(({ work }) => Object.assign(work[0], { body: '{"version":1,"title":"<b>"}' })),
    'ANNOTATIONS_UNREADABLE',
    /version 1 of a finding/,
  );
  await refused(
    'subject.json',
    resealed(({ work }) => Object.assign(work[0], { subject: '../../x' })),
    'ANNOTATIONS_UNREADABLE',
    /finding/,
  );
  await refused(
    'more.json',
    resealed(({ work }) => Object.assign(work[0], { sql: 'DROP' })),
    'ANNOTATIONS_UNREADABLE',
    /work/,
  );
  await refused(
    'kind.json',
    resealed(({ annotations }) =>
      annotations.push({
        author: 'x',
        at: 1,
        removed: false,
        origin: '',
        target: 'nowhere',
        kind: 'bookmark',
        colour: 'red',
        label: '',
        note: '',
      }),
    ),
    'ANNOTATIONS_UNREADABLE',
    /annotation 1/,
  );
  const before = everything(path);
  const files = firstDelivery();
  delete files['other.json'];
  const b = await window(await caseFor('B. Examiner', files));
  const elsewhere = await exported(b, 'b.json');
  const roots = [JSON.parse(text).content.evidenceRoot, JSON.parse(readFileSync(elsewhere, 'utf8')).content.evidenceRoot];
  await expect(a.ask('exchange.import', { path: elsewhere })).rejects.toMatchObject({
    code: 'ANNOTATIONS_OTHER_EVIDENCE',
    message: expect.stringMatching(new RegExp(`${roots[1]}.*${roots[0]}`)),
    advice: expect.stringContaining('same evidence'),
  });
  expect(everything(path)).toEqual(before);
});

test('hostile names and texts are taken over as text', async () => {
  const path = await caseFor('A. Examiner');
  const a = await window(path);
  await a.ask('findings.put', { id: null, body: body(), seen: null });
  const { content } = JSON.parse(readFileSync(await exported(a, 'a.json'), 'utf8'));
  const hostile = '</script><img src=x> \u001b[2J\u202e $(7) =cmd|x';
  Object.assign(content.work[0], {
    author: hostile,
    subject: 'f00000000000a',
    body: JSON.stringify({ ...body(), title: 'x', narrative: hostile, __proto__: 1 }),
  });
  content.from = hostile;
  const file = join(folder, 'hostile.json');
  writeFileSync(file, JSON.stringify({ content, sha256: createHash('sha256').update(canonicalJson(content)).digest('hex') }));
  await a.ask('exchange.import', { path: file });
  expect(await a.ask('exchange.import', { path: file })).toMatchObject({ findings: 0, present: 1 });
  expect((await list(a)).map((one) => one.current.author)).toContain(hostile);
  await a.close();
  const { stdout, status } = await cli(['findings', path]);
  expect(status).toBe(0);
  expect(stdout).not.toContain('\u001b');
  expect(await verified(path)).toMatchObject({ ok: true });
});

test('the command line exports the same bytes again, limits annotations of events by a filter, and takes over', async () => {
  const path = await caseFor('A. Examiner');
  const a = await window(path);
  const { rows } = await a.ask('events.page', { filter: '', order: 'asc', offset: 0, limit: 100 });
  for (const { id } of rows.slice(0, 3)) await a.ask('bookmarks.put', { eventId: id, colour: 'blue', note: 'Ü "q" \\\n\u007f' });
  await a.ask('findings.put', { id: null, body: body(), seen: null });
  await a.close();
  const out = (name: string) => join(folder, name);
  const one = await cliJson(['export', path, '--format', 'annotations', '--out', out('1.json')]);
  const two = await cliJson(['export', path, '--format', 'annotations', '--out', out('2.json')]);
  expect(one.value).toMatchObject({ rows: 4, sha256: two.value.sha256 });
  const { content, sha256 } = JSON.parse(readFileSync(out('1.json'), 'utf8'));
  // As docs/findings.md tells a third party to do it.
  expect(createHash('sha256').update(sorted(content)).digest('hex')).toBe(sha256);
  expect(content).toMatchObject({ format: 'trailcase-annotations', version: 1, case: { schema: SCHEMA_VERSION }, filter: '' });
  const named = `eventID:${rows[0]?.eventID}`;
  const few = await cliJson(['export', path, '--format', 'annotations', '--out', out('3.json'), named]);
  expect(few.value.rows).toBe(2);
  expect(JSON.parse(readFileSync(out('3.json'), 'utf8')).content).toMatchObject({ filter: named });
  const other = await caseFor('B. Examiner');
  const taken = await cli(['annotations', 'import', other, out('1.json')]);
  expect(taken.stdout).toMatch(
    /^Took over from A\. Examiner.*3 versions of bookmarks, tags and notes, 1 version of a finding; 0 of 4 versions/,
  );
  const strange = await cli([
    'annotations',
    await caseFor('C. Examiner', { 'x.json': firstDelivery()['AWSLogs/1/b.json'] as Buffer }),
    'import',
    out('1.json'),
  ]);
  expect(strange).toMatchObject({ status: 2, stderr: expect.stringContaining('ANNOTATIONS_OTHER_EVIDENCE') });
});

/** JSON with sorted names, written anew: not the code under test. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, one) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1)))
      : one,
  );
}
