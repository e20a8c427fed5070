// `trailcase export`: the case in a form for other tools and other examiners. Reads the case only.

import { TrailcaseError, toErrorValue } from '../../shared/errors.ts';
import { grouped, plural } from '../../shared/text.ts';
import { openForReading } from '../case/open.ts';
import { FORMATS } from '../export/formats.ts';
import { readKeyFile } from '../verify/key-files.ts';
import { type Command, casePath, type ExitStatus, option, options, outPath, usage } from './command.ts';
import { explainNothing } from './empty.ts';
import { statusOf, warnUnreadable } from './filter-args.ts';
import { filterText } from './filter-text.ts';
import { checkExportName } from './out-names.ts';
import { terminalText } from './output.ts';
import { VIEW_OPTION, viewHelp, withView } from './view-option.ts';

const NAMES = FORMATS.map(({ name }) => name).join(', ');

export const exportCommand: Command = {
  name: 'export',
  usage: `CASE --format ${FORMATS.map(({ name }) => name).join('|')} --out PATH [FILTER] [--view NAME] [--keys FILE]… [--overwrite]`,
  summary: 'write the case in a form for other tools and other examiners',
  help: [
    ...FORMATS.map(({ name, summary }) => `--format ${name.padEnd(11)} ${summary}`),
    '--out PATH        the file or folder to write; it is there whole or not at all, so - and devices are refused: `trailcase events` writes',
    '                  csv and jsonl to standard output',
    'FILTER            only these events, as `trailcase events` takes it: docs/filters.md; proof is of the whole case and takes none',
    "--keys FILE       AWS's public keys as `aws cloudtrail list-public-keys` prints them, beside those in the evidence; may be repeated",
    viewHelp(18),
    '--overwrite       replace what an earlier export wrote there',
  ],
  options: {
    format: { type: 'string' },
    out: { type: 'string' },
    keys: { type: 'string', multiple: true },
    overwrite: { type: 'boolean' },
    ...VIEW_OPTION,
  },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, exportCommand);
    const { values, positionals, output, signal } = invocation;
    const name = option(values, 'format');
    if (name === undefined) throw usage(`--format is missing; there is ${NAMES}`, exportCommand);
    const format = FORMATS.find((one) => one.name === name);
    if (!format) throw usage(`There is no format "${name}" in this version; there is ${NAMES}`, exportCommand);
    const out = outPath(values, exportCommand);
    if (out === undefined) throw usage('--out is missing', exportCommand);
    checkExportName(out, name, exportCommand);
    const given = positionals.slice(1);
    if ((given.length > 0 || option(values, 'view') !== undefined) && !format.takesFilter)
      throw usage(`The format ${name} is of the whole case: it takes no filter, and one case file`, exportCommand);
    const keys = options(values, 'keys').map(readKeyFile);
    const db = openForReading(path);
    try {
      // One state of the case, whoever writes to it meanwhile.
      db.prepare('BEGIN').run();
      const filter = withView(db, values, filterText(given), exportCommand);
      const control = { signal, onProgress: output.progress.bind(output) };
      const result = await format.write({ db, out, overwrite: values.overwrite === true, filter, keys, control }).catch(told);
      output.endProgress();
      const isEmpty = format.rows === 'events' && result.rows + (result.leftOut ?? 0) === 0;
      const explained = async () => (isEmpty ? await explainNothing(db, invocation, { filter }) : undefined);
      if (output.json) await output.object({ ...result, empty: await explained() });
      else {
        await output.line(`Wrote ${terminalText(result.path)}: ${grouped(result.rows)} ${format.rows}, SHA-256 ${result.sha256}`);
        if (result.leftOut)
          await output.line(
            `Left out: ${plural(result.leftOut, 'event')} without a time (is:undated finds them) or beyond the years 1 to 9999, for which ${name} has no place.`,
          );
        await explained();
      }
      if (format.ending !== undefined && !result.path.endsWith(format.ending))
        output.warn(`${name} files have to end in ${format.ending} for the program that they are for: rename it`);
      warnUnreadable(result, output);
      return statusOf(result);
    } finally {
      output.endProgress();
      db.close();
    }
  },
};

/** Whatever was being done when it was cancelled: nothing of it is left. */
function told(error: unknown): never {
  if (toErrorValue(error).code !== 'CANCELLED') throw error;
  throw new TrailcaseError('CANCELLED', 'The export was cancelled', 'Nothing was written.', { cause: error });
}
