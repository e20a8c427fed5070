// By which bytes a container is known.
import { expect, test } from 'vitest';
import { containerType } from '../../../src/main/decode/container-marks.ts';

const MEMBER = 'PK\x03\x04\x14\0\0\0';

test.each<[string, string, 'zip' | null]>([
  ['a member', MEMBER, 'zip'],
  ['an empty zip', 'PK\x05\x06', 'zip'],
  ['a first part of several', `PK\x07\x08${MEMBER}`, 'zip'],
  ['one that was to be split, and fitted into one part', `PK00${MEMBER}`, 'zip'],
  ['text', 'PK00 is a mark', null],
  ['less than a mark', 'PK', null],
])('%s', (_, head, type) => {
  expect(containerType(Buffer.from(head, 'latin1'))).toBe(type);
});
