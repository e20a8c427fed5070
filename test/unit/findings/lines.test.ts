// Several examiners' work in one case: each goes on in a line of their own, whatever the order in which files are taken over; and reviews speak of the
// version that was reviewed.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { currentReviews, shownStoryline } from '../../../src/main/case/findings.ts';
import { putFinding, putReview } from '../../../src/main/case/findings-writer.ts';
import { savedViews } from '../../../src/main/case/saved-views.ts';
import { putWork } from '../../../src/main/case/workbench.ts';
import { findingLines } from '../../../src/main/commands/finding-lines.ts';
import { contentHash, exchangeContent, exchangeText } from '../../../src/main/exchange/content.ts';
import { lookAtExchange, takeOver } from '../../../src/main/exchange/take-over.ts';
import { findingList, findingPage } from '../../../src/main/query/findings/finding-list.ts';
import type { ExchangeContent } from '../../../src/shared/exchange.ts';
import { EMPTY_FINDING, LONGEST_BODY } from '../../../src/shared/findings.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { temporaryFolder } from '../../helpers/folder.ts';

const ID = 'f00000000000a';
const DISPLAY = JSON.stringify({ version: 1, view: 'events', order: 'asc', columns: [], split: null, facets: [] });
let files = 0;

/** A case of no evidence, which all have alike. */
function caseOf(examiner: string): CaseFile {
  return CaseFile.create(newCasePath(), { title: 'Leak', examiner, timezone: 'UTC' });
}

function copyOf(file: CaseFile): CaseFile {
  const path = newCasePath();
  file.db.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(file.path, path);
  return CaseFile.open(path);
}

/** As if written in the case by somebody, at a time of their clock. */
function says(file: CaseFile, author: string, at: number, title: string): void {
  putWork(file, [{ kind: 'finding', subject: ID, body: { ...EMPTY_FINDING, title }, removed: false }], at, [{ author, at, origin: '' }]);
}

function fileWith(text: string): string {
  const path = join(temporaryFolder(), `x${++files}.json`);
  writeFileSync(path, text);
  return path;
}

const exported = (file: CaseFile): string => fileWith(exchangeText(exchangeContent(file.db)));
const resealed = (content: ExchangeContent): string => fileWith(JSON.stringify({ content, sha256: contentHash(content) }));

/** Title by line, of what counts. */
function lines(file: CaseFile): Record<string, string> {
  const [entry] = findingList(file.db);
  return Object.fromEntries([entry?.current, ...(entry?.others ?? [])].map((one) => [one?.origin ?? '?', one?.body.title ?? '']));
}

test('two examiners who work in copies of one case are two at a third one, in either order', () => {
  const a = caseOf('A');
  says(a, 'A', 1000, 'base');
  const b = copyOf(a);
  says(a, 'A', 2000, 'A says');
  says(b, 'B', 3000, 'B says');
  const both = { A: 'A says', B: 'B says' };
  for (const order of [
    [a, b],
    [b, a],
  ]) {
    const z = caseOf('Z');
    for (const one of order) takeOver(z, exported(one));
    expect(lines(z)).toEqual(both);
  }
  // Each goes on in their own line.
  const z = caseOf('Z');
  for (const one of [b, a]) takeOver(z, exported(one));
  says(a, 'A', 4000, 'A says more');
  says(b, 'B', 5000, 'B says more');
  for (const one of [a, b]) takeOver(z, exported(one));
  expect(lines(z)).toEqual({ A: 'A says more', B: 'B says more' });
});

test('two people who write in one case are one line, whoever wrote last', () => {
  const shared = caseOf('A');
  says(shared, 'A', 1000, 'A says');
  says(shared, 'B', 2000, 'B says');
  const z = caseOf('Z');
  takeOver(z, exported(shared));
  says(shared, 'A', 3000, 'A says again');
  takeOver(z, exported(shared));
  expect(lines(z)).toEqual({ B: 'A says again' });
});

test('in another examiner’s line the later version counts, not the one that came last', () => {
  const a = caseOf('A');
  says(a, 'A', 1000, 'older');
  putWork(
    a,
    [{ kind: 'storyline', subject: '', body: { version: 1, parts: [{ kind: 'heading', text: 'older' }] }, removed: false }],
    1000,
    [{ author: 'A', at: 1000, origin: '' }],
  );
  const review = (verdict: string) => ({ version: 1, finding: ID, verdict, note: '', of: '0'.repeat(64) });
  putWork(a, [{ kind: 'review', subject: `${ID} A`, body: review('differ'), removed: false }], 1000, [
    { author: 'A', at: 1000, origin: '' },
  ]);
  const newer = caseOf('A');
  says(newer, 'A', 2000, 'newer');
  putWork(
    newer,
    [{ kind: 'storyline', subject: '', body: { version: 1, parts: [{ kind: 'heading', text: 'newer' }] }, removed: false }],
    2000,
    [{ author: 'A', at: 2000, origin: '' }],
  );
  putWork(newer, [{ kind: 'review', subject: `${ID} A`, body: review('agree'), removed: false }], 2000, [
    { author: 'A', at: 2000, origin: '' },
  ]);
  const z = caseOf('Z');
  takeOver(z, exported(newer));
  takeOver(z, exported(a));
  expect(lines(z)).toEqual({ A: 'newer' });
  expect(shownStoryline(z.db)?.body.parts).toEqual([{ kind: 'heading', text: 'newer' }]);
  expect(currentReviews(z.db).map(({ body }) => body.verdict)).toEqual(['agree']);
});

