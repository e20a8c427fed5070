// Failed sign-ins: found by columns and few records, they are those that JSON.parse of every record gives; and they are failures wherever failures are asked for.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EvidenceReader } from '../../../src/main/case/evidence.ts';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { idsOf } from '../../../src/main/query/columns/bits.ts';
import { eventsOf, forgetEvents } from '../../../src/main/query/columns/case-events.ts';
import { caseOf, importInto, newCasePath, tamper } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { cliJson, eventRows } from '../../helpers/cli-here.ts';
import { filesBelow, folderOf } from '../../helpers/folder.ts';
import { random } from '../../helpers/random.ts';
import { realData } from '../../helpers/real.ts';
import { type Fields, record, trail } from '../../helpers/trail.ts';
import { isFailedSignIn } from './slow-filter.ts';

const SIGN_INS = join(ROOT, 'test/fixtures/sign-ins');

const open: ReadConnection[] = [];
afterAll(() => {
  for (const db of open) db.close();
});
const opened = (path: string): ReadConnection => {
  const db = openForReading(path);
  open.push(db);
  return db;
};

const found = (db: ReadConnection): number[] => [...idsOf(eventsOf(db).failedSignIns().all().bits)];

/** Every record of a case, parsed. */
function slow(db: ReadConnection): number[] {
  const reader = new EvidenceReader(db);
  const rows = db
    .prepare(
      "SELECT id, evidence, offset, length, coalesce((SELECT value FROM decoding_steps s WHERE s.id = r.steps), '') AS steps FROM records r ORDER BY id",
    )
    .all() as { id: number; evidence: number; offset: number; length: number; steps: string }[];
  return rows
    .filter(({ evidence, ...at }) => {
      const text = reader.record(evidence, at).toString('utf8');
      return !at.steps.includes('reduced') && isFailedSignIn(JSON.parse(text) as Fields);
    })
    .map(({ id }) => id);
}

test('over real logs they are what every record, parsed, says', async () => {
  const { folder } = realData();
  const db = opened((await caseOf([folder], [SIGN_INS])).path);
  expect(found(db)).toEqual(slow(db));
  expect(found(db)).toHaveLength(2);
  const dimension = eventsOf(db).dimension('sourceIPAddress');
  const { origin } = eventsOf(db).columns;
  expect(
    found(db)
      .map((id) => dimension.text(dimension.numbers[origin[id] as number] as number))
      .sort(),
  ).toEqual(['213.37.139.133', '83.37.50.95']);
}, 120_000);

test('over every shape in which records are delivered', async () => {
  const records = filesBelow(SIGN_INS)
    .filter((name) => name.endsWith('.gz'))
    .flatMap((name) => (JSON.parse(gunzipSync(readFileSync(join(SIGN_INS, name))).toString('utf8')) as { Records: Fields[] }).Records)
    .filter(({ eventName }) => eventName === 'ConsoleLogin');
  const [failed] = records.filter(isFailedSignIn);
  const text = JSON.stringify(failed);
  const db = opened(
    (
      await caseOf([
        join(ROOT, 'test/fixtures/shapes'),
        folderOf({
          'lines.jsonl': records.map((one) => JSON.stringify({ ...one, eventID: undefined })).join('\n'),
          'lookup.json': JSON.stringify({ Events: [{ EventId: failed?.eventID, EventName: 'ConsoleLogin', CloudTrailEvent: text }] }),
          'pretty.json': JSON.stringify({ Records: records }, null, 2),
          'escaped.json': `{"Records":[${text.replaceAll('Failure', 'F\\u0061ilure').replace('"errorMessage"', '"error\\u004dessage"')}]}`,
          'none.json': JSON.stringify({ Records: [{ ...failed, eventSource: 'ec2.amazonaws.com' }] }),
        }),
      ])
    ).path,
  );
  expect(found(db)).toEqual(slow(db));
  expect(found(db)).toHaveLength(6);
});

test('of random records, with sightings and conflicts of one', async () => {
  const { pick } = random(31);
  const some = (file: string) =>
    Array.from({ length: 200 }, (_, i) =>
      record({
        eventID: pick([undefined, `00000000-0000-4000-8000-${String(i % 20).padStart(12, '0')}`]),
        eventSource: pick(['signin.amazonaws.com', 'sso.amazonaws.com', 'ec2.amazonaws.com']),
        eventName: pick(['ConsoleLogin', 'SwitchRole', `only in ${file}`]),
        errorCode: pick([undefined, undefined, null, '', 'AccessDenied']),
        errorMessage: pick([undefined, null, '', 5, 'Failed authentication', 'Failure']),
        responseElements: pick([null, 'Failure', { ConsoleLogin: 'Failure' }, { SwitchRole: 'Failure' }, { ConsoleLogin: 'Success' }]),
        serviceEventDetails: pick([undefined, { SwitchRole: 'Failure' }]),
      }),
    );
  const files = Object.fromEntries(['a', 'b', 'c'].map((file) => [`${file}.json`, JSON.stringify({ Records: some(file) })]));
  const db = opened((await caseOf([folderOf(files)])).path);
  expect(found(db)).toEqual(slow(db));
  const selected = async (filter: string): Promise<number[]> => [...idsOf((await eventsOf(db).selections.select(filter)).bits)];
  const events = await selected('');
  const own = new Set(slow(db));
  const codes = new Set(await selected('error:*'));
  expect(await selected('is:error')).toEqual(events.filter((id) => own.has(id) || codes.has(id)));
  expect(await selected('-is:error')).toEqual(events.filter((id) => !own.has(id) && !codes.has(id)));
  expect(await selected('is:denied -error:*')).toEqual(events.filter((id) => own.has(id)));
  // The field stays as AWS wrote it.
  expect(await selected('has:errorCode is:error -error:*')).toEqual([]);
});

