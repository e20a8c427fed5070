// Which records have each combination: for filters that leave few, their lists are read instead of a whole column.

export class RecordIndex {
  /** Of each id of the combination where its records begin, and at the end where the last ones end. */
  private readonly starts: Uint32Array;
  private readonly records: Uint32Array;

  /** @param column by row id of a record, place 0 is no record's; @param size ids of the combination, 0 included */
  constructor(column: Uint32Array, size: number) {
    const starts = new Uint32Array(size + 1);
    for (let record = 1; record < column.length; record++) {
      const next = (column[record] as number) + 1;
      starts[next] = (starts[next] as number) + 1;
    }
    for (let id = 0; id < size; id++) starts[id + 1] = (starts[id + 1] as number) + (starts[id] as number);
    const at = starts.slice();
    this.records = new Uint32Array(Math.max(0, column.length - 1));
    for (let record = 1; record < column.length; record++) {
      const id = column[record] as number;
      const place = at[id] as number;
      at[id] = place + 1;
      this.records[place] = record;
    }
    this.starts = starts;
  }

  /** How many records have a combination that is flagged. */
  count(flags: Uint8Array): number {
    let count = 0;
    for (let id = 0; id < flags.length; id++) if (flags[id] === 1) count += (this.starts[id + 1] as number) - (this.starts[id] as number);
    return count;
  }

  /** The records that have one, in order of the combination. */
  forEach(flags: Uint8Array, visit: (record: number) => void): void {
    for (let id = 0; id < flags.length; id++) {
      if (flags[id] !== 1) continue;
      for (let place = this.starts[id] as number, end = this.starts[id + 1] as number; place < end; place++)
        visit(this.records[place] as number);
    }
  }
}
