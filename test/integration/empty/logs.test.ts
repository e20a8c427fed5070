// An empty answer from the logs alone: which part of the filter is to blame, and what the case has of places and periods.
import { beforeAll, describe, expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import type { EmptyAnswer } from '../../../src/shared/empty.ts';
import { emptyWords } from '../../../src/shared/empty-words.ts';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';
import { ACCOUNT, HOME } from '../../helpers/trail-config.ts';
import { caseWith, explained, log, OTHER, told, twoHours } from './archive.ts';

let path = '';
beforeAll(async () => {
  const others = log('20260221T1010', [{ eventTime: '2026-02-21T10:05:00Z', errorCode: 'AccessDenied' }], {
    account: OTHER,
    region: 'us-east-1',
  });
  path = await caseWith({ ...twoHours(), ...others });
});

const ms = (iso: string): number => Date.parse(iso);

/** Every filter in an answer with the count that stands beside it. */
function countsIn(value: unknown): { filter: string; count: number }[] {
  if (typeof value !== 'object' || value === null) return [];
  const { filter, count } = value as { filter?: unknown; count?: unknown };
  const own = typeof filter === 'string' && typeof count === 'number' ? [{ filter, count }] : [];
  return [...own, ...Object.values(value).flatMap(countsIn)];
}

/** The same of its sentences' links and buttons: every filter must be one that the filter bar takes. */
function filtersIn(answer: EmptyAnswer): string[] {
  const { tries, sections } = emptyWords(answer);
  const links = sections.flatMap(({ sentences }) => sentences.flat()).filter((part) => typeof part !== 'string');
  return [
    ...tries.map(({ filter }) => filter),
    ...links.flatMap(({ opens }) => (opens !== null && 'filter' in opens ? [opens.filter] : [])),
  ];
}

async function counted(filters: readonly string[]): Promise<number[]> {
  const db = openForReading(path);
  try {
    const { selections } = eventsOf(db);
    const counts: number[] = [];
    for (const filter of filters) counts.push((await selections.select(filter)).count);
    return counts;
  } finally {
    db.close();
  }
}

describe('which part leaves nothing', () => {
  test('each part alone, and the filter without it', async () => {
    const answer = await explained(path, 'api:ListBuckets region:eu-west-1 account:111122223333');
    expect(answer.terms.map(({ text, alone, without }) => [text, alone?.count, without.filter, without.count])).toEqual([
      ['eventName:ListBuckets', 1, 'awsRegion:eu-west-1 accountId:111122223333', 0],
      ['awsRegion:eu-west-1', 0, 'eventName:ListBuckets accountId:111122223333', 1],
      ['accountId:111122223333', 3, 'eventName:ListBuckets awsRegion:eu-west-1', 0],
    ]);
    expect(emptyWords(answer).tries).toEqual([
      { label: 'Without awsRegion:eu-west-1', filter: 'eventName:ListBuckets accountId:111122223333', count: 1 },
    ]);
  });

  test('a time that leaves all of them out', async () => {
    const answer = await explained(path, 'is:write after:2026-02-21T13:00Z');
    expect(answer.terms.map(({ without }) => without)).toEqual([
      { filter: 'after:2026-02-21T13:00Z', count: 0 },
      { filter: 'is:write', count: 1 },
    ]);
    expect(answer.terms[0]?.alone).toEqual({ count: 1, first: ms('2026-02-21T12:00:00Z'), last: ms('2026-02-21T12:00:00Z') });
  });

  test('another letter case, and the short name of a service', async () => {
    const api = await explained(path, 'api:listbuckets');
    expect(api.terms[0]?.instead).toEqual([{ value: 'ListBuckets', filter: 'eventName:ListBuckets', count: 1 }]);
    const service = await explained(path, 'service:iam -is:denied');
    expect(emptyWords(service).tries).toContainEqual({
      label: 'iam.amazonaws.com instead',
      filter: 'eventSource:iam.amazonaws.com -is:denied',
      count: 1,
    });
    expect((await explained(path, 'api:List*Nothing')).terms[0]?.instead).toEqual([]);
  });

  test('failed sign-ins, for whoever asks for an error code', async () => {
    const signIn = { eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin' };
    const logs = trail()
      .event({ ...signIn, errorMessage: 'Failed authentication', responseElements: { ConsoleLogin: 'Failure' } })
      .event({ ...signIn, responseElements: { ConsoleLogin: 'Success' } })
      .event({ errorCode: 'AccessDenied' });
    const { path: other } = await caseOf([folderOf({ 'a.json': logs.json() })]);
    for (const asked of ['has:errorCode', 'error:*', 'error:AccessDenied']) {
      const answer = await explained(other, `api:ConsoleLogin ${asked}`);
      const filter = 'eventName:ConsoleLogin is:error -has:errorCode';
      expect(answer.terms[1]?.instead, asked).toEqual([{ value: 'is:error -has:errorCode', filter, count: 1 }]);
      expect(emptyWords(answer).tries).toContainEqual({ label: 'is:error -has:errorCode instead', filter, count: 1 });
    }
    expect((await explained(other, 'api:DescribeInstances error:Throttling')).terms[1]?.instead).toEqual([]);
  });

  test('groups and what is left out are parts, too; terms that read records are counted where they are few', async () => {
    const answer = await explained(path, '(api:ListBuckets OR api:None) -account:111122223333 requestParameters.x:y');
    expect(answer.terms.map(({ text, alone }) => [text, alone?.count])).toEqual([
      ['eventName:ListBuckets OR eventName:None', 1],
      ['-accountId:111122223333', 1],
      ['requestParameters.x:y', 0],
    ]);
    expect(answer.terms[0]?.without).toEqual({ filter: '-accountId:111122223333 requestParameters.x:y', count: 0 });
  });

  test.each([
    'api:Nothing',
    'api:ListBuckets region:eu-west-1',
    'service:iam.amazonaws.com region:eu-west-1',
    '-is:read last:1m ip:198.51.100.0/24',
    'service:s3.amazonaws.com account:444455556666 is:read on:2026-02-21 agent:"a (b) \\"c\\""',
  ])('every count beside a filter is what that filter gives: %s', async (filter) => {
    const answer = await explained(path, filter);
    const told = countsIn(answer);
    expect(told.length).toBeGreaterThan(1);
    expect(await counted(told.map((one) => one.filter))).toEqual(told.map(({ count }) => count));
    // What is only linked must be a filter as well.
    await expect(counted(filtersIn(answer))).resolves.toBeDefined();
  });

  test.each([
    ['region:a region:b', 'awsRegion'],
    ['api:(A OR B) api:(C OR D*)', 'eventName'],
    ['ip:10.0.0.0/8 ip:192.0.2.1', 'sourceIPAddress'],
    ['is:read is:write', 'is'],
    ['is:undated on:2026-02-21', 'time'],
    ['after:2026-02-22 before:2026-02-21', 'time'],
    ['has:errorCode errorCode:', undefined],
    ['resource:a resource:b', undefined],
    ['api:A* api:AB', undefined],
    ['(region:a OR account:1) region:b', undefined],
    ['-region:a region:a', undefined],
  ])('demands that exclude each other: %s', async (filter, field) => {
    const { contradictions, couldShow } = await explained(path, filter);
    expect(contradictions.map((one) => one.field)).toEqual(field === undefined ? [] : [field]);
    expect(couldShow === 'never').toBe(field !== undefined);
  });
});

describe('accounts, regions and periods', () => {
  test('of a region that the case has nothing of, the logs could not have shown anything', async () => {
    const answer = await explained(path, 'region:eu-west-1');
    expect(answer.places).toEqual([
      {
        ...{ field: 'awsRegion', value: 'eu-west-1', filter: 'awsRegion:eu-west-1', count: 0, first: null, last: null },
        ...{ logFiles: 0, firstDelivery: null, lastDelivery: null },
      },
    ]);
    expect(answer.couldShow).toBe('no');
    expect(told(answer)).toContain('The case has no event and no log file of region eu-west-1');
  });

  test('of places that it has, events and deliveries; of each pair that was asked for, also where there is nothing', async () => {
    const answer = await explained(path, `account:(${ACCOUNT} OR ${OTHER}) region:us-east-1 api:X`);
    expect(answer.places.map(({ value, count, logFiles }) => [value, count, logFiles])).toEqual([
      [ACCOUNT, 3, 2],
      [OTHER, 1, 1],
      ['us-east-1', 1, 1],
    ]);
    expect(answer.places[0]).toMatchObject({ firstDelivery: ms('2026-02-21T10:05Z'), lastDelivery: ms('2026-02-21T12:05Z') });
    expect(answer.period.presence.map(({ account, region, relation }) => [account, region, relation])).toEqual([
      [ACCOUNT, 'us-east-1', 'none'],
      [OTHER, 'us-east-1', 'within'],
    ]);
    expect(answer.couldShow).toBe('partly');
  });

  test.each([
    ['before:2026-02-21T09:00Z', 'before', 'no'],
    ['after:2026-02-21T13:00Z', 'after', 'no'],
    ['time:2026-02-20..2026-02-21', 'partly', 'partly'],
    ['time:2026-02-21T10:30Z..2026-02-21T11:30Z', 'within', 'unknown'],
    ['after:2026-02-21T11:00Z', 'within', 'unknown'],
  ])('the period %s lies %s', async (filter, relation, couldShow) => {
    const answer = await explained(path, `${filter} account:${ACCOUNT} region:${HOME} api:DeleteBucket`);
    expect(answer.period.presence.map((one) => one.relation)).toEqual([relation]);
    expect(answer.couldShow).toBe(couldShow);
  });

  test('log files in the period are those delivered in it, and minutes after; silence is told from the first minute without', async () => {
    const { period } = await explained(path, `time:2026-02-21T09:50Z..2026-02-21T12:00Z account:${ACCOUNT} api:X`);
    expect(period.span).toEqual({ from: ms('2026-02-21T09:50Z'), to: ms('2026-02-21T12:00Z') });
    expect(period.presence).toMatchObject([
      {
        events: 2,
        logFiles: 2,
        holds: { from: ms('2026-02-21T10:00Z'), to: ms('2026-02-21T12:05Z') + 1 },
        silences: [{ from: ms('2026-02-21T10:06Z'), to: ms('2026-02-21T12:00Z') }],
      },
    ]);
  });

  test('a period within what the case has, of which nothing came, is not covered', async () => {
    const quiet = await explained(path, `time:2026-02-21T10:30Z..2026-02-21T11:30Z category:Management`);
    expect(quiet.period).toMatchObject({ relation: 'within', events: 0, logFiles: 0 });
    expect(quiet.covered.period).toBe('unknown');
    expect(told(quiet)).toContain('whether nothing happened or nothing was delivered, the logs do not say');
    const heard = await explained(path, 'time:2026-02-21T09:59Z..2026-02-21T11:30Z service:none');
    expect(heard).toMatchObject({ covered: { period: 'partly' }, period: { events: 3, logFiles: 2 } });
  });

  test('of many accounts and regions the first are listed, and all count', async () => {
    const regions = Array.from({ length: 12 }, (_, i) => `region-${i}`);
    const many = await caseWith(Object.assign({}, ...regions.map((region) => log('20260221T1005', [{}], { region }))));
    const { period } = await explained(many, 'on:2026-02-21 api:X');
    expect(period).toMatchObject({ events: 12, logFiles: 12, more: 4 });
    expect(period.presence).toHaveLength(8);
    const beyond = await explained(many, `on:2026-02-21 api:X region:(${regions.join(' OR ')} OR nowhere)`);
    expect(beyond.covered).toMatchObject({ places: 'partly', period: 'partly' });
    expect(told(beyond)).toContain('no event and no log file of region nowhere');
    expect(told(beyond)).toContain('5 further ones are not listed.');
  });

  test('a filter without a place or a time is told the period of the case', async () => {
    const answer = await explained(path, 'api:X');
    expect(answer.period).toMatchObject({
      demanded: null,
      relation: 'within',
      holds: { from: ms('2026-02-21T10:00Z'), to: ms('2026-02-21T12:05Z') + 1 },
    });
    expect(answer.places).toEqual([]);
    expect(answer.searched).toMatchObject({
      events: 4,
      undated: 0,
      items: 3,
      first: ms('2026-02-21T10:00Z'),
      last: ms('2026-02-21T12:00Z'),
    });
  });

  test('downloads and what could not be read are told', async () => {
    const mixed = await caseWith({
      ...twoHours(),
      'event_history.csv':
        'User name,AWS access key,Event time,Event source,Event name,AWS region,Source IP address,User agent,Error code,Resources,Request ID,Event ID,Read-only,Event type,Recipient Account Id,Event category\n' +
        `asha,AKIA1,"2026-02-21T11:00:00Z",iam.amazonaws.com,ListUsers,us-east-1,198.51.100.1,x,,[],,5a1d2c60-0b7e-4b62-9a56-1f0a6f1f2b3c,true,AwsApiCall,${ACCOUNT},Management\n`,
      'broken.json.gz': Buffer.from('1f8b0800', 'hex'),
      'cut.jsonl': '{"eventVersion":"1.08","eventSource":"a","eventName":"b","userIdentity":{"type":"Root"},"eventTime":',
    });
    const answer = await explained(mixed, 'api:X');
    expect(answer.searched.shapes.map(({ shape }) => shape)).toContain('event-history-csv');
    expect(told(answer)).toMatch(/no log file of a trail \(Event history, CSV download/);
    expect(answer.searched.recordProblems).toBe(1);
    expect(told(answer)).toContain('1 record could not become an event');
  });

  test('a case without events says so, and nothing else', async () => {
    const answer = await explained(await caseWith({ 'notes.txt': 'Handed over on Monday.' }), 'api:X region:eu-west-1 on:2026-02-21');
    expect(answer).toMatchObject({ couldShow: 'no', searched: { events: 0, first: null }, period: { relation: 'none', holds: null } });
    expect(emptyWords(answer)).toMatchObject({ headline: 'The case holds no events.', tries: [], sections: [] });
  });

  test('a wrong filter is an error, with its column', async () => {
    await expect(explained(path, 'api:X ipp:1')).rejects.toMatchObject({
      code: 'FILTER_INVALID',
      message: expect.stringContaining('Column 7'),
    });
  });
});

test('hostile values stay values: in filters, in sentences, and in what the case is asked', async () => {
  const evil = '\u001b[2J<img src=x onerror=alert(1)>\u202e"; DROP TABLE records; --';
  const hostile = await caseWith(log('20260221T1005', [{ eventName: evil.toUpperCase(), eventSource: '__proto__', awsRegion: "'; --" }]));
  for (const value of [evil, '__proto__', 'constructor', "' OR 1=1 --", '%', '_', `${'x'.repeat(5000)}`]) {
    const filter = `api:"${value.replace(/["\\]/g, '\\$&')}" service:"${value.replace(/["\\]/g, '\\$&')}" region:__proto__`;
    const answer = await explained(hostile, filter);
    expect(answer.searched.events).toBe(1);
    expect(answer.recording.kinds.map(({ category }) => category)).toContain('Management');
    // Nothing of any length floods a sentence.
    expect(
      Math.max(
        ...told(answer)
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThan(1000);
  }
  const instead = (await explained(hostile, `api:"${evil.replace(/["\\]/g, '\\$&')}"`)).terms[0]?.instead;
  expect(instead?.map(({ value }) => value)).toEqual([evil.toUpperCase()]);
});
