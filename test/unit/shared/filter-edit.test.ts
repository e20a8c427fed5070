// What a click changes in a filter: values in and out, the others of a field, a span of time.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FACET_FIELDS, type FacetField } from '../../../src/shared/facets.ts';
import { looksLikeNetwork } from '../../../src/shared/filter/network.ts';
import { resolveTime } from '../../../src/shared/filter/times.ts';
import { canonicalFilter, parseFilter } from '../../../src/shared/filter.ts';
import {
  bothFilters,
  chosenValues,
  timesOfFilter,
  toggleExcluded,
  toggleIncluded,
  valueInTerm,
  withEvents,
  withoutEvents,
  withoutField,
  withTimes,
} from '../../../src/shared/filter-edit.ts';

fc.configureGlobal({ seed: 20260221 });

const KOLKATA = { zone: 'Asia/Kolkata', firstEvent: Date.parse('2026-02-20T00:00:00Z'), lastEvent: Date.parse('2026-02-22T00:00:00Z') };

test('a second value of a field makes alternatives, and a value that is in is taken out again', () => {
  let filter = toggleIncluded('is:write', 'eventName', 'RunInstances');
  expect(filter).toBe('is:write eventName:RunInstances');
  filter = toggleIncluded(filter, 'eventName', 'DeleteBucket');
  expect(filter).toBe('is:write (eventName:RunInstances OR eventName:DeleteBucket)');
  expect(chosenValues(filter, 'eventName')).toEqual({ included: ['RunInstances', 'DeleteBucket'], excluded: [] });
  filter = toggleIncluded(filter, 'actor', 'alice');
  filter = toggleIncluded(filter, 'eventName', 'RunInstances');
  expect(filter).toBe('is:write eventName:DeleteBucket actor:alice');
  expect(toggleIncluded(toggleIncluded(filter, 'eventName', 'DeleteBucket'), 'actor', 'alice')).toBe('is:write');
});

test('a value left out makes a NOT; taken in and left out replace each other', () => {
  const out = toggleExcluded('', 'actor', 'alice');
  expect(out).toBe('-actor:alice');
  expect(toggleExcluded(out, 'actor', 'alice')).toBe('');
  expect(toggleIncluded(out, 'actor', 'alice')).toBe('actor:alice');
  expect(toggleExcluded('(actor:alice OR actor:bob) ip:1.2.3.4', 'actor', 'alice')).toBe('actor:bob sourceIPAddress:1.2.3.4 -actor:alice');
  expect(toggleExcluded('NOT (actor:alice OR actor:bob)', 'actor', 'alice')).toBe('-actor:bob');
  expect(chosenValues('NOT (actor:alice OR actor:bob) -actor:eve', 'actor').excluded).toEqual(['alice', 'bob', 'eve']);
});

test('what a person wrote with other fields in a group stays as it is', () => {
  const mixed = '(eventName:A OR actor:bob)';
  expect(toggleIncluded(mixed, 'eventName', 'A')).toBe(`${mixed} eventName:A`);
  expect(chosenValues(mixed, 'eventName')).toEqual({ included: [], excluded: [] });
  expect(withoutField(`${mixed} api:A -api:B (api:C OR api:D) is:write`, 'eventName')).toBe(`${mixed} is:write`);
  expect(toggleIncluded('api:A OR api:B', 'eventName', 'C')).toBe('eventName:A OR eventName:B OR eventName:C');
  expect(toggleIncluded('api:A OR actor:b', 'eventName', 'C')).toBe('(eventName:A OR actor:b) eventName:C');
});

test('text of an attacker that looks like a network stays text; text that does not parse is kept', () => {
  for (const value of ['1.2.3.4/99', '10.0.0.0/8', '::/x', '1.2.3.4/(', 'a "b" (c) OR \\']) {
    const filter = toggleIncluded('', 'sourceIPAddress', value);
    expect(parseFilter(filter)).not.toHaveProperty('problem');
    expect(looksLikeNetwork(valueInTerm('sourceIPAddress', value))).toBe(false);
    expect(chosenValues(filter, 'sourceIPAddress').included).toEqual([valueInTerm('sourceIPAddress', value)]);
  }
  expect(toggleIncluded('api:(', 'actor', 'x')).toBe('api:(');
  const full = Array.from({ length: 1000 }, (_, i) => `api:A${i}`).join(' OR ');
  expect(toggleIncluded(full, 'actor', 'x')).toBe(full);
});

const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', 'A', 'B', '*', '-x', 'NOT', 'OR', '(', '"', '\\', 'a:b', '1.2.3.4', '1.2.3.4/33', '::1/128', '\n', '🕵️'),
);
const click = fc.tuple(fc.constantFrom(...FACET_FIELDS), value, fc.constantFrom('in', 'out'));

