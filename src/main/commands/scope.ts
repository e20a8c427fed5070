// `trailcase scope --athena`: finds the log files in S3 that hold what a filter or a query asks for, through the user's Athena.
import { existsSync } from 'node:fs';
import type { AthenaAsk, AthenaPlan, NamedObject } from '../../shared/athena.ts';
import type { ImportSummary } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { faultOf } from '../../shared/given.ts';
import type { S3Access } from '../../shared/s3.ts';
import { grouped } from '../../shared/text.ts';
import { isTimeZone } from '../../shared/time.ts';
import { addressOf, inOrderOfBytes, linesOf } from '../acquire/athena/named-paths.ts';
import { importScoping, notAgreed, noteScoping, withoutCode } from '../calls/athena-calls.ts';
import { CaseFile } from '../case/case-file.ts';
import { caseZone } from '../case/facts.ts';
import { openForReading } from '../case/open.ts';
import type { Scoping } from '../jobs/athena-scope.ts';
import { openCase } from '../jobs/open-case.ts';
import { checkTarget, writeWholeFile } from '../whole-file.ts';
import { type Command, choice, type ExitStatus, type Invocation, numberOption, option, options, usage, type Values } from './command.ts';
import { checkFormat } from './filter-args.ts';
import { filterText } from './filter-text.ts';
import { describeImport } from './import.ts';
import { RECORD_ENDING } from './keys-from.ts';
import { withMfaCode } from './mfa-code.ts';
import { terminalText } from './output.ts';
import { ACCESS_HELP, ACCESS_OPTIONS, accessOf, clean } from './s3-options.ts';
import { askForRepeat, compared, type Repeated } from './scope-repeat.ts';
import { describeOutcome, describePlan, objectLine } from './scope-words.ts';
import { askOnTerminal } from './terminal-question.ts';

export const scope: Command = {
  name: 'scope',
  usage: '[CASE] --athena [FILTER] --table NAME --results s3://BUCKET/PREFIX/ [--sql QUERY] [--import] [--paths-out FILE]',
  summary: 'find log files in S3 through your Athena: a filter or SQL, and the objects that hold what it finds (docs/athena.md)',
  help: [
    '--table NAME      your CloudTrail table, with --database (default), --catalog (AwsDataCatalog) and --workgroup (primary)',
    '--results ADDRESS where Athena writes its results: outside the bucket of the logs, and never anywhere else',
    '--sql QUERY       one SELECT in Athena’s dialect instead of a filter; it selects "$path" AS "path"',
    '--evidence ADDRESS  bucket of the logs, where --sql is over other tables',
    '--timezone NAME   in which times of the filter are read (default: the case’s, else UTC)',
    '--margin-days N   days around the asked time that are looked through, too: log files come after their events (default 1)',
    '--dry-run         say what would be run, and run nothing; --yes agrees to the costs and to the place of results without being asked',
    '--execution ID    take up a query that runs already, or ran; with its FILTER, so that this stays on record',
    '--paths-out FILE  write the objects, a line each, and their record beside it: for trailcase import --keys-from FILE',
    '--import          fetch them, with the digests of their days (--no-digests: without), into CASE',
    '--repeat          run the newest scoping of CASE once more, and say what is different',
    '--format jsonl    a JSON line for each object; --request-log FILE a line for each request; --wait-credentials S (default 0)',
    '--create-table s3://BUCKET/PREFIX --from DAY [--to DAY] [--account ID…] [--log-region NAME…] [--organization ID]',
    '                  only print the CREATE EXTERNAL TABLE with partition projection; nothing is run',
    ...ACCESS_HELP,
  ],
  options: {
    athena: { type: 'boolean' },
    table: { type: 'string' },
    database: { type: 'string' },
    catalog: { type: 'string' },
    workgroup: { type: 'string' },
    results: { type: 'string' },
    evidence: { type: 'string' },
    sql: { type: 'string' },
    timezone: { type: 'string' },
    'margin-days': { type: 'string' },
    'dry-run': { type: 'boolean' },
    yes: { type: 'boolean' },
    execution: { type: 'string' },
    'paths-out': { type: 'string' },
    import: { type: 'boolean' },
    'no-digests': { type: 'boolean' },
    repeat: { type: 'boolean' },
    format: { type: 'string' },
    'request-log': { type: 'string' },
    'wait-credentials': { type: 'string' },
    'create-table': { type: 'string' },
    account: { type: 'string', multiple: true },
    'log-region': { type: 'string', multiple: true },
    organization: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    ...ACCESS_OPTIONS,
  },
  async run(invocation) {
    const { values } = invocation;
    if (values.athena !== true) throw usage('scope takes --athena; what a bucket holds says trailcase s3 scope', scope);
    if (option(values, 'create-table') !== undefined) return await printTable(invocation);
    return await run(invocation);
  },
};

