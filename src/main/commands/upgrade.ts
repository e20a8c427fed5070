// `trailcase upgrade`: brings a case of an older version up to date. Its evidence stays as it is; what is derived from it is derived anew.
import { toErrorValue } from '../../shared/errors.ts';
import { parserOf } from '../case/derived.ts';
import { openForReading } from '../case/open.ts';
import { openCase } from '../jobs/open-case.ts';
import { caseInfo } from '../query/case-info.ts';
import { type Command, casePath, type ExitStatus, usage } from './command.ts';
import { terminalText } from './output.ts';

export const upgrade: Command = {
  name: 'upgrade',
  usage: 'CASE',
  summary: 'bring a case of an older version up to date; its evidence stays as it is',
  help: [
    'A case that is up to date is left as it is. Opening a case in the window, or importing into it, does the same. The custody log says that it was done.',
  ],
  options: {},
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, upgrade);
    if (invocation.positionals.length > 1) throw usage('upgrade takes one case file', upgrade);
    if (!isUpToDate(path)) openCase(path).close();
    const db = openForReading(path);
    try {
      const { output } = invocation;
      const info = caseInfo(db, path);
      if (output.json) await output.object({ case: info.case, parser: parserOf(db), events: info.events });
      else await output.line(`${terminalText(path)} is up to date`);
    } finally {
      db.close();
    }
    return 0;
  },
};

/** Opened for writing, a case gets an entry in its custody log: one with which nothing is to be done is only read. */
function isUpToDate(path: string): boolean {
  try {
    openForReading(path).close();
    return true;
  } catch (error) {
    if (toErrorValue(error).code === 'CASE_OLDER_SCHEMA') return false;
    throw error;
  }
}
