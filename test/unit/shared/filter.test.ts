// The filter's text form: what is understood, what is refused and where, and that printing and parsing are each other's reverse.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BOOKMARK_COLOURS } from '../../../src/shared/domain.ts';
import {
  addTerm,
  FILTER_FIELDS,
  type FilterField,
  type FilterTerm,
  type FilterTree,
  IS_VALUES,
  parseFilter,
  printFilter,
  printTerm,
  printTree,
} from '../../../src/shared/filter.ts';

fc.configureGlobal({ seed: 20260221 });

const fields = Object.keys(FILTER_FIELDS) as FilterField[];
const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('', '"', '\\', '\\"', 'a b', '-x', 'NOT', 'a:b', '*', '\n', '\\\n', '\u2028', '\ud800'),
);
const term: fc.Arbitrary<FilterTerm> = fc.oneof(
  fc.record({ field: fc.constantFrom(...fields.filter((field) => field !== 'is' && field !== 'bookmark')), value, negated: fc.boolean() }),
  fc.record({ field: fc.constant('is' as const), value: fc.constantFrom(...IS_VALUES), negated: fc.boolean() }),
  fc.record({ field: fc.constant('bookmark' as const), value: fc.constantFrom('', ...BOOKMARK_COLOURS), negated: fc.boolean() }),
);

function terms(text: string): FilterTerm[] {
  const parsed = parseFilter(text);
  if ('problem' in parsed) throw new Error(`${text}: column ${parsed.problem.column}: ${parsed.problem.message}`);
  if (parsed.terms === null) throw new Error(`${text}: is no plain conjunction`);
  return parsed.terms;
}

function parse(text: string): FilterTree {
  const parsed = parseFilter(text);
  if ('problem' in parsed) throw new Error(`${text}: column ${parsed.problem.column}: ${parsed.problem.message}`);
  return parsed.tree;
}

test('what is printed parses to the same terms', () => {
  fc.assert(
    fc.property(fc.array(term, { maxLength: 6 }), (list) => {
      expect(terms(printFilter(list))).toEqual(list);
    }),
    { numRuns: 500 },
  );
});

test('any text either parses, and then prints to a form that means the same, or is refused with a column in it', () => {
  const soup = fc
    .array(fc.constantFrom('api:', 'ip:', 'is:root', ' ', '"', '\\', '-', 'NOT ', 'x', '*', ':', '\n'), { maxLength: 12 })
    .map((parts) => parts.join(''));
  let understood = 0;
  let refused = 0;
  fc.assert(
    fc.property(soup, (text) => {
      const parsed = parseFilter(text);
      if ('problem' in parsed) {
        refused++;
        expect(parsed.problem.column).toBeGreaterThanOrEqual(1);
        expect(text.charAt(parsed.problem.column - 1)).toMatch(/\S/);
        expect(addTerm(text, { field: 'actor', value: 'x', negated: false })).toContain(text.trim());
      } else {
        understood++;
        expect(parse(printTree(parsed.tree))).toEqual(parsed.tree);
      }
    }),
    { numRuns: 500 },
  );
  expect(understood).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(20);
});

test.each<[string, FilterTerm[]]>([
  ['', []],
  ['  \n', []],
  ['api:RunInstances', [{ field: 'eventName', value: 'RunInstances', negated: false }]],
  [
    'EVENTNAME:x Service:y',
    [
      { field: 'eventName', value: 'x', negated: false },
      { field: 'eventSource', value: 'y', negated: false },
    ],
  ],
  ['-ip:1.2.3.4', [{ field: 'sourceIPAddress', value: '1.2.3.4', negated: true }]],
  ['NOT key:AKIA', [{ field: 'accessKeyId', value: 'AKIA', negated: true }]],
  ['agent:"a \\"b\\" \\\\ c"', [{ field: 'userAgent', value: 'a "b" \\ c', negated: false }]],
  ['error:', [{ field: 'errorCode', value: '', negated: false }]],
  ['error:""', [{ field: 'errorCode', value: '', negated: false }]],
  ['actor:a\\b', [{ field: 'actor', value: 'a\\b', negated: false }]],
  ['recipientAccountId:1', [{ field: 'accountId', value: '1', negated: false }]],
])('%j', (text, list) => {
  expect(terms(text)).toEqual(list);
});

test.each<[string, number]>([
  ['nonsense', 1],
  ['api:x nonsense', 7],
  ['api:x  colour:red', 8],
  ['is:guilty', 1],
  ['actor:"open', 1],
  ['actor:"a"b', 1],
  ['actor:a b', 9],
])('%j is refused at column %d', (text, column) => {
  expect(parseFilter(text)).toMatchObject({ problem: { column } });
});

test('every name and alias leads to one field', () => {
  for (const [field, aliases] of Object.entries(FILTER_FIELDS)) {
    if (field === 'is' || field === 'bookmark') continue;
    for (const name of [field, ...aliases]) expect(terms(`${name}:v`)).toEqual([{ field, value: 'v', negated: false }]);
  }
});

test('a term that is added is there once, and its opposite is gone', () => {
  fc.assert(
    fc.property(fc.array(term, { maxLength: 5 }), term, (list, added) => {
      const result = terms(addTerm(printFilter(list), added));
      const same = (one: FilterTerm): boolean => one.field === added.field && one.value === added.value;
      expect(result.filter(same)).toEqual([added]);
      expect(result.filter((one) => !same(one))).toEqual(list.filter((one) => !same(one)));
      expect(addTerm(printFilter(result), added)).toBe(printFilter(result));
    }),
  );
  expect(addTerm('api:A -ip:1', { field: 'sourceIPAddress', value: '1', negated: false })).toBe('eventName:A sourceIPAddress:1');
  expect(addTerm('not a filter', { field: 'actor', value: 'a b', negated: true })).toBe('not a filter -actor:"a b"');
  expect(printTerm({ field: 'actor', value: 'x"y', negated: true })).toBe('-actor:"x\\"y"');
});
