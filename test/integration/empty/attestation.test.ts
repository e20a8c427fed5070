// What an empty answer says of AWS's signed digests: none, not judged, judged; and the same over the window's channel.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EmptyAnswer } from '../../../src/shared/empty.ts';
import { emptyWords } from '../../../src/shared/empty-words.ts';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { session } from '../../helpers/session.ts';
import { ALL_MANAGEMENT } from '../../helpers/trail-config.ts';
import { Archive } from '../awscli/archive.ts';
import { caseWith, explained, told, twoHours } from './archive.ts';

const ACCOUNT = '444455556666';
const REGION = 'eu-central-1';
const PLACE = `account:${ACCOUNT} region:${REGION}`;

/** The sample's chain of one account and region, and its trail's configuration; altered in one way. */
async function judged(change: (archive: Archive) => void, ...filters: string[]): Promise<EmptyAnswer[]> {
  const archive = new Archive();
  change(archive);
  const arn = `arn:aws:cloudtrail:ap-south-1:${ACCOUNT}:trail/telugubites-dev-trail`;
  const configuration = folderOf({
    'describe-trails.json': JSON.stringify({ trailList: [{ TrailARN: arn, IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true }] }),
    'get-event-selectors.json': JSON.stringify({ TrailARN: arn, EventSelectors: [ALL_MANAGEMENT] }),
  });
  const { path } = await caseOf([archive.folder, configuration]);
  const open = session();
  try {
    await open.ask('case.open', { path });
    await open.job('verify.start', { scope: 'digests' });
    const answers: EmptyAnswer[] = [];
    for (const filter of filters) answers.push(await open.ask('empty.explain', { filter }));
    return answers;
  } finally {
    await open.close();
  }
}

test('without a digest nothing proves that all log files are here', async () => {
  const answer = await explained(await caseWith(twoHours()), 'api:X');
  expect(answer.attestation).toMatchObject({ state: 'noDigests', verdict: 'none', spans: [], silent: [] });
  expect(told(answer)).toContain('The case has no digest of AWS');
});

test('the window asks before the digests were judged, and after', async () => {
  const sample = join(import.meta.dirname, '../../../resources/sample/archive');
  const folder = temporaryFolder();
  for (const part of ['CloudTrail-Digest', 'CloudTrail', 'CloudTrail-Insight'])
    cpSync(join(sample, 'AWSLogs', ACCOUNT, part, REGION), join(folder, 'AWSLogs', ACCOUNT, part, REGION), { recursive: true });
  cpSync(join(sample, 'keys'), join(folder, 'keys'), { recursive: true });
  const { path } = await caseOf([folder]);
  const open = session();
  try {
    await open.ask('case.open', { path });
    const before = await open.ask('empty.explain', { filter: `${PLACE} api:X` });
    expect(before.attestation).toMatchObject({ state: 'notJudged', verdict: 'unknown' });
    expect(told(before)).toContain('have not been judged yet');
    await open.job('verify.start', { scope: 'digests' });
    const after = await open.ask('empty.explain', { filter: `${PLACE} api:X` });
    expect(after.attestation).toMatchObject({ state: 'judged', verdict: 'attested', silent: [], more: 0 });
    const search = await open.ask('empty.explain', { filter: PLACE, search: { text: 'nowhere', events: 3 } });
    expect(emptyWords(search)).toMatchObject({ headline: expect.stringContaining('No event says “nowhere”'), tries: [] });
    await expect(open.ask('empty.explain', { filter: 'nothing:' })).rejects.toMatchObject({ code: 'FILTER_INVALID' });
  } finally {
    await open.close();
  }
});

test('only where place, period, recording and deliveries are covered could the logs have shown it', async () => {
  const day = 'time:2026-02-21T03:00Z..2026-02-21T22:00Z';
  const [whole, unseen, data, elsewhere] = await judged(
    () => {},
    `${PLACE} ${day} api:DeleteBucket`,
    `${PLACE} on:2026-02-25 api:DeleteBucket`,
    `${PLACE} ${day} api:GetObject`,
    `account:${ACCOUNT} region:eu-west-3 ${day} api:DeleteBucket`,
  );
  expect(whole).toMatchObject({ couldShow: 'yes', attestation: { verdict: 'attested' } });
  expect(told(whole as EmptyAnswer)).toMatch(
    /in logs that could have shown it[\s\S]*are attested: every log file that the digests name is here/,
  );
  expect(unseen).toMatchObject({ couldShow: 'no', attestation: { verdict: 'none' } });
  expect(unseen?.attestation.silent).toMatchObject([{ account: ACCOUNT, region: REGION, from: Date.parse('2026-02-25T00:00Z') }]);
  expect(data).toMatchObject({ couldShow: 'no', attestation: { verdict: 'attested' } });
  expect(elsewhere).toMatchObject({ couldShow: 'no', attestation: { verdict: 'none' } });
});

test('digests that are missing around the period leave it open, with the span that the chains show', async () => {
  const [answer] = await judged((a) => a.remove(a.digest(20), a.digest(21), a.digest(22)), `${PLACE} api:DeleteBucket`);
  expect(answer).toMatchObject({ couldShow: 'partly', attestation: { verdict: 'gaps' } });
  const [worst] = answer?.attestation.spans ?? [];
  expect(worst).toMatchObject({ account: ACCOUNT, region: REGION, span: { state: 'missing', digests: 3 } });
  const links = emptyWords(answer as EmptyAnswer).sections.flatMap(({ sentences }) => sentences.flat());
  expect(links).toContainEqual({ text: expect.any(String), opens: { chain: worst?.chain, from: worst?.span.from, to: worst?.span.to } });
  expect(told(answer as EmptyAnswer)).toContain('Absence of an event there proves nothing.');
});

test('digests that nothing proves attest nothing', async () => {
  const [answer] = await judged((a) => rmSync(a.keyFile()), `${PLACE} api:DeleteBucket`);
  expect(answer).toMatchObject({ couldShow: 'unknown', attestation: { verdict: 'none' } });
  expect(answer?.attestation.spans.every(({ span }) => span.state === 'unverifiable')).toBe(true);
});
