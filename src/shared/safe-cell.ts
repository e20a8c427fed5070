// Texts of the evidence as cells of tables that a spreadsheet may read: no text becomes a formula. docs/exports.md tells readers how to get every text
// back.

/** What a spreadsheet takes for the beginning of a formula, also in the full width of East Asian writing; U+2212 is a minus to some. */
const DANGER = '=+\\-@\uff1d\uff0b\uff0d\uff20\u2212';
/** What a program may skip before it looks: blanks, control characters, and what is not seen. */
const SKIPPED = '\\s\\p{Cc}\\p{Default_Ignorable_Code_Point}';
/**
 * Where a cell may be taken to begin: at the beginning of the text and, for programs that divide by semicolons, tabs or lines whatever is quoted,
 * after one of these; quotes that follow are skipped, since such programs join what is within and after them. There an apostrophe makes text of what follows. It is also put before one that stands there, so that whoever takes one away at each
 * such place has the text.
 */
const BEGINNINGS = new RegExp(`^(?=['\\t\\r\\n]|[${SKIPPED}]*[${DANGER}])|(?<=[;\\t\\r\\n])(?='|["${SKIPPED}]*[${DANGER}])`, 'gu');
const BEGINNING = new RegExp(`^(?:['\\t\\r\\n]|[${SKIPPED}]*[${DANGER}])`, 'u');
/** Without any of these a text has no place that BEGINNINGS finds: asked first, since most texts have none. */
const NO_BEGINNING = /^[0-9A-Za-z._:/][^;\t\r\n]*$/;

/** Whether a cell with this text would be taken for a formula, or lose an apostrophe, when it is typed. */
export function beginsLikeFormula(text: string): boolean {
  return BEGINNING.test(text);
}

/** The text of a cell as it is to stand there, an apostrophe before what a spreadsheet would run: `=1+1` → `'=1+1`. */
export function textCell(text: string): string {
  return NO_BEGINNING.test(text) ? text : text.replace(BEGINNINGS, "'");
}
