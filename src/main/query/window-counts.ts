// Facets and histogram as the window asks for them.
import type { Args, Result } from '../../shared/channels.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import type { ColumnFacet } from '../../shared/facets.ts';
import { grouped } from '../../shared/text.ts';
import { caseZone } from '../case/facts.ts';
import type { ReadConnection } from '../case/open.ts';
import type { JobControl } from '../jobs/progress.ts';
import { eventsOf } from './columns/case-events.ts';
import { makeDimensions } from './columns/derived.ts';
import type { Select } from './columns/select.ts';
import { countFacets, FACETS, type FacetName } from './facets.ts';
import { histogram, MOST_BINS } from './histogram.ts';

type FacetPage = Result<'events.facets'>;

const isCounted = (name: ColumnFacet): name is ColumnFacet & FacetName => Object.hasOwn(FACETS, name);

const counted = (name: ColumnFacet | null): FacetName | null => (name !== null && isCounted(name) ? name : null);

/** Errors: FILTER_INVALID, CANCELLED. */
export async function windowFacets(
  db: ReadConnection,
  { filter, names, ...question }: Args<'events.facets'>,
  select: Select,
  control: JobControl = {},
): Promise<FacetPage> {
  await makeDimensions(eventsOf(db), names, control);
  const events = eventsOf(db);
  const selection = await select(filter);
  return { total: selection.count, facets: countFacets(events, selection, { names: names.filter(isCounted), ...question }) };
}

/** Errors: FILTER_INVALID; CANCELLED; BAD_REQUEST for more bins than can be drawn. */
export async function windowHistogram(
  db: ReadConnection,
  { filter, from, to, binning, by, distinct = null }: Args<'events.histogram'>,
  select: Select,
  control: JobControl = {},
): Promise<Result<'events.histogram'>> {
  await makeDimensions(
    eventsOf(db),
    [by, distinct].flatMap((name) => name ?? []),
    control,
  );
  const events = eventsOf(db);
  const found = histogram(events, {
    selection: await select(filter),
    from,
    to,
    binning,
    by: counted(by),
    distinct: counted(distinct),
    zone: caseZone(db),
  });
  if (found === null)
    throw new TrailcaseError(
      'BAD_REQUEST',
      `That would be more than ${grouped(MOST_BINS)} bars`,
      'Choose wider ones, or a shorter period.',
    );
  return found;
}
