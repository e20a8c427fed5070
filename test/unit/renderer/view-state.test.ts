// The window's view state: steps and corrections of steps, back and forward, and what a click on a value changes.
import { expect, test } from 'vitest';
import { readView } from '../../../src/renderer/state/stored-view.ts';
import {
  canGo,
  current,
  eventsPatch,
  filterPatch,
  findingsPatch,
  INITIAL_HISTORY,
  INITIAL_VIEW,
  integrityPatch,
  pivotPatch,
  reduceHistory,
  searchPatch,
  usesFilter,
  type ViewAction,
  type ViewHistory,
  type ViewState,
} from '../../../src/renderer/state/view-state.ts';

const walk = (...actions: ViewAction[]): ViewHistory => actions.reduce(reduceHistory, INITIAL_HISTORY);
const push = (patch: Partial<ViewState>): ViewAction => ({ type: 'push', patch });

test('a step can be undone and done again', () => {
  const there = walk(push({ view: 'events' }), push({ filter: 'is:denied' }));
  expect(current(there)).toMatchObject({ view: 'events', filter: 'is:denied' });
  const back = reduceHistory(there, { type: 'back' });
  expect(current(back)).toMatchObject({ view: 'events', filter: '' });
  expect(canGo(back)).toEqual({ back: true, forward: true });
  expect(current(reduceHistory(back, { type: 'forward' }))).toEqual(current(there));
});

test('a correction changes the step itself', () => {
  const there = walk(push({ view: 'events' }), { type: 'replace', patch: { selectedEventId: 'x' } });
  expect(there.entries).toHaveLength(2);
  expect(current(there).selectedEventId).toBe('x');
  expect(current(reduceHistory(there, { type: 'back' })).selectedEventId).toBeNull();
});

test('a step that changes nothing is none', () => {
  const there = walk(push({ view: 'events' }));
  expect(reduceHistory(there, { type: 'push', patch: { view: 'events' } })).toBe(there);
  expect(reduceHistory(there, { type: 'replace', patch: {} })).toBe(there);
});

test('a step from the past forgets the future', () => {
  const there = walk(push({ view: 'events' }), push({ view: 'timeline' }), { type: 'back' }, push({ view: 'report' }));
  expect(there.entries.map((entry) => entry.view)).toEqual(['overview', 'events', 'report']);
  expect(canGo(there)).toEqual({ back: true, forward: false });
});

test('back and forward stop at the ends', () => {
  expect(walk({ type: 'back' })).toBe(INITIAL_HISTORY);
  expect(walk({ type: 'forward' })).toBe(INITIAL_HISTORY);
});

test('history is bounded', () => {
  const many = Array.from({ length: 500 }, (_, i) => push({ filter: `eventName:A${i}` }));
  const there = walk(...many);
  expect(there.entries).toHaveLength(200);
  expect(current(there).filter).toBe('eventName:A499');
});

test('a view survives being written down', () => {
  const state = current(walk(push({ ...pivotPatch('ip', '185.220.101.34'), timelineSpan: { from: 1, to: 2 } })));
  expect(JSON.parse(JSON.stringify(state))).toEqual(state);
});

test('a filter by value adds a term, and leaves a view that shows events', () => {
  const term = { field: 'actor', value: 'dev temp', negated: false } as const;
  expect(filterPatch(INITIAL_VIEW, term)).toEqual({ filter: 'actor:"dev temp"', view: 'events' });
  expect(filterPatch({ ...INITIAL_VIEW, view: 'timeline', filter: 'is:denied' }, term)).toEqual({
    filter: 'is:denied actor:"dev temp"',
    view: 'timeline',
  });
  expect(filterPatch({ ...INITIAL_VIEW, filter: 'actor:"dev temp"' }, { ...term, negated: true }).filter).toBe('-actor:"dev temp"');
  expect(eventsPatch('is:root')).toEqual({ view: 'events', filter: 'is:root' });
});

