// Which jobs closing the window would cut short.
import { expect, test } from 'vitest';
import { RunningJobs } from '../../../src/main/window/running-jobs.ts';

test('jobs that store or prove something, while they run; a search can be asked again', () => {
  const jobs = new RunningJobs();
  jobs.follow({ id: 'a', kind: 'import', state: 'running' });
  jobs.follow({ id: 'b', kind: 'search', state: 'running' });
  jobs.follow({ id: 'c', kind: 'verify', state: 'running' });
  expect(jobs.kinds).toEqual(['import', 'verify']);
  jobs.follow({ id: 'a', kind: 'import', state: 'done' });
  jobs.follow({ id: 'b', kind: 'search', state: 'cancelled' });
  expect(jobs.kinds).toEqual(['verify']);
  jobs.clear();
  expect(jobs.kinds).toEqual([]);
});
