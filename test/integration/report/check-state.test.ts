// `report --verify` where the case or the file is out of the ordinary: an import that never ended, a log that is broken, items that are gone, roots that were changed,
// a signature beside a PDF; and that no report of ours is taken for a strange one.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { ReportFile } from '../../../src/main/report-check/report-file.ts';
import { strangeAt } from '../../../src/main/report-check/strange.ts';
import { signaturePath, signReport } from '../../../src/main/seal/report-signature.ts';
import { readKey } from '../../../src/main/seal/signing-key.ts';
import type { CustodyRow } from '../../../src/shared/domain.ts';
import { REPORT_TEMPLATES, type ReportCheck } from '../../../src/shared/report.ts';
import { copyOf, importInto, newCasePath, tamper } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { rowsOf } from '../../helpers/seals.ts';
import { trail } from '../../helpers/trail.ts';
import { canaryCase } from '../../unit/report/canaries.ts';
import { printedPdf } from './printed.ts';

let path = '';
let report = '';
let html = '';
/** With a second delivery. */
let later = '';
const env = { TRAILCASE_PASSPHRASE: 'a passphrase' };
let key = '';
let fingerprint = '';

beforeAll(async () => {
  path = newCasePath();
  CaseFile.create(path, { title: 'State' }).close();
  await importInto(path, [folderOf({ 'a.json': trail().events(3).json(), 'b.json': trail().event({ eventName: 'Other' }).json() })], {
    exists: true,
  });
  for (const [i, { id }] of rowsOf(path, 'SELECT id FROM events ORDER BY id LIMIT 3').entries())
    await cli(['bookmark', path, id, '--note', `number ${i}`]);
  key = join(temporaryFolder(), 'key.pem');
  ({
    value: {
      seal: { fingerprint },
    },
  } = await cliJson(['seal', path, '--key', key, '--make-key', '--no-verify'], { env }));
  report = join(temporaryFolder(), 'report.html');
  await cliJson(['report', path, '--out', report]);
  html = readFileSync(report, 'utf8');
  later = copyOf(path);
  await importInto(later, [folderOf({ 'c.json': trail().event({ eventName: 'Later' }).json() })], { exists: true });
});

async function check(file: string, of: string, ...more: string[]) {
  const { status, value } = await cliJson(['report', of, '--verify', file, ...more]);
  const lines = (value as ReportCheck).lines;
  return {
    status,
    ok: value.ok as boolean,
    verdicts: Object.fromEntries(lines.map(({ what, verdict }) => [what, verdict])),
    reason: (question: RegExp) => lines.find(({ what }) => question.test(what))?.reason ?? '',
  };
}

const changed = (change: (text: string) => string): string => {
  const text = change(html);
  expect(text).not.toBe(html);
  return folderOf({ 'report.html': text }).concat('/report.html');
};

const EVENTS = 'Is the list of events the one that it states?';

