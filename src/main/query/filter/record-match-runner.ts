// What a worker does that matches records with terms: its own read-only connection, stretches of records in, numbers of records out.
import type { TermNode } from '../../../shared/filter.ts';
import { openForReading, type ReadConnection } from '../../case/open.ts';
import type { StretchTask } from '../stretch.ts';
import type { StretchResult, StretchRunner } from '../stretch-job.ts';
import { ItemMatcher } from './item-matcher.ts';

export interface MatchData {
  path: string;
  terms: readonly TermNode[];
}

interface MatchResult extends StretchResult {
  /** For each term the numbers of the records that fulfil it, in order of the stretches. */
  records: Uint32Array<ArrayBuffer>[];
}

export class MatchRunner implements StretchRunner<MatchResult> {
  private readonly db: ReadConnection;
  private readonly matcher: ItemMatcher;

  /** Errors: those of opening a case for reading. */
  constructor({ path, terms }: MatchData) {
    this.db = openForReading(path);
    this.matcher = new ItemMatcher(this.db, terms);
  }

  run({ number, stretches }: StretchTask): MatchResult {
    const { matcher } = this;
    const before = matcher.bytes;
    const unreadable: number[] = [];
    const found = stretches.map((stretch) => {
      const { records, wholly } = matcher.match(stretch);
      if (!wholly) unreadable.push(stretch.evidence);
      return records;
    });
    const [first = []] = found;
    return {
      number,
      records: first.map((_, term) => joined(found.map((of) => of[term] as Uint32Array))),
      bytes: matcher.bytes - before,
      unreadable,
    };
  }

  close(): void {
    this.db.close();
  }
}

function joined(parts: readonly Uint32Array[]): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
