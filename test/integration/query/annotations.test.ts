// Bookmarks, tags and notes on events, entities, spans of time and views: put, found, taken back; every version kept and told of in the custody log.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { annotate } from '../../../src/main/case/annotate.ts';
import { putAnnotations } from '../../../src/main/case/annotations.ts';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { refuseTooMany } from '../../../src/main/query/annotations/ids.ts';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import type { AnnotationAct, AnnotationStep } from '../../../src/shared/annotations.ts';
import { BOOKMARK_COLOURS } from '../../../src/shared/domain.ts';
import { verified } from '../../helpers/cases.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { type Driven, session } from '../../helpers/session.ts';
import { type Situation, situation } from '../../helpers/situation.ts';

const ALL = { kinds: [], colours: [], tags: [], authors: [], search: '', filter: '', order: 'time' as const, offset: 0, limit: 1000 };
const KEY = 'entity:key:AKIAIOSFODNN7EXAMPLE';
const SPAN = 'span:2026-02-21T18:00:00Z/2026-02-21T19:00:00Z eventName:RunInstances';

let made: Situation;
let driven: Driven;

beforeEach(async () => {
  made = await situation();
  driven = session();
  await driven.ask('case.open', { path: made.path });
});
afterEach(() => driven.close());

const ids = async (filter: string): Promise<string[]> =>
  (await driven.ask('events.page', { filter, order: 'asc', offset: 0, limit: 1000 })).rows.map(({ id }) => id);
const put = (target: string, act: AnnotationAct): Promise<AnnotationStep> => driven.ask('annotations.put', { changes: [{ target, act }] });
const list = async (asked: Partial<typeof ALL> = {}) => await driven.ask('annotations.list', { ...ALL, ...asked });

test('on every kind of target; what is left out of an act stays as it is, and what is so already adds nothing', async () => {
  const [event = ''] = await ids('api:GetObject');
  await driven.ask('views.put', {
    name: 'Launches',
    filter: 'api:RunInstances',
    display: { version: 1, view: 'events', order: 'asc', columns: [], split: null, facets: [] },
  });
  for (const target of [event, KEY, SPAN, 'view:Launches']) {
    await put(target, { kind: 'bookmark', colour: 'blue', label: 'first look', note: '**why**' });
    await put(target, { kind: 'bookmark', colour: 'red' });
    expect(await put(target, { kind: 'bookmark', colour: 'red' })).toEqual({ written: 0, targets: 0, versions: null });
    await put(target, { kind: 'tag', name: 'Exfil' });
    expect((await put(target, { kind: 'tag', name: 'exfil' })).written).toBe(0);
    await put(target, { kind: 'tag', name: 'a.b' });
    const { annotated } = await driven.ask('annotations.get', { targets: [target] });
    expect(annotated).toMatchObject([
      {
        target,
        origin: '',
        bookmark: { colour: 'red', label: 'first look', note: '**why**' },
        tags: [{ name: 'a.b' }, { name: 'Exfil' }],
        versions: 4,
      },
    ]);
    expect(annotated[0]?.bookmark?.author).toContain('Asha Rao');
  }
  await put(KEY, { kind: 'note', note: 'of the build server' });
  expect((await driven.ask('notes.get', { kind: 'key', value: 'AKIAIOSFODNN7EXAMPLE' })).versions).toMatchObject([
    { note: 'of the build server' },
  ]);

  const { rows, counts, total } = await list();
  expect(rows.map(({ target, time }) => [target, time])).toEqual([
    [event, Date.parse('2026-02-21T10:00:00Z')],
    [SPAN, Date.parse('2026-02-21T18:00:00Z')],
    [(await ids('api:RunInstances'))[0], Date.parse('2026-02-21T18:26:18Z')],
    [KEY, null],
    ['view:Launches', null],
  ]);
  expect(rows[0]?.row).toMatchObject({
    id: event,
    eventName: 'GetObject',
    bookmark: 'red',
    bookmarkLabel: 'first look',
    tags: ['a.b', 'Exfil'],
  });
  expect({ total, all: counts.all, tags: counts.tags, colours: counts.colours }).toEqual({
    total: 5,
    all: 5,
    tags: [
      { value: 'Exfil', count: 4 },
      { value: 'a.b', count: 4 },
    ],
    colours: [{ value: 'red', count: 5 }],
  });
  const found = async (asked: Partial<typeof ALL>): Promise<string[]> => (await list(asked)).rows.map(({ target }) => target);
  expect(await found({ kinds: ['span', 'view'] as never })).toEqual([SPAN, 'view:Launches']);
  expect(await found({ search: 'BUILD server' })).toEqual([KEY]);
  expect(await found({ search: 'getobject look' })).toEqual([event]);
  expect(await found({ tags: ['EXFIL'] as never, kinds: ['event'] as never })).toEqual([event]);
  expect(await found({ filter: 'api:RunInstances', kinds: ['event'] as never })).toEqual(await ids('api:RunInstances'));
  expect((await driven.ask('annotations.tags', {})).tags).toEqual(counts.tags);

  const completed = async (text: string) =>
    (await driven.ask('filter.complete', { text, cursor: text.length })).items.map(({ label, count }) => [label, count]);
  expect(await completed('tag:e')).toEqual([['Exfil', 1]]);
  expect(await completed('label:F')).toEqual([['first look', 1]]);
  expect(await completed('bookmark:r')).toEqual([['red', null]]);

  const marks = await driven.ask('annotations.marks', {
    from: Date.parse('2026-02-21T18:30:00Z'),
    to: Date.parse('2026-02-23T00:00:00Z'),
    filter: '',
    limit: 1,
  });
  expect(marks).toMatchObject({
    events: [],
    eventsLeft: 0,
    spans: [{ target: SPAN, colour: 'red', label: 'first look', filter: 'eventName:RunInstances' }],
  });
  const early = await driven.ask('annotations.marks', { from: 0, to: Date.parse('2026-02-22T00:00:00Z'), filter: '', limit: 1 });
  expect(early).toMatchObject({ events: [{ id: event, colour: 'red', tags: ['a.b', 'Exfil'] }], eventsLeft: 1 });
  await driven.close();
  expect(await verified(made.path)).toMatchObject({ ok: true });
});

