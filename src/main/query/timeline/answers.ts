// The questions of the timeline, answered: what the window and the command line ask alike.
import type { Args, Result } from '../../../shared/channels.ts';
import type { FilterReading } from '../../../shared/filter-reading.ts';
import type { Attestation } from '../../../shared/integrity.ts';
import type { ReadConnection } from '../../case/open.ts';
import { eventsOf } from '../columns/case-events.ts';
import type { Select } from '../columns/select.ts';
import { backgrounds } from './backgrounds.ts';
import { density, lanes } from './lanes.ts';
import { markers } from './markers.ts';
import { sessions } from './sessions.ts';

export type TimelineAnswers = {
  [C in 'timeline.density' | 'timeline.lanes' | 'timeline.sessions' | 'timeline.markers' | 'timeline.backgrounds']: (
    args: Args<C> & { attestation?: Attestation | null },
  ) => Promise<Result<C>>;
};

/**
 * @param select what a filter leaves
 * @param readResources begins to read what is missing of the resources of a filter's events, and says how far that is
 * Errors: FILTER_INVALID.
 */
export function timelineAnswers(
  db: ReadConnection,
  select: Select,
  readResources: (filter: string) => Promise<FilterReading | null>,
): TimelineAnswers {
  const of = async (filter: string) => {
    await eventsOf(db).failedSignIns().read();
    const selection = await select(filter);
    // After it, since what is selected may be of evidence that came meanwhile.
    return { events: eventsOf(db), selection };
  };
  return {
    'timeline.density': async (args) => {
      const { events, selection } = await of(args.filter);
      return density(events, selection, args);
    },
    'timeline.lanes': async (args) => {
      const reading = args.by === 'resource' ? await readResources(args.filter) : null;
      const { events, selection } = await of(args.filter);
      return { ...lanes(events, selection, args), reading };
    },
    'timeline.sessions': async (args) => {
      const { events, selection } = await of(args.filter);
      return sessions(events, selection, args);
    },
    'timeline.markers': async (args) => {
      const { events, selection } = await of(args.filter);
      return markers(events, selection, args);
    },
    'timeline.backgrounds': async ({ attestation = null, ...args }) => backgrounds(eventsOf(db), args, attestation),
  };
}
