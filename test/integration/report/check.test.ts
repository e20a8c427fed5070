// `report --verify FILE CASE`: what holds, what differs and where, and what cannot be told; files of every kind that somebody may hand in.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { EVERYTHING_HIDDEN, PLAIN_REPORT, type ReportCheck } from '../../../src/shared/report.ts';
import { copyOf, importInto, newCasePath, tamper } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { rechain, rowsOf } from '../../helpers/seals.ts';
import { session } from '../../helpers/session.ts';
import { situation } from '../../helpers/situation.ts';
import { trail } from '../../helpers/trail.ts';
import { printedPdf } from './printed.ts';

let path = '';
/** The report, of which the case notes the hash. */
let report = '';
let html = '';
/** The same case with a further delivery: the state that the report tells is gone. */
let later = '';
let entry = 0;

beforeAll(async () => {
  ({ path } = await situation());
  const [event] = rowsOf(path, "SELECT id FROM events WHERE eventName = 'DeleteBucket'");
  await cliJson(['finding', path, 'add'], { stdin: JSON.stringify({ title: 'Denied', supporting: [{ id: event?.id, reason: 'why' }] }) });
  report = join(temporaryFolder(), 'report.html');
  const { value } = await cliJson(['report', path, '--out', report, '--record']);
  entry = value.entry;
  html = readFileSync(report, 'utf8');
  later = copyOf(path);
  await importInto(later, [folderOf({ 'more.json': trail().event({ eventName: 'Later' }).json() })], { exists: true });
});

function changed(change: (text: string) => string): string {
  const text = change(html);
  expect(text).not.toBe(html);
  return folderOf({ 'report.html': text }).concat('/report.html');
}

interface Checked extends ReportCheck {
  status: number | null;
  /** Verdicts by question. */
  verdicts: Record<string, string>;
  reason(question: RegExp): string;
}

async function check(file: string, of = path, ...more: string[]): Promise<Checked> {
  const { status, value } = await cliJson(['report', of, '--verify', file, ...more]);
  const lines = value.lines as ReportCheck['lines'];
  return {
    ...(value as ReportCheck),
    status,
    verdicts: Object.fromEntries(lines.map(({ what, verdict }) => [what, verdict])),
    reason: (question) => lines.find(({ what }) => question.test(what))?.reason ?? '',
  };
}

describe('a case that has the state which the report tells', () => {
  test('what was written holds, also after further work', async () => {
    const of = copyOf(path);
    const file = CaseFile.open(of);
    file.putBookmark({
      event: rowsOf(of, "SELECT id FROM events WHERE eventName = 'ListBuckets'")[0]?.id,
      colour: 'blue',
      note: '',
      removed: false,
    });
    file.close();
    const before = sha256OfFile(of);
    const found = await check(report, of);
    expect(found).toMatchObject({ status: 0, ok: true, entry, exhibits: 2, sha256: sha256OfFile(report), path: report });
    expect(Object.values(found.verdicts)).toEqual(['holds', 'holds', 'holds', 'holds', 'holds']);
    expect(found.reason(/note/)).toMatch(new RegExp(`^Entry ${entry + 2} of the custody log, of .* notes a report with this SHA-256`));
    expect(found.reason(/again/)).toMatch(/byte for byte/);
    expect(sha256OfFile(of)).toBe(before);
    const { stdout } = await cli(['report', of, '--verify', report]);
    expect(stdout).toMatch(/^ok {7}Is it of this case\?/m);
  });

  test('an altered record is found, and in which exhibit', async () => {
    const found = await check(changed((text) => text.replace(/(<pre class="raw">.*?)RunInstances/s, '$1ListInstances')));
    expect(found).toMatchObject({
      status: 1,
      ok: false,
      verdicts: { 'Did the case note this file?': 'unknown', 'Does the case itself hold?': 'holds' },
    });
    expect(found.reason(/again/)).toMatch(
      /^The first difference is in exhibit 1, at byte [\d,]+ of the file: it says “ListInstances.*” where the case gives “RunInstances/,
    );
    expect(found.reason(/exhibits/)).toBe('exhibit 1: it shows another record than the one in the case.');
  });

  test('altered words are found, and in which section', async () => {
    const found = await check(changed((text) => text.replace('Denied', 'Allowed')));
    expect(found).toMatchObject({ status: 1, ok: false });
    expect(found.reason(/again/)).toMatch(
      /^The first difference is in the section “.+”, .* it says “Allowed.*” where the case gives “Denied/,
    );
    expect(found.verdicts).toMatchObject({ 'Are its exhibits those of the case?': 'unknown' });
    expect(found.reason(/exhibits/)).toMatch(/^2 exhibits could be read, .* what a reader sees of it may be something else/);
  });

  test('a file that was cut, and one that goes on', async () => {
    const cut = await check(changed((text) => text.slice(0, text.indexOf('id="exhibit-2"') + 200)));
    expect(cut).toMatchObject({ status: 1, ok: false });
    expect(cut.reason(/again/)).toMatch(/^The file ends after byte [\d,]+, in exhibit 2: up to there it is the same\.$/);
    const more = await check(changed((text) => `${text}<script>alert(1)</script>`));
    expect(more).toMatchObject({ status: 1, ok: false });
    expect(more.reason(/again/)).toMatch(/^Up to byte [\d,]+ it is the whole report/);
  });

  test('one of another case, of another state of it, and of a log that was cut or written anew', async () => {
    const other = newCasePath();
    CaseFile.create(other).close();
    const foreign = await check(report, other);
    expect(foreign).toMatchObject({ status: 1, ok: false, verdicts: { 'Is it of this case?': 'differs' }, lines: { length: 1 } });
    const cut = copyOf(path);
    tamper(cut, (db) => db.prepare('DELETE FROM custody WHERE seq >= ?').run(entry));
    expect((await check(report, cut)).reason(/state/)).toMatch(
      new RegExp(`as of entry ${entry}; the custody log here ends with ${entry - 1}`),
    );
    const anew = copyOf(path);
    tamper(anew, (db) => rechain(db, (row) => (row.seq === 2 ? { who: 'Somebody else' } : {})));
    const found = await check(report, anew);
    expect(found).toMatchObject({ status: 1, ok: false });
    expect(found.reason(/state/)).toMatch(/their hashes differ/);
    expect(found.reason(/custody entries/)).toMatch(/^entry 2: the case has another entry of this number; entry 3:/);
  });

  test('one of another version of this program', async () => {
    const found = await check(changed((text) => text.replaceAll('Trailcase 0.1.0', 'Trailcase 0.0.9')));
    // No entry of this case was made by it.
    expect(found).toMatchObject({ status: 1, ok: false });
    expect(found.reason(/again/)).toMatch(
      /It was written by Trailcase 0\.0\.9; this is Trailcase 0\.1\.0, which may word things otherwise/,
    );
  });
});

