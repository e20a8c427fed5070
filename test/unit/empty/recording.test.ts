// Whether a kind of events is recorded: from trail configuration that covers it, does not, in part, contradicts itself, or is not there.
import { describe, expect, test } from 'vitest';
import { demandsOf } from '../../../src/main/query/empty/demands.ts';
import { closedSpan } from '../../../src/main/query/empty/period.ts';
import { kindsRecorded } from '../../../src/main/query/empty/recording.ts';
import { type Configuration, configurationOf } from '../../../src/main/query/empty/trail-config.ts';
import { parseFilter } from '../../../src/shared/filter.ts';
import { ACCOUNT, ALL_MANAGEMENT, ARN, advanced, config, described, type Files, HOME, selecting } from '../../helpers/trail-config.ts';

const S3 = 'AWS::S3::Object';
const OTHER = '444455556666';

/** The case that the filters are about. */
const FIRST = Date.parse('2026-02-21T10:00Z');
const LAST = Date.parse('2026-02-21T12:00Z');

function configuration(files: Files): Configuration {
  return configurationOf(
    Object.entries(files).map(([path, content]) => ({ sha256: path, modified: null, paths: [`1:${path}`], content: Buffer.from(content) })),
  );
}

function kindsOf(files: Files, filter: string): ReturnType<typeof kindsRecorded> {
  const parsed = parseFilter(filter);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  const demands = demandsOf(parsed.tree, { zone: 'UTC', firstEvent: FIRST, lastEvent: LAST });
  return kindsRecorded(configuration(files).trails, demands, closedSpan(demands.span, { from: FIRST, to: LAST }));
}

/** The one kind that a filter is about: whether it is recorded, and each trail's reasons. */
function recorded(files: Files, filter: string): [string, ...string[]] {
  const [kind, ...more] = kindsOf(files, filter);
  expect(more).toEqual([]);
  return [kind?.recorded ?? '', ...(kind?.trails ?? []).flatMap(({ reasons }) => reasons.map(({ code }) => code))];
}

describe('kinds of events that a filter is about', () => {
  test.each([
    ['api:GetObject', [['Data', S3, null]]],
    ['api:GetObject is:write', [['Data', S3, 'write']]],
    ['api:Invoke', [['Data', 'AWS::Lambda::Function', null]]],
    ['api:GetItem service:dynamodb.amazonaws.com', [['Data', 'AWS::DynamoDB::Table', null]]],
    [
      'api:GetRecords',
      [
        ['Data', 'AWS::DynamoDB::Stream', null],
        ['Data', 'AWS::Kinesis::Stream', null],
      ],
    ],
    ['api:GetRecords service:kinesis*', [['Data', 'AWS::Kinesis::Stream', null]]],
    [
      'api:(RunInstances OR PutObject)',
      [
        ['Management', null, null],
        ['Data', S3, null],
      ],
    ],
    ['api:Invoke service:ec2.amazonaws.com', [['Management', null, null]]],
    [
      'service:s3.amazonaws.com',
      [
        ['Management', null, null],
        ['Data', S3, null],
      ],
    ],
    ['service:dynamodb api:PutItem', [['Data', 'AWS::DynamoDB::Table', null]]],
    ['service:iam.amazonaws.com is:write', [['Management', null, 'write']]],
    [
      'ip:192.0.2.1',
      [
        ['Management', null, null],
        ['Data', null, null],
      ],
    ],
    ['category:Data', [['Data', null, null]]],
    ['category:Data api:PutObject readOnly:false', [['Data', S3, 'write']]],
    ['category:NetworkActivity', [['NetworkActivity', null, null]]],
    ['eventType:AwsVpceEvent', [['NetworkActivity', null, null]]],
    ['eventType:AwsCloudTrailInsight', [['Insight', null, null]]],
    ['has:errorCode insightDetails.insightType:ApiErrorRateInsight', [['Insight', null, null]]],
    ['api:ConsoleLogin eventType:AwsConsoleSignIn', [['Management', null, null]]],
  ] as const)('%s', (filter, expected) => {
    const kinds = kindsOf({}, filter);
    expect(kinds.map(({ category, resourceType, effect }) => [category, resourceType, effect])).toEqual(expected);
    expect(kinds.every((kind) => kind.recorded === 'unknown' && kind.trails.length === 0)).toBe(true);
  });
});

