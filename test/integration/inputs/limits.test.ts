// Archives made to exhaust whoever unpacks them: a limit ends the reading of what goes beyond it, is told, can be raised, and all else is imported.
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { Expander } from '../../../src/main/acquire/containers/expand.ts';
import { type Files, rawZip, tarOf, zipOf } from '../../helpers/archives.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256 } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { calls, delivery, met, pathsIn, problems, rows, troubles } from './delivery.ts';

const log = (name: string): Buffer => trail().event({ eventName: name }).gz();

/** Just more than what is never judged by its ratio. */
const ZEROS = Buffer.alloc(65_000_000);

/** An archive within an archive, so many times; a log beside each. */
async function nested(levels: number): Promise<Buffer> {
  let inner = await zipOf({ 'log.json.gz': log(`Level${levels}`) });
  for (let level = levels - 1; level > 0; level--) inner = await zipOf({ 'inner.zip': inner, 'log.json.gz': log(`Level${level}`) });
  return inner;
}

test('a ratio that no log has: the member is not read, and what stands beside it is', { timeout: 120_000 }, async () => {
  const tar = await tarOf({ 'before.json.gz': log('BeforeInTar'), 'zeros.json': ZEROS, 'behind.json.gz': log('BehindInTar') });
  const folder = folderOf({
    'bomb.zip': await zipOf({ 'before.json.gz': log('Before'), 'zeros.json': ZEROS, 'behind.json.gz': log('Behind') }),
    'bomb.tar.gz': gzipSync(tar),
    // A file of its own is no archive, but no less of a bomb.
    'loose.json.gz': gzipSync(ZEROS),
    'loose.json.zst': zstdCompressSync(ZEROS),
    // A few hundred bytes.
    'bomb.tar.gz.gz.gz': gzipSync(gzipSync(gzipSync(tar))),
    'beside.json.gz': log('Beside'),
  });
  const bombs = await delivery([folder]);
  expect(calls(bombs.path)).toEqual(['Before', 'BeforeInTar', 'Behind', 'Beside']);
  expect(problems(bombs.path)).toEqual([
    // What stands behind it in one compression cannot be reached but through it.
    'bomb.tar.gz: CONTAINER_LIMIT',
    'bomb.tar.gz!zeros.json: CONTAINER_LIMIT',
    'bomb.tar.gz.gz.gz: CONTAINER_LIMIT',
    'bomb.tar.gz.gz.gz!zeros.json: CONTAINER_LIMIT',
    'bomb.zip!zeros.json: CONTAINER_LIMIT',
    'loose.json.gz: CONTAINER_LIMIT',
    'loose.json.zst: CONTAINER_LIMIT',
  ]);
  for (const { detail } of troubles(bombs.path)) expect(detail).toMatch(/^ratio \d+ of 250 allowed$/);
  expect(bombs.damaged).toBe(7);
  // Before a bomb in the same compression, too.
  for (const name of ['bomb.tar.gz', 'bomb.tar.gz.gz.gz']) expect(pathsIn(bombs.path, name)).toContain('before.json.gz');
  expect(met(bombs.path).find(({ path }) => path === 'bomb.zip!zeros.json')).toMatchObject({ sha256: null });
});

test('a ratio that is allowed: everything is read, also what does not fit into memory within what does not', {
  timeout: 120_000,
}, async () => {
  const inner = await zipOf({ 'zeros.bin': ZEROS, 'inner.json.gz': log('Inner') }, { stored: true });
  const folder = folderOf({
    'bomb.zip': await zipOf({ 'inner.zip': inner, 'behind.json.gz': log('Behind') }),
    'loose.bin.gz': gzipSync(Buffer.concat([ZEROS, Buffer.from([1])])),
  });
  const { path } = await delivery([folder], { limits: { ratio: 2000 } });
  expect(calls(path)).toEqual(['Behind', 'Inner']);
  expect(problems(path)).toEqual([]);
  const found = Object.fromEntries(met(path).map(({ path, kind, sha256 }) => [path, `${kind} ${sha256}`]));
  expect(found).toMatchObject({
    'bomb.zip!inner.zip': `container ${sha256(inner)}`,
    'bomb.zip!inner.zip!zeros.bin': `notCloudTrail ${sha256(ZEROS)}`,
    'loose.bin.gz': expect.stringMatching(/^notCloudTrail /),
  });
  expect(JSON.parse(rows(path, 'SELECT options FROM sources')[0]?.options)).toMatchObject({ limits: { ratio: 2000, depth: 8 } });
});

