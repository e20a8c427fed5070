// What Insights and aggregated events say in a line.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { aboutCalls, mayBeAboutCalls } from '../../../src/main/decode/about-calls.ts';

const shape = (name: string): any => JSON.parse(readFileSync(resolve(import.meta.dirname, `../../fixtures/shapes/${name}.json`), 'utf8'));

const insight = (insightDetails: object): object => ({ eventType: 'AwsCloudTrailInsight', eventCategory: 'Insight', insightDetails });
const rates = (baseline: unknown, during: unknown): object => ({
  insightContext: { statistics: { baseline: { average: baseline }, insight: { average: during } } },
});
const aggregate = (primaryDimension: unknown, windowSize: unknown = 'PT5M'): object => ({
  eventType: 'AwsAggregatedEvent',
  timeWindow: { windowSize },
  summary: { primaryDimension },
});

test('as CloudTrail delivers them', () => {
  expect(shape('insight').Records.map((record: unknown) => aboutCalls(record))).toEqual([
    'Insight started: DeleteObject, 0.002/min → 61.5/min',
    'Insight ended: DeleteObject, 0.002/min → 61.5/min',
  ]);
  expect(aboutCalls(shape('aggregated').Records[0])).toBe('Aggregated: 1,000 × DeleteObject in 5 min');
  const real = '../../fixtures/cloudtrail-real/streamalert/rules/classifier/cloudtrail/cloudtrail_insights.json';
  const [{ data }] = JSON.parse(readFileSync(resolve(import.meta.dirname, real), 'utf8'));
  expect(aboutCalls(data.Records[0])).toBe('Insight started: CompleteLifecycleAction, 0.0000882/min → 0.6/min');
});

test.each([
  [
    insight({ state: 'Start', eventName: 'RunInstances', insightType: 'ApiErrorRateInsight', errorCode: 'AccessDenied', ...rates(0, 7.5) }),
    'Insight started: RunInstances AccessDenied, 0/min → 7.5/min',
  ],
  [
    insight({ state: 'End', eventName: 'RunInstances', insightType: 'ApiErrorRateInsight', ...rates(1234.567, 1e-12) }),
    'Insight ended: RunInstances errors, 1,234.57/min → 1.00e-12/min',
  ],
  [insight({ state: 'Later', eventName: 7, ...rates('0', 3) }), 'Insight: 3/min'],
  [insight({}), 'Insight'],
  // A row of a table, which has no details.
  [{ eventType: 'AwsCloudTrailInsight', eventCategory: 'Insight' }, 'Insight'],
  [
    aggregate({ dimension: 'eventName', statistics: ['PutObject', 'GetObject', 'ListParts', 'x'].map((name, i) => ({ name, value: i })) }),
    'Aggregated: 0 × PutObject, 1 × GetObject and 2 more in 5 min',
  ],
  [aggregate({ dimension: 'resourceARN', statistics: [{ name: 'arn:aws:s3:::b', value: '9' }] }, 5), 'Aggregated: arn:aws:s3:::b'],
  [aggregate(null, 'PT'), 'Aggregated'],
])('%j', (record, said) => {
  expect(aboutCalls(record)).toBe(said);
});

test('calls are none, whatever else they hold', () => {
  for (const record of [undefined, null, 7, 'text', [], {}, { eventName: 'RunInstances', insightDetails: {} }, { timeWindow: {} }])
    expect(aboutCalls(record)).toBeNull();
  expect(mayBeAboutCalls({ eventName: 'RunInstances', eventCategory: 'Insight' })).toBe(false);
  expect(mayBeAboutCalls({ eventName: null, eventCategory: 'Management' })).toBe(false);
  expect(mayBeAboutCalls({ eventName: null, eventCategory: 'Aggregated' })).toBe(true);
});

test('names that must not be said are left out', () => {
  const statistics = [{ name: 'arn:aws:s3:::secret-bucket', value: 12 }];
  const apisOnly = (_name: string, what: string) => what === 'api';
  expect(aboutCalls(aggregate({ dimension: 'resourceARN', statistics }), apisOnly)).toBe('Aggregated: 12 × one name in 5 min');
  expect(aboutCalls(shape('aggregated').Records[0], apisOnly)).toBe('Aggregated: 1,000 × DeleteObject in 5 min');
  const named = insight({ state: 'Start', eventName: 'RunInstances', errorCode: 'OfAlice' });
  expect(aboutCalls(named, apisOnly)).toBe('Insight started: RunInstances one name');
  expect(aboutCalls(named, () => false)).toBe('Insight started: one name one name');
});
