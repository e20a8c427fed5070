// The five questions on archives made for them: without any answer, with look-alikes that nearly fit, and the same whatever the order of importing.
import { beforeAll, describe, expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { answerQuestion } from '../../../src/main/query/questions/answer.ts';
import { Answer, QUESTIONS, type QuestionFocus, type QuestionId } from '../../../src/shared/questions.ts';
import { caseOf } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli.ts';
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
