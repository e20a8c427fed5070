// The timeline on paper: bars by class with the patterns of the window's, lanes of the cited actors and their keys, exhibits as numbered marks that lead
// to them, and what no digest attests as hatching. Everything in it is told again in words and tables below it.

import { grouped } from '../../../shared/text.ts';
import { type DensityBin, EVENT_CLASSES } from '../../../shared/timeline.ts';
import { type Axis, axisOf, type Span } from '../../../shared/timeline-picture/axis.ts';
import { CLASS_INK, CLASS_PATTERNS, CLASS_SIGNS, FOOT_UP } from '../../../shared/timeline-picture/classes.ts';
import type { Density, Lane, MarkedExhibit, TimelineFacts } from '../facts/timeline.ts';
import { type HtmlValue, html, type Markup, plainCaseText } from '../html.ts';
import { anchor } from '../parts.ts';
import { PICTURE } from '../wording/index.ts';
import { Areas, clip, INK, LINE, path, px, rect, SMALL, svg, svgLink, text, WIDTH, widthOf } from './svg.ts';

/** px */
export const LEFT = 158;
export const RIGHT = WIDTH - 4;
export const PLOT = RIGHT - LEFT;
const AXIS = 28;
const MARK = 14;
const ROW = 18;
const HEAD = 28;
/** Px that the label of a tick needs, with room. */
export const TICK = 58;

const BACK = { unattested: '#b89f70', uncovered: '#9aa3ae' } as const;

interface Scale {
  span: Span;
  x(ms: number): number;
}

export function scaleOf(span: Span): Scale {
  return { span, x: (ms) => LEFT + ((ms - span.from) / (span.to - span.from)) * PLOT };
}

export const binTotal = (bin: DensityBin): number => EVENT_CLASSES.reduce((sum, name) => sum + bin[name], 0);

/** The whole case, with what the other picture shows as a frame. */
export function stripPicture(facts: TimelineFacts, title: HtmlValue, description: HtmlValue): Markup | null {
  const { whole, part, zone } = facts;
  if (whole === null) return null;
  const id = 'picture-strip';
  const scale = scaleOf(whole.span);
  const [top, height] = [8, 44];
  const foot = top + height;
  const axis = axisOf(whole.span, zone, Math.floor(PLOT / 70));
  const frame: Markup[] = [];
  if (part) {
    const [from, to] = [Math.max(LEFT, scale.x(part.span.from)), Math.min(RIGHT, scale.x(part.span.to))];
    const wide = Math.max(3, to - from);
    frame.push(
      rect(from, top - 5, wide, 4, { colour: INK.text }),
      path(`M ${px(from)} ${px(top - 5)} V ${px(foot)} M ${px(from + wide)} ${px(top - 5)} V ${px(foot)}`),
    );
    const label = PICTURE.shownBelow;
    const isRight = from + wide + 4 + widthOf(label, SMALL) <= RIGHT;
    frame.push(text(isRight ? from + wide + 4 : from - 4, top + 1, label, { size: SMALL, anchor: isRight ? 'start' : 'end' }));
  }
  const shapes = [
    ...behind(whole, scale, top, foot),
    ...grid(axis, scale, top, foot),
    ...bars(whole.bins, scale, foot, height - 10),
    ...axisShapes(axis, scale, foot),
    path([...new Set(facts.exhibits.map(({ time }) => `M${px(scale.x(time))} ${px(foot)}v6`))].join(''), { width: 1.4 }),
    ...frame,
    text(2, top + 10, PICTURE.wholeCase, { size: 9.6, bold: true }),
    text(2, top + 21, facts.timeless > 0 ? PICTURE.dated(whole.total) : PICTURE.events(whole.total), { size: SMALL, colour: INK.dim }),
    text(2, top + 32, PICTURE.barEach(whole.width), { size: SMALL, colour: INK.dim }),
    text(2, top + 43, PICTURE.ticks, { size: SMALL, colour: INK.dim }),
  ];
  return svg({ id, width: WIDTH, height: foot + AXIS, title, description, shapes });
}

