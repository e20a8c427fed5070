// Choices of the next report (which say what is to be hidden) are held while their case is open, and no longer.
import { expect, test, vi } from 'vitest';
import { PLAIN_REPORT } from '../../../../src/shared/report.ts';

vi.stubGlobal('localStorage', {});
vi.stubGlobal('window', { addEventListener: () => {} });
const { caseLeft, leaveCase } = await import('../../../../src/renderer/state/leaving.ts');
const { choose, chosenOf } = await import('../../../../src/renderer/views/report/use-report.ts');

test('a case that does not open leaves the choices of the one that stays open', async () => {
  choose({ caseId: 'c1', options: PLAIN_REPORT });
  await leaveCase();
  expect(chosenOf('c1')).toBe(PLAIN_REPORT);
  expect(chosenOf('c2')).toBeNull();
  caseLeft();
  expect(chosenOf('c1')).toBeNull();
});