describe('selectors', () => {
  test.each<[string, Files, string, string[]]>([
    ['no configuration', {}, 'api:DeleteBucket', ['unknown']],
    ['only what a trail is called', { 'list-trails.json': config('list-trails') }, 'api:DeleteBucket', ['unknown', 'selectorsMissing']],
    ['all management events', selecting([ALL_MANAGEMENT]), 'api:DeleteBucket', ['recorded', 'selected']],
    ['none of its own', described({ HasCustomEventSelectors: false }), 'api:DeleteBucket', ['recorded', 'byDefault']],
    ['none of its own, for data events', described({ HasCustomEventSelectors: false }), 'api:GetObject', ['notRecorded', 'notSelected']],
    ['some of its own that are not here', described(), 'api:DeleteBucket', ['unknown', 'selectorsMissing']],
    ['writing only, of writing', selecting([{ ReadWriteType: 'WriteOnly' }]), 'api:DeleteBucket is:write', ['recorded', 'selected']],
    ['writing only, of reading', selecting([{ ReadWriteType: 'WriteOnly' }]), 'api:ListUsers is:read', ['notRecorded', 'notSelected']],
    ['writing only, of either', selecting([{ ReadWriteType: 'WriteOnly' }]), 'api:DeleteBucket', ['partly', 'narrowed']],
    [
      'data events without management events',
      selecting([{ IncludeManagementEvents: false }]),
      'api:DeleteBucket',
      ['notRecorded', 'notSelected'],
    ],
    [
      'KMS left out, of KMS',
      selecting([{ ExcludeManagementEventSources: ['kms.amazonaws.com'] }]),
      'api:Decrypt service:kms.amazonaws.com',
      ['notRecorded', 'excluded'],
    ],
    [
      'KMS left out, of others',
      selecting([{ ExcludeManagementEventSources: ['kms.amazonaws.com'] }]),
      'service:ec2.amazonaws.com api:RunInstances',
      ['recorded', 'selected'],
    ],
    [
      'KMS left out, of any',
      selecting([{ ExcludeManagementEventSources: ['kms.amazonaws.com'] }]),
      'api:RunInstances',
      ['partly', 'narrowed'],
    ],
    ['all objects', { 'get-event-selectors.json': config('get-event-selectors') }, 'api:GetObject', ['recorded', 'selected']],
    ['one bucket, of any', selecting([dataOf('arn:aws:s3:::logs/')]), 'api:GetObject', ['partly', 'narrowed']],
    [
      'one bucket, of it',
      selecting([dataOf('arn:aws:s3:::logs/')]),
      'api:GetObject requestParameters.bucketName:logs',
      ['recorded', 'selected'],
    ],
    [
      'a part of a bucket',
      selecting([dataOf('arn:aws:s3:::logs/a/')]),
      'api:GetObject requestParameters.bucketName:logs',
      ['partly', 'narrowed'],
    ],
    [
      'another bucket',
      selecting([dataOf('arn:aws:s3:::logs/')]),
      'api:GetObject requestParameters.bucketName:log',
      ['notRecorded', 'notSelected'],
    ],
    ['one object', selecting([dataOf('arn:aws:s3:::logs/a/')]), 'api:GetObject resource:arn:aws:s3:::logs/a/b', ['recorded', 'selected']],
    [
      'other resources than asked',
      { 'get-event-selectors.json': config('get-event-selectors') },
      'api:Invoke',
      ['notRecorded', 'notSelected'],
    ],
    ['management only', { 'a.json': config('get-advanced-event-selectors') }, 'api:PutObject', ['notRecorded', 'notSelected']],
  ])('%s', (_, configuration, filter, expected) => {
    expect(recorded(configuration, filter)).toEqual(expected);
  });

  const category = (Equals: string) => ({ eventCategory: { Equals: [Equals] } });
  test.each<[string, Files, string, string[]]>([
    [
      'a prefix of API names, and one of them',
      advanced({ ...category('Data'), 'resources.type': { Equals: [S3] }, eventName: { StartsWith: ['Delete'] } }),
      'api:DeleteObject',
      ['recorded', 'selected'],
    ],
    [
      'a prefix of API names, and another',
      advanced({ ...category('Data'), 'resources.type': { Equals: [S3] }, eventName: { StartsWith: ['Delete'] } }),
      'api:GetObject',
      ['notRecorded', 'notSelected'],
    ],
    [
      'all but a bucket',
      advanced({ ...category('Data'), 'resources.type': { Equals: [S3] }, 'resources.ARN': { NotStartsWith: ['arn:aws:s3:::logs/'] } }),
      'api:GetObject requestParameters.bucketName:logs',
      ['notRecorded', 'notSelected'],
    ],
    [
      'all but a bucket, of any',
      advanced({ ...category('Data'), 'resources.type': { Equals: [S3] }, 'resources.ARN': { NotStartsWith: ['arn:aws:s3:::logs/'] } }),
      'api:GetObject',
      ['partly', 'narrowed'],
    ],
    [
      'reading and writing apart',
      advanced(
        { ...category('Management'), readOnly: { Equals: ['true'] } },
        { ...category('Management'), readOnly: { Equals: ['false'] } },
      ),
      'api:DeleteBucket',
      ['recorded', 'selected'],
    ],
    [
      'what a person did',
      advanced({ ...category('Management'), 'userIdentity.arn': { NotEndsWith: ['/ci'] } }),
      'api:DeleteBucket',
      ['partly', 'narrowed'],
    ],
    [
      'network activity of one service',
      advanced({ ...category('NetworkActivity'), eventSource: { Equals: ['kms.amazonaws.com'] } }),
      'category:NetworkActivity service:kms.amazonaws.com',
      ['recorded', 'selected'],
    ],
    ['network activity, none', advanced(category('Management')), 'category:NetworkActivity', ['notRecorded', 'notSelected']],
    [
      'a selector without a category',
      advanced({ readOnly: { Equals: ['true'] } }),
      'api:ListUsers is:read',
      ['notRecorded', 'notSelected'],
    ],
  ])('advanced: %s', (_, configuration, filter, expected) => {
    expect(recorded(configuration, filter)).toEqual(expected);
  });

  test.each<[string, Files, string[]]>([
    ['on', { 'i.json': config('get-insight-selectors') }, ['recorded', 'selected']],
    ['off', { 'i.json': config('get-insight-selectors', (one) => ({ ...one, InsightSelectors: [] })) }, ['notRecorded', 'notSelected']],
    ['off, from the trail alone', described(), ['notRecorded', 'notSelected']],
    ['not said', selecting([ALL_MANAGEMENT]), ['unknown', 'insightsMissing']],
  ])('Insights %s', (_, configuration, expected) => {
    expect(recorded(configuration, 'category:Insight')).toEqual(expected);
  });
});