/** What exhibits and findings span. */
export function partPicture(facts: TimelineFacts, title: HtmlValue, description: HtmlValue): Markup | null {
  const { part, zone } = facts;
  if (part === null) return null;
  const id = 'picture-timeline';
  const scale = scaleOf(part.span);
  const [top, height] = [4, 84];
  const foot = top + height;
  const axis = axisOf(part.span, zone, Math.floor(PLOT / TICK));
  const most = part.bins.reduce((max, bin) => Math.max(max, binTotal(bin)), 0);
  const front: Markup[] = [
    ...bars(part.bins, scale, foot, height - 8),
    ...axisShapes(axis, scale, foot),
    text(2, top + 9, PICTURE.events(part.total), { size: 9.6, bold: true }),
    text(2, top + 20, PICTURE.barEach(part.width), { colour: INK.dim }),
    text(2, top + 31, PICTURE.tallest(most), { colour: INK.dim }),
    ...legend(top + 44),
  ];
  let y = foot + AXIS + 2;
  for (const [i, { letter, title: name, state, span }] of facts.findings.entries()) {
    const [from, to] = [scale.x(span.from), scale.x(span.to)];
    front.push(
      clip(`${id}-finding-${i}`, 0, y, LEFT - 14, 14, text(2, y + 10, html`◇ ${letter} ${plainCaseText(name, 'note')}`, { size: SMALL })),
      // What is cut says so; the table below has it whole.
      ...(widthOf(name, SMALL) > LEFT - 36 ? [text(LEFT - 13, y + 10, '…', { size: SMALL })] : []),
      path(`M ${px(from)} ${px(y + 3)} v 8 M ${px(Math.max(from + 3, to))} ${px(y + 3)} v 8`, { width: 1.4 }),
      // What nobody asserts is not drawn as what somebody does.
      path(`M ${px(from)} ${px(y + 7)} H ${px(Math.max(from + 3, to))}`, { width: 1.4, dash: state !== 'asserted' }),
    );
    y += 14;
  }
  const lanesTop = y + 2;
  y = lanesTop;
  for (const [i, lane] of facts.lanes.entries()) y = laneShapes(front, lane, { id: `${id}-lane-${i}`, scale, y });
  if (facts.nameless.length > 0) {
    front.push(line(y), text(2, y + 12, PICTURE.nameless, { size: SMALL }), ...marks(facts.nameless, scale, y + 9));
    y += ROW;
  }
  front.push(line(y));
  const shapes = [...behind(part, scale, top, y), ...grid(axis, scale, top, y), ...front];
  return svg({ id, width: WIDTH, height: y + 4, title, description, shapes });
}

const line = (y: number): Markup => path(`M 0 ${px(y)} H ${px(RIGHT)}`, { colour: INK.line });

interface LanePlace {
  id: string;
  scale: Scale;
  y: number;
}

/** @returns where the next one begins */
function laneShapes(shapes: Markup[], lane: Lane, { id, scale, y }: LanePlace): number {
  const about = [lane.type, lane.account].filter((one) => one !== null && one !== '') as string[];
  shapes.push(
    line(y),
    clip(
      `${id}-name`,
      0,
      y,
      LEFT - 6,
      HEAD,
      html`${text(2, y + 10, plainCaseText(lane.name || lane.who), { size: 9.4, bold: true })}${text(
        2,
        y + 20,
        // What is cut, where there is no room, is the account.
        html`${grouped(lane.events)} ·${about.map((one) => html` ${plainCaseText(one)}`)}`,
        { size: SMALL, colour: INK.dim },
      )}`,
    ),
  );
  const most = lane.bins.reduce((max, bin) => Math.max(max, binTotal(bin)), 1);
  const low = y + HEAD - 3;
  const areas = new Areas();
  for (const bin of lane.bins) {
    const total = binTotal(bin);
    if (total === 0) continue;
    // By the square root, so that single events are seen beside many.
    const tall = Math.max(2, Math.sqrt(total / most) * (HEAD - 8));
    const refused = (tall * (bin.denied + bin.error)) / total;
    const [x, width] = [scale.x(bin.from), Math.max(1.2, scale.x(bin.to) - scale.x(bin.from) - 0.6)];
    areas.add(INK.bar, 'plain', x, low - tall, width, tall - refused);
    if (refused > 0) areas.add(CLASS_INK.denied, 'hatch', x, low - refused, width, Math.max(1.5, refused));
  }
  shapes.push(...areas.shapes);
  let at = y + HEAD;
  if (lane.exhibits.length > 0) {
    shapes.push(text(10, at + 11, lane.moreKeys > 0 ? PICTURE.otherKeys(lane.moreKeys) : PICTURE.noKey, { size: SMALL, colour: INK.dim }));
    shapes.push(...marks(lane.exhibits, scale, at + ROW / 2));
    at += ROW;
  }
  for (const [i, key] of lane.keys.entries()) {
    shapes.push(clip(`${id}-key-${i}`, 0, at, LEFT - 6, ROW, text(10, at + 11, plainCaseText(key.key), { size: SMALL, mono: true })));
    if (key.first !== null && key.last !== null) {
      const from = scale.x(key.first);
      shapes.push(rect(from, at + 7, Math.max(2, scale.x(key.last) - from), 4, { colour: INK.dim, radius: 1 }));
    }
    shapes.push(...marks(key.exhibits, scale, at + 9));
    at += ROW;
  }
  return at;
}

