// Cells of a worksheet. A cell is a number or a text that stands in it (`inlineStr`): nothing here can write a formula, a link or anything else that
// a spreadsheet does something about. docs/exports.md tells readers how to get every text back.
// Source: ECMA-376 part 1, 18.3.1.4 (cell), 18.8.45 (quotePrefix), 22.9.2.19 (ST_Xstring: `_xHHHH_`).
import { beginsLikeFormula } from '../../../shared/safe-cell.ts';
import { UNSEEN } from '../../../shared/unseen.ts';

/** Longest text of a cell, in UTF-16 units. Source: Microsoft, "Excel specifications and limits". */
export const LONGEST_CELL = 32_767;
/** Line breaks of a cell; of the same source. */
const MOST_LINES = 253;
/** Longer texts are not formatted as text: some versions show them as a row of #. */
const LONGEST_FORMATTED = 255;

/** Numbers of the cell formats in styles.xml (parts.ts). */
export const STYLE = {
  plain: 0,
  head: 1,
  text: 2,
  quotedText: 3,
  quotedLong: 4,
  time: 5,
  number: 6,
  wrapped: 7,
  quotedWrapped: 8,
} as const;

/** What was done to texts so that they can stand in cells. */
export interface Altered {
  /** Cells in which characters are written as `_xHHHH_`. */
  escaped: number;
  /** Cells that hold the beginning of a text only. */
  cut: number;
  /** Cells that begin as a formula would, and are marked as text. */
  quoted: number;
}

/** What XML cannot hold, halves of characters, and what is not seen or turns the direction of writing. */
const SHOWN = `[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\ufffe\\uffff\\p{Cs}]|${UNSEEN}`;
/** And an underscore where an escape could be taken to begin. */
const escapes = (shown: string): RegExp => new RegExp(`${shown}|_(?=x[0-9A-Fa-f]{4}(?:_|${shown}))`, 'gu');
const ESCAPED = escapes(SHOWN);
const ESCAPED_WITH_LINES = escapes(`\\n|${SHOWN}`);
/** Most texts have none of what has to be looked at. */
const PLAIN = /^[\x20-\x25\x27-\x3b\x3d\x3f-\x5e\x60-\x7e]*$/;

const asEscapes = (characters: string): string =>
  Array.from({ length: characters.length }, (_, i) => `_x${characters.charCodeAt(i).toString(16).toUpperCase().padStart(4, '0')}_`).join(
    '',
  );

/** The text as a person sees it in the cell. */
export function visibleText(text: string): { text: string; escaped: boolean; cut: boolean } {
  // What is seen is not shorter than the text: of a long one no more is needed.
  const part = text.slice(0, LONGEST_CELL + 1);
  const lines = part.length > MOST_LINES && part.split('\n').length > MOST_LINES;
  const shown = part.replace(lines ? ESCAPED_WITH_LINES : ESCAPED, asEscapes);
  if (shown.length <= LONGEST_CELL) return { text: shown, escaped: shown !== text, cut: false };
  const mark = ` […: cut here, the text has ${text.length} characters; the exports as CSV and JSONL have all of it]`;
  // Neither half an escape nor half a character stays.
  const kept = shown
    .slice(0, LONGEST_CELL - mark.length)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/_(?:x[0-9A-F]{0,4})?$/, '');
  return { text: kept + mark, escaped: shown !== part, cut: true };
}

/** A text as the file has it: markup escaped, and what the file format would read as an escape of its own. */
export function xmlText(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/**
 * What follows the address of a cell with a text: `<c r="A1"` + it; null for no cell.
 * @param wrapped broken over lines of the cell's width, where it is long
 */
export function textCellXml(text: string | null, altered: Altered, wrapped = false): string | null {
  if (text === null) return null;
  const quoted = beginsLikeFormula(text);
  const {
    text: shown,
    escaped,
    cut,
  } = PLAIN.test(text) && text.length <= LONGEST_CELL ? { text, escaped: false, cut: false } : visibleText(text);
  if (quoted) altered.quoted++;
  if (escaped) altered.escaped++;
  if (cut) altered.cut++;
  return ` s="${styleOf(shown, quoted, wrapped)}" t="inlineStr"><is><t xml:space="preserve">${xmlText(shown)}</t></is></c>`;
}

function styleOf(text: string, quoted: boolean, wrapped: boolean): number {
  if (wrapped) return quoted ? STYLE.quotedWrapped : STYLE.wrapped;
  if (text.length > LONGEST_FORMATTED) return quoted ? STYLE.quotedLong : STYLE.plain;
  return quoted ? STYLE.quotedText : STYLE.text;
}

/** What follows the address of a cell with a number. */
export function numberCellXml(value: number, style: number = STYLE.number): string {
  return ` s="${style}"><v>${value}</v></c>`;
}

const DAY = 86_400_000;
/** Days from 30 December 1899, from which workbooks count, to 1970. */
const DAYS_TO_1970 = 25_569;
/** Workbooks know no earlier dates than 1 January 1900, and agree on them from 1 March 1900 only; none later than the year 9999. */
const FIRST_TIME = Date.UTC(1900, 2, 1);
const LAST_TIME = Date.UTC(10_000, 0, 1) - 1;

/** A time as a workbook counts it, in days; null for one that it does not know. @param ms as a clock shows it, since 1970 by that clock */
export function serialTime(ms: number): number | null {
  if (!(ms >= FIRST_TIME && ms <= LAST_TIME)) return null;
  const days = ms / DAY + DAYS_TO_1970;
  // Of the two numbers beside the exact one the upper: programs that cut what is below a millisecond would show the one before.
  return (days - DAYS_TO_1970) * DAY < ms ? days * (1 + Number.EPSILON) : days;
}
