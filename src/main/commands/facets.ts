// `trailcase facets`: counts per value with first and last seen. Reads only.
import type { SeenCount } from '../../shared/domain.ts';
import { grouped } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';
import { isoTime } from '../case/event-rows.ts';
import { readFacts } from '../case/facts.ts';
import { openForReading } from '../case/open.ts';
import { countedFacets, FACETS, type FacetName } from '../query/facets.ts';
import { withSpan } from '../query/filter-sql.ts';
import { type Command, casePath, type ExitStatus, numberOption, option } from './command.ts';
import { facetName, instant, readFilter } from './filter-args.ts';
import { filterText } from './filter-text.ts';
import { terminalText } from './output.ts';

const TOP = 10;

export const facetsCommand: Command = {
  name: 'facets',
  usage: 'CASE [FILTER] [--by FIELD,FIELD…] [--top N] [--rarest] [--from TIME] [--to TIME]',
  summary: 'counts per value, with first and last seen',
  help: [
    `--by             of ${Object.keys(FACETS).join(', ')}, or their short names in FILTER; left out: all`,
    `--top N          values of each (default ${TOP}), 0 for all`,
    '--rarest         the rarest first, not the most frequent; equal counts are in order of value in both',
    '--from, --to     from (inclusive) and to (exclusive), ISO 8601; without an offset it is read as UTC',
  ],
  options: {
    by: { type: 'string' },
    top: { type: 'string' },
    rarest: { type: 'boolean' },
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
      const filter = withSpan(await readFilter(db, filterText(positionals.slice(1)), signal), from, to);
      const { total, facets } = countedFacets(db, filter, names, top, values.rarest === true ? 'rarest' : 'most');
      if (signal.aborted) return 130;
      if (output.json) {
        const listed = names.map((name) => [name, (facets[name] ?? []).map(listedCount)] as const);
        await output.object({ total, facets: Object.fromEntries(listed) });
        return 0;
      }
      const zone = readFacts(db).timezone;
      await output.line(`${grouped(total)} events`);
      for (const name of names) await output.write(`\n${table(name, facets[name] ?? [], zone)}`);
      return 0;
    } finally {
      db.close();
    }
  },
};

function listedCount({ value, count, first, last }: SeenCount) {
  return { value, count, first: isoTime(first), last: isoTime(last) };
}

function table(name: FacetName, counts: readonly SeenCount[], zone: string): string {
  const head = ['count', 'first', 'last', name];
  const rows = counts.map(({ value, count, first, last }) => [
    grouped(count),
    formatTime(first, zone),
    formatTime(last, zone),
    terminalText(value) || '(empty)',
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] as string).length)));
  // The value stands last: it may be of any length.
  const line = ([count = '', first = '', last = '', value = '']: string[]): string =>
    `${count.padStart(widths[0] as number)}  ${first.padEnd(widths[1] as number)}  ${last.padEnd(widths[2] as number)}  ${value}\n`;
  return line(head) + (rows.length === 0 ? '    –  no event has one\n' : rows.map(line).join(''));
}
