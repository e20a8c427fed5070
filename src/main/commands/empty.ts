// Why nothing was found, for commands. What explains it is loaded only when nothing was: it is as much as all the rest.
import type { EmptyAnswer } from '../../shared/empty.ts';
import type { ReadConnection } from '../case/open.ts';
import type { Invocation } from './command.ts';

export interface NothingFound {
  /** Filter text as it was read, with that of a view. */
  filter: string;
  /** Of --from and --to, ms UTC. */
  from?: number | null;
  to?: number | null;
  /** Of a text search: the text, and how many events the filter leaves. */
  search?: { text: string; events: number };
}

/**
 * The structure for --json; without it the sentences go to stderr as well.
 * Errors: CANCELLED.
 */
export async function explainNothing(
  db: ReadConnection,
  invocation: Pick<Invocation, 'output' | 'signal'>,
  nothing: NothingFound,
): Promise<EmptyAnswer> {
  const { explained } = await import('./empty-answer.ts');
  return await explained(db, invocation, nothing);
}
