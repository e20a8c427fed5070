// Numbers and hashes for people; and that the version told is the version shipped.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { TOOL, VERSION } from '../../../src/main/version.ts';
import { bytesText, durationText, grouped, shortHash } from '../../../src/shared/text.ts';
import { ROOT } from '../../helpers/cli.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1234567, '1,234,567'],
])('grouped %d', (n, text) => {
  expect(grouped(n)).toBe(text);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [1340, '1.3 kB'],
  [12_000, '12 kB'],
  [1_300_000, '1.3 MB'],
  [5_000_000_000, '5.0 GB'],
  [7_200_000_000_000, '7.2 TB'],
  [9e15, '9000 TB'],
])('%d bytes', (n, text) => {
  expect(bytesText(n)).toBe(text);
});

test.each([
  [-3, '0 s'],
  [0, '0 s'],
  [48.4, '48 s'],
  [59.6, '1 min 00 s'],
  [125, '2 min 05 s'],
  [3599.5, '1 h 00 min'],
  [7322, '2 h 02 min'],
])('%d seconds', (n, text) => {
  expect(durationText(n)).toBe(text);
});

test('a long hash keeps both ends, a short one stays whole', () => {
  expect(shortHash(`6c546226${'0'.repeat(50)}6229f0`)).toBe('6c546226…6229f0');
  expect(shortHash('0123456789abcdef')).toBe('0123456789abcdef');
});

test('the version is that of package.json', () => {
  const { version } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(VERSION).toBe(version);
  expect(TOOL).toBe(`Trailcase ${version}`);
});