test('the parts of the integrity view have one way in', () => {
  expect(integrityPatch('custody')).toEqual({ view: 'integrity', integrityTab: 'custody' });
  expect(findingsPatch('b 1 r')).toMatchObject({ view: 'integrity', integrityTab: 'findings', integrityChain: 'b 1 r' });
});

test('a view that an older version wrote down leads to where its parts are now', () => {
  const { integrityTab, integritySpan, integrityChosen, integrityChain, integrityFindings, ...shared } = INITIAL_VIEW;
  const old = { ...shared, version: 1, view: 'evidence', filter: 'is:denied' };
  expect(readView({ ...old, evidenceTab: 'verify' })).toEqual({
    ...INITIAL_VIEW,
    view: 'integrity',
    integrityTab: 'proof',
    filter: 'is:denied',
  });
  expect(readView({ ...old, evidenceTab: 'custody' })).toMatchObject({ view: 'integrity', integrityTab: 'custody' });
  expect(readView({ ...old, evidenceTab: 'problems' })).toMatchObject({ view: 'evidence', evidenceTab: 'problems', version: 3 });
  expect(readView({ ...old, view: 'events', evidenceTab: 'verify' })).toMatchObject({ view: 'events', evidenceTab: 'inventory' });
  expect(readView(JSON.parse(JSON.stringify(INITIAL_VIEW)))).toEqual(INITIAL_VIEW);
  for (const other of [null, 7, [], {}, { ...INITIAL_VIEW, version: 99 }]) expect(readView(other)).toBe(INITIAL_VIEW);
});

test('what one pivots on is read as version 2 wrote it, and left out where it is nothing that one can pivot on', () => {
  const pivot = { kind: 'ip', value: '185.220.101.34' } as const;
  expect(readView({ ...INITIAL_VIEW, version: 2, view: 'pivot', pivot })).toEqual({ ...INITIAL_VIEW, view: 'pivot', pivot });
  expect(readView({ ...INITIAL_VIEW, ...pivotPatch('key', 'AKIAEXAMPLE') })).toMatchObject({ view: 'pivot', pivot: { kind: 'key' } });
  for (const other of [{ kind: 'planet', value: 'Mars' }, { kind: 'ip' }, 'ip', null])
    expect(readView({ ...INITIAL_VIEW, view: 'pivot', pivot: other })).toEqual(INITIAL_VIEW);
});

test('lists of entities obey the filter, and a filter by a value leads to the events', () => {
  for (const view of ['actors', 'keys', 'addresses', 'resources'] as const) expect(usesFilter(view)).toBe(true);
  for (const view of ['overview', 'integrity'] as const) expect(usesFilter(view)).toBe(false);
  const term = { field: 'accessKeyId', value: 'AKIA1', negated: false } as const;
  expect(filterPatch({ ...INITIAL_VIEW, view: 'keys' }, term)).toEqual({ view: 'events', filter: 'accessKeyId:AKIA1' });
});

test('a search keeps how the last one was asked, and goes into the order of time again', () => {
  const first = { ...INITIAL_VIEW, ...searchPatch(INITIAL_VIEW, 'bucket') };
  expect(first).toMatchObject({
    view: 'search',
    search: { text: 'bucket', regex: false, matchCase: false, everything: false },
    searchOrder: null,
  });
  const chosen: ViewState = { ...first, search: { text: 'bucket', regex: true, matchCase: true, everything: true }, searchOrder: 'found' };
  expect(searchPatch(chosen, 'key')).toEqual({
    view: 'search',
    search: { text: 'key', regex: false, matchCase: true, everything: true },
    searchOrder: null,
  });
});

test('a view that was written down with a search that is none has no search', () => {
  const search = { text: 'key', regex: true, matchCase: false, everything: false };
  expect(readView({ ...INITIAL_VIEW, search }).search).toEqual(search);
  expect(readView({ ...INITIAL_VIEW, search: { text: 'key' } }).search).toEqual({ ...search, regex: false });
  for (const other of [7, 'key', [], {}, { text: 7 }]) expect(readView({ ...INITIAL_VIEW, search: other }).search).toBeNull();
});
