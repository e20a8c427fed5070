// Completion of filter text: which range is replaced by what, and that what is taken is understood.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMPLETED_FIELDS, complete } from '../../../src/shared/filter/complete.ts';
import { parseFilter, type TermField } from '../../../src/shared/filter.ts';

fc.configureGlobal({ seed: 20260221 });

const VALUES: Partial<Record<TermField, string[]>> = {
  eventName: ['RunInstances', 'RunTask', 'DeleteBucket'],
  userAgent: ['aws-cli/2 (x)', 'a "b"'],
  accessKeyId: ['AKIA1', 'ASIA2'],
};
const valuesOf = (field: TermField, prefix: string) =>
  (VALUES[field] ?? []).filter((value) => value.startsWith(prefix)).map((value) => ({ value, count: 7 }));

/** `|` is the cursor; every way in which the text goes on. */
function taken(marked: string): string[] {
  const cursor = marked.indexOf('|');
  const text = marked.slice(0, cursor) + marked.slice(cursor + 1);
  const { from, to, items } = complete(text, cursor, COMPLETED_FIELDS, valuesOf);
  return items.map((item) => text.slice(0, from) + item.text + text.slice(to));
}

test.each([
  ['api:Run|', ['api:RunInstances', 'api:RunTask']],
  ['api:Run|Inst is:root', ['api:RunInstances is:root', 'api:RunTask is:root']],
  ['is:root -api:D|', ['is:root -api:DeleteBucket']],
  ['(is:root OR api:D|)', ['(is:root OR api:DeleteBucket)']],
  ['key:(AKIA1 OR AS|)', ['key:(AKIA1 OR ASIA2)']],
  ['agent:"aws|', ['agent:"aws-cli/2 (x)"']],
  ['agent:"a \\"|', ['agent:"a \\"b\\""']],
  ['is:un|', ['is:undated']],
  ['serv|', ['service:', 'serviceEventDetails:']],
  ['-reso|', ['-resource:', '-resources:']],
  ['last:2|', ['last:24h']],
  ['after:2026|', []],
  ['nonsense:x|', []],
  ['requestParameters.x:|', []],
  ['actor:"a:b" ip|', ['actor:"a:b" ip:', 'actor:"a:b" actor:"a:b"'].slice(0, 1)],
])('%s', (marked, texts) => {
  expect(taken(marked).slice(0, Math.max(1, texts.length))).toEqual(texts);
});

test('nothing typed offers fields, the most used first', () => {
  const { items } = complete('', 0, COMPLETED_FIELDS, valuesOf);
  expect(items.slice(0, 3).map(({ label }) => label)).toEqual(['api', 'service', 'region']);
  expect(items).toHaveLength(20);
});

test('every value that is taken makes a term, and every field the beginning of one', () => {
  for (const name of COMPLETED_FIELDS) {
    const [item] = complete(name, name.length, COMPLETED_FIELDS, valuesOf).items.filter(({ label }) => label === name);
    expect(item?.text).toBe(`${name}:`);
    const sample =
      { is: 'root', bookmark: 'red', has: 'key', last: '6h', first: '6h' }[name] ??
      (/^(after|before|on|time)$/.test(name) ? '2026-02-21' : 'x');
    expect([name, parseFilter(`${name}:${sample}`)]).toEqual([name, expect.not.objectContaining({ problem: expect.anything() })]);
  }
  for (const marked of ['api:|', 'agent:|', 'key:|', 'is:|', 'bookmark:|', 'has:|', 'last:|']) {
    const texts = taken(marked);
    expect(texts.length).toBeGreaterThan(1);
    for (const text of texts) expect([text, 'problem' in parseFilter(text)]).toEqual([text, false]);
  }
});

test('any text and cursor give a range around the cursor', () => {
  const soup = fc
    .array(fc.constantFrom('api:', 'key:(', ')', '"', '\\', ' ', 'R', '-', '(', 'OR ', '.'), { maxLength: 10 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(soup, fc.nat(40), (text, at) => {
      const cursor = Math.min(at, text.length);
      const { from, to } = complete(text, cursor, COMPLETED_FIELDS, valuesOf);
      expect(from).toBeLessThanOrEqual(cursor);
      expect(to).toBeGreaterThanOrEqual(cursor);
      expect(to).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 1000 },
  );
});
