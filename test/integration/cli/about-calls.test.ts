// Insights and aggregated events are no calls: every list, the detail and the report say what they tell of calls, and none says that they succeeded.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { caseOf } from '../../helpers/cases.ts';
import { cli, cliJson, eventRows } from '../../helpers/cli-here.ts';
import { folderOf, temporaryFolder } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';

const shapes = path.resolve(import.meta.dirname, '../../fixtures/shapes');
const STARTED = 'Insight started: DeleteObject, 0.002/min → 61.5/min';
const ENDED = 'Insight ended: DeleteObject, 0.002/min → 61.5/min';
const AGGREGATED = 'Aggregated: 1,000 × DeleteObject in 5 min';

const forged = {
  eventVersion: '1.07',
  eventTime: '2026-02-21T18:40:00Z',
  eventType: 'AwsCloudTrailInsight',
  eventCategory: 'Insight',
  recipientAccountId: '111122223333',
  insightDetails: { state: 'Start', eventName: 'mallory-of-sales', eventSource: 'ec2.amazonaws.com' },
};

let file = '';
let queries: CaseQueries;
beforeAll(async () => {
  const shape = (name: string) => readFileSync(path.join(shapes, `${name}.json`));
  const calls = trail().event({ eventTime: '2026-02-21T18:00:00Z' });
  const folder = folderOf({
    // Whoever forges one may write anything where AWS writes the name of an API.
    'forged.json': JSON.stringify({ Records: [forged] }),
    'insight.json': shape('insight'),
    'aggregated.json': shape('aggregated'),
    'calls.json.gz': calls.gz(),
  });
  file = (await caseOf([folder])).path;
  queries = new CaseQueries(file);
});
afterAll(() => queries.close());

test('the tables of events and search', async () => {
  const { stdout } = await cli(['events', file]);
  const [, call, ...others] = stdout.trimEnd().split('\n') as [string, string, ...string[]];
  expect(call).toMatch(/DescribeInstances .* ok$/);
  expect(others.map((line) => line.slice(27).trim().replace(/ {2,}/g, ' | '))).toEqual([
    expect.stringMatching(/^Aggregated: 1,000 × DeleteObject in 5 min \|.*\| no call$/),
    expect.stringMatching(/^Insight started: DeleteObject, 0\.002\/min → 61\.5\/min \|.*\| no call$/),
    expect.stringMatching(/^Insight ended: DeleteObject, 0\.002\/min → 61\.5\/min \|.*\| no call$/),
    expect.stringMatching(/^Insight started: mallory-of-sales \| – \|.*no call$/),
  ]);
  // What follows the words stands where it stands in the rows of calls.
  for (const line of others.slice(0, 3)) expect(line.indexOf('ap-south-1')).toBe(call.indexOf('ap-south-1'));
  const found = (await cli(['search', file, 'deploy-7'])).stdout;
  for (const words of [AGGREGATED, STARTED, ENDED]) expect(found).toContain(words);
  expect(found.match(/ no call$/gm)).toHaveLength(3);
});

test('rows for scripts stay as the records have them', async () => {
  const rows = await eventRows(file, 'eventCategory:Insight');
  expect(rows.map((row) => [row.eventName, 'aboutCalls' in row])).toEqual([
    [null, false],
    [null, false],
    [null, false],
  ]);
});

test('the message for Timesketch', async () => {
  const out = path.join(temporaryFolder(), 'events.jsonl');
  expect(await cli(['export', file, '--format', 'timesketch', '--out', out])).toMatchObject({ status: 0 });
  const lines = readFileSync(out, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ message }) => message)).toEqual([
    'DescribeInstances by asha from 203.0.113.10',
    AGGREGATED,
    STARTED,
    ENDED,
    'Insight started: mallory-of-sales',
  ]);
  expect(lines.map(({ event_name: name }) => name)).toEqual(['DescribeInstances', null, null, null, null]);
});

test('the window: lists and detail', async () => {
  const { rows } = await queries.answers['events.page']({ filter: '', order: 'asc', offset: 0, limit: 10 });
  expect(rows.map(({ aboutCalls }) => aboutCalls)).toEqual([undefined, AGGREGATED, STARTED, ENDED, 'Insight started: mallory-of-sales']);
  expect(rows.filter((row) => 'aboutCalls' in row)).toHaveLength(4);
  const detail = queries.answers['events.detail']({ id: rows[2]?.id as string });
  expect(detail.row).toMatchObject({ eventName: null, aboutCalls: STARTED });
});

test('where a text names one', async () => {
  const [{ id } = { id: '' }] = await eventRows(file, 'insightDetails.state:End');
  const { references } = queries.answers['findings.references']({ references: [{ kind: 'event', value: id }] });
  expect(references).toMatchObject([{ state: 'there', label: ENDED }]);
});

test('the report: heads of exhibits, their fields and their outcome; redacted as well', async () => {
  const rows = await eventRows(file, '-api:*');
  expect(rows).toHaveLength(4);
  for (const { id } of rows) await cli(['bookmark', file, id, '--note', 'seen']);
  const folder = folderOf({});
  const text = async (name: string, ...options: string[]): Promise<string> => {
    const out = path.join(folder, name);
    expect((await cliJson(['report', file, '--out', out, ...options])).value.exhibits).toBe(4);
    return readFileSync(out, 'utf8').replace(/<\/?bdi>/g, '');
  };
  const full = await text('full.html');
  for (const words of [AGGREGATED, STARTED, ENDED]) {
    const head = full.indexOf(`: ${words}</h3>`);
    expect(head).toBeGreaterThan(0);
    const exhibit = full.slice(head, full.indexOf('</article>', head));
    expect(exhibit).toContain('<td>no call: it tells of calls</td>');
    expect(exhibit).not.toContain('the record has no error code');
    // At a glance.
    expect(full.split(`<td>${words}</td>`).length).toBeGreaterThan(1);
  }
  const exhibit = full.slice(full.indexOf(`: ${STARTED}</h3>`));
  for (const [label, value] of [
    ['Insight: start or end', 'Start'],
    ['API that it is about', 'DeleteObject'],
    ['Of which service', 's3.amazonaws.com'],
    ['Usual rate, per minute', '0.002'],
    ['Rate during the insight, per minute', '61.5'],
  ])
    expect(exhibit).toContain(`<th scope="row">${label}</th><td>${value}</td>`);
  const redacted = await text('redacted.html', '--redact', '--record');
  expect(redacted).toContain('no call: it tells of calls');
  for (const words of [AGGREGATED, STARTED, ENDED]) expect(redacted).toContain(`: ${words}</h3>`);
  expect(redacted).toContain('<td>DeleteObject</td>');
  expect(redacted).toContain(': Insight started: one name</h3>');
  expect(full).toContain(': Insight started: mallory-of-sales</h3>');
  for (const name of ['deploy-7', 'mallory']) expect(redacted).not.toContain(name);
});
