// Partition columns of a table: what their values mean, and to which of them a query is limited, so that few bytes are scanned. What is not known
// to hold for a partition limits nothing.
import { TrailcaseError } from '../../../shared/errors.ts';
import { dayAfter } from '../s3/layout.ts';
import { joinedSql } from './bounds.ts';
import type { Demands } from './demands.ts';
import { identifier, literal } from './literals.ts';
import type { AthenaTable } from './table.ts';

export type PartitionMeaning = 'account' | 'region' | 'date' | 'year' | 'month' | 'day';

export interface Partition {
  column: string;
  /** Null: not known; nothing is asked of it. */
  meaning: PartitionMeaning | null;
  /** Of a date, `yyyy/MM/dd`. */
  format: string;
  /** Every query has to name its values, or Athena refuses it. */
  injected: boolean;
  /** Its name alone says what it means: whoever made the table may have other values there. */
  byName: boolean;
  /** Values that a projection has, as its list or its range says it; null: any. */
  holds: string | null;
  /** Whether it is declared as a number, and else whether it is a date of SQL. */
  type: 'text' | 'number' | 'date';
}

export interface Limit {
  column: string;
  /** In words; null: not limited. */
  limitedTo: string | null;
}

const BY_NAME: Readonly<Record<string, PartitionMeaning>> = {
  account: 'account',
  accountid: 'account',
  account_id: 'account',
  aws_account_id: 'account',
  region: 'region',
  awsregion: 'region',
  aws_region: 'region',
  year: 'year',
  month: 'month',
  day: 'day',
};

/** What a table's partition columns mean: by their place in the template of its locations, else by their names. */
export function partitionsOf({ partitions, parameters }: AthenaTable): Partition[] {
  const byTemplate = meaningsIn(parameters['storage.location.template'] ?? '');
  return partitions.map(({ name, type }) => {
    const projection = (what: string): string => parameters[`projection.${name.toLowerCase()}.${what}`] ?? '';
    const projected = projection('type').toLowerCase();
    const format = projection('format');
    const declared = type.toLowerCase();
    let meaning = byTemplate === null ? (BY_NAME[name.toLowerCase()] ?? null) : (byTemplate.get(name.toLowerCase()) ?? null);
    if (projected === 'date' && isDateFormat(format) && (meaning === null || meaning === 'day')) meaning = 'date';
    if (meaning === 'date' && !(projected === 'date' && isDateFormat(format))) meaning = declared === 'date' ? 'date' : null;
    return {
      column: name,
      meaning,
      format: format || 'yyyy-MM-dd',
      injected: projected === 'injected',
      byName: byTemplate === null,
      holds: projection('values') || projection('range') || null,
      type: /int$/.test(declared) ? 'number' : declared === 'date' ? 'date' : 'text',
    };
  });
}

/** By column; null where there is no template, or none that is CloudTrail's. */
function meaningsIn(template: string): Map<string, PartitionMeaning> | null {
  const parts = template.replace(/\/$/, '').split('/');
  const root = parts.indexOf('AWSLogs');
  if (root === -1) return null;
  const rest = parts.slice(root + 1);
  const folder = rest.findIndex((part) => /^CloudTrail(-[A-Za-z]+)?$/.test(part));
  if (folder < 1) return null;
  const name = (part: string | undefined): string | null => /^\$\{([^}]+)\}$/.exec(part ?? '')?.[1]?.toLowerCase() ?? null;
  const found = new Map<string, PartitionMeaning>();
  const set = (part: string | undefined, meaning: PartitionMeaning): void => {
    const column = name(part);
    if (column !== null) found.set(column, meaning);
  };
  set(rest[folder - 1], 'account');
  set(rest[folder + 1], 'region');
  const days = rest.slice(folder + 2);
  if (days.length === 1) set(days[0], 'date');
  else for (const [i, meaning] of (['year', 'month', 'day'] as const).entries()) set(days[i], meaning);
  return found;
}

/** Dates that are compared as texts: from large to small. Source: AWS, "Supported types for partition projection" (Java's DateTimeFormatter). */
function isDateFormat(format: string): boolean {
  return /^yyyy(\W?MM(\W?dd(\W?HH)?)?)?$/.test(format);
}

interface Limits {
  /** Predicates that a query fulfils all of. */
  parts: string[];
  /** What each column is limited to. */
  limits: Limit[];
  /** What is not limited though it was asked for, and why. */
  notes: string[];
}

