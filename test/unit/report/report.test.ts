// The report of real cases: what it says, that its hashes hold, and that it says the same every time.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { putAnnotations } from '../../../src/main/case/annotations.ts';
import type { CaseFile } from '../../../src/main/case/case-file.ts';
import { custodyHash } from '../../../src/main/case/custody.ts';
import { EvidenceReader } from '../../../src/main/case/evidence.ts';
import { openForReading } from '../../../src/main/case/open.ts';
import { MANIFEST_SQL } from '../../../src/main/report/commands.ts';
import { renderReport } from '../../../src/main/report/document.ts';
import { AT, bookmark, caseOf, FACTS, folder, idsOf, log, record, verified } from './fixture.ts';
import { all, byClass, byId, type Element, readHtml, restored, textOf } from './read-html.ts';

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function reportOf(file: CaseFile): Promise<{ html: string; exhibits: number; page: Element }> {
  const report = await renderReport(file.db, verified(file));
  return { ...report, page: readHtml(report.html) };
}

test('bookmarked events are exhibits in order of time, with the times in both zones', async () => {
  const file = await caseOf([
    {
      'b.json.gz': log(
        record({ eventName: 'Late', eventTime: '2026-02-21T19:00:00Z' }),
        record({ eventName: 'Undated', eventTime: 'yesterday' }),
      ),
      'a.json': log(
        record({ eventName: 'Early', eventTime: '2026-02-21T18:17:12Z', errorCode: 'AccessDenied' }),
        record({ eventName: 'Other' }),
      ),
    },
  ]);
  for (const name of ['Undated', 'Late', 'Early']) bookmark(file, idsOf(file, name)[0] ?? '', `Note on ${name}`);
  const { page, exhibits } = await reportOf(file);
  expect(exhibits).toBe(3);
  expect(byClass(page, 'exhibit').map((one) => textOf(one.children.find((child) => typeof child !== 'string') ?? ''))).toEqual([
    'Exhibit 1: Early',
    'Exhibit 2: Late',
    'Exhibit 3: Undated',
  ]);
  const first = textOf(byId(page, 'exhibit-1'));
  expect(first).toContain('2026-02-21 23:47:12 +05:30');
  expect(first).toContain('2026-02-21T18:17:12Z UTC');
  expect(first).toContain('AccessDenied');
  expect(first).toContain('Note on Early');
  expect(first).toContain('opinion, not evidence');
  expect(first).toContain('requestParameters.instanceType');
  expect(textOf(byId(page, 'exhibit-3'))).toContain('undated');
});

test('every hash of an exhibit is that of the text beside it, also of hostile records', async () => {
  const odd = `{"eventVersion":"1.08","eventTime":"2026-02-21T18:17:12Z","eventName":"Odd","eventID":"x","big":12345678901234567890,\r\n"text":"\u202e ⟦U+202E⟧ </pre>"}`;
  const bytes = Buffer.concat([
    Buffer.from('{"Records":[{"eventVersion":"1","eventName":"Bad","eventID":"y","n":"'),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('"}]}'),
  ]);
  const file = await caseOf([{ 'odd.json.gz': log(record(), odd), 'bad.json': bytes }]);
  for (const name of ['RunInstances', 'Odd', 'Bad']) bookmark(file, idsOf(file, name)[0] ?? '');
  const { page, exhibits } = await reportOf(file);
  expect(exhibits).toBe(3);
  const raws = all(page, (one) => one.tag === 'pre' && one.attributes.class === 'raw');
  const hashes = byClass(page, 'record-hash').map(textOf);
  expect(raws.map((one) => sha256(restored(textOf(one))))).toEqual(hashes);
  expect(new Set(hashes).size).toBe(3);
  expect(textOf(page)).toContain('12345678901234567890');
});

