// Trail configuration as tools print it: the documents of the fixtures, with some of it changed. Files by their paths.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Of the trail that the fixtures describe. */
export const ACCOUNT = '111122223333';
export const HOME = 'ap-south-1';
export const ARN = `arn:aws:cloudtrail:${HOME}:${ACCOUNT}:trail/main`;

export type Files = Record<string, string | Buffer>;

const SHAPES = resolve(import.meta.dirname, '../fixtures/shapes');

/** An output of CloudTrail's API, with some of it changed. */
export function config(name: string, change: (value: any) => unknown = (value) => value): string {
  const value = JSON.parse(readFileSync(resolve(SHAPES, `${name}.json`), 'utf8'));
  return JSON.stringify(change(value) ?? value);
}

/** The trail of the fixtures, otherwise; `undefined` takes a fact away. */
export function described(facts: Record<string, unknown> = {}): Files {
  const changed = config('describe-trails', ({ trailList: [one] }) => ({ trailList: [{ ...one, ...facts }] }));
  return { 'config/describe-trails.json': changed };
}

/** Basic event selectors of that trail. */
export function selecting(selectors: readonly unknown[], name = 'get-event-selectors'): Files {
  return { [`config/${name}.json`]: JSON.stringify({ TrailARN: ARN, EventSelectors: selectors }) };
}

/** Advanced ones, each as conditions by field. */
export function advanced(...selectors: Record<string, Record<string, unknown>>[]): Files {
  const list = selectors.map((one) => ({ FieldSelectors: Object.entries(one).map(([Field, operators]) => ({ Field, ...operators })) }));
  return { 'config/advanced.json': JSON.stringify({ TrailARN: ARN, AdvancedEventSelectors: list }) };
}

export const ALL_MANAGEMENT = { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] };