/** Errors: ATHENA_PARTITION_NEEDED. */
export function limitsOf(partitions: readonly Partition[], demands: Demands, margin: number): Limits {
  const days = { from: demands.from && dayAfter(demands.from, -margin), to: demands.to && dayAfter(demands.to, margin) };
  const early = earlyFolders(partitions, demands.from, margin);
  const notes: string[] = [];
  const parts: string[] = [];
  const limits = partitions.map((partition): Limit => {
    const { column, meaning, injected } = partition;
    const limited = (sql: string, words: string): Limit => {
      parts.push(sql);
      return { column, limitedTo: words };
    };
    const values = meaning === 'account' ? demands.accounts : meaning === 'region' ? demands.regions : null;
    if (values !== null) {
      const sorted = [...values].sort();
      if (sorted.length === 0) return limited('FALSE', 'nothing: no event fulfils all that is asked');
      if (meaning === 'account' && early.are === 'any' && !injected) {
        notes.push(
          `account:${sorted.join(', account:')}: folders of all accounts are looked through, since ${UNSAID}; after:2015-01-01 limits them`,
        );
        return { column, limitedTo: null };
      }
      const missing = partition.holds !== null && sorted.some((value) => !partition.holds?.split(',').includes(value));
      const words = sorted.join(', ') + onlyHeld(partition, missing);
      if (meaning !== 'account' || early.are === 'none') return limited(oneOfThese(partition, sorted), words);
      // Athena takes no other condition of such a column.
      if (injected || early.are === 'any') return limited(oneOfThese(partition, sorted), `${words}; no others, though ${UNSAID}`);
      return limited(
        `(${oneOfThese(partition, sorted)} OR ${early.sql})`,
        `${words}; of all accounts days up to ${early.last}, since ${UNSAID}`,
      );
    }
    if (meaning === 'date' && (days.from !== null || days.to !== null))
      return limited(between(partition, days), daysInWords(days) + onlyHeld(partition, reachesBeyond(partition, days)));
    if (injected) throw needed(partition);
    return { column, limitedTo: null };
  });
  const byMonth = ofMonths(partitions, days);
  if (byMonth !== null) {
    parts.push(byMonth.sql);
    for (const [i, partition] of partitions.entries()) {
      const isTold = partition.meaning === 'year' && reachesBeyond({ ...partition, format: 'yyyy', type: 'text' }, days);
      if (byMonth.columns.has(partition.column)) (limits[i] as Limit).limitedTo = daysInWords(days) + onlyHeld(partition, isTold);
    }
  }
  return { parts, limits, notes };
}

/**
 * A day from which on every record says who received it. Those of the versions 1.0 and 1.01 have no recipientAccountId: there a case goes by whose identity
 * acted, which may be another account than the one to which it was delivered. AWS says that the field came with version 1.02 ("CloudTrail record contents",
 * CloudTrail User Guide), not when; the last record of 1.01 that is known here is of 27 September 2014.
 */
const ALL_SAY_RECIPIENT = '2014-12-01';
const UNSAID = 'records of before December 2014 may not say which account received them';

/** In which folders records may lie that do not say who received them: in none, in any, or in those of days, as SQL over a partition. */
type EarlyFolders = { are: 'none' } | { are: 'any' } | { are: 'days'; sql: string; last: string };

/**
 * @param from first day that is asked for, without a margin; null: any
 * @param margin days by which a record may be delivered later; one at least, since a day's last records come on the next
 */
function earlyFolders(partitions: readonly Partition[], from: string | null, margin: number): EarlyFolders {
  if (from !== null && from >= ALL_SAY_RECIPIENT) return { are: 'none' };
  const dated = partitions.find(({ meaning }) => meaning === 'date' || meaning === 'year');
  if (dated === undefined) return { are: 'any' };
  const format = dated.meaning === 'year' ? 'yyyy' : dated.type === 'date' ? 'yyyy-MM-dd' : dated.format;
  const lastDay = dayAfter(ALL_SAY_RECIPIENT, Math.max(margin, 1) - 1);
  const last = dayText(format, lastDay, '23');
  // A range, or days one by one in any order.
  const held = (dated.holds?.split(',') ?? []).map((text) => text.trim());
  const days = held.filter((text) => text.length === format.length && /^\d/.test(text));
  const isAllKnown = days.length > 0 && held.every((text) => days.includes(text) || text === 'NOW');
  if (isAllKnown && days.every((day) => day > last)) return { are: 'none' };
  return { are: 'days', sql: `${identifier(dated.column)} <= ${sqlOf(dated, last)}`, last: lastDay };
}

function needed({ column, meaning }: Partition): TrailcaseError {
  const what = meaning === 'account' ? 'account:' : meaning === 'region' ? 'region:' : meaning === 'date' ? 'time:A..B' : null;
  return new TrailcaseError(
    'ATHENA_PARTITION_NEEDED',
    `The table wants every query to name values of its partition column ${column}`,
    what === null
      ? 'Write the query with --sql.'
      : `Add ${what} to the filter${meaning === 'region' ? '; us-east-1 alone does not limit it' : ''}.`,
  );
}

const sqlOf = ({ type }: Partition, text: string): string =>
  type === 'number' ? String(Number(text)) : type === 'date' ? `DATE ${literal(text)}` : literal(text);

