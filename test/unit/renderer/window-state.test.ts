// What a window keeps of itself beside its path: how far views were scrolled; and what is carried when events are dragged between windows.
import { expect, test } from 'vitest';
import { EVENTS_TYPE, hasEvents, readEvents, writeEvents } from '../../../src/renderer/components/drag-events.ts';
import { isScrolled, placeOf, withPlace } from '../../../src/renderer/state/scroll-memory.ts';
import { INITIAL_VIEW } from '../../../src/renderer/state/view-state.ts';

test('a place is what is shown, whatever is chosen in it', () => {
  const events = { ...INITIAL_VIEW, view: 'events', filter: 'is:write' } as const;
  expect(placeOf({ ...events, selectedEventId: 'x' })).toBe(placeOf(events));
  expect(placeOf({ ...events, filter: '' })).not.toBe(placeOf(events));
});

test('the newest places are kept; one that is at its top needs none', () => {
  let scrolled = {};
  for (let i = 0; i < 70; i++) scrolled = withPlace(scrolled, `place ${i}`, [i + 1]);
  scrolled = withPlace(scrolled, 'place 20', [5, 0]);
  expect(Object.keys(scrolled)).toHaveLength(60);
  expect(Object.entries(scrolled).at(-1)).toEqual(['place 20', [5, 0]]);
  expect('place 10' in scrolled).toBe(true);
  expect('place 9' in scrolled).toBe(false);
  expect('place 20' in withPlace(scrolled, 'place 20', [0, 0])).toBe(false);
  expect(isScrolled(JSON.parse(JSON.stringify(scrolled)))).toBe(true);
  for (const other of [null, [], { a: 1 }, { a: ['x'] }]) expect(isScrolled(other)).toBe(false);
});

/** As the browser's, as far as it is used. */
class Transfer {
  readonly data = new Map<string, string>();
  effectAllowed = 'uninitialized' as DataTransfer['effectAllowed'];
  setData(type: string, text: string): void {
    this.data.set(type, text);
  }
  getData(type: string): string {
    return this.data.get(type) ?? '';
  }
  get types(): readonly string[] {
    return [...this.data.keys()];
  }
}

test('dragged events arrive once each; what another program wrote there is nothing', () => {
  const transfer = new Transfer();
  expect(hasEvents(transfer)).toBe(false);
  writeEvents(transfer, { ids: ['a:1', 'b:2', 'a:1'], text: 'two events' });
  expect(hasEvents(transfer)).toBe(true);
  expect(transfer.getData('text/plain')).toBe('two events');
  expect(readEvents(transfer)).toEqual(['a:1', 'b:2']);
  for (const written of [
    '',
    '{',
    '7',
    '{"0":"a"}',
    '[1]',
    `["${'x'.repeat(500)}"]`,
    JSON.stringify(Array.from({ length: 20_000 }, String)),
  ]) {
    transfer.setData(EVENTS_TYPE, written);
    expect(readEvents(transfer)).toEqual([]);
  }
});
