// `trailcase import`: files and folders into a case, which is made when there is none.
import { existsSync } from 'node:fs';
import type { AcquiredSummary } from '../../shared/acquired.ts';
import type { HandoverResult, ImportSummary } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { tierRefusal } from '../../shared/s3.ts';
import { bytesText, durationText, grouped } from '../../shared/text.ts';
import type { Limits } from '../acquire/containers/limits.ts';
import { readHandoverList } from '../acquire/handover-list.ts';
import { isAddress } from '../acquire/s3/address.ts';
import { CaseFile } from '../case/case-file.ts';
import { importPaths } from '../jobs/import-job.ts';
import { openCase } from '../jobs/open-case.ts';
import { type Command, casePath, type Invocation, numberOption, option, usage } from './command.ts';
import { FACT_OPTIONS, FACTS_USAGE, factsOf } from './create.ts';
import { keysFrom } from './keys-from.ts';
import { withMfaCode } from './mfa-code.ts';
import { terminalText } from './output.ts';
import { PROBLEMS_ADVICE, problemsText } from './problem-words.ts';
import { scopeAddress } from './s3.ts';
import { ACCESS_HELP, ACCESS_OPTIONS, CHOICE_HELP, CHOICE_OPTIONS, FETCH_HELP, FETCH_OPTIONS, fetchOptionsOf } from './s3-options.ts';

export const importCommand: Command = {
  name: 'import',
  usage: 'CASE PATH… [--expect LIST] [--keep-all] [--md5] [--sha1] [--max-ratio N] [--max-depth N] [--max-size BYTES] [--max-members N]',
  summary: 'take files, folders and archives of logs into a case, or a bucket (s3://BUCKET/PREFIX); makes the case if there is none',
  help: [
    '--expect LIST     compare what was delivered with its handover list (as sha256sum, sha1sum, md5sum, hashdeep or Get-FileHash write it, or CSV)',
    '--keep-all        keep the bytes of archives and of files that are not CloudTrail or are not opened, too (hashed and listed they always are)',
    '--md5, --sha1     compute these hashes of everything delivered, too',
    '--max-ratio N     decompressed to compressed bytes of a member of an archive (default 250)',
    '--max-depth N     archives within one another (default 8)',
    '--max-size BYTES  to which one archive may expand in all (default 64000000000)',
    '--max-members N   of one archive in all (default 5000000)',
    `Of a case that it makes: ${FACTS_USAGE}, as trailcase create`,
    'From a bucket (docs/s3.md):',
    ...ACCESS_HELP,
    ...CHOICE_HELP,
    '--keys-from FILE  only these objects, a key or address on each line, with the digests of their days (docs/athena.md)',
    ...FETCH_HELP,
  ],
  options: {
    expect: { type: 'string' },
    'keep-all': { type: 'boolean' },
    md5: { type: 'boolean' },
    sha1: { type: 'boolean' },
    'max-ratio': { type: 'string' },
    'max-depth': { type: 'string' },
    'max-size': { type: 'string' },
    'max-members': { type: 'string' },
    ...FACT_OPTIONS,
    ...ACCESS_OPTIONS,
    ...CHOICE_OPTIONS,
    'keys-from': { type: 'string' },
    ...FETCH_OPTIONS,
  },
  async run(invocation) {
    const path = casePath(invocation, importCommand);
    const { values, positionals, output, signal } = invocation;
    const paths = positionals.slice(1);
    if (paths.length === 0) throw usage('Nothing to import was named', importCommand);
    const s3 = fetchOptionsOf(values, importCommand);
    const list = option(values, 'keys-from');
    if (list !== undefined) {
      const [address = '', more] = paths;
      if (more !== undefined || !/^s3:/i.test(address)) throw usage('--keys-from takes one address of a bucket', importCommand);
      const { choice, scoping } = keysFrom(list, address, output, importCommand);
      Object.assign(s3, { choice: { ...s3.choice, ...choice } }, scoping !== undefined && { scoping });
    }
    if (values['dry-run'] === true) {
      if (paths.length > 1 || !paths.every(isAddress)) throw usage('--dry-run takes one address of a bucket', importCommand);
      return await scopeAddress(invocation, paths[0] as string, importCommand);
    }
    for (const p of paths) {
      if (!isAddress(p) && !existsSync(p))
        throw new TrailcaseError('IMPORT_PATH_MISSING', `There is nothing to import at ${p}`, pathAdvice(p));
    }
    if (!paths.some(isAddress)) refuseBucketOptions(values);
    if (s3.access !== undefined && paths.some(isAddress)) s3.access = await withMfaCode(s3.access);
    if (s3.restore?.tier === 'Expedited')
      output.warn(`${tierRefusal('DEEP_ARCHIVE', 'Expedited')}: such objects are told, and not asked for`);
    const expect = option(values, 'expect') ?? undefined;
    const limits = limitsOf(values);
    if (expect !== undefined) readHandoverList(expect);
    const facts = factsOf(values, importCommand);
    const stated = Object.keys(FACT_OPTIONS).find((name) => values[name] !== undefined);
    if (stated !== undefined && existsSync(path))
      throw usage(`--${stated} is stated when a case is made, and ${path} is there: trailcase facts changes it`, importCommand);
    const file = existsSync(path) ? openCase(path) : CaseFile.create(path, facts);
    try {
      const onProgress = output.progress.bind(output);
      const { summary, cancelled, damaged, nothingNew } = await importPaths(
        file,
        paths,
        { keepAll: values['keep-all'] === true, md5: values.md5 === true, sha1: values.sha1 === true, expect, limits, alone: true, s3 },
        { signal, onProgress },
      );
      output.endProgress();
      if (output.json) await output.object(summary);
      else await output.write(describe(summary, nothingNew && !cancelled && summary.files.total > 0, notOpened(file) + notKept(file)));
      if (cancelled) return 130;
      const { missing, different, extra } = summary.expected?.counts ?? { missing: 0, different: 0, extra: 0 };
      return summary.files.unreadable + summary.recordProblems + damaged + missing + different + extra > 0 ? 1 : 0;
    } finally {
      output.endProgress();
      file.close();
    }
  },
};

