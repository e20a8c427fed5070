// Sentences of the report beside the numbers that they speak of: none says more than was done, and none contradicts another.
import { expect, test } from 'vitest';
import { putAnnotations } from '../../../src/main/case/annotations.ts';
import { makeRedactionSalt } from '../../../src/main/case/redaction-salt.ts';
import { renderReport, withReport } from '../../../src/main/report/document.ts';
import { NOT_SHOWN, PAGES } from '../../../src/main/report/wording/index.ts';
import { readMe, redactedReadMe } from '../../../src/main/report-pack/read-me.ts';
import { ADDRESS_KIND_WORDS } from '../../../src/shared/addresses.ts';
import type { VerifySummary } from '../../../src/shared/domain.ts';
import type { Chain } from '../../../src/shared/integrity.ts';
import { EVERYTHING_HIDDEN, PLAIN_REPORT, type ReportOptions } from '../../../src/shared/report.ts';
import { AT, bookmark, caseOf, idsOf, log, record, verified } from './fixture.ts';
import { byId, type Element, readHtml, textOf } from './read-html.ts';

type Case = Awaited<ReturnType<typeof caseOf>>;

async function pageOf(file: Case, summary: VerifySummary = verified(file), options: Partial<ReportOptions> = {}): Promise<Element> {
  const { html } = await renderReport(file.db, summary, { options: { ...PLAIN_REPORT, ...options } });
  return readHtml(html.replace(' role="note"', ''));
}

const small = (): Promise<Case> => caseOf([{ 'a.json': log(record()) }]);

test('that nothing contradicts stands beside what is missing or could not be checked', async () => {
  const file = await small();
  const gap = { chain: 'c', from: '2026-02-21T17:00:00Z', to: '2026-02-21T18:00:00Z', reason: '' };
  const found = verified(file, {
    digests: { valid: 3, invalid: 0, missing: 1, unverifiable: 2 },
    logs: { valid: 4, invalid: 0, missing: 33, unverifiable: 5, unattested: 901 },
    gaps: Array.from({ length: 6 }, () => gap),
  });
  const text = textOf(byId(await pageOf(file, found), 'section-verification'));
  expect(text).not.toContain('Nothing.');
  const after = text.slice(text.indexOf('What was found'));
  for (const part of [
    'No contradiction was found.',
    '33 log files that',
    '1 signed digest that',
    '2 digests could',
    '901 log files are',
    '6 gaps in',
  ])
    expect(after).toContain(part);
  expect(text).not.toContain('The signature of every digest here was checked');
  expect(text).toContain('2 digests could not be checked: a signature or a public key is absent.');
  expect(text).toContain('901 log files could not be compared with anything');
  const sound = textOf(
    byId(
      await pageOf(file, verified(file, { logs: { valid: 1, invalid: 0, missing: 0, unverifiable: 0, unattested: 0 } })),
      'section-verification',
    ),
  );
  expect(sound).toContain('No contradiction was found.');
  expect(sound).not.toContain('Something is missing');
});

test('digests counted as files and as periods, and gaps among periods that are not proven, are told apart', async () => {
  const file = await small();
  const part = { digests: 1, logs: 1, logsMissing: 0, logsInvalid: 0, digest: null, reason: '' };
  const at = (hour: number): number => Date.parse(`2026-02-21T${hour}:00:00Z`);
  const chain: Chain = {
    id: 'c',
    buckets: ['bucket'],
    account: '111122223333',
    region: 'ap-south-1',
    trail: 'trail',
    homeRegion: 'ap-south-1',
    backfill: false,
    spans: [
      { ...part, from: at(17), to: at(18), state: 'unverifiable' },
      { ...part, from: at(18), to: at(19), state: 'uncovered', digests: 0 },
    ],
  };
  const gap = { chain: 'c', from: '2026-02-21T18:00:00Z', to: '2026-02-21T19:00:00Z', reason: '' };
  const of = async (unverifiable: number): Promise<string> => {
    const found = verified(file, { chains: [chain], gaps: [gap], digests: { valid: 0, invalid: 0, missing: 0, unverifiable } });
    return textOf(byId(await pageOf(file, found), 'section-verification'));
  };
  const twice = await of(2);
  expect(twice).toContain('The case has 2 files of digests; the table counts 1');
  expect(twice).toContain('2 periods: 1 unverifiable, 1 not covered. Counted above as gaps is 1 of them');
  expect(await of(1)).not.toContain('files of digests');
});

test('events without a time are told at every picture', async () => {
  const file = await caseOf([{ 'a.json': log(record(), record({ eventTime: 'yesterday' }), record({ eventTime: 'later' })) }]);
  for (const id of idsOf(file, 'RunInstances').slice(0, 1)) bookmark(file, id);
  const timeless = 'Not in the bars: 2 events without a readable time, which no picture holds.';
  for (const template of ['full', 'brief'] as const) {
    const page = await pageOf(file, verified(file), { template, sections: ['timeline'] });
    const text = textOf(byId(page, 'section-timeline'));
    expect(text).toContain(timeless);
    expect(text).toContain('1 event with a time');
  }
  const actor = 'key:AKIAEXAMPLE0000000KE';
  const dossier = await pageOf(file, verified(file), { template: 'dossier', actor });
  expect(textOf(byId(dossier, 'section-dossier-activity'))).toContain(timeless);
  const dated = await small();
  expect(textOf(byId(await pageOf(dated, verified(dated), { sections: ['timeline'] }), 'section-timeline'))).not.toContain(
    'Not in the bars',
  );
});