test('an act on all events of a filter is one step: taken back and done again, and what was changed since is left', async () => {
  const [first = ''] = await ids('api:ListBuckets');
  await put(first, { kind: 'bookmark', colour: 'green', label: 'mine', note: 'n' });
  const step = await driven.ask('annotations.putAll', { filter: 'api:ListBuckets', act: { kind: 'bookmark', colour: 'violet' } });
  expect(step).toMatchObject({ events: 4, written: 4, targets: 4 });
  expect(await ids('bookmark:violet')).toEqual(await ids('api:ListBuckets'));
  const [, second = '', third = ''] = await ids('api:ListBuckets');
  await put(second, { kind: 'bookmark', colour: 'orange' });
  const undone = await driven.ask('annotations.revert', step.versions as { first: number; last: number });
  expect(undone).toMatchObject({ written: 3, targets: 3 });
  const { annotated } = await driven.ask('annotations.get', { targets: [first, second, third] });
  expect(annotated.map(({ bookmark }) => bookmark && [bookmark.colour, bookmark.label, bookmark.note])).toEqual([
    ['green', 'mine', 'n'],
    ['orange', '', ''],
    null,
  ]);
  await driven.ask('annotations.revert', undone.versions as { first: number; last: number });
  expect(await ids('bookmark:violet')).toHaveLength(3);

  await driven.ask('annotations.putAll', { filter: 'api:ListBuckets', act: { kind: 'bookmark', remove: true } });
  expect(await ids('is:bookmarked')).toEqual(await ids('api:RunInstances'));
  // Nothing was erased, and any of it can be made to count again.
  const history = await driven.ask('annotations.history', { target: first, author: null, offset: 0, limit: 100 });
  expect(history.rows.map(({ colour, removed, current }) => [colour, removed, current])).toEqual([
    ['violet', true, true],
    ['violet', false, false],
    ['green', false, false],
    ['violet', false, false],
    ['green', false, false],
  ]);
  await driven.ask('annotations.restore', { id: history.rows[4]?.id ?? 0 });
  expect((await driven.ask('annotations.get', { targets: [first] })).annotated[0]?.bookmark).toMatchObject({
    colour: 'green',
    label: 'mine',
  });
  const whole = await driven.ask('annotations.history', { target: null, author: history.authors[0]?.value ?? '', offset: 0, limit: 5 });
  expect(whole).toMatchObject({ total: 18, authors: [{ count: 18 }] });
  expect(whole.rows).toHaveLength(5);
  expect(driven.changes.every((what) => what === 'bookmarks')).toBe(true);
});

