// The five questions on archives made for them: without any answer, with look-alikes that nearly fit, and the same whatever the order of importing.
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { eventIdText, storedRow } from '../../../src/main/case/event-rows.ts';
import { openForReading } from '../../../src/main/case/open.ts';
import { idsOf } from '../../../src/main/query/columns/bits.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { answerQuestion } from '../../../src/main/query/questions/answer.ts';
import { Answer, noneWords, QUESTIONS, type QuestionFocus, type QuestionId } from '../../../src/shared/questions.ts';
import { caseOf, copyOf, tamper } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli-here.ts';
import { folderOf, foldersApart } from '../../helpers/folder.ts';
import { realData } from '../../helpers/real.ts';
import { eventId, type Fields, trail } from '../../helpers/trail.ts';

async function answered(path: string, question: QuestionId, focus: QuestionFocus = {}): Promise<Answer> {
  const db = openForReading(path);
  try {
    return Answer.parse(await answerQuestion(db, { question, focus }));
  } finally {
    db.close();
  }
}

/** eventIDs of the events that a filter leaves. */
async function eventIds(path: string, filter: string): Promise<(string | null)[]> {
  const db = openForReading(path);
  try {
    const { bits } = await eventsOf(db).selections.select(filter);
    return Array.from(idsOf(bits), (record) => eventIdText(storedRow(db, record).eventID));
  } finally {
    db.close();
  }
}

const user = (name: string, key: string): Fields => ({
  userIdentity: {
    type: 'IAMUser',
    principalId: `AIDA${name}`,
    arn: `arn:aws:iam::111122223333:user/${name}`,
    accountId: '111122223333',
    accessKeyId: key,
    userName: name,
  },
});
const titles = ({ candidates }: Answer): [string, boolean][] => candidates.map(({ title, fits }) => [title, fits]);
const factsOf = ({ candidates }: Answer, at = 0): string[] => candidates[at]?.facts.map(({ text }) => text) ?? [];

describe('an archive without such events', () => {
  let path = '';
  beforeAll(async () => {
    ({ path } = await caseOf([folderOf({ 'a.json': trail().events(5).json() })]));
  });

  test.each(QUESTIONS)('$number: nothing fits; what was searched, whether the logs cover it, what to collect next', async ({ id }) => {
    const answer = await answered(path, id);
    expect(answer).toMatchObject({ state: 'none', candidates: [], more: 0, unreadable: [] });
    expect(answer.collect.length).toBeGreaterThanOrEqual(2);
    expect(answer.empty?.searched.events).toBe(5);
  });

  test('on the command line', async () => {
    const { stdout, status } = await cli(['questions', path, '1']);
    expect(status).toBe(0);
    expect(stdout).toContain('No event of the case deletes a bucket.\n');
    expect(stdout).toContain('  Whether such events are recorded: not known\n');
    expect(stdout).toContain('collect   Data events of S3, or server access logs of the bucket');
  });
});

