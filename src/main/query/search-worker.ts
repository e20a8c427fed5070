// Worker thread of a search: its own read-only connection, stretches of records in, numbers of records out.
import { parentPort, workerData } from 'node:worker_threads';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { ItemSearcher, type Stretch } from './search-item.ts';
import { Needle } from './search-needle.ts';

export interface SearchData {
  path: string;
  text: string;
  ignoreCase: boolean;
}

export interface SearchTask {
  /** Number of the task, from 0. */
  number: number;
  stretches: Stretch[];
}

export interface SearchResult {
  number: number;
  /** Numbers of records that say the text, in order of the stretches. */
  records: number[];
  /** Bytes of content searched. */
  bytes: number;
  /** Items that could not be read, or not wholly. */
  unreadable: number[];
}

/** What a worker does with its tasks; it needs no thread. */
export class SearchRunner {
  private readonly db: ReadConnection;
  private readonly searcher: ItemSearcher;

  /** Errors: those of opening a case for reading. */
  constructor({ path, text, ignoreCase }: SearchData) {
    this.db = openForReading(path);
    this.searcher = new ItemSearcher(this.db, new Needle(text, ignoreCase));
  }

  /** Never throws: what cannot be read is told. */
  run({ number, stretches }: SearchTask): SearchResult {
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

const port = parentPort;
if (port && workerData) {
  const runner = new SearchRunner(workerData as SearchData);
  port.on('message', (task: SearchTask) => port.postMessage(runner.run(task)));
}
