// Reads content, whole or window by window: what it is, and the events in it. Recognised by content, never by name.
// A window's end is not the content's: what is not whole there is left, and read again at the beginning of the next window.
import type { ItemKind } from '../../shared/domain.ts';
import type { ShapeName } from '../../shared/shapes.ts';
import type { EventCollector } from './event-collector.ts';
import { recognise } from './head.ts';
import type { ItemText } from './item-text.ts';
import { readPython } from './python-values.ts';
import { readAhead } from './read-ahead.ts';
import { MORE, Reading } from './reading.ts';
import { RecordList } from './record-list.ts';
import { readTable, type TableHead, wholeRows } from './table-reader.ts';
import { readLines, readValues } from './value-lines.ts';

export class ContentReader {
  private readonly reading: Reading;
  private readonly list: RecordList;
  private table: TableHead | null = null;

  constructor(into: EventCollector) {
    this.reading = new Reading(into);
    this.list = new RecordList(this.reading);
  }

  /** What the content was recognised as; settled by the first window. */
  get kind(): ItemKind {
    return this.reading.kind;
  }

  get shape(): ShapeName | '' {
    return this.reading.shape;
  }

  /** Whether it is settled what the content is. */
  get recognised(): boolean {
    return this.reading.state !== 'head';
  }

  /**
   * Reads on.
   * @param at where the content, or what the window before left of it, begins
   * @param last whether the content ends with this window
   * @returns index of the first byte that was not read; `bytes.length` when all was
   */
  read(text: ItemText, at: number, last: boolean): number {
    const { reading } = this;
    reading.show(text, last);
    let now = at;
    for (;;) {
      const before = reading.state;
      const next = this.step(now);
      if (next === MORE) return now;
      if (next >= text.bytes.length && reading.state !== 'list' && reading.state !== 'tail') return text.bytes.length;
      if (next === now && reading.state === before) return now;
      now = next;
    }
  }

  /** Reads a part in the present state; index after it, or MORE when it needs more of the content. */
  private step(at: number): number {
    const { reading, list } = this;
    switch (reading.state) {
      case 'head':
        return recognise(reading, list, at, (table) => {
          this.table = table;
        });
      case 'list':
        return list.elements(at);
      case 'tail':
        return list.tail(at);
      case 'trailing':
        return list.skip(at);
      case 'values':
        return readValues(reading, list, at);
      case 'table':
        return this.rows(at);
      case 'ahead':
        return readAhead(reading, at);
      case 'python':
        return readPython(reading, at);
      case 'lines':
        return readLines(reading, at);
      case 'done':
        return reading.text.bytes.length;
    }
  }

  /** Rows of a table, as far as they are whole. */
  private rows(at: number): number {
    const { text, layer, into, last } = this.reading;
    const { bytes } = text;
    const table = this.table as TableHead;
    const to = last ? bytes.length : at + wholeRows(bytes.subarray(at), table.separator);
    readTable(layer, table, at, to, into);
    return to;
  }
}
