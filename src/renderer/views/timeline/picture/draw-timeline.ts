// What the timeline shows, drawn for paper: title, filter, span and zone, density, markers, lanes, backgrounds, and what is aggregated or left out.
// Pure: the numbers are those of the model, and the same model gives the same drawing.
import { grouped, plural } from '../../../../shared/text.ts';
import { isoUtc } from '../../../../shared/time.ts';
import { type EventClass, MARKER_KINDS } from '../../../../shared/timeline.ts';
import type { TimelineLayer } from '../../../../shared/timeline-layers.ts';
import { axisOf, spanText } from '../../../../shared/timeline-picture/axis.ts';
import { CLASS_INK, CLASS_PATTERNS, FOOT_UP } from '../../../../shared/timeline-picture/classes.ts';
import type { Drawing, Pattern, Shape } from '../../../../shared/timeline-picture/drawing.ts';
import { oneLine } from '../../../components/visible-text.ts';
import type { Span } from '../../../state/view-state.ts';
import {
  binTotal,
  CLASS_WORDS,
  compact,
  type LaneItem,
  type LaneRow,
  laneId,
  laneName,
  type Parts,
  sessionLabel,
  standsFor,
  tellingOf,
} from '../lane-items.ts';
import { LAYER_WORDS, type MarkerSpot, type NoteMark, type Stretch } from '../layers.ts';
import { type Edge, linkPath } from '../links.ts';
import { xOf } from '../paint.ts';

export interface PictureModel {
  caseTitle: string;
  filter: string;
  zone: string;
  span: Span;
  /** `Access keys`: what the lanes stand for. */
  lanesTitle: string;
  bins: readonly (Span & Parts & { ok: number })[];
  rows: readonly LaneRow[];
  items: readonly LaneItem[];
  spots: readonly MarkerSpot[];
  stretches: readonly Stretch[];
  notes: readonly NoteMark[];
  edges: readonly Edge[];
  /** Values that the edges' places refer to. */
  edgeLanes: readonly string[];
  hidden: readonly TimelineLayer[];
  /** Sentences about what is not drawn. */
  left: readonly string[];
}

/** px */
const WIDTH = 1400;
const LEFT = 250;
const MARGIN = 24;
const CHART = 118;
const AXIS = 34;
const MARKERS = 20;
const ROW = 20;
const SIGN = 14;
const RIGHT = WIDTH - MARGIN;
const PLOT = RIGHT - LEFT;

/** Print has one palette, whatever the window's. Patterns and signs tell the same without colour. */
const INK = { text: '#1b222b', dim: '#586472', line: '#c3cad3', soft: '#e6e9ee', bar: '#7d99bd', accent: '#1f5fb4', paper: '#ffffff' };
const LAYER_INK: Partial<Record<TimelineLayer, string>> = {
  signin: '#1b222b',
  privilege: '#6a3fb8',
  logging: '#b3261e',
  leaving: '#a84e10',
};
const BOOKMARK_INK: Record<string, string> = {
  '--bm-red': '#c93a37',
  '--bm-orange': '#c9661a',
  '--bm-yellow': '#b08f00',
  '--bm-green': '#2c8a50',
  '--bm-blue': '#2a6fca',
  '--bm-violet': '#7a4fc4',
};
const STRETCH_INK: Record<Stretch['layer'], { colour: string; pattern: Pattern; opacity: number }> = {
  offHours: { colour: '#8d97a4', pattern: 'plain', opacity: 0.08 },
  nights: { colour: '#8d97a4', pattern: 'plain', opacity: 0.16 },
  uncovered: { colour: '#5d6774', pattern: 'back', opacity: 0.3 },
  unattested: { colour: '#8f5a0a', pattern: 'hatch', opacity: 0.25 },
};

