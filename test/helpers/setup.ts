// Before every test file: imports and verifications work in the test's own thread, see pool-here.ts.
import { vi } from 'vitest';

vi.mock('../../src/main/jobs/worker-pool.ts', async (original) => (await import('./pool-here.ts')).poolsHere(original));
