// What is committed of the scanner is what its source compiles to.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
// @ts-expect-error A script without types.
import { compiled, generated } from '../../../../scripts/build-fast.mjs';

test('the committed module is the compiled source', async () => {
  expect(readFileSync(generated, 'utf8')).toBe(await compiled());
});