describe('buckets', () => {
  const s3 = (eventName: string, bucketName: string, at: string, fields: Fields = {}): Fields => ({
    eventSource: 's3.amazonaws.com',
    eventName,
    readOnly: false,
    eventTime: `2026-02-21T${at}Z`,
    requestParameters: { bucketName },
    ...fields,
  });

  test('the name, what was emptied, and what was asked of it before decide the order; a refused deletion is none', async () => {
    const log = trail()
      .event(s3('PutObject', 'reproduction', '08:00:00'))
      .event(s3('DeleteBucket', 'reproduction', '09:00:00'))
      .event(s3('DeleteBucket', 'shop-prod', '10:00:00', { errorCode: 'AccessDenied' }))
      .event(s3('DeleteObjects', 'archive', '11:00:00'))
      .event(s3('DeleteBucket', 'archive', '12:00:00'))
      .event(s3('DeleteBucket', 'live.site', '13:00:00'));
    const { path } = await caseOf([folderOf({ 'a.json': log.json() })]);
    const answer = await answered(path, 'bucket');
    expect(titles(answer)).toEqual([
      ['live.site was deleted on 2026-02-21 13:00:00 +00:00', true],
      ['archive was deleted on 2026-02-21 12:00:00 +00:00', true],
      ['reproduction was deleted on 2026-02-21 09:00:00 +00:00', false],
      ['shop-prod: every DeleteBucket failed', false],
    ]);
    expect(answer.candidates[3]).toMatchObject({ outcome: 'refused' });
    expect(answer.beside).toContainEqual({
      label: 'Calls that empty a bucket or take its protection away',
      filter: expect.any(String),
      count: 1,
    });
    expect(titles(await answered(path, 'bucket', { bucket: 'archive' }))).toEqual([
      ['archive was deleted on 2026-02-21 12:00:00 +00:00', true],
    ]);
  });

  test('where no name says production, each deleted bucket may have been it: most calls before first', async () => {
    const log = trail()
      .event(s3('DeleteBucket', 'one', '09:00:00'))
      .event(s3('PutObject', 'two', '08:00:00'))
      .event(s3('DeleteBucket', 'two', '10:00:00'));
    const { path } = await caseOf([folderOf({ 'a.json': log.json() })]);
    const answer = await answered(path, 'bucket');
    expect(titles(answer).map(([title, fits]) => [title.slice(0, 3), fits])).toEqual([
      ['two', true],
      ['one', true],
    ]);
    expect(factsOf(answer)).toContain('1 call names it before.');
  });

  test('of many deletions each bucket is found; only objects deleted before it, and not refused, were deleted of it', async () => {
    const clock = (second: number): string =>
      `10:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`;
    const log = trail()
      .events(200, (i) => s3('DeleteBucket', `scratch-${i}`, clock(i)))
      .events(130, (i) => s3('DeleteObject', 'tmp-uploads', clock(i), { eventCategory: 'Data' }))
      .events(50, (i) => s3('DeleteObjects', 'acme-prod', clock(500 + i), { eventCategory: 'Data' }))
      .event(s3('DeleteBucket', 'acme-prod', clock(600), { sourceIPAddress: '198.51.100.7' }))
      .events(3, (i) => s3('DeleteObjects', 'acme-x', clock(700 + i), { errorCode: 'AccessDenied' }))
      .event(s3('DeleteBucket', 'acme-x', clock(710)))
      .event(s3('DeleteObject', 'acme-x', clock(720)));
    const { path } = await caseOf([folderOf({ 'a.json': log.json() })]);
    const answer = await answered(path, 'bucket');
    expect(titles(answer)[0]).toEqual(['acme-prod was deleted on 2026-02-21 10:10:00 +00:00', true]);
    const told = answer.candidates[0]?.facts.find(({ text }) => text === '50 calls deleted objects of it before.');
    expect((await eventIds(path, told?.filter ?? '')).length).toBe(50);
    expect(answer.candidates[0]?.from).toMatchObject([{ address: '198.51.100.7', count: 1 }]);
    expect(answer.candidates[0]?.events.at(-1)).toMatchObject({ role: 'deleted the bucket' });
    expect(answer).toMatchObject({ more: 190, searched: { unread: 0 } });
    for (const bucket of ['scratch-199', 'acme-x']) {
      const asked = await answered(path, 'bucket', { bucket });
      expect(titles(asked).map(([title, fits]) => [title.split(' ')[0], fits])).toEqual([[bucket, true]]);
      expect(factsOf(asked).filter((text) => text.includes('deleted objects'))).toEqual([]);
      expect(asked.candidates[0]?.cautions).toContainEqual(expect.stringMatching(/^No call in the case emptied it/));
    }
    const missing = await answered(path, 'bucket', { bucket: 'no-such' });
    expect([missing.state, noneWords(missing)]).toEqual(['none', 'No event of the case deletes this bucket.']);
  });
});

