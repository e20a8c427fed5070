// What the timeline shows, drawn for paper: title, filter, span and zone, density, markers, lanes, backgrounds, and what is aggregated or left out.
// Pure: the numbers are those of the model, and the same model gives the same drawing.
import { plural } from '../../../../shared/text.ts';
import { isoUtc } from '../../../../shared/time.ts';
import { MARKER_KINDS } from '../../../../shared/timeline.ts';
import { axisOf, spanText } from '../../../../shared/timeline-picture/axis.ts';
import type { Drawing, Shape } from '../../../../shared/timeline-picture/drawing.ts';
import { oneLine } from '../../../components/visible-text.ts';
import { binTotal } from '../counts.ts';
import { backShapes } from './draw-back.ts';
import { AXIS, axisShapes, CHART, chartShapes, MARKERS, stripShapes } from './draw-head.ts';
import { laneNameShapes, laneShapes } from './draw-lanes.ts';
import type { PictureModel } from './model.ts';
import { notesOf } from './notes.ts';
import { across, cut, INK, LEFT, MARGIN, PLOT, RIGHT, say, seenIn, WIDTH } from './paper.ts';
import { placeLanes } from './place-lanes.ts';

export function drawTimeline(model: PictureModel): Drawing {
  const { span, zone } = model;
  const x = across(span);
  const isSeen = seenIn(span);
  const items = model.items.filter(isSeen);
  const shapes: Shape[] = [];

  // What it is a picture of.
  let y = MARGIN + 14;
  shapes.push(say(cut(oneLine(model.caseTitle), RIGHT - MARGIN, 17), MARGIN, y, 17, { bold: true }));
  const head = [
    `Timeline: ${spanText(span, zone)}, clock of ${zone}. In UTC: ${isoUtc(span.from)} to ${isoUtc(span.to)}.`,
    `Filter: ${model.filter === '' ? 'none, all events' : oneLine(model.filter)}`,
    `Lanes: ${model.lanesTitle}.`,
  ];
  for (const line of head) {
    y += 18;
    shapes.push(say(cut(line, RIGHT - MARGIN, 12), MARGIN, y, 12, { colour: INK.dim }));
  }
  const top = y + 14;

  // Where everything stands, before it is drawn: what lies behind reaches over all of it.
  const kinds = MARKER_KINDS.filter((kind) => !model.hidden.includes(kind));
  const markersTop = top + CHART + AXIS;
  const lanesTop = markersTop + kinds.length * MARKERS + 4;
  const placed = placeLanes(model.rows, items, x, lanesTop);
  const { bottom } = placed;
  const axis = axisOf(span, zone, Math.floor(PLOT / 80));
  const bins = model.bins.filter((bin) => bin.to > span.from && bin.from < span.to);
  const total = bins.reduce((sum, bin) => sum + binTotal(bin), 0);
  const spots = model.spots.filter(isSeen);

  const behind = { stretches: model.stretches.filter(isSeen), notes: model.notes.filter(isSeen), axis };
  shapes.push(
    { kind: 'clip', x: LEFT, y: top, width: PLOT, height: bottom - top, shapes: backShapes(behind, top, bottom, x) },
    ...chartShapes(bins, total, top, x),
    ...axisShapes(axis, top + CHART, x),
    ...kinds.flatMap((kind, row) => stripShapes(kind, spots, markersTop + row * MARKERS, x)),
    ...laneNameShapes(placed),
    { kind: 'clip', x: LEFT, y: lanesTop, width: PLOT, height: bottom - lanesTop, shapes: laneShapes(placed, model, x) },
    { kind: 'rect', x: MARGIN, y: bottom, width: RIGHT - MARGIN, height: 1, colour: INK.line },
  );

  // What is to be known when it is read.
  const notes = notesOf(model, items);
  let foot = bottom + 8;
  for (const note of notes) {
    foot += 15;
    shapes.push(say(cut(note, RIGHT - MARGIN, 11), MARGIN, foot, 11, { colour: INK.dim }));
  }
  const height = foot + MARGIN;
  return {
    width: WIDTH,
    height,
    title: `${oneLine(model.caseTitle)}: timeline, ${spanText(span, zone)}`,
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
