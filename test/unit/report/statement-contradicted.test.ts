// What is contradicted is nowhere put forward as if it were not: altered exhibits, deliveries that differ, forms of a case that fails its verification, missing logs.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { EvidenceReader } from '../../../src/main/case/evidence.ts';
import { putFinding } from '../../../src/main/case/findings-writer.ts';
import { renderReport } from '../../../src/main/report/document.ts';
import type { VerifySummary } from '../../../src/shared/domain.ts';
import { EMPTY_FINDING } from '../../../src/shared/findings.ts';
import { PLAIN_REPORT, type ReportTemplate } from '../../../src/shared/report.ts';
import { AT, caseOf, idsOf, log, record, verified } from './fixture.ts';
import { byClass, byId, type Element, readHtml, textOf } from './read-html.ts';

type Case = Awaited<ReturnType<typeof caseOf>>;

async function pageOf(file: Case, summary: VerifySummary, template: ReportTemplate = 'full'): Promise<Element> {
  return readHtml((await renderReport(file.db, summary, { options: { ...PLAIN_REPORT, template } })).html);
}

function claim(file: Case, title: string, id: string): void {
  const body = { ...EMPTY_FINDING, title, state: 'asserted' as const, supporting: [{ id, reason: '' }] };
  putFinding(file, { id: null, body, seen: null, removed: false }, AT);
}

async function altered(): Promise<{ file: Case; before: VerifySummary; bad: string; now: string }> {
  const file = await caseOf([{ 'a.json': log(record({ eventName: 'Sound' })), 'b.json': log(record({ eventName: 'Tampered' })) }]);
  const [sound = ''] = idsOf(file, 'Sound');
  const [bad = ''] = idsOf(file, 'Tampered');
  claim(file, 'Rests on rock', sound);
  claim(file, 'Rests on sand', bad);
  const before = verified(file);
  const item = file.db.prepare('SELECT id FROM evidence WHERE sha256 = unhex(?)').pluck().get(bad.slice(0, 64)) as number;
  file.db.exec(
    `DROP TRIGGER evidence_bytes_no_update; UPDATE evidence_bytes SET bytes = CAST(replace(CAST(bytes AS TEXT), '198.51', '203.99') AS BLOB) WHERE evidence = ${item}`,
  );
  const bytes = new EvidenceReader(file.db).bytes(item) as Buffer;
  return { file, before, bad: bad.slice(0, 64), now: createHash('sha256').update(bytes).digest('hex') };
}

test('an altered exhibit is no fact, and findings that rest on it say so wherever they are put forward', async () => {
  const { file, before } = await altered();
  const page = await pageOf(file, before);
  const opinion = byId(page, 'section-opinion');
  const stated = byClass(opinion, 'stated').map(textOf).join('');
  expect(stated).toContain('Sound');
  expect(stated).not.toContain('Tampered');
  const box = byClass(opinion, 'warning')
    .map(textOf)
    .find((text) => text.includes('no statement of the evidence'));
  expect(box).toMatch(/Exhibit \d/);
  const findings = byClass(page, 'finding').map(textOf);
  expect(findings.find((text) => text.includes('Rests on sand'))).toContain('✖ rests on exhibits that the verification contradicts');
  expect(findings.find((text) => text.includes('Rests on rock'))).not.toContain('verification contradicts');
  const executive = textOf(byId(page, 'section-executive'));
  expect(executive).toMatch(/Rests on sand✖ rests on exhibits that the verification contradicts/);
  expect(executive).toMatch(/1 of 2 asserted findings rests on exhibits that are contradicted.*Rests on sand/);
});

test('a certificate form shows what an altered item is now, and is not fit to be signed', async () => {
  const { file, before, bad, now } = await altered();
  for (const [template, id] of [
    ['bsa-63', 'bsa-63-a'],
    ['bsa-63', 'bsa-63-b'],
    ['fre-902', 'fre-902-14'],
  ] as const) {
    const page = await pageOf(file, before, template);
    const form = byId(page, `section-${id}`);
    expect(byClass(form, 'warning').map(textOf).join('')).toMatch(
      /✖ The case fails its own verification\. This form is not fit to be signed\..*1 item/,
    );
    // The list of both parts stands in the second.
    const rows = byClass(id === 'bsa-63-a' ? byId(page, 'section-bsa-63-b') : form, 'hashes')
      .map(textOf)
      .join('');
    expect(rows).toMatch(new RegExp(`${bad}.*✖ The bytes that the case holds do NOT have this SHA-256.*${now}`, 's'));
    expect(byClass(form, 'tick').filter((one) => textOf(one) === '☐').length).toBeGreaterThan(0);
  }
});

test.each(['bsa-63', 'fre-902'] as const)('a form of a case whose custody log is broken says so at its head: %s', async (template) => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  const sound = await pageOf(file, verified(file), template);
  expect(textOf(sound)).not.toContain('fails its own verification');
  const page = await pageOf(file, verified(file, { ok: false, custody: { entries: 2, broken: 1 } }), template);
  const forms = template === 'bsa-63' ? ['bsa-63-a', 'bsa-63-b'] : ['fre-902-13', 'fre-902-14'];
  for (const id of forms)
    expect(
      byClass(byId(page, `section-${id}`), 'warning')
        .map(textOf)
        .join(''),
    ).toMatch(/not fit to be signed.*1 entry of the custody log broken/);
  expect(textOf(byId(page, 'section-verification'))).toContain('1 broken');
  expect(textOf(byId(page, 'section-case'))).toContain('✖ Contradictions were found. 1 entry of the custody log broken.');
});

test('an event that was delivered with different contents is no plain fact: both outcomes and addresses stand side by side', async () => {
  const id = '00000000-0000-4000-8000-cccccccccccc';
  const file = await caseOf([
    {
      'a.json': log(record({ eventName: 'DeleteBucket', eventID: id })),
      'b.json': log(record({ eventName: 'DeleteBucket', eventID: id, errorCode: 'AccessDenied', sourceIPAddress: '203.0.113.9' })),
    },
  ]);
  const [one = ''] = idsOf(file, 'DeleteBucket');
  claim(file, 'It was deleted', one);
  const page = await pageOf(file, verified(file));
  const opinion = byId(page, 'section-opinion');
  expect(byClass(opinion, 'stated')).toEqual([]);
  for (const table of [byClass(opinion, 'conflicting'), byClass(byId(page, 'section-glance'), 'glance')]) {
    const text = table.map(textOf).join('');
    for (const part of ['no error code', 'AccessDenied', '198.51.100.7', '203.0.113.9', 'delivered with different contents'])
      expect(text).toContain(part);
  }
  expect(byClass(page, 'finding').map(textOf).join('')).toContain('≠ rests on exhibits whose event was delivered with different contents');
});

test('missing and unattested logs are counted on the cover and in the summary', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  const summary = verified(file, {
    digests: { valid: 1, invalid: 0, missing: 2, unverifiable: 0 },
    logs: { valid: 0, invalid: 0, missing: 1, unverifiable: 0, unattested: 3 },
  });
  const page = await pageOf(file, summary);
  for (const id of ['section-case', 'section-executive']) {
    const text = textOf(byId(page, id));
    expect(text).toContain('1 log file that signed digests name is not in the case.');
    expect(text).toContain('2 signed digests that must have been written are not in the case.');
    expect(text).toContain('3 log files are named by no digest in the case.');
  }
});
