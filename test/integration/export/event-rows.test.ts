// `export --format csv` and `jsonl`: what `events` lists, as a file, under a hash.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { caseOf, copyOf, sqlite } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256OfFile, temporaryFolder } from '../../helpers/folder.ts';
import { eventId, record } from '../../helpers/trail.ts';

let path = '';
beforeAll(async () => {
  const names = ['=1+1', '@SUM(A1)', 'line\nfeed', 'quo"te', 'comma,', '🕵️', 'RunInstances'];
  const records = names.map((eventName, i) =>
    record({ eventID: eventId(`row ${i}`), eventName, requestParameters: { bucketName: `b${i}` } }),
  );
  path = (await caseOf([folderOf({ 'a.json.gz': gzipSync(JSON.stringify({ Records: records })) })])).path;
});

const out = (name: string): string => join(temporaryFolder(), name);

test.each(['csv', 'jsonl'])('%s holds what events lists, with or without a filter', async (format) => {
  for (const filter of [[], ['api:RunInstances'], ['requestParameters.bucketName:b1 OR requestParameters.bucketName:b2']]) {
    const file = out(`events.${format}`);
    const { status, value } = await cliJson(['export', path, '--format', format, '--out', file, ...filter]);
    const listed = await cli(['events', path, '--format', format, ...filter]);
    expect(readFileSync(file, 'utf8')).toBe(listed.stdout);
    expect({ status, value }).toMatchObject({
      status: 0,
      value: {
        path: file,
        sha256: sha256OfFile(file),
        rows: [7, 1, 2][filter.length === 0 ? 0 : filter[0] === 'api:RunInstances' ? 1 : 2],
      },
    });
  }
});

test('a cell that a spreadsheet would run begins with an apostrophe', async () => {
  const file = out('events.csv');
  await cli(['export', path, '--format', 'csv', '--out', file]);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(",'=1+1,");
  expect(text).toContain(",'@SUM(A1),");
});

test('a file that is there is not replaced unasked', async () => {
  const file = out('events.csv');
  await cli(['export', path, '--format', 'csv', '--out', file]);
  const before = sha256OfFile(file);
  const { status, stderr } = await cli(['export', path, '--format', 'csv', '--out', file, 'api:RunInstances']);
  expect({ status, stderr, after: sha256OfFile(file) }).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('OUTPUT_EXISTS'),
    after: before,
  });
  expect((await cli(['export', path, '--format', 'csv', '--out', file, '--overwrite', 'api:RunInstances'])).status).toBe(0);
  expect(sha256OfFile(file)).not.toBe(before);
});

test.each(['events', 'facets', 'histogram', 'export'])(
  '%s: records that cannot be read are told of, and the exit status says so',
  async (command) => {
    const altered = copyOf(path);
    const db = sqlite(altered);
    db.exec('DROP TRIGGER evidence_bytes_no_update');
    const bytes = db.prepare('SELECT bytes FROM evidence_bytes').pluck().get() as Buffer;
    expect(gunzipSync(bytes).length).toBeGreaterThan(0);
    db.prepare('UPDATE evidence_bytes SET bytes = ?').run(Buffer.concat([bytes.subarray(0, 20), Buffer.alloc(bytes.length - 20)]));
    db.close();
    const more = command === 'export' ? ['--format', 'jsonl', '--out', out('events.jsonl')] : [];
    const { status, stderr } = await cli([command, altered, 'requestParameters.bucketName:b1', ...more]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/the filter asks records of items that could not be read, or not wholly \(1\): [0-9a-f]{64}/);
  },
);