test('any clicks give a filter that parses, prints the same again, and says of each field what was clicked last', () => {
  fc.assert(
    fc.property(fc.array(click, { maxLength: 12 }), (clicks) => {
      let filter = 'is:write (eventName:A OR actor:b)';
      const wanted = new Map<FacetField, { in: Set<string>; out: Set<string> }>();
      for (const [field, text, sign] of clicks) {
        const of = wanted.get(field) ?? { in: new Set<string>(), out: new Set<string>() };
        wanted.set(field, of);
        const meant = valueInTerm(field, text);
        const [to, from] = sign === 'in' ? [of.in, of.out] : [of.out, of.in];
        if (!to.delete(meant)) to.add(meant);
        from.delete(meant);
        filter = sign === 'in' ? toggleIncluded(filter, field, text) : toggleExcluded(filter, field, text);
        expect(parseFilter(filter)).not.toHaveProperty('problem');
        expect(canonicalFilter(filter)).toBe(filter);
      }
      for (const [field, of] of wanted) {
        const chosen = chosenValues(filter, field);
        expect({ in: new Set(chosen.included), out: new Set(chosen.excluded) }).toEqual(of);
        expect(chosenValues(withoutField(filter, field), field)).toEqual({ included: [], excluded: [] });
      }
      expect(filter.startsWith('is:write (eventName:A OR actor:b)')).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a span of time takes the place of the times that were asked for, and is read back as it was set', () => {
  const from = Date.parse('2026-02-21T18:00:00Z');
  const span = { from, to: from + 5_400_000 };
  const filter = withTimes('after:2026-02-20 is:write last:6h -on:2026-02-21', span, 'Asia/Kolkata');
  expect(filter).toBe('is:write -on:2026-02-21 time:2026-02-21T23:30:00+05:30..2026-02-22T01:00:00+05:30');
  expect(timesOfFilter(filter, KOLKATA)).toEqual(span);
  expect(withTimes(filter, null, 'Asia/Kolkata')).toBe('is:write -on:2026-02-21');
  expect(timesOfFilter('is:write', KOLKATA)).toEqual({ from: null, to: null });
  expect(timesOfFilter('after:2026-02-20T10:00Z before:2026-02-21T10:00Z last:6h', KOLKATA)).toEqual({
    from: KOLKATA.lastEvent - 6 * 3_600_000,
    to: Date.parse('2026-02-21T10:00:00Z'),
  });
});

test('any span in any zone is read back, to whole seconds', () => {
  const instant = fc.integer({ min: Date.parse('1890-01-01T00:00:00Z'), max: Date.parse('2200-01-01T00:00:00Z') });
  const zones = fc.constantFrom('UTC', 'Asia/Kolkata', 'America/New_York', 'Australia/Lord_Howe', 'Europe/Amsterdam');
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 1e12 }), zones, (from, length, zone) => {
      const filter = withTimes('', { from, to: from + length }, zone);
      const parsed = parseFilter(filter);
      if ('problem' in parsed || parsed.tree.kind !== 'term') throw new Error(filter);
      expect(resolveTime('time', parsed.tree.value, { ...KOLKATA, zone })).toEqual({
        from: Math.floor(from / 1000) * 1000,
        // Plus 0: never -0.
        to: Math.ceil((from + length) / 1000) * 1000 + 0,
      });
    }),
  );
});

test('the events of a filter are taken in, and left out, each in place of the other', () => {
  const page = 'who:1:user/a OR who:2:user/a';
  expect(withEvents('is:write', page)).toBe(`is:write (${page})`);
  expect(withEvents(`is:write (${page})`, page)).toBe(`is:write (${page})`);
  expect(withoutEvents(`is:write (${page})`, page)).toBe(`is:write NOT (${page})`);
  expect(withEvents('is:write -who:1:root', 'who:1:root')).toBe('is:write who:1:root');
  expect(withoutEvents('is:write', 'key:A is:error')).toBe('is:write NOT (accessKeyId:A is:error)');
  for (const [a, b] of [
    ['api:(', ''],
    ['', 'api:('],
  ] as const)
    expect([withEvents(a, b), withoutEvents(a, b)]).toEqual([null, null]);
});

test('two filters side by side mean both', () => {
  expect(bothFilters('api:A OR api:B', 'is:write actor:x')).toBe('(eventName:A OR eventName:B) is:write actor:x');
  expect(bothFilters('', 'is:write')).toBe('is:write');
  expect(bothFilters('api:(', 'is:write')).toBeNull();
});