function oneOf(partition: Partition, values: readonly string[]): string {
  if (values.length === 0) return 'FALSE';
  return `${identifier(partition.column)} IN (${values.map((value) => sqlOf(partition, value)).join(', ')})`;
}

/** Accounts may stand there by names of their own. */
function oneOfThese(partition: Partition, values: readonly string[]): string {
  const sql = oneOf(partition, values);
  if (partition.meaning !== 'account' || !partition.byName || partition.injected || partition.type !== 'text') return sql;
  return `(${sql} OR NOT regexp_like(${identifier(partition.column)}, '^[0-9]{12}$'))`;
}

const onlyHeld = ({ holds }: Partition, isTold: boolean): string => (isTold ? `; the table holds no others than ${holds}` : '');

/** Whether days are asked for that a projection may not have. NOW is the end of all; other words for a day are not reckoned with. */
function reachesBeyond({ holds, format, type }: Partition, { from, to }: Days): boolean {
  if (holds === null) return false;
  const [first = '', last = ''] = holds.split(',').map((text) => text.trim());
  const isDay = (text: string): boolean => text.length === format.length && /^\d/.test(text);
  const written = (day: string, hour: string): string => dayText(type === 'date' ? 'yyyy-MM-dd' : format, day, hour);
  const isHeldFrom = from !== null && isDay(first) && first <= written(from, '00');
  const isHeldTo = last === 'NOW' || (to !== null && isDay(last) && last >= written(to, '23'));
  return !isHeldFrom || !isHeldTo;
}

function dayText(format: string, day: string, hour: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return format.replace('yyyy', year).replace('MM', month).replace('dd', date).replace('HH', hour);
}

interface Days {
  from: string | null;
  to: string | null;
}

function between(partition: Partition, { from, to }: Days): string {
  const column = identifier(partition.column);
  const format = partition.type === 'date' ? 'yyyy-MM-dd' : partition.format;
  const written = (day: string, hour: string): string => sqlOf(partition, dayText(format, day, hour));
  if (from === null) return `${column} <= ${written(to as string, '23')}`;
  if (to === null) return `${column} >= ${written(from, '00')}`;
  return `${column} BETWEEN ${written(from, '00')} AND ${written(to, '23')}`;
}

function daysInWords({ from, to }: Days): string {
  if (from === null) return `days up to ${to}`;
  return to === null ? `days from ${from}` : `days ${from} to ${to}`;
}

/** More months are not written out: years do. */
const MOST_MONTHS = 36;

/** Days that stand in columns of their own for year, month and day: month by month, whole months without days. */
function ofMonths(partitions: readonly Partition[], days: Days): { sql: string; columns: Set<string> } | null {
  const column = (meaning: PartitionMeaning): Partition | undefined => partitions.find((one) => one.meaning === meaning);
  const [year, month, day] = [column('year'), column('month'), column('day')];
  if (year === undefined || (days.from === null && days.to === null)) return null;
  // Whoever added partitions by hand may have written 2 for 02.
  const both = (partition: Partition, numbers: readonly number[]): string => {
    const texts = numbers.flatMap((n) => (partition.type === 'text' ? [String(n).padStart(2, '0'), String(n)] : [String(n)]));
    return oneOf(partition, [...new Set(texts)]);
  };
  const years = (): string => {
    const name = identifier(year.column);
    const bound = (sign: string, text: string | null): string =>
      text === null ? 'TRUE' : `${name} ${sign} ${sqlOf(year, text.slice(0, 4))}`;
    return joinedSql('and', [bound('>=', days.from), bound('<=', days.to)]);
  };
  const columns = new Set([year.column]);
  const { from, to } = days;
  if (month === undefined || from === null || to === null || monthsBetween(from, to) > MOST_MONTHS) return { sql: years(), columns };
  columns.add(month.column);
  if (day !== undefined) columns.add(day.column);
  const parts: string[] = [];
  for (let at = `${from.slice(0, 7)}-01`; at <= to; at = nextMonth(at)) {
    const last = Number(dayAfter(nextMonth(at), -1).slice(8));
    const first = at.slice(0, 7) === from.slice(0, 7) ? Number(from.slice(8)) : 1;
    const end = at.slice(0, 7) === to.slice(0, 7) ? Number(to.slice(8)) : last;
    const numbers = Array.from({ length: end - first + 1 }, (_, i) => first + i);
    const whole = first === 1 && end === last;
    parts.push(
      joinedSql('and', [
        oneOf(year, [at.slice(0, 4)]),
        both(month, [Number(at.slice(5, 7))]),
        whole || day === undefined ? 'TRUE' : both(day, numbers),
      ]),
    );
  }
  return { sql: joinedSql('or', parts), columns };
}

function monthsBetween(from: string, to: string): number {
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1;
}

function nextMonth(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}
