// What is made ahead changes no answer.
import { expect, test } from 'vitest';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { slowCase } from './slow.ts';

test('a pivot page is the same whether its parts were made ahead or not', async () => {
  const { path } = await slowCase();
  const page = async (steps: number): Promise<unknown> => {
    const queries = new CaseQueries(path);
    try {
      let made = 0;
      while (made < steps && queries.warm()) made++;
      expect(made).toBeGreaterThanOrEqual(Math.min(steps, 10));
      return await queries.answers.pivot({ kind: 'actor', value: 'asha' });
    } finally {
      await queries.close();
    }
  };
  const cold = await page(0);
  expect(await page(3)).toEqual(cold);
  expect(await page(Number.POSITIVE_INFINITY)).toEqual(cold);
});
