// What the console says of functions is what the translation knows: none is left out, none is made up.
import { expect, test } from 'vitest';
import { CALL_NAMES } from '../../../src/main/sql/calls.ts';
import { AGGREGATES, WINDOW_CALLS } from '../../../src/main/sql/expressions.ts';
import { FUNCTION_NOTES } from '../../../src/main/sql/function-notes.ts';

test('every function of the dialect has a note, once', () => {
  const noted = Object.values(FUNCTION_NOTES).flatMap((calls) => Object.keys(calls).map((call) => call.replace(/\(.*$/s, '')));
  const known = new Set([...CALL_NAMES, ...Object.keys(AGGREGATES).map((name) => name.toLowerCase()), ...WINDOW_CALLS]);
  expect([...noted].sort()).toEqual([...known].sort());
});
