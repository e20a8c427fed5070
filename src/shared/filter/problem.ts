// What is wrong with a filter, as a value: where, what, and how to mend it.

export interface FilterProblem {
  /** Column in the filter text where what is wrong begins, from 1. */
  column: number;
  /** How many characters of the text it is about; 0 at its end. */
  length: number;
  message: string;
  /** What to write instead, in words. */
  mend: string;
  /** The whole text, mended; null where only the person can know. */
  mended: string | null;
}

/** Thrown within the parser only. */
export class FilterFault extends Error {
  readonly from: number;
  readonly to: number;
  readonly mend: string;
  readonly replacement: string | null;

  /** @param replacement what stands in place of [from, to) in the mended text */
  constructor(from: number, to: number, message: string, mend: string, replacement: string | null = null) {
    super(message);
    this.from = from;
    this.to = to;
    this.mend = mend;
    this.replacement = replacement;
  }

  problemIn(text: string): FilterProblem {
    return {
      column: this.from + 1,
      length: Math.max(0, this.to - this.from),
      message: this.message,
      mend: this.mend,
      mended: this.replacement === null ? null : text.slice(0, this.from) + this.replacement + text.slice(this.to),
    };
  }
}
