// How what was chosen is taken: tiers by storage class, and how an import goes on that was cut short.
import { expect, test } from 'vitest';
import { continued, notRestored, takingOf, tiersFor } from '../../../src/renderer/views/acquire/taking.ts';
import { tiersOf } from '../../../src/shared/s3.ts';

const archive = (name: string, objects = 3) => ({ name, objects, bytes: 30 });

test('tiers are offered that AWS has for what is there, and what one does not reach is said', () => {
  expect(tiersFor([archive('DEEP_ARCHIVE')])).toEqual(['Bulk', 'Standard']);
  expect(tiersFor([archive('GLACIER'), archive('DEEP_ARCHIVE')])).toEqual(['Bulk', 'Standard', 'Expedited']);
  expect(notRestored([archive('GLACIER'), archive('DEEP_ARCHIVE')], 'Expedited')).toEqual([
    'AWS restores nothing from DEEP_ARCHIVE by Expedited, only by Bulk or Standard: 3 objects would not be asked for.',
  ]);
  expect(notRestored([archive('GLACIER'), archive('DEEP_ARCHIVE')], 'Standard')).toEqual([]);
  expect(['ARCHIVE_ACCESS', 'DEEP_ARCHIVE_ACCESS'].map((name) => tiersOf(name).length)).toEqual([3, 2]);
});

test('an import is continued as it was taken, but for its restore and its log of requests', () => {
  const before = {
    access: { profile: 'then' },
    choice: { from: '2026-02-21' },
    versions: true,
    keepCopy: '/copy',
    requestLog: '/requests.jsonl',
    configuration: false,
    restore: { days: 3, tier: 'Bulk' as const },
  };
  const taking = takingOf(before);
  const again = { access: { profile: 'now' }, choice: before.choice, versions: true, keepCopy: '/copy', configuration: false };
  expect(continued(before, taking, { profile: 'now' })).toEqual(again);
  expect(continued(before, { ...taking, versions: false, keepCopy: null, configuration: true, requestLog: '/second.jsonl' }, {})).toEqual({
    access: {},
    choice: before.choice,
    requestLog: '/second.jsonl',
  });
});
