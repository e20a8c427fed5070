// Terms that no column answers, asked of the records themselves: in workers, a stretch of the evidence at a time, results as they come.
import type { TermNode } from '../../../shared/filter.ts';
import type { ReadConnection } from '../../case/open.ts';
import type { JobControl } from '../../jobs/progress.ts';
import { itemsWith } from '../stretch-items.ts';
import { readStretches, type StretchesRead } from '../stretch-job.ts';
import { MatchRunner } from './record-match-runner.ts';

/**
 * Finds, for each of some terms, the candidates whose record fulfils it. Terms side by side are read for together; items without candidates
 * are not read.
 * @param path of the case that `db` has open
 * @param terms such for which recordPredicate (record-terms.ts) has an answer, which is the answer given here. A record that cannot be read
 *   is judged as none: it fulfils only terms that ask for nothing, as `requestParameters.bucketName:` does
 * @param candidates numbers of records, ascending, none twice
 * @param onMatches given the place of a term in `terms` and numbers of records, ascending; never none. Every task gives its own, in order of
 *   the evidence whatever the number of workers. The reading waits for it
 * @returns bytes read, and the hashes of items that could not be read, not wholly, or of which the case does not have the bytes. When it was
 *   cancelled, what was given so far is a part
 * Errors: those of opening a case for reading; RangeError for a term that needs no record.
 */
export async function matchRecords(
  db: ReadConnection,
  path: string,
  terms: readonly TermNode[],
  candidates: Iterable<number>,
  control: JobControl,
  onMatches: (term: number, records: Uint32Array) => void | Promise<void>,
): Promise<StretchesRead> {
  const { items, notKept } = itemsWith(db, candidates instanceof Uint32Array ? candidates : Uint32Array.from(candidates));
  const work = { phase: 'Reading records', program: 'query/filter/record-match-worker', data: { path, terms }, Runner: MatchRunner };
  return readStretches(
    db,
    [...items, ...notKept],
    work,
    async ({ records }) => {
      for (const [term, found] of records.entries()) if (found.length > 0) await onMatches(term, found);
    },
    control,
  );
}
