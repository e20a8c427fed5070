// A report or pack that is interrupted while its pages are written: it stops soon, and leaves no half-written file and no temporary folder. A signal is heard when
// the work pauses: here the abort comes by the event loop, as a signal does.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { makeRedactionSalt } from '../../../src/main/case/redaction-salt.ts';
import { openCase } from '../../../src/main/jobs/open-case.ts';
import type { Progress } from '../../../src/main/jobs/progress.ts';
import { makeReport } from '../../../src/main/jobs/report-job.ts';
import { makePack } from '../../../src/main/jobs/report-pack-job.ts';
import { EVERYTHING_HIDDEN, PLAIN_REPORT } from '../../../src/shared/report.ts';
import { importInto, newCasePath } from '../../helpers/cases.ts';
import { cli as cliProcess } from '../../helpers/cli.ts';
import { cliJson } from '../../helpers/cli-here.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { eventId, trail } from '../../helpers/trail.ts';

/** A case whose events are all exhibits. */
async function caseWith(exhibits: number): Promise<string> {
  const path = newCasePath();
  const log = trail().events(exhibits, (i) => ({ eventID: eventId(`exhibit ${i}`) }));
  await importInto(path, [folderOf({ 'log.json': log.json() })]);
  await cliJson(['bookmark', path, '--filter', 'has:api', '--label', 'all']);
  return path;
}

let few = '';

beforeAll(async () => {
  few = await caseWith(60);
  const file = openCase(few);
  makeRedactionSalt(file);
  file.close();
});

afterEach(() => void vi.unstubAllEnvs());

/** Aborts as soon as the event loop turns after the report's first section began. */
function interrupting(): { signal: AbortSignal; onProgress: (progress: Progress) => void } {
  const stop = new AbortController();
  let isAsked = false;
  const onProgress = ({ phase }: Progress): void => {
    if (isAsked || phase !== 'Writing the report') return;
    isAsked = true;
    setImmediate(() => stop.abort());
  };
  return { signal: stop.signal, onProgress };
}

const HIDDEN = { ...PLAIN_REPORT, redaction: EVERYTHING_HIDDEN };

test.each([
  ['report.html', PLAIN_REPORT],
  ['redacted.html', HIDDEN],
  ['report.pdf', PLAIN_REPORT],
  ['pack', PLAIN_REPORT],
  ['pack.zip', HIDDEN],
])('%s', async (name, options) => {
  const [folder, temporary] = [temporaryFolder(), temporaryFolder()];
  vi.stubEnv('TMPDIR', temporary);
  const request = { path: few, out: join(folder, name), overwrite: false, options, keys: [] };
  const made = name.startsWith('pack')
    ? makePack({ ...request, pdf: false, allEvidence: false, key: null }, interrupting())
    : makeReport(request, interrupting());
  await expect(made).rejects.toMatchObject({ code: 'CANCELLED' });
  expect([readdirSync(folder), readdirSync(temporary)]).toEqual([[], []]);
});

test('SIGINT while its pages are written ends the command with 130', async () => {
  const [folder, temporary] = [temporaryFolder(), temporaryFolder()];
  const path = await caseWith(1500);
  const args = ['report', path, '--out', join(folder, 'report.html'), '--json', '--progress', 'bar'];
  const { status, signal, stdout, stderr } = await cliProcess(args, {
    env: { TMPDIR: temporary },
    started: (child) => {
      const hear = (piece: Buffer): void => {
        if (!piece.includes('Writing the report')) return;
        child.stderr?.off('data', hear);
        child.kill('SIGINT');
      };
      child.stderr?.on('data', hear);
    },
  });
  expect({ status, signal, stdout }).toEqual({ status: 130, signal: null, stdout: '' });
  expect(stderr).toMatch(/trailcase: CANCELLED: The report was cancelled\.\s*$/);
  expect([readdirSync(folder), readdirSync(temporary)]).toEqual([[], []]);
});
