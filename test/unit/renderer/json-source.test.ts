// JSON on screen must be the JSON that was delivered: numbers, escapes, order and repeated keys as written.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonLines, printJson, readJson, textAt } from '../../../src/renderer/views/detail/json-source.ts';

const nodeOf = (text: string) => {
  const node = readJson(text);
  if (!node) throw new Error(`not read: ${text}`);
  return node;
};

test('a long number is not rounded', () => {
  expect(printJson(nodeOf('{"n":12345678901234567890.10}'))).toBe('{\n  "n": 12345678901234567890.10\n}');
});

test('escapes stay as written, their meaning is known', () => {
  const node = nodeOf('{"a":"\\u003cb\\u003e"}');
  expect(printJson(node)).toContain('"\\u003cb\\u003e"');
  expect(textAt(node, 'a')).toBe('<b>');
});

test('repeated keys are both shown, the first one is meant', () => {
  const node = nodeOf('{"eventName":"A","eventName":"B"}');
  expect(printJson(node).match(/eventName/g)).toHaveLength(2);
  expect(textAt(node, 'eventName')).toBe('A');
});

test('null, absent and not a scalar are all nothing', () => {
  const node = nodeOf('{"a":null,"b":{"c":true}}');
  expect([textAt(node, 'a'), textAt(node, 'x', 'y'), textAt(node, 'b'), textAt(node, 'b', 'c')]).toEqual([null, null, null, 'true']);
});

test.each(['', '{', '{"a":}', '[1,]', '{"a":1,}', '{"a" 1}', '"\n"', '01', 'nul', '{} x', '"\\x"', "{'a':1}", '[1 2]'])(
  '%j is not JSON',
  (text) => {
    expect(readJson(text)).toBeNull();
  },
);

test('reads what JSON.parse reads, and prints what means the same', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.parse(printJson(nodeOf(text)))).toEqual(JSON.parse(text));
    }),
  );
});

test('refuses what JSON.parse refuses', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.string({ minLength: 1, maxLength: 2 }), (text, at, cut) => {
      const broken = text.slice(0, at % (text.length + 1)) + cut + text.slice(at % (text.length + 1));
      let valid = true;
      try {
        JSON.parse(broken);
      } catch {
        valid = false;
      }
      expect(readJson(broken) !== null).toBe(valid);
    }),
  );
});

test('nesting beyond reason is left to the raw view', () => {
  expect(readJson('['.repeat(100_000) + ']'.repeat(100_000))).toBeNull();
});

test('lines fold and unfold', () => {
  const node = nodeOf('{"a":{"b":[1,2]},"c":"x"}');
  expect(jsonLines(node, new Set()).map((line) => [line.path, line.text])).toEqual([
    ['', '{'],
    ['a', '{'],
    ['a.b', '['],
    ['a.b.0', '1'],
    ['a.b.1', '2'],
    ['a.b', ']'],
    ['a', '}'],
    ['c', '"x"'],
    ['', '}'],
  ]);
  expect(jsonLines(node, new Set(['a'])).map((line) => line.text)).toEqual(['{', '{ 1 … }', '"x"', '}']);
});
