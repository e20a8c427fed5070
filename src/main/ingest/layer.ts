// The bytes in which a record stands as text: the content itself, or what a string in it decodes to.
import { applySteps } from '../decode/steps.ts';
import { ItemText } from './item-text.ts';

/** Where a record stands in the content, and how its bytes are decoded. */
interface Place {
  /** Bytes into the content. */
  offset: number;
  length: number;
  /** Decoding steps: see decode/steps.ts. */
  steps: string;
}

export class Layer {
  readonly text: ItemText;
  private readonly outer: Place | null;

  constructor(text: ItemText, outer: Place | null = null) {
    this.text = text;
    this.outer = outer;
  }

  /** Place of a range of this layer. */
  place(from: number, to: number): Place {
    if (this.outer === null) return { offset: from, length: to - from, steps: '' };
    if (from === 0 && to === this.text.bytes.length) return this.outer;
    return { ...this.outer, steps: `${this.outer.steps}/at:${from}+${to - from}` };
  }

  /** What a range decodes to by further steps; null when it does not. */
  decode(from: number, to: number, steps: string): Layer | null {
    const bytes = applySteps(this.text.bytes.subarray(from, to), steps);
    if (bytes.length === 0) return null;
    const place = this.place(from, to);
    return new Layer(new ItemText(bytes), { ...place, steps: place.steps === '' ? steps : `${place.steps}/${steps}` });
  }
}
