// The records that fit a regular expression. RE2's way of matching takes time in proportion to the text whatever the expression is: one that
// was made to hang a program cannot.
import { RE2JS } from 're2js';
import { TrailcaseError } from '../../shared/errors.ts';
import type { ReadConnection } from '../case/open.ts';
import type { Piece, Row } from './item-reader.ts';
import { singleQuotes } from './search-readings.ts';
import { StretchSearcher } from './search-stretch.ts';

/** Characters of an expression. */
const LONGEST = 2000;

/** Steps of the program that an expression becomes: in the worst case, each of them is taken for each character of a record. */
const MOST_STEPS = 1000;

/** A test for texts. Errors: PATTERN_INVALID. */
export function patternOf(expression: string, ignoreCase: boolean): (text: string) => boolean {
  if (expression.length > LONGEST) throw invalid(`is longer than ${LONGEST} characters`, 'Search for a part of it.');
  const pattern = compiled(expression, ignoreCase);
  if (pattern.programSize() > MOST_STEPS)
    throw invalid('asks for too much at once', 'Make its repetitions shorter: {1,500} counts as 500 copies of what stands before it.');
  return (text) => pattern.test(text);
}

/** Where the first match of an expression begins and ends in a text, in characters of JavaScript; null for no match. Errors: PATTERN_INVALID. */
export function matchOf(expression: string, ignoreCase: boolean): (text: string) => { start: number; end: number } | null {
  const pattern = compiled(expression, ignoreCase);
  return (text) => {
    const matcher = pattern.matcher(text);
    return matcher.find() ? { start: matcher.start(), end: matcher.end() } : null;
  };
}

function compiled(expression: string, ignoreCase: boolean): RE2JS {
  try {
    return RE2JS.compile(expression, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    const reason = (error as Error).message.replace(/^error parsing regexp: /, '');
    throw invalid(`cannot be read: ${reason}`, 'Its language is that of RE2: it has no lookahead, lookbehind or backreference.', error);
  }
}

function invalid(reason: string, advice: string, cause?: unknown): TrailcaseError {
  return new TrailcaseError('PATTERN_INVALID', `The regular expression ${reason}`, advice, { cause });
}

export class PatternSearcher extends StretchSearcher {
  private readonly fits: (text: string) => boolean;

  /** @param fits as patternOf gives it */
  constructor(db: ReadConnection, fits: (text: string) => boolean, windowBytes?: number) {
    super(db, windowBytes);
    this.fits = fits;
  }

  protected searchPiece(piece: Piece, hit: (row: Row) => void): void {
    for (const row of piece.rows()) {
      const record = this.reader.bytesOf(piece, row);
      const cells = singleQuotes(record, row.steps);
      if (this.fits(record.toString('utf8')) || (cells && this.fits(cells.toString('utf8')))) hit(row);
    }
  }
}