/** Exhibits as numbered marks that lead to them; what would lie upon each other is one mark with several numbers. */
export function marks(exhibits: readonly MarkedExhibit[], scale: Scale, middle: number): Markup[] {
  const groups: { x: number; end: number; of: Numbers }[] = [];
  for (const one of [...exhibits].sort((a, b) => a.time - b.time || a.number - b.number)) {
    const x = Math.min(RIGHT - MARK / 2, Math.max(LEFT + MARK / 2, scale.x(one.time)));
    const last = groups.at(-1);
    if (last && x - MARK / 2 < last.end) {
      addTo(last.of, one);
      last.end = last.x - MARK / 2 + wideAs(last.of) + 1;
    } else {
      const of = { first: one.number, last: one.number, count: 1, some: [one.number], signs: one.sign };
      groups.push({ x, end: x + wideAs(of) - MARK / 2 + 1, of });
    }
  }
  // At the right end marks are moved inwards: those that would then lie upon each other are one, too.
  for (let last = groups.at(-1); last && groups.length > 1; last = groups.at(-1)) {
    const before = groups.at(-2) as (typeof groups)[number];
    if (Math.min(last.x - MARK / 2, RIGHT - wideAs(last.of)) >= Math.min(before.end, RIGHT)) break;
    merge(before.of, last.of);
    before.end = before.x - MARK / 2 + wideAs(before.of) + 1;
    groups.pop();
  }
  return groups.map(({ x, of }) => {
    const wide = wideAs(of);
    const left = Math.min(x - MARK / 2, RIGHT - wide);
    return svgLink(
      anchor('exhibit', of.some[0] as number),
      PICTURE.exhibits(of.some, of.count),
      html`${path(`M ${px(x)} ${px(middle - 9)} v 3`, { width: 1.2 })}${rect(left, middle - MARK / 2, wide, MARK, { colour: INK.text, outline: true, radius: MARK / 2 })}${text(
        left + wide / 2,
        middle + 3,
        numbersOf(of),
        { size: SMALL, anchor: 'middle', bold: true },
      )}`,
    );
  });
}

/** Exhibits in one mark: as many as there are, it stays small. */
interface Numbers {
  first: number;
  last: number;
  count: number;
  /** The first of them in order of time. */
  some: number[];
  /** Of any of them, before the numbers. */
  signs: string;
}

/** Numbers that the words of a mark name. */
const NAMED = 20;

function addTo(of: Numbers, { number, sign }: MarkedExhibit): void {
  of.signs = signsOf(of.signs, sign);
  of.first = Math.min(of.first, number);
  of.last = Math.max(of.last, number);
  of.count++;
  if (of.some.length < NAMED) of.some.push(number);
}

const signsOf = (a: string, b: string): string => ['✖', '≠'].filter((sign) => (a + b).includes(sign)).join('');

function merge(into: Numbers, other: Numbers): void {
  into.signs = signsOf(into.signs, other.signs);
  into.first = Math.min(into.first, other.first);
  into.last = Math.max(into.last, other.last);
  into.count += other.count;
  into.some.push(...other.some.slice(0, NAMED - into.some.length));
}

