// `trailcase unusual`: what is unusual in the events of an entity; without one, the actors and keys with signs of probing, and of which most changed together. Reads only.
import { printTree } from '../../shared/filter.ts';
import { bothFilters } from '../../shared/filter-edit.ts';
import { isPivotKind, PIVOT_KINDS } from '../../shared/pivots.ts';
import { grouped, plural } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';
import type { Unusual, UnusualActors } from '../../shared/unusual.ts';
import {
  actorFacts,
  changeSentence,
  comparedSentence,
  FACT_TITLES,
  factSentence,
  leftSentence,
  moreSentence,
} from '../../shared/unusual-words.ts';
import { caseZone } from '../case/facts.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { eventsOf } from '../query/columns/case-events.ts';
import { subjectOf } from '../query/pivots/subject.ts';
import { unusualActors } from '../query/unusual/actors.ts';
import { unusual } from '../query/unusual/unusual.ts';
import { type Command, casePath, type ExitStatus, type Invocation, numberOption, usage } from './command.ts';
import { explainNothing } from './empty.ts';
import { readFilter, readSignInsOf, statusOf } from './filter-args.ts';
import { filterText, strayWord } from './filter-text.ts';
import { terminalText } from './output.ts';
import { meant } from './slips.ts';
import { listedActors, listedUnusual } from './unusual-json.ts';
import { VIEW_OPTION, viewHelp, withView } from './view-option.ts';

const TOP = 20;
const MOST = 200;

export const unusualCommand: Command = {
  name: 'unusual',
  usage: 'CASE [KIND VALUE] [FILTER] [--view NAME] [--top N]',
  summary: 'first uses, odd hours, bursts and probing, against earlier behaviour',
  help: [
    `KIND           ${PIVOT_KINDS.join(', ')}`,
    'VALUE          exact text; without KIND and FILTER, the actors and keys with signs of probing, then those of which most changed together',
    `--top N        so many actors and keys (default ${TOP}, at most ${MOST})`,
    viewHelp(15),
  ],
  options: { top: { type: 'string' }, ...VIEW_OPTION },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, unusualCommand);
    const top = numberOption(invocation.values, 'top', unusualCommand) ?? TOP;
    if (top < 1 || top > MOST) throw usage(`--top takes a number from 1 to ${MOST}`, unusualCommand);
    const db = openForReading(path);
    try {
      const { zone, filter } = asked(db, invocation);
      return filter === '' ? await ofCase(db, invocation, zone, top) : await ofEntity(db, invocation, zone, filter);
    } finally {
      invocation.output.endProgress();
      db.close();
    }
  },
};

/** The filter of the entity asked for, '' for none. */
function asked(db: ReadConnection, { positionals, values }: Invocation): { zone: string; filter: string } {
  const [, kind, value, ...rest] = positionals;
  const zone = caseZone(db);
  if (!isPivotKind(kind) && kind !== undefined && value !== undefined && strayWord([kind]) !== null)
    throw usage(`KIND is one of ${PIVOT_KINDS.join(', ')}, not "${kind}"`, unusualCommand, meant(kind, PIVOT_KINDS));
  if (!isPivotKind(kind)) return { zone, filter: withView(db, values, filterText(positionals.slice(1)), unusualCommand) };
  if (value === undefined || value === '') throw usage('VALUE is missing', unusualCommand);
  const entity = printTree(subjectOf(eventsOf(db), kind, value));
  const within = withView(db, values, filterText(rest), unusualCommand);
  // One that does not parse is refused by whoever reads it, with the column as typed.
  return { zone, filter: bothFilters(entity, within) ?? within };
}

async function ofEntity(db: ReadConnection, invocation: Invocation, zone: string, filter: string): Promise<ExitStatus> {
  const selection = await readFilter(db, filter, invocation);
  await readSignInsOf(db, selection, invocation);
  const found = unusual(eventsOf(db), filter, selection);
  const explained = async () => (selection.count === 0 ? await explainNothing(db, invocation, { filter }) : undefined);
  if (invocation.output.json) await invocation.output.object({ ...listedUnusual(found, zone), empty: await explained() });
  else {
    await invocation.output.write(described(found, zone));
    await explained();
  }
  return statusOf(found);
}

async function ofCase(db: ReadConnection, invocation: Invocation, zone: string, top: number): Promise<ExitStatus> {
  const { output } = invocation;
  await readSignInsOf(db, eventsOf(db).selections.everything(), invocation);
  const found = unusualActors(eventsOf(db), top);
  if (output.json) await output.object(listedActors(found, zone));
  else await output.write(actorsTable(found, zone));
  return statusOf(found);
}

function described(found: Unusual, zone: string): string {
  const facts = found.facts.map((fact) => {
    const lines = fact.kind === 'changed' ? [...fact.changes.map((change) => changeSentence(change, fact, zone)), moreSentence(fact)] : [];
    const told = [factSentence(fact, zone), ...lines.filter((line) => line !== '').map((line) => `  ${line}`), `filter ${fact.filter}`];
    return [`${formatTime(fact.at, zone)}  ${FACT_TITLES[fact.kind]}`, ...told.map((line) => `    ${terminalText(line)}`), ''].join('\n');
  });
  const none = found.events > 0 && facts.length === 0 ? ['Nothing by these rules.'] : [];
  const end = leftSentence(found);
  return `${[`filter   ${terminalText(found.filter)}`, comparedSentence(found, zone), '', ...facts, ...none, ...(end === '' ? [] : [end])].join('\n').trimEnd()}\n`;
}

function actorsTable({ rows, total, short }: UnusualActors, zone: string): string {
  const lines = rows.map((row) => {
    const facts = actorFacts(row).map(({ at, text }) => `    ${formatTime(at, zone)}  ${terminalText(text)}\n`);
    return `${row.kind.padEnd(5)}  ${terminalText(row.value)}, ${plural(row.events, 'event')}\n${facts.join('')}`;
  });
  const more = total > rows.length ? `, ${grouped(rows.length)} shown (--top)` : '';
  const end = `${plural(total, 'actor or key', 'actors and keys')} with signs of probing or first uses${more}; ${grouped(short)} more have too few events to compare.\n`;
  return [...lines, end].join('\n');
}
