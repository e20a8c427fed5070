// A report pack, checked as somebody without Trailcase would: by its script, and by the commands of its README.txt, letter by letter.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { fromBuffer, type ZipFile } from 'yauzl';
import { makePack } from '../../../src/main/jobs/report-pack-job.ts';
import { PLAIN_REPORT } from '../../../src/shared/report.ts';
import { copyOf, tamper } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { filesBelow, sha256, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { rowsOf } from '../../helpers/seals.ts';
import { canaryCase, foundIn } from '../../unit/report/canaries.ts';
import { checked, inShell, KINDS, lacking, type PackCase, packCase } from './pack-case.ts';

let made: PackCase;
let key = '';
let pack = '';
let summary: Record<string, any>;

const PASSPHRASE = { TRAILCASE_PASSPHRASE: 'a passphrase' };

beforeAll(async () => {
  made = await packCase();
  key = join(temporaryFolder(), 'key.pem');
  await cliJson(['seal', made.path, '--key', key, '--make-key', '--no-verify'], { env: PASSPHRASE });
  pack = join(temporaryFolder(), 'pack');
  summary = (await cliJson(['report-pack', made.path, '--out', pack, '--key', key], { env: PASSPHRASE })).value;
});

/** A copy of the pack, with some files changed. */
function changed(changes: Record<string, (bytes: Buffer) => Buffer>): string {
  const copy = join(temporaryFolder(), 'pack');
  cpSync(pack, copy, { recursive: true });
  for (const [name, change] of Object.entries(changes)) writeFileSync(join(copy, name), change(readFileSync(join(copy, name))));
  return copy;
}

/** Another byte in the place of one. */
const flipped =
  (at: number) =>
  (bytes: Buffer): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] as number) ^ 1;
    return copy;
  };

const exhibits = (): Record<string, any>[] =>
  filesBelow(pack)
    .filter((name) => /^exhibits\/\d+\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(join(pack, name), 'utf8')));

test('exhibits that are reduced copies say so, and what they say of the record is read from them', () => {
  for (const { place, fields, reducedCopy, record } of exhibits()) {
    const isReduced = place.steps.includes('reduced:');
    expect(reducedCopy, record.text).toBe(isReduced ? true : undefined);
    if (isReduced) expect(fields.map(({ path }: { path: string }) => path)).toContain('eventName');
  }
});

