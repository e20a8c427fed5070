// Ways through lineage, over edges that are simply given.
import { expect, test } from 'vitest';
import { keyRef, type Link, refId } from '../../../src/main/query/lineage/link.ts';
import { Positions } from '../../../src/main/query/lineage/positions.ts';
import { chainOf, type Forward, LONGEST_CHAIN, MOST_SPAWNED, spawnedBy, treeOf } from '../../../src/main/query/lineage/walk.ts';

const link = (from: string, to: string): Link => ({
  from: keyRef(from),
  to: keyRef(to),
  certainty: 'proven',
  how: 'AssumeRole',
  why: '',
  records: [],
});

/** `a>b b>c` */
function graph(text: string) {
  const links = text.split(' ').map((pair) => link(...(pair.split('>') as [string, string])));
  const forward: Forward = ({ value }) => links.filter(({ from }) => from.value === value);
  return { forward, back: { parents: ({ value }: { value: string }) => links.filter(({ to }) => to.value === value) } };
}

test('a chain ends at the root, in a circle, or at a limit', () => {
  const { back } = graph('a>b b>c x>c');
  const chain = chainOf(back, keyRef('c'));
  expect(chain.steps.map(({ link: { from }, others }) => [from.value, others.map((other) => other.from.value)])).toEqual([
    ['b', ['x']],
    ['a', []],
  ]);
  expect(chain.end).toBe('root');
  expect(chainOf(graph('a>b b>a').back, keyRef('a'))).toMatchObject({ steps: [{ link: { from: { value: 'b' } } }], end: 'circle' });
  const endless = { parents: ({ value }: { value: string }) => [link(String(Number(value) + 1), value)] };
  const long = chainOf(endless, keyRef('0'));
  expect([long.steps.length, long.end]).toEqual([LONGEST_CHAIN, 'limit']);
});

test('a way round a circle is found where there is one', () => {
  expect(chainOf(graph('b>a a>b c>b').back, keyRef('a')).steps.map(({ link: { from } }) => from.value)).toEqual(['b', 'c']);
});

test('everything spawned is visited once, nearest first', () => {
  const { forward } = graph('a>b a>c b>d c>d d>a');
  expect(spawnedBy(forward, keyRef('a'))).toEqual({ refs: ['a', 'b', 'c', 'd'].map(keyRef), complete: true });
  const many: Forward = ({ value }) => (value === 'a' ? Array.from({ length: MOST_SPAWNED + 5 }, (_, i) => link('a', `k${i}`)) : []);
  const { refs, complete } = spawnedBy(many, keyRef('a'));
  expect([refs.length, complete]).toEqual([MOST_SPAWNED, false]);
});

test('a tree says what it leaves out, and lists nothing twice with its children', () => {
  const { forward } = graph('a>b a>c a>d b>e c>e e>f');
  const shape = (branches: ReturnType<typeof treeOf>['children']): unknown =>
    branches.map(({ link: { to }, children, more, again }) => [refId(to), shape(children), more, again]);
  const whole = treeOf(forward, keyRef('a'), { depth: 9, width: 9, most: 99 });
  expect(shape(whole.children)).toEqual([
    ['key b', [['key e', [['key f', [], 0, false]], 0, false]], 0, false],
    ['key c', [['key e', [], 0, true]], 0, false],
    ['key d', [], 0, false],
  ]);
  const narrow = treeOf(forward, keyRef('a'), { depth: 1, width: 2, most: 99 });
  expect([shape(narrow.children), narrow.more]).toEqual([
    [
      ['key b', [], 1, false],
      ['key c', [], 1, false],
    ],
    1,
  ]);
  // A limit on all of them cuts off the farthest.
  const few = treeOf(forward, keyRef('a'), { depth: 9, width: 9, most: 4 });
  expect(shape(few.children)).toEqual([
    ['key b', [['key e', [], 1, false]], 0, false],
    ['key c', [], 1, false],
    ['key d', [], 0, false],
  ]);
});

test('positions of numbers, however far apart', () => {
  const numbers = Uint32Array.from([0, 7, 4_000_000, 7, 0, 1, 7]);
  const positions = new Positions(numbers);
  expect([7, 4_000_000, 1, 2, 5_000_000].map((number) => positions.of(number))).toEqual([[1, 3, 6], [2], [5], [], []]);
});
