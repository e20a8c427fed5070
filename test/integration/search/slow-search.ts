// The slow, obvious search: every record of a case as text, its escapes resolved, and `includes`.

import { toEventRow } from '../../../src/main/case/event-rows.ts';
import { EvidenceReader } from '../../../src/main/case/evidence.ts';
import { openForReading } from '../../../src/main/case/open.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { type Hit, type Searched, searchCase } from '../../../src/main/query/search.ts';
import { everyRecord } from '../../helpers/events.ts';

/** Characters that nobody escapes: written as \u0061 they are not looked for. */
const NEVER_ESCAPED = /[A-Za-z0-9 !#$%()*+,.:;?@[\]^_`{|}~-]/;

const PLAIN: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** JSON text with its escapes resolved, from left to right. */
export function resolved(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const code = /^\\u([0-9a-fA-F]{4})/.exec(text.slice(i, i + 6));
    const short = text[i] === '\\' ? PLAIN[text[i + 1] ?? ''] : undefined;
    if (code) {
      const character = String.fromCharCode(Number.parseInt(code[1] as string, 16));
      out += NEVER_ESCAPED.test(character) ? code[0] : character;
      i += 5;
    } else if (short !== undefined) {
      out += short;
      i++;
    } else out += text[i];
  }
  return out;
}

/** A record as it stands; a row of a table also with its doubled quotes as one. */
export function asItStands(record: Buffer, steps = ''): string[] {
  const text = record.toString('utf8');
  return steps.includes('reduced:csv') ? [text, text.replaceAll('""', '"')] : [text];
}

/** The texts that a person may read in a record. */
export function readings(record: Buffer, steps = ''): string[] {
  return asItStands(record, steps).flatMap((text) => {
    const once = resolved(text);
    return [text, once, resolved(once)];
  });
}

export interface SlowRecord {
  /** Public id of the event that it belongs to. */
  event: string;
  readings: string[];
}

/** Every record of a case, repeats too. */
export function allRecords(path: string, readingsOf = readings): SlowRecord[] {
  const db = openForReading(path);
  try {
    const evidence = new EvidenceReader(db);
    const rows = everyRecord(db);
    const idOf = new Map(rows.map((row) => [row.record, toEventRow(row).id]));
    const item = db.prepare('SELECT evidence FROM records WHERE id = ?').pluck();
    const primary = db.prepare('SELECT primary_record FROM repeats WHERE record = ?').pluck();
    return rows.map((row) => ({
      event: idOf.get((primary.get(row.record) as number | undefined) ?? row.record) as string,
      readings: readingsOf(evidence.record(item.get(row.record) as number, row), row.steps),
    }));
  } finally {
    db.close();
  }
}

/** Ids of the events that say a text, sorted. */
export function slowSearch(records: readonly SlowRecord[], text: string, ignoreCase = false): string[] {
  const fold = (one: string): string => (ignoreCase ? one.toLowerCase() : one);
  const hits = records.filter(({ readings: texts }) => texts.some((one) => fold(one).includes(fold(text))));
  return [...new Set(hits.map(({ event }) => event))].sort();
}

/** The search itself: ids of events, sorted, with how the text was found. */
export async function fastSearch(
  path: string,
  text: string,
  options: { ignoreCase?: boolean; regex?: boolean; filter?: string } = {},
): Promise<{ ids: string[]; hits: (Hit & { id: string; recordId: string })[]; searched: Searched }> {
  const db = openForReading(path);
  try {
    const hits: Hit[] = [];
    const filter = options.filter === undefined ? null : await eventsOf(db).selections.select(options.filter);
    const searched = await searchCase(
      db,
      path,
      { text, regex: options.regex === true, ignoreCase: options.ignoreCase === true, filter },
      (some) => void hits.push(...some),
    );
    const rows = new Map(everyRecord(db).map((row) => [row.record, toEventRow(row).id]));
    const named = hits.map((hit) => ({ ...hit, id: rows.get(hit.event) as string, recordId: rows.get(hit.record) as string }));
    return { ids: named.map(({ id }) => id).sort(), hits: named, searched };
  } finally {
    db.close();
  }
}
