// Sentences below the picture.
import { plural } from '../../../../shared/text.ts';
import type { TimelineLayer } from '../../../../shared/timeline-layers.ts';
import { type LaneItem, standsFor } from '../lanes/item-kinds.ts';
import { LAYER_WORDS } from '../layers.ts';
import type { PictureModel } from './model.ts';
import { seenIn } from './paper.ts';

/** What stands for how much, what lies behind, and what is missing. */
export function notesOf({ stretches, hidden, left, span }: PictureModel, items: readonly LaneItem[]): string[] {
  const { marks, aggregated, single } = standsFor(items);
  const layers = [...new Set(stretches.filter(seenIn(span)).map(({ layer }) => layer))];
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
