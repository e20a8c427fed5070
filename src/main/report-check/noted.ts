// What the custody log says of a report: which entry notes its SHA-256, and which state an entry left.
import { z } from 'zod';
import type { CustodyRow } from '../../shared/domain.ts';
import { ReportOptions } from '../../shared/report.ts';
import { CHAIN_START, custodyHash } from '../case/custody.ts';
import type { ReadConnection } from '../case/open.ts';

const Hash = z.object({ sha256: z.string() });
/** What a `report` entry tells of the files that were written. */
const Detail = Hash.extend({ volumes: z.array(Hash).optional(), reports: z.array(Hash).optional(), options: z.unknown().optional() });

export interface Noted {
  entry: CustodyRow;
  /** Up to that entry. */
  isUnbroken: boolean;
  /** With which the report was written, as it was noted; null where that cannot be read. */
  options: ReportOptions | null;
}

export class CustodyLog {
  readonly rows: readonly CustodyRow[];
  /** Number of the first entry that does not fit; Infinity where all do. */
  private readonly broken: number;

  constructor(db: ReadConnection) {
    this.rows = db
      .prepare('SELECT seq, at, who, action, tool, outcome, detail, previous, hash FROM custody ORDER BY seq')
      .all() as CustodyRow[];
    let previous = CHAIN_START;
    const first = this.rows.findIndex((row, i) => {
      const fits = row.seq === i + 1 && row.previous === previous && custodyHash(row) === row.hash;
      previous = row.hash;
      return !fits;
    });
    this.broken = first < 0 ? Number.POSITIVE_INFINITY : (this.rows[first] as CustodyRow).seq;
  }

  at(seq: number): CustodyRow | undefined {
    return this.rows.find((row) => row.seq === seq);
  }

  /** The first entry that notes a file with this SHA-256. */
  noted(sha256: string): Noted | null {
    for (const entry of this.rows) {
      if (entry.action !== 'report' || !entry.detail.includes(sha256)) continue;
      const read = Detail.safeParse(detailOf(entry));
      if (!read.success) continue;
      const { volumes = [], reports = [], options, ...first } = read.data;
      if (![first, ...volumes, ...reports].some((file) => file.sha256 === sha256)) continue;
      const parsed = ReportOptions.safeParse(options);
      return { entry, isUnbroken: entry.seq < this.broken, options: parsed.success ? parsed.data : null };
    }
    return null;
  }

  /** Root of the evidence as the last import up to an entry left it; null where none notes it. */
  evidenceRootAt(seq: number): string | null {
    const root = this.leftAt(seq).evidenceRoot;
    return typeof root === 'string' ? root : null;
  }

  /** How many evidence items the last import up to an entry left: they are numbered in the order in which they came. null where none notes it. */
  itemsAt(seq: number): number | null {
    const { items } = this.leftAt(seq);
    return typeof items === 'number' ? items : null;
  }

  /** Whether an import had begun and not ended, so that what the case held then is not settled. */
  isUnsettledAt(seq: number): boolean {
    const last = this.lastImport(seq);
    return last?.action === 'import' && last.outcome === 'started';
  }

  /** Whether events were derived anew after an entry. */
  isDerivedAnewSince(seq: number): boolean {
    return this.rows.some((row) => row.seq > seq && (row.action === 'rebuild' || row.action === 'migrate'));
  }

  private lastImport(seq: number): CustodyRow | undefined {
    return this.rows.findLast((row) => row.seq <= seq && ['import', 'recover', 'rebuild'].includes(row.action));
  }

  private leftAt(seq: number): { evidenceRoot?: unknown; items?: unknown } {
    const last = this.lastImport(seq);
    return (last && (detailOf(last) as { evidenceRoot?: unknown; items?: unknown } | null)) ?? {};
  }
}

function detailOf({ detail }: CustodyRow): unknown {
  try {
    return JSON.parse(detail);
  } catch {
    return null;
  }
}
