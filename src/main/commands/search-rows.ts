// Rows of a search, in the form that was asked for: as `trailcase events` prints them, and where the text stands if not in the event itself.

import type { Statement } from 'better-sqlite3';
import { stringify } from 'csv-stringify/sync';
import type { EventRow } from '../../shared/domain.ts';
import { formatTime } from '../../shared/time.ts';
import { FROM_RECORDS, ROW_COLUMNS, type StoredRow, toEventRow } from '../case/event-rows.ts';
import { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';
import type { Hit } from '../query/search.ts';
import { EVENT_COLUMNS } from './event-columns.ts';
import { type Output, terminalText } from './output.ts';

export type RowForm = 'table' | 'jsonl' | 'csv' | 'json' | 'raw' | 'raw-nul';

/** Another delivery of the event, which has the text where the event itself does not. */
export interface FoundIn {
  id: string;
  relation: 'sighting' | 'conflict';
}

export type SearchRow = EventRow & { foundIn?: FoundIn };

/** Rows asked for in one statement: one by one, each would lock the file anew, at fifteen times the cost. */
const AT_ONCE = 1000;

type Stored = StoredRow & { item: number };

export class SearchRows {
  /** Rows of the form `json`. */
  readonly listed: SearchRow[] = [];
  private readonly output: Output;
  private readonly form: RowForm;
  private readonly zone: string;
  private readonly signal: AbortSignal;
  private readonly rows: Statement;
  private readonly evidence: EvidenceReader;
  private left: number;
  private begun = false;

  constructor(db: ReadConnection, output: Output, form: RowForm, limit: number, zone: string, signal: AbortSignal) {
    this.output = output;
    this.form = form;
    this.zone = zone;
    this.signal = signal;
    this.left = limit;
    this.rows = db.prepare(
      `SELECT ${ROW_COLUMNS}, r.evidence AS item ${FROM_RECORDS.replace('FROM records r', 'FROM json_each(?) j CROSS JOIN records r ON r.id = j.value')}`,
    );
    this.evidence = new EvidenceReader(db);
  }

  async write(hits: readonly Hit[]): Promise<void> {
    await this.begin();
    const shown = hits.slice(0, this.left);
    this.left -= shown.length;
    for (let from = 0; from < shown.length; from += AT_ONCE) {
      const some = shown.slice(from, from + AT_ONCE);
      const stored = this.stored(some.flatMap(({ event, record }) => (event === record ? [event] : [event, record])));
      for (const hit of some) {
        // A reader may have held this up for long.
        if (this.signal.aborted) return;
        await this.one(hit, stored.get(hit.event) as Stored, stored.get(hit.record) as Stored);
      }
    }
  }

  private stored(records: number[]): Map<number, Stored> {
    return new Map((this.rows.all(JSON.stringify(records)) as Stored[]).map((row) => [row.record, row]));
  }

  /** A list of nothing has its head, too. */
  async end(): Promise<void> {
    await this.begin();
  }

  private async begin(): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    if (this.form === 'csv') await this.output.write(stringify([[...EVENT_COLUMNS, 'foundIn']]));
    if (this.form === 'table')
      await this.output.line(
        `${cell('time', 26)} ${cell('event', 28)} ${cell('actor', 32)} ${cell('from', 22)} ${cell('region', 14)} outcome`,
      );
  }

  /** @param holder the record in which the text stands */
  private async one({ relation }: Hit, event: Stored, holder: Stored): Promise<void> {
    const { output, form } = this;
    if (form === 'raw' || form === 'raw-nul') {
      await output.write(this.evidence.record(holder.item, holder));
      await output.write(form === 'raw' ? '\n' : '\0');
      return;
    }
    const row: SearchRow = toEventRow(event);
    if (relation !== 'event') row.foundIn = { id: toEventRow(holder).id, relation };
    if (form === 'json') this.listed.push(row);
    else if (form === 'jsonl') await output.line(JSON.stringify(row));
    // A spreadsheet would run what begins like a formula: such cells get an apostrophe.
    else if (form === 'csv')
      await output.write(
        stringify([[...EVENT_COLUMNS.map((column) => row[column]), row.foundIn ? `${row.foundIn.relation} ${row.foundIn.id}` : '']], {
          escape_formulas: true,
        }),
      );
    else await output.line(this.tableLine(event, row));
  }

  private tableLine(stored: StoredRow, { foundIn }: SearchRow): string {
    const cells = [
      cell(formatTime(stored.timeMs, this.zone), 26),
      cell(stored.eventName, 28),
      cell(stored.actor, 32),
      cell(stored.sourceIPAddress, 22),
      cell(stored.awsRegion, 14),
      terminalText(stored.errorCode ?? 'ok'),
    ];
    return cells.join(' ') + (foundIn ? `  (the text is only in a ${foundIn.relation} of it: ${foundIn.id})` : '');
  }
}

function cell(text: string | null, width: number): string {
  const safe = terminalText(text ?? '–');
  return (safe.length > width ? `${safe.slice(0, width - 1)}…` : safe).padEnd(width);
}

interface Placed {
  hit: Hit;
  time: number | null;
  sha256: string;
  offset: number;
  length: number;
}

/** Hits in the public order of their events: time, item hash, location; undated ones last, whichever way dated ones go. */
export function inPublicOrder(db: ReadConnection, hits: readonly Hit[], order: 'asc' | 'desc'): Hit[] {
  const events = JSON.stringify(hits.map(({ event }) => event));
  const places = db
    .prepare('SELECT r.time, r.evidence, r.offset, r.length FROM json_each(?) j CROSS JOIN records r ON r.id = j.value')
    .all(events) as { time: number | null; evidence: number; offset: number; length: number }[];
  const hashes = new Map(db.prepare('SELECT id, lower(hex(sha256)) FROM evidence').raw().all() as [number, string][]);
  const placed = hits.map((hit, i): Placed => {
    const { evidence, ...place } = places[i] as (typeof places)[number];
    return { hit, ...place, sha256: hashes.get(evidence) as string };
  });
  const sign = order === 'asc' ? 1 : -1;
  const byPlace = (a: Placed, b: Placed): number =>
    a.sha256 === b.sha256 ? a.offset - b.offset || a.length - b.length || a.hit.event - b.hit.event : a.sha256 < b.sha256 ? -1 : 1;
  placed.sort((a, b) => {
    if (a.time === null || b.time === null) return a.time === b.time ? byPlace(a, b) : a.time === null ? 1 : -1;
    return sign * (a.time - b.time || byPlace(a, b));
  });
  return placed.map(({ hit }) => hit);
}
