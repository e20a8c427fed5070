// Whoever looks for a time zone finds it by today's name, once.
import { expect, test } from 'vitest';
import { zoneNames } from '../../../src/renderer/views/start/zones.ts';
import { zoned } from '../../../src/shared/time.ts';

test('Kolkata is listed where the runtime says Calcutta, in order, and every zone works', () => {
  const names = zoneNames('Asia/Calcutta', ['Asia/Calcutta', 'Europe/Kiev', 'America/Lima', 'Asia/Kolkata']);
  expect(names).toEqual(['America/Lima', 'Asia/Calcutta', 'Asia/Kolkata', 'Europe/Kyiv', 'UTC']);
  for (const name of zoneNames('UTC')) expect(zoned(0, name).offset, name).toMatch(/^[+-]\d\d:\d\d/);
});
