// `trailcase create`: a new case file with its facts.
import { isTimeZone } from '../../shared/time.ts';
import { CaseFile } from '../case/case-file.ts';
import { openForReading } from '../case/open.ts';
import { caseInfo } from '../query/case-info.ts';
import { type Command, casePath, type ExitStatus, option, usage } from './command.ts';
import { terminalText } from './output.ts';

export const create: Command = {
  name: 'create',
  usage: 'CASE [--title TEXT] [--number TEXT] [--examiner TEXT] [--organisation TEXT] [--timezone ZONE]',
  summary: 'make a new case file',
  help: ['--timezone ZONE  IANA zone in which times are shown, as Asia/Kolkata (default UTC)'],
  options: {
    title: { type: 'string' },
    number: { type: 'string' },
    examiner: { type: 'string' },
    organisation: { type: 'string' },
    timezone: { type: 'string' },
  },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, create);
    if (invocation.positionals.length > 1) throw usage('create takes one case file', create);
    const { values, output } = invocation;
    const timezone = option(values, 'timezone') ?? 'UTC';
    if (!isTimeZone(timezone)) throw usage(`"${timezone}" is not a time zone; write one as Asia/Kolkata`, create);
    const fact = (name: string) => option(values, name) ?? '';
    CaseFile.create(path, {
      title: fact('title'),
      number: fact('number'),
      examiner: fact('examiner'),
      organisation: fact('organisation'),
      timezone,
    }).close();
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
