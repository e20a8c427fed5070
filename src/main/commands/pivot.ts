// `trailcase pivot`: all about one entity. Reads only.
import type { SeenCount } from '../../shared/domain.ts';
import { PIVOT_KINDS, wordOfField } from '../../shared/pivots.ts';
import { grouped, plural } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';
import { isoTime } from '../case/event-rows.ts';
import { caseZone } from '../case/facts.ts';
import { openForReading } from '../case/open.ts';
import type { JobControl } from '../jobs/progress.ts';
import { MOST_READ, type Pivot, pivot } from '../query/pivot.ts';
import { type Command, casePath, type ExitStatus, numberOption, usage } from './command.ts';
import { countTable, listedCount } from './count-table.ts';
import { explainNothing } from './empty.ts';
import { statusOf, warnOfLists, warnUnreadable } from './filter-args.ts';
import { filterText } from './filter-text.ts';
import { terminalText } from './output.ts';
import { describedMore, listedMore, moreOf, type PivotMore } from './pivot-more.ts';
import { meant } from './slips.ts';
import { VIEW_OPTION, viewHelp, withView } from './view-option.ts';

const TOP = 10;

export const pivotCommand: Command = {
  name: 'pivot',
  usage: 'CASE KIND VALUE [FILTER] [--view NAME] [--top N]',
  summary: 'all about one actor, key, address, resource, …',
  help: [
    `KIND           ${PIVOT_KINDS.join(', ')}`,
    'VALUE          exact text; * matches any run of characters',
    `--top N        values of each related kind (default ${TOP}), 0 for all`,
    `               resources are counted among at most ${grouped(MOST_READ)} events, as their records are read for it`,
    viewHelp(15),
  ],
  options: { top: { type: 'string' }, ...VIEW_OPTION },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, pivotCommand);
    const { values, output, positionals, signal } = invocation;
    const [, asked, value] = positionals;
    const kind = PIVOT_KINDS.find((one) => one === asked);
    if (kind === undefined)
      throw usage(
        `KIND is one of ${PIVOT_KINDS.join(', ')}${asked === undefined ? '' : `, not "${asked}"`}`,
        pivotCommand,
        meant(asked ?? '', PIVOT_KINDS),
      );
    if (value === undefined || value === '') throw usage('VALUE is missing', pivotCommand);
    const top = numberOption(values, 'top', pivotCommand) ?? TOP;
    const db = openForReading(path);
    try {
      const filter = withView(db, values, filterText(positionals.slice(3)), pivotCommand);
      const control: JobControl = { signal, onProgress: (progress) => output.progress(progress) };
      const found = await pivot(db, { kind, value, filter, top, resources: true }, control);
      const more = await moreOf(db, found, filter, control);
      output.endProgress();
      if (signal.aborted) return 130;
      warnUnreadable(found, output, 'the pivot');
      warnOfLists(db, output);
      const explained = async () => (found.events === 0 ? await explainNothing(db, invocation, { filter: found.filter }) : undefined);
      const zone = caseZone(db);
      if (output.json) await output.object({ ...listed(found), ...listedMore(more, zone), empty: await explained() });
      else {
        await output.write(described(found, more, zone));
        await explained();
      }
      return statusOf(found);
    } finally {
      output.endProgress();
      db.close();
    }
  },
};

/** Counts by the word of the command line. */
function byWord(counts: Pivot['related']): [word: string, values: SeenCount[]][] {
  return Object.entries(counts).map(([field, values]) => [wordOfField(field), values]);
}

function listed({ unreadable: _, first, last, life, actors, forms, related, distinct, ...facts }: Pivot) {
  const counts = (of: Pivot['related']) => Object.fromEntries(byWord(of).map(([word, values]) => [word, values.map(listedCount)]));
  return {
    ...facts,
    first: isoTime(first),
    last: isoTime(last),
    life: life.map((bin) => ({ ...bin, from: isoTime(bin.from), to: isoTime(bin.to) })),
    actors: actors.map(listedCount),
    forms: counts(forms),
    related: counts(related),
    distinct: Object.fromEntries(Object.entries(distinct).map(([field, n]) => [wordOfField(field), n])),
  };
}

function described(found: Pivot, more: PivotMore, zone: string): string {
  const { kind, value, filter, events, first, last, errors, denied, writes, days, accounts, regions } = found;
  const head = [
    `${kind} ${terminalText(value)}`,
    `events   ${grouped(events)}, of them ${grouped(errors)} with an error (${grouped(denied)} denied), ${grouped(writes)} that write`,
    ...(first === null ? [] : [`period   ${formatTime(first, zone)} to ${formatTime(last, zone)}, on ${plural(days, 'day')}`]),
    `where    ${plural(accounts, 'account')}, ${plural(regions, 'region')}`,
    `filter   ${terminalText(filter)}`,
    ...ambiguity(found),
    ...otherNames(found),
    ...describedMore(more, zone),
  ];
  const tables = Object.entries(found.related).flatMap(([field, values]) => {
    const more = (found.distinct[field] ?? 0) - values.length;
    const table = countTable(wordOfField(field), values, zone);
    return values.length > 0 ? [more > 0 ? `${table}       and ${grouped(more)} more\n` : table] : [];
  });
  // No command to paste: the filter may hold text of an attacker, which a shell would read its own way.
  const left =
    events > MOST_READ && kind !== 'resource' ? ['resources are not counted among so many: facets --by resource, with this filter\n'] : [];
  return [`${head.join('\n')}\n`, ...tables, ...left].join('\n');
}

/** Says that a name is borne by several actors, and how to ask for each. */
function ambiguity({ kind, actors, distinct }: Pivot): string[] {
  if (kind !== 'actor' || actors.length < 2) return [];
  const all = distinct.who ?? actors.length;
  const ids = [
    ...actors.map(({ value }) => terminalText(value)),
    ...(all > actors.length ? [`… (${grouped(all - actors.length)} more)`] : []),
  ];
  return [`note     ${plural(all, 'actor')} bear this name: ask for one of them by its id, ${ids.join(', ')}`];
}

/** Says that the asked name does not give all that its actor did, and how to ask for all of it. */
function otherNames({ actors, otherwise }: Pivot): string[] {
  if (otherwise === null) return [];
  const [only] = actors;
  const whose = actors.length === 1 && only ? terminalText(only.value) : 'these actors';
  return [
    `note     ${plural(otherwise.events, 'more event')} of ${whose} ${otherwise.events === 1 ? 'does' : 'do'} not record this name: ask by the id, or with filter ${terminalText(otherwise.filter)}`,
  ];
}
