// A canvas in the colours of the chains.
import { type RefObject, useCallback } from 'react';
import { type Drawing, useCanvas as useAnyCanvas } from '../../../components/use-canvas.ts';
import { type Colours, coloursOf } from './patterns.ts';

export interface Surface extends Omit<Drawing, 'style'> {
  colours: Colours;
}

/** @param paint draws everything; must be stable while nothing changes (useCallback) */
export function useCanvas(canvas: RefObject<HTMLCanvasElement | null>, paint: (surface: Surface) => void): void {
  useAnyCanvas(
    canvas,
    useCallback(({ style, ...surface }: Drawing) => paint({ ...surface, colours: coloursOf(style) }), [paint]),
  );
}