test('the SQL that the documentation gives for them finds the same', async () => {
  const sql = [...readFileSync(join(ROOT, 'docs/sql.md'), 'utf8').matchAll(/```sql\n([^`]*Failure[^`]*)```/g)].map(
    ([, text]) => text as string,
  );
  expect(sql).toHaveLength(1);
  const names = ['ConsoleLogin', 'SwitchRole', 'UserAuthentication'];
  const answers = [null, 'Failure', { ConsoleLogin: 'Failure' }, { SwitchRole: 'Failure' }, { ConsoleLogin: 'Success' }];
  const messages = [undefined, '', 'Failed authentication'];
  const logs = trail();
  for (const eventSource of ['signin.amazonaws.com', 'sso.amazonaws.com', 'ec2.amazonaws.com'])
    for (const eventName of names)
      for (const responseElements of answers)
        for (const errorMessage of messages)
          for (const errorCode of [undefined, 'AccessDenied'])
            logs.event({ eventSource, eventName, responseElements, errorMessage, errorCode });
  logs.event({ eventSource: 'sso.amazonaws.com', eventName: 'UserAuthentication', serviceEventDetails: { UserAuthentication: 'Failure' } });
  const { path } = await caseOf([folderOf({ 'a.json.gz': logs.gz() })]);
  const { value } = await cliJson(['sql', path, sql[0] as string]);
  const listed = await eventRows(path, 'is:error -has:errorCode');
  expect(listed.length).toBeGreaterThan(10);
  expect(value.rows).toHaveLength(listed.length);
  const console = "SELECT count(*) AS n FROM cloudtrail_logs WHERE json_extract_scalar(responseElements, '$.ConsoleLogin') = 'Failure'";
  // Those of other services and calls that only look alike, and those with a code, stand in the constructed case.
  expect(
    (
      await cliJson([
        'sql',
        path,
        `${console} AND eventSource = 'signin.amazonaws.com' AND eventName = 'ConsoleLogin' AND errorCode IS NULL`,
      ])
    ).value.rows,
  ).toEqual([
    {
      n: (
        await eventRows(path, 'is:error -has:errorCode api:ConsoleLogin service:signin.amazonaws.com responseElements.ConsoleLogin:Failure')
      ).length,
    },
  ]);
});

describe('what is kept, and what is told', () => {
  const failed = { eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Failure' } };
  let path: string;
  beforeAll(async () => {
    path = newCasePath();
    await importInto(path, [folderOf({ 'a.json': trail().event(failed).event().json() })]);
  });

  test('what comes in later counts, too', async () => {
    const db = opened(path);
    const count = async () => (await eventsOf(db).selections.select('is:error')).count;
    expect(await count()).toBe(1);
    await importInto(path, [folderOf({ 'b.json': trail().event(failed).json() })], { exists: true });
    expect(forgetEvents(db)).toBe(true);
    expect(await count()).toBe(2);
  });

  test('before all are read, none is taken for no failure', () => {
    const signIns = eventsOf(opened(path)).failedSignIns();
    expect(signIns.known(1)).toBeNull();
    while (!signIns.advance());
    expect(signIns.all().count).toBe(2);
  });

  test('evidence that cannot be read is named where it was needed, and nowhere else', async () => {
    const damaged = newCasePath();
    await importInto(damaged, [
      folderOf({ 'sign-ins.json.gz': trail().event(failed).gz(), 'others.json.gz': trail().event({ errorCode: 'AccessDenied' }).gz() }),
    ]);
    tamper(damaged, (db) => db.exec("UPDATE evidence_bytes SET bytes = x'1f8b0800'"));
    const db = opened(damaged);
    const { selections } = eventsOf(db);
    const hash = db
      .prepare("SELECT lower(hex(sha256)) FROM evidence e JOIN found_at f ON f.evidence = e.id WHERE f.path LIKE '%sign-ins.json.gz'")
      .pluck()
      .get();
    expect(await selections.select('is:error')).toMatchObject({ count: 1, unreadable: [hash] });
    expect(await selections.select('-is:denied')).toMatchObject({ count: 1, unreadable: [hash] });
    expect(await selections.select('error:AccessDenied')).toMatchObject({ count: 1, unreadable: [] });
  });

  test('a case without sign-ins reads nothing for it', async () => {
    const damaged = newCasePath();
    await importInto(damaged, [folderOf({ 'others.json.gz': trail().event({ errorCode: 'AccessDenied' }).event().gz() })]);
    tamper(damaged, (db) => db.exec("UPDATE evidence_bytes SET bytes = x'1f8b0800'"));
    expect(await eventsOf(opened(damaged)).selections.select('is:error')).toMatchObject({ count: 1, unreadable: [] });
  });
});