describe.skipIf(process.platform === 'win32')('with common tools', () => {
  test('this machine has what the instructions need', () => {
    expect(lacking).toEqual([]);
  });

  test("every exhibit's hash is recomputed from its evidence item by check.sh", () => {
    expect(made.kinds).toEqual(expect.arrayContaining(KINDS));
    const { status, lines, failed, notes, stderr, left } = checked(pack);
    expect({ failed, stderr, status, left }).toEqual({ failed: [], stderr: '', status: 0, left: [] });
    const told = lines.filter((line) => /^ok {6}exhibit \d+: /.test(line)).map((line) => line.slice(8));
    expect(told).toEqual(exhibits().map(({ record }, i) => `exhibit ${String(i + 1).padStart(4, '0')}: ${record.sha256}`));
    expect(told).toHaveLength(made.exhibits);
    expect(notes).toEqual([expect.stringMatching(/^whose key that is must be known from elsewhere/)]);
  });

  test('so is each by the command that the report prints for it, where that needs no jq', () => {
    const all = exhibits().filter(({ command }) => !command.includes('jq'));
    expect(new Set(all.map(({ item }) => item.encoding))).toEqual(new Set(['gzip', 'identity', 'utf-16le']));
    const report = readFileSync(join(pack, 'report.html'), 'utf8').replaceAll('&#39;', "'").replaceAll('&quot;', '"');
    for (const { command } of all) expect(report).toContain(command);
    const { lines, stderr } = inShell(join(pack, 'evidence'), `${all.map(({ command }) => command).join('\n')}\n`);
    expect({ stderr, lines }).toEqual({ stderr: '', lines: [...all.map(({ record }) => `${record.sha256}  -`), ''] });
  });

  test('one byte altered of an item, of a record and of the signature: each is named, all else is ok', () => {
    const { item, record, number } = exhibits().find((one) => one.item.encoding === 'gzip') ?? {};
    const name = (n: number): string => `exhibit ${String(n).padStart(4, '0')}`;
    const other = exhibits().find((one) => one.item.sha256 !== item.sha256) ?? {};
    const inItem = exhibits().filter((one) => one.item.sha256 === item.sha256);
    // Beyond the head of the gzip data: what it decodes to changes, or ends.
    const copy = changed({ [item.file]: flipped(item.bytes >> 1), [other.record.file]: flipped(3), 'SHA256SUMS.sig': flipped(320) });
    const { status, failed, lines } = checked(copy);
    expect(status).toBe(1);
    expect(failed.slice(0, 3)).toEqual([
      'the files have the hashes that SHA256SUMS lists',
      'SHA256SUMS.sig is a signature of SHA256SUMS',
      `item ${item.sha256} has other bytes`,
    ]);
    expect(failed).toContain(`${name(other.number)}: ${other.record.file} has the hash ${other.record.sha256}`);
    expect(failed.some((line) => line.startsWith(`${name(number)}: `) && line.endsWith(`not ${record.sha256}`))).toBe(true);
    expect(lines.filter((line) => /^ok {6}exhibit /.test(line)).length).toBeGreaterThanOrEqual(made.exhibits - inItem.length - 1);
  });

  test('a record forged, with a table and a list of hashes that fit it: the evidence item says otherwise', () => {
    const copy = changed({ 'exhibits/0002.record': () => Buffer.from('{"eventName":"Forged"}') });
    const forged = sha256('{"eventName":"Forged"}');
    const table = readFileSync(join(copy, 'exhibits.tsv'), 'utf8').split('\n');
    const old = (table[2] as string).split('\t')[6] as string;
    writeFileSync(join(copy, 'exhibits.tsv'), table.join('\n').replace(old, forged));
    const sums = readFileSync(join(copy, 'SHA256SUMS'), 'utf8').replace(
      /^\S+( {2}(?:exhibits\.tsv|exhibits\/0002\.record))$/gm,
      (_, name) => {
        return `${sha256OfFile(join(copy, name.trim()))}${name}`;
      },
    );
    writeFileSync(join(copy, 'SHA256SUMS'), sums);
    expect(checked(copy).failed).toEqual([
      'SHA256SUMS.sig is a signature of SHA256SUMS',
      `exhibit 0002: exhibits/0002.json does not state the hash ${forged}`,
      'exhibit 0002: exhibits/0002.json has the text of another record, or none',
      `exhibit 0002: report.html does not show a record with the hash ${forged} as this exhibit`,
      `exhibit 0002: what stands in its item has the hash ${old}, not ${forged}`,
    ]);
  });

  /** A copy without a signature whose list of hashes is made anew: what a forger can do. */
  function forged(changes: Record<string, (bytes: Buffer) => Buffer>, more: Record<string, string> = {}): string {
    const copy = changed(changes);
    for (const [name, text] of Object.entries(more)) writeFileSync(join(copy, name), text);
    rmSync(join(copy, 'SHA256SUMS.sig'));
    const sums = readFileSync(join(copy, 'SHA256SUMS'), 'utf8').split('\n').filter(Boolean);
    writeFileSync(join(copy, 'SHA256SUMS'), sums.map((line) => `${sha256OfFile(join(copy, line.slice(66)))}${line.slice(64)}\n`).join(''));
    return copy;
  }
  const text = (change: (text: string) => string) => (bytes: Buffer) => Buffer.from(change(bytes.toString('utf8')));
  const hashOf = (number: number): string => exhibits()[number - 1]?.record.sha256;

  test('a report or an exhibit that states another hash than the record has is found, though its list of hashes was made anew', () => {
    const other = 'ab'.repeat(32);
    const swap = text((all) => all.replaceAll(hashOf(2), other));
    expect(checked(forged({ 'report.html': swap })).failed).toEqual([
      `exhibit 0002: report.html does not show a record with the hash ${hashOf(2)} as this exhibit`,
    ]);
    expect(checked(forged({ 'exhibits/0002.json': swap })).failed).toEqual([
      `exhibit 0002: exhibits/0002.json does not state the hash ${hashOf(2)}`,
    ]);
  });

  test('an emptied table of exhibits, or one that states no hash of a record that is there, is found', () => {
    const emptied = forged({ 'exhibits.tsv': text((all) => all.slice(0, all.indexOf('\n') + 1)) });
    expect(checked(emptied).failed).toEqual([
      `report.html says that it has ${made.exhibits} exhibits; exhibits.tsv lists 0`,
      'report.html shows the exhibits that exhibits.tsv lists, each once',
      `${made.exhibits} records below exhibits/ have no line in exhibits.tsv`,
    ]);
    const silent = forged({ 'exhibits.tsv': text((all) => all.replace(hashOf(2), '-')) });
    expect(checked(silent).failed).toEqual(['exhibit 0002: a record lies here of which exhibits.tsv states no hash']);
  });

  test('a list of hashes with a line that nothing reads, and files that pose as part of the folder, are found', () => {
    const garbled = forged({});
    const sums = readFileSync(join(garbled, 'SHA256SUMS'), 'utf8');
    writeFileSync(join(garbled, 'SHA256SUMS'), sums.replace(/^[0-9a-f]{64}(?= {2}report\.html$)/m, 'z'.repeat(64)));
    expect(checked(garbled).failed).toEqual(['1 lines of SHA256SUMS are no hash and name of a file here']);
    const posing = checked(forged({}, { 'report-final.html': 'x', 'exhibits/9999.json': '{}', 'mine.txt': 'x' }));
    expect(posing.failed).toEqual(['2 files that are not listed stand among those that are, and are no part of this folder:']);
    expect(posing.lines.map((line) => line.trim())).toEqual(expect.arrayContaining(['report-final.html', 'exhibits/9999.json']));
    expect(checked(forged({}, { 'mine.txt': 'x' })).failed).toEqual([]);
  });

  test('the commands of README.txt do what it says', async () => {
    const text = readFileSync(join(pack, 'README.txt'), 'utf8');
    const commands = text.split('\n').flatMap((line) => (/^ {4}\S/.test(line) ? [line.trim()] : []));
    expect(commands.length).toBeGreaterThan(12);
    const ours = commands.filter((line) => line.startsWith('trailcase '));
    // Those that need the case, and sqlite3, are the proof's own; its test runs them.
    const shell = commands.filter((line) => !line.startsWith('trailcase ') && !line.startsWith('sh proof/'));
    const { status, lines, stderr } = inShell(pack, `set -e\n${shell.join('\n')}\n`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(lines.filter((line) => line.endsWith(': OK'))).toHaveLength(summary.files - 2);
    expect(lines).toContain('Signature Verified Successfully');
    const fingerprint = /It must be ([0-9a-f]{64})/.exec(text)?.[1];
    expect(lines).toContain(`${fingerprint}  -`);
    const stated = /which must print ([0-9a-f]{64})/.exec(text)?.[1];
    expect(lines).toContain(`${stated}  -`);
    expect(lines.filter((line) => line.startsWith(`${stated}  ../exhibits/`))).toHaveLength(1);
    for (const line of ours) {
      const args = line.split(' ').slice(1);
      const ran = await cli(args.map((arg) => arg.replace('CASE.trailcase', made.path).replace('report.html', join(pack, 'report.html'))));
      expect(ran.status, ran.stdout).toBe(0);
    }
    expect(ours).toHaveLength(1);
  });
});

test('an exhibit as a file has the record as text, where it stands, and what cites it', () => {
  const all = exhibits();
  expect(all).toHaveLength(made.exhibits);
  for (const { number, record, item, place, eventId } of all) {
    const bytes = readFileSync(join(pack, record.file));
    expect(sha256(bytes)).toBe(record.sha256);
    expect(Buffer.from(record.text, 'utf8').equals(bytes)).toBe(true);
    expect(sha256OfFile(join(pack, item.file))).toBe(item.sha256);
    expect(eventId).toBe(`${item.sha256}@${place.offset}+${place.length}${place.steps === '' ? '' : `/${place.steps}`}`);
    expect(record.file).toBe(`exhibits/${String(number).padStart(4, '0')}.record`);
  }
  const odd = all.find(({ record }) => record.text.includes('OddText'));
  expect(JSON.parse(odd?.record.text).userAgent).toBe('é € 😀 "quoted" \\ /\t\n');
  expect(all.filter(({ citedBy }) => citedBy.length > 0)).toMatchObject([
    { citedBy: [{ title: 'The key was used', side: 'supporting', reason: 'the launch' }], examiner: { note: 'Why *this* one: <i>' } },
  ]);
});

test('what is told of it is so', () => {
  expect(summary).toMatchObject({
    exhibits: made.exhibits,
    redacted: false,
    sha256: sha256OfFile(join(pack, 'SHA256SUMS')),
    itemsLeftOut: 0,
  });
  expect(summary.files).toBe(filesBelow(pack).length);
  expect(summary.reports).toEqual([{ name: 'report.html', sha256: sha256OfFile(join(pack, 'report.html')) }]);
});

async function members(zip: Buffer): Promise<{ name: string; bytes: Buffer; at: Date }[]> {
  const file = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(zip, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened as ZipFile))),
  );
  const found: { name: string; bytes: Buffer; at: Date }[] = [];
  await new Promise<void>((resolve, reject) => {
    file.on('end', resolve);
    file.on('error', reject);
    file.on('entry', (entry) => {
      file.openReadStream(entry, async (error, stream) => {
        if (error || !stream) return reject(error);
        const pieces: Buffer[] = [];
        for await (const piece of stream) pieces.push(piece as Buffer);
        found.push({ name: entry.fileName, bytes: Buffer.concat(pieces), at: entry.getLastModDate({ timezone: 'UTC' }) });
        file.readEntry();
      });
    });
    file.readEntry();
  });
  return found;
}

