// Which import from addresses did not come to its end, as the custody log tells: what the window offers to continue.
import type { Database } from 'better-sqlite3';
import { S3Access, S3Choice, S3Taking, type S3Unfinished } from '../../shared/s3.ts';
import { isAddress } from '../acquire/s3/address.ts';

/** Entries of imports that are looked at, newest first. */
const LOOKED_AT = 200;

interface Entry {
  at: number;
  outcome: string;
  detail: string;
}

/** Of the entry with which an import begins, what is looked at here. */
interface Started {
  paths?: unknown;
  s3?: { access?: unknown; choice?: unknown; versions?: unknown };
  taking?: unknown;
  scoping?: { executionId?: unknown };
}

/** Null where the newest import from addresses was done, or there was none. */
export function unfinishedImport(db: Database): S3Unfinished | null {
  const entries = db
    .prepare("SELECT at, outcome, detail FROM custody WHERE action = 'import' ORDER BY seq DESC LIMIT ?")
    .all(LOOKED_AT) as Entry[];
  let outcome = '';
  let ended: string | null = null;
  for (const entry of entries) {
    const detail = JSON.parse(entry.detail) as Started;
    const paths = Array.isArray(detail.paths) ? detail.paths.map(String) : [];
    if (!paths.some(isAddress)) continue;
    if (entry.outcome === 'done') return null;
    if (entry.outcome !== 'started') {
      outcome = entry.outcome;
      ended = paths.join('\n');
      continue;
    }
    // The end that was met belongs to another import: this one was cut off before it.
    if (ended !== null && ended !== paths.join('\n')) return null;
    // A case may come from anyone: what does not fit is not taken.
    const access = S3Access.safeParse(detail.s3?.access ?? {});
    const execution = typeof detail.scoping?.executionId === 'string' ? detail.scoping.executionId : null;
    const choice = S3Choice.safeParse(execution === null ? (detail.s3?.choice ?? {}) : {});
    const taking = S3Taking.safeParse(detail.taking ?? {});
    if (!access.success || !choice.success || !taking.success) return null;
    const versions = detail.s3?.versions === true;
    return { paths, access: access.data, choice: choice.data, versions, taking: taking.data, at: entry.at, outcome, execution };
  }
  return null;
}
