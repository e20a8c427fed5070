// What a job's status tells, from the first one on.
import { expect, test } from 'vitest';
import { JobList } from '../../../src/main/jobs/job-list.ts';
import type { JobStatus } from '../../../src/shared/domain.ts';

test('every status of a verification says what it tests: nobody has to remember which job was which', async () => {
  const told: JobStatus[] = [];
  const jobs = new JobList((status) => told.push(status));
  const id = jobs.start('verify', async () => ({ summary: null, cancelled: false }), { scope: 'digests' });
  await jobs.ended(id);
  expect(told.map(({ state, scope }) => [state, scope])).toEqual([
    ['running', 'digests'],
    ['done', 'digests'],
  ]);
  const other = jobs.start('import', async () => ({ summary: null, cancelled: false }));
  await jobs.ended(other);
  expect(told.at(-1)?.scope).toBeUndefined();
});
