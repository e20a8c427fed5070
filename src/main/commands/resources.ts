// `trailcase resources`: the resources that events name, one line each, or the history of one. Reads only.
import type { ResourceRow } from '../../shared/resources.ts';
import { grouped, plural } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';
import { isoTime } from '../case/event-rows.ts';
import { caseZone } from '../case/facts.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { KINDS } from '../decode/resource-kinds.ts';
import { eventsOf } from '../query/columns/case-events.ts';
import { historyFilter, resourceHistory } from '../query/resources/history.ts';
import { listResources, type ResourceList } from '../query/resources/resource-list.ts';
import { aligned } from './aligned.ts';
import { type Command, casePath, type ExitStatus, type Invocation, numberOption, option, usage } from './command.ts';
import { explainNothing } from './empty.ts';
import { readFilter, readResourcesOf, statusOf, warnUnreadable } from './filter-args.ts';
import { filterText } from './filter-text.ts';
import { terminalText } from './output.ts';
import { describedHistory, listedHistory } from './resource-history.ts';
import { meant } from './slips.ts';
import { VIEW_OPTION, viewHelp, withView } from './view-option.ts';

const TOP = 50;

/** The kind of those of which the record does not tell it. */
const NOT_KNOWN = 'not known';

export const resources: Command = {
  name: 'resources',
  usage: 'CASE [FILTER] [--view NAME] [--kind KIND] [--top N] | CASE [FILTER] --history RESOURCE',
  summary: 'the resources that events name, and the history of one: created, changed, read, deleted, by whom',
  help: [
    '--kind KIND         only of this kind, as iam:role, s3:bucket, ec2:instance; the list of kinds stands below the table',
    `--top N             resources (default ${TOP}), 0 for all`,
    '--history RESOURCE  what was done with one: its ARN, id or name as any record gives it',
    viewHelp(20),
    '                    records are read for it; an event that names several resources counts for each',
  ],
  options: { kind: { type: 'string' }, top: { type: 'string' }, history: { type: 'string' }, ...VIEW_OPTION },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, resources);
    const { values, positionals } = invocation;
    const db = openForReading(path);
    try {
      const filter = withView(db, values, filterText(positionals.slice(1)), resources);
      const value = option(values, 'history');
      return value === undefined ? await list(db, filter, invocation) : await history(db, filter, value, invocation);
    } finally {
      invocation.output.endProgress();
      db.close();
    }
  },
};

async function list(db: ReadConnection, filter: string, invocation: Invocation): Promise<ExitStatus> {
  const { values, output, signal } = invocation;
  const top = numberOption(values, 'top', resources) ?? TOP;
  const asked = option(values, 'kind');
  const kind = asked === NOT_KNOWN ? '' : (asked ?? null);
  const selection = await readFilter(db, filter, invocation);
  const read = await readResourcesOf(db, selection, invocation);
  const found = listResources(eventsOf(db), selection, { kind, top, order: 'most', search: '' });
  if (signal.aborted) return 130;
  if (kind !== null && found.found === 0) await checkKind(db, kind, invocation);
  const explained = async () => (selection.count === 0 ? await explainNothing(db, invocation, { filter }) : undefined);
  if (output.json) {
    const { rows, found: total, kinds, none, untold } = found;
    await output.object({ events: selection.count, total, rows: rows.map(listedRow), kinds, none, untold, empty: await explained() });
  } else {
    await output.write(described(found, caseZone(db)));
    await explained();
  }
  return statusOf(selection, read);
}

/**
 * A kind that no resource of a filter's events is of: none of the case's, and none that every case may have, is a slip.
 * Errors: USAGE, CANCELLED.
 */
async function checkKind(db: ReadConnection, kind: string, invocation: Invocation): Promise<void> {
  if (kind === '' || KINDS.includes(kind)) return;
  const events = eventsOf(db);
  const all = await readFilter(db, '', invocation);
  await readResourcesOf(db, all, invocation);
  const known = listResources(events, all, { kind, top: 1, order: 'most', search: '' });
  if (known.found > 0) return;
  const words = known.kinds.flatMap((one) => (one.kind === '' ? [] : [one.kind]));
  throw usage(`--kind takes one of ${words.join(', ')}, not "${kind}"`, resources, meant(kind, [...new Set([...words, ...KINDS])]));
}

async function history(db: ReadConnection, filter: string, value: string, invocation: Invocation): Promise<ExitStatus> {
  const { output, signal } = invocation;
  const control = { signal, onProgress: output.progress.bind(output) };
  const found = await resourceHistory(eventsOf(db), value, control, filter);
  output.endProgress();
  if (signal.aborted) return 130;
  const explained = async () =>
    found === null ? await explainNothing(db, invocation, { filter: historyFilter(value, filter) }) : undefined;
  if (found) warnUnreadable(found, output, 'the history');
  if (output.json) await output.object(found ? listedHistory(found) : { value, events: 0, empty: await explained() });
  else if (found) await output.write(describedHistory(found, caseZone(db)));
  else {
    await output.line(`No event names ${terminalText(value)}`);
    await explained();
  }
  return found ? statusOf(found) : 0;
}

function listedRow({ first, last, created, deleted, ...row }: ResourceRow) {
  const mark = (one: ResourceRow['created']) => one && { count: one.count, at: isoTime(one.at) };
  return { ...row, first: isoTime(first), last: isoTime(last), created: mark(created), deleted: mark(deleted) };
}

function described({ rows, found, kinds, none, untold }: ResourceList, zone: string): string {
  const head = ['events', 'actors', 'changes', 'refused', 'first', 'last', 'created', 'deleted', 'kind', 'resource'];
  const mark = (one: ResourceRow['created']): string => (one === null ? '–' : formatTime(one.at, zone));
  const cells = rows.map((row) => [
    grouped(row.count),
    grouped(row.actors),
    grouped(row.changes),
    grouped(row.refused),
    formatTime(row.first, zone),
    formatTime(row.last, zone),
    mark(row.created),
    mark(row.deleted),
    terminalText(row.kind) || '–',
    terminalText(row.value),
  ]);
  const lines = [
    ...aligned([head, ...cells], 4),
    `${plural(found, 'resource')}${found > rows.length ? `, of which ${grouped(rows.length)} stand here` : ''}; an event that names several counts for each`,
    `${plural(none, 'event')} ${none === 1 ? 'names' : 'name'} none`,
    ...(untold > 0 ? [`${plural(untold, 'event')} name more that were not told apart: the case names too many different ones`] : []),
    `kinds: ${kinds.map(({ kind, resources: count }) => `${terminalText(kind) || NOT_KNOWN} ${grouped(count)}`).join(' · ')}`,
  ];
  return `${lines.join('\n')}\n`;
}