/** Whoever chooses days or accounts of a folder would think that only these were taken. Errors: USAGE. */
function refuseBucketOptions(values: Invocation['values']): void {
  const names = Object.keys({ ...ACCESS_OPTIONS, ...CHOICE_OPTIONS, 'keys-from': null, ...FETCH_OPTIONS });
  const given = names.find((name) => values[name] !== undefined);
  if (given !== undefined) throw usage(`--${given} is for a bucket, and none is named: of files and folders all is taken`, importCommand);
}

/** Buckets are written in more than one way. */
function pathAdvice(path: string): string {
  const arn = /^arn:aws[\w-]*:s3:::(.+)$/.exec(path)?.[1];
  if (arn !== undefined) return `A bucket is written s3://${arn.replace(/\*$/, '')}.`;
  return /^https?:/i.test(path) ? 'A bucket is written s3://BUCKET/PREFIX.' : 'Check the path.';
}

const LIMITS = { 'max-ratio': 'ratio', 'max-depth': 'depth', 'max-size': 'size', 'max-members': 'members' } as const;

function limitsOf(values: Invocation['values']): Partial<Limits> {
  const limits: Partial<Limits> = {};
  for (const [name, field] of Object.entries(LIMITS)) {
    const number = numberOption(values, name, importCommand);
    if (number !== undefined) limits[field] = number;
  }
  return limits;
}

/** What came of the comparison with the handover list, the names of what is wrong after the sums. */
function describeHandover({ manifest, listed, matched, counts, missing, different, extra }: HandoverResult): string {
  const { missing: m, different: d, extra: e } = counts;
  const lines = [
    `handover ${grouped(listed)} listed in ${terminalText(manifest)} = ${grouped(matched)} matched + ${grouped(d)} different + ${grouped(m)} missing; ${grouped(e)} delivered that ${e === 1 ? 'is' : 'are'} not listed\n`,
    ...some('missing   ', missing, m, terminalText),
    ...some('different ', different, d, ({ path, expected, found }) => `${terminalText(path)}: listed ${expected}, delivered ${found}`),
    ...some('not listed', extra, e, terminalText),
  ];
  return lines.join('');
}

/** Names told one by one: with a list of some of a bucket, thousands would drown what matters. */
const TOLD = 20;

