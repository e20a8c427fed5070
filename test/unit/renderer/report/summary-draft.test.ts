// The beginning of an executive summary: the findings, gravest first, and nothing that a person has to say.
import { expect, test } from 'vitest';
import { summaryDraft } from '../../../../src/renderer/views/report/summary-draft.ts';
import { EMPTY_FINDING, type FindingBody, type FindingEntry } from '../../../../src/shared/findings.ts';

const finding = (id: string, body: Partial<FindingBody>, more: { removed?: boolean; span?: FindingEntry['span'] } = {}): FindingEntry => ({
  id,
  current: {
    version: 1,
    at: 0,
    author: '',
    origin: '',
    removed: more.removed ?? false,
    sha256: '',
    body: { ...EMPTY_FINDING, title: id, ...body },
  },
  others: [],
  versions: 1,
  span: more.span ?? null,
  lost: 0,
  reviews: [],
});

test('claims only, gravest first, with the time between their events', () => {
  const hour = 3_600_000;
  const draft = summaryDraft(
    [
      finding('f1', { severity: 'low', state: 'asserted' }, { span: { from: 2 * hour, to: 3 * hour } }),
      finding('f2', { severity: 'critical', state: 'draft' }, { span: { from: hour, to: hour } }),
      finding('f3', { severity: 'critical', state: 'open' }),
      finding('f4', { severity: 'critical', state: 'asserted' }, { removed: true }),
    ],
    'UTC',
  );
  expect(draft).toContain('- **critical**: [[finding:f2]]\n- **low**: [[finding:f1]]\n');
  expect(draft).toContain('between 1970-01-01 01:00:00 +00:00 and 1970-01-01 03:00:00 +00:00.');
  expect(draft).not.toMatch(/f3|f4/);
});

test('many are cut, none are nothing', () => {
  const many = Array.from({ length: 20 }, (_, i) => finding(`f${i}`, { state: 'asserted' }));
  expect(summaryDraft(many, 'UTC')).toContain('- 8 more findings');
  expect(summaryDraft([finding('f1', { state: 'rejected' })], 'UTC')).toBe('');
});
