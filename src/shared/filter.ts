// The filter's text form: `field:value` terms, side by side meaning AND. Parsing and printing only; SQL is in main/query.

/** Fields by our short names and by AWS's own; each alias maps to the canonical AWS (or our) name. */
export const FILTER_FIELDS = {
  eventName: ['api'],
  eventSource: ['service'],
  awsRegion: ['region'],
  accountId: ['account', 'recipientAccountId'],
  actor: [],
  actorType: ['identityType'],
  accessKeyId: ['key'],
  sourceIPAddress: ['ip'],
  userAgent: ['agent'],
  errorCode: ['error'],
  eventID: [],
  eventCategory: ['category'],
  eventType: [],
  readOnly: [],
  evidence: ['item'],
  is: [],
} as const satisfies Record<string, readonly string[]>;

export type FilterField = keyof typeof FILTER_FIELDS;

/** What `is:` may ask. */
export const IS_VALUES = ['error', 'denied', 'write', 'read', 'root', 'undated', 'bookmarked'] as const;

export interface FilterTerm {
  field: FilterField;
  /** Exact text; `*` stands for any run of characters. Empty text: the field is absent or empty. */
  value: string;
  negated: boolean;
}

export interface FilterProblem {
  /** Column in the filter text, from 1. */
  column: number;
  message: string;
}

const byName = new Map<string, FilterField>();
for (const [field, aliases] of Object.entries(FILTER_FIELDS)) {
  for (const name of [field, ...aliases]) byName.set(name.toLowerCase(), field as FilterField);
}

/** Parses filter text. Either all of it is understood or the first problem is told with its column. */
export function parseFilter(text: string): { terms: FilterTerm[] } | { problem: FilterProblem } {
  const terms: FilterTerm[] = [];
  // A term: optional - or NOT, a name, a colon, then a quoted string (\" and \\ escape) or text up to white space.
  const term = /\s*(-|NOT\s+)?([A-Za-z]+):(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))(?=\s|$)/y;
  let at = 0;
  while (text.slice(at).trim() !== '') {
    term.lastIndex = at;
    const found = term.exec(text);
    const column = at + (/\S/.exec(text.slice(at))?.index ?? 0) + 1;
    if (!found) {
      return { problem: { column, message: 'Expected a term like eventName:RunInstances; put values with spaces in double quotes' } };
    }
    const field = byName.get((found[2] ?? '').toLowerCase());
    if (!field) {
      return { problem: { column, message: `No field is called "${found[2]}"; fields are ${Object.keys(FILTER_FIELDS).join(', ')}` } };
    }
    const value = found[3] !== undefined ? found[3].replace(/\\(.)/g, '$1') : (found[4] ?? '');
    if (field === 'is' && !(IS_VALUES as readonly string[]).includes(value)) {
      return { problem: { column, message: `is: takes one of ${IS_VALUES.join(', ')}` } };
    }
    terms.push({ field, value, negated: found[1] !== undefined });
    at = term.lastIndex;
  }
  return { terms };
}

/** Prints one term in canonical form; values that need it are quoted. */
export function printTerm(term: FilterTerm): string {
  const plain = /^[^\s"\\]+$/.test(term.value);
  const value = plain || term.value === '' ? term.value : `"${term.value.replace(/["\\]/g, '\\$&')}"`;
  return `${term.negated ? '-' : ''}${term.field}:${value}`;
}

/** Prints terms in canonical form. */
export function printFilter(terms: readonly FilterTerm[]): string {
  return terms.map(printTerm).join(' ');
}

/** Adds a term to filter text unless it is already there; the opposite term is replaced. Text that does not parse is kept. */
export function addTerm(text: string, term: FilterTerm): string {
  const parsed = parseFilter(text);
  if ('problem' in parsed) return `${text} ${printTerm(term)}`.trim();
  const others = parsed.terms.filter((t) => !(t.field === term.field && t.value === term.value));
  return printFilter([...others, term]);
}