/** `3`, `3, 5`, `3–7`, `3 … 12 (6)`, `≠3` */
function numbersOf({ first, last, count, some, signs }: Numbers): string {
  if (count === 1) return `${signs}${first}`;
  if (last - first === count - 1) return `${signs}${first}–${last}`;
  return signs + (count <= 3 ? [...some].sort((a, b) => a - b).join(', ') : `${first} … ${last} (${grouped(count)})`);
}

const wideAs = (of: Numbers): number => Math.max(MARK, [...numbersOf(of)].length * 5.4 + 7);

/** What lies behind: hatched to the left where nothing attests the deliveries, to the right where the case has nothing. */
function behind({ backgrounds }: Density, scale: Scale, top: number, bottom: number): Markup[] {
  const of = (spans: readonly Span[], kind: keyof typeof BACK): Markup[] => {
    const areas = new Areas({ ground: 0.06, step: 7, stroke: 0.5 });
    for (const { from, to } of spans) {
      const [left, right] = [Math.max(LEFT, scale.x(from)), Math.min(RIGHT, scale.x(to))];
      areas.add(BACK[kind], kind === 'unattested' ? 'hatch' : 'back', left, top, Math.max(1, right - left), bottom - top);
    }
    return areas.shapes;
  };
  return [...of(backgrounds.uncovered, 'uncovered'), ...of(backgrounds.unattested, 'unattested')];
}

export function grid({ ticks }: Axis, scale: Scale, top: number, bottom: number): Markup[] {
  return ticks.map(({ at, major }) =>
    path(`M ${px(scale.x(at))} ${px(top)} V ${px(bottom)}`, { colour: major ? '#8c949c' : INK.line, width: 0.6 }),
  );
}

export function bars(bins: readonly DensityBin[], scale: Scale, foot: number, height: number): Markup[] {
  const most = bins.reduce((max, bin) => Math.max(max, binTotal(bin)), 1);
  const areas = new Areas();
  for (const bin of bins) {
    let y = foot;
    const [x, width] = [scale.x(bin.from), Math.max(1, scale.x(bin.to) - scale.x(bin.from) - 0.6)];
    for (const name of FOOT_UP) {
      if (bin[name] === 0) continue;
      const tall = Math.max(1.5, (bin[name] / most) * height);
      y -= tall;
      areas.add(CLASS_INK[name], CLASS_PATTERNS[name], x, y, width, tall);
    }
  }
  return areas.shapes;
}

export function axisShapes({ ticks, stretches }: Axis, scale: Scale, top: number): Markup[] {
  const shapes = [path(`M ${px(LEFT)} ${px(top)} H ${px(RIGHT)}`, { colour: INK.dim })];
  for (const { at, label } of ticks) {
    const half = widthOf(label, SMALL) / 2;
    const x = scale.x(at);
    if (x - half >= LEFT && x + half <= RIGHT) shapes.push(text(x, top + 11, label, { size: SMALL, anchor: 'middle', colour: INK.dim }));
  }
  let free = LEFT;
  stretches.forEach(({ at, label }, i) => {
    const next = stretches[i + 1];
    const start = Math.max(free, scale.x(at)) + 2;
    const end = next ? scale.x(next.at) : RIGHT;
    if (start + widthOf(label, SMALL) > Math.min(RIGHT, end + (i === stretches.length - 1 ? 0 : 2))) return;
    shapes.push(text(start, top + 23, label, { size: SMALL, bold: true }));
    free = start + widthOf(label, SMALL);
  });
  return shapes;
}

export function legend(top: number): Markup[] {
  const areas = new Areas();
  const words = FOOT_UP.toReversed().map((name, i) => {
    const y = top + i * LINE;
    areas.add(CLASS_INK[name], CLASS_PATTERNS[name], 2, y - 7, 8, 8);
    return text(13, y, CLASS_SIGNS[name].word, { size: SMALL, colour: INK.dim });
  });
  return [...areas.shapes, ...words];
}

/** The signs of the picture in words: for its description. */
export const classesText = (bins: readonly DensityBin[]): string =>
  EVENT_CLASSES.map((name) => `${CLASS_SIGNS[name].word} ${grouped(bins.reduce((sum, bin) => sum + bin[name], 0))}`).join(', ');
