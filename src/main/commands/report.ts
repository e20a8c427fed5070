// `trailcase report`: the incident report as one file, in one of several templates, whole or redacted. Reads the case only, unless it is to be noted there.
import { resolve } from 'node:path';
import { faultOf } from '../../shared/given.ts';
import { EVERYTHING_HIDDEN, PLAIN_REPORT, REPORT_TEMPLATES, type RedactionOptions, ReportOptions } from '../../shared/report.ts';
import { plural } from '../../shared/text.ts';
import { makeRedactionSalt } from '../case/redaction-salt.ts';
import { openCase } from '../jobs/open-case.ts';
import { mayReplace, refuseUnasked, replaceable } from '../jobs/report-files.ts';
import { makeReport } from '../jobs/report-job.ts';
import { signFiles } from '../jobs/sign-report.ts';
import { isDossier } from '../report/dossier-subject.ts';
import { signaturePath } from '../seal/report-signature.ts';
import { readKeyFile } from '../verify/key-files.ts';
import { checkTarget } from '../whole-file.ts';
import { type Command, casePath, choice, type Invocation, numberOption, option, options, usage } from './command.ts';
import { KEY_HELP, KEY_OPTIONS, signingKey } from './key-option.ts';
import { checkReportName, reportKindOf } from './out-names.ts';
import { terminalText } from './output.ts';
import { checkReport } from './report-check.ts';
import { jsonFrom } from './stdin.ts';

/** What is reported, and how: of every command that writes a report. */
export const CONTENT_OPTIONS = {
  template: { type: 'string' },
  sections: { type: 'string' },
  actor: { type: 'string' },
  'as-of': { type: 'string' },
  time: { type: 'string' },
  keys: { type: 'string', multiple: true },
  redact: { type: 'boolean' },
  show: { type: 'string' },
  hide: { type: 'string', multiple: true },
  'hide-field': { type: 'string', multiple: true },
  'hide-pattern': { type: 'string', multiple: true },
  options: { type: 'string' },
} as const;

const SHOWN = ['accounts', 'names', 'addresses', 'resources', 'free-text'] as const;

export const CONTENT_HELP: readonly string[] = [
  '--template NAME      which report (otherwise full)',
  '--sections A,B,…     these sections in this order, instead of those of the template',
  '--actor ENTITY       whose dossier, as actor:NAME or key:AKIA…',
  '--as-of ENTRY        tell the case as of this entry of its custody log (otherwise the newest)',
  '--time TIME          the time that the report states, as 2026-03-01T09:00:00Z (otherwise that of the entry)',
  "--keys FILE          AWS's public keys, beside those in the evidence; may be repeated",
  '--redact             hide secrets, account numbers, names, addresses, resources and what people wrote',
  `--show KIND,…        of these leave shown: ${SHOWN.join(', ')}`,
  '--hide TEXT          hide this text wherever the case has it, paths of files too; words of the report itself, times and the zone stay; may be repeated',
  '--hide-field PATH    hide a field of records, as requestParameters.policyDocument, and its values wherever else they stand; * is any name',
  '--hide-pattern RE    hide what matches a regular expression, in the same places; may be repeated',
  '--options FILE       all of these as JSON, as a report tells them of itself; - reads standard input',
];

