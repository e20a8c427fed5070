// What became of findings: versions, other examiners' versions, what was taken away, drafts; and what stands beside an examiner's own summary.
import { expect, test } from 'vitest';
import type { CaseFile } from '../../../src/main/case/case-file.ts';
import { findingVersions } from '../../../src/main/case/findings.ts';
import { putFinding, putReview } from '../../../src/main/case/findings-writer.ts';
import { putWork } from '../../../src/main/case/workbench.ts';
import { EMPTY_FINDING, type FindingBody } from '../../../src/shared/findings.ts';
import { AT, caseOf, idsOf, log, record } from './fixture.ts';
import { all, byClass, byId, type Element, textOf } from './read-html.ts';
import { rendered, write } from './statement-case.ts';

const linksTo = (of: Element, id: string): boolean =>
  all(of, ({ tag }) => tag === 'a').some(({ attributes }) => attributes.href === `#${id}`);

interface Made {
  file: CaseFile;
  page: Element;
  ids: Record<'theft' | 'draft' | 'wrong' | 'gone', string>;
}

async function examined(): Promise<Made> {
  const file = await caseOf([
    { 'a.json': log(record({ eventName: 'RunInstances' }), record({ eventName: 'StopLogging', eventTime: 'yesterday' })) },
  ]);
  const [run = ''] = idsOf(file, 'RunInstances');
  const [stop = ''] = idsOf(file, 'StopLogging');
  const put = (id: string | null, body: Partial<FindingBody>, removed = false): string =>
    putFinding(file, { id, body: { ...EMPTY_FINDING, ...body }, seen: null, removed }, AT).id;
  const body: Partial<FindingBody> = {
    state: 'asserted',
    narrative: 'With the long-term key [[key:AKIAEXAMPLE0000000KE]] it began.',
    supporting: [
      { id: run, reason: '' },
      { id: stop, reason: '' },
    ],
  };
  const theft = put(null, { ...body, title: 'A key was used' });
  put(theft, { ...body, title: 'The key was stolen' });
  put(theft, { ...body, title: 'The key was stolen', severity: 'high' });
  const draft = put(null, { title: 'Not thought through', supporting: [{ id: run, reason: '' }] });
  const wrong = put(null, {
    title: 'It was a test',
    state: 'rejected',
    reason: 'Nobody tests there',
    supporting: [{ id: run, reason: '' }],
  });
  const gone = put(null, { title: 'It was the pipeline', state: 'rejected', reason: 'Its address is another' });
  put(gone, { title: 'It was the pipeline', state: 'rejected', reason: 'Its address is another' }, true);
  const theirs = { ...EMPTY_FINDING, ...body, title: 'The key was lent', severity: 'high', confidence: 'low' };
  putWork(file, [{ kind: 'finding', subject: theft, body: theirs, removed: false }], AT, [{ author: 'R. Rao', at: AT, origin: 'R. Rao' }]);
  putReview(file, { finding: theft, origin: '', verdict: 'agree', note: '', removed: false }, AT);
  return { file, page: (await rendered(file)).page, ids: { theft, draft, wrong, gone } };
}

let made: Promise<Made> | undefined;

function once(): Promise<Made> {
  made ??= examined();
  return made;
}

const section = async (id: string): Promise<Element> => byId((await once()).page, `section-${id}`);

test('a finding says which of its versions it is, and what was changed', async () => {
  const { page, ids } = await once();
  const text = textOf(byId(page, `finding-${ids.theft}`));
  expect(text).toMatch(/version 3 of 3; first written .*; changed since the first version: title, severity/);
  expect(textOf(byId(page, `finding-${ids.draft}`))).toContain('Versionsonly version');
});

test('another examiner’s version stands beside the finding with what differs, and is named where findings are summed up', async () => {
  const { page, ids } = await once();
  const text = textOf(byId(page, `finding-${ids.theft}`));
  expect(text).toMatch(/R\. Rao.*It differs in: title, confidence\./);
  expect(text).toContain('title there: The key was lent');
  expect(text).toContain('confidence there: low');
  expect(textOf(await section('executive'))).toContain('Of 1 finding another copy of the case has a version that says something else');
  expect(textOf(await section('opinion'))).toMatch(
    /Version from another copy of the case, of Finding A: The key was stolen.*R\. Rao.*It differs in: title, confidence/,
  );
});