test('an item that is altered is not called unchanged, and the digest says what of its content', async () => {
  const file = await caseOf([{ 'a.json.gz': log(record()) }]);
  const [id = ''] = idsOf(file, 'RunInstances');
  bookmark(file, id);
  const key = id.slice(0, 64);
  const judged = new Map([[key, { kind: 'log' as const, key, verdict: 'valid' as const, reason: 'attested', chain: null, digest: null }]]);
  const text = async (): Promise<string> => {
    const { html } = await renderReport(file.db, verified(file), { options: PLAIN_REPORT, judged });
    return textOf(byId(readHtml(html), 'exhibit-1'));
  };
  expect(await text()).toContain('states the SHA-256 that its uncompressed content has. That content is unchanged since it was delivered');
  file.db.exec('DROP TRIGGER evidence_bytes_no_update');
  const bytes = file.db.prepare('SELECT bytes FROM evidence_bytes').pluck().get() as Buffer;
  const damaged = Buffer.from(bytes);
  damaged[9] = 7;
  file.db.prepare('UPDATE evidence_bytes SET bytes = ?').run(damaged);
  const now = await text();
  expect(now).not.toContain('unchanged');
  expect(now).toContain('✖ The stored bytes of this item do not have the SHA-256 under which it was imported');
});

test('an actor’s filter stands beside its counts, but not in a redacted copy', async () => {
  const file = await small();
  for (const id of idsOf(file, 'RunInstances')) bookmark(file, id);
  const text = textOf(byId(await pageOf(file), 'section-actors'));
  expect(text).toContain('who:111122223333:user/dev');
  expect(text).toContain('both are counted, as two events');
  expect(text).not.toContain('the same that Trailcase shows');
  expect(textOf(byId(await pageOf(file), 'section-method'))).toContain('One call can have a record in each of two accounts');
  makeRedactionSalt(file, AT);
  const hidden = textOf(byId(await pageOf(file, verified(file), { redaction: EVERYTHING_HIDDEN }), 'section-actors'));
  expect(hidden).not.toContain('who:');
  expect(hidden).toContain('both are counted, as two events');
});

test('the cover promises of a file what is true of it: whole, volume, redacted copy, PDF', async () => {
  const file = await small();
  for (const id of idsOf(file, 'RunInstances')) bookmark(file, id);
  const whole = textOf(byId(await pageOf(file), 'section-case'));
  expect(whole).toContain(
    'This file is complete in itself. It contains no program, and loads nothing from anywhere. It needs no Trailcase to be',
  );
  expect(whole).toContain('Printed again as PDF it has the same content and the same dates; the bytes of a PDF may differ.');
  makeRedactionSalt(file, AT);
  const hidden = textOf(byId(await pageOf(file, verified(file), { redaction: EVERYTHING_HIDDEN }), 'section-case'));
  expect(hidden).toContain('only with the help of whoever holds the case');
  expect(hidden).not.toContain('needs no Trailcase');
  const perVolume = { exhibits: 1, evidence: 1, custody: 1 };
  const pages = await withReport(file.db, verified(file), { perVolume }, ({ volumes, write }) =>
    Promise.all(
      volumes.map(async (volume) => {
        const texts: string[] = [];
        await write(volume, (one) => texts.push(one));
        return textOf(byId(readHtml(texts.join('')), 'section-case'));
      }),
    ),
  );
  expect(pages.length).toBeGreaterThan(1);
  expect(pages[0]).toContain('This file is one volume of the report: only all volumes together are complete.');
  for (const page of pages) expect(page).not.toContain('complete in itself');
});

test('the instructions of a pack say in their first lines that the case fails its own verification', async () => {
  const file = await small();
  const failing = verified(file, { ok: false, events: { checked: 1, differing: 1 } });
  for (const summary of [verified(file), failing])
    await withReport(file.db, summary, {}, ({ context }) => {
      const pack = { context, reports: [], fingerprint: null };
      for (const text of [readMe(pack, [], [], true), redactedReadMe(pack)]) {
        const first = text.split('\n').slice(0, 6).join('\n');
        const says = summary.ok ? expect(first).not : expect(first);
        says.toContain('THE CASE FAILED ITS OWN VERIFICATION');
        says.toContain('1 difference between the events that the case lists and what the evidence gives');
      }
      expect(readMe(pack, [], [], true)).toContain('Printed again it has the same content and the\nsame dates');
    });
});

test('small words: one and many, a label without a note, reserved addresses', async () => {
  expect([
    PAGES.stretch.evidence(1, 1),
    PAGES.stretch.evidence(1, 1107),
    PAGES.stretch.custody(3, 3),
    PAGES.stretch.exhibits(1, 2),
  ]).toEqual([
    'item 1 of the evidence inventory',
    'items 1 to 1,107 of the evidence inventory',
    'entry 3 of the custody log',
    'exhibits 1 to 2',
  ]);
  expect([NOT_SHOWN.seals(1), NOT_SHOWN.seals(2)]).toEqual(['1 seal that does not hold', '2 seals that do not hold']);
  expect(ADDRESS_KIND_WORDS.documentation).toBe('documentation range: set aside for examples; the record shows it as it was written');
  const file = await small();
  const [event = ''] = idsOf(file, 'RunInstances');
  putAnnotations(file, [{ event, kind: 'bookmark', colour: 'red', label: 'first use', note: '', removed: false }]);
  const text = textOf(byId(await pageOf(file), 'exhibit-1'));
  expect(text).toContain('Label given by the examiner: opinion, not evidence');
  expect(text).not.toContain('Note of the examiner');
  expect(text).not.toContain('Bookmarked without a note');
});
