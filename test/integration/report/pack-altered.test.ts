// A report pack that somebody altered, in many ways, with and without a list of hashes made anew: check.sh names it, and of the report `report --verify` does.
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { signaturePath, signReport } from '../../../src/main/seal/report-signature.ts';
import { readKey } from '../../../src/main/seal/signing-key.ts';
import { importInto, newCasePath } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { filesBelow, folderOf, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { rowsOf } from '../../helpers/seals.ts';
import { eventId, trail } from '../../helpers/trail.ts';
import { inShell, type Ran } from './pack-case.ts';
import { printedPdf } from './printed.ts';

const env = { TRAILCASE_PASSPHRASE: 'a passphrase' };
let path = '';
let pack = '';
let key = '';
let fingerprint = '';
/** A report of another case, and of the same case at another entry. */
let foreign = '';
let earlier = '';

async function caseOf(name: string): Promise<string> {
  const made = newCasePath();
  CaseFile.create(made, { title: name }).close();
  const log = trail().events(3, (i) => ({ eventID: eventId(`${name} ${i}`), userAgent: `agent "${i}" é` }));
  await importInto(
    made,
    [
      folderOf({
        'a.json': log.json(),
        'b.json.gz': trail()
          .event({ eventID: eventId(`${name} gz`) })
          .gz(),
      }),
    ],
    { exists: true },
  );
  for (const { id } of rowsOf(made, 'SELECT id FROM events')) await cli(['bookmark', made, id]);
  return made;
}

beforeAll(async () => {
  path = await caseOf('ours');
  const folder = temporaryFolder();
  key = join(folder, 'key.pem');
  earlier = join(folder, 'earlier.html');
  await cliJson(['report', path, '--out', earlier]);
  ({
    value: {
      seal: { fingerprint },
    },
  } = await cliJson(['seal', path, '--key', key, '--make-key', '--no-verify'], { env }));
  pack = join(folder, 'pack');
  await cliJson(['report-pack', path, '--out', pack, '--key', key], { env });
  foreign = join(folder, 'foreign.html');
  await cliJson(['report', await caseOf('theirs'), '--out', foreign, '--template', 'brief']);
});

const check = (of: string, options = ''): Ran => inShell(of, `exec sh check.sh ${options}\n`);

function copy(): string {
  const made = join(temporaryFolder(), 'pack');
  cpSync(pack, made, { recursive: true });
  return made;
}

/** As somebody would who has no key: without signatures, with a list of hashes that fits. */
function listedAnew(of: string): void {
  for (const name of readdirSync(of)) if (name.endsWith('.sig')) rmSync(join(of, name));
  const names = filesBelow(of).filter((name) => name !== 'SHA256SUMS');
  writeFileSync(join(of, 'SHA256SUMS'), names.map((name) => `${sha256OfFile(join(of, name))}  ${name}\n`).join(''));
}

const edit = (of: string, name: string, change: (text: string) => string): void => {
  const before = readFileSync(join(of, name), 'latin1');
  const after = change(before);
  expect(after, name).not.toBe(before);
  writeFileSync(join(of, name), Buffer.from(after, 'latin1'));
};
const swap = (of: string, a: string, b: string): void => {
  renameSync(join(of, a), join(of, 'aside'));
  renameSync(join(of, b), join(of, a));
  renameSync(join(of, 'aside'), join(of, b));
};
interface Alteration {
  alter: (of: string) => void;
  named: RegExp;
}
const editing = (name: string, change: (text: string) => string, named: RegExp): Alteration => ({
  alter: (of) => edit(of, name, change),
  named,
});
const exchanged: Alteration = {
  alter: (of) => {
    swap(of, 'exhibits/0001.record', 'exhibits/0002.record');
    swap(of, 'exhibits/0001.json', 'exhibits/0002.json');
  },
  named: /^exhibit 0001: exhibits\/0001.record has the hash/,
};
const report = (from: () => string): Alteration => ({
  alter: (of) => cpSync(from(), join(of, 'report.html')),
  named: /^report.html and proof\/ tell the same case/,
});

/** Those that stand together are told of each for itself. */
const alterations: [what: string, list: 'kept' | 'made anew', of: Alteration[]][] = [
  [
    'two exhibits’ files exchanged, lines taken out of the list, a file added, a record that is a link to the same bytes',
    'kept',
    [
      exchanged,
      editing('SHA256SUMS', (text) => text.replace(/.* {2}README\.txt\n/, ''), /^2 files that are not listed stand among/),
      { alter: (of) => writeFileSync(join(of, 'exhibits/0009.json'), '{}'), named: /^the files have the hashes/ },
      {
        alter: (of) => {
          const aside = join(of, '../aside');
          renameSync(join(of, 'exhibits/0003.record'), aside);
          symlinkSync(aside, join(of, 'exhibits/0003.record'));
        },
        named: /^1 names here are links or devices/,
      },
    ],
  ],
  [
    'a list with other line ends',
    'kept',
    [editing('SHA256SUMS', (text) => text.replaceAll('\n', '\r\n'), /^\d+ lines of SHA256SUMS are no hash and name/)],
  ],
  [
    'two exhibits’ files exchanged, a link added, a byte of an item',
    'made anew',
    [
      exchanged,
      { alter: (of) => symlinkSync('/etc/hostname', join(of, 'exhibits/0009.json')), named: /^1 names here are links or devices/ },
      {
        alter: (of) =>
          edit(of, `evidence/${readdirSync(join(of, 'evidence'))[0]}`, (text) =>
            text.replace(/.$/s, (c) => String.fromCharCode(c.charCodeAt(0) ^ 1)),
          ),
        named: /^item [0-9a-f]{64} has other bytes/,
      },
    ],
  ],
  [
    'two exhibits exchanged, also in the table; the proof of another case',
    'made anew',
    [
      {
        alter: (of) => {
          exchanged.alter(of);
          edit(of, 'exhibits.tsv', (text) =>
            text
              .replace(/^0001\t/m, 'x\t')
              .replace(/^0002\t/m, '0001\t')
              .replace(/^x\t/m, '0002\t'),
          );
          for (const n of [1, 2]) edit(of, `exhibits/000${n}.json`, (text) => text.replaceAll(`000${3 - n}.`, `000${n}.`));
        },
        named: /^exhibit 0001: report.html does not show a record with the hash [0-9a-f]{64} as this exhibit/,
      },
      editing('proof/state.txt', (text) => text.replace(/^case: ..../, 'case: 0000'), /^report.html and proof\/ tell the same case/),
    ],
  ],
  [
    'a hash in the report, the text of an exhibit, the place of another, one left out',
    'made anew',
    [
      editing('report.html', (text) => text.replace(/record-hash">..../, 'record-hash">0000'), /^exhibit 0001: report.html does not show/),
      editing(
        'exhibits/0002.json',
        (text) => text.replace('111122223333', '999922223333'),
        /^exhibit 0002: .* has the text of another record/,
      ),
      editing(
        'exhibits/0003.json',
        (text) => text.replace(/"eventId": "[0-9a-f]{4}/, '"eventId": "0000'),
        /^exhibit 0003: .* does not state the place/,
      ),
      {
        alter: (of) => {
          for (const end of ['json', 'record']) rmSync(join(of, `exhibits/0004.${end}`));
          edit(of, 'exhibits.tsv', (text) => text.replace(/^0004\t.*\n/m, ''));
        },
        named: /^report.html says that it has 4 exhibits; exhibits.tsv lists 3/,
      },
    ],
  ],
  [
    'the report cut off',
    'made anew',
    [
      editing(
        'report.html',
        (text) => text.slice(0, text.indexOf('id="exhibit-3"')),
        /^report.html shows the exhibits that exhibits.tsv lists/,
      ),
    ],
  ],
  ['the report of another case', 'made anew', [report(() => foreign)]],
  ['the report of another state', 'made anew', [report(() => earlier)]],
];

describe.skipIf(process.platform === 'win32')('check.sh', () => {
  test('as it was written nothing fails, and the fingerprint is compared', () => {
    const { status, failed, stderr, lines } = check(pack, `--fingerprint ${fingerprint.toUpperCase()}`);
    expect({ status, failed, stderr }).toEqual({ status: 0, failed: [], stderr: '' });
    expect(lines).toEqual(
      expect.arrayContaining(['ok      that is the key whose fingerprint was given', 'ok      report.html was signed with the same key']),
    );
    expect(check(pack, `--fingerprint ${'ab'.repeat(32)}`).failed).toEqual([
      `it was signed with the key whose fingerprint was given, ${'ab'.repeat(32)}`,
    ]);
    expect(check(pack, '--what')).toMatchObject({ status: 2, stderr: expect.stringMatching(/^check\.sh: usage/) });
    const unsigned = copy();
    listedAnew(unsigned);
    expect(check(unsigned)).toMatchObject({ status: 0, failed: [] });
    expect(check(unsigned, `--fingerprint ${fingerprint}`)).toMatchObject({
      status: 1,
      failed: [`there is a signature with the key ${fingerprint}`],
    });
  });

  test.each(alterations)('names %s (list of hashes %s)', (_, list, all) => {
    const of = copy();
    for (const { alter } of all) alter(of);
    if (list === 'made anew') listedAnew(of);
    const { status, failed, stderr } = check(of);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    for (const { named } of all) expect(failed).toEqual(expect.arrayContaining([expect.stringMatching(named)]));
  });

  test('a signature of the report by another key, or of another file, and a PDF that was printed from something else', () => {
    const sums = (of: string): void =>
      edit(of, 'SHA256SUMS', (text) => text.replace(/^.{64}(?= {2}report\.html\.sig)/m, sha256OfFile(join(of, 'report.html.sig'))));
    const stolen = copy();
    cpSync(join(stolen, 'SHA256SUMS.sig'), join(stolen, 'report.html.sig'));
    sums(stolen);
    expect(check(stolen).failed).toEqual(['SHA256SUMS.sig is a signature of SHA256SUMS']);
    const resigned = copy();
    const caseId = rowsOf(path, "SELECT value FROM case_facts WHERE name = 'caseId'")[0]?.value as string;
    const entry = rowsOf(path, 'SELECT max(seq) AS n FROM custody')[0]?.n as number;
    const signing = readKey(key, env.TRAILCASE_PASSPHRASE);
    const signFile = (of: string, name: string): void => {
      writeFileSync(
        join(of, `${name}.sig`),
        signReport({ name, sha256: sha256OfFile(join(of, name)), caseId, entry, stated: null }, signing),
      );
    };
    const addPdf = (html: string): void => {
      writeFileSync(join(resigned, 'report.pdf'), printedPdf({ identity: {}, html, volume: null }));
      signFile(resigned, 'report.pdf');
      const names = filesBelow(resigned).filter((name) => !name.startsWith('SHA256SUMS'));
      writeFileSync(join(resigned, 'SHA256SUMS'), names.map((name) => `${sha256OfFile(join(resigned, name))}  ${name}\n`).join(''));
      signFile(resigned, 'SHA256SUMS');
    };
    addPdf(sha256OfFile(join(resigned, 'report.html')));
    const good = check(resigned);
    expect(good).toMatchObject({ status: 0, failed: [] });
    expect(good.lines).toEqual(
      expect.arrayContaining([
        'ok      report.pdf says that it was printed from report.html',
        'ok      report.pdf was signed with the same key',
      ]),
    );
    expect(good.notes).toContain('its pages cannot be compared: that they are those which were printed is known by its hash alone');
    addPdf('0'.repeat(64));
    expect(check(resigned).failed).toEqual(['report.pdf says that it was printed from report.html']);
    edit(resigned, 'report.pdf', (text) => `${text}\n`);
    expect(check(resigned).failed).toEqual(
      expect.arrayContaining([
        'the files have the hashes that SHA256SUMS lists',
        'report.pdf.sig is a signature of report.pdf with the same key',
      ]),
    );
  });
});

test('report --verify of the report in a pack: as it was written it holds, altered it does not', async () => {
  const of = copy();
  const verify = async (file: string) => await cli(['report', path, '--verify', file, '--fingerprint', fingerprint, '--json']);
  expect(await verify(join(of, 'report.html'))).toMatchObject({ status: 0 });
  for (const change of [
    (text: string) => text.replace(/record-hash">..../, 'record-hash">0000'),
    (text: string) => text.slice(0, text.indexOf('id="exhibit-3"')),
    (text: string) => text.replaceAll('\n', '\r\n'),
    () => readFileSync(foreign, 'latin1'),
    () => readFileSync(earlier, 'latin1'),
  ]) {
    const altered = copy();
    edit(altered, 'report.html', change);
    expect([1, 2]).toContain((await verify(join(altered, 'report.html'))).status);
  }
  rmSync(signaturePath(join(of, 'report.html')));
  expect(await verify(join(of, 'report.html'))).toMatchObject({ status: 1 });
});
