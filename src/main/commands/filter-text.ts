// FILTER as a shell hands it over: several arguments are one filter.
import { parseFilter } from '../../shared/filter.ts';

/**
 * The filter text in some arguments. A term from which a shell took the quotes, as `after:2026-02-21 23:00`, gets them back: only where the
 * argument means nothing as it stands, and holds no other term. A time gets them whatever stands beside it.
 */
export function filterText(args: readonly string[]): string {
  const text = args.map(withQuotes).join(' ');
  if (isFilter(text)) return text;
  const timed = text.replace(UNQUOTED_TIME, '$1"$2"');
  return isFilter(timed) ? timed : text;
}

/** The first word without a field in arguments that are no filter: somebody may have meant it for something else. Null where there is none. */
export function strayWord(args: readonly string[]): string | null {
  const stray = (word: string): boolean => !/[:()"]/.test(word) && !/^(?:AND|OR|NOT|bookmarked)$/i.test(word) && word.trim() !== '';
  return isFilter(filterText(args)) ? null : (args.find(stray) ?? null);
}

function isFilter(text: string): boolean {
  return !('problem' in parseFilter(text));
}

const MOMENT = String.raw`\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?`;
const UNQUOTED_TIME = new RegExp(
  String.raw`((?:^|[\s(-])(?:after|since|from|before|until|to|on|time):)(${MOMENT}(?:\.\.${MOMENT})?)(?=$|[\s)])`,
  'gi',
);

function withQuotes(arg: string): string {
  const term = /^(-?[A-Za-z][\w.$@-]*):(?!\()([^"]*\s[^"]*)$/s.exec(arg);
  if (!term || isFilter(arg)) return arg;
  const [, name, value = ''] = term;
  if (/\s[-(]*[A-Za-z][\w.]*:|\s(AND|OR|NOT)\s/i.test(value)) return arg;
  return `${name}:"${value.replace(/\\/g, '\\\\')}"`;
}
