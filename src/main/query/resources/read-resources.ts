// Reads which resources the events of a selection name: in workers, a stretch of the evidence at a time. What was read is kept with the
// events of the case, so that the next selection reads only what no one before it had.
import { TrailcaseError } from '../../../shared/errors.ts';
import type { JobControl } from '../../jobs/progress.ts';
import { idsOf, without } from '../columns/bits.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Selection } from '../columns/selections.ts';
import { itemsWith } from '../stretch-items.ts';
import { readStretches } from '../stretch-job.ts';
import { ResourceRunner } from './resource-runner.ts';
import { ResourceSets } from './resource-sets.ts';

const read = new WeakMap<CaseEvents, ResourceSets>();

/** The resources of a case's events, as far as they were read. */
export function resourceSets(events: CaseEvents): ResourceSets {
  const known = read.get(events) ?? new ResourceSets(events.last);
  read.set(events, known);
  return known;
}

/** Whether records of a selection are still to be read. */
export function isToRead(events: CaseEvents, selection: Selection): boolean {
  return without(selection.bits, resourceSets(events).read).some((word) => word !== 0);
}

/**
 * Reads the resources of a selection's events, as far as they are not known. After a cancel, what was read stays.
 * @param onPart called after each part, while more is to be read
 * Errors: those of opening a case for reading; CANCELLED.
 */
export async function readResources(
  events: CaseEvents,
  { bits }: Selection,
  control: JobControl = {},
  onPart: (sets: ResourceSets) => void | Promise<void> = () => {},
): Promise<ResourceSets> {
  const { db } = events;
  const sets = resourceSets(events);
  const wanted = idsOf(without(bits, sets.read));
  if (wanted.length === 0) return sets;
  const { items, notKept } = itemsWith(db, wanted);
  const work = { phase: 'Reading records', program: 'query/resources/resource-worker', data: { path: db.name }, Runner: ResourceRunner };
  const { cancelled, unreadable } = await readStretches(
    db,
    [...items, ...notKept],
    work,
    (result) => {
      sets.add(result);
      return onPart(sets);
    },
    control,
  );
  if (cancelled) throw new TrailcaseError('CANCELLED', 'The resources were not all read');
  sets.markRead(wanted);
  for (const hash of unreadable) sets.unreadable.add(hash);
  return sets;
}
