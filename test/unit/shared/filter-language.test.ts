// The filter language: trees, canonical form, what is refused with which column and which mend.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BOOKMARK_COLOURS } from '../../../src/shared/domain.ts';
import { pathField } from '../../../src/shared/filter/fields.ts';
import { matcher } from '../../../src/shared/filter/glob.ts';
import { inNetwork, looksLikeNetwork, parseAddress, parseNetwork } from '../../../src/shared/filter/network.ts';
import { and, not, or } from '../../../src/shared/filter/tree.ts';
import {
  addTerm,
  canonicalFilter,
  FILTER_FIELDS,
  type FilterField,
  type FilterProblem,
  type FilterTree,
  IS_VALUES,
  parseFilter,
  printTree,
  type TermField,
} from '../../../src/shared/filter.ts';

fc.configureGlobal({ seed: 20260221 });

function parse(text: string): FilterTree {
  const parsed = parseFilter(text);
  if ('problem' in parsed) throw new Error(`${text}: column ${parsed.problem.column}: ${parsed.problem.message}`);
  return parsed.tree;
}

function problem(text: string): FilterProblem {
  const parsed = parseFilter(text);
  if (!('problem' in parsed)) throw new Error(`${text} was understood`);
  return parsed.problem;
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('', '"', '\\', 'a b', '-x', 'NOT', 'OR', '(', ')', '(a)', 'a:b', '*', '\n', '\u2028', '\ud800', '\u0000', '🕵️'),
);
const plain = fc.constantFrom(
  ...(Object.keys(FILTER_FIELDS) as FilterField[]).filter((name) => name !== 'is' && name !== 'bookmark' && name !== 'sourceIPAddress'),
);
const path = fc
  .tuple(
    fc.oneof(fc.constantFrom('requestParameters', 'userIdentity', 'eventName', 'type'), text),
    fc.array(fc.oneof(text, fc.constantFrom('type', 'arn', '*', '0')), { maxLength: 3 }),
  )
  .map(([first, rest]) => pathField([first, ...rest]));
const term: fc.Arbitrary<FilterTree> = fc
  .oneof(
    fc.tuple(fc.oneof(plain, path) as fc.Arbitrary<TermField>, text),
    fc.tuple(fc.constant<TermField>('is'), fc.constantFrom(...IS_VALUES)),
    fc.tuple(fc.constant<TermField>('bookmark'), fc.constantFrom('', ...BOOKMARK_COLOURS)),
    fc.constantFrom<[TermField, string]>(
      ['after', '2026-02-21 23:00 IST'],
      ['on', '2026-02-21'],
      ['time', '2026-02-21..'],
      ['last', '6h'],
      ['has', 'errorCode'],
      ['has', 'requestParameters."a b"'],
      ['sourceIPAddress', '2001:db8::/32'],
    ),
  )
  .map(([field, value]) => ({ kind: 'term', field, value }));
const tree = fc.letrec<{ tree: FilterTree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium' },
    term,
    fc.array(tie('tree'), { maxLength: 3 }).map(and),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map(or),
    tie('tree').map(not),
  ),
})).tree;

/** The filter that leaves everything cannot stand within another one. */
function isWhole(node: FilterTree): boolean {
  if (node.kind === 'term') return true;
  if (node.kind === 'not') return isWhole(node.of) && !(node.of.kind === 'and' && node.of.of.length === 0);
  return node.of.every((part) => isWhole(part) && !(part.kind === 'and' && part.of.length === 0));
}

test('every tree prints to text that parses to it, and prints the same again', () => {
  let groups = 0;
  fc.assert(
    fc.property(tree.filter(isWhole), (one) => {
      const printed = printTree(one);
      if (printed.includes('(')) groups++;
      expect(parse(printed)).toEqual(one);
      expect(canonicalFilter(printed)).toBe(printed);
    }),
    { numRuns: 1000 },
  );
  expect(groups).toBeGreaterThan(200);
});

