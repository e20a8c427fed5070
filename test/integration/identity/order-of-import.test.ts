// Docs, "The identity model": however an archive is imported — whole, in parts, in any order, by any number of workers —
// the case is the same: counts, roots, public order, relations, problems.
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { toEventRow } from '../../../src/main/case/event-rows.ts';
import { openForReading } from '../../../src/main/case/open.ts';
import { caseInfo } from '../../../src/main/query/case-info.ts';
import { caseOf, content, verified } from '../../helpers/cases.ts';
import { everyEvent } from '../../helpers/events.ts';
import { folderOf, foldersApart } from '../../helpers/folder.ts';
import { random } from '../../helpers/random.ts';
import { eventId, record, trail } from '../../helpers/trail.ts';

afterEach(() => void vi.unstubAllEnvs());

/** Logs with sightings and conflicts across files and within one, problems of every sort, and the same bytes under several names. */
function archive(): Record<string, string | Buffer> {
  const files: Record<string, string | Buffer> = {};
  const shared = [...Array(12).keys()].map((i) =>
    record({ eventID: eventId(`shared ${i}`), eventTime: `2026-02-21T10:00:${String(i % 3).padStart(2, '0')}Z` }),
  );
  for (let file = 0; file < 24; file++) {
    const log = trail({
      account: file % 2 ? '111122223333' : '444455556666',
      region: ['ap-south-1', 'us-east-1', 'eu-central-1'][file % 3] as string,
    });
    log.events(8, (i) => ({
      eventID: eventId(`${file}/${i}`),
      eventTime: `2026-02-21T10:00:0${i % 4}Z`,
      eventName: `Call${(file * i) % 5}`,
    }));
    for (const [i, one] of shared.entries())
      if ((file + i) % 5 === 0) log.records.push(i % 4 === 0 ? { ...one, errorCode: `Variant${file % 3}` } : one);
    files[`logs/${file}.json${file % 2 ? '.gz' : ''}`] = file % 2 ? log.gz() : file % 4 ? log.pretty() : log.json();
  }
  const twice = trail()
    .event({ eventID: eventId('inside') })
    .event({ eventID: eventId('inside') })
    .event({ eventID: eventId('inside'), errorCode: 'Later' });
  files['inside.json'] = twice.json();
  files['undated.jsonl'] = `${trail()
    .events(3, (i) => ({ eventID: i ? eventId(`undated ${i}`) : undefined, eventTime: i === 1 ? 'soon' : undefined }))
    .lines()}garbage\n`;
  files['odd.json'] = JSON.stringify({
    Records: [
      1,
      'two',
      null,
      record({ eventID: 'text id', userAgent: { odd: true } }),
      record({ eventID: 'text id', userAgent: { odd: true } }),
    ],
  });
  files['cut.json.gz'] = trail()
    .events(5, (i) => ({ eventID: eventId(`cut ${i}`) }))
    .gz()
    .subarray(0, 300);
  // What an item is must not depend on the name under which it is met first.
  for (const name of ['empty.txt', 'empty.json', 'zz-empty.json.gz', 'aa-empty']) files[`names/${name}`] = '';
  for (const name of ['page.html', 'page.json', 'aa.json.gz']) files[`names/${name}`] = '<html>Access denied</html>';
  for (const name of ['broken.json', 'broken.txt']) files[`names/${name}`] = '{"hello": ';
  return files;
}

interface State {
  content: ReturnType<typeof content>;
  info: unknown;
  roots: unknown;
  list: unknown;
}

async function state(path: string): Promise<State> {
  const { ok, items, roots } = await verified(path);
  expect({ ok, items }).toEqual({ ok: true, items: [] });
  const db = openForReading(path);
  try {
    const { case: _, custody: __, ...info } = caseInfo(db, path);
    const list = (['asc', 'desc'] as const).map((order) => everyEvent(db, order).map(toEventRow));
    return { content: content(path), info, roots, list };
  } finally {
    db.close();
  }
}

let expected: State;
beforeAll(async () => {
  vi.stubEnv('TRAILCASE_WORKERS', '1');
  const { path, summaries } = await caseOf([folderOf(archive())]);
  expected = await state(path);
  // The situation is rich enough for what follows to mean something.
  expect(summaries[0]).toMatchObject({ sightings: expect.any(Number), recordProblems: 5 });
  expect(summaries[0]?.sightings).toBeGreaterThan(20);
  expect(summaries[0]?.conflicts).toBeGreaterThan(5);
});

test.each(['1', '2', '4'])('with %s workers, the whole folder at once', async (workers) => {
  vi.stubEnv('TRAILCASE_WORKERS', workers);
  const { path } = await caseOf([folderOf(archive())]);
  expect(await state(path)).toEqual(expected);
});

describe('in parts', () => {
  test.each([1, 2, 3])('in a random order, in imports of random size (seed %i)', async (seed) => {
    vi.stubEnv('TRAILCASE_WORKERS', '2');
    const draw = random(seed);
    const left = draw.shuffled(foldersApart(archive()));
    const imports: string[][] = [];
    while (left.length > 0) imports.push(left.splice(0, 1 + draw.below(12)));
    expect(imports.length).toBeGreaterThan(2);
    const { path, summaries } = await caseOf(...imports);
    expect(await state(path)).toEqual(expected);
    const sum = (name: 'records' | 'events' | 'recordProblems' | 'problems'): number =>
      summaries.reduce((total, one) => total + one[name], 0);
    const info = expected.info as { events: number; sightings: number; conflicts: number; problems: number; recordProblems: number };
    expect([sum('events'), sum('recordProblems'), sum('problems'), sum('records')]).toEqual([
      info.events,
      info.recordProblems,
      info.problems,
      info.events + info.sightings + info.conflicts + info.recordProblems,
    ]);
    for (const one of summaries) expect(one.records).toBe(one.events + one.sightings + one.conflicts + one.recordProblems);
  });

  test('backwards, in one import', async () => {
    vi.stubEnv('TRAILCASE_WORKERS', '2');
    const { path } = await caseOf(foldersApart(archive()).reverse());
    expect(await state(path)).toEqual(expected);
  });
});
