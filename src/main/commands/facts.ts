// `trailcase facts`: what is stated about a case and how it became so; with options, changes it. Every change has its entry in the custody log.
import type { CaseFacts } from '../../shared/domain.ts';
import { FACT_NAMES, FACT_WORDS, type FactName, factsNamed } from '../../shared/facts.ts';
import { formatTime, isTimeZone } from '../../shared/time.ts';
import { changeFacts, factHistory } from '../case/change-facts.ts';
import { isoTime } from '../case/event-rows.ts';
import { caseZone, readFacts } from '../case/facts.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { openCase } from '../jobs/open-case.ts';
import { type Command, casePath, type ExitStatus, type Invocation, option, usage } from './command.ts';
import { FACT_OPTIONS, FACTS_USAGE } from './create.ts';
import { terminalText } from './output.ts';

export const factsCommand: Command = {
  name: 'facts',
  usage: `CASE ${FACTS_USAGE}`,
  summary: 'what is stated about a case (title, number, examiner, organisation, time zone), changing it, and its history',
  help: [
    'without options  what is stated now, and every change with who made it and when',
    '--title TEXT     and the others: only what is named changes; "" takes it away; the custody log keeps the old value and the new one',
    '--timezone ZONE  IANA zone in which times are shown, as Asia/Kolkata; times in filters that name no zone are read in it, too',
  ],
  options: FACT_OPTIONS,
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, factsCommand);
    if (invocation.positionals.length > 1) throw usage('facts takes one case file', factsCommand);
    const given = statedIn(invocation);
    if (Object.keys(given).length === 0) await show(path, invocation);
    else await change(path, given, invocation);
    return 0;
  },
};

/** Errors: USAGE for a zone that is none. */
function statedIn({ values }: Invocation): Partial<CaseFacts> {
  const zone = option(values, 'timezone');
  if (zone !== undefined && !isTimeZone(zone)) throw usage(`"${zone}" is not a time zone; write one as Asia/Kolkata`, factsCommand);
  return Object.fromEntries(
    FACT_NAMES.flatMap((name) => {
      const value = option(values, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

async function change(path: string, given: Partial<CaseFacts>, { output }: Invocation): Promise<void> {
  const file = openCase(path);
  try {
    const { changes, entry } = changeFacts(file, given);
    const unchanged = FACT_NAMES.filter((name) => given[name] !== undefined && !changes.some((one) => one.name === name));
    if (output.json) return await output.object({ changed: changes, unchanged, entry, facts: factsOf(file.db) });
    for (const { name, before, after } of changes) await output.line(`Changed ${FACT_WORDS[name]}: ${shown(before)} → ${shown(after)}`);
    if (entry !== null) await output.line(`Entered in the custody log as entry ${entry}`);
    if (unchanged.length > 0)
      await output.line(`${changes.length === 0 ? 'Nothing changed. As before:' : 'As before:'} ${factsNamed(unchanged)}`);
  } finally {
    file.close();
  }
}

async function show(path: string, { output }: Invocation): Promise<void> {
  const db = openForReading(path);
  try {
    const facts = factsOf(db);
    const history = factHistory(db);
    if (output.json) return await output.object({ facts, history: history.map((one) => ({ ...one, at: isoTime(one.at) })) });
    const zone = caseZone(db);
    for (const name of FACT_NAMES) {
      const unknown = name === 'timezone' && zone !== facts.timezone ? ' (not known here: times are shown in UTC)' : '';
      await output.line(`${FACT_WORDS[name].padEnd(13)}${shown(facts[name])}${unknown}`);
    }
    for (const { entry, at, who, changes } of history) {
      const isFirst = changes.every(({ before }) => before === null);
      await output.line(
        `\n${isFirst ? 'Stated' : 'Changed'} ${terminalText(formatTime(at, zone))} by ${terminalText(who)}, custody entry ${entry}`,
      );
      for (const { name, before, after } of changes)
        if (before !== null || after !== '')
          await output.line(`  ${FACT_WORDS[name]}: ${before === null ? '' : `${shown(before)} → `}${shown(after)}`);
    }
  } finally {
    db.close();
  }
}

function factsOf(db: ReadConnection): Record<FactName, string> {
  const facts = readFacts(db);
  return Object.fromEntries(FACT_NAMES.map((name) => [name, facts[name]])) as Record<FactName, string>;
}

function shown(text: string): string {
  return terminalText(text) || '–';
}
