// Compares the saved views with the custody entries that tell of them.
import type { Finding } from '../../shared/domain.ts';
import type { ReadConnection } from '../case/open.ts';
import { VIEW_ACTION } from '../case/saved-views.ts';
import { verifyVersions } from './version-log.ts';

interface Row {
  at: number;
  author: string;
  name: string;
  filter: string;
  state: string;
  removed: number;
}

interface Told {
  name: string;
  filter: string;
  state: string;
  removed: boolean;
}

/** Every version of a view has its custody entry, in the same order. */
export function verifyViews(db: ReadConnection): Finding[] {
  const broken = (key: string, reason: string): Finding => ({ kind: 'custody', key, verdict: 'differing', reason });
  return verifyVersions<Row, Told>(db, {
    rows: 'SELECT at, author, name, filter, state, removed FROM saved_views ORDER BY id',
    action: VIEW_ACTION,
    held: ({ at, author, name, filter, state, removed }) => [at, author, name, filter, state, removed],
    told: ({ at, who }, { name, filter, state, removed }) => [at, who, name, filter, state, removed ? 1 : 0],
    untold: ({ name }) => broken('views', `the custody log does not tell of a version of the saved view "${name}"`),
    missing: ({ seq }, { name }) => broken(String(seq), `the saved view "${name ?? ''}" of which this entry tells is missing`),
    differing: ({ name }, { seq }) => broken(String(seq), `the saved view "${name}" is not what this entry tells`),
  });
}