function some<T>(verdict: string, list: readonly T[], count: number, words: (one: T) => string): string[] {
  const lines = list.slice(0, TOLD).map((one) => `  ${verdict} ${words(one)}\n`);
  if (count > lines.length)
    lines.push(`  ${verdict} … and ${grouped(count - lines.length)} more: --json names them, the case has all (handover_lines)\n`);
  return lines;
}

/** What the case has only the hashes of, told: it is not there to be looked at again. */
function notKept(file: CaseFile): string {
  const { items, bytes } = file.db
    .prepare('SELECT count(*) AS items, coalesce(sum(size), 0) AS bytes FROM evidence WHERE kept = 0')
    .get() as {
    items: number;
    bytes: number;
  };
  if (items === 0) return '';
  return `not kept ${grouped(items)} item${items === 1 ? '' : 's'} of the case (archives, files that are not CloudTrail or are not opened), ${bytesText(bytes)}: listed with their hashes; --keep-all keeps the bytes, too\n`;
}

/** Archives and the like that are not opened, wherever they lie in the case: what is in them is not there, and somebody has to do something about it. */
function notOpened(file: CaseFile): string {
  const rows = file.db
    .prepare(
      `SELECT f.path, p.detail FROM problems p JOIN found_at f ON f.evidence = p.evidence WHERE p.code = 'CONTENT_NOT_OPENED' ORDER BY f.source, f.path`,
    )
    .all() as { path: string; detail: string }[];
  return some('not opened', rows, rows.length, ({ path, detail }) => `${terminalText(path)} is ${detail}`).join('');
}

/** What came from addresses, and what was refused. */
function describeAcquired({ notes, told, ...a }: AcquiredSummary): string {
  const reasons = Object.entries(told ?? {}).map(([code, n]) => `${code} ${grouped(n)}`);
  const more = [
    a.notFetched > 0 ? `${grouped(a.notFetched)} not to be had (trailcase problems CASE says why)` : '',
    a.noncurrent > 0 ? `${grouped(a.noncurrent)} not current` : '',
    a.deleteMarkers > 0 ? `${grouped(a.deleteMarkers)} delete markers` : '',
    a.restoresAsked > 0 ? `${grouped(a.restoresAsked)} asked to be restored` : '',
  ].filter((text) => text !== '');
  return [
    `acquired ${grouped(a.fetched)} fetched, ${bytesText(a.bytes)}; ${grouped(a.known)} in the case already; ${grouped(a.listed)} listed; ${grouped(a.requests)} requests\n`,
    more.length > 0 ? `  ${more.join(', ')}\n` : '',
    reasons.length > 0 ? `  told of objects: ${reasons.join(', ')}\n` : '',
    ...some('note', notes, notes.length, terminalText),
  ].join('');
}

/** What an import came to, where it is part of something else. */
export function describeImport(summary: ImportSummary): string {
  return describe(summary, false, '');
}

/** The sums stand as sums, so that a reader sees them add up. */
function describe(s: ImportSummary, nothingNew: boolean, kept: string): string {
  const { total, ...kinds } = s.files;
  const names: Record<keyof typeof kinds, string> = {
    log: 'logs',
    digest: 'digests',
    insight: 'Insights',
    other: 'other evidence (archives, keys, configuration)',
    notCloudTrail: 'not CloudTrail',
    unreadable: 'unreadable',
    alreadyPresent: 'already in the case',
  };
  const parts = Object.entries(kinds)
    .filter(([, n]) => n > 0)
    .map(([kind, n]) => `${grouped(n)} ${names[kind as keyof typeof kinds]}`);
  return [
    nothingNew ? `Nothing new: every file ${s.acquired?.notFetched ? 'that can be had ' : ''}is in the case already.\n` : '',
    `files    ${grouped(total)} = ${parts.join(' + ') || '0'}\n`,
    `records  ${grouped(s.records)} = ${grouped(s.events)} events + ${grouped(s.sightings)} sightings + ${grouped(s.conflicts)} conflicts + ${grouped(s.recordProblems)} that could not become an event\n`,
    `problems ${problemsText(s)}\n`,
    s.problems > 0 ? `  ${PROBLEMS_ADVICE}\n` : '',
    kept,
    s.acquired ? describeAcquired(s.acquired) : '',
    s.expected ? describeHandover(s.expected) : '',
    `read     ${bytesText(s.bytes)} in ${durationText(s.seconds)}, ${grouped(s.eventsPerSecond)} records/s\n`,
  ].join('');
}
