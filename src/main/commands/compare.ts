// `trailcase compare`: two sets of events side by side. Reads only.
import {
  COMPARED_WORDS,
  type ComparedGroup,
  type ComparedSide,
  type ComparedValue,
  type Comparison,
  type FieldComparison,
} from '../../shared/compare.ts';
import { beforeAndAfter } from '../../shared/compare-presets.ts';
import { compareFacts } from '../../shared/compare-words.ts';
import { plainSentence } from '../../shared/empty-words.ts';
import { grouped, plural } from '../../shared/text.ts';
import { isoTime } from '../case/event-rows.ts';
import { openForReading } from '../case/open.ts';
import { eventsOf } from '../query/columns/case-events.ts';
import { type CompareQuestion, compare } from '../query/compare/compare.ts';
import { type Command, casePath, type ExitStatus, type Invocation, numberOption, option, usage } from './command.ts';
import { explainNothing } from './empty.ts';
import { statusOf, warnOfLists, warnUnreadable } from './filter-args.ts';
import { filterText } from './filter-text.ts';
import { terminalText } from './output.ts';

const TOP = 5;

export const compareCommand: Command = {
  name: 'compare',
  usage: 'CASE FILTER_A FILTER_B [--within FILTER] [--top N] | CASE FILTER --before-after TIME',
  summary: 'two sets of events side by side: what both have, what only one has',
  help: [
    'FILTER_A, FILTER_B   one argument each: put them in quotes',
    '--within FILTER      only events of this filter, on both sides',
    '--before-after TIME  of one FILTER, in one argument or several: its events before a moment, and from then on; TIME as in a filter, in the zone of the case',
    `--top N              values of each group (default ${TOP}), 0 for all`,
  ],
  options: { within: { type: 'string' }, 'before-after': { type: 'string' }, top: { type: 'string' } },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, compareCommand);
    const question = questionOf(invocation);
    const { output, signal } = invocation;
    const db = openForReading(path);
    try {
      const found = await compare(eventsOf(db), question, { signal, onProgress: (progress) => output.progress(progress) });
      output.endProgress();
      if (signal.aborted) return 130;
      warnUnreadable(found, output, 'the comparison');
      warnOfLists(db, output);
      // Why one side is empty is as much of an answer as what the other has.
      const nothing = [found.a, found.b].find(({ events }) => events === 0);
      const explained = async () => (nothing ? await explainNothing(db, invocation, { filter: nothing.filter }) : undefined);
      if (output.json) await output.object({ ...listed(found), empty: await explained() });
      else {
        await output.write(described(found));
        await explained();
      }
      return statusOf(found);
    } finally {
      output.endProgress();
      db.close();
    }
  },
};

/** Errors: USAGE. */
function questionOf({ values, positionals }: Invocation): CompareQuestion {
  const [, first, second, ...others] = positionals;
  const moment = option(values, 'before-after');
  const top = numberOption(values, 'top', compareCommand) ?? TOP;
  const within = filterText([option(values, 'within') ?? '']);
  if (moment !== undefined) {
    // One that does not parse is refused by whoever reads it, with the column as typed.
    const filter = filterText(positionals.slice(1));
    return { ...(beforeAndAfter(filter, moment) ?? { a: filter, b: filter }), within, top };
  }
  if (first === undefined || second === undefined) throw usage('Two filters are compared', compareCommand);
  if (others.length > 0) throw usage('Each of the two filters is one argument: put it in quotes', compareCommand);
  return { a: filterText([first]), b: filterText([second]), within, top };
}

function listed({ a, b, overlap, zone, fields }: Comparison) {
  const side = ({ first, last, ...facts }: ComparedSide) => ({ ...facts, first: isoTime(first), last: isoTime(last) });
  const seen = (one: ComparedValue['a']) => one && { count: one.count, first: isoTime(one.first), last: isoTime(one.last) };
  const group = ({ distinct, values }: ComparedGroup) => ({
    distinct,
    values: values.map((value) => ({ value: value.value, a: seen(value.a), b: seen(value.b) })),
  });
  const compared = fields.map(({ field, distinct, none, both, onlyA, onlyB }) => [
    field,
    { distinct, none, both: group(both), onlyA: group(onlyA), onlyB: group(onlyB) },
  ]);
  const facts = compareFacts({ a, b, overlap, zone, fields, unreadable: [] }).map(plainSentence);
  return { a: side(a), b: side(b), overlap, zone, facts, fields: Object.fromEntries(compared) };
}

function described(found: Comparison): string {
  const head = [`A  ${found.a.filter || '(all events)'}`, `B  ${found.b.filter || '(all events)'}`].map(terminalText);
  const facts = compareFacts(found).map((sentence) => terminalText(plainSentence(sentence)));
  const tables = found.a.events + found.b.events === 0 ? [] : found.fields.flatMap(table);
  return `${[...head, '', ...facts].join('\n')}\n${tables.join('')}`;
}

function table(field: FieldComparison): string[] {
  const { one, many, title } = COMPARED_WORDS[field.field];
  if (field.distinct.a + field.distinct.b === 0) return [];
  const rows: string[] = [`\n${`${title} `.padEnd(12)}${'A'.padStart(9)}${'B'.padStart(9)}\n`];
  const groups = [
    ['both', field.both],
    ['only A', field.onlyA],
    ['only B', field.onlyB],
  ] as const;
  for (const [name, { distinct, values }] of groups) {
    for (const { value, a, b } of values) rows.push(`  ${name.padEnd(8)}  ${number(a)}${number(b)}  ${terminalText(value) || '(empty)'}\n`);
    if (distinct > values.length)
      rows.push(`  ${name.padEnd(8)}  ${' '.repeat(18)}  and ${plural(distinct - values.length, `more ${one}`, `more ${many}`)}\n`);
  }
  const { a: noneA, b: noneB } = field.none;
  if (noneA + noneB > 0) rows.push(`  ${'none'.padEnd(8)}  ${count(noneA)}${count(noneB)}\n`);
  return rows;
}

function number(seen: ComparedValue['a']): string {
  return count(seen?.count ?? 0);
}

function count(events: number): string {
  return (events > 0 ? grouped(events) : '–').padStart(9);
}