test('what was taken away is told of, with what it was and when, and counted', async () => {
  const { ids, page } = await once();
  expect(textOf(await section('case'))).toContain(
    '1 asserted, 1 draft that nobody asserts, 0 open hypotheses, 1 rejected, 1 taken away by the examiner',
  );
  const opinion = await section('opinion');
  expect(textOf(opinion)).not.toContain('No rejected hypothesis is recorded');
  expect(byClass(opinion, 'taken-away').map(textOf).join('')).toMatch(
    /It was the pipeline.*hypothesis, rejected.*Its address is another.*A\. Examiner.*2026-03-01/s,
  );
  expect(textOf(await section('executive'))).toMatch(
    /1 taken away by the examiner.*It was the pipeline \(hypothesis, rejected; 2026-03-01/,
  );
  expect(all(page, ({ attributes }) => attributes.id === `finding-${ids.gone}`)).toEqual([]);
});

test('a hypothesis alone, taken away, is not denied', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  const body = { ...EMPTY_FINDING, title: 'It was an insider', state: 'rejected' as const, reason: 'No' };
  const { id } = putFinding(file, { id: null, body, seen: null, removed: false }, AT);
  putFinding(file, { id, body, seen: null, removed: true }, AT);
  const { page } = await rendered(file);
  expect(textOf(byId(page, 'section-opinion'))).toContain('None is told as rejected now. What was taken away is named below.');
  expect(textOf(byId(page, 'section-opinion'))).toContain('It was an insider');
});

test('a draft is nobody’s conclusion, and counts for nothing', async () => {
  const { page, ids } = await once();
  const draft = byId(page, `finding-${ids.draft}`);
  expect(textOf(draft)).toContain('Draft finding');
  expect(textOf(draft)).toContain('Draft: not asserted by anybody');
  expect(textOf(draft)).not.toContain('Conclusion of the examiner');
  expect(textOf(byId(page, `finding-${ids.theft}`))).toContain('Conclusion of the examiner');
  const executive = textOf(await section('executive'));
  expect(executive).toContain('medium in 1, of 1 asserted finding.');
  expect(executive.indexOf('Not thought through')).toBeGreaterThan(executive.indexOf('Drafts, asserted by nobody'));
});

test('undated events and reviews of one’s own are counted as what they are', async () => {
  expect(textOf(await section('executive'))).toContain(
    'First and last of the 1 event with a time on which the findings rest. 1 more is undated.',
  );
  expect(textOf(await section('opinion'))).toContain(
    'Without a review by somebody other than the author: 1 asserted finding, 1 draft, 1 hypothesis.',
  );
  const empty = textOf(byId((await rendered(await caseOf([]))).page, 'section-executive'));
  expect(empty.match(/No event is cited for an asserted finding: none can be named\./g)).toHaveLength(2);
});

test('a hypothesis that cites the same events is an alternative, though nobody linked it', async () => {
  const { ids } = await once();
  const opinion = await section('opinion');
  const [near] = all(
    opinion,
    ({ tag, children }) =>
      tag === 'ul' &&
      children.some((one) => typeof one !== 'string' && linksTo(one, `finding-${ids.theft}`) && linksTo(one, `finding-${ids.wrong}`)),
  );
  expect(textOf(near as Element)).toMatch(/Finding A: The key was stolen: Hypothesis [A-Z]: It was a test/);
  expect(byClass(opinion, 'warning').filter((one) => linksTo(one, `finding-${ids.theft}`))).toEqual([]);
});

test('a reference prints the value; its kind stands in the sentence', async () => {
  const { page, ids } = await once();
  expect(textOf(byId(page, `finding-${ids.theft}`))).toContain('With the long-term key AKIAEXAMPLE0000000KE it began.');
});

test('an own summary replaces none of the safeguards', async () => {
  const { file } = await examined();
  write(file, { executiveSummary: 'All is well.' });
  const text = textOf(byId((await rendered(file)).page, 'section-executive'));
  for (const part of [
    'All is well.',
    'What stands beside this text',
    'Confidence that the examiner states',
    'No asserted finding was reviewed by a second examiner',
    'No event is cited against any of them',
    'Who held the credentials',
    'Drafts, asserted by nobody',
    'taken away by the examiner',
  ])
    expect(text).toContain(part);
  expect(text).not.toContain('Draft put together by the software');
});

test('a review names the version of its own line', async () => {
  const { file, ids } = await examined();
  const [newest] =
    findingVersions(file.db)
      .get(ids.theft)
      ?.filter(({ origin }) => origin === '') ?? [];
  expect(newest?.body.severity).toBe('high');
  expect(
    byClass(await section('opinion'), 'reviews')
      .map(textOf)
      .join(''),
  ).toContain('version 3 of 3');
});
