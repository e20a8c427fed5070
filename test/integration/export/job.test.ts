// Events exported from the window: a job in a thread of its own, which enters the custody log when a file was written, and only then.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventFormat } from '../../../src/shared/exports.ts';
import { copyOf } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli-here.ts';
import { sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { type Driven, session } from '../../helpers/session.ts';
import { situation } from '../../helpers/situation.ts';

let path = '';
let folder = '';
let window: Driven;

beforeEach(async () => {
  path = copyOf((await situation()).path);
  folder = temporaryFolder();
  window = session();
  await window.ask('case.open', { path });
});
afterEach(() => window.close());

const start = (format: EventFormat, out: string, filter = 'api:ListBuckets') => ({ ids: null, filter, format, out, overwrite: false });

test('each format is what the command line writes of the same filter, and stands in the custody log', async () => {
  for (const format of ['csv', 'jsonl', 'timesketch'] as const) {
    const out = join(folder, format);
    const { state, summary, events } = await window.job('export.start', start(format, out));
    const { rows } = await window.ask('custody.list', {});
    const { action, detail } = rows.at(-1) ?? { action: '', detail: '{}' };
    expect({ state, events, action, detail: JSON.parse(detail) }).toEqual({
      state: 'done',
      events: 4,
      action: 'export',
      detail: { ...summary, filter: 'api:ListBuckets' },
    });
    expect(summary).toEqual({ format, path: out, sha256: sha256OfFile(out), rows: 4, leftOut: 0, unreadable: 0 });
    const again = join(folder, `${format} again`);
    await cli(['export', path, '--format', format, '--out', again, 'api:ListBuckets']);
    expect(readFileSync(out).equals(readFileSync(again))).toBe(true);
  }
});

test('marked events, in their order, as a workbook; what is left out is told', async () => {
  const { rows } = await window.ask('events.page', { filter: '', order: 'desc', offset: 0, limit: 100 });
  const ids = rows.map(({ id }) => id);
  const workbook = await window.job('export.start', { ...start('xlsx', join(folder, 'a.xlsx'), ''), ids });
  expect(workbook).toMatchObject({ state: 'done', summary: { rows: ids.length, leftOut: 0 } });
  const undated = rows.filter(({ time }) => time === null).length;
  expect(undated).toBeGreaterThan(0);
  const timeline = await window.job('export.start', { ...start('timesketch', join(folder, 'a.jsonl'), ''), ids });
  expect(timeline).toMatchObject({ state: 'done', summary: { rows: ids.length - undated, leftOut: undated } });
  const lines = readFileSync(join(folder, 'a.jsonl'), 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(
    rows.filter(({ time }) => time !== null).map(({ id }) => id),
  );
});

test('cancelled, failed or refused, it leaves no file and no entry', async () => {
  const before = (await window.ask('custody.list', {})).rows.length;
  const { jobId } = await window.ask('export.start', start('xlsx', join(folder, 'a.xlsx')));
  await window.ask('job.cancel', { jobId });
  expect(await window.ended(jobId)).toMatchObject({ state: 'cancelled', summary: null, error: null });
  const missing = { ...start('csv', join(folder, 'a.csv')), ids: [`${'0'.repeat(64)}@0+1`] };
  expect(await window.job('export.start', missing)).toMatchObject({ state: 'failed', error: { code: 'EVENT_MISSING' } });
  expect(await window.job('export.start', start('csv', join(folder, 'a.csv'), 'api:('))).toMatchObject({
    error: { code: 'FILTER_INVALID' },
  });
  await expect(window.ask('export.start', { ...start('csv', path), overwrite: true })).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  expect(readdirSync(folder)).toEqual([]);
  expect((await window.ask('custody.list', {})).rows.length).toBe(before);
});
