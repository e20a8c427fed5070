// What stands in a lane, as shapes: marks with their counts, single events, seconds, crowds and ranges.
import type { EventClass } from '../../../../shared/timeline.ts';
import { CLASS_INK, CLASS_PATTERNS, FOOT_UP } from '../../../../shared/timeline-picture/classes.ts';
import type { Shape } from '../../../../shared/timeline-picture/drawing.ts';
import { eventWords } from '../../../components/event-name.ts';
import { oneLine } from '../../../components/visible-text.ts';
import { CLASS_WORDS, compact, type Parts, tellingOf } from '../counts.ts';
import type { LaneItem } from '../lanes/item-kinds.ts';
import { sessionLabel } from '../lanes/session-items.ts';
import { type Across, cut, INK, LEFT, RIGHT } from './paper.ts';
import { crowdWidth, SIGN } from './place-lanes.ts';

/** @param most count of the fullest mark of all lanes */
export function itemShapes(item: LaneItem, y: number, x: Across, most: number): Shape[] {
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
                text: oneLine(eventWords(item.row)),
                size: 10,
                colour: INK.text,
              } as const,
            ]
          : []),
      ];
  }
}

const signsOf = (parts: Parts): string =>
  tellingOf(parts)
    .map((name) => CLASS_WORDS[name].sign)
    .join('');

const sign = (name: EventClass, x: number, y: number): Shape => ({
  kind: 'text',
  x,
  y,
  text: CLASS_WORDS[name].sign,
  size: 11,
  colour: CLASS_INK[name],
  anchor: 'middle',
});