async function printTable({ values, output }: Invocation): Promise<ExitStatus> {
  const { AthenaTableAsk } = await import('../../shared/athena.ts');
  const given = {
    address: option(values, 'create-table'),
    accounts: listed(values, 'account'),
    regions: listed(values, 'log-region'),
    organization: option(values, 'organization'),
    from: option(values, 'from'),
    to: option(values, 'to'),
    database: option(values, 'database'),
    table: option(values, 'table'),
  };
  if (given.from === undefined) throw usage('--create-table wants --from DAY, the first day with logs', scope);
  const parsed = AthenaTableAsk.safeParse(given);
  if (!parsed.success) throw usage(`--create-table: ${faultOf(parsed.error, given, 'table')}`, scope);
  const { createTable } = await import('../acquire/athena/create-table.ts');
  const sql = createTable(parsed.data);
  if (output.json) await output.object({ sql });
  else await output.write(sql);
  return 0;
}

function listed(values: Values, name: string): string[] | undefined {
  const some = options(values, name).flatMap((text) => text.split(','));
  return some.length > 0 ? some : undefined;
}

async function run(invocation: Invocation): Promise<ExitStatus> {
  const { values, positionals, output, signal } = invocation;
  const hasCase = positionals[0] !== undefined && (/\.trailcase$/i.test(positionals[0]) || existsSync(positionals[0]));
  const path = hasCase ? positionals[0] : undefined;
  const filter = filterText(positionals.slice(hasCase ? 1 : 0));
  const importing = values.import === true;
  const repeating = values.repeat === true;
  if ((importing || repeating) && path === undefined) throw usage(`--${importing ? 'import' : 'repeat'} wants a CASE`, scope);
  checkFormat(values, scope);
  const format = choice(values, 'format', ['table', 'jsonl'] as const, 'table', scope);
  const former = repeating ? askForRepeat(path as string) : null;
  const given = accessOf(values);
  const ask: AthenaAsk = { ...(former?.ask ?? askOf(values, filter, path)), ...clean({ results: option(values, 'results') }) };
  const renewalPatience = numberOption(values, 'wait-credentials', scope);
  // Before anybody is asked for anything, be it a code or consent; and what would stand in the way afterwards before it costs.
  const { checkAsk } = await import('../acquire/athena/check-ask.ts');
  checkAsk(ask);
  const isDry = values['dry-run'] === true;
  const out = option(values, 'paths-out');
  if (!isDry && out !== undefined)
    for (const one of [out, `${out}${RECORD_ENDING}`]) checkTarget(one, { overwrite: false, notOver: path ?? '' });
  if (!isDry && path !== undefined && !existsSync(path) && !importing)
    throw new TrailcaseError('CASE_MISSING', `There is no case at ${path}`, 'Check the path.');
  const access = await withMfaCode(given);
  ask.access = former?.region ? { ...access, region: access.region ?? former.region } : access;
  const { prepareScoping, runScoping } = await import('../jobs/athena-scope.ts');
  const requestLog = option(values, 'request-log');
  const control = { signal, onProgress: output.progress.bind(output), renewalPatience };
  if (isDry) {
    const plan = await prepareScoping(ask, { ...control, requestLog });
    output.endProgress();
    if (output.json) await output.object(plan);
    else await output.write(describePlan(plan));
    return 0;
  }
  // To take up what was started elsewhere costs nothing, and writes nothing.
  const isAsked = ask.execution === undefined && values.yes !== true;
  let file = path !== undefined && existsSync(path) ? openCase(path) : null;
  let summary: ImportSummary | null = null;
  let repeated: Repeated | null = null;
  let scoping: Scoping;
  try {
    const agree = isAsked ? (plan: AthenaPlan) => agreement(plan, output) : undefined;
    scoping = await runScoping(ask, { ...control, requestLog, agree });
    output.endProgress();
    if (out !== undefined) writePaths(out, scoping, path);
    repeated = former === null ? null : compared(former, scoping);
    if (path !== undefined) {
      file ??= CaseFile.create(path);
      noteScoping(file, scoping);
      if (importing && scoping.objects.length > 0) summary = await fetchInto(file, scoping, withoutCode(ask.access), invocation);
    }
  } finally {
    output.endProgress();
    file?.close();
  }
  await tell(invocation, scoping, { format, repeated, summary });
  const isWrong =
    scoping.outcome.unusable.length > 0 ||
    (repeated !== null && !repeated.same) ||
    (summary !== null && summary.files.unreadable + summary.recordProblems > 0);
  return isWrong ? 1 : 0;
}

