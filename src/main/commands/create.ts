// `trailcase create`: a new case file with its facts.
import type { CaseFacts } from '../../shared/domain.ts';
import { isTimeZone } from '../../shared/time.ts';
import { CaseFile } from '../case/case-file.ts';
import { openForReading } from '../case/open.ts';
import { caseInfo } from '../query/case-info.ts';
import { type Command, casePath, type ExitStatus, option, usage, type Values } from './command.ts';
import { terminalText } from './output.ts';

/** Facts of a case: stated when it is made. */
export const FACT_OPTIONS = {
  title: { type: 'string' },
  number: { type: 'string' },
  examiner: { type: 'string' },
  organisation: { type: 'string' },
  timezone: { type: 'string' },
} as const;

export const FACTS_USAGE = '[--title TEXT] [--number TEXT] [--examiner TEXT] [--organisation TEXT] [--timezone ZONE]';

/** Errors: USAGE for a zone that is none. */
export function factsOf(values: Values, command: Command): CaseFacts {
  const timezone = option(values, 'timezone') ?? 'UTC';
  if (!isTimeZone(timezone)) throw usage(`"${timezone}" is not a time zone; write one as Asia/Kolkata`, command);
  const fact = (name: string): string => option(values, name) ?? '';
  return { title: fact('title'), number: fact('number'), examiner: fact('examiner'), organisation: fact('organisation'), timezone };
}

export const create: Command = {
  name: 'create',
  usage: `CASE ${FACTS_USAGE}`,
  summary: 'make a new case file',
  help: ['--timezone ZONE  IANA zone in which times are shown, as Asia/Kolkata (default UTC)'],
  options: FACT_OPTIONS,
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, create);
    if (invocation.positionals.length > 1) throw usage('create takes one case file', create);
    const { values, output } = invocation;
    CaseFile.create(path, factsOf(values, create)).close();
    const db = openForReading(path);
    try {
      if (output.json) await output.object({ case: caseInfo(db, path).case });
      else await output.line(`Created ${terminalText(path)}`);
    } finally {
      db.close();
    }
    return 0;
  },
};
