// What a worker of a search does: its own read-only connection, stretches of records in, numbers of records out.
import { openForReading, type ReadConnection } from '../case/open.ts';
import { ItemSearcher } from './search-item.ts';
import { Needle } from './search-needle.ts';
import { PatternSearcher, patternOf } from './search-pattern.ts';
import type { StretchSearcher } from './search-stretch.ts';
import type { StretchTask } from './stretch.ts';
import type { StretchResult, StretchRunner } from './stretch-job.ts';

export interface SearchData {
  path: string;
  /** A text, or a regular expression. */
  text: string;
  regex: boolean;
  ignoreCase: boolean;
}

interface SearchResult extends StretchResult {
  /** Numbers of records in which it was found, in order of the stretches. */
  records: number[];
}

export class SearchRunner implements StretchRunner<SearchResult> {
  private readonly db: ReadConnection;
  private readonly searcher: StretchSearcher;

  /** Errors: those of opening a case for reading, PATTERN_INVALID. */
  constructor({ path, text, regex, ignoreCase }: SearchData) {
    this.db = openForReading(path);
    this.searcher = regex
      ? new PatternSearcher(this.db, patternOf(text, ignoreCase))
      : new ItemSearcher(this.db, new Needle(text, ignoreCase));
  }

  run({ number, stretches }: StretchTask): SearchResult {
    const result: SearchResult = { number, records: [], bytes: 0, unreadable: [] };
    for (const stretch of stretches) {
      try {
        const { records, bytes, incomplete } = this.searcher.search(stretch);
        for (const record of records) result.records.push(record);
        result.bytes += bytes;
        if (incomplete) result.unreadable.push(stretch.evidence);
      } catch {
        result.unreadable.push(stretch.evidence);
      }
    }
    return result;
  }

  close(): void {
    this.db.close();
  }
}