/** Errors: USAGE. */
function askOf(values: Values, filter: string, path: string | undefined): AthenaAsk {
  const [sql, execution] = [option(values, 'sql'), option(values, 'execution')];
  if (sql !== undefined && filter.trim() !== '') throw usage('scope takes a FILTER or --sql, not both', scope);
  if (sql === undefined && execution === undefined && filter.trim() === '') throw usage('scope wants a FILTER, or --sql QUERY', scope);
  const zone = option(values, 'timezone') ?? (path === undefined || !existsSync(path) ? undefined : zoneOf(path));
  if (zone !== undefined && !isTimeZone(zone)) throw usage(`--timezone takes a name such as Asia/Kolkata, not "${zone}"`, scope);
  for (const name of ['results', 'evidence']) {
    const address = option(values, name);
    if (address !== undefined && !/^s3:\/\/[^/]+(\/.*)?$/s.test(address))
      throw usage(`--${name} takes s3://BUCKET/PREFIX, not "${address}"`, scope);
  }
  return clean({
    workgroup: option(values, 'workgroup'),
    catalog: option(values, 'catalog'),
    database: option(values, 'database'),
    table: option(values, 'table'),
    evidence: option(values, 'evidence'),
    filter: filter.trim() === '' ? undefined : filter,
    sql,
    execution,
    zone,
    margin: numberOption(values, 'margin-days', scope),
  });
}

function zoneOf(path: string): string {
  const db = openForReading(path);
  try {
    return caseZone(db);
  } finally {
    db.close();
  }
}

/** Errors: ATHENA_NOT_AGREED, CANCELLED. */
async function agreement(plan: AthenaPlan, output: Invocation['output']): Promise<void> {
  output.endProgress();
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw notAgreed();
  process.stderr.write(describePlan(plan));
  const { address } = plan.results;
  process.stderr.write(
    `\nAthena costs per byte scanned${address === null ? '' : `, and writes its results to ${terminalText(address)}`}.\n`,
  );
  if (!/^y(es)?$/i.test((await askOnTerminal('Run this query? [y/N] ')) ?? '')) throw notAgreed();
}

function writePaths(out: string, { objects, elsewhere, document, outcome }: Scoping, path: string | undefined): void {
  const byAddress = new Map([...objects, ...elsewhere].map((one) => [addressOf(one), one]));
  const target = { overwrite: false, notOver: path ?? '' };
  const written = writeWholeFile(out, target, (append) => {
    // In order of addresses, as they are hashed, not of lines, in which some is escaped.
    for (const address of inOrderOfBytes([...byAddress.keys()])) append(Buffer.from(linesOf([byAddress.get(address) as NamedObject])));
  });
  if (written.sha256 !== outcome.resultSha256) throw new Error('the list differs from its hash');
  writeWholeFile(`${out}${RECORD_ENDING}`, target, (append) => append(Buffer.from(document)));
}

/** Fetches what a scoping named. */
async function fetchInto(
  file: CaseFile,
  scoping: Scoping,
  access: S3Access,
  { values, output, signal }: Invocation,
): Promise<ImportSummary> {
  const s3 = { access, ...(values['no-digests'] === true && { choice: { digests: false } }) };
  const control = { signal, onProgress: output.progress.bind(output) };
  return (await importScoping(file, scoping, s3, { alone: true }, control)).summary;
}

interface Told {
  format: 'table' | 'jsonl';
  repeated: Repeated | null;
  summary: ImportSummary | null;
}

async function tell(
  { output }: Invocation,
  { outcome, objects, elsewhere, requests }: Scoping,
  { format, repeated, summary }: Told,
): Promise<void> {
  const addressed = (list: Scoping['objects']) => list.map((one) => ({ address: objectLine(one), ...one }));
  if (outcome.elsewhere > 0)
    output.warn(`${grouped(outcome.elsewhere)} of the objects are in other buckets than the logs: they are listed, and not fetched`);
  for (const path of outcome.unusable) output.warn(`Athena named something that is no address of S3: ${terminalText(path)}`);
  if (output.json) {
    const more = { ...(repeated && { repeat: repeated }), ...(summary && { import: summary }), requests };
    await output.object({ ...outcome, objects: addressed(objects), elsewhere: addressed(elsewhere), ...more });
    return;
  }
  if (format === 'jsonl') {
    for (const one of addressed(objects)) await output.line(JSON.stringify(one));
    return;
  }
  await output.write(describeOutcome(outcome, objects, elsewhere, repeated));
  if (summary !== null) await output.write(describeImport(summary));
}