test('marked events are written to a file that enters the custody log', async () => {
  const wanted = await ids('api:ListBuckets');
  const out = join(temporaryFolder(), 'marked.csv');
  const { summary: written } = await driven.job('export.start', {
    ids: wanted.slice(0, 2),
    filter: '',
    format: 'csv',
    out,
    overwrite: false,
  });
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(wanted.slice(0, 2));
  expect(written).toMatchObject({ rows: 2, sha256: createHash('sha256').update(readFileSync(out)).digest('hex') });
  const { summary: whole } = await driven.job('export.start', {
    ids: null,
    filter: 'api:ListBuckets',
    format: 'jsonl',
    out: `${out}.jsonl`,
    overwrite: false,
  });
  expect(whole).toMatchObject({ rows: wanted.length });
  const { rows } = await driven.ask('custody.list', {});
  expect(rows.slice(-2).map(({ action, detail }) => [action, (JSON.parse(detail) as { filter?: string }).filter])).toEqual([
    ['export', undefined],
    ['export', 'api:ListBuckets'],
  ]);
  await expect(driven.ask('export.start', { ids: wanted, filter: '', format: 'csv', out, overwrite: false })).rejects.toMatchObject({
    code: 'OUTPUT_EXISTS',
  });
});

test('refused as a whole: an event or view that is not there, a note on something else, too many', async () => {
  const [event = ''] = await ids('api:GetObject');
  const act: AnnotationAct = { kind: 'tag', name: 'x' };
  for (const [target, code] of [
    [`${'0'.repeat(64)}@0+1`, 'EVENT_MISSING'],
    ['view:None', 'VIEW_MISSING'],
  ] as const) {
    const changes = [
      { target: event, act },
      { target, act },
    ];
    await expect(driven.ask('annotations.put', { changes })).rejects.toMatchObject({ code });
    // Nor is anything taken away from what never had any.
    await expect(put(target, { kind: 'tag', name: 'x', remove: true })).rejects.toMatchObject({ code });
  }
  await expect(put(event, { kind: 'note', note: 'x' })).rejects.toMatchObject({ code: 'ANNOTATION_INVALID' });
  await expect(driven.ask('annotations.putAll', { filter: 'api:(', act })).rejects.toMatchObject({ code: 'FILTER_INVALID' });
  await expect(driven.ask('annotations.restore', { id: 99 })).rejects.toMatchObject({ code: 'ANNOTATION_MISSING' });
  expect(await ids('tag:x')).toEqual([]);
  expect(() => refuseTooMany(20_001)).toThrow(
    expect.objectContaining({ code: 'TOO_MANY_EVENTS', advice: expect.stringContaining('view') }),
  );
  expect(() => refuseTooMany(20_000)).not.toThrow();
});

