// The failed sign-ins of a case. They have no errorCode, so no column tells them: the records of calls that may be such are read, once.
import { EvidenceReader } from '../../case/evidence.ts';
import { FAILURE_MARKS, failedSignIn, isSignInService, tellsHowItEnded } from '../../decode/sign-in.ts';
import { fidelityOf } from '../../decode/steps.ts';
import { oddEscapes } from '../filter/record-literals.ts';
import { ItemReader, type Piece } from '../item-reader.ts';
import { type Stretch, stretchTasks } from '../stretch.ts';
import { itemsWith } from '../stretch-items.ts';
import { type Bits, countBits, hasBit, noBits, setBit } from './bits.ts';
import type { CaseEvents } from './case-events.ts';

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
  private readonly items = new Set<number>();
  private work: Generator<void>;
  private found: SignInsFound | null = null;

  constructor(events: CaseEvents) {
    this.events = events;
    this.bits = noBits(events.last);
    this.untold = noBits(events.last);
    this.work = this.reading();
  }

  /** Reads some more of what is to be read. @returns whether all of it is done */
  advance(): boolean {
    try {
      if (!this.found && this.work.next().done)
        this.found = { bits: this.bits, count: countBits(this.bits), untold: this.untold, unreadable: this.hashes() };
    } catch (error) {
      // Else a part would pass for all of them.
      this.work = this.reading();
      throw error;
    }
    return this.found !== null;
  }

  /** All of them; reads what was not read yet. */
  all(): SignInsFound {
    while (!this.advance());
    return this.found as SignInsFound;
  }

  /** Whether an event is one, where that is known without reading. */
  known(record: number): boolean | null {
    return this.found && hasBit(this.bits, record);
  }

  private *reading(): Generator<void> {
    const { db } = this.events;
    const candidates = this.candidates();
    if (candidates.length === 0) return;
    const { items, notKept } = itemsWith(db, candidates);
    for (const { id } of notKept) this.items.add(id);
    const reader = new ItemReader(db);
    for (const { task } of stretchTasks(items, new EvidenceReader(db))) {
      for (const stretch of task.stretches) this.read(reader, stretch);
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

  private read(reader: ItemReader, stretch: Stretch): void {
    try {
      for (const piece of reader.pieces(stretch)) {
        if (piece.incomplete) this.items.add(stretch.evidence);
        this.readPiece(reader, piece);
      }
    } catch {
      this.items.add(stretch.evidence);
    }
  }

  private readPiece(reader: ItemReader, piece: Piece): void {
    for (const row of piece.rows()) {
      const bytes = reader.bytesOf(piece, row);
      // Few sign-ins fail: the others need not be parsed.
      const isWhole = fidelityOf(row.steps) === 2;
      if (isWhole && !mayFail(bytes)) continue;
      const value = reader.valueOf(piece, row, bytes);
      if (failedSignIn(value) !== null) setBit(this.bits, row.id);
      else if (!isWhole && !tellsHowItEnded(value)) setBit(this.untold, row.id);
    }
  }

  private hashes(): string[] {
    const hash = this.events.db.prepare('SELECT lower(hex(sha256)) FROM evidence WHERE id = ?').pluck();
    return [...this.items].map((item) => hash.get(item) as string).sort();
  }
}

function mayFail(bytes: Buffer): boolean {
  return FAILURE_MARKS.some((mark) => bytes.includes(mark)) || oddEscapes(bytes)(0) !== null;
}
