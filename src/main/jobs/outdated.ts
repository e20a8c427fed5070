// Items that an older version of Trailcase only listed, and of which this one makes something else: events, perhaps. Met again, their bytes are kept, and the case is
// derived anew when the import ends. Until then it says of itself that an older parser derived it, which is so: killed meanwhile, its next opening makes up for it.
import type { CaseFile } from '../case/case-file.ts';
import { writeParser } from '../case/derived.ts';
import type { WriteConnection } from '../case/open.ts';
import { countNewRepeats } from '../case/repeats.ts';
import { PARSER_VERSION } from '../case/schema.ts';
import { storable } from '../case/term-store.ts';
import type { ParsedItem } from '../ingest/parse-item.ts';
import { readStatement } from '../seal/statement.ts';
import { rebuild } from './open-case.ts';

interface Listed {
  kind: string;
  shape: string;
  encoding: string;
}

export class Outdated {
  /** Whether the case is to be derived anew. */
  any = false;
  private readonly db: WriteConnection;
  private readonly listed;
  private readonly problems;
  private sealed: boolean | null = null;

  constructor(db: WriteConnection) {
    this.db = db;
    this.listed = db.prepare('SELECT kind, shape, encoding FROM evidence WHERE id = ?');
    this.problems = db.prepare('SELECT code, detail FROM problems WHERE evidence = ? AND source IS NULL').raw();
  }

  /** Whether the bytes of an item give something else than what the case says of it. */
  is(evidence: number, { kind, shape, encoding, events, problems }: ParsedItem): boolean {
    const listed = this.listed.get(evidence) as Listed;
    if (listed.kind !== kind || listed.shape !== shape || listed.encoding !== encoding || events.count > 0) return true;
    const told = (this.problems.all(evidence) as unknown[]).map((row) => JSON.stringify(row)).sort();
    const found = problems.map(({ code, detail }) => JSON.stringify([code, storable(detail)])).sort();
    return told.length !== found.length || told.some((one, i) => one !== found[i]);
  }

  /** Whether one has to stay as it is: a seal of what this parser derived says what it was listed as. */
  stays({ events }: ParsedItem): boolean {
    this.sealed ??= (this.db.prepare('SELECT statement FROM seals').pluck().all() as string[]).some(
      (text) => (readStatement(String(text))?.parser ?? 0) >= PARSER_VERSION,
    );
    // What its events name is stored by then, and no event has it.
    if (this.sealed && events.count > 0) this.note();
    return this.sealed;
  }

  /** Bytes of one are kept, in the same transaction. */
  note(): void {
    if (!this.any) writeParser(this.db, PARSER_VERSION - 1);
    this.any = true;
  }
}

type Repeats = ReturnType<typeof countNewRepeats>;

/** Derives the case anew. @returns new repeats: those that there are already, and what came of the items */
export function deriveOutdated(file: CaseFile, { sightings, conflicts }: Repeats): Repeats {
  const before = countNewRepeats(file.db, 0);
  rebuild(file);
  const after = countNewRepeats(file.db, 0);
  return { sightings: sightings + after.sightings - before.sightings, conflicts: conflicts + after.conflicts - before.conflicts };
}
