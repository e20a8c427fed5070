// A scoping in words: what would be run, and what was found.
import type { AthenaOutcome, AthenaPlan, NamedObject } from '../../shared/athena.ts';
import { bytesText, grouped } from '../../shared/text.ts';
import { linesOf } from '../acquire/athena/named-paths.ts';
import { terminalText } from './output.ts';
import type { Repeated } from './scope-repeat.ts';

/** Objects told one by one. */
const TOLD = 50;

/** As `--paths-out` writes it. */
export function objectLine(object: NamedObject): string {
  return linesOf([object]).slice(0, -1);
}

export function describePlan({
  sql,
  notes,
  partitions,
  evidence,
  results,
  workgroup,
  catalog,
  database,
  table,
  region,
  identity,
}: AthenaPlan): string {
  const where = results.managed ? 'kept by Athena itself' : (results.address ?? 'not named yet: --results s3://BUCKET/PREFIX/');
  return `${[
    ...sql.split('\n').map(terminalText),
    '',
    `table    ${table === null ? 'none looked up' : terminalText(`${catalog}.${database}.${table}`)}; logs in ${evidence.map(terminalText).join(', ')}`,
    `workgroup ${terminalText(workgroup.name)}${region ? ` in ${region}` : ''}${workgroup.engineVersion ? `, ${terminalText(workgroup.engineVersion)}` : ''}${workgroup.cutoffBytes === null ? '' : `; ends queries that scan ${bytesText(workgroup.cutoffBytes)}`}`,
    `asked as ${identity === null ? 'nobody known to STS' : terminalText(identity)}`,
    `results  ${terminalText(where)}${results.enforced ? ' (the workgroup decides it)' : ''}`,
    ...partitions.map(
      ({ column, limitedTo }) => `scans    ${terminalText(column)}: ${limitedTo === null ? 'all' : terminalText(limitedTo)}`,
    ),
    ...(partitions.length === 0 && table !== null ? ['scans    the whole location: the table has no partitions'] : []),
    ...notes.map((note) => `wider    ${terminalText(note)}`),
  ].join('\n')}\n`;
}

export function describeOutcome(
  outcome: AthenaOutcome,
  objects: readonly NamedObject[],
  elsewhere: readonly NamedObject[],
  repeated: Repeated | null,
): string {
  const line = (one: NamedObject): string => `  ${terminalText(objectLine(one))}${one.records === null ? '' : `  ${grouped(one.records)}`}`;
  return `${[
    `execution ${outcome.executionId}, workgroup ${terminalText(outcome.workgroup)}; ${bytesText(outcome.scannedBytes)} scanned`,
    `objects  ${grouped(outcome.objects)}${outcome.records === null ? '' : `, with ${grouped(outcome.records)} records that fit`}`,
    ...objects.slice(0, TOLD).map(line),
    ...(objects.length > TOLD ? [`  … and ${grouped(objects.length - TOLD)} more: --paths-out or --json names them`] : []),
    ...(elsewhere.length > 0 ? [`in other buckets ${grouped(elsewhere.length)}`, ...elsewhere.slice(0, TOLD).map(line)] : []),
    ...outcome.notes.map((note) => `wider    ${terminalText(note)}`),
    `result   SHA-256 ${outcome.resultSha256}`,
    ...(repeated === null
      ? []
      : [
          repeated.same
            ? `the same as execution ${repeated.executionId} named`
            : `not the same as execution ${repeated.executionId}: ${grouped(repeated.added.length)} more, ${grouped(repeated.gone.length)} no longer`,
        ]),
  ].join('\n')}\n`;
}
