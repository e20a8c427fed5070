// `trailcase facets`: counts per value with first and last seen. Reads only.
import { grouped } from '../../shared/text.ts';
import { readFacts } from '../case/facts.ts';
import { openForReading } from '../case/open.ts';
import { eventsOf } from '../query/columns/case-events.ts';
import { countFacets, FACETS, type FacetName } from '../query/facets.ts';
import { type Command, casePath, type ExitStatus, numberOption, option } from './command.ts';
import { countTable, listedCount } from './count-table.ts';
import { explainNothing } from './empty.ts';
import { facetName, instant, readFilter, statusOf, withSpan } from './filter-args.ts';
import { filterText } from './filter-text.ts';
import { VIEW_OPTION, viewHelp, withView } from './view-option.ts';

const TOP = 10;

export const facetsCommand: Command = {
  name: 'facets',
  usage: 'CASE [FILTER] [--view NAME] [--by FIELD,FIELD…] [--top N] [--rarest] [--from TIME] [--to TIME]',
  summary: 'counts per value, with first and last seen',
  help: [
    `--by             of ${Object.keys(FACETS).join(', ')}, or their short names in FILTER; left out: all`,
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
    const names =
      by === undefined ? (Object.keys(FACETS) as FacetName[]) : [...new Set(by.split(',').map((name) => facetName(name, facetsCommand)))];
    const top = numberOption(values, 'top', facetsCommand) ?? TOP;
    const [from, to] = [instant(values, 'from', facetsCommand), instant(values, 'to', facetsCommand)];
    const db = openForReading(path);
    try {
      const text = withView(db, values, filterText(positionals.slice(1)), facetsCommand);
      const selection = withSpan(db, await readFilter(db, text, invocation), from, to);
      const order = values.rarest === true ? 'rarest' : 'most';
      const facets = countFacets(eventsOf(db), selection, { names, top, order });
      const total = selection.count;
      if (signal.aborted) return 130;
      const explained = async () => (total === 0 ? await explainNothing(db, invocation, { filter: text, from, to }) : undefined);
      if (output.json) {
        const listed = names.map((name) => [name, (facets[name]?.values ?? []).map(listedCount)] as const);
        await output.object({ total, facets: Object.fromEntries(listed), empty: await explained() });
        return statusOf(selection);
      }
      const zone = readFacts(db).timezone;
      await output.line(`${grouped(total)} events`);
      for (const name of names) await output.write(`\n${countTable(name, facets[name]?.values ?? [], zone)}`);
      await explained();
      return statusOf(selection);
    } finally {
      db.close();
    }
  },
};
