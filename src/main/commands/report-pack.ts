// `trailcase report-pack`: the report with all that is needed to check it, as a folder or a zip.
import { bytesText, grouped, plural } from '../../shared/text.ts';
import { makeRedactionSalt } from '../case/redaction-salt.ts';
import { makePack } from '../jobs/report-pack-job.ts';
import { EVIDENCE_LIMIT } from '../report-pack/items.ts';
import { readKeyFile } from '../verify/key-files.ts';
import { type Command, casePath, options, outPath, usage } from './command.ts';
import { KEY_HELP, KEY_OPTIONS, signingKey } from './key-option.ts';
import { checkPackName } from './out-names.ts';
import { terminalText } from './output.ts';
import { CONTENT_HELP, CONTENT_OPTIONS, noted, reportOptions } from './report.ts';

export const reportPack: Command = {
  name: 'report-pack',
  usage: 'CASE --out FOLDER|FILE.zip [--pdf] [--key FILE] [--record] [options of report]',
  summary: 'write the report with exhibits, evidence, proof, hashes, signature and instructions to check it all with common tools',
  help: [
    '--out FOLDER|FILE    a folder, or a file whose name ends in .zip',
    '--pdf                the report as PDF, too',
    "--key FILE           sign the list of hashes, and the report, with the examiner's Ed25519 key (`trailcase seal --make-key` makes one)",
    ...KEY_HELP,
    `--all-evidence       all items that exhibits lie in; otherwise as many as fit into ${bytesText(EVIDENCE_LIMIT)}`,
    '--record             note the pack, with its hash and that of the report, in the custody log of the case',
    '--overwrite          replace an earlier pack',
    ...CONTENT_HELP,
  ],
  options: {
    out: { type: 'string' },
    pdf: { type: 'boolean' },
    'all-evidence': { type: 'boolean' },
    record: { type: 'boolean' },
    overwrite: { type: 'boolean' },
    ...CONTENT_OPTIONS,
    ...KEY_OPTIONS,
  },
  async run(invocation) {
    const path = casePath(invocation, reportPack);
    const { values, output, signal } = invocation;
    if (invocation.positionals.length > 1) throw usage('report-pack takes one case file', reportPack);
    const out = outPath(values, reportPack);
    if (out === undefined) throw usage('--out is missing', reportPack);
    checkPackName(out, reportPack);
    const asked = await reportOptions(invocation, reportPack);
    const key = await signingKey(invocation, reportPack);
    const record = values.record === true;
    // Whether it can be noted is known before long work.
    if (record) noted(path, asked.redaction === null ? () => {} : makeRedactionSalt);
    const request = {
      path,
      out,
      overwrite: values.overwrite === true,
      options: asked,
      keys: options(values, 'keys').map(readKeyFile),
      pdf: values.pdf === true,
      allEvidence: values['all-evidence'] === true,
      key,
    };
    const made = await makePack(request, { signal, onProgress: output.progress.bind(output) });
    output.endProgress();
    const { summary } = made;
    if (record) noted(path, (file) => file.record({ action: 'report', outcome: 'done', detail: { ...summary, options: made.options } }));
    if (output.json) await output.object(summary);
    else {
      const items = summary.redacted ? '' : `, ${grouped(summary.items)} evidence items`;
      await output.line(
        `Wrote ${terminalText(summary.path)}: ${plural(summary.files, 'file')}, ${plural(summary.exhibits, 'exhibit')}${items}, as of custody entry ${summary.entry}`,
      );
      if (summary.itemsLeftOut > 0)
        await output.line(`${grouped(summary.itemsLeftOut)} evidence items are left out: its README.txt says why`);
      await output.line(`SHA-256 of ${summary.kind === 'zip' ? 'the zip' : 'its SHA256SUMS'}: ${summary.sha256}`);
    }
    return made.verification.ok ? 0 : 1;
  },
};