test('what the filter finds is what a slow look at every version finds, whichever record of an event was annotated', async () => {
  await driven.close();
  const file = CaseFile.open(made.path);
  const queries = new CaseQueries(made.path);
  const records = file.db
    .prepare(
      "SELECT lower(hex(e.sha256)) || '@' || r.offset || '+' || r.length AS id, coalesce(d.primary_record, r.id) AS event FROM records r JOIN evidence e ON e.id = r.evidence LEFT JOIN repeats d ON d.record = r.id",
    )
    .all() as { id: string; event: number }[];
  const idOf = new Map(records.map(({ id, event }) => [event, id]));
  for (const { id, event } of records)
    if ((file.db.prepare('SELECT count(*) FROM repeats WHERE record = ?').pluck().get(event) as number) === 0) idOf.set(event, id);
  const name = fc.constantFrom('ioc', 'IOC', 'Later', 'x:1');
  const act: fc.Arbitrary<AnnotationAct> = fc.oneof(
    fc.record({ kind: fc.constant('tag' as const), name, remove: fc.boolean() }),
    fc.record({
      kind: fc.constant('bookmark' as const),
      colour: fc.constantFrom(...BOOKMARK_COLOURS),
      label: fc.constantFrom('', 'Odd one', 'b'),
      remove: fc.boolean(),
    }),
  );
  const acts = fc.sample(fc.tuple(fc.constantFrom(...records.map(({ id }) => id)), act), { numRuns: 120, seed: 7 });
  for (const [target, one] of acts) annotate(file, [{ target, act: one }]);
  // Another examiner's marks are shown as such, and find nothing.
  const [other] = records;
  putAnnotations(file, [{ kind: 'tag', event: other?.id ?? '', colour: '', label: '', note: 'theirs', removed: false }], 5, [
    { author: 'B', at: 5, origin: 'copy of B' },
  ]);
  queries.forget();

  const eventOf = new Map(records.map(({ id, event }) => [id, event]));
  const versions = file.db.prepare("SELECT * FROM annotations WHERE origin = '' ORDER BY id").all() as Record<string, string | number>[];
  const slow = (fits: (state: { colours: string[]; labels: string[]; tags: string[] }) => boolean): Set<number> => {
    const newest = new Map<string, Record<string, string | number>>();
    for (const row of versions)
      newest.set(row.kind === 'tag' ? `tag ${String(row.note).toLowerCase()} ${row.event}` : `${row.kind} ${row.event}`, row);
    const found = new Set<number>();
    for (const event of new Set(eventOf.values())) {
      const live = [...newest.values()].filter((row) => row.removed === 0 && eventOf.get(String(row.event)) === event);
      const of = (kind: string, field: string): string[] =>
        live.filter((row) => row.kind === kind).map((row) => String(row[field]).toLowerCase());
      if (
        fits({
          colours: of('bookmark', 'colour'),
          labels: of('bookmark', 'label').filter((label) => label !== ''),
          tags: of('tag', 'note'),
        })
      )
        found.add(event);
    }
    return found;
  };
  const asked: [string, Parameters<typeof slow>[0]][] = [
    ['is:bookmarked', ({ colours }) => colours.length > 0],
    ['has:bookmark', ({ colours }) => colours.length > 0],
    ['bookmark:red', ({ colours }) => colours.includes('red')],
    ['tag:ioc', ({ tags }) => tags.includes('ioc')],
    ['tag:IOC', ({ tags }) => tags.includes('ioc')],
    ['tags:l*', ({ tags }) => tags.includes('later')],
    ['has:tag', ({ tags }) => tags.length > 0],
    ['tag:""', ({ tags }) => tags.length === 0],
    ['-tag:x:1', ({ tags }) => !tags.includes('x:1')],
    ['label:"odd *"', ({ labels }) => labels.some((label) => label.startsWith('odd '))],
    ['has:label tag:(ioc OR later)', ({ labels, tags }) => labels.length > 0 && (tags.includes('ioc') || tags.includes('later'))],
    ['tag:theirs', () => false],
  ];
  let some = 0;
  for (const [filter, fits] of asked) {
    const { rows } = await queries.answers['events.page']({ filter, order: 'asc', offset: 0, limit: 1000 });
    const expected = [...slow(fits)].map((event) => idOf.get(event));
    expect(rows.map(({ id }) => id).sort(), filter).toEqual(expected.sort());
    if (expected.length > 0 && expected.length < idOf.size) some++;
  }
  expect(some).toBeGreaterThan(8);
  expect((await queries.answers['annotations.list']({ ...ALL })).rows.filter(({ origin }) => origin !== '')).toMatchObject([
    { tags: [{ name: 'theirs', author: 'B' }] },
  ]);
  await queries.close();
  file.close();
  expect(await verified(made.path)).toMatchObject({ ok: true });
  await driven.ask('case.open', { path: made.path });
});
