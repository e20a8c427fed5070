// On what the commands about annotations act: targets named one by one, on standard input, or all events of a filter.
import { text } from 'node:stream/consumers';
import { parseTarget, targetText } from '../../shared/annotations.ts';
import type { ReadConnection } from '../case/open.ts';
import { idsOfFilter } from '../query/annotations/ids.ts';
import { pivot } from '../query/pivot.ts';
import { type Command, type Invocation, option, options, usage } from './command.ts';
import { filterText } from './filter-text.ts';

/** Options that name targets. */
export const TARGET_OPTIONS = {
  event: { type: 'string', multiple: true },
  entity: { type: 'string', multiple: true },
  span: { type: 'string', multiple: true },
  view: { type: 'string', multiple: true },
  filter: { type: 'string' },
} as const;

export const TARGET_HELP: readonly string[] = [
  '--event ID       an event, by its id as `events` lists it',
  '--entity K:V     an entity, as key:AKIA… or ip:203.0.113.10; an actor by any of its names',
  '--span FROM/TO   a span of time in UTC, as 2026-02-21T18:00:00Z/2026-02-21T19:00:00Z, and after a blank a FILTER',
  '--view NAME      a saved view',
  '--filter FILTER  every event that it leaves, 20,000 at most',
  'TARGET           the same in one text: an id, entity:K:V, span:FROM/TO, view:NAME; - reads them from standard input, one a line,',
  '                 also as rows of `events --format jsonl`',
];

/**
 * Texts of targets, each once, in the order in which they were named.
 * @param named positional arguments that are targets
 * Errors: USAGE, FILTER_INVALID, TOO_MANY_EVENTS, CANCELLED.
 */
export async function targetsOf(
  db: ReadConnection,
  { values, output, signal }: Pick<Invocation, 'values' | 'output' | 'signal'>,
  named: readonly string[],
  command: Command,
): Promise<string[]> {
  const texts = [
    ...(await Promise.all(named.map(async (one) => (one === '-' ? await fromInput() : [one])))).flat(),
    ...options(values, 'event'),
    ...options(values, 'entity').map((one) => `entity:${one}`),
    ...options(values, 'span').map((one) => `span:${withFilterText(one)}`),
    ...options(values, 'view').map((one) => `view:${one}`),
  ];
  const targets: string[] = [];
  for (const one of texts) targets.push(await checked(db, one, command));
  const filter = option(values, 'filter');
  if (filter !== undefined) {
    targets.push(...(await idsOfFilter(db, filterText([filter]), { signal, onProgress: (progress) => output.progress(progress) })));
    output.endProgress();
  }
  return [...new Set(targets)];
}

/** A span of time with the filter behind it as every FILTER is taken. */
function withFilterText(span: string): string {
  const [, times = span, filter = ''] = /^(\S+)\s+(.+)$/s.exec(span) ?? [];
  return filter === '' ? span : `${times} ${filterText([filter])}`;
}

/** Whether any target is named at all: an empty filter or input is none to complain of. */
export function namesTargets({ values }: Pick<Invocation, 'values'>, named: readonly string[]): boolean {
  return named.length > 0 || Object.keys(TARGET_OPTIONS).some((name) => values[name] !== undefined);
}

async function checked(db: ReadConnection, written: string, command: Command): Promise<string> {
  const target = parseTarget(written);
  if (!target) throw usage(`"${written.slice(0, 200)}" is no event id, entity:KIND:VALUE, span:FROM/TO or view:NAME`, command);
  if (target.kind !== 'entity' || target.of !== 'actor') return targetText(target);
  // The page of an actor is that of who is meant, whichever of its names was written.
  const { who } = await pivot(db, { kind: 'actor', value: target.value });
  return targetText({ ...target, value: who ?? target.value });
}

async function fromInput(): Promise<string[]> {
  const lines = (await text(process.stdin)).split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line) => {
    if (!line.startsWith('{')) return line;
    try {
      const { id } = JSON.parse(line) as { id?: unknown };
      if (typeof id === 'string') return id;
    } catch {
      // Told as what it is: no target.
    }
    return line;
  });
}
