// Reports as the window asks for them: texts as versions, previews that are not saved and not verified, choices remembered, a logo.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from '../../../src/main/seal/signing-key.ts';
import { EVERYTHING_HIDDEN, NO_SETTINGS, PLAIN_REPORT, type ReportOptions } from '../../../src/shared/report.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { folderOf, sha256, temporaryFolder } from '../../helpers/folder.ts';
import { type Driven, session } from '../../helpers/session.ts';
import { trail } from '../../helpers/trail.ts';

/** The smallest PNG there is. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=', 'base64');
const EVENTS = 30;

let window: Driven;
let path = '';
const folder = temporaryFolder();

beforeAll(async () => {
  path = newCasePath();
  window = session();
  await window.ask('case.create', { path, facts: { title: 'Key leak', timezone: 'Asia/Kolkata' } });
  const log = trail().events(EVENTS, (i) => ({ eventName: `Call${i}` }));
  await window.job('import.start', { paths: [folderOf({ 'log.json': log.json() })] });
  const { rows } = await window.ask('events.page', { filter: '', order: 'asc', offset: 0, limit: EVENTS });
  const act = { kind: 'bookmark' as const, colour: 'red' as const, label: '', note: '' };
  await window.ask('annotations.put', { changes: rows.map(({ id }) => ({ target: id, act })) });
});
afterAll(() => window.close());

const preview = (options: Partial<ReportOptions> = {}, settings: typeof NO_SETTINGS | null = null, ticket = 'window 1') =>
  window.ask('report.preview', { options: { ...PLAIN_REPORT, ...options }, settings, ticket });
const entries = async () => (await window.ask('custody.list', {})).rows;

test('the catalogue has every template, each with sections that there are', async () => {
  const { templates, sections } = await window.ask('report.catalogue', {});
  const ids = sections.map(({ id }) => id);
  expect(templates).toHaveLength(7);
  for (const { name, about, sections: own } of templates) {
    expect(about, name).not.toBe('');
    expect(own[0]).toBe('case');
    expect(ids, name).toEqual(expect.arrayContaining(own));
  }
  expect(new Set(ids).size).toBe(ids.length);
});

test('a preview has the texts that are given, few exhibits, and says what it lacks; it changes nothing', async () => {
  const before = await entries();
  const { html, exhibits } = await preview({}, { ...NO_SETTINGS, classification: 'Top secret' });
  expect(exhibits).toBe(EVENTS);
  expect(html).toContain('Top secret');
  expect(html).toContain(`Of ${EVENTS} exhibits the first 20 are shown, and nothing was verified for it.`);
  expect(html.match(/<article class="exhibit/g)).toHaveLength(20);
  expect(html).toContain('The case is verified when the report is written.');
  expect((await preview()).html).not.toContain('Top secret');
  expect(await entries()).toEqual(before);
});

test('texts are versions: a change adds one with its entry, no change adds none; as of an earlier entry the earlier ones are told', async () => {
  const settings = { ...NO_SETTINGS, classification: 'Zebra' };
  await window.ask('report.putSettings', { settings });
  const first = (await entries()).at(-1)?.seq ?? 0;
  await window.ask('report.putSettings', { settings });
  expect((await entries()).at(-1)?.seq).toBe(first);
  await window.ask('report.putSettings', { settings: { ...settings, classification: 'Quagga' } });
  expect((await window.ask('report.settings', {})).settings.classification).toBe('Quagga');
  expect((await preview()).html).toContain('Quagga');
  const then = await preview({ asOf: first });
  expect(then.html).toContain('Zebra');
  expect(then.html).not.toContain('Quagga');
  await expect(preview({ asOf: 1 })).rejects.toMatchObject({ code: 'REPORT_STATE_GONE' });
});

test('a redacted preview before there is a salt is made with another one, and says so', async () => {
  const { html } = await preview({ redaction: EVERYTHING_HIDDEN });
  expect(html).toContain('The case has no salt for redacted reports yet');
  await expect(preview({ redaction: { ...EVERYTHING_HIDDEN, patterns: ['('] } })).rejects.toMatchObject({ code: 'PATTERN_INVALID' });
  // What failed leaves nothing behind.
  expect((await preview()).html).not.toContain('salt for redacted reports yet');
});

test('of a window only its newest question waits; another window’s is answered', async () => {
  const answers = await Promise.allSettled([
    preview({}, { ...NO_SETTINGS, classification: 'One' }),
    preview({}, { ...NO_SETTINGS, classification: 'Two' }),
    preview({}, null, 'window 2'),
    preview({}, { ...NO_SETTINGS, classification: 'Three' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(answers[1]).toMatchObject({ reason: { code: 'CANCELLED' } });
  expect(answers[3]).toMatchObject({ value: { html: expect.stringContaining('Three') } });
});

test('a logo is kept, named by the settings, and on the cover; what is no picture is refused', async () => {
  const added = await window.ask('report.addLogo', { bytes: PNG });
  expect(added.sha256).toBe(sha256(PNG));
  const { settings } = await window.ask('report.settings', {});
  await window.ask('report.putSettings', { settings: { ...settings, logo: added.sha256 } });
  expect(Buffer.from((await window.ask('report.logo', added)).bytes ?? [])).toEqual(PNG);
  expect((await window.ask('report.logo', { sha256: '0'.repeat(64) })).bytes).toBeNull();
  expect((await preview()).html).toContain(`<img class="logo" alt="" src="data:image/png;base64,${PNG.toString('base64')}">`);
  await expect(window.ask('report.addLogo', { bytes: Buffer.from('<svg/>') })).rejects.toMatchObject({ code: 'LOGO_UNUSABLE' });
});

test('choices are remembered when a report is written, but not those of an earlier state that is told again', async () => {
  const sections = ['case', 'limits'];
  const job = await window.job('report.start', {
    path: join(folder, 'short.html'),
    overwrite: false,
    options: { ...PLAIN_REPORT, sections, statedTime: Date.UTC(2026, 1, 22) },
  });
  expect(job.state).toBe('done');
  const remembered = async () => (await window.ask('report.settings', {})).settings.options;
  expect(await remembered()).toEqual({ ...PLAIN_REPORT, sections });
  const written = (await entries()).findLast(({ action }) => action === 'report');
  const detail = JSON.parse(written?.detail ?? '{}');
  expect(detail).toMatchObject({ path: join(folder, 'short.html'), sha256: sha256(readFileSync(join(folder, 'short.html'))) });
  const again = await window.job('report.start', { path: join(folder, 'again.html'), overwrite: false, options: detail.options });
  expect(again.summary).toMatchObject({ sha256: detail.sha256 });
  expect(await remembered()).toEqual({ ...PLAIN_REPORT, sections });
});

test('a text that is put alone leaves the others as they are by now: two windows may write', async () => {
  await Promise.all([
    window.ask('report.putSettings', { settings: { classification: 'Confidential' } }),
    window.ask('report.putSettings', { settings: { privilege: 'Privileged' } }),
  ]);
  expect((await window.ask('report.settings', {})).settings).toMatchObject({ classification: 'Confidential', privilege: 'Privileged' });
});

test('signed by a key, the report is checked with its signature; a wrong passphrase is refused before anything is written', async () => {
  const key = { path: join(folder, 'key.pem'), passphrase: 'correct horse battery' };
  makeKey(key.path, key.passphrase);
  const asked = { path: join(folder, 'signed.html'), overwrite: false, options: { ...PLAIN_REPORT, sections: ['case'] } };
  await expect(window.ask('report.start', { ...asked, key: { ...key, passphrase: 'wrong horse battery' } })).rejects.toThrow();
  const job = await window.job('report.start', { ...asked, key });
  expect(job.summary).toMatchObject({ signature: `${asked.path}.sig` });
  const { jobId } = await window.ask('report.check', { path: asked.path, signature: null, options: null });
  const { summary } = await window.ended(jobId);
  expect(summary).toMatchObject({ ok: true });
  const lines = summary && 'lines' in summary ? summary.lines : [];
  // Genuine, but whose key it is nobody has said: no fingerprint was given, and no seal of the case has it.
  expect(lines.filter(({ what }) => /sign/i.test(what)).map(({ verdict }) => verdict)).toEqual(['unknown']);
});

test('an event that a text names is an exhibit of the preview before the text is saved', async () => {
  const { rows } = await window.ask('events.page', { filter: '', order: 'asc', offset: 0, limit: 1 });
  const id = rows[0]?.id ?? '';
  await window.ask('annotations.put', { changes: [{ target: id, act: { kind: 'bookmark', remove: true } }] });
  expect((await preview()).exhibits).toBe(EVENTS - 1);
  expect((await preview({}, { ...NO_SETTINGS, opinion: `As [[event:${id}]] shows.` })).exhibits).toBe(EVENTS);
});

test('files beside a report are replaced only if each was named; one of an earlier report is left, and told', async () => {
  const own = temporaryFolder();
  const path = join(own, 'r.html');
  const signature = `${path}.sig`;
  for (const file of [path, signature]) writeFileSync(file, 'theirs');
  const key = { path: join(own, 'key.pem'), passphrase: 'correct horse battery' };
  makeKey(key.path, key.passphrase);
  const asked = { path, overwrite: true, options: { ...PLAIN_REPORT, sections: ['case'] } };
  await expect(window.ask('report.start', { ...asked, key })).rejects.toMatchObject({
    code: 'OUTPUT_EXISTS',
    message: expect.stringContaining(signature),
  });
  expect((await window.ask('report.standing', { path, signed: true })).files).toEqual([path, signature]);
  expect([path, signature].map((file) => readFileSync(file, 'utf8'))).toEqual(['theirs', 'theirs']);
  const job = await window.job('report.start', asked);
  expect(job.summary).toMatchObject({ path, beside: [signature] });
  expect(readFileSync(signature, 'utf8')).toBe('theirs');
  expect((await window.job('report.start', { ...asked, key, replaces: [signature] })).summary).toMatchObject({ signature });
  expect(readFileSync(signature, 'utf8')).toContain('TRAILCASE REPORT SIGNATURE');
});

test('a dossier of nobody is neither previewed nor written', async () => {
  const of = (actor: string | null) => ({ ...PLAIN_REPORT, template: 'dossier' as const, actor });
  const path = join(folder, 'dossier.html');
  for (const [actor, code] of [
    [null, 'REPORT_ACTOR_MISSING'],
    [' ', 'REPORT_ACTOR_MISSING'],
    ['nonsense', 'REPORT_ACTOR_UNKNOWN'],
  ] as const) {
    await expect(preview(of(actor))).rejects.toMatchObject({ code });
    await expect(window.ask('report.start', { path, overwrite: false, options: of(actor) })).rejects.toMatchObject({ code });
  }
  await expect(preview(of('actor:nobody'))).rejects.toMatchObject({ code: 'REPORT_ACTOR_UNKNOWN' });
  const job = await window.job('report.start', { path, overwrite: false, options: of('actor:nobody') });
  expect(job).toMatchObject({ state: 'failed', error: { code: 'REPORT_ACTOR_UNKNOWN' } });
  expect(existsSync(path)).toBe(false);
});

test('a report that is cancelled leaves nothing behind', async () => {
  const own = temporaryFolder();
  const before = await entries();
  const { jobId } = await window.ask('report.start', { path: join(own, 'r.html'), overwrite: false, options: PLAIN_REPORT });
  await window.ask('job.cancel', { jobId });
  expect(await window.ended(jobId)).toMatchObject({ state: 'cancelled' });
  expect(readdirSync(own)).toEqual([]);
  expect(await entries()).toEqual(before);
});

test('what was asked of a case that was left is no question of the next one, and closing waits for no preview', async () => {
  await expect(
    window.ask('report.preview', { options: PLAIN_REPORT, settings: null, ticket: '', caseId: 'another' }),
  ).rejects.toMatchObject({
    code: 'CANCELLED',
  });
  await expect(window.ask('report.putSettings', { settings: { opinion: 'Theirs' }, caseId: 'another' })).rejects.toMatchObject({
    code: 'CANCELLED',
  });
  expect((await window.ask('report.settings', {})).settings.opinion).toBe('');
  const asked = Promise.allSettled([preview()]);
  await window.ask('case.close', {});
  expect(await asked).toMatchObject([{ status: 'rejected', reason: { code: 'CANCELLED' } }]);
  // The connection of the thread has gone with it: the case is one file again.
  expect(['-wal', '-shm'].map((ending) => existsSync(`${path}${ending}`))).toEqual([false, false]);
});
