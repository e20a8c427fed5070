// User agents and what is unusual on the real data: counts that other means find again, and one user's facts, read by hand from the records.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { parseUserAgent, toolVersionText } from '../../../src/main/decode/user-agent.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { facets } from '../../../src/main/query/facets.ts';
import { unusual } from '../../../src/main/query/unusual/unusual.ts';
import type { Changed } from '../../../src/shared/unusual.ts';
import { importInto, newCasePath } from '../../helpers/cases.ts';
import { type RealData, realData } from '../../helpers/real.ts';

let data: RealData;
let db: ReadConnection;
beforeAll(async () => {
  data = realData();
  const path = newCasePath('real');
  await importInto(path, [data.folder]);
  db = openForReading(path);
});
afterAll(() => db.close());

test.each([
  ['tool', (agent: string) => parseUserAgent(agent)?.tool ?? null],
  ['toolVersion', (agent: string) => toolVersionText(parseUserAgent(agent))],
  ['platform', (agent: string) => parseUserAgent(agent)?.platform ?? null],
] as const)('%s is counted as the agents that claim it', (field, claimOf) => {
  const events = eventsOf(db);
  const counted = facets(events, events.selections.everything(), [field, 'userAgent'], 0);
  const wanted = new Map<string, number>();
  for (const { value: agent, count } of counted.userAgent ?? []) {
    const value = claimOf(agent);
    if (value !== null) wanted.set(value, (wanted.get(value) ?? 0) + count);
  }
  expect(wanted.size).toBeGreaterThan(2);
  expect(new Map(counted[field]?.map(({ value, count }) => [value, count]))).toEqual(wanted);
});

test('tools that were counted by searching the agents for their names', async () => {
  const { selections } = eventsOf(db);
  const count = async (filter: string): Promise<number> => (await selections.select(filter)).count;
  expect(await count('tool:"Stratus Red Team"')).toBe(await count('agent:*stratus-red-team_*'));
  expect(await count('tool:Terraform')).toBe(await count('agent:*Terraform/1.* -agent:*stratus-red-team_*'));
  // One of the committed records was made with it.
  expect(await count('tool:"Stratus Red Team"')).toBe(data.whole ? 1454 : 1);
});

/**
 * grycap_gz: 48 events of the user alucloud00 in September 2014, all in us-east-1 and from two addresses; then on 2018-01-30 at 14:31:09 a sign-in in
 * São Paulo by a browser, from 158.42.141.220, and 42 calls more, 18 of which were refused within seconds.
 */
test('a user who comes back after three years', async () => {
  const filter = 'who:974349055189:user/alucloud00 after:2014-01-01';
  const events = eventsOf(db);
  const { facts } = unusual(events, filter, await events.selections.select(filter));
  const changes = facts.filter((fact): fact is Changed => fact.kind === 'changed');
  const back = changes.find(({ at }) => at === Date.UTC(2018, 0, 30, 14, 31, 9));
  if (!data.whole) {
    // The committed part has none of it.
    expect(back).toBeUndefined();
    return;
  }
  expect(back).toMatchObject({
    before: { events: 48, first: Date.UTC(2014, 8, 26, 11, 29, 20), last: Date.UTC(2014, 8, 27, 18, 44, 58) },
    since: { events: 43 },
  });
  const values = (field: string) =>
    back?.changes.filter((one) => one.field === field).map(({ value, count, valuesBefore }) => [value, count, valuesBefore]);
  expect(values('awsRegion')).toEqual([['sa-east-1', 43, 1]]);
  expect(values('sourceIPAddress')).toEqual([
    ['158.42.141.220', 16, 2],
    ['177.72.241.161', 7, 2],
  ]);
  expect(facts.find(({ kind }) => kind === 'refusals')).toMatchObject({ at: Date.UTC(2018, 0, 30, 14, 31, 12), events: 18 });
});
