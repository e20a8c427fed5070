// What the drawn and counted sections say where the case is not of one voice: deliveries that contradict each other, failures without an error code, accounts
// of which no configuration speaks, time that no digest attests, nothing at all.
import { expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { loadContext, type ReportContext } from '../../../src/main/report/context.ts';
import { renderReport } from '../../../src/main/report/document.ts';
import { deliveredValues, differentOutcomes, outcomesOf } from '../../../src/main/report/facts/outcomes.ts';
import { hoursPicture } from '../../../src/main/report/pictures/activity.ts';
import { readRecord } from '../../../src/main/report/record-fields.ts';
import type { Chain } from '../../../src/shared/integrity.ts';
import { PLAIN_REPORT } from '../../../src/shared/report.ts';
import { ACCOUNT, ALL_MANAGEMENT, ARN, described, selecting } from '../../helpers/trail-config.ts';
import { bookmark, caseOf, idsOf, log, record, verified } from './fixture.ts';
import { all, byClass, byId, type Element, readHtml, textOf } from './read-html.ts';

const SECTIONS = ['timeline', 'actors', 'resources', 'indicators', 'gaps', 'method', 'exhibits'];

type Case = Awaited<ReturnType<typeof caseOf>>;

async function pageOf(file: Case, changed: Parameters<typeof verified>[1] = {}): Promise<Element> {
  const { html } = await renderReport(file.db, verified(file, changed), { options: { ...PLAIN_REPORT, sections: SECTIONS } });
  return readHtml(html);
}

function rows(of: Element, kind: string): string[][] {
  return byClass(of, kind)
    .filter(({ tag }) => tag === 'table')
    .flatMap((one) => all(one, ({ tag }) => tag === 'tr').slice(1))
    .map((row) => row.children.flatMap((cell) => (typeof cell === 'string' ? [] : [textOf(cell)])));
}

const DELETED = {
  eventID: '11111111-0000-4000-8000-000000000001',
  eventName: 'DeleteBucket',
  eventSource: 's3.amazonaws.com',
  requestParameters: { bucketName: 'books' },
};

/** The same event twice: done from one address, refused from another. */
async function contradicting(): Promise<Case> {
  const file = await caseOf([
    { 'a.json': log(record({ ...DELETED, sourceIPAddress: '8.8.8.8' })) },
    { 'b.json': log(record({ ...DELETED, sourceIPAddress: '9.9.9.9', errorCode: 'AccessDenied' })) },
  ]);
  const [first = ''] = idsOf(file, 'DeleteBucket');
  bookmark(file, first);
  return file;
}

const contextOf = (file: Case): ReportContext => loadContext(openForReading(file.db.name), verified(file), PLAIN_REPORT);

test('deliveries that contradict each other are both told, wherever the exhibit is', async () => {
  const file = await contradicting();
  const page = await pageOf(file);
  const effects = rows(byId(page, 'section-resources'), 'resources').map(([, did]) => did);
  expect(effects).toEqual([
    expect.stringMatching(/^deletedDeleteBucket≠ so by one delivery/),
    expect.stringMatching(/^deleted \(✖ tried, and denied\)DeleteBucket≠ so by one delivery/),
  ]);
  const indicators = byId(page, 'section-indicators');
  const addresses = rows(indicators, 'indicators').filter(([name]) => /^[89]\./.test(name ?? ''));
  expect(addresses.map(([name, , , events]) => [name, events]).sort()).toEqual(
    // Which of them stands for the event goes by hash and place, not by order of import.
    expect.arrayContaining([
      ['8.8.8.8', expect.stringMatching(/^[01]$/)],
      ['9.9.9.9', expect.stringMatching(/^[01]$/)],
    ]),
  );
  expect(addresses.map(([, , , events]) => events).sort()).toEqual(['0', '1']);
  expect(addresses.find(([, , , events]) => events === '0')?.[2]).toContain('only in a delivery that contradicts');
  for (const [, , , , exhibits] of addresses) expect(exhibits).toContain('another delivery of the event says otherwise');
  for (const kind of ['actors', 'keys-involved']) {
    const cells = rows(byId(page, 'section-actors'), kind)[0]?.join(' ');
    for (const address of ['8.8.8.8', '9.9.9.9']) expect(cells).toContain(address);
    expect(cells).toContain('by another delivery of Exhibit 1');
  }
  for (const id of ['actors', 'resources', 'indicators'])
    expect(textOf(byId(page, `section-${id}`))).toContain('the same event was delivered with different contents');
  const timeline = byId(page, 'section-timeline');
  expect(all(timeline, ({ tag }) => tag === 'text').map(textOf)).toContain('≠1');
  expect(textOf(timeline)).toContain('Marked ≠ in the picture');
});

test('the outcomes of an exhibit are those of every delivery, its own first', async () => {
  const context = contextOf(await contradicting());
  const [exhibit] = context.exhibits;
  if (!exhibit) throw new Error('no exhibit');
  const outcomes = outcomesOf(context, exhibit);
  expect(outcomes).toMatchObject({ isConflict: true, more: 0 });
  expect(outcomes.deliveries[0].row.record).toBe(exhibit.row.record);
  expect(differentOutcomes(outcomes).map(({ errorCode }) => errorCode)).toEqual(
    exhibit.row.errorCode === null ? [null, 'AccessDenied'] : ['AccessDenied', null],
  );
  expect(deliveredValues(outcomes, 'sourceIPAddress').sort()).toEqual(['8.8.8.8', '9.9.9.9']);
  context.db.close();
});

test('a sign-in that failed without an error code is told as its record tells it', async () => {
  const signIn = { eventSource: 'signin.amazonaws.com', eventType: 'AwsConsoleSignIn', requestParameters: null };
  const file = await caseOf([
    {
      'log.json': log(
        record({ ...signIn, eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Failure' } }),
        record({ ...signIn, eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Success' }, eventTime: '2026-02-21T18:18:00Z' }),
        record({ ...signIn, eventName: 'SwitchRole', errorMessage: 'Invalid role', eventTime: '2026-02-21T18:19:00Z' }),
      ),
    },
  ]);
  for (const name of ['ConsoleLogin', 'SwitchRole']) for (const id of idsOf(file, name)) bookmark(file, id);
  const context = contextOf(file);
  expect(context.exhibits.map((one) => outcomesOf(context, one).deliveries[0].failure)).toEqual([
    { says: 'Failure', path: 'responseElements.ConsoleLogin' },
    null,
    { says: 'Invalid role', path: 'errorMessage' },
  ]);
  const [failed] = context.exhibits;
  const text = JSON.stringify({
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    responseElements: { ConsoleLogin: 'Failure' },
  });
  const { fields, rest } = readRecord(text, failed?.row as never);
  expect(fields).toContainEqual(expect.objectContaining({ value: 'Failure', path: 'responseElements.ConsoleLogin', derived: false }));
  expect(rest.map(({ path }) => path)).not.toContain('responseElements.ConsoleLogin');
  context.db.close();
});

test('keys that exhibits hand out are indicators, used or not; an undated one is undated', async () => {
  const made = 'AKIAHANDEDOUT0000001';
  const file = await caseOf([
    {
      'log.json': log(
        record({
          eventTime: 'no time',
          eventName: 'CreateAccessKey',
          eventSource: 'iam.amazonaws.com',
          requestParameters: { userName: 'dev' },
          responseElements: { accessKey: { accessKeyId: made, userName: 'dev', status: 'Active' } },
        }),
      ),
    },
  ]);
  for (const id of idsOf(file, 'CreateAccessKey')) bookmark(file, id);
  const found = rows(byId(await pageOf(file), 'section-indicators'), 'indicators');
  const row = found.find(([name]) => name === made);
  expect(row?.[1]).toBe('long-termhanded out by Exhibit 1not used in the case');
  expect(row?.slice(3)).toEqual(['0', 'Exhibit 1']);
  expect(found.find(([name]) => name === 'AKIAEXAMPLE0000000KE')?.[2]).toBe('undated');
});

test('kinds of events are told of each account: of one without configuration nothing is known', async () => {
  const other = '444455556666';
  const status = { Name: ARN, IsLogging: false, StopLoggingTime: '2026-02-21T19:00:00Z', StartLoggingTime: '2025-01-01T00:00:00Z' };
  const file = await caseOf([
    {
      ...described({ IsMultiRegionTrail: false, HomeRegion: 'ap-south-1' }),
      ...selecting([ALL_MANAGEMENT]),
      'config/get-trail-status.json': JSON.stringify(status),
      'log.json': log(
        record({ eventTime: '2026-02-21T18:00:00Z' }),
        record({ eventTime: '2026-02-21T18:30:00Z', awsRegion: 'us-east-1' }),
        record({ eventTime: '2026-02-21T20:00:00Z', recipientAccountId: other }),
      ),
    },
  ]);
  const section = byId(await pageOf(file), 'section-gaps');
  const management = rows(section, 'recording').slice(0, 3);
  expect(management.map(([, accounts, recorded]) => [accounts, recorded?.split('main')[0]])).toEqual([
    [expect.stringMatching(new RegExp(`^${ACCOUNT} \\(ap-south-1\\)1 event`)), 'partly recorded'],
    [expect.stringMatching(new RegExp(`^${ACCOUNT} \\(us-east-1\\)1 event`)), 'not recorded'],
    [expect.stringMatching(new RegExp(`^${other}1 event`)), 'unknownno trail configuration of it is in the case'],
  ]);
  expect(management[1]?.[3]).toContain('Something recorded them at the time');
  expect(management[2]?.[3]).toContain('is not known');
  expect(management[0]?.[2]).toContain('it was not logging from 2026-02-22 00:30');
  expect(rows(section, 'trails')[0]?.[4]).toMatch(/^off for a part of it:from .*2026-02-21T19:00:00Z UTC$/);
  expect(textOf(section)).toContain('By this configuration, as captured');
});

const at = (time: string): number => Date.parse(`2026-02-21T${time}:00Z`);

test('time before the first and after the last digest is told alike in timeline and gaps, and what is missing is counted', async () => {
  const digest = {
    digestS3Object: 'AWSLogs/digest.json.gz',
    digestStartTime: '2026-02-21T17:00:00Z',
    digestEndTime: '2026-02-21T18:00:00Z',
    logFiles: [],
  };
  const times = ['16:00', '17:30', '18:30', '21:00'].map((time) => record({ eventTime: `2026-02-21T${time}:00Z`, eventName: 'GetUser' }));
  const file = await caseOf([
    { '111122223333_CloudTrail_ap-south-1_20260221T1900Z_abc.json.gz': log(...times), 'digest.json.gz': JSON.stringify(digest) },
  ]);
  for (const id of idsOf(file, 'GetUser')) bookmark(file, id);
  const span = {
    from: at('17:00'),
    to: at('20:00'),
    state: 'complete',
    digests: 1,
    logs: 1,
    logsMissing: 0,
    logsInvalid: 0,
    digest: null,
    reason: '',
  } as const;
  const chains: Chain[] = [
    {
      id: 'bucket 111122223333 ap-south-1 trail us-east-1',
      buckets: ['bucket'],
      account: '111122223333',
      region: 'ap-south-1',
      trail: 'trail',
      homeRegion: 'us-east-1',
      backfill: false,
      spans: [span, { ...span, from: at('20:00'), to: at('20:10'), state: 'missing' }],
    },
  ];
  const logs = { valid: 1, invalid: 0, missing: 2, unverifiable: 0, unattested: 3 };
  const page = await pageOf(file, { chains, logs, digests: { valid: 1, invalid: 0, missing: 1, unverifiable: 0 } });
  const gaps = textOf(byId(page, 'section-gaps'));
  const timeline = textOf(byId(page, 'section-timeline'));
  // The last minutes before the end of the digests, too: what happened then may have been delivered after it.
  for (const [from, to] of [
    ['16:00', '17:00'],
    ['19:55', '21:00'],
  ]) {
    expect(gaps).toContain(`(2026-02-21T${from}:00Z UTC) to`);
    expect(gaps).toContain(`(2026-02-21T${to}:00Z UTC)`);
    expect(timeline).toContain(`(2026-02-21T${from}:00Z to 2026-02-21T${to}:00Z UTC)`);
  }
  expect(timeline).toMatch(/\d of them lies? before the first or after the last digest|\d of them lie before the first/);
  expect(gaps).toContain('1 digest that must have been written is not in the case. 2 log files that digests name are not in the case.');
  expect(gaps).toContain('3 log files of the case are named by no digest.');
  for (const kind of ['attested', 'open-spans'])
    expect(rows(byId(page, 'section-gaps'), kind)[0]?.join(' ')).toContain(
      'account 111122223333region of the deliveries ap-south-1trail trailhome region of the trail us-east-1bucket bucket',
    );
});

test('a case without evidence claims nothing of what it read', async () => {
  const gaps = textOf(byId(await pageOf(await caseOf([])), 'section-gaps'));
  expect(gaps).toContain('The case has no event.');
  expect(gaps).toContain('The case has no evidence: nothing was read.');
  expect(gaps).not.toMatch(/Every (?:event|record)/);
});

test('ATT&CK’s data are named with when they were made and with the hash of their table', async () => {
  const file = await caseOf([{ 'log.json': log() }]);
  const row = rows(byId(await pageOf(file), 'section-method'), 'databases').find(([what]) => what === 'ATT&CK techniques');
  expect(row?.[2]).toBe('2024');
  expect(row?.[3]).toMatch(/^table of \d+ techniques: [0-9a-f]{64}$/);
});

/** Of a page 178 mm wide, on which a picture of WIDTH px is printed. */
const POINTS = (178 / 25.4) * 72;

test('no letters of a picture are smaller than 6.5 pt on paper, and no picture is made smaller to fit', async () => {
  const role = (n: number): Record<string, unknown> => ({
    type: 'AssumedRole',
    arn: `arn:aws:sts::111122223333:assumed-role/r${n}/s`,
    accountId: '111122223333',
    accessKeyId: `ASIACHAIN0000000000${n}`,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: `arn:aws:iam::111122223333:role/r${n}`, accountId: '111122223333', userName: `r${n}` },
    },
  });
  const assumed = (by: Record<string, unknown>, key: string, minute: number): Record<string, unknown> =>
    record({
      ...by,
      eventTime: `2026-02-21T18:${String(minute).padStart(2, '0')}:00Z`,
      eventName: 'AssumeRole',
      eventSource: 'sts.amazonaws.com',
      responseElements: { credentials: { accessKeyId: key } },
    });
  const chain = [assumed({}, 'ASIACHAIN00000000001', 1), assumed({ userIdentity: role(1) }, 'ASIACHAIN00000000002', 2)];
  const third = assumed({ userIdentity: role(2) }, 'ASIACHAIN00000000003', 3);
  // More than one page has room for.
  const many = Array.from({ length: 30 }, (_, i) => assumed({}, `ASIAMANY0000000000${String(i).padStart(2, '0')}`, 10 + i));
  const file = await caseOf([{ 'log.json': log(...chain, third, ...many) }]);
  for (const id of idsOf(file, 'AssumeRole')) bookmark(file, id);
  const pictures = all(await pageOf(file), ({ tag }) => tag === 'svg');
  expect(pictures.length).toBeGreaterThan(4);
  for (const picture of pictures) {
    const [, , width = 0, height = 0] = (picture.attributes.viewbox ?? '').split(' ').map(Number);
    const sizes = all(picture, ({ tag }) => tag === 'text').map(({ attributes }) => Number(attributes['font-size']));
    expect((Math.min(...sizes) / width) * POINTS).toBeGreaterThanOrEqual(6.5);
    // The sheet's limit of 240 mm would make it smaller.
    expect((height / width) * 178).toBeLessThan(240);
  }
  expect(pictures.map(textOf).join(' ')).toContain('ASIACHAIN00000000003');
});

test('numbers over hours that are wider than their bar stand upright', () => {
  const hour = { read: 0, write: 0, privilege: 0, denied: 0, error: 0, ok: 0 };
  const of = (read: number): string =>
    hoursPicture(
      Array.from({ length: 24 }, () => ({ ...hour, read })),
      { title: '', description: '' },
    ).text;
  expect(of(99)).not.toContain('rotate');
  expect(of(123_456)).toContain('rotate(-90');
});