describe('launches', () => {
  const launch = (who: Fields, instanceType: string, at: string, count: number, fields: Fields = {}): Fields => ({
    ...who,
    eventName: 'RunInstances',
    readOnly: false,
    eventTime: `2026-02-21T${at}Z`,
    requestParameters: { instanceType, instancesSet: { items: [{ minCount: count, maxCount: count }] } },
    responseElements: {
      instancesSet: { items: Array.from({ length: count }, (_, i) => ({ instanceId: `i-${at.replaceAll(':', '')}${i}`, instanceType })) },
    },
    ...fields,
  });

  test('accelerated and very large types fit, ordinary ones and refused attempts do not', async () => {
    const log = trail()
      .event(launch(user('asha', 'AKIAASHAEXAMPLE00000'), 't3.medium', '03:00:00', 9))
      .event(launch(user('ben', 'AKIABENEXAMPLE000000'), 'm5.24xlarge', '12:00:00', 1))
      .event(launch(user('cleo', 'AKIACLEOEXAMPLE00000'), 'p4d.24xlarge', '03:10:00', 2))
      .event(launch(user('cleo', 'AKIACLEOEXAMPLE00000'), 't3.micro', '12:10:00', 5))
      .event(
        launch(user('dev', 'AKIADEVEXAMPLE000000'), 'g5.xlarge', '03:20:00', 4, {
          errorCode: 'Client.UnauthorizedOperation',
          responseElements: null,
        }),
      );
    const { path } = await caseOf([folderOf({ 'a.json': log.json() })]);
    const answer = await answered(path, 'instances');
    expect(titles(answer)).toEqual([
      ['2 × p4d.24xlarge: 2 in ap-south-1', true],
      ['1 × m5.24xlarge: 1 in ap-south-1', true],
      ['9 × t3.medium: 9 in ap-south-1', false],
      ['g5.xlarge: 1 attempt, all failed', false],
    ]);
    expect(answer.candidates[1]?.cautions).toContain('None of it was at night by the clock of the case’s zone.');
    expect(answer.candidates[3]?.cautions).toContain('Nothing was launched: every attempt failed.');
    expect(factsOf(answer)).toContain('No call in the case terminated them.');
  });

  test('of many launches those of rare actors and regions are read first, and it is said', async () => {
    const routine = trail().events(400, (i) =>
      launch(
        user('ci', 'AKIACIEXAMPLE0000000'),
        't3.medium',
        `10:${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`,
        1,
      ),
    );
    const rare = trail({ region: 'eu-central-1' }).event(launch(user('odd', 'AKIAODDEXAMPLE000000'), 'g5.12xlarge', '11:00:00', 8));
    const { path } = await caseOf([folderOf({ 'a.json': routine.json(), 'b.json': rare.json() })]);
    const answer = await answered(path, 'instances');
    expect(answer.searched).toMatchObject({ events: 401, read: 120 });
    expect(titles(answer)[0]).toEqual(['8 × g5.12xlarge: 8 in eu-central-1', true]);
    expect(answer.candidates[0]?.cautions).toContainEqual(expect.stringMatching(/^Only 120 of 401 such events were read/));
    // Where records were not read, nothing says that there is none.
    const alone = await answered((await caseOf([folderOf({ 'a.json': routine.json() })])).path, 'instances');
    expect([alone.state, noneWords(alone)]).toEqual([
      'none',
      'Not known: of 400 such events the records of 280 were not read, and none of the others fits.',
    ]);
  });

  test('what only sets machines up launches none; launches of others are counted by the filter that is given', async () => {
    const [dev, ops] = [user('dev', 'AKIADEVEXAMPLE000000'), user('ops', 'AKIAOPSEXAMPLE000000')];
    const template: Fields = {
      ...dev,
      eventName: 'CreateLaunchTemplate',
      readOnly: false,
      requestParameters: { CreateLaunchTemplateRequest: { LaunchTemplateData: { InstanceType: 'p4d.24xlarge' } } },
    };
    const only = await caseOf([folderOf({ 'a.json': trail().event(template).json() })]);
    const none = await answered(only.path, 'instances');
    expect([none.state, titles(none)]).toEqual(['none', [['p4d.24xlarge: set up, not launched', false]]]);
    expect(none.candidates[0]?.events.map(({ role }) => role)).toEqual(['set up for p4d.24xlarge']);
    const log = trail()
      .event(template)
      .event(launch(dev, 'g5.xlarge', '03:00:00', 1))
      .event(launch(ops, 't3.micro', '04:00:00', 1, { eventID: eventId('of ops') }))
      .event({ ...ops, eventName: 'DescribeInstances' });
    const { path } = await caseOf([folderOf({ 'a.json': log.json() })]);
    const answer = await answered(path, 'instances');
    expect(titles(answer)[0]).toEqual(['1 × g5.xlarge: 1 in ap-south-1', true]);
    const region = answer.candidates[0]?.facts.find(({ text }) => text.startsWith('ap-south-1: 1 launch by other actors'));
    expect(region?.text).toMatch(/there, of 2 launches in the account\.$/);
    expect(await eventIds(path, region?.filter ?? '')).toEqual([eventId('of ops')]);
  });
});