test('so many archives within one another, and no more', async () => {
  const folder = folderOf({ 'deep.zip': await nested(9) });
  const { path } = await delivery([folder]);
  expect(calls(path)).toEqual([...Array(8).keys()].map((n) => `Level${n + 1}`));
  const ninth = `deep.zip${'!inner.zip'.repeat(8)}`;
  expect(troubles(path)).toEqual([{ at: ninth, code: 'CONTAINER_LIMIT', detail: 'depth 8 allowed' }]);
  // It is evidence all the same, with its hash.
  expect(met(path).find((place) => place.path === ninth)).toMatchObject({
    kind: 'container',
    kept: 0,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const deeper = await delivery([folder], { limits: { depth: 20 } });
  expect(calls(deeper.path)).toHaveLength(9);
  expect(problems(deeper.path)).toEqual([]);
  const none = await delivery([folder], { limits: { depth: 0 } });
  expect(problems(none.path)).toEqual(['deep.zip: CONTAINER_LIMIT']);
  expect(met(none.path)).toHaveLength(1);
});

test('an archive that contains itself: it is taken apart once, and found in itself', async () => {
  // Such archives exist and are hard to make: what is read out of this one is made up.
  const archive = await zipOf({ 'log.json.gz': log('Itself') });
  vi.spyOn(Expander.prototype, 'expand').mockImplementation(async function* () {
    const member = (name: string, content: Buffer) => ({
      name,
      modified: null,
      size: content.length,
      bytes: new Uint8Array(content),
      file: null,
      refused: null,
      notes: [],
    });
    const members = [member('r.zip', archive), member('log.json.gz', log('Itself'))];
    yield { members, bytes: 1000, done: true, failure: null };
  });
  const { path, summary } = await delivery([folderOf({ 'r.zip': archive })]);
  expect(met(path).map((place) => `${place.path} ${place.kind}`)).toEqual([
    'r.zip container',
    'r.zip!log.json.gz log',
    'r.zip!r.zip container',
  ]);
  expect(problems(path)).toEqual([]);
  expect(summary.files).toMatchObject({ total: 3, log: 1, other: 1, alreadyPresent: 1 });
});

test('compressed more often than is unpacked: kept, and told', async () => {
  let bytes = Buffer.from(trail().event().json());
  for (let i = 0; i < 6; i++) bytes = gzipSync(bytes);
  const { path } = await delivery([folderOf({ 'onion.json.gz': bytes, 'log.json.gz': log('Log') })]);
  expect(calls(path)).toEqual(['Log']);
  expect(problems(path)).toContain('onion.json.gz: CONTENT_LAYERS');
  expect(met(path).find((place) => place.path === 'onion.json.gz')).toMatchObject({ kept: 1 });
});

test('so many bytes out of one archive, those of archives within it counted in, and no more', async () => {
  const some = (name: string): Files => ({ [`${name}.bin`]: Buffer.alloc(40_000, name), [`${name}.json.gz`]: log(name) });
  const inner = await zipOf({ ...some('C'), ...some('D') });
  const folder = folderOf({
    'flat.zip': await zipOf({ ...some('A'), ...some('B'), ...some('E') }),
    'nested.zip': await zipOf({ ...some('F'), 'inner.zip': inner }),
    'flat.tar': await tarOf({ ...some('G'), ...some('H'), ...some('I') }),
    'zipped.zip.gz': gzipSync(await zipOf({ ...some('J') }, { stored: true })),
    'other.zip': await zipOf(some('Other')),
  });
  const { path, damaged } = await delivery([folder], { limits: { size: 100_000 } });
  expect(calls(path)).toEqual(['A', 'B', 'C', 'F', 'G', 'H', 'J', 'Other']);
  expect(troubles(path).map(({ at, code }) => `${at}: ${code}`)).toEqual([
    'flat.tar: CONTAINER_LIMIT',
    'flat.zip: CONTAINER_LIMIT',
    'nested.zip!inner.zip: CONTAINER_LIMIT',
  ]);
  expect(new Set(troubles(path).map(({ detail }) => detail))).toEqual(new Set(['size 100000 bytes allowed in all']));
  expect(damaged).toBe(3);
});

test('so many members, and no more', async () => {
  const members = Object.fromEntries([...Array(10).keys()].map((n) => [`${n}.json.gz`, log(`Member${n}`)]));
  const nested = await zipOf({ 'inner.zip': await zipOf(members, { stored: true }) });
  const folder = folderOf({ 'many.zip': await zipOf(members), 'many.tar': await tarOf(members), 'nested.zip': nested });
  const { path } = await delivery([folder], { limits: { members: 7 } });
  expect(pathsIn(path, 'many.zip')).toHaveLength(7);
  expect(pathsIn(path, 'many.tar')).toHaveLength(7);
  expect(pathsIn(path, 'nested.zip')).toHaveLength(7);
  expect(problems(path)).toEqual(['many.tar: CONTAINER_LIMIT', 'many.zip: CONTAINER_LIMIT', 'nested.zip!inner.zip: CONTAINER_LIMIT']);
});

test('members of a zip that share their bytes are told, and read within the limits', async () => {
  const share = (n: number) => ({ name: `${n}.bin`, content: Buffer.alloc(30_000, 'x'), shares: 0 });
  const shared = rawZip([
    { name: '0.bin', content: Buffer.alloc(30_000, 'x') },
    share(1),
    share(2),
    share(3),
    { name: 'log.json.gz', content: log('Log') },
  ]);
  const folder = folderOf({ 'overlap.zip': shared });
  const { path, damaged } = await delivery([folder]);
  expect(calls(path)).toEqual(['Log']);
  expect(troubles(path)).toEqual([{ at: 'overlap.zip', code: 'CONTAINER_DAMAGED', detail: '3 members share bytes with others' }]);
  expect(damaged).toBe(1);
  const limited = await delivery([folder], { limits: { size: 80_000 } });
  expect(problems(limited.path)).toEqual(['overlap.zip: CONTAINER_LIMIT']);
});

test('limits are options of the command line, which says what was reached and ends with 1', async () => {
  const folder = folderOf({ 'deep.zip': await nested(3), 'log.json.gz': log('Log') });
  const path = newCasePath();
  const limited = await cliJson([
    'import',
    path,
    folder,
    '--max-depth',
    '1',
    '--max-size',
    '1000000',
    '--max-members',
    '100',
    '--max-ratio',
    '1000',
  ]);
  expect(limited).toMatchObject({ status: 1, value: { events: 2, problems: 1, files: { total: 4, log: 2, other: 2 } } });
  expect(problems(path)).toEqual(['deep.zip!inner.zip: CONTAINER_LIMIT']);
  const [custody] = rows(path, "SELECT detail FROM custody WHERE action = 'import' AND outcome = 'started'");
  expect(JSON.parse(custody?.detail).limits).toEqual({ depth: 1, size: 1_000_000, members: 100, ratio: 1000 });
  const wrong = await cli(['import', newCasePath(), folder, '--max-depth', 'two']);
  expect(wrong).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('trailcase: USAGE: --max-depth takes a whole number, not "two"'),
  });
});
