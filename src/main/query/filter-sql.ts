// From filter terms to SQL over the tables of a case. Values are always bound, never written into the text.

import { TrailcaseError } from '../../shared/errors.ts';
import { type FilterField, type FilterTerm, parseFilter } from '../../shared/filter.ts';
import { TERM_IDS, termHash } from '../case/term-hash.ts';

export interface SqlFilter {
  /** A condition over `records r`; events only, repeats are left out. */
  where: string;
  params: (string | number | Buffer)[];
}

/** Column of a combination table for every field that lives in one. */
const COLUMNS: Partial<Record<FilterField, { table: string; column: string; of: string }>> = {
  eventName: { table: 'calls', column: 'event_name', of: 'r.call' },
  eventSource: { table: 'calls', column: 'event_source', of: 'r.call' },
  eventType: { table: 'calls', column: 'event_type', of: 'r.call' },
  eventCategory: { table: 'calls', column: 'event_category', of: 'r.call' },
  awsRegion: { table: 'calls', column: 'region', of: 'r.call' },
  accountId: { table: 'calls', column: 'account', of: 'r.call' },
  errorCode: { table: 'calls', column: 'error_code', of: 'r.call' },
  readOnly: { table: 'calls', column: 'read_only', of: 'r.call' },
  actor: { table: 'identities', column: 'actor', of: 'r.identity' },
  actorType: { table: 'identities', column: 'type', of: 'r.identity' },
  accessKeyId: { table: 'identities', column: 'access_key', of: 'r.identity' },
  sourceIPAddress: { table: 'origins', column: 'source_ip', of: 'r.origin' },
  userAgent: { table: 'origins', column: 'user_agent', of: 'r.origin' },
};

/** Error codes by which AWS says that the caller was not allowed. */
export const DENIED_GLOBS = ['*AccessDenied*', '*Unauthorized*', '*NotAuthorized*', '*Forbidden*'] as const;

/** Calls with an error that means "denied", as a subquery of call ids. */
export const DENIED_CALLS = `SELECT c.id FROM calls c JOIN terms t ON t.id = c.error_code WHERE ${DENIED_GLOBS.map((glob) => `t.value GLOB '${glob}'`).join(' OR ')}`;

const NOT_A_REPEAT = 'NOT EXISTS (SELECT 1 FROM repeats d WHERE d.record = r.id)';

/** Parses and compiles filter text. Errors: FILTER_INVALID, naming the column. */
export function compileFilter(text: string): SqlFilter {
  const parsed = parseFilter(text);
  if ('problem' in parsed) {
    throw new TrailcaseError('FILTER_INVALID', `Column ${parsed.problem.column}: ${parsed.problem.message}`, 'Mend the filter.');
  }
  const filter: SqlFilter = { where: NOT_A_REPEAT, params: [] };
  for (const term of parsed.terms) {
    const { where, params } = compileTerm(term);
    filter.where += ` AND ${term.negated ? `NOT (${where})` : `(${where})`}`;
    filter.params.push(...params);
  }
  return filter;
}

/** Adds a span of time, ms UTC, half-open. */
export function withSpan(filter: SqlFilter, from: number | null, to: number | null): SqlFilter {
  const params = [...filter.params];
  let where = filter.where;
  if (from !== null) {
    where += ' AND r.time >= ?';
    params.push(from);
  }
  if (to !== null) {
    where += ' AND r.time < ?';
    params.push(to);
  }
  return { where, params };
}

/** Only `*` is special in a filter. */
function globOf(value: string): string {
  return value.replace(/[[?]/g, '[$&]');
}

/** The eventID as CloudTrail wrote it. */
const EVENT_ID_TEXT = `CASE typeof(r.event_id) WHEN 'blob' THEN lower(substr(hex(r.event_id), 1, 8) || '-' || substr(hex(r.event_id), 9, 4) || '-' ||
  substr(hex(r.event_id), 13, 4) || '-' || substr(hex(r.event_id), 17, 4) || '-' || substr(hex(r.event_id), 21, 12)) ELSE r.event_id END`;

function compileTerm(term: FilterTerm): SqlFilter {
  const place = COLUMNS[term.field];
  if (place) {
    const { table, column, of } = place;
    // An access key may be the empty string: that is no key either.
    if (term.value === '') {
      return {
        where: `${of} IN (SELECT id FROM ${table} WHERE ${column} = 0 OR ${column} IN (${TERM_IDS}))`,
        params: [termHash(''), ''],
      };
    }
    if (term.value.includes('*')) {
      const ids = `SELECT x.id FROM ${table} x JOIN terms t ON t.id = x.${column} WHERE t.value GLOB ?`;
      return { where: `${of} IN (${ids})`, params: [globOf(term.value)] };
    }
    return { where: `${of} IN (SELECT id FROM ${table} WHERE ${column} IN (${TERM_IDS}))`, params: [termHash(term.value), term.value] };
  }
  switch (term.field) {
    case 'eventID': {
      if (term.value === '') return { where: 'r.event_id IS NULL', params: [] };
      // (…) IS 1: an event without an eventID matches no pattern, and its negation does.
      if (term.value.includes('*')) return { where: `(${EVENT_ID_TEXT} GLOB ?) IS 1`, params: [globOf(term.value)] };
      const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(term.value);
      // IS, since an event may have no eventID: a comparison with NULL would leave it out of the negation, too.
      return { where: 'r.event_id IS ?', params: [uuid ? Buffer.from(term.value.replaceAll('-', ''), 'hex') : term.value] };
    }
    case 'evidence':
      // The beginning of a hash; what cannot be one belongs to no item.
      if (!/^[0-9a-f*]+$/i.test(term.value)) return { where: '0', params: [] };
      return {
        where: 'r.evidence IN (SELECT id FROM evidence WHERE lower(hex(sha256)) GLOB ?)',
        params: [`${term.value.toLowerCase()}*`],
      };
    default:
      return { where: IS[term.value as keyof typeof IS] ?? '0', params: [] };
  }
}

const IS = {
  error: 'r.call IN (SELECT id FROM calls WHERE error_code <> 0)',
  denied: `r.call IN (${DENIED_CALLS})`,
  write: "r.call IN (SELECT c.id FROM calls c JOIN terms t ON t.id = c.read_only WHERE t.value = 'false')",
  read: "r.call IN (SELECT c.id FROM calls c JOIN terms t ON t.id = c.read_only WHERE t.value = 'true')",
  root: "r.identity IN (SELECT i.id FROM identities i JOIN terms t ON t.id = i.type WHERE t.value = 'Root')",
  undated: 'r.time IS NULL',
  bookmarked: `r.id IN (
    SELECT coalesce((SELECT primary_record FROM repeats d WHERE d.record = b.id), b.id) FROM (SELECT max(id) AS id FROM annotations WHERE kind = 'bookmark' GROUP BY event) n
    JOIN annotations a ON a.id = n.id AND a.removed = 0
    JOIN evidence e ON lower(hex(e.sha256)) = substr(a.event, 1, 64)
    JOIN records b ON b.id >= e.first_record AND b.id < e.first_record + e.records
      AND b.offset || '+' || b.length || coalesce('/' || (SELECT value FROM decoding_steps WHERE id = b.steps), '') = substr(a.event, 66))`,
} as const;
