// FILTER as a shell hands it over: several arguments are one filter.
import { parseFilter } from '../../shared/filter.ts';

/**
 * The filter text in some arguments. A term from which a shell took the quotes, as `after:2026-02-21 23:00`, gets them back: only where the
 * argument means nothing as it stands, and holds no other term.
 */
export function filterText(args: readonly string[]): string {
  return args.map(withQuotes).join(' ');
}

function withQuotes(arg: string): string {
  const term = /^(-?[A-Za-z][\w.$@-]*):(?!\()([^"]*\s[^"]*)$/s.exec(arg);
  if (!term || !('problem' in parseFilter(arg))) return arg;
  const [, name, value = ''] = term;
  if (/\s[-(]*[A-Za-z][\w.]*:|\s(AND|OR|NOT)\s/i.test(value)) return arg;
  return `${name}:"${value.replace(/\\/g, '\\\\')}"`;
}
