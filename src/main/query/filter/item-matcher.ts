// Which records of a stretch fulfil terms that are about the record itself. Only those are parsed whose bytes may say so.
import type { TermNode } from '../../../shared/filter.ts';
import type { ReadConnection } from '../../case/open.ts';
import { fidelityOf } from '../../decode/steps.ts';
import { ItemReader, type Piece, type Row, recordsWith } from '../item-reader.ts';
import type { Needle } from '../search-needle.ts';
import { isAsked, type Stretch } from '../stretch.ts';
import { needlesOf, oddEscapes } from './record-literals.ts';
import { type Predicate, recordPredicate } from './record-terms.ts';

/** A term, ready to be asked of many records. */
interface Test {
  fits: Predicate;
  /** What it says of no record, and so of one that lacks a needle. */
  otherwise: boolean;
  /** The one to look for in content; null: no record may be passed over. */
  needle: Needle | null;
  /** Others that a record must hold as well. */
  further: readonly Needle[];
}

/** A record to be parsed, for some of the tests. */
interface Asked {
  row: Row;
  tests: Set<Test>;
}

export class ItemMatcher {
  /** Bytes of content that were read so far. */
  bytes = 0;
  private readonly tests: readonly Test[];
  private readonly reader: ItemReader;

  /** @param terms such for which recordPredicate has an answer */
  constructor(db: ReadConnection, terms: readonly TermNode[], windowBytes?: number) {
    this.tests = terms.map(testOf);
    this.reader = new ItemReader(db, windowBytes);
  }

  /**
   * Records that fulfil each of the terms, ascending, and whether all of the stretch could be read. What cannot be read is judged as no
   * record: it has nothing of what a term may ask for.
   */
  match(stretch: Stretch): { records: Uint32Array<ArrayBuffer>[]; wholly: boolean } {
    const others = new Map<Test, Set<number>>(this.tests.map((test) => [test, new Set()]));
    let wholly = true;
    try {
      for (const piece of this.reader.pieces(stretch)) {
        this.bytes += piece.content.length;
        wholly &&= !piece.incomplete;
        this.matchPiece(piece, (test, row) => others.get(test)?.add(row.id));
      }
    } catch {
      wholly = false;
    }
    return { records: this.tests.map((test) => fulfilling(stretch, test, others.get(test) as Set<number>)), wholly };
  }

  /** @param found told of each record for which a test does not say what it says of none */
  private matchPiece(piece: Piece, found: (test: Test, row: Row) => void): void {
    const decide = (row: Row, bytes: Buffer, tests: Iterable<Test>): void => {
      let value: unknown;
      let isParsed = false;
      for (const test of tests) {
        if (!isParsed) value = this.reader.valueOf(piece, row, bytes);
        isParsed = true;
        if (test.fits(value) !== test.otherwise) found(test, row);
      }
    };
    for (const { row, tests } of this.askedOf(piece)) decide(row, this.reader.bytesOf(piece, row), tests);
    for (const row of piece.wrapped) {
      const bytes = this.reader.bytesOf(piece, row);
      decide(row, bytes, fidelityOf(row.steps) === 2 ? this.tests.filter((test) => mayHold(bytes, test)) : this.tests);
    }
  }

  /** Of the records that stand in content as they are, those to be parsed. */
  private askedOf(piece: Piece): Iterable<Asked> {
    const { content } = piece;
    const asked = new Map<number, Asked>();
    const ask = (row: Row, tests: readonly Test[]): void => {
      const known = asked.get(row.id) ?? { row, tests: new Set() };
      for (const test of tests) known.tests.add(test);
      asked.set(row.id, known);
    };
    const searched: Test[] = [];
    for (const test of this.tests) {
      if (test.needle === null) for (const row of piece.rows()) if (row.steps === '') ask(row, [test]);
      if (test.needle === null) continue;
      searched.push(test);
      recordsWith(piece, test.needle.over(content), (row) => {
        if (test.further.length === 0 || mayHoldFurther(this.reader.bytesOf(piece, row), test)) ask(row, [test]);
      });
    }
    if (searched.length > 0) recordsWith(piece, oddEscapes(content), (row) => ask(row, searched));
    return asked.values();
  }
}

function testOf(term: TermNode): Test {
  const fits = recordPredicate(term);
  if (!fits) throw new RangeError(`${term.field} does not need the record`);
  const [needle = null, ...further] = needlesOf(term);
  return { fits, otherwise: fits(undefined), needle, further };
}

/** Whether the bytes of a record may hold what a test needs. */
function mayHold(bytes: Buffer, test: Test): boolean {
  return test.needle === null || oddEscapes(bytes)(0) !== null || (test.needle.over(bytes)(0) !== null && mayHoldFurther(bytes, test));
}

function mayHoldFurther(bytes: Buffer, { further }: Test): boolean {
  return further.every((needle) => needle.over(bytes)(0) !== null);
}

/** @param others records for which the test does not say what it says of none */
function fulfilling(stretch: Stretch, { otherwise }: Test, others: ReadonlySet<number>): Uint32Array<ArrayBuffer> {
  if (!otherwise) return Uint32Array.from(others).sort();
  const left: number[] = [];
  const { first, records } = stretch;
  for (let id = first; id < first + records; id++) if (isAsked(stretch, id) && !others.has(id)) left.push(id);
  return Uint32Array.from(left);
}
