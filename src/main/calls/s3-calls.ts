// What the window asks of buckets: part of a session's channels.
import type { Args, PushValue } from '../../shared/channels.ts';
import type { CaseFile } from '../case/case-file.ts';
import type { JobList } from '../jobs/job-list.ts';
import type { Looks } from '../jobs/s3-looks.ts';
import { unfinishedImport } from '../jobs/s3-unfinished.ts';

interface S3Host {
  current(): { file: CaseFile };
  jobs: Pick<JobList, 'running'>;
  looks: Looks;
  push(value: PushValue<'looking'>): void;
}

export function s3Calls({ current, jobs, looks, push }: S3Host) {
  let looking = new AbortController();
  return {
    's3.scope': async ({ address, ...options }: Args<'s3.scope'>) => {
      // Only the newest question is worth an answer.
      looking.abort();
      looking = new AbortController();
      const { signal } = looking;
      const noted = looks.begin(address);
      // Loaded only here: with AWS's SDK, it is larger than all the rest.
      const { scopeAt } = await import('../jobs/s3-scope.ts');
      return await scopeAt(address, { ...options, noted, signal, onProgress: (value) => !signal.aborted && push(value) });
    },
    's3.stop': () => {
      looking.abort();
      return {};
    },
    's3.profiles': async () => ({ profiles: await (await import('../acquire/s3/profiles.ts')).profiles() }),
    's3.unfinished': () => ({
      unfinished: jobs.running().some(({ kind }) => kind === 'import') ? null : unfinishedImport(current().file.db),
    }),
  };
}
