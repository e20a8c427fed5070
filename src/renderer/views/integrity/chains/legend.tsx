// What the patterns of the strips mean: each with its sign and word; only those that occur.
import { useCallback, useRef } from 'react';
import { SPAN_STATES, type SpanState } from '../../../../shared/integrity.ts';
import { STATE_WORDS } from '../../../../shared/integrity-words.ts';
import { Patterns } from './patterns.ts';
import { type Surface, useCanvas } from './use-canvas.ts';

export function Legend({ states }: { states: ReadonlySet<SpanState> }) {
  return (
    <ul className="tc-legend" aria-label="What the patterns mean" data-testid="strip-legend">
      {SPAN_STATES.toReversed()
        .filter((state) => states.has(state))
        .map((state) => (
          <li key={state}>
            <Swatch state={state} /> {STATE_WORDS[state].sign} {STATE_WORDS[state].word}
          </li>
        ))}
    </ul>
  );
}

/** A piece of a strip in one state. */
export function Swatch({ state }: { state: SpanState }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const paint = useCallback(
    ({ context, colours, width, height, scale }: Surface) => new Patterns(colours, scale).draw(context, state, 0, 0, width, height),
    [state],
  );
  useCanvas(canvas, paint);
  return (
    <span aria-hidden="true">
      <canvas ref={canvas} className="tc-swatch" />
    </span>
  );
}
