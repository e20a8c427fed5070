// `trailcase pivot`: all about one entity. Reads only.
import { kindOfField, PIVOT_KINDS, type PivotKind } from '../../shared/pivots.ts';
import { grouped } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';
import { isoTime } from '../case/event-rows.ts';
import { readFacts } from '../case/facts.ts';
import { openForReading } from '../case/open.ts';
import { MOST_READ, type Pivot, pivot } from '../query/pivot.ts';
import { type Command, casePath, type ExitStatus, numberOption, usage } from './command.ts';
import { countTable, listedCount } from './count-table.ts';
import { explainNothing } from './empty.ts';
import { statusOf, warnUnreadable } from './filter-args.ts';
import { filterText } from './filter-text.ts';
import { terminalText } from './output.ts';
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
      throw usage(`KIND is one of ${PIVOT_KINDS.join(', ')}${asked === undefined ? '' : `, not "${asked}"`}`, pivotCommand);
    if (value === undefined || value === '') throw usage('VALUE is missing', pivotCommand);
    const top = numberOption(values, 'top', pivotCommand) ?? TOP;
    const db = openForReading(path);
    try {
      const filter = withView(db, values, filterText(positionals.slice(3)), pivotCommand);
      const found = await pivot(
        db,
        { kind, value, filter, top, resources: true },
        { signal, onProgress: (progress) => output.progress(progress) },
      );
      output.endProgress();
      if (signal.aborted) return 130;
      warnUnreadable(found, output);
      const explained = async () => (found.events === 0 ? await explainNothing(db, invocation, { filter: found.filter }) : undefined);
      if (output.json) await output.object({ ...listed(found), empty: await explained() });
      else {
        await output.write(described(found, readFacts(db).timezone));
        await explained();
      }
      return statusOf(found);
    } finally {
      output.endProgress();
      db.close();
    }
  },
};

/** Related values by kind; those of fields on which one cannot pivot by the field's name. */
function byKind({ related }: Pivot): [name: PivotKind | string, values: Pivot['related'][string]][] {
  return Object.entries(related).map(([field, values]) => [kindOfField(field) ?? field, values]);
}

function listed(found: Pivot) {
  const { related: _, unreadable: __, first, last, ...facts } = found;
  const related = Object.fromEntries(byKind(found).map(([name, values]) => [name, values.map(listedCount)]));
  return { ...facts, first: isoTime(first), last: isoTime(last), related };
}

function described(found: Pivot, zone: string): string {
  const { kind, value, filter, events, first, last, errors, writes } = found;
  const head = [
    `${kind} ${terminalText(value)}`,
    `events   ${grouped(events)}, of them ${grouped(errors)} with an error, ${grouped(writes)} that write`,
    ...(first === null ? [] : [`period   ${formatTime(first, zone)} to ${formatTime(last, zone)}`]),
    `filter   ${terminalText(filter)}`,
  ];
  const tables = byKind(found).flatMap(([name, values]) => (values.length > 0 ? [countTable(name, values, zone)] : []));
  // No command to paste: the filter may hold text of an attacker, which a shell would read its own way.
  const left =
    events > MOST_READ && kind !== 'resource' ? ['resources are not counted among so many: facets --by resource, with this filter\n'] : [];
  return [`${head.join('\n')}\n`, ...tables, ...left].join('\n');
}
