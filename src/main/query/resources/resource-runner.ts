// What a worker does that reads which resources records name: its own read-only connection, stretches of records in, names out.
import { openForReading, type ReadConnection } from '../../case/open.ts';
import { type Mention, mentionsOf } from '../../decode/resources.ts';
import { ItemReader } from '../item-reader.ts';
import type { Stretch, StretchTask } from '../stretch.ts';
import type { StretchResult, StretchRunner } from '../stretch-job.ts';

export interface ResourceData {
  path: string;
}

export interface ResourceResult extends StretchResult {
  /** Numbers of the records that were read. */
  records: Uint32Array<ArrayBuffer>;
  /** For each of them, where its names end in `names`; they begin where those of the one before end. */
  ends: Uint32Array<ArrayBuffer>;
  /** Four times the place in `texts`; one more where the record names it only as what something was copied from, two more where only in a setting of another. */
  names: Uint32Array<ArrayBuffer>;
  /** Ids of resources, each once. */
  texts: string[];
  /** For each of them, other texts by which records name it, and itself where they do: each once. */
  forms: string[][];
}

export class ResourceRunner implements StretchRunner<ResourceResult> {
  private readonly db: ReadConnection;
  private readonly reader: ItemReader;

  /** Errors: those of opening a case for reading. */
  constructor({ path }: ResourceData) {
    this.db = openForReading(path);
    this.reader = new ItemReader(this.db);
  }

  run({ number, stretches }: StretchTask): ResourceResult {
    const gathered = new Gathered();
    const unreadable: number[] = [];
    let bytes = 0;
    for (const stretch of stretches) {
      const read = this.read(stretch, gathered);
      bytes += read.bytes;
      if (!read.wholly) unreadable.push(stretch.evidence);
    }
    return { number, bytes, unreadable, ...gathered.lists() };
  }

  close(): void {
    this.db.close();
  }

  private read(stretch: Stretch, gathered: Gathered): { bytes: number; wholly: boolean } {
    const { reader } = this;
    const read = { bytes: 0, wholly: true };
    try {
      for (const piece of reader.pieces(stretch)) {
        read.bytes += piece.content.length;
        read.wholly &&= !piece.incomplete;
        for (const row of piece.rows()) gathered.add(row.id, mentionsOf(reader.valueOf(piece, row, reader.bytesOf(piece, row))));
      }
    } catch {
      read.wholly = false;
    }
    return read;
  }
}

class Gathered {
  private readonly records: number[] = [];
  private readonly ends: number[] = [];
  private readonly names: number[] = [];
  private readonly places = new Map<string, number>();
  private readonly forms: Set<string>[] = [];

  add(record: number, mentions: readonly Mention[]): void {
    for (const { id, isSource, isAside, forms } of mentions) {
      const place = this.places.get(id) ?? this.places.size;
      this.places.set(id, place);
      this.forms[place] ??= new Set();
      for (const form of forms) this.forms[place].add(form);
      this.names.push(4 * place + Number(isSource) + 2 * Number(isAside));
    }
    this.records.push(record);
    this.ends.push(this.names.length);
  }

  lists(): Omit<ResourceResult, 'number' | 'bytes' | 'unreadable'> {
    const { records, ends, names, places, forms } = this;
    return {
      records: Uint32Array.from(records),
      ends: Uint32Array.from(ends),
      names: Uint32Array.from(names),
      texts: [...places.keys()],
      forms: forms.map((own) => [...own]),
    };
  }
}