function dataOf(...values: string[]): unknown {
  return { ReadWriteType: 'All', IncludeManagementEvents: false, DataResources: [{ Type: S3, Values: values }] };
}

describe('where and when a trail records', () => {
  const all = selecting([ALL_MANAGEMENT]);
  test.each<[string, Files, string, string[]]>([
    ['all regions', { ...described(), ...all }, 'api:RunInstances region:eu-west-1', ['recorded', 'selected']],
    [
      'one region, the asked one',
      { ...described({ IsMultiRegionTrail: false }), ...all },
      `api:RunInstances region:${HOME}`,
      ['recorded', 'selected'],
    ],
    [
      'one region, another one',
      { ...described({ IsMultiRegionTrail: false }), ...all },
      'api:RunInstances region:eu-west-1',
      ['notRecorded', 'selected', 'otherRegion'],
    ],
    [
      'one region, of two',
      { ...described({ IsMultiRegionTrail: false }), ...all },
      `api:RunInstances region:(${HOME} OR eu-west-1)`,
      ['partly', 'selected', 'otherRegion'],
    ],
    [
      'not said',
      { ...described({ IsMultiRegionTrail: undefined }), ...all },
      'api:RunInstances region:eu-west-1',
      ['unknown', 'selected', 'placeUnknown'],
    ],
    ['another account', { ...described(), ...all }, `api:RunInstances account:${OTHER}`, ['unknown']],
    ['one of two accounts', { ...described(), ...all }, `api:RunInstances account:(${ACCOUNT} OR ${OTHER})`, ['partly', 'selected']],
    [
      'an organization',
      { ...described({ IsOrganizationTrail: true }), ...all },
      `api:RunInstances account:${OTHER}`,
      ['recorded', 'selected', 'organization'],
    ],
    [
      'no global services',
      { ...described({ IncludeGlobalServiceEvents: false }), ...all },
      'service:iam.amazonaws.com',
      ['notRecorded', 'selected', 'globalOff'],
    ],
    [
      'global services, from another region',
      { ...described({ IsMultiRegionTrail: false }), ...all },
      'service:iam.amazonaws.com',
      ['notRecorded', 'selected', 'otherRegion'],
    ],
  ])('%s', (_, configuration, filter, expected) => {
    expect(recorded(configuration, filter)).toEqual(expected);
  });

  const status = (facts: Record<string, unknown>): Files => ({
    'config/get-trail-status.json': JSON.stringify({ IsLogging: true, ...facts }),
  });
  const at = (iso: string): number => Date.parse(iso) / 1000;
  test.each<[string, Record<string, unknown>, string[]]>([
    ['logging since long before', { StartLoggingTime: at('2026-01-01T00:00Z') }, ['recorded', 'selected']],
    ['started within', { StartLoggingTime: at('2026-02-21T11:00Z') }, ['partly', 'selected', 'stopped']],
    ['started after', { StartLoggingTime: at('2026-02-22T00:00Z') }, ['notRecorded', 'selected', 'stopped']],
    ['stopped before', { IsLogging: false, StopLoggingTime: '2026-02-21T09:00:00+00:00' }, ['notRecorded', 'selected', 'stopped']],
    ['stopped within', { IsLogging: false, StopLoggingTime: at('2026-02-21T11:00Z') }, ['partly', 'selected', 'stopped']],
    ['stopped after', { IsLogging: false, StopLoggingTime: at('2026-02-22T00:00Z') }, ['recorded', 'selected']],
    [
      'stopped and started again within',
      { StopLoggingTime: at('2026-02-21T10:30Z'), StartLoggingTime: at('2026-02-21T11:00Z') },
      ['partly', 'selected', 'stopped'],
    ],
    ['stopped, since when is not said', { IsLogging: false }, ['unknown', 'selected', 'stopped']],
    ['a time of no meaning', { StopLoggingTime: 'yesterday', StartLoggingTime: 1e300 }, ['recorded', 'selected']],
  ])('%s', (_, facts, expected) => {
    const configuration = { ...described(), ...all, ...status(facts) };
    expect(recorded(configuration, 'api:RunInstances time:2026-02-21T10:00Z..2026-02-21T12:00Z')).toEqual(expected);
  });

  test('a status belongs to the trail described beside it, or whose name its file bears; else to none', () => {
    const second = ARN.replace('main', 'second');
    const both = {
      'a/describe-trails.json': config('describe-trails'),
      'b/describe-trails.json': config('describe-trails', ({ trailList: [one] }) => ({
        trailList: [{ ...one, Name: 'second', TrailARN: second }],
      })),
    };
    const stopped = JSON.stringify({ IsLogging: false, StopLoggingTime: 1771600000 });
    const loggingOf = (files: Files) => {
      const { trails, unassigned } = configuration({ ...both, ...files });
      return [trails.map(({ facts: { name, logging } }) => `${name}: ${logging}`), unassigned];
    };
    expect(loggingOf({ 'b/get-trail-status.json': stopped })).toEqual([['main: null', 'second: false'], 0]);
    expect(loggingOf({ 'c/status_main.json': stopped })).toEqual([['main: false', 'second: null'], 0]);
    expect(loggingOf({ 'c/status.json': stopped })).toEqual([['main: null', 'second: null'], 1]);
  });
});

test('captures that differ in what matters contradict each other; in what does not, they agree', () => {
  const both = { ...selecting([ALL_MANAGEMENT, dataOf('arn:aws:s3')]), ...selecting([ALL_MANAGEMENT], 'later') };
  expect(recorded(both, 'api:GetObject')).toEqual(['contradictory', 'capturesDiffer']);
  expect(recorded(both, 'api:DeleteBucket')).toEqual(['recorded', 'selected']);
});

test('a list without end is read as far as is sensible', () => {
  const sources = Array.from({ length: 50_000 }, (_, i) => `s${i}.amazonaws.com`);
  const [kind] = kindsOf(selecting([{ ...ALL_MANAGEMENT, ExcludeManagementEventSources: sources }]), 'api:RunInstances');
  expect(kind?.trails[0]?.reasons[0]?.values.join('').length).toBeLessThan(500);
});