test('the printed commands repeat the hashes', async () => {
  const file = await caseOf([
    { 'a.json.gz': log(record(), record({ eventName: 'Zipped' })), 'b.json': log(record({ eventName: 'Plain' })) },
  ]);
  for (const name of ['Zipped', 'Plain']) bookmark(file, idsOf(file, name)[0] ?? '');
  const { page } = await reportOf(file);
  const work = folder();
  const evidence = new EvidenceReader(file.db);
  for (const { id, hash } of file.db.prepare('SELECT id, lower(hex(sha256)) AS hash FROM evidence').all() as {
    id: number;
    hash: string;
  }[]) {
    writeFileSync(join(work, hash), evidence.bytes(id) ?? '');
  }
  for (const exhibit of byClass(page, 'exhibit')) {
    const [check = '', cut = ''] = byClass(exhibit, 'command').map(textOf);
    const run = (command: string): string => execFileSync('sh', ['-c', command], { cwd: work, encoding: 'utf8' }).slice(0, 64);
    expect(run(check)).toBe(check.split(' ')[1]);
    expect([run(cut)]).toEqual(byClass(exhibit, 'record-hash').map(textOf));
  }
});

test('custody entries can be computed again from what is printed', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  bookmark(file, idsOf(file, 'RunInstances')[0] ?? '', 'line 1\nline 2 <b>');
  const { page } = await reportOf(file);
  const rows = file.db.prepare('SELECT * FROM custody ORDER BY seq').all() as { seq: number; hash: string; who: string; outcome: string }[];
  const details = byClass(page, 'detail').map((row) => all(row, (one) => one.tag === 'code').map(textOf));
  expect(details.length).toBe(rows.length);
  for (const [i, row] of rows.entries()) {
    const [at, detail = '', previous = '', hash] = details[i] ?? [];
    const [who = '', tool = '', action = '', outcome = ''] = all(byId(page, `custody-${row.seq}`), (one) => one.tag === 'bdi').map(textOf);
    expect(custodyHash({ seq: row.seq, at: Number(at), who, action, tool, outcome, detail, previous })).toBe(hash);
    expect(hash).toBe(row.hash);
  }
  expect(textOf(byId(page, 'section-custody'))).not.toContain('DOES NOT HOLD');
  expect(textOf(byId(page, 'section-case'))).toContain(`As of custody entry ${rows.length}`);
  expect(textOf(byId(page, 'section-case'))).toContain(rows.at(-1)?.hash);
});

test('the commands for the roots give the roots', async () => {
  const file = await caseOf([{ 'a.json': log(record()), 'b.json': log(record(), record()), 'readme.txt': 'hello' }]);
  const { roots } = verified(file);
  const manifest = (sql: string): string => (file.db.prepare(sql).pluck().all() as string[]).map((line) => `${line}\n`).join('');
  expect(sha256(manifest(MANIFEST_SQL.evidence))).toBe(roots.evidence);
  expect(sha256(manifest(MANIFEST_SQL.events))).toBe(roots.events);
  const { page } = await reportOf(file);
  expect(textOf(byId(page, 'section-roots'))).toContain(roots.events);
  // A mark in a command would break it.
  expect(byClass(page, 'command').map(textOf).join('')).not.toContain('⟦');
});

test('the inventory names every item with its hash, and what was not kept or not read', async () => {
  const file = await caseOf([{ 'a.json': log(record()), 'copy/a.json': log(), 'readme.txt': 'hello' }, { 'again/readme.txt': 'hello' }]);
  const { page } = await reportOf(file);
  const item = textOf(byId(page, `item-${sha256('hello')}`));
  expect(item).toContain('readme.txt');
  expect(item).toContain('again/readme.txt');
  expect(item).toContain('Not CloudTrail');
  expect(byClass(page, 'items').length).toBe(1);
});

test('two runs give the same bytes, and seconds do not enter', async () => {
  const file = await caseOf([{ 'a.json': log(record(), record(), '{"eventVersion":1}') }]);
  bookmark(file, idsOf(file, 'RunInstances')[0] ?? '', 'x');
  const first = (await renderReport(file.db, verified(file))).html;
  expect((await renderReport(file.db, { ...verified(file), seconds: 99 })).html).toBe(first);
});