describe('an import that has begun and not ended', () => {
  /** The case as it was while its second import ran: with nothing of it yet, and with all of it. */
  function running(): { early: string; late: string } {
    const started = rowsOf(
      later,
      "SELECT * FROM custody WHERE action = 'import' AND outcome = 'started' ORDER BY seq DESC LIMIT 1",
    )[0] as unknown as CustodyRow;
    const before = rowsOf(
      later,
      `SELECT * FROM custody WHERE seq <= ${started.seq} AND seq > (SELECT ${rowsOf(path, 'SELECT max(seq) AS n FROM custody')[0]?.n})`,
    );
    const [early, late] = [copyOf(path), copyOf(later)];
    tamper(early, (db) => {
      const add = db.prepare(
        'INSERT INTO custody (seq, at, who, action, tool, outcome, detail, previous, hash) VALUES (@seq, @at, @who, @action, @tool, @outcome, @detail, @previous, @hash)',
      );
      for (const row of before) add.run(row);
    });
    tamper(late, (db) => db.prepare('DELETE FROM custody WHERE seq > ?').run(started.seq));
    return { early, late };
  }

  test('its report is told again; what came in meanwhile is no fault of the report', async () => {
    const { early, late } = running();
    const file = join(temporaryFolder(), 'report.html');
    await cliJson(['report', early, '--out', file]);
    expect(await check(file, early)).toMatchObject({ status: 0, ok: true });
    const found = await check(file, late);
    expect(found).toMatchObject({ status: 2, ok: false });
    expect(Object.values(found.verdicts)).not.toContain('differs');
    expect(found.verdicts).toMatchObject({ 'Does the case give the same report again?': 'unknown', [EVENTS]: 'unknown' });
    expect(found.reason(/again/)).toMatch(/^The first difference is .* But at that entry an import had begun and not ended/);
    // What an exhibit says is compared all the same.
    const forged = join(temporaryFolder(), 'report.html');
    writeFileSync(forged, readFileSync(file, 'utf8').replace(/record-hash">..../, 'record-hash">0000'));
    expect(await check(forged, late)).toMatchObject({ status: 1, ok: false });
  });

  test('ended since, the state is gone, and nobody is accused', async () => {
    const { early } = running();
    const file = join(temporaryFolder(), 'report.html');
    await cliJson(['report', early, '--out', file]);
    const found = await check(file, later);
    expect(found).toMatchObject({ status: 2, ok: false, verdicts: { [EVENTS]: 'unknown' } });
    expect(Object.values(found.verdicts)).not.toContain('differs');
    expect(found.reason(/again/)).toMatch(/^It cannot be written again: .*\(import\)/);
  });
});

describe('the events root', () => {
  const roots = (change: (hashes: string[]) => void) => (text: string) => {
    const at = text.indexOf('<section id="section-roots">');
    const hashes = Array.from(text.slice(at).matchAll(/<code>([0-9a-f]{64})<\/code>/g), ([, hash]) => hash as string).slice(0, 2);
    const others = [...hashes];
    change(others);
    return (
      text.slice(0, at) + hashes.reduce((now, hash, i) => now.replace(`<code>${hash}</code>`, `<code>${others[i]}</code>`), text.slice(at))
    );
  };

  test('is compared also where the evidence grew since', async () => {
    expect((await check(report, later)).verdicts).toMatchObject({ [EVENTS]: 'holds', 'Is the evidence the one that it states?': 'holds' });
    const other = changed(
      roots((hashes) => {
        hashes[1] = 'ab'.repeat(32);
      }),
    );
    for (const of of [path, later]) {
      const found = await check(other, of);
      expect(found).toMatchObject({ status: 1, verdicts: { [EVENTS]: 'differs' } });
      expect(found.reason(/list of events/)).toBe('The events root that it prints is not that of the events which the case held then.');
    }
  });

  test('printed twice, the roots are not believed', async () => {
    const twice = changed((text) => text.replace(/<section id="section-roots">.*?<\/section>\n/s, (all) => all + all));
    expect((await check(twice, later)).reason(/evidence the one/)).toBe('It prints its roots more than once.');
  });
});

describe('a case that is not whole', () => {
  test('a note in a log that is broken before it says nothing', async () => {
    const of = copyOf(path);
    const file = join(temporaryFolder(), 'noted.html');
    await cliJson(['report', of, '--out', file, '--record']);
    tamper(of, (db) => db.exec("UPDATE custody SET who = 'Nobody' WHERE seq = 2"));
    const found = await check(file, of);
    expect(found).toMatchObject({
      status: 1,
      ok: false,
      verdicts: { 'Did the case note this file?': 'differs', 'Does the case itself hold?': 'differs' },
    });
    expect(found.reason(/note/)).toMatch(/but the log is broken before or at it/);
    expect(found.reason(/itself hold/)).toMatch(/contradictions? found in the case itself/);
  });

  test('an item whose bytes were altered or are gone is named by its exhibits', async () => {
    const altered = copyOf(later);
    const first = /<article class="exhibit.*?<code>([0-9a-f]{64})@/s.exec(html)?.[1] ?? '';
    const item = `(SELECT id FROM evidence WHERE sha256 = x'${first}')`;
    // Behind the last record of the item: each record is what it was.
    tamper(altered, (db) =>
      db.exec(`UPDATE evidence_bytes SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || ' ' AS BLOB) WHERE evidence = ${item}`),
    );
    expect((await check(report, altered)).reason(/exhibits/)).toMatch(/exhibit 1: its evidence item in the case no longer has its hash/);
    const gone = copyOf(later);
    tamper(gone, (db) => db.exec(`DELETE FROM evidence_bytes WHERE evidence = ${item}; UPDATE evidence SET kept = 0 WHERE id = ${item}`));
    expect((await check(report, gone)).reason(/exhibits/)).toMatch(/exhibit 1: it shows a record whose bytes the case does not hold/);
  });

  test('exhibits that name another item than their address, more than one record, or none; entries that there are not', async () => {
    const forged = changed((text) => {
      const at = text.indexOf('<article class="exhibit');
      const hash = /<code>([0-9a-f]{64})<\/code>/.exec(text.slice(at))?.[1] as string;
      return text.slice(0, at) + text.slice(at).replace(`<code>${hash}</code>`, `<code>${'0'.repeat(64)}</code>`);
    });
    expect((await check(forged, later)).reason(/exhibits/)).toMatch(/^exhibit 1: its address and its evidence item contradict each other/);
    const bare = changed((text) => text.replace(/<pre class="raw">.*?<\/pre>/s, ''));
    expect((await check(bare, later)).reason(/exhibits/)).toMatch(/^exhibit 1: its record, or the hash of it, is missing/);
    const twice = changed((text) => text.replace(/<pre class="raw">.*?<\/pre>/s, (all) => `${all}${all}`));
    expect((await check(twice, later)).reason(/exhibits/)).toMatch(/^exhibit 1: it shows another record than the one in the case/);
    const added = changed((text) => text.replace('<tr class="entry" id="custody-2"', '<tr class="entry" id="custody-99"'));
    expect((await check(added, later)).reason(/custody entries/)).toMatch(/^entry 2: it is not written as a report writes it/);
  });
});

describe('a PDF', () => {
  const file = (): string => {
    const identity = JSON.parse(
      (/name="trailcase-report" content="([^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    );
    const out = join(temporaryFolder(), 'report.pdf');
    writeFileSync(out, printedPdf({ identity, html: sha256OfFile(report), volume: null }));
    return out;
  };
  const sign = (of: string): void => {
    const [{ value: caseId }] = rowsOf(path, "SELECT value FROM case_facts WHERE name = 'caseId'") as [{ value: string }];
    const entry = rowsOf(path, 'SELECT max(seq) AS n FROM custody')[0]?.n as number;
    writeFileSync(
      signaturePath(of),
      signReport({ name: 'report.pdf', sha256: sha256OfFile(of), caseId, entry, stated: null }, readKey(key, env.TRAILCASE_PASSPHRASE)),
    );
  };

  test('signed, and by whom: then its pages are those that were signed', async () => {
    const of = file();
    expect(await check(of, path)).toMatchObject({ status: 2, ok: false });
    sign(of);
    expect(await check(of, path, '--fingerprint', fingerprint)).toMatchObject({
      status: 0,
      ok: true,
      verdicts: { 'Is it signed?': 'holds' },
    });
    expect(await check(of, path, '--fingerprint', 'ab'.repeat(32))).toMatchObject({ status: 1, ok: false });
  });

  test('a page grafted in, or a text changed: found by its hash, else plainly said not to be checkable', async () => {
    const of = file();
    sign(of);
    const original = readFileSync(of);
    const grafts: Record<string, Buffer> = {
      // As an editor saves: a new page, and a new list of pages, behind the end.
      'a page of another report': Buffer.concat([
        original,
        Buffer.from(
          '\n7 0 obj\n<</Type /Page\n/Parent 3 0 R>>\nendobj\n3 0 obj\n<</Type /Pages\n/Count 2\n/Kids [2 0 R 7 0 R]>>\nendobj\n',
          'latin1',
        ),
      ]),
      'a text in place': Buffer.from(original.toString('latin1').replace('Skia/PDF', 'Evil/PDF'), 'latin1'),
    };
    for (const [what, bytes] of Object.entries(grafts)) {
      expect(bytes.equals(original), what).toBe(false);
      const grafted = join(temporaryFolder(), 'report.pdf');
      writeFileSync(grafted, bytes);
      const bare = await cli(['report', path, '--verify', grafted, '--json']);
      // Either it is no PDF of ours any more, or nothing shows that it is: never that it holds.
      expect(bare.status, what).toBe(2);
      if (bare.stdout !== '') expect(bare.stdout).toContain('cannot be read back and compared');
      copyFileSync(signaturePath(of), signaturePath(grafted));
      const signed = await cli(['report', path, '--verify', grafted, '--json', '--fingerprint', fingerprint]);
      if (bare.stdout === '') expect(signed.stderr).toContain('REPORT_UNREADABLE');
      else
        expect(JSON.parse(signed.stdout)).toMatchObject({
          ok: false,
          lines: expect.arrayContaining([
            expect.objectContaining({ verdict: 'differs', reason: 'The signature is of a file with another SHA-256.' }),
          ]),
        });
    }
  });
});

test('no report of any template is taken for a strange one, redacted or not', async () => {
  const { file, remove } = await canaryCase();
  const { path: of } = file;
  file.close();
  const actor = rowsOf(of, 'SELECT accessKeyId FROM events WHERE accessKeyId IS NOT NULL LIMIT 1')[0]?.accessKeyId as string;
  for (const template of REPORT_TEMPLATES) {
    for (const more of [[], ['--redact', '--record']]) {
      const out = join(temporaryFolder(), 'report.html');
      const chosen = template === 'dossier' ? ['--actor', `key:${actor}`] : [];
      expect((await cli(['report', of, '--out', out, '--template', template, ...chosen, ...more])).stderr).toBe('');
      const opened = new ReportFile(out);
      const at = strangeAt(opened);
      expect(at === null ? '' : opened.read(at, 200).toString(), `${template} ${more.join(' ')}`).toBe('');
      opened.close();
    }
  }
  remove();
});
