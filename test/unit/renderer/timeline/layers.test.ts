// Stretches of time, markers that share a sign, and what of the timeline is kept.
import { expect, test } from 'vitest';
import { readView } from '../../../../src/renderer/state/stored-view.ts';
import { INITIAL_VIEW } from '../../../../src/renderer/state/view-state.ts';
import { displayOf, savedPatch } from '../../../../src/renderer/views/saved/display.ts';
import {
  attestationNote,
  type Backgrounds,
  type Markers,
  markerSpots,
  nextSpot,
  stretchesOf,
  wordsAt,
} from '../../../../src/renderer/views/timeline/layers.ts';
import { toggleLayer, togglePin } from '../../../../src/renderer/views/timeline/saved-timeline.ts';
import { findingMarks, notesOf } from '../../../../src/renderer/views/timeline/use-notes.ts';
import { ViewDisplay } from '../../../../src/shared/saved-views.ts';
import type { Marker } from '../../../../src/shared/timeline.ts';
import { MOST_PINS_OF_KIND } from '../../../../src/shared/timeline-layers.ts';

const places = { count: 1, of: 2, places: [{ account: '111122223333', region: 'ap-south-1' }] };
const backgrounds: Backgrounds = {
  attestation: 'judged',
  unattested: [{ ...places, from: 50, to: 60, state: 'missing' }],
  uncovered: [{ ...places, count: 2, from: 0, to: 10 }],
  left: { unattested: 0, uncovered: 0 },
  working: [
    { from: 10, to: 20 },
    { from: 40, to: 50 },
  ],
  nights: [{ from: 25, to: 35 }],
  zone: 'UTC',
};

test('each stretch says what it is, and can be left out', () => {
  expect(stretchesOf(backgrounds, []).map(({ layer, from, to }) => [layer, from, to])).toEqual([
    ['offHours', 20, 40],
    ['nights', 25, 35],
    ['uncovered', 0, 10],
    ['unattested', 50, 60],
  ]);
  expect(stretchesOf(backgrounds, ['nights', 'offHours', 'uncovered']).map(({ words }) => words)).toEqual([
    'not attested in 111122223333 ap-south-1 (1 of 2 places): a digest is missing',
  ]);
  expect(wordsAt(5, 0, stretchesOf(backgrounds, []), [], 'UTC')).toBe('1970-01-01 00:00:00 +00:00\nnothing delivered in all 2 places');
  expect(attestationNote(backgrounds)).toBeNull();
  expect(attestationNote({ ...backgrounds, attestation: 'noDigests' })).toContain('nothing in it is attested');
  expect(stretchesOf({ ...backgrounds, working: null, nights: null }, []).map(({ layer }) => layer)).toEqual(['uncovered', 'unattested']);
});

const marker = (id: number, time: number, outcome: Marker['outcome'] = 'done'): Marker => ({
  kind: 'privilege',
  id: `${'a'.repeat(64)}@${id}+1`,
  time,
  second: Math.floor(time / 1000) * 1000,
  eventName: `Api${id}`,
  eventSource: 'iam.amazonaws.com',
  outcome,
  words: 'attaches a policy\u202e',
  looked: id !== 3,
  who: 'x',
  sourceIPAddress: null,
});

test('markers that stand close share a sign and say for how many; a bin of too many does likewise', () => {
  const markers: Markers = {
    kinds: [
      {
        kind: 'privilege',
        total: 3,
        markers: [marker(3, 90_000), marker(1, 1000), marker(2, 5000, 'denied')],
        counts: null,
        others: 0,
        unread: 1,
      },
      {
        kind: 'signin',
        total: 900,
        markers: null,
        counts: [
          { kind: 'signin', from: 0, to: 60_000, count: 900, denied: 0, failed: 900, names: [{ value: 'ConsoleLogin', count: 900 }] },
        ],
        others: 0,
        unread: 0,
      },
    ],
  };
  const spots = markerSpots(markers, 10_000, 'UTC');
  expect(spots.map(({ kind, count, failed, marker: one }) => [kind, count, failed, one?.eventName ?? null])).toEqual([
    ['privilege', 2, 'some', null],
    ['privilege', 1, 'none', 'Api3'],
    ['signin', 900, 'all', null],
  ]);
  expect(spots[0]?.title).toContain('Api2 ✖ denied: attaches a policy\\u202e');
  expect(spots[1]?.title).toContain('its record was not read yet');
  expect(spots[0]?.title).not.toContain('not read yet');
  expect(spots.reduce((sum, { count }) => sum + count, 0)).toBe(903);
  expect(nextSpot(spots, 0, true)?.from).toBe(1000);
  expect(nextSpot(spots, 1000, true)?.marker?.eventName).toBe('Api3');
  expect(nextSpot(spots, 90_000, true)).toBeNull();
  expect(nextSpot(spots, 90_000, false)?.from).toBe(1000);
});