test('the same case, entry, options and key give the same folder and the same zip, also when entries were added and the machine is elsewhere', async () => {
  const path = copyOf(made.path);
  const zip = join(temporaryFolder(), 'a.zip');
  const args = ['--as-of', String(summary.entry), '--key', key];
  const first = (await cliJson(['report-pack', path, '--out', zip, ...args, '--record'], { env: PASSPHRASE })).value;
  expect(rowsOf(path, "SELECT detail FROM custody WHERE action = 'report'").map(({ detail }) => JSON.parse(detail))).toMatchObject([
    { sha256: sha256OfFile(zip), kind: 'zip', reports: summary.reports, options: { asOf: summary.entry } },
  ]);
  const found = await members(readFileSync(zip));
  expect(found.map(({ name }) => name)).toEqual(filesBelow(pack).map((name) => `report-pack/${name}`));
  for (const { name, bytes } of found) expect(bytes.equals(readFileSync(join(pack, name.slice('report-pack/'.length)))), name).toBe(true);
  const stated = rowsOf(path, `SELECT at FROM custody WHERE seq = ${summary.entry}`)[0]?.at;
  expect(new Set(found.map(({ at }) => at.getTime()))).toEqual(new Set([Math.floor(stated / 1000) * 1000]));
  const again = join(temporaryFolder(), 'b.zip');
  const second = (await cliJson(['report-pack', path, '--out', again, ...args], { env: { ...PASSPHRASE, TZ: 'Pacific/Apia' } })).value;
  expect(second.sha256).toBe(first.sha256);
});

