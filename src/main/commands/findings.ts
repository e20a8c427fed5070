// `trailcase findings`: the findings and hypotheses of a case, or one of them whole. Reads the case only.
import { FINDING_STATES, type FindingEntry } from '../../shared/findings.ts';
import { referencesOf } from '../../shared/references.ts';
import { isoTime } from '../case/event-rows.ts';
import { openForReading } from '../case/open.ts';
import { findingList, findingPage } from '../query/findings/finding-list.ts';
import { resolveReferences } from '../query/findings/references.ts';
import { type Command, casePath, choice, type ExitStatus, usage } from './command.ts';
import { findingLines, headLine } from './finding-lines.ts';
import { terminalText } from './output.ts';

const STATES = ['all', ...FINDING_STATES] as const;

export const findingsCommand: Command = {
  name: 'findings',
  usage: 'CASE [ID] [--state STATE] [--removed]',
  summary: 'findings and hypotheses: what is claimed, by which events, and what reviewers say of it',
  help: [
    'ID             one finding whole: its texts, events in order of time, versions, reviews',
    `--state STATE  only those that are ${FINDING_STATES.join(', ')}`,
    '--removed      also those that were taken away',
    'Their events are found with finding:ID, finding:"beginning of the title" and has:finding.',
  ],
  options: { state: { type: 'string' }, removed: { type: 'boolean' } },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, findingsCommand);
    const { values, positionals, output } = invocation;
    const [, id, surplus] = positionals;
    if (surplus !== undefined) throw usage('Give one ID, or none', findingsCommand);
    const state = choice(values, 'state', STATES, 'all', findingsCommand);
    const db = openForReading(path);
    try {
      db.prepare('BEGIN').run();
      if (id !== undefined) {
        const { entry, exhibits, history } = findingPage(db, id);
        const { narrative, reason, questions } = entry.current.body;
        const references = resolveReferences(db, referencesOf([narrative, reason, ...Object.values(questions)]));
        if (output.json)
          await output.object({
            ...listed(entry),
            exhibits: exhibits.map(({ row, ...one }) => ({
              ...one,
              time: row?.time ?? null,
              eventName: row?.eventName ?? null,
              present: row !== null,
            })),
            history: history.map((one) => ({ ...one, at: isoTime(one.at) })),
            references,
          });
        else for (const line of findingLines(entry, exhibits, history, references)) await output.line(terminalText(line));
        return 0;
      }
      const rows = findingList(db).filter(
        ({ current }) => (values.removed === true || !current.removed) && (state === 'all' || current.body.state === state),
      );
      if (output.json) await output.object({ rows: rows.map(listed) });
      else if (rows.length === 0)
        await output.line(state === 'all' ? 'The case has no findings yet' : `The case has no finding that is ${state}`);
      else for (const row of rows) await output.line(terminalText(headLine(row)));
      return 0;
    } finally {
      db.close();
    }
  },
};

/** Times as ISO 8601, as everywhere in --json. */
function listed({ id, current, others, span, reviews, ...rest }: FindingEntry) {
  const version = ({ at, ...one }: FindingEntry['current']) => ({ at: isoTime(at), ...one });
  return {
    id,
    ...rest,
    span: span && { from: isoTime(span.from), to: isoTime(span.to) },
    current: version(current),
    others: others.map(version),
    reviews: reviews.map(({ at, reviewed, ...one }) => ({
      at: isoTime(at),
      ...one,
      reviewed: reviewed && { ...reviewed, at: isoTime(reviewed.at) },
    })),
  };
}
