// The facts and counts of a case, as `trailcase info` and the window's Overview state them.
import { statSync } from 'node:fs';
import type { CaseInfo } from '../../shared/domain.ts';
import { custodyHead } from '../case/custody.ts';
import { isoTime } from '../case/event-rows.ts';
import { eventTimes } from '../case/event-times.ts';
import { readFacts } from '../case/facts.ts';
import type { ReadConnection } from '../case/open.ts';
import { problemCounts } from '../case/problem-counts.ts';
import { schemaVersion } from '../case/schema.ts';

/** @param path of the case file, for its size */
export function caseInfo(db: ReadConnection, path: string): CaseInfo {
  const one = <T>(sql: string): T => db.prepare(sql).pluck().get() as T;
  const column = (sql: string): string[] => db.prepare(sql).pluck().all() as string[];
  const { caseId, created, ...facts } = readFacts(db);
  const times = eventTimes(db);
  const repeats = one<number>('SELECT count(*) FROM repeats');
  const conflicts = one<number>("SELECT count(*) FROM repeats WHERE relation = 'conflict'");
  return {
    case: {
      ...facts,
      path,
      caseId,
      created: isoTime(created) ?? '',
      schema: schemaVersion(db),
      bytes: statSync(path).size,
    },
    evidence: { items: one('SELECT count(*) FROM evidence'), bytes: one('SELECT coalesce(sum(size), 0) FROM evidence') },
    kinds: db.prepare('SELECT kind AS value, count(*) AS count FROM evidence GROUP BY kind ORDER BY kind').all() as CaseInfo['kinds'],
    events: one<number>('SELECT coalesce(sum(records), 0) FROM evidence') - repeats,
    sightings: repeats - conflicts,
    conflicts,
    problems: one('SELECT count(*) FROM problems'),
    problemCodes: problemCounts(db),
    recordProblems: one('SELECT count(*) FROM problems WHERE is_record = 1'),
    undated: times.undated,
    firstEvent: isoTime(times.first),
    lastEvent: isoTime(times.last),
    accounts: column('SELECT DISTINCT t.value FROM calls c JOIN terms t ON t.id = c.account ORDER BY t.value'),
    regions: column('SELECT DISTINCT t.value FROM calls c JOIN terms t ON t.id = c.region ORDER BY t.value'),
    custody: custodyHead(db),
  };
}
