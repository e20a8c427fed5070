// Handover lists on the command line: what it prints, how it ends, and that a list which cannot be read leaves nothing behind.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readHandoverList } from '../../../src/main/acquire/handover-list.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { rows } from './delivery.ts';

const folder = (): string => folderOf({ 'a.json.gz': trail().event().gz(), 'b.json.gz': trail().event().gz(), 'red\u001b[31m.txt': 'x' });

function listOf(text: string): string {
  const path = join(temporaryFolder(), 'LIST');
  writeFileSync(path, text);
  return path;
}

test('everything as listed: says so, and ends with 0', async () => {
  const delivery = folder();
  const list = listOf(
    ['a.json.gz', 'b.json.gz', 'red\u001b[31m.txt'].map((name) => `${sha256OfFile(join(delivery, name))}  ${name}\n`).join(''),
  );
  const { status, stdout, stderr } = await cli(['import', newCasePath(), delivery, '--expect', list, '--quiet']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain(`handover 3 listed in ${list} = 3 matched + 0 different + 0 missing; 0 delivered that are not listed\n`);
  // What is only hashed and listed is declared.
  expect(stdout).toContain(
    'not kept 1 item of the case (archives, files that are not CloudTrail or are not opened), 1 B: listed with their hashes; --keep-all keeps',
  );
});

test('what differs is named, as text and as JSON, and ends with 1', async () => {
  const delivery = folder();
  const [hash, other] = [sha256OfFile(join(delivery, 'a.json.gz')), '0'.repeat(64)];
  const list = listOf(`${hash}  a.json.gz\n${other}  b.json.gz\n${other}  gone\u001b[2J.json.gz\n`);
  const path = newCasePath();
  const { status, stdout } = await cli(['import', path, delivery, '--expect', list, '--quiet']);
  expect(status).toBe(1);
  const said = stdout.slice(stdout.indexOf('handover'));
  expect(said).toMatch(/^handover 3 listed in .* = 1 matched \+ 1 different \+ 1 missing; 1 delivered that is not listed\n/);
  expect(said).toMatch(/^ {2}missing {4}gone.*\.json\.gz$/m);
  expect(said).toContain(`  different  b.json.gz: listed ${other}, delivered ${sha256OfFile(join(delivery, 'b.json.gz'))}\n`);
  expect(said).toMatch(/^ {2}not listed red.*\.txt$/m);
  // Names are the sender's: no terminal obeys them.
  expect(stdout).not.toContain('\u001b');
  const again = await cliJson(['import', path, delivery, '--expect', list]);
  expect(again).toMatchObject({
    status: 1,
    value: {
      files: { alreadyPresent: 3 },
      expected: { manifest: list, listed: 3, matched: 1, counts: { missing: 1, different: 1, extra: 1 } },
    },
  });
  expect(rows(path, 'SELECT count(*) AS n FROM handovers')).toEqual([{ n: 2 }]);
});

test('of many names the first are told, and how many more there are', async () => {
  const files = Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`${10 + i}.txt`, `${i}`]));
  const delivery = folderOf({ ...files, 'a.txt': 'listed' });
  const list = listOf(`${sha256OfFile(join(delivery, 'a.txt'))}  a.txt\n`);
  const { stdout } = await cli(['import', newCasePath(), delivery, '--expect', list, '--quiet']);
  expect(stdout.match(/^ {2}not listed \d\d\.txt$/gm)).toHaveLength(20);
  expect(stdout).toMatch(/^ {2}not listed … and 5 more: /m);
});

test.each([
  ['text', 'Files handed over on Monday:\n- a.json.gz\n'],
  ['nothing', ''],
  ['only comments', '# none\n'],
  ['a table without hashes', 'path,size\na.json.gz,12\n'],
  ['a table with a header only', 'path,sha256\n'],
  ['a hash cut short', `${'0'.repeat(63)}  a.json.gz\n`],
  ['one bad line among good ones', `${'0'.repeat(64)}  a.json.gz\n${'0'.repeat(64)}\n`],
  ['no hash in a row', `path,sha256\na.json.gz,${'0'.repeat(64)}\nb.json.gz,\n`],
])('a list that is no list cannot be read: %s', (_, text) => {
  expect(() => readHandoverList(listOf(text))).toThrow(expect.objectContaining({ code: 'MANIFEST_UNREADABLE' }));
});

test('with a list that cannot be read, is not there or is a folder nothing is stored', async () => {
  for (const list of [listOf('Files handed over on Monday:\n- a.json.gz\n'), join(temporaryFolder(), 'none'), temporaryFolder()]) {
    const path = newCasePath();
    const { status, stdout, stderr } = await cli(['import', path, folder(), '--expect', list]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^trailcase: MANIFEST_UNREADABLE: The handover list .* cannot be read: .*\n$/);
    expect(existsSync(path)).toBe(false);
  }
});
