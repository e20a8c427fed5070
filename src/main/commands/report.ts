// `trailcase report`: the incident report as one HTML file. Reads the case only.
import { openForReading } from '../case/open.ts';
import { writeReportFile } from '../report/write-report.ts';
import { judgedByItem } from '../verify/digests/items.ts';
import { readKeyFile } from '../verify/key-files.ts';
import { verifyCase } from '../verify/verify-case.ts';
import { type Command, casePath, option, options, usage } from './command.ts';
import { terminalText } from './output.ts';

export const report: Command = {
  name: 'report',
  usage: 'CASE --out FILE.html [--keys FILE] [--overwrite]',
  summary: 'write the incident report: bookmarked events as exhibits, inventory, verification, custody',
  help: [
    '--out FILE.html  where to write it',
    "--keys FILE      AWS's public keys, beside those in the evidence; may be repeated",
    '--overwrite      replace an existing file',
  ],
  options: { out: { type: 'string' }, keys: { type: 'string', multiple: true }, overwrite: { type: 'boolean' } },
  async run(invocation) {
    const path = casePath(invocation, report);
    const { values, output, signal } = invocation;
    const out = option(values, 'out');
    if (out === undefined) throw usage('--out is missing', report);
    if (!/\.html?$/i.test(out)) throw usage('This version writes HTML only: give --out a name that ends in .html', report);
    const {
      summary: verification,
      judgement,
      cancelled,
    } = await verifyCase(path, { signal, onProgress: output.progress.bind(output) }, { keys: options(values, 'keys').map(readKeyFile) });
    output.endProgress();
    if (cancelled) return 130;
    const db = openForReading(path);
    try {
      const summary = writeReportFile(db, verification, out, { overwrite: values.overwrite === true, judged: judgedByItem(judgement) });
      if (output.json) await output.object(summary);
      else await output.line(`Wrote ${terminalText(summary.path)}: ${summary.exhibits} exhibits, SHA-256 ${summary.sha256}`);
      return verification.ok ? 0 : 1;
    } finally {
      db.close();
    }
  },
};