test('the order of importing changes no section but sources, custody and the state on the cover', async () => {
  const logs: Record<string, string> = {
    'a.json': log(record({ eventName: 'One' }), record({ eventName: 'Two' }), '{"nothing":1}'),
    'b.json.gz': log(record({ eventName: 'Three' })),
    'c.json': log('{"eventVersion":"1","eventID":"same","eventName":"Again"}'),
    'd.json': log('{"eventVersion":"1","eventID":"same","eventName":"Again","awsRegion":"x"}'),
  };
  const files = Object.entries(logs).map(([name, text]) => ({ [name]: text }));
  const pages: Element[] = [];
  for (const order of [files, [...files].reverse()]) {
    const file = await caseOf(order);
    for (const name of ['Three', 'Again', 'Two']) bookmark(file, idsOf(file, name)[0] ?? '', `on ${name}`);
    pages.push((await reportOf(file)).page);
  }
  const same = (id: string): void => expect(byId(pages[0] as Element, id)).toEqual(byId(pages[1] as Element, id));
  for (const section of ['limits', 'summary', 'glance', 'verification', 'problems', 'roots', 'by-hand', 'glossary'])
    same(`section-${section}`);
  const [one, two] = pages.map((page) => all(page, (element) => element.tag === 'pre').map(textOf));
  expect(one).toEqual(two);
});

test('an event delivered again with other content is shown both ways', async () => {
  const id = '00000000-0000-4000-8000-aaaaaaaaaaaa';
  const file = await caseOf([
    {
      'a.json': log(record({ eventName: 'Twice', eventID: id })),
      'b.json': log(record({ eventName: 'Twice', eventID: id, awsRegion: 'eu-west-1' })),
      'c.json': log('{"eventVersion":"1","eventName":"Same","eventID":"s"}'),
      'd.json': log('{"eventVersion":"1","eventName":"Same", "eventID":"s"}'),
    },
  ]);
  for (const event of [...idsOf(file, 'Twice'), ...idsOf(file, 'Same')]) bookmark(file, event);
  const { page } = await reportOf(file);
  const twice = byClass(page, 'exhibit').filter((one) => textOf(one).includes('Twice'));
  expect(twice.length).toBe(2);
  for (const one of twice) {
    expect(byClass(one, 'raw').map(textOf).join(' ')).toMatch(/ap-south-1.*eu-west-1|eu-west-1.*ap-south-1/s);
    expect(textOf(one)).toContain('DIFFERENT');
  }
  const same = byClass(page, 'exhibit').filter((one) => textOf(one).includes('Same'));
  expect(same.length).toBe(2);
  for (const one of same) {
    expect(byClass(one, 'raw').length).toBe(1);
    expect(textOf(one)).toContain('same');
  }
});

test('a bookmark without an event is listed, not dropped; a removed one is gone', async () => {
  const file = await caseOf([{ 'a.json': log(record(), record()) }]);
  const [kept = '', removed = ''] = idsOf(file, 'RunInstances');
  bookmark(file, kept);
  bookmark(file, removed);
  file.putBookmark({ event: removed, colour: 'red', note: '', removed: true }, AT + 90_000);
  bookmark(file, `${'0'.repeat(64)}@5+6`, 'no such item');
  bookmark(file, kept.replace(/\+\d+$/, '+3'), 'no such record');
  bookmark(file, '<b>nonsense', 'no address');
  const target = { event: kept, colour: '', removed: false };
  putAnnotations(file, [
    { ...target, kind: 'bookmark', colour: 'red', label: 'read <first>', note: '**bold** <b>' },
    { ...target, kind: 'tag', label: '', note: 'ioc' },
    { ...target, kind: 'bookmark', event: 'entity:key:AKIA1', colour: 'red', label: 'no exhibit', note: '' },
  ]);
  const { page, exhibits } = await reportOf(file);
  expect(exhibits).toBe(1);
  const [opinion] = byClass(page, 'opinion');
  expect(textOf(opinion ?? '')).toMatch(/read <first>.*bold <b>.*Tags: ioc/s);
  expect(opinion && all(opinion, ({ tag }) => tag === 'strong').map(textOf)).toEqual(['read <first>', 'bold']);
  const [lost] = byClass(page, 'lost');
  const text = textOf(lost ?? '');
  for (const part of ['no evidence item', 'no record at this place', 'no address of an event', '<b>nonsense', 'no such record'])
    expect(text).toContain(part);
});