test('a review of another examiner’s version is judged by that version, and says whose it is', () => {
  const b = caseOf('B');
  says(b, 'B', 1000, 'B says');
  const z = caseOf('Z');
  takeOver(z, exported(b));
  putFinding(z, { id: ID, body: { ...EMPTY_FINDING, title: 'Z says' }, seen: 0, removed: false });
  putReview(z, { finding: ID, origin: 'B', verdict: 'agree', note: '', removed: false });
  const mark = () => findingList(z.db)[0]?.reviews[0];
  expect(mark()).toMatchObject({ changed: false, byAuthor: false, reviewed: { origin: 'B', author: 'B' } });
  const { entry, exhibits, history } = findingPage(z.db, ID);
  expect(findingLines(entry, exhibits, history, []).join('\n')).toContain('reviewed as B (taken over from B) has it');
  putFinding(z, { id: ID, body: { ...EMPTY_FINDING, title: 'Z says otherwise' }, seen: null, removed: false });
  expect(mark()).toMatchObject({ changed: false, byAuthor: false });
  says(b, 'B', 2000, 'B says otherwise');
  takeOver(z, exported(b));
  expect(mark()).toMatchObject({ changed: true, byAuthor: false, reviewed: { origin: 'B' } });
  expect(() => putReview(z, { finding: ID, origin: 'Nobody', verdict: 'agree', note: '', removed: false })).toThrow(/No work of "Nobody"/);
});

test('a review is of what was on screen, and undoing it sets the former one again as it was', () => {
  const file = caseOf('A');
  const { id } = putFinding(file, { id: null, body: { ...EMPTY_FINDING, title: 'First' }, seen: null, removed: false });
  const first = findingList(file.db)[0]?.current.sha256 as string;
  const review = { finding: id, origin: '', removed: false };
  expect(putReview(file, { ...review, verdict: 'differ', note: 'No', of: first })).toBeNull();
  putFinding(file, { id, body: { ...EMPTY_FINDING, title: 'Second' }, seen: null, removed: false });
  expect(() => putReview(file, { ...review, verdict: 'agree', note: '', of: first })).toThrow(/changed meanwhile/);
  const second = findingList(file.db)[0]?.current.sha256 as string;
  const former = putReview(file, { ...review, verdict: 'agree', note: '', of: second });
  expect(former).toEqual({ verdict: 'differ', note: 'No', of: first });
  putReview(file, { ...review, ...(former as NonNullable<typeof former>) });
  expect(findingList(file.db)[0]?.reviews).toMatchObject([{ verdict: 'differ', note: 'No', of: first, changed: true }]);
});

test('what could not be read again is not written', () => {
  const file = caseOf('A');
  const { id } = putFinding(file, { id: null, body: { ...EMPTY_FINDING, title: 'x' }, seen: null, removed: false });
  const long = { finding: id, origin: '', verdict: 'agree', note: 'x'.repeat(20_001), removed: false } as const;
  expect(() => putReview(file, long)).toThrow(/cannot be stored/);
  const cited = Array.from({ length: 2000 }, (_, i) => ({ id: `${'0'.repeat(64)}@${i}+1`, reason: '\u0001'.repeat(2000) }));
  const huge = { ...EMPTY_FINDING, title: 'x', supporting: cited };
  expect(JSON.stringify(huge).length).toBeGreaterThan(LONGEST_BODY);
  expect(() => putFinding(file, { id, body: huge, seen: null, removed: false })).toThrow(/longer than/);
});

test('files: another’s review is not one’s own, depth and marks of bytes are told or read, views and labels are those that the case can show', () => {
  const a = caseOf('A');
  says(a, 'A', 1000, 'base');
  const z = caseOf('Z');
  const content = (change: (one: any) => void): ExchangeContent => {
    const one = JSON.parse(JSON.stringify(exchangeContent(a.db)));
    change(one);
    return one;
  };
  const refused = (path: string) =>
    expect(() => lookAtExchange(z.db, path)).toThrow(expect.objectContaining({ code: 'ANNOTATIONS_UNREADABLE' }));
  const body = JSON.stringify({ version: 1, finding: ID, verdict: 'agree', note: '', of: '0'.repeat(64) });
  const by = { author: 'A', at: 5, removed: false, origin: '' };
  const reviewBy = (subject: string) => content(({ work }) => work.push({ ...by, kind: 'review', subject, body }));
  refused(resealed(reviewBy(`${ID} Z`)));
  expect(lookAtExchange(z.db, resealed(reviewBy(`${ID} A`)))).toMatchObject({ reviews: 1 });
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  refused(fileWith(`{"content":{"format":"trailcase-annotations","version":1,"x":${deep}},"sha256":""}`));
  refused(resealed(content(({ work }) => Object.assign(work[0], { body: deep }))));
  const bookmark = (label: string) =>
    content(({ annotations }) =>
      annotations.push({ ...by, target: 'entity:ip:198.51.100.7', kind: 'bookmark', colour: 'red', label, note: '' }),
    );
  refused(resealed(bookmark('two\nlines')));
  expect(lookAtExchange(z.db, resealed(bookmark('a label')))).toMatchObject({ annotations: 1 });
  const view = (name: string, filter: string) => ({ name, filter, display: DISPLAY, author: 'A', at: 1, removed: false });
  const path = resealed(
    content((one) => {
      one.from = ' ';
      one.views = [view('Night', 'is:denied'), view('two\nlines', ''), view('Broken', 'key:(')];
    }),
  );
  writeFileSync(path, `\uFEFF${readFileSync(path, 'utf8')}`);
  expect(takeOver(z, path)).toMatchObject({ from: 'unnamed', findings: 1, views: 1, viewsLeft: ['two\nlines', 'Broken'] });
  expect(savedViews(z.db).map(({ name }) => name)).toEqual(['Night']);
  expect(lines(z)).toEqual({ unnamed: 'base' });
});
