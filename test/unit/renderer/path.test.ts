// The path by which one got here: what each step is called, and what is kept of it from one opening of a case to the next.
import { expect, test } from 'vitest';
import { stepWords } from '../../../src/renderer/state/steps.ts';
import { writeStored } from '../../../src/renderer/state/stored.ts';
import { isPathList, loadHistory, outlived, readHistory, saveHistory, shortened } from '../../../src/renderer/state/stored-history.ts';
import { readView } from '../../../src/renderer/state/stored-view.ts';
import {
  current,
  INITIAL_HISTORY,
  INITIAL_VIEW,
  reduceHistory,
  type ViewHistory,
  type ViewState,
} from '../../../src/renderer/state/view-state.ts';

const view = (patch: Partial<ViewState>): ViewState => ({ ...INITIAL_VIEW, ...patch });
const words = (before: Partial<ViewState> | null, now: Partial<ViewState>): string =>
  stepWords(before && view(before), view(now), (id) => id.toUpperCase());

test('a step is called by the view that came up and what changed in the filter', () => {
  expect(words(null, {})).toBe('OVERVIEW');
  expect(words(null, { view: 'events', filter: 'is:write' })).toBe('EVENTS · is:write');
  expect(words({}, { view: 'events' })).toBe('EVENTS');
  expect(words({ view: 'events' }, { view: 'events', filter: 'is:write' })).toBe('+ is:write');
  expect(words({ view: 'events', filter: 'is:write' }, { view: 'events', filter: 'is:write -actor:x' })).toBe('+ -actor:x');
  expect(words({ view: 'events', filter: 'is:write actor:x' }, { view: 'events', filter: 'is:write' })).toBe('− actor:x');
  expect(words({ view: 'events', filter: 'api:A is:write' }, { view: 'events', filter: '(api:A OR api:B) is:write' })).toBe(
    '+ eventName:A OR eventName:B − eventName:A',
  );
  expect(words({ view: 'events', filter: 'api:A' }, { view: 'timeline', filter: 'api:B' })).toBe('TIMELINE · api:B');
  expect(words({ view: 'events', filter: 'api:A' }, { view: 'events', filter: '' })).toBe('no filter');
  expect(words({ view: 'events' }, { view: 'pivot', pivot: { kind: 'ip', value: '1.2.3.4' } })).toBe('1.2.3.4');
  const address = { kind: 'ip', value: '1.2.3.4' } as const;
  expect(words({ view: 'pivot', pivot: address }, { view: 'pivot', pivot: address, pivotTab: 'lineage' })).toBe('lineage');
  expect(words({ view: 'pivot', pivot: address, pivotTab: 'lineage' }, { view: 'pivot', pivot: { kind: 'key', value: 'AKIA1' } })).toBe(
    'AKIA1',
  );
  expect(words({ view: 'events' }, { view: 'events', split: 'eventName' })).toBe('by API');
  expect(words({ view: 'events' }, { view: 'events', split: 'userAgent' })).toBe('by user agent');
  expect(words({ view: 'events', split: 'actor' }, { view: 'events' })).toBe('all alike');
  expect(words({ view: 'integrity' }, { view: 'integrity', integrityTab: 'seals' })).toBe('seals');
  expect(words({ view: 'timeline' }, { view: 'timeline', timelineSpan: { from: 1, to: 2 } })).toBe('nearer');
  expect(words({ view: 'events' }, { view: 'events', order: 'desc' })).toBe('EVENTS');
  const search = { text: 'key', regex: false, matchCase: false, everything: false };
  expect(words({ view: 'search' }, { view: 'search', search })).toBe('SEARCH “key”');
  expect(words({ view: 'search', search }, { view: 'search', search: { ...search, text: 'bucket' } })).toBe('SEARCH “bucket”');
  expect(words({ view: 'search', search }, { view: 'search', search, filter: 'is:write' })).toBe('+ is:write');
  expect(words({ view: 'search', search }, { view: 'search', search: { ...search, everything: true } })).toBe('all events');
  expect(words({ view: 'search', search }, { view: 'search', search: { ...search, regex: true } })).toBe('as an expression');
  expect(words({ view: 'search', search }, { view: 'search', search: { ...search, matchCase: true } })).toBe('match case');
});

const walked = (steps: number): ViewHistory => {
  let history = INITIAL_HISTORY;
  for (let i = 0; i < steps; i++) history = reduceHistory(history, { type: 'push', patch: { view: 'events', filter: `actor:${i}` } });
  return history;
};

test('any step of the path can be gone to, and none beside it', () => {
  const history = walked(3);
  expect(current(reduceHistory(history, { type: 'to', at: 1 })).filter).toBe('actor:0');
  for (const at of [-1, 4, 0.5, Number.NaN]) expect(reduceHistory(history, { type: 'to', at })).toBe(history);
});

test('the path is kept with where one stands in it; the oldest steps and windows go', () => {
  const history = reduceHistory(walked(100), { type: 'back' });
  const short = shortened(history);
  expect(short.entries).toHaveLength(60);
  expect(current(short)).toEqual(current(history));
  const early = reduceHistory(walked(100), { type: 'to', at: 3 });
  expect(current(shortened(early))).toEqual(current(early));
  expect(shortened(walked(2))).toEqual(walked(2));

  const kept = Array.from({ length: 43 }, (_, i) => ({ key: `path.1.case ${i}`, at: i === 0 ? 99 : i }));
  expect(outlived(kept)).toEqual(['path.1.case 3', 'path.1.case 2', 'path.1.case 1']);
  expect(outlived(kept.slice(0, 40))).toEqual([]);
  const written: unknown = JSON.parse(JSON.stringify([{ caseId: 'case 20', history: walked(2) }]));
  expect(isPathList(written) && readHistory(written[0]?.history)).toEqual(walked(2));
  for (const other of [undefined, 'x', {}, [7], [{ history: {} }]]) expect(isPathList(other)).toBe(false);
});

test('each window of a case has a path of its own; the first one takes over what was kept before there were several', () => {
  saveHistory({ caseId: 'a', number: 1 }, walked(2));
  saveHistory({ caseId: 'a', number: 2 }, walked(5));
  expect(loadHistory({ caseId: 'a', number: 1 })).toEqual(walked(2));
  expect(loadHistory({ caseId: 'a', number: 2 })).toEqual(walked(5));
  expect(loadHistory({ caseId: 'a', number: 3 })).toBe(INITIAL_HISTORY);
  writeStored('paths', [{ caseId: 'b', history: walked(3) }]);
  expect(loadHistory({ caseId: 'b', number: 1 })).toEqual(walked(3));
  expect(loadHistory({ caseId: 'b', number: 2 })).toBe(INITIAL_HISTORY);
});

test('a stored path that is none is a new one; steps that are none are the first view', () => {
  for (const other of [undefined, null, 7, [], {}, { entries: [] }, { entries: 'x', at: 1 }])
    expect(readHistory(other)).toBe(INITIAL_HISTORY);
  expect(readHistory({ entries: [{ version: 9 }, view({ view: 'events' })], at: 99 })).toEqual({
    entries: [INITIAL_VIEW, view({ view: 'events' })],
    at: 1,
  });
  for (const wrong of [{ view: 'nowhere' }, { filter: 'api:(' }, { filter: 7 }])
    expect(readView({ ...INITIAL_VIEW, ...wrong })).toBe(INITIAL_VIEW);
  expect(readView({ ...INITIAL_VIEW, split: 'moon', filter: 'is:write' })).toEqual(view({ filter: 'is:write' }));
});