describe('a case whose evidence grew since', () => {
  test('what it noted holds by its hash; its exhibits and entries are compared one by one', async () => {
    const found = await check(report, later);
    expect(found).toMatchObject({ status: 0, ok: true });
    expect(found.reason(/again/)).toMatch(/^It cannot be written again: .*\(import\).* one by one instead\.$/);
    expect(found.lines.map(({ verdict }) => verdict)).toEqual([
      'holds',
      'holds',
      'holds',
      'unknown',
      'holds',
      'holds',
      'holds',
      'holds',
      'holds',
    ]);
  });

  /** The part of the report from a place on, changed. */
  const from =
    (place: string, change: (text: string) => string) =>
    (text: string): string => {
      const at = text.indexOf(place);
      return text.slice(0, at) + change(text.slice(at));
    };
  const second = (change: (text: string) => string) => from('id="exhibit-2"', change);

  test.each<[string, ((text: string) => string)[], [question: RegExp, reason: RegExp][]]>([
    [
      'a record, the hash of another, a custody entry, the evidence root',
      [
        from('<pre class="raw">', (text) => text.replace('RunInstances', 'ListInstances')),
        second((text) => text.replace(/record-hash">[0-9a-f]{4}/, 'record-hash">0000')),
        from('id="custody-3"', (text) => text.replace(/time in ms <code>\d/, 'time in ms <code>9')),
        from('<section id="section-roots">', (text) => text.replace(/<code>[0-9a-f]{4}/, '<code>0000')),
      ],
      [
        [/exhibits/, /^exhibit 1: it shows another record .*; exhibit 2: the record in the case has another SHA-256 than it states\.$/],
        [/custody entries/, /^entry 3: the case has another entry of this number\.$/],
        [/evidence the one/, /not the one that the custody log noted/],
      ],
    ],
    [
      'an address, and a number',
      [(text) => text.replace('id="exhibit-2"', 'id="exhibit-3"'), from('<article', (text) => text.replaceAll(/@(\d+)\+/g, '@1$1+'))],
      [[/exhibits/, /^exhibit 1: the case has no event at the address that it states; exhibit 2: it has another number\.$/]],
    ],
    [
      'markup that no report has, and depth',
      [
        from('<article', (text) => text.replace('<pre class="raw">', '<script>1</script><pre class="raw" onclick="x">')),
        second((text) => text.replace('<pre class="raw">', `${'<div>'.repeat(20_000)}<pre class="raw">`)),
      ],
      [[/exhibits/, /^exhibit 1: it is not written as a report writes it; exhibit 2: it is not written as a report writes it\.$/]],
    ],
    [
      'an exhibit left out',
      [(text) => text.replace(/<article class="exhibit" id="exhibit-2">.*?<\/article>/s, '')],
      [[/exhibits/, /^It has 1 exhibit, and says of itself that it has 2/]],
    ],
    [
      'who made an entry, with its hashes left',
      [from('id="custody-3"', (text) => text.replace(/<td><bdi>/, '<td><bdi>X. Mallory '))],
      [[/custody entries/, /^entry 3: the case has another entry of this number\.$/]],
    ],
    [
      'entries left out at the end',
      [from('<tr class="entry" id="custody-4"', (text) => text.slice(text.indexOf('</table>')))],
      [[/custody entries/, /^It prints 3 entries of the custody log, and says that it tells entry \d+\.$/]],
    ],
    [
      'a comment around the exhibits, and others to be seen',
      [(text) => text.replace(/<article class="exhibit.*<\/article>/s, (all) => `<!--${all}-->${all.replaceAll('<article', '<article ')}`)],
      [[/exhibits/, /^At byte [\d,]+ of the file there is something that no report has/]],
    ],
    [
      'a style that hides',
      [(text) => text.replace('</style>', '.gone{display:none}</style>')],
      [[/exhibits/, /^At byte [\d,]+ of the file there is something that no report has/]],
    ],
    ['an exhibit without end', [(text) => text.replaceAll('</article>', '')], [[/exhibits/, /^exhibit 1: it is not written as a report/]]],
  ])('altered: %s', async (_, changes, said) => {
    const found = await check(
      changed((text) => changes.reduce((now, change) => change(now), text)),
      later,
    );
    expect(found).toMatchObject({ status: 1, ok: false });
    for (const [question, reason] of said) expect(found.reason(question)).toMatch(reason);
  });

  test('words altered in a report that was never noted cannot be told from those that were written', async () => {
    const found = await check(
      changed((text) => text.replace('Denied', 'Allowed')),
      later,
    );
    expect(found).toMatchObject({
      status: 2,
      ok: false,
      verdicts: { 'Did the case note this file?': 'unknown', 'Are its exhibits those of the case?': 'holds' },
    });
    expect(found.reason(/exhibits/)).toMatch(/What is written around them was not compared\.$/);
  });
});

test('a redacted report: noted, with its options, with others, and of a case without the secret', async () => {
  const of = copyOf(path);
  const file = join(temporaryFolder(), 'redacted.html');
  await cliJson(['report', of, '--out', file, '--redact', '--hide', 'RunInstances', '--record']);
  expect(await check(file, of)).toMatchObject({ status: 0, ok: true });
  const later = join(temporaryFolder(), 'unnoted.html');
  // One of the usual choices is found by who holds the case.
  await cliJson(['report', of, '--out', later, '--redact', '--show', 'addresses,free-text']);
  expect(await check(later, of)).toMatchObject({ status: 0, ok: true });
  await cliJson(['report', of, '--out', later, '--overwrite', '--redact', '--show', 'names', '--hide', 'RunInstances']);
  const unknown = await check(later, of);
  expect(unknown).toMatchObject({ status: 2, ok: false });
  expect(unknown.reason(/again/)).toMatch(/Give them by --options FILE/);
  const options = (redaction: object): string =>
    folderOf({ 'options.json': JSON.stringify({ ...PLAIN_REPORT, redaction: { ...EVERYTHING_HIDDEN, ...redaction } }) }).concat(
      '/options.json',
    );
  expect(await check(later, of, '--options', options({ names: false, entities: ['RunInstances'] }))).toMatchObject({ status: 0, ok: true });
  const other = await check(later, of, '--options', options({ addresses: false }));
  expect(other).toMatchObject({ status: 2, ok: false });
  expect(other.reason(/again/)).toMatch(/not those that it commits to/);
  expect(await check(file, of, '--options', options({ addresses: false }))).toMatchObject({ status: 0, ok: true });
  tamper(of, (db) => db.exec('DELETE FROM redaction_salts'));
  expect((await check(later, of)).reason(/state/)).toMatch(/has no secret for such reports/);
});

function printed(statement: object): string {
  const file = join(temporaryFolder(), 'report.pdf');
  writeFileSync(file, printedPdf(statement));
  return file;
}

test('a PDF: by what it says it was printed from, and by its own hash; its pages cannot be compared', async () => {
  const of = copyOf(path);
  const identity = JSON.parse((/name="trailcase-report" content="([^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&quot;', '"'));
  const file = printed({ identity, html: sha256OfFile(report), volume: null });
  const unnoted = await check(file, of);
  expect(unnoted).toMatchObject({ status: 2, ok: false, entry });
  expect(unnoted.reason(/again/)).toMatch(/^It says from which text it was printed; .* the same, byte for byte/);
  expect(unnoted.reason(/pages/)).toMatch(/cannot be read back and compared/);
  const other = await check(printed({ identity, html: '0'.repeat(64), volume: null }), of);
  expect(other).toMatchObject({ status: 1, ok: false });
  expect(other.reason(/again/)).toMatch(/the case gives another text/);
  const opened = CaseFile.open(of);
  opened.record({ action: 'report', outcome: 'done', detail: { sha256: 'of volume 1', volumes: [{ sha256: sha256OfFile(file) }] } });
  opened.close();
  expect(await check(file, of)).toMatchObject({ status: 0, ok: true });
});

test('the window checks by its channel, and the case is not written', async () => {
  const of = copyOf(path);
  const window = session();
  await window.ask('case.open', { path: of });
  const before = rowsOf(of, 'SELECT max(seq) AS n FROM custody')[0]?.n;
  const job = await window.job('report.check', { path: report, signature: null, options: null });
  expect(job).toMatchObject({ state: 'done', kind: 'check', summary: { ok: true, exhibits: 2 } });
  const foreign = await window.job('report.check', { path: of, signature: null, options: null });
  expect(foreign).toMatchObject({ state: 'failed', error: { code: 'REPORT_UNREADABLE' } });
  expect(rowsOf(of, 'SELECT max(seq) AS n FROM custody')[0]?.n).toBe(before);
  await window.close();
});

test('a case in which repeats were settled since an interrupted import: the state is gone, and nobody is accused', async () => {
  const of = copyOf(path);
  const [imported] = rowsOf(of, "SELECT detail FROM custody WHERE action = 'import' AND outcome <> 'started' ORDER BY seq DESC LIMIT 1");
  const opened = CaseFile.open(of);
  opened.record({ action: 'recover', outcome: 'done', detail: JSON.parse(imported?.detail) });
  opened.close();
  const found = await check(report, of);
  expect(found).toMatchObject({ status: 0, ok: true });
  expect(found.reason(/again/)).toMatch(/^It cannot be written again: .*\(recover\)/);
});

test('an empty log claimed of a case with entries, a section that there is not, a copy with other line ends', async () => {
  const empty = await check(changed((text) => text.replace(/&quot;entry&quot;:\d+/, '&quot;entry&quot;:0')));
  expect(empty.reason(/state/)).toMatch(/^It tells an empty custody log; the log here has/);
  const section = await check(changed((text) => text.replace('&quot;sections&quot;:null', '&quot;sections&quot;:[&quot;nope&quot;]')));
  expect(section.verdicts).toMatchObject({ 'Does the case give the same report again?': 'differs' });
  for (const change of [(text: string) => text.replaceAll('\n', '\r\n'), (text: string) => `\ufeff${text}`])
    expect((await cli(['report', path, '--verify', changed(change)])).stderr).toContain('another encoding or other line ends');
});

describe('what is no report', () => {
  const identity = (): string => /<meta name="trailcase-report" content="[^"]*">/.exec(html)?.[0] ?? '';
  const files: Record<string, () => string | Buffer> = {
    nothing: () => '',
    text: () => 'A letter.\n',
    bytes: () => Buffer.from([0xff, 0x00, 0xfe, 0x3c]),
    'a page of somebody else': () => '<!DOCTYPE html>\n<html lang="en">\n<head>\n<title>x</title></head></html>\n',
    'a report saved again by a browser': () => html.replace('<!DOCTYPE html>\n', '<!DOCTYPE html>'),
    'an identity that is no JSON': () => html.replace(identity(), '<meta name="trailcase-report" content="{">'),
    'an identity of another shape': () => html.replace(identity(), '<meta name="trailcase-report" content="{&quot;__proto__&quot;:{}}">'),
    'an identity with markup in it': () => html.replace(/&quot;caseId&quot;/, '&bogus;caseId&quot;'),
    'an identity far behind': () => html.replace(identity(), `${' '.repeat(300_000)}${identity()}`),
    'a PDF of somebody else': () => '%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n',
    'a PDF that leads nowhere': () => `%PDF-1.7\n${'<<'.repeat(50_000)}\nstartxref\n99999999\n%%EOF`,
    'a PDF that was cut': () => '%PDF-',
  };
  test.each(Object.keys(files))('%s', async (name) => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, files[name]?.() ?? '');
    const { status, stderr, stdout } = await cli(['report', path, '--verify', file]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^trailcase: REPORT_UNREADABLE: [^\n]+\n$/);
    if (name.startsWith('a PDF')) expect(stderr).toContain('damaged or altered');
  });

  test('a folder, nothing at all, and a command that would write', async () => {
    const folder = join(temporaryFolder(), 'folder');
    mkdirSync(folder);
    for (const file of [folder, join(folder, 'none.html')])
      expect((await cli(['report', path, '--verify', file])).stderr).toContain('REPORT_UNREADABLE');
    expect(await cli(['report', path, '--verify', report, '--out', 'x.html'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--verify writes nothing'),
    });
  });
});
