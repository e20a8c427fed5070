// Compares findings, the storyline and review marks with the custody entries that tell of them.
import type { Finding } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import { WORK_ACTION, type WorkRow } from '../case/workbench.ts';
import { verifyVersions } from './version-log.ts';

type Row = Omit<WorkRow, 'id' | 'removed'> & { removed: number };

interface Told {
  kind: string;
  subject: string;
  body: string;
  removed: boolean;
  /** Of what another examiner wrote. */
  author: string;
  at: number;
  origin: string;
}

/** Every version has its custody entry, in the same order. */
export function verifyWork(db: ReadConnection): Finding[] {
  const differs = (kind: string | undefined, subject: string | undefined, reason: string): Finding => ({
    kind: 'event',
    key: `${kind ?? ''} ${subject ?? ''}`.trim(),
    verdict: 'differing',
    reason,
  });
  return verifyVersions<Row, Told>(db, {
    rows: 'SELECT at, author, kind, subject, body, removed, origin FROM workbench ORDER BY id',
    action: WORK_ACTION,
    held: ({ at, author, kind, subject, body, removed, origin }) => [at, author, kind, subject, body, removed, origin],
    told: ({ at, who }, told) => [
      told.at ?? at,
      told.author ?? who,
      told.kind,
      told.subject,
      told.body,
      told.removed ? 1 : 0,
      told.origin ?? '',
    ],
    untold: ({ kind, subject }) => differs(kind, subject, 'it has a version of which the custody log does not tell'),
    missing: ({ seq }, { kind, subject }) => differs(kind, subject, `its version of custody entry ${seq} is missing`),
    differing: ({ kind, subject }, { seq }) => differs(kind, subject, `its version is not what custody entry ${seq} tells`),
  });
}
