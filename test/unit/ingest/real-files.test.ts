// Every real file below test/fixtures/cloudtrail-real: the events are, byte for byte, what JSON.parse of the whole content says.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { decodeContent } from '../../../src/main/content.ts';
import { Dictionaries } from '../../../src/main/ingest/dictionaries.ts';
import { parseItem } from '../../../src/main/ingest/parse-item.ts';
import { ROOT } from '../../helpers/cli.ts';
import { filesBelow } from '../../helpers/folder.ts';
import { readLog } from '../../helpers/reference.ts';
import { read, unaccounted } from './reading.ts';

const fixtures = resolve(ROOT, 'test/fixtures/cloudtrail-real');
const files = filesBelow(fixtures);

test.each(files)('%s', (path) => {
  const delivered = readFileSync(join(fixtures, path));
  const slow = readLog(delivered);
  const found = read(decodeContent(delivered).bytes as Buffer);
  expect(found.records).toEqual(slow.records);
  expect(found.problems.filter((problem) => problem.isRecord)).toHaveLength(slow.badRecords);
  expect(['log', 'insight'].includes(found.kind)).toBe(slow.kind === 'log');
  expect(found.kind === 'digest').toBe(slow.kind === 'digest');
  if (found.shape.startsWith('record')) expect(unaccounted(found)).toMatch(/^[\s{}[\],:]*("Records")?[\s{}[\],:]*$/);
});

test('together they hold logs of many layouts', () => {
  const all = files.map((path) => readLog(readFileSync(join(fixtures, path))));
  expect(all.filter(({ kind }) => kind === 'log').length).toBeGreaterThan(30);
  expect(all.reduce((sum, { records }) => sum + records.length, 0)).toBeGreaterThan(60);
});

test('one set of dictionaries for all files gives the same events as a fresh one for each', () => {
  const shared = new Dictionaries();
  for (const path of files) {
    const delivered = readFileSync(join(fixtures, path));
    const { events, problems, kind } = parseItem(delivered, shared);
    const alone = parseItem(delivered, new Dictionaries());
    expect([kind, events.count, events.offset, events.time, problems]).toEqual([
      alone.kind,
      alone.events.count,
      alone.events.offset,
      alone.events.time,
      alone.problems,
    ]);
  }
});
