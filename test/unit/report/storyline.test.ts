// The report's findings: in the storyline's order, with the events for and against, rejected hypotheses with their reason; escaped, and the same each time.
import { expect, test } from 'vitest';
import { putFinding, putReview, putStoryline } from '../../../src/main/case/findings-writer.ts';
import { putWork } from '../../../src/main/case/workbench.ts';
import { renderReport } from '../../../src/main/report/document.ts';
import { EMPTY_FINDING, type FindingBody } from '../../../src/shared/findings.ts';
import { printReference } from '../../../src/shared/references.ts';
import { AT, bookmark, caseOf, idsOf, log, record, verified } from './fixture.ts';

const HOSTILE = '<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://example.test/p.png) \u202e';

test('findings stand in the order of the storyline, hypotheses with their reasons', async () => {
  const file = await caseOf([
    { 'a.json': log(record({ eventName: 'RunInstances' }), record({ eventName: 'DeleteTrail', eventTime: '2026-02-21T17:00:00Z' })) },
  ]);
  const [run = ''] = idsOf(file, 'RunInstances');
  const [stop = ''] = idsOf(file, 'DeleteTrail');
  bookmark(file, run);
  const lost = `${'a'.repeat(64)}@0+10`;
  const put = (title: string, changes: Partial<FindingBody> = {}) =>
    putFinding(file, { id: null, body: { ...EMPTY_FINDING, title, ...changes }, seen: null, removed: false }, AT).id;
  const second = put('Second', {
    supporting: [{ id: run, reason: HOSTILE }],
    contradicting: [
      { id: stop, reason: '' },
      { id: lost, reason: '' },
    ],
  });
  const first = put(`First ${'<b>'}`, {
    narrative: `${HOSTILE}\n\n- ${printReference({ kind: 'event', value: run })}\n- ${printReference({ kind: 'event', value: lost })}\n- ${printReference({ kind: 'finding', value: second })}\n- [[key:AKIA]]`,
    questions: { ...EMPTY_FINDING.questions, who: 'Credentials' },
    entities: [{ kind: 'key', value: 'AKIA<i>' }],
    techniques: [{ id: 'T1078.004', name: 'Cloud Accounts', tactics: [], data: 'ATT&CK 16.1' }],
  });
  put('Not told in the storyline');
  put('It was the pipeline', { state: 'rejected', reason: 'The address is not its own' });
  putStoryline(
    file,
    {
      version: 1,
      parts: [
        { kind: 'heading', text: 'Night' },
        { kind: 'finding', id: first },
        { kind: 'finding', id: second },
      ],
    },
    null,
    AT,
  );
  putReview(file, { finding: first, origin: '', verdict: 'differ', note: HOSTILE, removed: false }, AT);
  const review = { version: 1, finding: first, verdict: 'agree', note: '', of: '0'.repeat(64) };
  putWork(file, [{ kind: 'review', subject: `${first} B`, body: review, removed: false }], AT, [{ author: 'B', at: AT, origin: 'C <i>' }]);
  const { html } = await renderReport(file.db, verified(file));
  const section = html.slice(html.indexOf('<section id="section-storyline">'), html.indexOf('<section id="section-summary">'));
  const places = [
    'Night',
    `finding-${first}`,
    `finding-${second}`,
    'Not told in the storyline',
    'Hypotheses that were rejected',
    'The address is not its own',
  ].map((text) => section.indexOf(text));
  expect(places).not.toContain(-1);
  // The second is referred to in the first, by its anchor.
  expect([...places].sort((a, b) => a - b)).toEqual(
    places.map((at, i) => (i === 2 ? section.indexOf(`finding-${second}`) : at)).sort((a, b) => a - b),
  );
  expect(section).toContain('not in the case');
  expect(section).toContain('its own author');
  expect(section).toMatch(/agrees: <bdi>B<\/bdi> \(taken over from <bdi>C &lt;i&gt;<\/bdi>\); what was reviewed is not in the case/);
  expect(section).toContain('key <code>AKIA&lt;i&gt;</code>');
  expect(section).toContain('permission of The MITRE Corporation');
  expect(section).toContain('href="#exhibit-1"');
  // In order of time: the trail was deleted before the launch.
  expect(section.lastIndexOf('DeleteTrail')).toBeLessThan(section.lastIndexOf('RunInstances'));
  expect(section).not.toMatch(/<script|<img|href="(?!#)|\u202e|<b>/);
  expect(section).toContain('&lt;script&gt;');
  expect((await renderReport(file.db, verified(file))).html).toBe(html);
});

test('a case without findings says so', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  expect((await renderReport(file.db, verified(file))).html).toContain('The examiner recorded no findings.');
});