/** A text that takes about so many px: the picture measures nothing, so that it is the same everywhere. */
const LETTER = 0.58;
function cut(text: string, px: number, size: number): string {
  const most = Math.max(1, Math.floor(px / (size * LETTER)));
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
const widthOf = (text: string, size: number): number => [...text].length * size * LETTER;

export function drawTimeline(model: PictureModel): Drawing {
  const { span, zone } = model;
  const x = (ms: number) => LEFT + xOf(span, PLOT, ms);
  const isSeen = ({ from, to }: Span) => to >= span.from && from < span.to;
  const items = model.items.filter(isSeen);
  const shapes: Shape[] = [];
  const say = (text: string, left: number, y: number, size: number, more: object = {}): void =>
    void shapes.push({ kind: 'text', x: left, y, text, size, colour: INK.text, ...more });

  // What it is a picture of.
  let y = MARGIN + 14;
  say(cut(oneLine(model.caseTitle), RIGHT - MARGIN, 17), MARGIN, y, 17, { bold: true });
  const head = [
    `Timeline: ${spanText(span, zone)}, clock of ${zone}. In UTC: ${isoUtc(span.from)} to ${isoUtc(span.to)}.`,
    `Filter: ${model.filter === '' ? 'none, all events' : oneLine(model.filter)}`,
    `Lanes: ${model.lanesTitle}.`,
  ];
  for (const line of head) {
    y += 18;
    say(cut(line, RIGHT - MARGIN, 12), MARGIN, y, 12, { colour: INK.dim });
  }
  const top = y + 14;

  // Where everything stands, before it is drawn: what lies behind reaches over all of it.
  const kinds = MARKER_KINDS.filter((kind) => !model.hidden.includes(kind));
  const markersTop = top + CHART + AXIS;
  const lanesTop = markersTop + kinds.length * MARKERS + 4;
  const placed = placeLanes(model.rows, items, x, lanesTop);
  const bottom = placed.bottom;

  const back: Shape[] = [];
  for (const stretch of model.stretches.filter(isSeen)) {
    const [from, to] = [Math.max(LEFT, x(stretch.from)), Math.min(RIGHT, x(stretch.to))];
    back.push({ kind: 'rect', x: from, y: top, width: Math.max(1, to - from), height: bottom - top, ...STRETCH_INK[stretch.layer] });
  }
  const axis = axisOf(span, zone, Math.floor(PLOT / 80));
  for (const { at, major } of axis.ticks)
    back.push({ kind: 'rect', x: x(at), y: top, width: 1, height: bottom - top, colour: major ? INK.line : INK.soft });
  for (const note of model.notes.filter(isSeen)) {
    const colour = BOOKMARK_INK[note.colour] ?? INK.accent;
    if (note.to > note.from)
      back.push({ kind: 'rect', x: x(note.from), y: top, width: x(note.to) - x(note.from), height: 4, colour, opacity: 0.8 });
    back.push({ kind: 'rect', x: x(note.from), y: top, width: 1.5, height: bottom - top, colour, opacity: 0.8 });
    back.push({ kind: 'text', x: x(note.from) + 2, y: top + 9, text: note.layer === 'bookmarks' ? '⚑' : '⚐', size: 10, colour });
  }
  shapes.push({ kind: 'clip', x: LEFT, y: top, width: PLOT, height: bottom - top, shapes: back });

  // Density.
  const bins = model.bins.filter((bin) => bin.to > span.from && bin.from < span.to);
  const total = bins.reduce((sum, bin) => sum + binTotal(bin), 0);
  const most = bins.reduce((max, bin) => Math.max(max, binTotal(bin)), 1);
  const bars: Shape[] = [];
  for (const bin of bins) {
    let foot = top + CHART;
    const width = Math.max(1, x(bin.to) - x(bin.from) - 1);
    for (const name of FOOT_UP) {
      if (bin[name] === 0) continue;
      const height = Math.max(2, (bin[name] / most) * (CHART - 12));
      foot -= height;
      bars.push({ kind: 'rect', x: x(bin.from), y: foot, width, height, colour: CLASS_INK[name], pattern: CLASS_PATTERNS[name] });
    }
  }
  shapes.push({ kind: 'clip', x: LEFT, y: top, width: PLOT, height: CHART, shapes: bars });
  say(plural(total, 'event'), MARGIN, top + 14, 12, { bold: true });
  say(`in these bars; tallest ${grouped(most)}`, MARGIN, top + 30, 11, { colour: INK.dim });
  FOOT_UP.toReversed().forEach((name, i) => {
    const [left, line] = [MARGIN, top + 48 + i * 15];
    shapes.push({ kind: 'rect', x: left, y: line - 8, width: 9, height: 9, colour: CLASS_INK[name], pattern: CLASS_PATTERNS[name] });
    say(`${CLASS_WORDS[name].sign} ${CLASS_WORDS[name].word}`, left + 13, line, 10, { colour: INK.dim });
  });

  // Axis.
  shapes.push({ kind: 'rect', x: LEFT, y: top + CHART, width: PLOT, height: 1, colour: INK.line });
  for (const { at, label } of axis.ticks) {
    const half = widthOf(label, 10) / 2;
    if (x(at) - half < LEFT || x(at) + half > RIGHT) continue;
    say(label, x(at), top + CHART + 14, 10, { anchor: 'middle', mono: true, colour: INK.dim });
  }
  axis.stretches.forEach(({ at, label }, i) => {
    const next = axis.stretches[i + 1];
    const start = Math.max(LEFT, x(at)) + 3;
    if (start + widthOf(label, 10) > Math.min(RIGHT, next ? x(next.at) : RIGHT)) return;
    say(label, start, top + CHART + 28, 10, { mono: true });
  });

  // Markers.
  kinds.forEach((kind, row) => {
    const line = markersTop + row * MARKERS;
    const own = model.spots.filter((spot) => spot.kind === kind && isSeen(spot)).sort((a, b) => a.from - b.from);
    const { sign, label } = LAYER_WORDS[kind];
    const colour = LAYER_INK[kind] ?? INK.text;
    const count = own.reduce((sum, spot) => sum + spot.count, 0);
    shapes.push({ kind: 'rect', x: MARGIN, y: line, width: RIGHT - MARGIN, height: 1, colour: INK.soft });
    say(sign, MARGIN, line + 14, 12, { colour, bold: true });
    say(`${label} ${grouped(count)}`, MARGIN + 18, line + 14, 11);
    own.forEach((spot, i) => {
      const at = x((spot.from + spot.to) / 2);
      const after = own[i + 1];
      const end = after ? x((after.from + after.to) / 2) - 8 : RIGHT;
      const failed = spot.failed === 'none' ? '' : spot.failed === 'all' ? ' ✖' : ' (✖)';
      say(sign, at, line + 14, 12, { anchor: 'middle', colour, bold: true });
      const words = `${spot.label}${failed}`;
      if (at + 8 + widthOf(words, 10) <= end) say(words, at + 8, line + 14, 10);
    });
  });

  // Lanes.
  for (const { row, y: line } of placed.rows) {
    shapes.push({ kind: 'rect', x: MARGIN, y: line, width: RIGHT - MARGIN, height: 1, colour: INK.line });
    const count = grouped(row.count);
    const { name, detail } = laneName(row.value);
    const words = row.kind === 'others' ? `${grouped(row.values)} others` : `${row.pinned ? '★ ' : ''}${oneLine(name) || '(none)'}`;
    const room = LEFT - MARGIN - 16 - widthOf(count, 11);
    const shown = cut(words, Math.max(room / 2, room - widthOf(detail, 10) - 8), 11);
    say(shown, MARGIN, line + 15, 11, { bold: row.pinned });
    if (detail !== '' && row.kind === 'lane')
      say(cut(oneLine(detail), room - widthOf(shown, 11) - 6, 10), MARGIN + widthOf(shown, 11) + 6, line + 15, 10, { colour: INK.dim });
    say(count, LEFT - 8, line + 15, 11, { anchor: 'end', colour: INK.dim });
  }
  const inside: Shape[] = placed.items.flatMap(({ item, y: line }) => itemShapes(item, line, x, placed.most));
  const middles = new Map(placed.rows.map(({ row, y: line, height }) => [row.id, line + height / 2]));
  for (const edge of model.edges) {
    const [from, to] = [middles.get(laneId(model.edgeLanes[edge.fromLane] ?? '')), middles.get(laneId(model.edgeLanes[edge.toLane] ?? ''))];
    if (from === undefined || to === undefined || from === to || edge.to.time < span.from || edge.from.time > span.to) continue;
    const d = linkPath({ x: x(edge.from.time), y: from }, { x: x(edge.to.time), y: to });
    inside.push({ kind: 'line', d, colour: INK.accent, width: 1.2, dash: edge.certainty === 'inferred', opacity: 0.8 });
  }
  shapes.push({ kind: 'clip', x: LEFT, y: lanesTop, width: PLOT, height: bottom - lanesTop, shapes: inside });
  shapes.push({ kind: 'rect', x: MARGIN, y: bottom, width: RIGHT - MARGIN, height: 1, colour: INK.line });

  // What is to be known when it is read.
  const notes = notesOf(model, items);
  let foot = bottom + 8;
  for (const note of notes) {
    foot += 15;
    say(cut(note, RIGHT - MARGIN, 11), MARGIN, foot, 11, { colour: INK.dim });
  }
  const height = foot + MARGIN;
  const title = `${oneLine(model.caseTitle)}: timeline, ${spanText(span, zone)}`;
  return {
    width: WIDTH,
    height,
    title,
    description: [...head, `${plural(total, 'event')} in the chart.`, ...notes].join('\n'),
    shapes: [{ kind: 'rect', x: 0, y: 0, width: WIDTH, height, colour: INK.paper }, ...visible(shapes)],
  };
}

/** Whoever made a text: characters that hide, reorder or erase what stands around them are spelled out. */
const visible = (shapes: readonly Shape[]): Shape[] =>
  shapes.map((shape) => {
    if (shape.kind === 'text') return { ...shape, text: oneLine(shape.text) };
    return shape.kind === 'clip' ? { ...shape, shapes: visible(shape.shapes) } : shape;
  });

/** Sentences below the picture: what stands for how much, what lies behind, and what is missing. */
export function notesOf({ stretches, hidden, left, span }: PictureModel, items: readonly LaneItem[]): string[] {
  const { marks, aggregated, single } = standsFor(items);
  const layers = [...new Set(stretches.filter(({ from, to }) => to >= span.from && from < span.to).map(({ layer }) => layer))];
  const names = (all: readonly TimelineLayer[]) => all.map((layer) => LAYER_WORDS[layer].label.toLowerCase()).join(', ');
  return [
    `${plural(single, 'event')} drawn singly; ${plural(marks, 'mark')} for ${plural(aggregated, 'event')}, the count stands in each. Marks at the edges reach beyond the span.`,
    ...(layers.length > 0
      ? [`Behind: ${layers.map((layer) => `${LAYER_WORDS[layer].label.toLowerCase()} (${LAYER_WORDS[layer].title})`).join('; ')}`]
      : []),
    ...(hidden.length > 0 ? [`Not shown, by choice: ${names(hidden)}.`] : []),
    ...left,
    'Logs identify credentials, never the person. Empty does not mean that nothing happened.',
  ];
}

interface PlacedLanes {
  rows: { row: LaneRow; y: number; height: number }[];
  items: { item: LaneItem; y: number }[];
  bottom: number;
  /** Of the fullest mark. */
  most: number;
}

/** Lanes below each other, each as high as what stands in it: what would overlap goes to the next line. */
function placeLanes(rows: readonly LaneRow[], items: readonly LaneItem[], x: (ms: number) => number, top: number): PlacedLanes {
  const placed: PlacedLanes = { rows: [], items: [], bottom: top, most: 1 };
  for (const row of rows) {
    const own = items.filter(({ lane }) => lane === row.id);
    const rank = (item: LaneItem) => (item.kind === 'session' ? 1 : 0);
    own.sort((a, b) => rank(a) - rank(b) || a.from - b.from || (a.id < b.id ? -1 : 1));
    // Ends of the lines so far, px; lines of sessions are not shared with others.
    const lines: { end: number; rank: number }[] = [];
    for (const item of own) {
      const [from, to] = extent(item, x);
      let line = lines.findIndex((one) => one.rank === rank(item) && one.end <= from);
      if (line < 0) line = lines.push({ end: 0, rank: rank(item) }) - 1;
      (lines[line] as { end: number }).end = to;
      placed.items.push({ item, y: placed.bottom + 3 + line * ROW });
      if (item.kind === 'density') placed.most = Math.max(placed.most, item.count);
    }
    const height = Math.max(1, lines.length) * ROW + 5;
    placed.rows.push({ row, y: placed.bottom, height });
    placed.bottom += height;
  }
  return placed;
}

/** From where to where an item reaches, px. */
function extent(item: LaneItem, x: (ms: number) => number): [number, number] {
  const start = x(item.from);
  switch (item.kind) {
    case 'density':
      return [start, x(item.to)];
    case 'session':
      return [start, Math.max(start + 5, x(item.to))];
    case 'crowd':
      return [start - 8, start + crowdWidth(item.count)];
    case 'together':
      return [start - 8, start + item.rows.length * SIGN + (item.more > 0 ? 34 : 0)];
    case 'event':
      return [start - 8, start + 8 + (item.isNamed ? widthOf(item.row.eventName ?? '', 10) : 0)];
  }
}

const crowdWidth = (count: number): number => 16 + widthOf(compact(count), 10) + 20;

const signsOf = (parts: Parts): string =>
  tellingOf(parts)
    .map((name) => CLASS_WORDS[name].sign)
    .join('');

function itemShapes(item: LaneItem, y: number, x: (ms: number) => number, most: number): Shape[] {
  const start = x(item.from);
  const base = y + 13;
  switch (item.kind) {
    case 'density': {
      const [from, to] = [Math.max(LEFT, start), Math.min(RIGHT, x(item.to))];
      const strength = 0.2 + 0.5 * (Math.log(item.count + 1) / Math.log(most + 1));
      const shapes: Shape[] = [
        { kind: 'rect', x: start, y, width: x(item.to) - start - 1, height: 18, colour: INK.bar, opacity: strength, radius: 2 },
      ];
      let left = start;
      for (const name of FOOT_UP) {
        if (name === 'read' || item.parts[name] === 0) continue;
        const width = Math.max(4, (item.parts[name] / item.count) * (x(item.to) - start - 1));
        shapes.push({ kind: 'rect', x: left, y: y + 14, width, height: 4, colour: CLASS_INK[name], pattern: CLASS_PATTERNS[name] });
        left += width;
      }
      shapes.push({
        kind: 'text',
        x: (from + to) / 2,
        y: y + 11,
        text: `${compact(item.count)}${signsOf(item.parts)}`,
        size: 10,
        colour: INK.text,
        anchor: 'middle',
      });
      return shapes;
    }
    case 'session': {
      const width = Math.max(5, x(item.to) - start);
      // Words of a range that began before the span stand in it.
      const seen = Math.max(start, LEFT);
      const room = Math.min(RIGHT, start + width) - seen;
      const label = cut(sessionLabel(item.session), room - 8, 9);
      return [
        { kind: 'rect', x: start, y: y + 1, width, height: 14, colour: INK.accent, opacity: 0.14 },
        { kind: 'rect', x: start, y: y + 1, width: 3, height: 14, colour: INK.accent },
        ...(room > 40 ? [{ kind: 'text', x: seen + 6, y: y + 11, text: label, size: 9, colour: INK.dim } as const] : []),
      ];
    }
    case 'crowd':
      return [
        { kind: 'rect', x: start - 8, y: y + 1, width: crowdWidth(item.count) + 6, height: 16, colour: INK.bar, outline: true, radius: 8 },
        { kind: 'text', x: start, y: base, text: `${compact(item.count)} ${signsOf(item.parts)}`.trim(), size: 10, colour: INK.text },
      ];
    case 'together': {
      const more = item.more > 0 ? 30 : 0;
      return [
        {
          kind: 'rect',
          x: start - 8,
          y: y + 1,
          width: item.rows.length * SIGN + more + 2,
          height: 16,
          colour: INK.dim,
          outline: true,
          dash: true,
          radius: 3,
        },
        ...item.rows.map((row, i) => sign(row.class, start + i * SIGN, base)),
        ...(item.more > 0
          ? [
              {
                kind: 'text',
                x: start + item.rows.length * SIGN - 6,
                y: base,
                text: `+${compact(item.more)}`,
                size: 9,
                colour: INK.dim,
              } as const,
            ]
          : []),
      ];
    }
    case 'event':
      return [
        sign(item.row.class, start, base),
        ...(item.isNamed
          ? [
              {
                kind: 'text',
                x: start + 8,
                y: base,
                text: oneLine(item.row.eventName ?? '(no eventName)'),
                size: 10,
                colour: INK.text,
              } as const,
            ]
          : []),
      ];
  }
}

const sign = (name: EventClass, x: number, y: number): Shape => ({
  kind: 'text',
  x,
  y,
  text: CLASS_WORDS[name].sign,
  size: 11,
  colour: CLASS_INK[name],
  anchor: 'middle',
});
