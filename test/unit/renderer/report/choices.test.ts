// What can be chosen for a report: sections in and out and in their order, entries of the log, and reports that were written before.
import { expect, test } from 'vitest';
import {
  entriesToTell,
  linesOf,
  moved,
  needsActor,
  optionsAgain,
  placeOf,
  redactionWarnings,
  sectionsOf,
  suggestedName,
  toggled,
  writtenBefore,
} from '../../../../src/renderer/views/report/choices.ts';
import type { CustodyRow } from '../../../../src/shared/domain.ts';
import { EVERYTHING_HIDDEN, PLAIN_REPORT, type ReportCatalogue, type ReportOptions } from '../../../../src/shared/report.ts';

const section = (id: string) => ({ id, title: id, about: '' });
const catalogue: ReportCatalogue = {
  templates: [
    { name: 'full', title: 'Full', about: '', sections: ['case', 'story', 'exhibits', 'glossary'] },
    { name: 'dossier', title: 'Dossier', about: '', sections: ['case', 'dossier-identity'] },
  ],
  sections: ['case', 'story', 'extra', 'exhibits', 'glossary', 'dossier-identity'].map(section),
};
const full = (sections: string[] | null): ReportOptions => ({ ...PLAIN_REPORT, sections });
const ids = (options: ReportOptions) => sectionsOf(catalogue, options).chosen.map(({ id }) => id);

test('sections: those of the template, or those chosen, the cover first; what is not there is left out', () => {
  expect(ids(full(null))).toEqual(['case', 'story', 'exhibits', 'glossary']);
  expect(sectionsOf(catalogue, full(null)).left.map(({ id }) => id)).toEqual(['extra', 'dossier-identity']);
  expect(ids(full(['glossary', 'gone', 'case']))).toEqual(['case', 'glossary']);
  expect(sectionsOf(catalogue, full(['case'])).isTemplate).toBe(false);
});

test('taken out and put back, a section stands where the template has it, and the template is told again', () => {
  const out = toggled(catalogue, full(null), 'exhibits');
  expect(out).toEqual(['case', 'story', 'glossary']);
  expect(toggled(catalogue, full(out), 'exhibits')).toBeNull();
  expect(toggled(catalogue, full(null), 'extra')).toEqual(['case', 'story', 'exhibits', 'glossary', 'extra']);
  expect(toggled(catalogue, full(['case', 'glossary', 'story']), 'exhibits')).toEqual(['case', 'glossary', 'story', 'exhibits']);
  expect(toggled(catalogue, full(null), 'case')).toBeNull();
});

test('a section moves within the report, never before the cover', () => {
  expect(moved(catalogue, full(null), 'glossary', 1)).toEqual(['case', 'glossary', 'story', 'exhibits']);
  expect(moved(catalogue, full(null), 'glossary', -5)).toEqual(['case', 'glossary', 'story', 'exhibits']);
  expect(moved(catalogue, full(null), 'story', 99)).toEqual(['case', 'exhibits', 'glossary', 'story']);
  expect(moved(catalogue, full(['case', 'exhibits', 'story', 'glossary']), 'story', 1)).toBeNull();
  for (const [id, to] of [
    ['story', 1],
    ['story', 0],
    ['case', 2],
    ['extra', 2],
  ] as const)
    expect(moved(catalogue, full(null), id, to)).toBeUndefined();
});

test('only a dossier asks whose it is', () => {
  expect(needsActor(catalogue, full(null))).toBe(false);
  expect(needsActor(catalogue, { ...PLAIN_REPORT, template: 'dossier' })).toBe(true);
  expect(needsActor(catalogue, full(['case', 'dossier-identity']))).toBe(true);
});

const entry = (seq: number, action: string, detail: unknown = {}): CustodyRow => ({
  seq,
  at: seq * 1000,
  who: '',
  action,
  tool: '',
  outcome: '',
  detail: typeof detail === 'string' ? detail : JSON.stringify(detail),
  previous: '',
  hash: '',
});

test('the case can be told as of the last import and everything after it', () => {
  const rows = [entry(1, 'create'), entry(2, 'import'), entry(3, 'annotate'), entry(4, 'import'), entry(5, 'work')];
  const { entries, from } = entriesToTell(rows);
  expect(entries.map(({ seq }) => seq)).toEqual([5, 4]);
  expect(from?.seq).toBe(4);
  expect(entriesToTell([entry(1, 'create')])).toEqual({ entries: [entry(1, 'create')], from: null });
  expect(entriesToTell([]).entries).toEqual([]);
});

test('reports written before: newest first; what an entry does not say rightly is no report', () => {
  const told = { path: '/a/report.html', sha256: 'ab', exhibits: 6, entry: 30, redacted: true, options: PLAIN_REPORT };
  const rows = [
    entry(7, 'report', { ...told, options: { template: 'plaid' } }),
    entry(8, 'verify', told),
    entry(9, 'report', '{broken'),
    entry(10, 'report', { path: 7, sha256: 'ab' }),
    entry(11, 'toString', told),
    entry(12, 'report', { ...told, kind: 'zip' }),
  ];
  expect(writtenBefore(rows)).toEqual([
    { ...told, seq: 12, at: 12_000, kind: 'pack' },
    { ...told, seq: 7, at: 7000, kind: 'report', options: null },
  ]);
});

test('the next report begins with the choices of the last one, of the newest state', () => {
  expect(optionsAgain(null)).toEqual(PLAIN_REPORT);
  expect(optionsAgain({ ...PLAIN_REPORT, template: 'brief', asOf: 7, statedTime: 8 })).toEqual({ ...PLAIN_REPORT, template: 'brief' });
});

test('an error stands beside the choice at fault', () => {
  const codes = [
    'REPORT_STATE_GONE',
    'PATTERN_INVALID',
    'REPORT_SECTION_UNKNOWN',
    'REPORT_ACTOR_MISSING',
    'REPORT_ACTOR_UNKNOWN',
    'CASE_DAMAGED',
  ];
  expect(codes.map(placeOf)).toEqual(['asOf', 'patterns', 'sections', 'actor', 'actor', 'preview']);
});

test('names of files', () => {
  expect(suggestedName('Key/leak', PLAIN_REPORT, 'html')).toBe('Key leak report.html');
  expect(suggestedName('', { ...PLAIN_REPORT, template: 'brief' }, 'pdf')).toBe('case report brief.pdf');
  expect(suggestedName('A', { ...PLAIN_REPORT, redaction: EVERYTHING_HIDDEN }, 'zip')).toBe('A report pack redacted.zip');
  expect(suggestedName('A', PLAIN_REPORT, '')).toBe('A report pack');
});

test('lines of a list, and what a redaction leaves open', () => {
  expect(linesOf(' a\n\n b \na\r\n')).toEqual(['a', 'b']);
  expect(redactionWarnings(EVERYTHING_HIDDEN)).toEqual([]);
  const nothing = { ...EVERYTHING_HIDDEN, accounts: false, names: false, addresses: false, resources: false, freeText: false };
  expect(redactionWarnings(nothing)).toEqual([
    expect.stringContaining('Only session tokens'),
    expect.stringContaining('What people wrote'),
  ]);
  expect(redactionWarnings({ ...nothing, patterns: ['x'], freeText: true })).toEqual([]);
  expect(redactionWarnings({ ...EVERYTHING_HIDDEN, resources: false })).toEqual([expect.stringContaining('Names of resources stay')]);
});
