// What a start asks for waits for the page, and is told to it once.
import { expect, test } from 'vitest';
import { SecondStart } from '../../../src/main/window/second-start.ts';

async function started(openCase: string | null, wanted: string | null, goesOn = true, importPaths = ['/logs']) {
  const seen: string[] = [];
  const second = new SecondStart();
  await second.take(
    { openCase: wanted, importPaths },
    {
      front: 'window 1',
      openCase,
      mayEnd: async (front) => {
        seen.push(`${front} asks`);
        return goesOn;
      },
      tell: (front) => seen.push(`${front} is told`),
    },
  );
  return { seen, told: [second.told(), second.told()] };
}

const TWO = { openCase: '/two', importPaths: ['/logs'] };

test.each([
  ['beside another case', '/one', '/two', true, ['window 1 asks', 'window 1 is told'], TWO],
  ['beside another case whose work is to go on', '/one', '/two', false, ['window 1 asks'], null],
  ['beside the same case', '/two', '/two', false, ['window 1 is told'], TWO],
  ['on the start screen', null, '/two', false, ['window 1 is told'], TWO],
  ['without a case', '/one', null, true, ['window 1 is told'], { openCase: null, importPaths: ['/logs'] }],
  ['without a case, on the start screen', null, null, true, ['window 1 is told'], { openCase: null, importPaths: ['/logs'] }],
])('a second start %s', async (_where, open, wanted, goesOn, seen, told) => {
  expect(await started(open, wanted, goesOn)).toEqual({ seen, told: [told, null] });
});

test('one that asks for nothing tells nobody', async () => {
  expect(await started(null, null, true, [])).toEqual({ seen: [], told: [null, null] });
});

test('the first start offers what it names without a case just as a second one does', () => {
  const second = new SecondStart();
  expect(second.begin({ openCase: null, importPaths: ['/logs'] })).toEqual({ openCase: null, importPaths: [] });
  expect([second.told(), second.told()]).toEqual([{ openCase: null, importPaths: ['/logs'] }, null]);
  for (const launch of [TWO, { openCase: null, importPaths: [] }]) expect([second.begin(launch), second.told()]).toEqual([launch, null]);
});
