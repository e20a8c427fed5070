// Text of a log that tries to hide or reorder itself is spelled out.
import { expect, test } from 'vitest';
import { oneLine, visibleText } from '../../../src/renderer/components/visible-text.ts';

test.each([
  ['plain text, ünïcode, 日本語, emoji 🙂', 'plain text, ünïcode, 日本語, emoji 🙂'],
  ['svc\u202egnp.exe', 'svc\\u202egnp.exe'],
  ['a\u200bb', 'a\\u200bb'],
  ['\u0000\u001b[31m', '\\u0000\\u001b[31m'],
  ['\ufeffx', '\\ufeffx'],
  ['tag\u{e0041}', 'tag\\u{e0041}'],
  ['<b>markup</b>', '<b>markup</b>'],
])('%j is shown as %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test('line breaks and tabs stay in blocks, and are spelled out in lines', () => {
  expect(visibleText('a\n\tb')).toBe('a\n\tb');
  expect(oneLine('a\n\tb')).toBe('a\\n\\tb');
});