test('any text is understood or refused with a column within it, and a mend that mends is understood or refused elsewhere', () => {
  const soup = fc
    .array(
      fc.constantFrom(
        'api:',
        'ip:',
        'is:root',
        ' ',
        '"',
        '\\',
        '-',
        'NOT ',
        ' OR ',
        'AND',
        '(',
        ')',
        'x',
        '*',
        ':',
        '.',
        'after:',
        '2026-02-21',
        'requestParameters.',
        '\n',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''));
  const seen = { understood: 0, refused: 0, mended: 0 };
  fc.assert(
    fc.property(fc.oneof(soup, fc.string()), (one) => {
      const parsed = parseFilter(one);
      if (!('problem' in parsed)) {
        seen.understood++;
        expect(parse(printTree(parsed.tree))).toEqual(parsed.tree);
        return;
      }
      seen.refused++;
      const { column, length, message, mend, mended } = parsed.problem;
      expect(column).toBeGreaterThanOrEqual(1);
      expect(column + length).toBeLessThanOrEqual(one.length + 1);
      expect(message).not.toBe('');
      expect(mend).not.toBe('');
      if (mended !== null) {
        seen.mended++;
        expect(mended).not.toBe(one);
      }
    }),
    { numRuns: 2000 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
});

test.each([
  ['api:x OR api:y', 'eventName:x OR eventName:y'],
  ['api:x api:y OR api:z', '(eventName:x eventName:y) OR eventName:z'],
  ['api:x (api:y or api:z)', 'eventName:x (eventName:y OR eventName:z)'],
  ['api:x AND not (api:y AND api:z)', 'eventName:x NOT (eventName:y eventName:z)'],
  ['NOT NOT api:x', 'eventName:x'],
  ['-(-api:x)', 'eventName:x'],
  ['((api:x))', 'eventName:x'],
  ['key:(AKIA1 OR ASIA2)', 'accessKeyId:AKIA1 OR accessKeyId:ASIA2'],
  ['-key:(AKIA1 OR "a b")', 'NOT (accessKeyId:AKIA1 OR accessKeyId:"a b")'],
  ['ip:(2001:db8::1 OR ::1)', 'sourceIPAddress:2001:db8::1 OR sourceIPAddress:::1'],
  ['(api:x)', 'eventName:x'],
  ['agent:Mozilla/5.0(X11)', 'userAgent:"Mozilla/5.0(X11)"'],
  ['(agent:a(b) OR api:c)', 'userAgent:"a(b)" OR eventName:c'],
  ['IS:Error', 'is:error'],
  ['bookmarked', 'is:bookmarked'],
  ['bookmarked:no', '-is:bookmarked'],
  ['since:2026-02-21', 'after:2026-02-21'],
  ['requestparameters.bucketName:telugubites-prod', 'requestParameters.bucketName:telugubites-prod'],
  ['requestParameters."x y".0:v', 'requestParameters."x y".0:v'],
  ['userIdentity.accessKeyId:AKIA1', 'accessKeyId:AKIA1'],
  ['"userIdentity".accessKeyId:AKIA1', '"userIdentity".accessKeyId:AKIA1'],
  ['requestID:1', 'requestID:1'],
  ['has:KEY', 'has:accessKeyId'],
  ['has:requestparameters.x', 'has:requestParameters.x'],
  ['after:"2026-02-21 23:00 IST"', 'after:"2026-02-21 23:00 IST"'],
])('%s is in canonical form %s', (one, canonical) => {
  expect(canonicalFilter(one)).toBe(canonical);
  expect(canonicalFilter(canonical)).toBe(canonical);
});

test.each<[string, number, RegExp, RegExp, string | null]>([
  ['colour:red', 1, /No field is called "colour"/, /fields are/, null],
  ['evnetName:x', 1, /No field is called "evnetName"/, /did you mean eventName:\?/, 'eventName:x'],
  ['api:x  acount:1', 8, /"acount"/, /account:/, 'api:x  account:1'],
  ['RunInstances', 1, /"RunInstances" has no field/, /api:RunInstances.*search/, 'api:RunInstances'],
  ['185.220.101.34', 1, /has no field/, /ip:185/, 'ip:185.220.101.34'],
  ['2001:db8::1', 1, /has no field/, /ip:2001:db8::1/, 'ip:2001:db8::1'],
  ['fe80::1', 1, /has no field/, /ip:fe80::1/, 'ip:fe80::1'],
  ['AKIAEXAMPLE', 1, /has no field/, /key:AKIAEXAMPLE/, 'key:AKIAEXAMPLE'],
  ['error', 1, /has no field/, /is:error/, 'is:error'],
  ['"some text"', 1, /has no field/, /search/, null],
  ['is:errror', 1, /is: takes one of/, /is:error/, 'is:error'],
  ['is:guilty', 1, /is: takes one of/, /one of these/, null],
  ['actor:"open', 1, /quote is never closed/, /close it/, 'actor:"open"'],
  ['actor:"a"b', 1, /follows the closing quote/, /space/, null],
  ['actor:a"b"', 1, /quote stands within/, /"a\\"b\\""/, 'actor:"a\\"b\\""'],
  ['api:x (api:y', 7, /parenthesis is never closed/, /close it/, 'api:x (api:y)'],
  ['api:x)', 6, /never opened/, /take it away/, 'api:x'],
  ['api:x ()', 7, /nothing between/, /take them away/, 'api:x '],
  ['api:x OR', 7, /A term is missing after OR/, /write a term/, 'api:x '],
  ['OR api:x', 1, /OR stands between two terms/, /take it away/, ' api:x'],
  ['api:x NOT', 7, /A term is missing after NOT/, /write a term/, 'api:x '],
  ['after:', 1, /after: needs a value/, /is:undated/, null],
  ['after:yesterday', 1, /"yesterday" is not a date/, /2026-02-21/, null],
  ['after:2026-2-1', 1, /is not a date/, /write 2026-02-01/, 'after:2026-02-01'],
  ['after:2026-02-30', 1, /no day 2026-02-30/, /like/, null],
  ['before:"2026-02-21 25:00"', 1, /no time 25:00/, /00 to 23/, null],
  ['before:"2026-02-21 23:00 +19:00"', 1, /no offset/, /-12:00 to/, null],
  ['on:"2026-02-21 23:00"', 1, /takes a day/, /on:2026-02-21/, null],
  ['time:..', 1, /not a range/, /open/, null],
  ['last:6', 1, /not a length of time/, /last:6h/, null],
  ['ip:1.2.3.4/33', 1, /0 to 32/, /185/, null],
  ['ip:1.2.3/24', 1, /no IP address/, /185/, null],
  ['ip:2001:db8::/129', 1, /0 to 128/, /2001/, null],
  ['has:', 1, /needs a field/, /has:errorCode/, null],
  ['has:erorCode', 1, /"erorCode" is none/, /has:errorCode/, 'has:errorCode'],
  ['has:is', 1, /is none/, /has:errorCode/, null],
  ['requestParamters.x:1', 1, /no field "requestParamters"/, /requestParameters/, 'requestParameters.x:1'],
  ['detail.x:1', 1, /no field "detail"/, /in quotes/, null],
  ['bookmark:rde', 1, /one of red, orange/, /bookmark:red/, 'bookmark:red'],
  ['bookmark:important', 1, /one of red, orange/, /is:bookmarked/, 'is:bookmarked'],
  ['bookmarked:maybe', 1, /yes or no/, /is:bookmarked/, 'is:bookmarked'],
])('%s is refused at column %d', (one, column, message, mend, mended) => {
  const found = problem(one);
  expect(found).toMatchObject({ column, message: expect.stringMatching(message), mend: expect.stringMatching(mend), mended });
  if (mended !== null) parse(mended);
});

test('limits: depth, and number of terms', () => {
  expect(problem(`${'('.repeat(5000)}`).message).toMatch(/100 deep/);
  expect(problem(`${'-'.repeat(5000)}is:root`).message).toMatch(/100 deep/);
  expect(problem(Array.from({ length: 1001 }, () => 'is:root').join(' ')).message).toMatch(/1000 terms/);
});

test('a term is added beside alternatives, which then stand in parentheses', () => {
  const added = { field: 'actor', value: 'x', negated: false } as const;
  expect(addTerm('api:a OR api:b', added)).toBe('(eventName:a OR eventName:b) actor:x');
  expect(addTerm('(api:a OR api:b) -actor:x', added)).toBe('(eventName:a OR eventName:b) actor:x');
  expect(addTerm('actor:x OR actor:y', added)).toBe('(actor:x OR actor:y) actor:x');
});

test('a pattern fits as a regular expression would', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '[') });
  fc.assert(
    fc.property(letters, letters, (pattern, one) => {
      const parts = pattern.split('*').map((part) => part.replace(/[[?]/g, '\\$&'));
      expect(matcher(pattern)(one)).toBe(new RegExp(`^${parts.join('.*')}$`).test(one));
    }),
    { numRuns: 2000 },
  );
});

test('addresses in their forms', () => {
  expect(parseAddress('::ffff:1.2.3.4')).toEqual(parseAddress('1.2.3.4'));
  expect(parseAddress('2001:DB8::')).toEqual(parseAddress('2001:db8:0:0:0:0:0:0'));
  for (const wrong of [
    '1.2.3',
    '1.2.3.256',
    '1:2',
    '::1::',
    '12345::',
    's3.amazonaws.com',
    '',
    ':',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
  ]) {
    expect([wrong, parseAddress(wrong)]).toEqual([wrong, null]);
  }
  const network = parseNetwork('::ffff:10.0.0.0/104');
  expect(typeof network !== 'string' && inNetwork('10.9.9.9', network) && !inNetwork('11.0.0.1', network)).toBe(true);
  expect(['1.2.3.4/8', '::/0', 'a/b', 'arn:aws/x', 'role/x'].map(looksLikeNetwork)).toEqual([true, true, false, false, false]);
});
