// What the window asks the digests by itself never stands in the way of what the examiner starts.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newCasePath } from '../../helpers/cases.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { session } from '../../helpers/session.ts';
import { trail } from '../../helpers/trail.ts';

const FACTS = { title: 'Asked', number: '', examiner: 'Asha Rao', organisation: '', timezone: 'UTC' };

async function asking() {
  const window = session();
  await window.ask('case.create', { path: newCasePath(), facts: FACTS });
  await window.job('import.start', { paths: [folderOf({ 'a.json': trail().events(3).json() })] });
  const { jobId } = await window.ask('verify.start', { scope: 'digests' });
  return { window, question: jobId };
}

test('a verification started while the digests are asked takes its place, and answers it', async () => {
  const { window, question } = await asking();
  const verification = await window.job('verify.start', {});
  expect((await window.ended(question)).state).toMatch(/^(cancelled|done)$/);
  expect(verification).toMatchObject({ state: 'done', summary: { scope: 'all', ok: true } });
  expect((await window.ask('integrity.get', {})).attestation).not.toBeNull();
  await window.close();
});

test('one of the stored bytes only waits for the answer', async () => {
  const { window, question } = await asking();
  const verification = await window.job('verify.start', { scope: 'hashes' });
  expect((await window.ended(question)).state).toBe('done');
  expect(verification).toMatchObject({ state: 'done', summary: { scope: 'hashes', ok: true } });
  await window.close();
});

test('so does a seal; but two verifications that the examiner starts do not', async () => {
  const { window } = await asking();
  const out = join(temporaryFolder(), 'seal.txt');
  const seal = await window.job('seal.start', { out, overwrite: false, note: '', key: null, timestampServer: null });
  expect(seal.state).toBe('done');
  const { jobId } = await window.ask('verify.start', {});
  await expect(window.ask('verify.start', {})).rejects.toMatchObject({ code: 'JOB_RUNNING' });
  expect((await window.ended(jobId)).state).toBe('done');
  await window.close();
});