test('a contradiction is said on the cover, in the verification and at the exhibit', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  const [event = ''] = idsOf(file, 'RunInstances');
  bookmark(file, event);
  const hash = event.slice(0, 64);
  const summary = verified(file, {
    ok: false,
    evidence: { checked: 1, altered: 1, notKept: 0 },
    items: [
      { kind: 'evidence', key: hash, verdict: 'altered', reason: 'the bytes differ <b>' },
      { kind: 'custody', key: '1', verdict: 'broken', reason: 'hash' },
      { kind: 'event', key: hash, verdict: 'differing', reason: 'one event more' },
      { kind: 'schema', key: 'records_no_update', verdict: 'missing', reason: 'the trigger is missing' },
      { kind: 'custody', key: '999', verdict: 'missing', reason: 'gone' },
    ],
  });
  const page = readHtml((await renderReport(file.db, summary)).html);
  expect(textOf(byId(page, 'section-case'))).toContain('✖ Contradictions were found.');
  expect(textOf(byId(page, 'section-verification'))).toContain('the bytes differ <b>');
  expect(textOf(byClass(byId(page, 'exhibit-1'), 'warning')[0] ?? '')).toContain('the bytes differ <b>');
  expect(all(byId(page, 'section-verification'), (one) => one.attributes.href === '#custody-1').length).toBe(1);
  expect(textOf(byId(page, 'section-verification'))).toContain('✖ 1 difference');
});

test('evidence altered in the case file is found as the report is written', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  bookmark(file, idsOf(file, 'RunInstances')[0] ?? '');
  const before = verified(file);
  file.db.exec(
    "DROP TRIGGER evidence_bytes_no_update; UPDATE evidence_bytes SET bytes = CAST(replace(CAST(bytes AS TEXT), '198.51', '203.99') AS BLOB)",
  );
  const page = readHtml((await renderReport(file.db, before)).html);
  expect(textOf(byId(page, 'exhibit-1'))).toContain('no longer have the SHA-256');
});

test('what AWS signed is not claimed', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  const { page } = await reportOf(file);
  const text = textOf(byId(page, 'section-verification'));
  expect(text).toContain('None of AWS’s signed digests could be checked');
  expect(text).toContain('Unverifiable is not invalid');
});

test('problems are counted and listed; a long list is cut and says so', async () => {
  const many = Array.from({ length: 2100 }, () => '{"eventVersion":"1","eventName":"N","eventTime":"2026-02-21T18:17:12Z"}');
  const file = await caseOf([{ 'a.json': log(...many) }]);
  const { page } = await reportOf(file);
  const text = textOf(byId(page, 'section-problems'));
  expect(text).toContain('2,100');
  expect(text).toContain('EVENT_ID_MISSING');
  expect(text).toMatch(/100 more of this kind are not listed here/);
});

test('an empty case has a report, read through a reading connection', async () => {
  const file = await caseOf([], {});
  const db = openForReading(file.path);
  try {
    const page = readHtml((await renderReport(db, verified(file))).html);
    expect(textOf(page)).toContain('Untitled case');
    expect(textOf(byId(page, 'section-exhibits'))).toContain('bookmarked no event');
  } finally {
    db.close();
  }
});

test('facts are those of the case', async () => {
  const file = await caseOf([]);
  const text = textOf(byId((await reportOf(file)).page, 'section-case'));
  for (const fact of [FACTS.number, FACTS.examiner, FACTS.organisation, FACTS.timezone]) expect(text).toContain(fact);
});
