// The facet panel and the histogram without drawing them: questions, the panel's order, bars, and what a saved view keeps.
import { expect, test } from 'vitest';
import { FIRST_FACETS, isFacetSettings, moved, shownAgain, toggled } from '../../../src/renderer/state/stored-facets.ts';
import { INITIAL_VIEW } from '../../../src/renderer/state/view-state.ts';
import { barsOf, binningFor, type Histogram, snapped, spanOf, sums } from '../../../src/renderer/views/events/histogram-model.ts';
import { facetQuestions } from '../../../src/renderer/views/facets/questions.ts';
import { facetText, seenLines } from '../../../src/renderer/views/facets/words.ts';
import { displayOf, savedPatch } from '../../../src/renderer/views/saved/display.ts';
import { FACET_FIELDS } from '../../../src/shared/facets.ts';
import { ViewDisplay } from '../../../src/shared/saved-views.ts';

test('fields are counted in one question, but one whose values are chosen by the filter without them, and rarest ones apart', () => {
  const fields = ['eventName', 'actor', 'sourceIPAddress', 'errorCode'] as const;
  expect(facetQuestions('is:write', fields, () => false)).toEqual([{ filter: 'is:write', order: 'most', names: [...fields] }]);
  expect(facetQuestions('(api:A OR api:B) is:write -actor:x', fields, (field) => field === 'errorCode')).toEqual([
    { filter: 'is:write -actor:x', order: 'most', names: ['eventName'] },
    { filter: '(eventName:A OR eventName:B) is:write', order: 'most', names: ['actor'] },
    { filter: '(api:A OR api:B) is:write -actor:x', order: 'most', names: ['sourceIPAddress'] },
    { filter: '(api:A OR api:B) is:write -actor:x', order: 'rarest', names: ['errorCode'] },
  ]);
  expect(facetQuestions('', [], () => false)).toEqual([]);
  // Only one reading of records goes on at a time.
  for (const filter of [
    'api:A resource:x',
    'api:A requestParameters.bucketName:x',
    'api:A -has:tlsDetails.tlsVersion',
    'api:A (is:write OR resource:x)',
  ])
    expect(facetQuestions(filter, ['eventName', 'actor'], () => false)).toEqual([{ filter, order: 'most', names: ['eventName', 'actor'] }]);
  expect(facetQuestions('api:A has:errorCode', ['eventName'], () => false)).toEqual([
    { filter: 'has:errorCode', order: 'most', names: ['eventName'] },
  ]);
});

test('facets are moved, hidden and shown again where they stood', () => {
  expect(moved(['actor', 'eventName'], 'actor', 1)).toEqual(['eventName', 'actor']);
  expect(moved(['actor', 'eventName'], 'actor', -1)).toEqual(['actor', 'eventName']);
  expect(moved(['actor'], 'eventName', 1)).toEqual(['actor']);
  expect(toggled(toggled(['actor'], 'eventName'), 'actor')).toEqual(['eventName']);
  const hidden = shownAgain(FACET_FIELDS, 'actor');
  expect(hidden).not.toContain('actor');
  expect(shownAgain(hidden, 'actor')).toEqual(FACET_FIELDS);
  expect(shownAgain([], 'readOnly')).toEqual(['readOnly']);
  expect(shownAgain(['readOnly', 'eventName'], 'actor')).toEqual(['readOnly', 'eventName', 'actor']);
});

test('settings of another version are as good as none', () => {
  expect(isFacetSettings(JSON.parse(JSON.stringify(FIRST_FACETS)))).toBe(true);
  for (const other of [
    null,
    [],
    {},
    { ...FIRST_FACETS, shown: ['weather'] },
    { ...FIRST_FACETS, folded: 1 },
    { ...FIRST_FACETS, open: 'actor' },
  ])
    expect(isFacetSettings(other)).toBe(false);
});

test('values are shown in one line, with how often and when they were seen', () => {
  expect(facetText('readOnly', 'false')).toBe('write');
  expect(facetText('userAgent', 'a\n\u202eb')).toBe('a\\n\\u202eb');
  expect(facetText('userAgent', '')).toBe('(empty)');
  const first = Date.parse('2026-02-21T18:00:00Z');
  expect(seenLines({ value: 'x', count: 3, first, last: first + 60_000 }, 9000, 'Asia/Kolkata')).toEqual([
    '3 events (< 0.1 % of 9,000)',
    'first 2026-02-21 23:30:00 +05:30',
    'last 2026-02-21 23:31:00 +05:30',
  ]);
  expect(seenLines({ value: 'x', count: 1, first: null, last: null }, 2, 'UTC')).toEqual(['1 event (50.0 % of 2)', 'undated']);
});

const histogram: Histogram = {
  bins: [0, 1, 2, 3].map((i) => ({ from: i * 60, to: (i + 1) * 60, count: 10 * i, by: [i, i, 0, 0, 0, 0, i, i], distinct: null })),
  values: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
  total: 60,
  undated: 0,
};

test('bars: six values have a part of their own, and all parts add up to the count', () => {
  const bars = barsOf(histogram);
  expect(bars[2]).toEqual({ from: 120, to: 180, parts: [2, 2, 0, 0, 0, 0, 16] });
  expect(sums(bars)).toEqual([6, 6, 0, 0, 0, 0, 48]);
  expect(barsOf({ ...histogram, values: [], bins: histogram.bins.map((bin) => ({ ...bin, by: [] })) })[3]?.parts).toEqual([30]);
  expect(sums([])).toEqual([]);
});

test('a dragged span goes out to the edges of the bars that it touches', () => {
  expect(spanOf(histogram)).toEqual({ from: 0, to: 240 });
  expect(spanOf({ ...histogram, bins: [] })).toBeNull();
  expect(snapped(histogram, { from: 70, to: 130 })).toEqual({ from: 60, to: 180 });
  expect(snapped(histogram, { from: 60, to: 120 })).toEqual({ from: 60, to: 120 });
  expect(snapped(histogram, { from: -5, to: 500 })).toEqual({ from: -5, to: 500 });
});

test('within minutes the bars are whole seconds, else steps of the clock', () => {
  expect(binningFor({ from: null, to: 5 })).toEqual({ kind: 'auto' });
  expect(binningFor({ from: 0, to: 3_600_000 })).toEqual({ kind: 'auto' });
  expect(binningFor({ from: 0, to: 20_000 })).toEqual({ kind: 'every', ms: 1000 });
  expect(binningFor({ from: 0, to: 600_000 })).toEqual({ kind: 'every', ms: 10_000 });
});

test('a saved view gives back what was shown; one that shows no events is the list', () => {
  const state = { ...INITIAL_VIEW, view: 'timeline', filter: 'is:write', order: 'desc', split: 'actor' } as const;
  const display = displayOf(state, ['time', 'actor'], ['actor']);
  expect(ViewDisplay.parse(display)).toEqual(display);
  expect(savedPatch({ filter: 'is:write', display })).toEqual({
    view: 'timeline',
    filter: 'is:write',
    order: 'desc',
    split: 'actor',
    timelineSpan: null,
    timelineBy: 'who',
    timelinePins: [],
    timelineHidden: [],
  });
  for (const view of ['overview', 'report', 'pivot', 'integrity'] as const)
    expect(displayOf({ ...INITIAL_VIEW, view }, [], []).view).toBe('events');
});
