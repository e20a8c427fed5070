// Compares the texts, pictures and salts that the case keeps for reports with the custody entries that tell of them.
import { createHash } from 'node:crypto';
import type { Finding } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import { REDACTION_SALT_ACTION } from '../case/redaction-salt.ts';
import { REPORT_LOGO_ACTION, REPORT_SETTINGS_ACTION } from '../case/report-settings.ts';
import { verifyVersions } from './version-log.ts';

interface Row {
  at: number;
  author: string;
  content: string | Buffer;
}

interface Told {
  sha256: string;
}

/** Every version has its custody entry, in the same order. */
export function verifyReports(db: ReadConnection): Finding[] {
  return [
    ...compare(db, 'SELECT at, author, body AS content FROM report_settings ORDER BY id', REPORT_SETTINGS_ACTION, 'texts for reports'),
    ...compare(db, 'SELECT at, author, bytes AS content FROM report_logos ORDER BY id', REPORT_LOGO_ACTION, 'picture for reports'),
    ...compare(
      db,
      'SELECT at, author, salt AS content FROM redaction_salts ORDER BY id',
      REDACTION_SALT_ACTION,
      'salt of redacted reports',
    ),
  ];
}

function compare(db: ReadConnection, rows: string, action: string, what: string): Finding[] {
  const broken = (key: string, reason: string): Finding => ({ kind: 'custody', key, verdict: 'differing', reason });
  return verifyVersions<Row, Told>(db, {
    rows,
    action,
    held: ({ at, author, content }) => [at, author, createHash('sha256').update(content).digest('hex')],
    told: ({ at, who }, { sha256 }) => [at, who, sha256],
    untold: () => broken('reports', `the custody log does not tell of a version of the ${what}`),
    missing: ({ seq }) => broken(String(seq), `the ${what} of which this entry tells is missing`),
    differing: (_, { seq }) => broken(String(seq), `the ${what} is not what this entry tells`),
  });
}
