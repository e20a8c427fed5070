// `trailcase facets`: counts per value with first and last seen. Reads only.
import { grouped, plural } from '../../shared/text.ts';
import { caseZone } from '../case/facts.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { eventsOf } from '../query/columns/case-events.ts';
import type { Selection } from '../query/columns/selections.ts';
import { countFacets, FACETS, type FacetName, type FacetOrder, type FacetValues } from '../query/facets.ts';
import { type CountedName, countResources, RESOURCE, type ResourceFacet } from '../query/resources/resource-facet.ts';
import { type Command, casePath, type ExitStatus, numberOption, option } from './command.ts';
import { countTable, listedCount } from './count-table.ts';
import { explainNothing } from './empty.ts';
import { countedName, readFilter, readResourcesOf, spanGiven, statusOf, tellClock, warnOfLists, withSpan } from './filter-args.ts';
import { filterText } from './filter-text.ts';
import { VIEW_OPTION, viewHelp, withView } from './view-option.ts';

const TOP = 10;

export const facetsCommand: Command = {
  name: 'facets',
  usage: 'CASE [FILTER] [--view NAME] [--by FIELD,FIELD…] [--top N] [--rarest] [--from TIME] [--to TIME]',
  summary: 'counts per value, with first and last seen',
  help: [
    `--by             of ${Object.keys(FACETS).join(', ')}, or their short names in FILTER; left out: all`,
    '                 session counts by sessionName',
    `                 or ${RESOURCE}, which reads the records and is counted only when it is named: an event that names several`,
    '                 resources counts for each',
    `--top N          values of each (default ${TOP}), 0 for all`,
    '--rarest         the rarest first, not the most frequent; equal counts are in order of value in both',
    viewHelp(17),
    '--from, --to     from (inclusive) and to (exclusive), ISO 8601; without an offset it is read as UTC',
  ],
  options: {
    by: { type: 'string' },
    top: { type: 'string' },
    rarest: { type: 'boolean' },
    ...VIEW_OPTION,
    from: { type: 'string' },
    to: { type: 'string' },
  },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, facetsCommand);
    const { values, output, positionals, signal } = invocation;
    const by = option(values, 'by');
    const names = by === undefined ? ALL : [...new Set(by.split(',').map((name) => countedName(name, facetsCommand)))];
    const top = numberOption(values, 'top', facetsCommand) ?? TOP;
    const { from, to } = spanGiven(values, facetsCommand);
    const db = openForReading(path);
    try {
      if (!output.json) tellClock(values, caseZone(db), output);
      const text = withView(db, values, filterText(positionals.slice(1)), facetsCommand);
      const selection = withSpan(db, await readFilter(db, text, invocation), from, to);
      const order = values.rarest === true ? 'rarest' : 'most';
      const read = names.includes(RESOURCE) ? await readResourcesOf(db, selection, invocation) : {};
      const { facets, resources } = counted(db, selection, names, { top, order });
      warnOfLists(db, output);
      const total = selection.count;
      if (signal.aborted) return 130;
      const explained = async () => (total === 0 ? await explainNothing(db, invocation, { filter: text, from, to }) : undefined);
      if (output.json) {
        const listed = names.map((name) => [name, (facets[name]?.values ?? []).map(listedCount)] as const);
        const apart = resources && { resources: { distinct: resources.distinct, none: resources.none, untold: resources.untold } };
        await output.object({ total, facets: Object.fromEntries(listed), ...apart, empty: await explained() });
        return statusOf(selection, read);
      }
      const zone = caseZone(db);
      await output.line(plural(total, 'event'));
      for (const name of names) await output.write(`\n${countTable(name, facets[name]?.values ?? [], zone)}`);
      if (resources) await output.write(apartFrom(resources));
      await explained();
      return statusOf(selection, read);
    } finally {
      db.close();
    }
  },
};

const ALL = Object.keys(FACETS) as FacetName[];

/** Counts of each name; those of resources also apart, or null when they are not asked for. */
function counted(
  db: ReadConnection,
  selection: Selection,
  names: readonly CountedName[],
  question: { top: number; order: FacetOrder },
): { facets: Partial<Record<CountedName, FacetValues>>; resources: ResourceFacet | null } {
  const events = eventsOf(db);
  const columns = names.filter((name) => name !== RESOURCE);
  const facets = countFacets(events, selection, { names: columns, ...question });
  const resources = names.includes(RESOURCE) ? countResources(events, selection, question) : null;
  return { facets: { ...facets, ...(resources && { [RESOURCE]: resources }) }, resources };
}

/** What the table of resources does not say. */
function apartFrom({ distinct, none, untold }: ResourceFacet): string {
  const lines = [
    `${grouped(distinct)} different resources; an event that names several counts for each`,
    `${grouped(none)} events name none`,
  ];
  if (untold > 0) lines.push(`${grouped(untold)} events name more that were not told apart: the case names too many different ones`);
  return `${lines.join('\n')}\n`;
}
