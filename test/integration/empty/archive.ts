// Small deliveries, and what an empty answer says of them.
import { openForReading } from '../../../src/main/case/open.ts';
import { explainEmpty } from '../../../src/main/query/empty/explain.ts';
import { EmptyAnswer } from '../../../src/shared/empty.ts';
import { emptyWords, plainSentence } from '../../../src/shared/empty-words.ts';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { type Fields, trail } from '../../helpers/trail.ts';
import { ACCOUNT, type Files, HOME } from '../../helpers/trail-config.ts';

export const OTHER = '444455556666';

/** A log file as AWS names it. @param delivered `20260221T1005` */
export function log(delivered: string, events: readonly Fields[], { account = ACCOUNT, region = HOME } = {}): Files {
  const made = trail({ account, region });
  for (const fields of events) made.event(fields);
  const day = `${delivered.slice(0, 4)}/${delivered.slice(4, 6)}/${delivered.slice(6, 8)}`;
  return {
    [`AWSLogs/${account}/CloudTrail/${region}/${day}/${account}_CloudTrail_${region}_${delivered}Z_${events.length}aBcDeFgHiJkLmNo.json.gz`]:
      made.gz(),
  };
}

/** Two hours of one account and region. */
export function twoHours(): Files {
  return {
    ...log('20260221T1005', [{ eventTime: '2026-02-21T10:00:00Z' }, { eventTime: '2026-02-21T10:01:00Z', eventName: 'ListBuckets' }]),
    ...log('20260221T1205', [
      { eventTime: '2026-02-21T12:00:00Z', eventName: 'CreateUser', eventSource: 'iam.amazonaws.com', readOnly: false },
    ]),
  };
}

export async function caseWith(files: Files): Promise<string> {
  return (await caseOf([folderOf(files)])).path;
}

/** What an empty answer says of a filter, nothing being judged. */
export async function explained(path: string, filter: string): Promise<EmptyAnswer> {
  const db = openForReading(path);
  try {
    return EmptyAnswer.parse(await explainEmpty(db, { filter, attestation: null }));
  } finally {
    db.close();
  }
}

/** All of its sentences. */
export function told(answer: EmptyAnswer): string {
  const { headline, consequence, sections } = emptyWords(answer);
  return [headline, consequence, ...sections.flatMap(({ sentences }) => sentences.map(plainSentence))].join('\n');
}
