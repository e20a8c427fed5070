// The picture says what the model says, the same bytes each time, and nothing of a log becomes markup.
import { expect, test } from 'vitest';
import { laneItems } from '../../../../src/renderer/views/timeline/lanes/items.ts';
import { laneRows } from '../../../../src/renderer/views/timeline/lanes/rows.ts';
import { drawTimeline } from '../../../../src/renderer/views/timeline/picture/draw-timeline.ts';
import type { PictureModel } from '../../../../src/renderer/views/timeline/picture/model.ts';
import { svgText, xmlText } from '../../../../src/renderer/views/timeline/picture/to-svg.ts';
import type { Shape, TextShape } from '../../../../src/shared/timeline-picture/drawing.ts';
import { bin, event, lane, lanesOf } from './answers.ts';

const HOSTILE = `<script>alert(1)</script>"' onload="x" &amp; ]]> \u0000\u202e\ud800 <image href="http://x/"/>`;

function modelOf(name: string): PictureModel {
  const lanes = lanesOf({
    lanes: [
      lane('alice', { bins: [bin(0, 30_000, { read: 3 }), bin(30_000, 60_000, { write: 2, denied: 1 })] }),
      lane(name, { single: true, count: 3 }),
    ],
    events: [
      event(1, 5000, { lanes: [1], eventName: name }),
      event(2, 9000, { lanes: [1] }),
      event(3, 9500, { lanes: [1], class: 'denied' }),
    ],
    otherLanes: 4,
    others: { count: 9, bins: [bin(0, 30_000, { error: 9 })] },
  });
  return {
    caseTitle: name,
    filter: `actor:${name}`,
    zone: 'Asia/Kolkata',
    span: { from: 0, to: 60_000 },
    lanesTitle: 'Actors',
    bins: [bin(0, 30_000, { read: 12, error: 9 }), bin(30_000, 60_000, { write: 2, denied: 1 }), bin(60_000, 90_000, { read: 100 })],
    rows: laneRows(lanes, { from: 0, to: 60_000 }),
    items: laneItems(lanes, null, 'UTC', 100),
    spots: [{ kind: 'privilege', id: 'p', from: 8000, to: 8000, count: 2, marker: null, label: name, title: '', failed: 'some' }],
    stretches: [{ layer: 'nights', from: 0, to: 20_000, words: 'night' }],
    notes: [{ layer: 'bookmarks', id: 'b', from: 7000, to: 7000, colour: '--bm-red', words: name, eventId: null }],
    edges: [
      {
        fromLane: 0,
        toLane: 1,
        from: { id: 'e', time: 1000, eventName: name },
        to: { time: 5000 },
        key: name,
        certainty: 'inferred',
        how: name,
        why: name,
      } as never,
    ],
    edgeLanes: ['alice', name],
    hidden: ['findings'],
    left: ['4 more actors share the last lane.'],
  };
}

const textsOf = (shapes: readonly Shape[]): TextShape[] =>
  shapes.flatMap((shape) => (shape.kind === 'text' ? [shape] : shape.kind === 'clip' ? textsOf(shape.shapes) : []));

test('its numbers are those of the model', () => {
  const drawing = drawTimeline(modelOf('bob'));
  const texts = textsOf(drawing.shapes).map(({ text }) => text);
  // 24 in the two bars within the span: 12 read, 9 errors, 2 writes, 1 denied. The third bar lies outside.
  expect(texts).toContain('24 events');
  expect(texts).toContain('in these bars; tallest 21');
  expect(texts).toEqual(expect.arrayContaining(['3', '3✖', '9!', '4 others', 'Privilege changes 2', 'bob (✖)']));
  expect(texts.some((text) => text.startsWith('3 events drawn singly; 3 marks for 15 events'))).toBe(true);
  expect(texts).toContain('Filter: actor:bob');
  expect(texts.some((text) => text.includes('1970-01-01 05:30:00 – 05:31:00 +05:30') && text.includes('1970-01-01T00:00:00Z'))).toBe(true);
  expect(texts).toContain('Not shown, by choice: findings.');
  expect(texts).toContain('4 more actors share the last lane.');
});

test('the same model gives the same bytes', () => {
  expect(svgText(drawTimeline(modelOf('bob')))).toBe(svgText(drawTimeline(structuredClone(modelOf('bob')))));
});

test('text of a log stays text: no element, attribute or reference comes of it', () => {
  const svg = svgText(drawTimeline(modelOf(HOSTILE)));
  const plain = svgText(drawTimeline(modelOf('bob')));
  const tags = (text: string) => new Set(text.match(/<\/?[a-zA-Z?][^\s>/]*/g));
  expect(tags(svg)).toEqual(tags(plain));
  const attributes = (text: string) => new Set(text.match(/\s[a-zA-Z:-]+="/g));
  expect([...attributes(svg)].filter((one) => !attributes(plain).has(one))).toEqual([]);
  expect(svg).toContain('&lt;script&gt;');
  expect(svg).not.toMatch(/[\u0000\u202e\ud800]/);
  expect(svg).not.toMatch(/<(script|image|use|foreignObject|style|a)\b/i);
  // Patterns and clips point within the file, and the namespace is the only address outside of text.
  for (const [, target] of svg.matchAll(/url\(([^)]*)\)/g)) expect(target).toMatch(/^#[a-z0-9-]+$/);
  expect(
    svg.match(/http[^"]*/g)?.filter((one) => !one.startsWith('http://www.w3.org/2000/svg') && !one.startsWith('http://x/&quot;')),
  ).toEqual([]);
});

test('what XML does not allow is not in it', () => {
  expect(xmlText('a\u0008b\ud800c\ufffe<&>"\'')).toBe('a\ufffdb\ufffdc\ufffd&lt;&amp;&gt;&quot;&#39;');
  expect(xmlText('📌 ok')).toBe('📌 ok');
});
