// Rows of a search, in the form that was asked for: as `trailcase events` prints them, and where the text stands if not in the event itself.

import type { EventRow } from '../../shared/domain.ts';
import { formatTime } from '../../shared/time.ts';
import { EVENT_COLUMNS } from '../case/event-columns.ts';
import { type StoredRow, toEventRow } from '../case/event-rows.ts';
import { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';
import { publicOrder } from '../query/public-order.ts';
import type { Hit } from '../query/search.ts';
import { type RowOfItem, RowsByNumber, recordsOf } from '../query/search-pages.ts';
import { aboutCallsOf } from '../query/window-row.ts';
import { csvLine, jsonText } from '../safe-text.ts';
import { outcomeWord } from './outcome-word.ts';
import { type Output, terminalText } from './output.ts';
import { whatCells } from './what-cells.ts';

export type RowForm = 'table' | 'jsonl' | 'csv' | 'json' | 'raw' | 'raw-nul';

/** Another delivery of the event, which has the text where the event itself does not. */
interface FoundIn {
  id: string;
  relation: 'sighting' | 'conflict';
}

type SearchRow = EventRow & { foundIn?: FoundIn };

/** Rows asked for in one statement. */
const AT_ONCE = 1000;

export class SearchRows {
  /** Rows of the form `json`. */
  readonly listed: SearchRow[] = [];
  private readonly db: ReadConnection;
  private readonly output: Output;
  private readonly form: RowForm;
  private readonly zone: string;
  private readonly signal: AbortSignal;
  private readonly rows: RowsByNumber;
  private readonly evidence: EvidenceReader;
  private left: number;
  private begun = false;

  constructor(db: ReadConnection, output: Output, form: RowForm, limit: number, zone: string, signal: AbortSignal) {
    this.output = output;
    this.form = form;
    this.zone = zone;
    this.signal = signal;
    this.left = limit;
    this.db = db;
    this.rows = new RowsByNumber(db);
    this.evidence = new EvidenceReader(db);
  }

  async write(hits: readonly Hit[]): Promise<void> {
    await this.begin();
    const shown = hits.slice(0, this.left);
    this.left -= shown.length;
    for (let from = 0; from < shown.length; from += AT_ONCE) {
      const some = shown.slice(from, from + AT_ONCE);
      const stored = this.rows.of(recordsOf(some));
      for (const hit of some) {
        // A reader may have held this up for long.
        if (this.signal.aborted) return;
        await this.one(hit, stored.get(hit.event) as RowOfItem, stored.get(hit.record) as RowOfItem);
      }
    }
  }

  /** A list of nothing has its head, too. */
  async end(): Promise<void> {
    await this.begin();
  }

  private async begin(): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    if (this.form === 'csv') await this.output.write(csvLine([...EVENT_COLUMNS, 'foundIn']));
    if (this.form === 'table')
      await this.output.line(
        `${cell('time', 26)} ${cell('event', 28)} ${cell('actor', 32)} ${cell('from', 22)} ${cell('region', 14)} outcome`,
      );
  }

  /** @param holder the record in which the text stands */
  private async one({ relation }: Hit, event: RowOfItem, holder: RowOfItem): Promise<void> {
    const { output, form } = this;
    if (form === 'raw' || form === 'raw-nul') {
      await output.write(this.evidence.record(holder.item, holder));
      await output.write(form === 'raw' ? '\n' : '\0');
      return;
    }
    const row: SearchRow = toEventRow(event);
    if (relation !== 'event') row.foundIn = { id: toEventRow(holder).id, relation };
    if (form === 'json') this.listed.push(row);
    else if (form === 'jsonl') await output.line(jsonText(row));
    else if (form === 'csv')
      await output.write(
        csvLine([...EVENT_COLUMNS.map((column) => row[column]), row.foundIn ? `${row.foundIn.relation} ${row.foundIn.id}` : null]),
      );
    else await output.line(this.tableLine(event, row));
  }

  private tableLine(stored: StoredRow, { foundIn }: SearchRow): string {
    const about = aboutCallsOf(this.db, stored);
    const cells = [
      cell(formatTime(stored.timeMs, this.zone), 26),
      whatCells(stored, about, cell),
      cell(stored.sourceIPAddress, 22),
      cell(stored.awsRegion, 14),
      terminalText(outcomeWord(this.db, stored, about)),
    ];
    return cells.join(' ') + (foundIn ? `  (the text is only in a ${foundIn.relation} of it: ${foundIn.id})` : '');
  }
}

function cell(text: string | null, width: number): string {
  const safe = terminalText(text ?? '–');
  return (safe.length > width ? `${safe.slice(0, width - 1)}…` : safe).padEnd(width);
}

/** Hits in the public order of their events: time, item hash, location; undated ones last, whichever way dated ones go. */
export function inPublicOrder(db: ReadConnection, hits: readonly Hit[], order: 'asc' | 'desc'): Hit[] {
  const events = Uint32Array.from(hits, ({ event }) => event);
  return Array.from(publicOrder(db, events, order), (i) => hits[i] as Hit);
}