test.each([
  ['pack', 'Writing exhibits'],
  ['pack.zip', 'Packing'],
])('%s cancelled while it is written leaves nothing', async (name, phase) => {
  const folder = temporaryFolder();
  const stop = new AbortController();
  const request = {
    path: made.path,
    out: join(folder, name),
    overwrite: false,
    options: PLAIN_REPORT,
    keys: [],
    pdf: false,
    allEvidence: false,
    key: null,
  };
  const control = { signal: stop.signal, onProgress: (progress: { phase: string }) => void (progress.phase === phase && stop.abort()) };
  await expect(makePack(request, control)).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(readdirSync(folder)).toEqual([]);
});

test('a redacted pack has no bytes of the evidence, no address and no proof, and says so', async () => {
  const { file, canaries, remove } = await canaryCase();
  const { path } = file;
  file.close();
  const out = join(temporaryFolder(), 'pack');
  const { value } = await cliJson(['report-pack', path, '--out', out, '--redact', '--record']);
  expect(value).toMatchObject({ redacted: true, items: 0 });
  const names = filesBelow(out);
  expect(names.filter((name) => !/^exhibits\/\d+\.json$/.test(name))).toEqual([
    'README.txt',
    'SHA256SUMS',
    'commitments.tsv',
    'report.html',
  ]);
  expect(readFileSync(join(out, 'README.txt'), 'utf8')).toContain('THIS IS A REDACTED COPY');
  const hashes = rowsOf(path, 'SELECT lower(hex(sha256)) AS hash FROM evidence').map(({ hash }) => hash as string);
  expect(hashes.length).toBeGreaterThan(0);
  for (const name of names) {
    const text = readFileSync(join(out, name), 'utf8');
    expect(foundIn(text, canaries), name).toEqual([]);
    expect(
      hashes.filter((hash) => text.includes(hash)),
      name,
    ).toEqual([]);
  }
  const { value: check } = await cliJson(['report', path, '--verify', join(out, 'report.html')]);
  expect(check).toMatchObject({ ok: true });
  remove();
});

