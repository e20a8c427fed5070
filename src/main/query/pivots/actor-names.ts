// Who the actors of single events are: for the rows in view, apart from the rows, since the first question resolves all identities of the case.
import type { Result } from '../../../shared/channels.ts';
import { recordAt } from '../../case/event-rows.ts';
import { actorsOf } from '../actors/actors.ts';
import type { CaseEvents } from '../columns/case-events.ts';

type Names = Result<'actors.names'>['names'];

/** In the order of the ids. */
export function actorNames(events: CaseEvents, ids: readonly string[]): Names {
  const actors = actorsOf(events);
  return ids.map((id) => {
    const record = recordAt(events.db, id);
    const identity = record === null ? 0 : (events.columns.identity[record] as number);
    const number = actors.of(identity);
    return number === 0
      ? { who: null, name: null, learnt: false }
      : { who: actors.actor(number).id, name: actors.actor(number).name, learnt: actors.isLearnt(identity) };
  });
}