describe('keys', () => {
  const use = (key: string, address: string, agent: string, region: string, minute: number, fields: Fields = {}): [Fields, string] => [
    {
      ...user('asha', key),
      sourceIPAddress: address,
      userAgent: agent,
      eventTime: `2026-02-21T10:${String(minute).padStart(2, '0')}:00Z`,
      ...fields,
    },
    region,
  ];
  const BOTO = 'Boto3/1.34.11 md/Botocore#1.34.11 ua/2.0 os/linux#5.15.0';
  const CLI = 'aws-cli/2.15.0 md/Botocore#2.15.0 os/macos#14.0';
  const caseWith = async (...uses: [Fields, string][]) => {
    const files = Object.fromEntries(
      uses.map(([fields, region], i) => [
        `${i}.json`,
        trail({ region })
          .event({ eventID: eventId(`use ${i}`), ...fields })
          .json(),
      ]),
    );
    return (await caseOf([folderOf(files)])).path;
  };
  const KEY = 'AKIAKEYEXAMPLE000000';

  test('a new address alone, or with one new thing, is no departure; with two it is', async () => {
    const usual = use(KEY, '203.0.113.1', BOTO, 'ap-south-1', 0);
    const sameTool = await caseWith(usual, use(KEY, '203.0.113.2', BOTO, 'us-east-1', 1));
    expect((await answered(sameTool, 'key')).candidates).toEqual([]);
    const twoNew = await caseWith(usual, use(KEY, '203.0.113.2', CLI, 'us-east-1', 1));
    const answer = await answered(twoNew, 'key');
    expect(titles(answer)).toEqual([[`${KEY}: 1 event of strange use since 2026-02-21 10:01:00 +00:00`, true]]);
    // Whatever follows from a strange address is strange, too.
    const follows = await caseWith(usual, use(KEY, '203.0.113.2', CLI, 'us-east-1', 1), use(KEY, '203.0.113.2', BOTO, 'ap-south-1', 2));
    expect(titles(await answered(follows, 'key'))[0]?.[0]).toBe(`${KEY}: 2 events of strange use since 2026-02-21 10:01:00 +00:00`);
  });

  test('another tool at the usual address is none; nor are services that call on someone’s behalf; nor an empty key', async () => {
    const path = await caseWith(
      use(KEY, '203.0.113.1', BOTO, 'ap-south-1', 0),
      use(KEY, '203.0.113.1', CLI, 'us-east-1', 1),
      use(KEY, 'cloudformation.amazonaws.com', 'cloudformation.amazonaws.com', 'eu-west-1', 2),
      use('', '203.0.113.1', BOTO, 'ap-south-1', 3),
      use('', '203.0.113.9', CLI, 'us-east-1', 4),
    );
    expect((await answered(path, 'key')).candidates).toEqual([]);
    expect((await answered(path, 'call')).candidates).toEqual([]);
  });

  test('what comes after the first strange use was not before it: neither counted nor compared', async () => {
    const path = await caseWith(
      use(KEY, '203.0.113.1', BOTO, 'ap-south-1', 0),
      use(KEY, '203.0.113.1', BOTO, 'ap-south-1', 1),
      use(KEY, '198.51.100.7', CLI, 'us-east-1', 5),
      use(KEY, '203.0.113.1', BOTO, 'us-east-1', 8),
      use(KEY, '203.0.113.1', CLI, 'us-east-1', 9),
    );
    const answer = await answered(path, 'key');
    expect(titles(answer)).toEqual([[`${KEY}: 1 event of strange use since 2026-02-21 10:05:00 +00:00`, true]]);
    expect(factsOf(answer)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Usual use: 4 events /),
        'Tool aws-cli: never before, 0 of 2 usual events until then.',
        'Region us-east-1: never before, 0 of 2 usual events until then.',
      ]),
    );
  });
});