export const report: Command = {
  name: 'report',
  usage: `CASE --out FILE.html|.pdf [--template ${REPORT_TEMPLATES.join('|')}] [--redact …] [--sign --key FILE] [--record] | --verify FILE CASE`,
  summary: 'write the report: findings, exhibits with their proof, inventory, verification, custody; or check one',
  help: [
    '--out FILE           where to write it; its ending says the kind: .html or .pdf',
    '--record             note the report, with its hash, in the custody log of the case',
    '--overwrite          replace a file of that name',
    '--overwrite-beside   replace volumes and signatures that stand beside it under names that this report takes: without it they are listed, and none is replaced',
    ...CONTENT_HELP,
    "--sign --key FILE    sign it with the examiner's Ed25519 key (`trailcase seal --make-key` makes one): the signature is written to FILE.sig",
    ...KEY_HELP,
    '--verify FILE        check a report, HTML or PDF, against the case: exit status 0 it holds, 1 it differs, 2 it cannot be told;',
    '                     --options for a redacted one that the case did not note, --keys as when it was written',
    '--signature FILE     its detached signature (otherwise FILE.sig, where there is one)',
    "--fingerprint HEX    of the examiner's key, as it was noted elsewhere",
  ],
  options: {
    out: { type: 'string' },
    record: { type: 'boolean' },
    overwrite: { type: 'boolean' },
    'overwrite-beside': { type: 'boolean' },
    ...CONTENT_OPTIONS,
    ...KEY_OPTIONS,
    sign: { type: 'boolean' },
    verify: { type: 'string' },
    signature: { type: 'string' },
    fingerprint: { type: 'string' },
  },
  async run(invocation) {
    const path = casePath(invocation, report);
    const { values, output, signal } = invocation;
    if (invocation.positionals.length > 1) throw usage('report takes one case file', report);
    const checked = option(values, 'verify');
    if (checked !== undefined) {
      if (reportKindOf(path) !== null && reportKindOf(checked) === null)
        throw usage('--verify takes the report, and the case stands by itself: --verify REPORT CASE', report);
      const given = option(values, 'options') === undefined ? null : await reportOptions(invocation, report);
      return await checkReport(invocation, path, given, report);
    }
    const out = option(values, 'out');
    if (out === undefined) throw usage('--out is missing', report);
    checkReportName(out, report);
    const asked = await reportOptions(invocation, report);
    const key = await signingKey(invocation, report);
    const overwrite = values.overwrite === true;
    const signed = key !== null;
    const further = values['overwrite-beside'] === true ? replaceable(out, signed).filter((file) => file !== resolve(out)) : [];
    const replacing = { path: out, overwrite, replaces: further };
    refuseUnasked(replacing, signed);
    for (const file of signed ? [out, signaturePath(out)] : [out]) checkTarget(file, { overwrite: true, notOver: path });
    const record = values.record === true;
    // Whether it can be noted is known before long work.
    if (record) noted(path, asked.redaction === null ? () => {} : makeRedactionSalt);
    const keys = options(values, 'keys').map(readKeyFile);
    const control = { signal, onProgress: output.progress.bind(output) };
    const made = await makeReport({ path, out, overwrite, replaces: further, signed, options: asked, keys }, control);
    output.endProgress();
    const { verification } = made;
    const summary =
      key === null ? made.summary : { ...made.summary, signature: signFiles(path, made.summary, made.options, key, mayReplace(replacing)) };
    // Its bytes do not come again: written a second time it cannot be compared.
    if (/\.pdf$/i.test(out) && !record && key === null)
      output.warn('a PDF can be confirmed later only by its SHA-256: have it noted in the case with --record, or sign it with --sign');
    if (record) noted(path, (file) => file.record({ action: 'report', outcome: 'done', detail: { ...summary, options: made.options } }));
    if (output.json) await output.object(summary);
    else {
      const unnumbered = summary.unnumbered ? ' (their numbers could not be filled into its contents)' : '';
      const pages = summary.pages === undefined ? '' : `, ${plural(summary.pages, 'page')}${unnumbered}`;
      await output.line(
        `Wrote ${terminalText(summary.path)}: ${plural(summary.exhibits, 'exhibit')}${pages}, as of custody entry ${summary.entry}, SHA-256 ${summary.sha256}`,
      );
      if (summary.signature !== undefined) await output.line(`Signed: ${terminalText(summary.signature)}`);
      if (summary.beside !== undefined)
        await output.line(
          `Of an earlier report, and none of this one: ${summary.beside.map(terminalText).join(', ')}. They were left as they are.`,
        );
    }
    return verification.ok ? 0 : 1;
  },
};

export function noted(path: string, act: (file: ReturnType<typeof openCase>) => void): void {
  const file = openCase(path);
  try {
    act(file);
  } finally {
    file.close();
  }
}

/** What the command line asks of a report. Errors: USAGE. */
export async function reportOptions({ values }: Invocation, command: Command): Promise<ReportOptions> {
  const file = option(values, 'options');
  if (file !== undefined) {
    const read = ReportOptions.safeParse(await jsonFrom(file, command));
    if (!read.success) throw usage(`${file} holds no options of a report`, command);
    return read.data;
  }
  const sections = option(values, 'sections');
  const time = option(values, 'time');
  const statedTime = time === undefined ? null : Date.parse(time);
  if (Number.isNaN(statedTime) || (time !== undefined && !/(Z|[+-]\d\d:?\d\d)$/.test(time)))
    throw usage('--time takes a time with its zone, as 2026-03-01T09:00:00Z', command);
  const wanted = {
    ...PLAIN_REPORT,
    template: choice(values, 'template', REPORT_TEMPLATES, 'full', command),
    sections: sections === undefined ? null : sections.split(',').map((one) => one.trim()),
    asOf: numberOption(values, 'as-of', command) ?? null,
    statedTime,
    actor: option(values, 'actor') ?? null,
    redaction: redactionIn(values, command),
  };
  const read = ReportOptions.safeParse(wanted);
  if (!read.success) throw usage(faultOf(read.error, wanted, 'report'), command);
  if (read.data.actor !== null && !isDossier(read.data))
    throw usage('--actor says whose dossier it is: say --template dossier, too', command);
  return read.data;
}

function redactionIn(values: Invocation['values'], command: Command): RedactionOptions | null {
  const more = { entities: options(values, 'hide'), fields: options(values, 'hide-field'), patterns: options(values, 'hide-pattern') };
  const shown = (option(values, 'show') ?? '').split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
  if (values.redact !== true) {
    if (shown.length > 0 || Object.values(more).some(({ length }) => length > 0)) throw usage('Say --redact, too', command);
    return null;
  }
  const unknown = shown.find((one) => !(SHOWN as readonly string[]).includes(one));
  if (unknown !== undefined) throw usage(`--show takes ${SHOWN.join(', ')}, not "${unknown}"`, command);
  const hides = (kind: (typeof SHOWN)[number]): boolean => !shown.includes(kind);
  return {
    ...EVERYTHING_HIDDEN,
    accounts: hides('accounts'),
    names: hides('names'),
    addresses: hides('addresses'),
    resources: hides('resources'),
    freeText: hides('free-text'),
    ...more,
  };
}
