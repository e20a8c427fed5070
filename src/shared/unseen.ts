// Characters that a reader does not see, and that change what is seen. Files for lines, terminals and workbooks write them as escapes, all by this one list; docs/exports.md
// tells of it.

/** What stays although it is not seen: joiners and selectors of variants, which scripts and emoji need, and which change nothing but the shape of the character before them. */
const NEEDED = '\\u200c\\u200d\\u180b-\\u180d\\u180f\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}';

/**
 * Source of a regular expression with the flag `u` for one such character: what Unicode calls default ignorable (fillers of Hangul, soft hyphens, characters of no
 * width, all that turns the direction of writing, tags, byte order marks), line and paragraph separators, and marks of annotations.
 */
export const UNSEEN = `(?![${NEEDED}])[\\p{Default_Ignorable_Code_Point}\\u2028\\u2029\\ufff9-\\ufffb]`;

/** Controls beside tab, carriage return and line feed, which JSON escapes by itself where it matters. */
const IN_LINES = new RegExp(`[\\u007f-\\u009f]|${UNSEEN}`, 'gu');
const IN_PLAIN_LINES = new RegExp(`[\\u0000-\\u001f\\u007f-\\u009f]|${UNSEEN}`, 'gu');

/** Most texts have nothing that has to be looked at. */
const PLAIN = /^[\x20-\x7e]*$/;

/** As JSON, JavaScript and others write a character by its number: `\u202e`; two of them for one beyond U+FFFF. */
function asEscapes(characters: string): string {
  return Array.from({ length: characters.length }, (_, i) => `\\u${characters.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
}

/** JSON with such characters as its own escapes: whoever parses it has the same value. */
export function escapedJson(json: string): string {
  return PLAIN.test(json) ? json : json.replace(IN_LINES, asEscapes);
}

/** A text in one line, in which control characters and line breaks are escapes, too. */
export function escapedLine(text: string): string {
  return PLAIN.test(text) ? text : text.replace(IN_PLAIN_LINES, asEscapes);
}
