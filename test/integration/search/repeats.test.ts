// An event that was delivered several times is listed once; and where only another delivery of it has the text, that is said.
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { PIECE_BYTES } from '../../../src/main/content-stream.ts';
import { caseOf, copyOf, sqlite, tamper } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256 } from '../../helpers/folder.ts';
import { eventId, record, trail } from '../../helpers/trail.ts';
import { fastSearch } from './slow-search.ts';

const event = (name: string, fields: Record<string, unknown> = {}) => record({ eventName: name, eventID: eventId(name), ...fields });
const log = (...records: unknown[]): string => JSON.stringify({ Records: records });

/** Two files, the one with the lower hash first: its records are primary. */
function ordered(a: string, b: string): [string, string] {
  return sha256(a) < sha256(b) ? [a, b] : [b, a];
}

describe('repeats', () => {
  const [lower, higher] = ordered(
    log(event('Twice'), event('Differs', { userAgent: 'one way' }), event('Alone1')),
    log(event('Twice'), event('Differs', { userAgent: 'another way' }), event('Alone2')),
  );
  const agentOf = (file: string): string => JSON.parse(file).Records[1].userAgent;
  let path = '';
  beforeAll(async () => {
    ({ path } = await caseOf([folderOf({ 'a.json': lower, 'b.json': higher })]));
  });

  test('several sightings are one event, as its primary', async () => {
    const { hits } = await fastSearch(path, '"eventName":"Twice"');
    expect(hits).toHaveLength(1);
    expect(hits[0]).toMatchObject({ relation: 'event', id: expect.stringContaining(sha256(lower)) });
  });

  test('a conflict that alone has the text: the event, and where the text is', async () => {
    const { hits } = await fastSearch(path, agentOf(higher));
    expect(hits).toHaveLength(1);
    expect(hits[0]).toMatchObject({
      relation: 'conflict',
      id: expect.stringContaining(sha256(lower)),
      recordId: expect.stringContaining(sha256(higher)),
    });
    expect((await fastSearch(path, agentOf(lower))).hits).toMatchObject([{ relation: 'event' }]);
    // Both have it.
    expect((await fastSearch(path, 'way')).hits).toMatchObject([{ relation: 'event' }]);
  });

  test('in every form of output', async () => {
    const text = agentOf(higher);
    const {
      value: { rows, total },
    } = await cliJson(['search', path, text]);
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ evidence: sha256(lower), foundIn: { relation: 'conflict' } });
    expect(rows[0].foundIn.id).toContain(sha256(higher));
    expect((await cli(['search', path, text])).stdout).toContain(`conflict of it: ${rows[0].foundIn.id})`);
    expect((await cli(['search', path, text, '--format', 'csv'])).stdout).toContain(`conflict ${rows[0].foundIn.id}`);
    // The original record in which the text stands: a person who asked for the text finds it in what is printed.
    expect((await cli(['search', path, text, '--raw'])).stdout).toContain(text);
  });

  test('a filter is about the event, also when the text is in another item', async () => {
    const text = agentOf(higher);
    expect((await fastSearch(path, text, { filter: `userAgent:"${agentOf(lower)}"` })).hits).toMatchObject([{ relation: 'conflict' }]);
    expect((await fastSearch(path, text, { filter: `userAgent:"${text}"` })).hits).toEqual([]);
  });

  test('only items that the filter leaves are read', async () => {
    const { searched, ids } = await fastSearch(path, 'eventVersion', { filter: 'eventName:Alone1' });
    expect({ items: searched.items, events: searched.events, ids: ids.length }).toEqual({ items: 1, events: 1, ids: 1 });
  });

  test('a sighting in another layout that alone has the text', async () => {
    const one = trail().event({ eventName: 'Pretty', eventID: eventId('laid out') });
    const { path: own } = await caseOf([folderOf({ 'a.json': one.json(), 'b.json': one.pretty() })]);
    const plain = (await fastSearch(own, '"eventName":"Pretty"')).hits;
    const pretty = (await fastSearch(own, '"eventName": "Pretty"')).hits;
    expect([plain, pretty].map((hits) => hits.map(({ relation }) => relation)).sort()).toEqual([['event'], ['sighting']]);
    expect(plain[0]?.id).toBe(pretty[0]?.id);
  });
});

test('bytes that are gone, or cut off, are told: the search is not clean', async () => {
  const { path } = await caseOf([folderOf({ 'a.json': trail().events(3).json(), 'b.json.gz': trail().events(20).gz() })]);
  const missing = copyOf(path);
  tamper(missing, (db) => db.exec('DELETE FROM evidence_bytes WHERE evidence = 1'));
  const { status, stderr } = await cli(['search', missing, 'eventVersion']);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^trailcase: 1 item could not be read, or not wholly: [0-9a-f]{64}; /m);
  const cut = copyOf(path);
  tamper(cut, (db) => db.exec('UPDATE evidence_bytes SET bytes = substr(bytes, 1, length(bytes) - 200)'));
  const { status: cutStatus, value } = await cliJson(['search', cut, 'eventVersion']);
  expect(cutStatus).toBe(1);
  expect(value.searched.unreadable).toHaveLength(2);
  const notKept = copyOf(path);
  tamper(notKept, (db) => db.exec('UPDATE evidence SET kept = 0 WHERE id = 1'));
  const other = await cliJson(['search', notKept, 'eventVersion']);
  expect({ status: other.status, notKept: other.value.searched.notKept, items: other.value.searched.items }).toEqual({
    status: 0,
    notKept: 1,
    items: 1,
  });
  expect((await cli(['search', notKept, 'eventVersion'])).stderr).toContain('1 item with events could not be searched');
});

test('a large item is searched in windows, across the borders of its pieces', async () => {
  // 80 records of a megabyte: over the limit of what is decoded at once, and stored in pieces of 4 MiB.
  const records = Array.from({ length: 80 }, (_, i) =>
    JSON.stringify(
      record({ eventName: `Begin${i}`, eventID: eventId(`large ${i}`), requestParameters: { text: 'z'.repeat(1_000_003) }, zz: `End${i}` }),
    ),
  );
  const bytes = Buffer.from(`{"Records":[${records.join(',')}]}`);
  const marks: string[] = [];
  for (let border = PIECE_BYTES; border < bytes.length; border += PIECE_BYTES) {
    const mark = `<border "${marks.length}" here>`.replaceAll('"', "'");
    // Only over filler: it stays the same JSON otherwise.
    expect(bytes.toString('latin1', border - 8, border - 8 + mark.length)).toMatch(/^z+$/);
    bytes.write(mark, border - 8, 'latin1');
    marks.push(mark);
  }
  const { path } = await caseOf([folderOf({ 'log.json.gz': gzipSync(bytes, { level: 1 }) })]);
  const db = sqlite(path, { readonly: true });
  expect(db.prepare('SELECT count(*) FROM content_blocks').pluck().get()).toBe(marks.length + 1);
  db.close();
  for (const mark of [marks[0], marks[7], marks.at(-1)]) expect((await fastSearch(path, mark as string)).hits).toHaveLength(1);
  for (const i of [0, 41, 79]) expect((await fastSearch(path, `"End${i}"}`)).hits).toHaveLength(1);
  expect((await fastSearch(path, '"Begin5"')).hits).toHaveLength(1);
  expect((await fastSearch(path, '},{"eventVersion"')).ids).toEqual([]);
  const { ids, searched } = await fastSearch(path, '<BORDER ', { ignoreCase: true });
  expect(ids).toHaveLength(marks.length);
  expect(searched.contentBytes).toBeGreaterThan(80_000_000);
});