test('a pack of a case that fails its own verification says so in its first lines, and so does check.sh', async () => {
  const path = copyOf(made.path);
  tamper(path, (db) => db.exec("UPDATE problems SET detail = detail || '!'; UPDATE custody SET tool = tool || '!' WHERE seq = 2"));
  const out = join(temporaryFolder(), 'pack');
  expect((await cli(['report-pack', path, '--out', out])).status).toBe(1);
  expect(readFileSync(join(out, 'README.txt'), 'utf8').split('\n')[2]).toBe('THE CASE FAILED ITS OWN VERIFICATION WHEN THIS WAS WRITTEN');
  const said = expect.arrayContaining([expect.stringMatching(/^it FAILED ITS OWN VERIFICATION/)]);
  expect(checked(out).notes).toEqual(said);
  expect(checked(pack).notes).not.toEqual(said);
});

test('an item whose bytes are gone is said to be missing, and nothing is written over what is not a pack', async () => {
  const path = copyOf(made.path);
  const [first] = exhibits();
  tamper(path, (db) => {
    db.prepare('DELETE FROM evidence_bytes WHERE evidence = (SELECT id FROM evidence WHERE sha256 = ?)').run(
      Buffer.from(first?.item.sha256, 'hex'),
    );
    db.prepare('UPDATE evidence SET kept = 0 WHERE sha256 = ?').run(Buffer.from(first?.item.sha256, 'hex'));
  });
  const out = join(temporaryFolder(), 'pack');
  const { status, value } = await cliJson(['report-pack', path, '--out', out]);
  expect({ status, left: value.itemsLeftOut }).toEqual({ status: 1, left: 1 });
  const { status: check, failed, notes } = checked(out);
  expect({ check, failed }).toEqual({ check: 0, failed: [] });
  expect(notes).toEqual(expect.arrayContaining([expect.stringMatching(/^exhibit \d+: the case does not hold the bytes of its record$/)]));
  expect(readFileSync(join(out, 'README.txt'), 'utf8')).toContain('1 items: the case itself lists them without their bytes');
  const foreign = temporaryFolder();
  writeFileSync(join(foreign, 'letter.txt'), 'mine');
  const refused = await cli(['report-pack', path, '--out', foreign, '--overwrite']);
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('OUTPUT_EXISTS') });
  expect((await cli(['report-pack', path, '--out', path])).stderr).toContain('is the case itself');
});
