// The few records that lineage has to read: what no column holds of a sign-in, an update of a key, a launch.
import { STEPS } from '../../case/event-rows.ts';
import { EvidenceReader } from '../../case/evidence.ts';
import type { ReadConnection } from '../../case/open.ts';

/** Records remembered: a question asks for the same ones again and again. */
const REMEMBERED = 5000;

interface Place {
  evidence: number;
  offset: number;
  length: number;
  steps: string;
}

export class RawRecords {
  private readonly evidence: EvidenceReader;
  private readonly place: { get(record: number): unknown };
  private readonly values = new Map<number, unknown>();

  constructor(db: ReadConnection) {
    this.evidence = new EvidenceReader(db);
    this.place = db.prepare(`SELECT r.evidence, r.offset, r.length, ${STEPS} AS steps FROM records r WHERE r.id = ?`);
  }

  /** What stands at a path in a record; undefined where nothing does, or where the evidence cannot be read. */
  at(record: number, ...path: readonly (string | number)[]): unknown {
    let value = this.value(record);
    for (const step of path) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
    return value;
  }

  /** As `at`, where it is a text. */
  text(record: number, ...path: readonly string[]): string | null {
    const value = this.at(record, ...path);
    return typeof value === 'string' ? value : null;
  }

  /** The record as JSON.parse gives it; of a reduced copy what it says of one. */
  value(record: number): unknown {
    if (this.values.has(record)) return this.values.get(record);
    const value = this.read(record);
    if (this.values.size >= REMEMBERED) this.values.clear();
    this.values.set(record, value);
    return value;
  }

  private read(record: number): unknown {
    const { evidence, ...at } = this.place.get(record) as Place;
    try {
      return this.evidence.value(evidence, at);
    } catch {
      // Damaged evidence says nothing of lineage; verification reports it.
      return undefined;
    }
  }
}
