// The failed sign-ins of a case. They have no errorCode, so no column tells them: the records of calls that may be such are read, once.
import { TrailcaseError } from '../../../shared/errors.ts';
import { EvidenceReader } from '../../case/evidence.ts';
import { FAILURE_MARKS, failedSignIn, isSignInService, tellsHowItEnded } from '../../decode/sign-in.ts';
import { fidelityOf } from '../../decode/steps.ts';
import { breathe, type JobControl, type Progress } from '../../jobs/progress.ts';
import { oddEscapes } from '../filter/record-literals.ts';
import { ItemReader, type Piece, type Row } from '../item-reader.ts';
import { type Stretch, stretchTasks } from '../stretch.ts';
import { itemsWith } from '../stretch-items.ts';
import { type Bits, clearBit, countBits, forEachBit, hasBit, intersect, noBits, setBit, unite } from './bits.ts';
import type { CaseEvents } from './case-events.ts';

/** `untold`: a reduced copy that does not say it, or a record that cannot be read again. */
export type SignInEnd = 'succeeded' | 'failed' | 'untold';

/** What was found, of all records: those that repeat an event, too. */
interface SignInsFound {
  bits: Bits;
  /** How many there are. */
  count: number;
  /** Reduced copies that do not say how it ended: neither failed nor known to have succeeded. */
  untold: Bits;
  /** Hashes of items that could not be read, or not wholly: what they hold is judged as saying nothing of a failure. */
  unreadable: readonly string[];
}

export class FailedSignIns {
  private readonly events: CaseEvents;
  private readonly bits: Bits;
  private readonly untold: Bits;
  /** Of those that may be such, the ones whose records were not read: still to be read, and at the end those that could not be. */
  private readonly unread: Bits;
  private readonly progress: Progress = { phase: 'Reading sign-ins', bytes: 0, totalBytes: 0, files: 0, totalFiles: 0, events: 0 };
  private work: Generator<void>;
  private hasBegun = false;
  private found: SignInsFound | null = null;

  constructor(events: CaseEvents) {
    this.events = events;
    this.bits = noBits(events.last);
    this.untold = noBits(events.last);
    this.unread = noBits(events.last);
    this.work = this.reading();
  }

  /** Reads some more of what is to be read. @returns whether all of it is done */
  advance(): boolean {
    try {
      this.hasBegun = true;
      if (!this.found && this.work.next().done)
        this.found = { bits: this.bits, count: countBits(this.bits), untold: this.untold, unreadable: this.unreadableAmong(this.unread) };
    } catch (error) {
      // Else a part would pass for all of them.
      this.work = this.reading();
      throw error;
    }
    return this.found !== null;
  }

  /** Whether nothing is left to be read. */
  get isRead(): boolean {
    return this.hasBegun ? this.found !== null : this.advance();
  }

  /** Reads what was not read yet, and lets pending messages be handled meanwhile. What was read stays when it is cancelled. Errors: CANCELLED. */
  async read({ signal, onProgress }: JobControl = {}): Promise<void> {
    while (!this.isRead) {
      await breathe();
      if (signal?.aborted) throw new TrailcaseError('CANCELLED', 'The sign-ins were not all read');
      this.advance();
      onProgress?.(this.progress);
    }
  }

  /** All of them; reads what was not read yet. */
  all(): SignInsFound {
    while (!this.advance());
    return this.found as SignInsFound;
  }

  /** Those that are certain, also before all are read. @param isAtMost then those that may be such: what was not read yet counts, too */
  sofar(isAtMost: boolean): Bits {
    return this.isRead || !isAtMost ? this.bits : unite(this.bits.slice(), this.unread);
  }

  /** How an event of a sign-in without an error code ended, where that is known without reading. */
  known(record: number): SignInEnd | null {
    if (!this.found) return null;
    if (hasBit(this.bits, record)) return 'failed';
    return hasBit(this.untold, record) || hasBit(this.unread, record) ? 'untold' : 'succeeded';
  }