test('bookmarks and findings are marks in time, in their words', () => {
  const marks = notesOf({
    events: [{ id: 'e', time: 5, colour: 'red', label: 'first\nlaunch', tags: ['gpu'] }],
    eventsLeft: 0,
    spans: [{ target: 'span:x', from: 1, to: 9, colour: null, label: '', tags: ['night'], filter: '' }],
  });
  expect(marks.map(({ from, to, words, colour }) => [from, to, words, colour])).toEqual([
    [1, 9, 'tagged span (night)', '--dim'],
    [5, 5, 'bookmarked red: first\\nlaunch (gpu)', '--bm-red'],
  ]);
  const entry = { id: 'f', span: { from: 1, to: 2 }, current: { removed: false, body: { title: 'Key leaked' } } };
  const gone = { ...entry, current: { ...entry.current, removed: true } };
  expect(findingMarks({ findings: [entry, gone, { ...entry, span: null }] } as never).map(({ words }) => words)).toEqual([
    'finding: Key leaked',
  ]);
});

test('span, lanes, pins and layers are saved with a view and come back; a view without them still opens', () => {
  const state = {
    ...INITIAL_VIEW,
    view: 'timeline' as const,
    timelineSpan: { from: 1, to: 2 },
    timelineBy: 'key' as const,
    timelinePins: [{ by: 'key' as const, value: 'AKIA1' }],
    timelineHidden: ['nights' as const],
  };
  const display = ViewDisplay.parse(displayOf(state, [], []));
  const { timelineSpan, timelineBy, timelinePins, timelineHidden } = state;
  expect(savedPatch({ filter: '', display })).toMatchObject({ view: 'timeline', timelineSpan, timelineBy, timelinePins, timelineHidden });
  const { timeline: _, ...older } = display;
  expect(savedPatch({ filter: '', display: ViewDisplay.parse(older) })).toEqual({
    view: 'timeline',
    filter: '',
    order: 'asc',
    split: null,
    timelineSpan: null,
  });
  expect(displayOf({ ...state, view: 'events' }, [], []).timeline).toBeUndefined();
});

test('a state that an older version stored, or that nobody wrote, is read without harm', () => {
  const older = readView({ ...INITIAL_VIEW, version: 2, timelineBy: 'ip', timelinePins: undefined, timelineHidden: undefined });
  expect([older.timelineBy, older.timelinePins, older.timelineHidden]).toEqual(['ip', [], []]);
  const odd = readView({
    ...INITIAL_VIEW,
    timelineBy: 'planet',
    timelineSpan: { from: 5, to: 'x' },
    timelinePins: [{ by: 'key', value: 'A', more: 1 }, { by: 'planet', value: 'B' }, 7],
    timelineHidden: ['nights', 'rainbows', 'nights'],
  });
  expect(odd).toMatchObject({
    timelineBy: 'who',
    timelineSpan: null,
    timelinePins: [{ by: 'key', value: 'A' }],
    timelineHidden: ['nights'],
  });
});

test('pins keep their order and are bounded; layers go and come', () => {
  const pins = ['a', 'b'].reduce((all, value) => togglePin(all, 'ip', value), togglePin([], 'who', 'x'));
  expect(pins.map(({ value }) => value)).toEqual(['x', 'a', 'b']);
  expect(togglePin(pins, 'ip', 'a').map(({ value }) => value)).toEqual(['x', 'b']);
  const many = Array.from({ length: 30 }, (_, n) => `v${n}`).reduce((all, value) => togglePin(all, 'ip', value), pins);
  expect(many.filter(({ by }) => by === 'ip')).toHaveLength(MOST_PINS_OF_KIND);
  expect(many[0]).toEqual({ by: 'who', value: 'x' });
  expect(toggleLayer(toggleLayer([], 'findings'), 'nights')).toEqual(['nights', 'findings']);
  expect(toggleLayer(['nights'], 'nights')).toEqual([]);
});
