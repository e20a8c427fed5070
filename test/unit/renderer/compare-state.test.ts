// Ways into the comparison and the guided page, and how both are read back when a case is opened again.
import { expect, test } from 'vitest';
import { compareFilterPatch, comparePatch, compareValuePatch } from '../../../src/renderer/state/compare.ts';
import { stepWords } from '../../../src/renderer/state/steps.ts';
import { readView } from '../../../src/renderer/state/stored-view.ts';
import { INITIAL_VIEW, type ViewState } from '../../../src/renderer/state/view-state.ts';

const at = (patch: Partial<ViewState>): ViewState => ({ ...INITIAL_VIEW, ...patch });

test('a value stands beside all others, or beside what waits on side A', () => {
  expect(comparePatch('key:1', 'key:2')).toEqual({ view: 'compare', compareA: 'key:1', compareB: 'key:2' });
  const alone = { view: 'compare', compareA: 'accessKeyId:AKIA1', compareB: '-accessKeyId:AKIA1' };
  expect(compareValuePatch(INITIAL_VIEW, 'accessKeyId', 'AKIA1')).toEqual(alone);
  expect(compareValuePatch(at({ compareA: 'ip:1.2.3.4' }), 'accessKeyId', 'AKIA1')).toEqual({
    ...alone,
    compareA: 'ip:1.2.3.4',
    compareB: 'accessKeyId:AKIA1',
  });
  expect(compareValuePatch(at({ compareA: 'accessKeyId:AKIA1' }), 'accessKeyId', 'AKIA1')).toEqual(alone);
  expect(compareValuePatch(at({ compareA: 'a:1', compareB: 'b:2' }), 'accessKeyId', 'AKIA1')).toEqual(alone);
});

test('the events of a page stand as those of a value do', () => {
  const page = 'who:1:user/a OR who:2:user/a';
  expect(compareFilterPatch(INITIAL_VIEW, page)).toEqual(comparePatch(page, `NOT (${page})`));
  expect(compareFilterPatch(at({ compareA: 'key:1' }), page)).toEqual(comparePatch('key:1', page));
});

test('what was compared and asked is read back; what is not understood falls away', () => {
  const kept = at({ view: 'compare', compareA: 'key:1', compareB: '(api:A OR api:B)', question: { id: 'key', focus: { key: 'AKIA1' } } });
  expect(readView(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  const odd = { ...kept, compareA: 'is:strange', compareB: 7, question: { id: 'key', focus: { key: 7, other: 'x' } } };
  expect(readView(odd)).toEqual(at({ view: 'compare', question: { id: 'key', focus: {} } }));
  for (const question of [null, 'key', { id: 'who' }, { focus: {} }]) expect(readView({ ...kept, question }).question).toBeNull();
});

test('a step to a question is called by its number', () => {
  const label = (view: string): string => view;
  const page = at({ view: 'questions' });
  const open = at({ view: 'questions', question: { id: 'securityGroup', focus: {} } });
  expect([stepWords(null, page, label), stepWords(page, open, label), stepWords(open, page, label)]).toEqual([
    'questions',
    'Question 4',
    'questions',
  ]);
});
