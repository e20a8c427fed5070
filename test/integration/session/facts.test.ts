// Changing the facts of the open case: what is asked next follows them, also where it was asked and kept before.
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCasePath, verified } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { type Driven, session } from '../../helpers/session.ts';
import { trail } from '../../helpers/trail.ts';

const FACTS = { title: 'A key', number: '', examiner: 'A. Rao', organisation: '', timezone: 'UTC' };
/** By the clock of Kolkata 23:47 on the same day. */
const AT = '2026-02-21T18:17:12Z';

let open: Driven;
beforeEach(async () => {
  open = session();
  await open.ask('case.create', { path: newCasePath(), facts: FACTS });
  await open.job('import.start', {
    paths: [
      folderOf({
        'a.json': trail()
          .events(3, () => ({ eventTime: AT }))
          .json(),
      }),
    ],
  });
  open.changes.length = 0;
});
afterEach(() => open.close());

test('another zone is followed by filters, nights and searches that were asked before', async () => {
  const filter = 'after:"2026-02-21 23:00"';
  const count = async () => (await open.ask('events.count', { filter })).total;
  const nights = async () => {
    const { zone, nights } = await open.ask('timeline.backgrounds', { from: Date.parse(AT), to: Date.parse(AT) + 1000, most: 5 });
    return { zone, nights: nights?.length };
  };
  const { id } = await open.job('search.start', { text: 'AKIA', regex: false, ignoreCase: false, filter });
  await open.job('search.start', { text: 'AKIA', regex: false, ignoreCase: false, filter: '' });
  expect([await count(), await nights()]).toEqual([0, { zone: 'UTC', nights: 0 }]);
  expect(await open.ask('case.setFacts', { facts: { ...FACTS, timezone: 'Asia/Kolkata' } })).toEqual({ changed: ['timezone'] });
  expect(open.changes).toEqual(['zone']);
  expect([await count(), await nights()]).toEqual([3, { zone: 'Asia/Kolkata', nights: 1 }]);
  const { searches } = await open.ask('search.list', {});
  expect(searches.map(({ jobId, stale }) => [jobId === id, stale])).toEqual([
    [true, true],
    [false, false],
  ]);
});

test('other facts are told as a change of the case; the same again is none', async () => {
  expect(await open.ask('case.setFacts', { facts: { title: 'The key', number: 'IR-2' } })).toEqual({ changed: ['title', 'number'] });
  expect(open.changes).toEqual(['case']);
  expect((await open.ask('case.info', {})).case).toMatchObject({ ...FACTS, title: 'The key', number: 'IR-2' });
  const { rows } = await open.ask('custody.list', {});
  expect(rows.at(-1)).toMatchObject({ action: 'facts', outcome: 'changed: title, case number', who: expect.stringMatching(/^A\. Rao \(/) });
  expect(await open.ask('case.setFacts', { facts: { title: 'The key' } })).toEqual({ changed: [] });
  expect(open.changes).toEqual(['case']);
  expect((await open.ask('custody.list', {})).rows).toHaveLength(rows.length);
});

test('a zone that is none is refused, and nothing of that change is stored', async () => {
  await expect(open.ask('case.setFacts', { facts: { title: 'Other', timezone: 'India' } })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  expect((await open.ask('case.info', {})).case).toMatchObject(FACTS);
  expect(open.changes).toEqual([]);
});

test('one that is too long for any heading is refused, also of a new case; what was stated stays', async () => {
  const long = 'x'.repeat(1001);
  await expect(open.ask('case.setFacts', { facts: { title: long } })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: 'The title has 1,001 characters, more than 1,000',
  });
  const path = newCasePath();
  await expect(open.ask('case.create', { path, facts: { ...FACTS, organisation: long } })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  expect([existsSync(path), open.changes]).toEqual([false, []]);
  expect((await open.ask('case.info', {})).case).toMatchObject(FACTS);
  expect(await open.ask('case.setFacts', { facts: { title: long.slice(1) } })).toEqual({ changed: ['title'] });
});

test('a case that was made without a zone holds when it gets one', async () => {
  const path = newCasePath();
  await open.ask('case.create', { path, facts: { ...FACTS, timezone: '' } });
  expect((await open.ask('case.info', {})).case.timezone).toBe('UTC');
  await open.ask('case.setFacts', { facts: { timezone: 'Asia/Kolkata' } });
  await open.ask('case.setFacts', { facts: { timezone: 'UTC' } });
  await open.ask('case.close', {});
  expect(await verified(path)).toMatchObject({ ok: true, items: [] });
});
