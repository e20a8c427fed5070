// What the window asks of Athena: part of a session's channels. The newest scoping is held until the next one, or the end of the engine.
import type { AthenaPlan } from '../../shared/athena.ts';
import type { Args } from '../../shared/channels.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import type { S3Import } from '../../shared/s3.ts';
import type { CaseFile } from '../case/case-file.ts';
import type { Scoping } from '../jobs/athena-scope.ts';
import { type ImportOptions, type ImportOutcome, importPaths } from '../jobs/import-job.ts';
import type { JobList } from '../jobs/job-list.ts';
import type { JobControl } from '../jobs/progress.ts';

interface AthenaHost {
  jobs: Pick<JobList, 'start'>;
  /** Errors: JOB_RUNNING. */
  refuseSecond(...kinds: string[]): void;
  current(): { file: CaseFile };
  /** Null where no case is open. */
  openFile(): CaseFile | null;
  /** Starts an import as a job. */
  startImport(work: (file: CaseFile, control: JobControl) => Promise<ImportOutcome>): { jobId: string };
  changed(): Promise<void>;
}

export function athenaCalls({ jobs, refuseSecond, current, openFile, startImport, changed }: AthenaHost) {
  /** `of`: the case that was open; null where there was none, and it may go into any. */
  let newest: { scoping: Scoping; access: S3Import['access']; of: CaseFile | null } | null = null;
  const own = (): Scoping | null => (newest !== null && (newest.of === null || newest.of === openFile()) ? newest.scoping : null);
  return {
    'athena.createTable': async (ask: Args<'athena.createTable'>) => ({
      sql: (await import('../acquire/athena/create-table.ts')).createTable(ask),
    }),
    // Loaded only here: with AWS's SDK, it is larger than all the rest.
    'athena.prepare': async (ask: Args<'athena.prepare'>) => await (await import('../jobs/athena-scope.ts')).prepareScoping(ask),
    'athena.start': ({ ask, agreed }: Args<'athena.start'>) => {
      if (agreed === null) throw notAgreed();
      refuseSecond('scope');
      newest = null;
      const jobId = jobs.start('scope', async (control) => {
        const { runScoping } = await import('../jobs/athena-scope.ts');
        try {
          const agree = async (plan: AthenaPlan): Promise<void> => {
            if (plan.sql !== agreed.sql || plan.results.address !== agreed.results.address) throw otherThanAgreed();
          };
          const file = openFile();
          const scoping = await runScoping(ask, { ...control, agree });
          newest = { scoping, access: ask.access, of: file };
          if (file !== null && file === openFile()) {
            await file.idle();
            noteScoping(file, scoping);
            await changed();
          }
          return { summary: null, cancelled: false };
        } catch (error) {
          if (error instanceof TrailcaseError && error.code === 'CANCELLED') return { summary: null, cancelled: true };
          throw error;
        }
      });
      return { jobId };
    },
    'athena.outcome': () => ({ outcome: own()?.outcome ?? null }),
    'athena.objects': ({ elsewhere, offset, limit }: Args<'athena.objects'>) => {
      const list = (elsewhere ? own()?.elsewhere : own()?.objects) ?? [];
      return { total: list.length, rows: list.slice(offset, offset + limit) };
    },
    'athena.import': ({ s3 = {} }: Args<'athena.import'>) => {
      current();
      refuseSecond('import', 'seal');
      const taken = newest;
      if (taken === null || (own()?.objects.length ?? 0) === 0)
        throw new TrailcaseError('BAD_REQUEST', 'No scoping named anything to import');
      return startImport((file, control) =>
        importScoping(file, taken.scoping, { ...s3, access: s3.access ?? withoutCode(taken.access) }, {}, control),
      );
    },
  };
}

/** A code of MFA holds once; what it gave is remembered. */
export function withoutCode({ mfaCode: _, ...access }: NonNullable<S3Import['access']> = {}): NonNullable<S3Import['access']> {
  return access;
}

export function notAgreed(): TrailcaseError {
  return new TrailcaseError(
    'ATHENA_NOT_AGREED',
    'Nobody agreed: Athena costs per byte scanned, and writes results to the place that was named',
    'Agree on a terminal, or with --yes.',
  );
}

function otherThanAgreed(): TrailcaseError {
  return new TrailcaseError(
    'ATHENA_NOT_AGREED',
    'What would be run is no longer what was agreed to: the query or the place of results has changed since. Nothing was run',
    'Look at it again, and agree to what is there now.',
  );
}

/** That it was scoped enters the custody log, whether or not anything is fetched afterwards. */
export function noteScoping(file: CaseFile, { outcome, requests }: Scoping): void {
  file.record({ action: 'scope', outcome: 'done', detail: { athena: outcome, requests } });
}

/** Fetches what a scoping named into a case, bucket by bucket in one import. Errors: as importPaths. */
export async function importScoping(
  file: CaseFile,
  scoping: Scoping,
  s3: S3Import,
  options: Omit<ImportOptions, 's3'>,
  control: JobControl,
): Promise<ImportOutcome> {
  const { importsOf } = await import('../jobs/athena-scope.ts');
  const [first, ...more] = importsOf(scoping.objects);
  if (first === undefined) throw new TrailcaseError('S3_NOTHING_CHOSEN', 'The scoping named nothing that could be fetched');
  // A table over several buckets is rare: the first is imported here, the others are told by the caller.
  if (more.length > 0)
    throw new TrailcaseError(
      'S3_NOTHING_CHOSEN',
      `The scoping named objects of several buckets: ${[first, ...more].map(({ address }) => address).join(', ')}`,
      'Write them to a file with --paths-out, and import each bucket with --keys-from.',
    );
  const digests = s3.choice?.digests;
  const choice = { keys: first.keys, ...(digests !== undefined && { digests }) };
  try {
    return await importPaths(file, [first.address], { ...options, s3: { ...s3, choice, scoping: scoping.document } }, control);
  } catch (error) {
    // To import the address again, as an import says, would take the whole bucket.
    if (!(error instanceof TrailcaseError) || !error.code.startsWith('S3_')) throw error;
    const again = `Then fetch the rest by the same command with --execution ${scoping.outcome.executionId}: it continues, and nothing is run again.`;
    throw new TrailcaseError(error.code, error.message, again, { cause: error });
  }
}
