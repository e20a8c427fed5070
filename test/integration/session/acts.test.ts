// Every act on a case is an entry of its custody log, in order, each chained to the one before; reading is none.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { PLAIN_REPORT } from '../../../src/shared/report.ts';
import { newCasePath, verified } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli-here.ts';
import { folderOf, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { rowsOf } from '../../helpers/seals.ts';
import { session } from '../../helpers/session.ts';
import { trail } from '../../helpers/trail.ts';

test('create, import, verify, annotate, report, seal, acknowledge, opening for writing; reading leaves nothing', async () => {
  const path = newCasePath();
  const folder = temporaryFolder();
  const window = session();
  await window.ask('case.create', { path, facts: { title: 'Acts', number: '', examiner: 'Asha Rao', organisation: '', timezone: 'UTC' } });
  await window.job('import.start', { paths: [folderOf({ 'a.json': trail().events(3).json() })], md5: true });
  await window.job('verify.start', {});
  const event = rowsOf(path, 'SELECT id FROM events')[0]?.id;
  await window.ask('bookmarks.put', { eventId: event, colour: 'red', note: 'This one' });
  await window.job('report.start', { path: join(folder, 'report.html'), overwrite: false, options: PLAIN_REPORT });
  const seal = { out: join(folder, 'seal.txt'), overwrite: false, note: '', key: null, timestampServer: null };
  await window.job('seal.start', seal);
  await window.ask('proof.acknowledge', { text: 'Seen' });
  await window.close();
  CaseFile.open(path).close();

  const before = sha256OfFile(path);
  for (const args of [['info'], ['events'], ['verify'], ['report', '--out', join(folder, 'cli.html')]] as const)
    expect((await cli([args[0], path, ...args.slice(1)])).status, args[0]).toBe(0);
  expect(sha256OfFile(path)).toBe(before);

  const entries = rowsOf<{ action: string; outcome: string; who: string; detail: string }>(path, 'SELECT * FROM custody ORDER BY seq').map(
    (row) => ({ ...row, detail: JSON.parse(row.detail) as Record<string, any> }),
  );
  expect(entries.map(({ action, outcome }) => `${action}: ${outcome}`)).toEqual([
    'create: done',
    'import: started',
    'import: done',
    'verify: ok',
    'annotate: done',
    'report: done',
    'seal: done',
    'acknowledge: noted in writing',
    'open: for writing',
  ]);
  for (const { who } of entries) expect(who).toMatch(/^Asha Rao \(.+@.+\)$/);
  const detail = (action: string): Record<string, any> => entries.findLast((entry) => entry.action === action)?.detail ?? {};
  // What is known of the clock, be it that nothing is.
  for (const action of ['create', 'seal', 'open']) expect(detail(action)).toHaveProperty('clock');
  expect(detail('import')).toMatchObject({ events: 3, records: 3, evidenceRoot: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(entries[1]?.detail).toMatchObject({ hashes: ['md5'], keepAll: false });
  expect(detail('verify')).toMatchObject({ ok: true, scope: 'all', evidence: { checked: 1, altered: 0 }, findings: 0 });
  expect(detail('report')).toMatchObject({ sha256: sha256OfFile(join(folder, 'report.html')) });
  expect(detail('seal')).toMatchObject({ detachedSha256: sha256OfFile(seal.out), oneTimeKey: true });
  expect(await verified(path)).toMatchObject({
    ok: true,
    custody: { entries: 9, broken: 0 },
    seals: [{ ok: true, since: { custodyEntries: 2 } }],
  });
});