  /** Hashes of the items of those events among some of which nobody can tell any more whether they failed; reads what was not read yet. */
  unreadable(among: Bits): string[] {
    return this.all().unreadable.length === 0 ? [] : this.unreadableAmong(intersect(this.unread.slice(), among));
  }

  private unreadableAmong(records: Bits): string[] {
    const item = this.events.db.prepare(
      'SELECT first_record + records AS end, lower(hex(sha256)) AS hash FROM evidence WHERE records > 0 AND first_record <= ? ORDER BY first_record DESC LIMIT 1',
    );
    const hashes = new Set<string>();
    let known = 0;
    forEachBit(records, (record) => {
      if (record < known) return;
      const { end, hash } = item.get(record) as { end: number; hash: string };
      known = end;
      hashes.add(hash);
    });
    return [...hashes].sort();
  }

  private *reading(): Generator<void> {
    const { db } = this.events;
    const candidates = this.candidates();
    if (candidates.length === 0) return;
    for (const record of candidates) setBit(this.unread, record);
    const { items } = itemsWith(db, candidates);
    const tasks = [...stretchTasks(items, new EvidenceReader(db))];
    const { progress } = this;
    Object.assign(progress, { bytes: 0, files: 0, events: 0 });
    progress.totalBytes = tasks.reduce((sum, { bytes }) => sum + bytes, 0);
    progress.totalFiles = items.length;
    yield;
    const reader = new ItemReader(db);
    for (const { task, bytes, files, records } of tasks) {
      for (const stretch of task.stretches) this.readStretch(reader, stretch);
      progress.bytes += bytes;
      progress.files += files;
      progress.events += records;
      yield;
    }
  }

  /** Records of calls to sign-in services that have no errorCode, ascending. */
  private candidates(): Uint32Array {
    const [source, error] = [this.events.dimension('eventSource'), this.events.dimension('errorCode')];
    const isSource = Uint8Array.from({ length: source.size }, (_, number) => Number(number !== 0 && isSignInService(source.text(number))));
    if (!isSource.includes(1)) return new Uint32Array();
    const flags = Uint8Array.from(source.numbers, (number, call) => (error.numbers[call] === 0 ? (isSource[number] as number) : 0));
    const records: number[] = [];
    if (flags.includes(1)) this.events.recordsOf('call', flags.length).forEach(flags, (record) => records.push(record));
    return Uint32Array.from(records).sort();
  }

  private readStretch(reader: ItemReader, stretch: Stretch): void {
    try {
      for (const piece of reader.pieces(stretch)) for (const row of piece.rows()) this.readRow(reader, piece, row);
    } catch {
      // Its rows stay unread.
    }
  }

  private readRow(reader: ItemReader, piece: Piece, row: Row): void {
    if (row.offset - piece.base + row.length > piece.content.length) return;
    const bytes = reader.bytesOf(piece, row);
    // Few sign-ins fail: the others need not be parsed.
    const isWhole = fidelityOf(row.steps) === 2;
    if (!isWhole || mayFail(bytes)) {
      const value = reader.valueOf(piece, row, bytes);
      if (value === undefined) return;
      if (failedSignIn(value) !== null) setBit(this.bits, row.id);
      else if (!isWhole && !tellsHowItEnded(value)) setBit(this.untold, row.id);
    } else if (!isObject(bytes)) return;
    clearBit(this.unread, row.id);
  }
}

function mayFail(bytes: Buffer): boolean {
  return FAILURE_MARKS.some((mark) => bytes.includes(mark)) || oddEscapes(bytes)(0) !== null;
}

const [OPEN, CLOSE] = [0x7b, 0x7d];

/** As far as its ends tell: where a record stood, altered bytes hold something else. */
function isObject(bytes: Buffer): boolean {
  return bytes.at(0) === OPEN && bytes.at(-1) === CLOSE;
}
