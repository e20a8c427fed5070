// `trailcase redaction`: what marks of a redacted report stand for, for whoever holds the case, with what shows it to others. Reads only.
import { EVERYTHING_HIDDEN, PLAIN_REPORT, ReportOptions } from '../../shared/report.ts';
import { openForReading } from '../case/open.ts';
import { digitsOf, type OpenedMark, openMarks } from '../report/open-marks.ts';
import { verifyCase } from '../verify/verify-case.ts';
import { type Command, casePath, type ExitStatus, type Invocation, option, usage } from './command.ts';
import { terminalText } from './output.ts';
import { jsonFrom } from './stdin.ts';

export const redactionCommand: Command = {
  name: 'redaction',
  usage: 'CASE open MARK… [--options FILE]',
  summary: 'what marks of a redacted report stand for, with a key for each that shows it to others',
  help: [
    'open MARK…      marks as they stand in the report: user-1a2b3c4d, commitment 9f…, or the digits alone',
    '--options FILE  options of the report, as JSON, where it hid fields, patterns or texts of its own; - reads standard input',
    'Each value comes with a key of its own. Whoever has both can compute the commitment with openssl; nothing else is opened by that.',
    'What is opened once cannot be hidden again.',
  ],
  options: { options: { type: 'string' } },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, redactionCommand);
    const [, act, ...marks] = invocation.positionals;
    if (act !== 'open' || marks.length === 0) throw usage('Say open, and which marks', redactionCommand);
    const odd = marks.find((mark) => digitsOf(mark) === null);
    if (odd !== undefined) throw usage(`"${odd}" is no mark: it ends with at least eight hexadecimal digits`, redactionCommand);
    const options = await optionsOf(invocation);
    const { output, signal } = invocation;
    const control = { signal, onProgress: output.progress.bind(output) };
    const { summary, cancelled } = await verifyCase(path, control, { keys: [] });
    if (cancelled) return 130;
    const db = openForReading(path);
    try {
      const opened = await openMarks(db, summary, marks, options, { signal });
      output.endProgress();
      const missing = marks.filter((mark) => !opened.some((one) => one.mark === mark));
      if (output.json) await output.object({ opened, missing });
      else {
        for (const one of opened) await output.write(described(one));
        for (const mark of missing) await output.line(`${terminalText(mark)}: nothing that a report of this case would hide has this mark`);
      }
      return missing.length === 0 ? 0 : 1;
    } finally {
      output.endProgress();
      db.close();
    }
  },
};

/** Errors: USAGE. */
async function optionsOf({ values }: Invocation): Promise<ReportOptions> {
  const file = option(values, 'options');
  if (file === undefined) return { ...PLAIN_REPORT, redaction: EVERYTHING_HIDDEN };
  const read = ReportOptions.safeParse(await jsonFrom(file, redactionCommand));
  if (!read.success) throw usage(`${file} holds no options of a report`, redactionCommand);
  return read.data;
}

/** The command holds hexadecimal digits only: a name out of a log, pasted into a shell, could do anything. */
function described({ mark, value, commitment, key }: OpenedMark): string {
  return [
    `${terminalText(mark)} stands for`,
    `  ${terminalText(value)}`,
    `  commitment  ${commitment}`,
    `  key         ${key}`,
    '  to check    the value in hexadecimal digits, its HMAC-SHA-256 with the key; it prints the commitment:',
    `    printf ${Buffer.from(value, 'utf8').toString('hex')} | xxd -r -p | openssl dgst -sha256 -mac HMAC -macopt hexkey:${key}`,
    '',
  ].join('\n');
}
