// Looks through the whole of a file for what no report has: comments, scripts, styles other than the program's own, hidden elements. Where there is such a thing,
// what a reader sees need not be what was compared.
import { STYLE } from '../report/style.ts';
import type { ReportFile } from './report-file.ts';

const WINDOW = 4 * 1024 ** 2;
/** Bytes of one tag: a picture of 256 KB in base64, and the identity, stand in one. */
const LONGEST_TAG = 1024 ** 2;
const TAG =
  /^<(?:!DOCTYPE html|\/?(?:a|article|bdi|blockquote|body|br|clip[pP]ath|code|dd|del|desc|div|dl|dt|em|figure|figcaption|g|h[1-6]|head|header|hr|html|img|li|meta|nav|ol|p|path|pre|rect|s|section|span|strong|svg|table|tbody|td|text|th|thead|title|tr|ul|line|circle)(?: [a-zA-Z-]+="[^"<>]*")*)>$/;
const ATTRIBUTE = /^ (?:style|hidden|popover|inert|on[a-z]*|http-equiv)=/i;
const POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src ';

/** Byte at which the first strange thing begins; null where there is none. */
export function strangeAt(file: ReportFile): number | null {
  const style = Buffer.from(STYLE.text, 'utf8');
  let styled = false;
  for (let at = 0; at < file.size; ) {
    const bytes = file.read(at, WINDOW);
    const text = bytes.toString('latin1');
    let next = 0;
    let isPartial = false;
    for (let open = text.indexOf('<'); open >= 0; open = text.indexOf('<', next)) {
      if (text.startsWith('<style', open)) {
        if (styled || !file.read(at + open, style.length).equals(style)) return at + open;
        styled = true;
        next = open + style.length;
        if (next < text.length) continue;
        break;
      }
      const close = text.indexOf('>', open);
      const isLast = at + bytes.length >= file.size;
      if (close < 0) {
        if (isLast || (open === 0 && bytes.length > LONGEST_TAG)) return at + open;
        next = open;
        isPartial = true;
        break;
      }
      if (close - open > LONGEST_TAG || isStrange(text.slice(open, close + 1))) return at + open;
      next = close + 1;
    }
    at += isPartial ? next : Math.max(next, bytes.length);
    if (bytes.length === 0) break;
  }
  return null;
}

function isStrange(tag: string): boolean {
  if (!TAG.test(tag)) return true;
  if (
    tag.startsWith('<article') &&
    !/^<article class="(?:exhibit|finding|story|[a-z -]+)[^"]*"/.test(tag) &&
    !tag.startsWith('<article id=')
  )
    return true;
  if (tag.startsWith(POLICY)) return false;
  for (const [attribute] of tag.matchAll(/ [a-zA-Z-]+="[^"]*"/g)) if (ATTRIBUTE.test(attribute)) return true;
  return false;
}
