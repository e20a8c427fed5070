// The drawing of lineage: which boxes and arrows, and where they stand.
import { expect, test } from 'vitest';
import { BOX, drawingOf } from '../../../src/renderer/views/lineage/graph-model.ts';
import { eventsText, kindWord, whoseText } from '../../../src/renderer/views/lineage/words.ts';
import type { Lineage, LineageBranch, LineageEdge, LineageNode } from '../../../src/shared/lineage.ts';
import { boxId } from '../../../src/shared/lineage-graph.ts';

const node = (value: string, more: Partial<LineageNode> = {}): LineageNode => ({
  kind: 'key',
  value,
  who: null,
  actor: null,
  account: null,
  type: null,
  events: 0,
  denied: 0,
  first: null,
  last: null,
  ...more,
});

const edge = (from: string, to: string): LineageEdge => ({
  from: node(from),
  to: node(to),
  certainty: 'proven',
  how: 'AssumeRole',
  why: '',
  event: null,
  events: [],
  copies: 0,
});

const branch = (from: string, to: string, children: LineageBranch[] = [], more = 0): LineageBranch => ({
  ...edge(from, to),
  others: [],
  otherCount: 0,
  children,
  more,
  again: false,
});

const lineage = (of: string, more: Partial<Lineage>): Lineage => ({
  node: node(of),
  root: node(of),
  chain: [],
  chainEnd: 'root',
  children: [],
  more: 0,
  life: [],
  blast: { keys: 1, events: 0, first: null, last: null, writes: 0, denied: 0, accounts: [], regions: [], filter: null },
  notes: [],
  ...more,
});

test('every end once, from oldest at the left to newest at the right', () => {
  const { boxes, arrows } = drawingOf(
    lineage('c', {
      chain: [
        { ...edge('b', 'c'), others: [edge('x', 'c')], otherCount: 3 },
        { ...edge('a', 'b'), others: [], otherCount: 0 },
      ],
      children: [branch('c', 'd', [branch('d', 'f')]), branch('c', 'e', [branch('e', 'f')], 12)],
      more: 9987,
    }),
  );
  const ids = boxes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => id.startsWith('key '))).toHaveLength(7);
  expect(boxes.flatMap(({ shows }) => (shows.kind === 'more' ? [[shows.count, boxId(shows.of)]] : []))).toEqual([
    [2, 'key c'],
    [12, 'key e'],
    [9987, 'key c'],
  ]);
  const at = (id: string) => boxes.find((box) => box.id === id)?.at ?? { x: 0, y: 0 };
  for (const { from, to } of arrows) expect(at(from).x + BOX.width).toBeLessThan(at(to).x);
  expect(arrows).toHaveLength(10);
});

test('what an actor has itself is drawn with who issued it', () => {
  const own = { ...branch('role', 'session'), others: [edge('leaked', 'session')], otherCount: 1 };
  const { boxes, arrows } = drawingOf(lineage('role', { children: [own] }));
  expect(boxes.map(({ id }) => id).sort()).toEqual(['key leaked', 'key role', 'key session']);
  expect(arrows.map(({ from, to }) => [from, to])).toEqual([
    ['key role', 'key session'],
    ['key leaked', 'key session'],
  ]);
});

test('boxes do not overlap, and the first child stands on top', () => {
  const { boxes, height } = drawingOf(lineage('a', { children: ['b', 'c', 'd', 'e'].map((to) => branch('a', to)) }));
  const tops = boxes.slice(1).map(({ at }) => at.y);
  for (let i = 1; i < tops.length; i++) expect(tops[i]).toBeGreaterThanOrEqual((tops[i - 1] as number) + BOX.height);
  expect(height).toBe((tops.at(-1) as number) + BOX.height);
});

test('words of a box', () => {
  const session = node('ASIA1', { who: '111122223333:role/deploy', actor: 'deploy/build\u202e', type: 'temporary', events: 1, denied: 1 });
  expect([kindWord(session), whoseText(session), eventsText(session)]).toEqual([
    'temporary key',
    '111122223333:role/deploy · build\\u202e',
    '1 event, ✖ 1 denied',
  ]);
  const actor = node('111122223333:user/asha', { kind: 'actor', who: '111122223333:user/asha' });
  expect([kindWord(actor), whoseText(actor)]).toEqual(['actor', '']);
});