describe('calls', () => {
  const session = (name: string, key: string | undefined, created: string): Fields => ({
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROAEXAMPLE:${name}`,
      arn: `arn:aws:sts::111122223333:assumed-role/app/${name}`,
      accountId: '111122223333',
      ...(key !== undefined && { accessKeyId: key }),
      sessionContext: {
        sessionIssuer: { type: 'Role', principalId: 'AROAEXAMPLE', arn: 'arn:aws:iam::111122223333:role/app', userName: 'app' },
        attributes: { creationDate: created },
      },
    },
  });
  const root = (address: string, created?: string): Fields => ({
    userIdentity: {
      type: 'Root',
      arn: 'arn:aws:iam::111122223333:root',
      accountId: '111122223333',
      accessKeyId: '',
      ...(created !== undefined && { sessionContext: { attributes: { creationDate: created } } }),
    },
    sourceIPAddress: address,
  });

  test('without a key: beside the sessions of other names, of other beginnings, or the calls from other addresses; of a key that is not there nothing', async () => {
    const ids = ['named', 'begun', 'plain'].map(eventId);
    const log = trail()
      .event({ eventID: ids[0], ...session('one', undefined, '2026-02-21T09:00:00Z') })
      .event(session('two', 'ASIATWOEXAMPLE000000', '2026-02-21T09:00:00Z'))
      .event({ eventID: ids[1], ...root('203.0.113.1', '2026-02-21T08:00:00Z') })
      .events(2, () => root('203.0.113.1', '2026-02-21T09:00:00Z'))
      .events(3, () => root('203.0.113.1'))
      .event({ eventID: ids[2], ...root('198.51.100.7') });
    const { path } = await caseOf([folderOf({ 'a.json': log.json() })]);
    const sides: [number, string | undefined][] = [];
    for (const event of ids) {
      const { candidates } = await answered(path, 'call', { event });
      expect(candidates.map(({ fits }) => fits)).toEqual([true]);
      const { a = '', b = '' } = candidates[0]?.compare ?? {};
      expect(await eventIds(path, b)).toEqual([event]);
      sides.push([(await eventIds(path, a)).length, candidates[0]?.title.split(', ')[1]]);
    }
    expect(sides).toEqual([
      [1, 'beside the other sessions of its actor'],
      [6, 'beside the other sessions of its actor'],
      [6, 'beside the calls of its actor without a key from other addresses'],
    ]);
    const missing = await answered(path, 'call', { key: 'AKIANOTHEREEXAMPLE00' });
    expect([missing.state, missing.candidates, noneWords(missing)]).toEqual(['none', [], 'No event of the case has this access key.']);
  });

  test('credentials and places beyond those named are counted, and each place has all of its events', async () => {
    const log = trail()
      .events(3, (i) => ({ ...session('ci', `ASIACI000000000000${i}0`, '2026-02-20T09:00:00Z'), eventTime: '2026-02-20T10:00:00Z' }))
      .events(45, (i) => ({
        ...session(`s${i % 15}`, `ASIASTRANGE0000000${10 + (i % 15)}`, '2026-02-21T09:00:00Z'),
        eventTime: `2026-02-21T10:00:${10 + i}Z`,
        sourceIPAddress: '198.51.100.7',
        userAgent: 'Boto3/1.34.11 md/Botocore#1.34.11 ua/2.0 os/linux#5.15.0',
        awsRegion: 'us-east-1',
      }));
    const { path } = await caseOf([folderOf({ 'a.json': log.json() })]);
    const [found] = (await answered(path, 'call')).candidates;
    expect(found).toMatchObject({ moreWho: 3, moreFrom: 0, from: [{ address: '198.51.100.7', tool: 'Boto3', count: 45 }] });
    expect(found?.who.map(({ sessionName }) => sessionName)).toEqual(Array.from({ length: 12 }, (_, i) => `s${i}`));
    expect((await eventIds(path, found?.from[0]?.filter ?? '')).length).toBe(45);
  });
});

describe('security groups', () => {
  const change = (eventName: string, groupId: string, at: string, rule: Fields, fields: Fields = {}): Fields => ({
    eventName,
    readOnly: false,
    eventTime: `2026-02-21T${at}Z`,
    requestParameters: { groupId, ipPermissions: { items: [rule] } },
    ...fields,
  });
  const tcp = (port: number, cidrIp: string): Fields => ({
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    ipRanges: { items: [{ cidrIp }] },
  });

  test('opened before not; databases before others; named by RDS before a port; taken back is said', async () => {
    const log = trail()
      .event({
        eventName: 'CreateSecurityGroup',
        eventTime: '2026-02-21T08:00:00Z',
        requestParameters: { groupName: 'orders-rds' },
        responseElements: { groupId: 'sg-named' },
      })
      .event(change('AuthorizeSecurityGroupIngress', 'sg-0db1', '09:00:00', tcp(443, '0.0.0.0/0')))
      .event(change('AuthorizeSecurityGroupIngress', 'sg-port', '10:00:00', tcp(3306, '10.0.0.0/8')))
      .event(change('AuthorizeSecurityGroupIngress', 'sg-open', '11:00:00', tcp(5432, '0.0.0.0/0')))
      .event(change('RevokeSecurityGroupIngress', 'sg-open', '12:00:00', tcp(5432, '0.0.0.0/0')))
      .event(change('AuthorizeSecurityGroupIngress', 'sg-named', '13:00:00', tcp(22, '10.0.0.0/8')))
      .event({
        eventSource: 'rds.amazonaws.com',
        eventName: 'CreateDBInstance',
        readOnly: false,
        eventTime: '2026-02-21T07:00:00Z',
        requestParameters: { vpcSecurityGroupIds: ['sg-tied'] },
      })
      .event(change('AuthorizeSecurityGroupEgress', 'sg-tied', '14:00:00', { ...tcp(0, '0.0.0.0/0'), ipProtocol: '-1' }))
      .event(
        change('AuthorizeSecurityGroupIngress', 'sg-refused', '15:00:00', tcp(5432, '0.0.0.0/0'), {
          errorCode: 'Client.UnauthorizedOperation',
        }),
      );
    const { path } = await caseOf([folderOf({ 'a.json': log.json() })]);
    const answer = await answered(path, 'securityGroup');
    expect(titles(answer).map(([title, fits]) => [title.split(/[ :]/)[0], fits])).toEqual([
      ['sg-open', true],
      ['sg-tied', true],
      ['sg-port', true],
      ['sg-named', true],
      ['sg-refused', false],
      ['sg-0db1', false],
    ]);
    expect(factsOf(answer)).toContain('RevokeSecurityGroupIngress followed on 2026-02-21 12:00:00 +00:00.');
    // What may go out opens nothing to anyone.
    expect(factsOf(answer, 1)).toEqual([
      'AuthorizeSecurityGroupEgress: any protocol, all ports, 0.0.0.0/0.',
      'Calls that change databases and name it: 1.',
    ]);
    expect(titles(answer)[3]?.[0]).toMatch(/^sg-named \(orders-rds\) was changed/);
    expect(answer.candidates[4]?.cautions).toContain('Nothing was changed: every call failed.');
  });

  test('the title tells the open rule; opened at the port of a database before at others; a deleted group is taken back', async () => {
    const items = (...rules: Fields[]): Fields => ({ requestParameters: { groupId: 'sg-web', ipPermissions: { items: rules } } });
    const log = trail()
      .event(
        change(
          'AuthorizeSecurityGroupIngress',
          'sg-web',
          '09:00:00',
          {},
          items(tcp(22, '10.0.0.0/8'), tcp(443, '0.0.0.0/0'), tcp(5432, '10.1.2.3/32')),
        ),
      )
      .event(change('AuthorizeSecurityGroupIngress', 'sg-web', '09:30:00', tcp(80, '0.0.0.0/0')))
      .event(change('AuthorizeSecurityGroupIngress', 'sg-any', '10:00:00', { ...tcp(0, '::/0'), ipProtocol: '-1' }))
      .event({
        eventName: 'DeleteSecurityGroup',
        readOnly: false,
        eventTime: '2026-02-21T11:00:00Z',
        requestParameters: { groupId: 'sg-web' },
      });
    const { path } = await caseOf([folderOf({ 'a.json': log.json() })]);
    const answer = await answered(path, 'securityGroup');
    expect(titles(answer)).toEqual([
      ['sg-any was opened to everyone on 2026-02-21 10:00:00 +00:00: any protocol, all ports, ::/0', true],
      ['sg-web was opened to everyone on 2026-02-21 09:00:00 +00:00: tcp 443, 0.0.0.0/0', true],
    ]);
    expect(factsOf(answer)).toContain('No call in the case takes a rule of the group back afterwards.');
    expect(factsOf(answer, 1)).toContain('DeleteSecurityGroup followed on 2026-02-21 11:00:00 +00:00.');
    expect(answer.candidates[1]?.cautions).toContain('What was opened to every address is no port at which databases listen by default.');
  });
});

test('answers are the same whatever the order of importing', async () => {
  const files = Object.fromEntries(
    ['ap-south-1', 'us-east-1', 'eu-west-1', 'eu-central-1'].map((region, i) => [
      `${i}.json`,
      trail({ region })
        .event({
          eventID: eventId(`order ${i} 1`),
          eventSource: 's3.amazonaws.com',
          eventName: 'DeleteBucket',
          requestParameters: { bucketName: `b-${i % 2}-prod` },
          sourceIPAddress: `203.0.113.${i}`,
        })
        .event({
          eventID: eventId(`order ${i} 2`),
          eventName: 'RunInstances',
          requestParameters: { instanceType: 'g5.xlarge' },
          userAgent: `tool-${i}/1`,
          sourceIPAddress: `203.0.113.${i}`,
        })
        .json(),
    ]),
  );
  const parts = foldersApart(files);
  const forth = await caseOf(...parts.map((part) => [part]));
  const back = await caseOf(...[...parts].reverse().map((part) => [part]));
  for (const { id } of QUESTIONS) {
    const [one, other] = [await answered(forth.path, id), await answered(back.path, id)];
    expect(one).toEqual(other);
  }
});

test('items of which records were asked that cannot be read are named, whatever was found in the others', async () => {
  const deletes = (bucketName: string) =>
    trail()
      .events(30)
      .event({ eventSource: 's3.amazonaws.com', eventName: 'DeleteBucket', readOnly: false, requestParameters: { bucketName } })
      .json();
  const { path } = await caseOf([folderOf({ 'a.json.gz': gzipSync(deletes('shop-prod')), 'b.json': deletes('live') })]);
  const whole = await answered(path, 'bucket');
  expect(whole.unreadable).toEqual([]);
  expect(titles(whole)).toHaveLength(2);
  const damaged = copyOf(path);
  tamper(damaged, (db) => {
    const gzip = "(SELECT id FROM evidence WHERE encoding = 'gzip')";
    db.exec(`UPDATE evidence_bytes SET bytes = substr(bytes, 1, 200) WHERE evidence = ${gzip}`);
  });
  const { unreadable } = await answered(damaged, 'bucket');
  const db = openForReading(damaged);
  expect(unreadable).toEqual([db.prepare("SELECT lower(hex(sha256)) FROM evidence WHERE encoding = 'gzip'").pluck().get()]);
  db.close();
});

test('real data: every question is answered or says why not', async () => {
  const { folder, whole } = realData();
  const { path } = await caseOf([folder]);
  const answers = new Map<QuestionId, Answer>();
  for (const { id } of QUESTIONS) answers.set(id, await answered(path, id));
  for (const answer of answers.values()) expect(answer.state === 'none').toBe(answer.empty !== null);
  if (!whole) return;
  // Read by hand from the records of the data: Stratus Red Team deletes its buckets; an IPv4 network of no fixed bits is everyone.
  expect(answers.get('bucket')?.candidates.map(({ title }) => title)).toContain(
    'stratus-red-team-ctlr-bucket-zqfsvooxqj was deleted on 2023-07-10 12:08:10 +00:00',
  );
  expect(answers.get('securityGroup')?.candidates.map(({ title }) => title)).toContain(
    'sg-003dc7f1f1c686164 was opened to everyone on 2024-08-01 12:23:55 +00:00: tcp 22, 208.236.235.254/0',
  );
});
