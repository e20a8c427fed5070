// A picture that the window has drawn becomes a file, whole or not at all, and an entry of the custody log with its hash.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newCasePath } from '../../helpers/cases.ts';
import { sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { session } from '../../helpers/session.ts';

test('saved with its hash in the custody log; never over a file unasked, nor over the case', async () => {
  const path = newCasePath();
  const folder = temporaryFolder();
  const window = session();
  await window.ask('case.create', { path, facts: { title: 'Pictures' } });
  const bytes = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>\n');
  const target = join(folder, 'timeline.svg');
  const picture = { path: target, overwrite: false, format: 'svg', bytes, shows: 'Timeline of <b>everything</b>' } as const;
  const written = await window.ask('picture.save', picture);
  expect(written).toEqual({ path: target, sha256: sha256OfFile(target), size: bytes.length });
  expect(readFileSync(target)).toEqual(Buffer.from(bytes));
  await expect(window.ask('picture.save', picture)).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
  await expect(window.ask('picture.save', { ...picture, path, overwrite: true })).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  await expect(window.ask('picture.save', { ...picture, bytes: new Uint8Array() })).rejects.toThrow(/no picture/);
  expect(window.changes).toContain('case');
  const { rows } = await window.ask('custody.list', {});
  const exports = rows.filter(({ action }) => action === 'export');
  expect(exports.map(({ detail }) => JSON.parse(detail))).toEqual([
    expect.objectContaining({ path: target, sha256: written.sha256, size: bytes.length, format: 'svg', shows: picture.shows }),
  ]);
  await window.close();
});
