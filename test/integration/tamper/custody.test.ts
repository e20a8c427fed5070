// A change of problems, repeats, custody, the examiner's work or the schema is found by `verify`, which names what and where.
import { beforeAll, describe, expect, test } from 'vitest';
import { copyOf, sqlite, tamper } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { rechain } from '../../helpers/seals.ts';
import { address, changed, facts, flip, item, makeCase, path, rewrite, verify } from './altering.ts';

beforeAll(async () => {
  await makeCase();
});

describe('problems and repeats', () => {
  test.each([
    ['a problem of a record edited', "UPDATE problems SET detail = 'nothing' WHERE code = 'RECORD_NOT_JSON'", 'lines'],
    ['its place', "UPDATE problems SET offset = offset + 1 WHERE code = 'RECORD_NOT_JSON'", 'lines'],
    ['taken out', "DELETE FROM problems WHERE code = 'RECORD_NOT_JSON'", 'lines'],
    ['no longer counted among the records', "UPDATE problems SET is_record = 0 WHERE code = 'RECORD_NOT_JSON'", 'lines'],
    ['one attached to an event taken out', "DELETE FROM problems WHERE code = 'EVENT_TIME_MISSING'", 'odd'],
    ['attached to another event', "UPDATE problems SET record = record + 1 WHERE code = 'EVENT_TIME_MISSING'", 'odd'],
    [
      'one put in',
      "INSERT INTO problems SELECT NULL, evidence, source, path, record, 'EVENT_ID_MISSING', offset, length, is_record, detail FROM problems WHERE code = 'EVENT_TIME_MISSING'",
      'odd',
    ],
  ] as const)('%s', async (_, sql, which) => {
    const { items } = await changed((db) => expect(db.prepare(sql).run().changes).toBe(1));
    expect(items).toContainEqual(expect.objectContaining({ kind: 'event', key: facts[which], verdict: 'differing' }));
  });

  test.each([
    ['a conflict called a sighting', "UPDATE repeats SET relation = 'sighting' WHERE relation = 'conflict'"],
    ['a sighting called undecided', "UPDATE repeats SET relation = 'unresolved' WHERE relation = 'sighting'"],
    ['a repeat made an event of its own', "DELETE FROM repeats WHERE relation = 'conflict'"],
    ['an event hidden as a repeat of another', "INSERT INTO repeats VALUES (1, 2, 'sighting')"],
    ['a repeat of another event', "UPDATE repeats SET primary_record = 1 WHERE relation = 'sighting'"],
  ])('%s', async (_, sql) => {
    const { items } = await changed((db) => expect(db.prepare(sql).run().changes).toBe(1));
    expect(items.some((found) => found.kind === 'event' && found.verdict === 'differing')).toBe(true);
  });
});

describe('custody', () => {
  test.each([
    ['at', 'at = at + 1'],
    ['who', "who = 'nobody'"],
    ['action', "action = 'report'"],
    ['tool', "tool = tool || '1'"],
    ['outcome', "outcome = 'failed'"],
    ['detail', "detail = '{}'"],
    ['previous', `previous = '${'0'.repeat(63)}1'`],
    ['hash', `hash = '${'f'.repeat(64)}'`],
    ['number', 'seq = 100'],
  ])('%s of an entry', async (_, set) => {
    for (const seq of [1, 4]) {
      const { items, value } = await changed((db) => db.prepare(`UPDATE custody SET ${set} WHERE seq = ?`).run(seq));
      const keys = items
        .filter((found) => found.kind === 'custody' && ['broken', 'missing'].includes(found.verdict))
        .map((found) => Number(found.key));
      // Where the number itself was changed, the gap shows after it.
      expect(
        keys.some((key) => (set.startsWith('seq') ? [seq, seq + 1, 100].includes(key) : key === seq)),
        `entry ${seq}: ${keys}`,
      ).toBe(true);
      expect(value.custody.broken).toBeGreaterThan(0);
    }
  });

  test('an entry in the middle taken out', async () => {
    const { items } = await changed((db) => db.prepare('DELETE FROM custody WHERE seq = 3').run());
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'custody', key: '4', verdict: 'broken', reason: 'entry 3 is missing before it' }),
    );
  });

  test('the first entry taken out', async () => {
    const { items } = await changed((db) => db.prepare('DELETE FROM custody WHERE seq = 1').run());
    expect(items).toContainEqual(expect.objectContaining({ kind: 'custody', key: '2', verdict: 'broken' }));
  });

  test('all entries taken out', async () => {
    const { items } = await changed((db) => db.prepare('DELETE FROM custody').run());
    expect(items).toContainEqual(expect.objectContaining({ kind: 'custody', verdict: 'missing' }));
  });

  test('the last entry taken out is not found from the case alone: the chain before it is whole (a seal kept elsewhere shows it)', async () => {
    const copy = copyOf(path);
    tamper(copy, (db) => {
      // The bookmark's entry, together with the bookmark that it tells of.
      db.exec(`DELETE FROM custody WHERE seq = ${facts.entries}; DELETE FROM annotations`);
    });
    const { ok, value } = await verify(copy);
    expect({ ok, entries: value.custody.entries }).toEqual({ ok: true, entries: facts.entries - 1 });
    const { value: info } = await cliJson(['info', copy]);
    expect(info.custody.entries).toBe(facts.entries - 1);
  });
});

describe('the examiner\u2019s work', () => {
  test.each([
    ['a note', "UPDATE annotations SET note = 'Nothing'"],
    ['a colour', "UPDATE annotations SET colour = 'green'"],
    ['an author', "UPDATE annotations SET author = 'nobody'"],
    ['a label', "UPDATE annotations SET label = 'harmless'"],
    ['whose it is', "UPDATE annotations SET origin = 'another'"],
    ['made a tag', "UPDATE annotations SET kind = 'tag'"],
    ['taken out', 'DELETE FROM annotations'],
    ['put in', "INSERT INTO annotations SELECT NULL, at, author, event, kind, 'blue', note, removed, label, origin FROM annotations"],
  ])('a bookmark: %s', async (_, sql) => {
    const { items } = await changed((db) => db.exec(sql));
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'event', verdict: 'differing', key: expect.stringMatching(/^[0-9a-f]{64}@\d+\+\d+$/) }),
    );
  });

  test('the title of the case', async () => {
    await changed((db) => expect(db.prepare("UPDATE case_facts SET value = 'Tuesday' WHERE name = 'title'").run().changes).toBe(1));
  });
});

describe('facts that were changed', () => {
  let twice = '';
  beforeAll(async () => {
    twice = copyOf(path);
    await cli(['facts', twice, '--title', 'Second', '--number', 'IR-2']);
    await cli(['facts', twice, '--title', 'Third', '--timezone', 'Europe/Paris']);
  });
  const entries = () =>
    (
      sqlite(twice, { readonly: true }).prepare("SELECT seq FROM custody WHERE action = 'facts' ORDER BY seq").pluck().all() as number[]
    ).map(String);

  test('as the log tells it nothing is contradicted', async () => {
    expect(await verify(copyOf(twice))).toMatchObject({ ok: true, items: [] });
  });

  const row = (value: string): string => `name = 'title' AND value = '${value}'`;
  test.each([
    [
      'the newest value',
      `UPDATE case_facts SET value = 'Fourth' WHERE ${row('Third')}`,
      1,
      'title is not what the entry of its change tells',
    ],
    [
      'a value in between',
      `UPDATE case_facts SET value = 'Other' WHERE ${row('Second')}`,
      0,
      'title is not what the entry of its change tells',
    ],
    ['when it was stated', `UPDATE case_facts SET at = at + 1 WHERE ${row('Third')}`, 1, 'title is not what the entry of its change tells'],
    ['a change taken out', `DELETE FROM case_facts WHERE ${row('Third')}`, 1, 'title is not there, of which the entry of its change tells'],
    [
      'a fact taken out whole',
      "DELETE FROM case_facts WHERE name = 'number'",
      0,
      'number is not there, of which the entry of its change tells',
    ],
    [
      'stated once more',
      "INSERT INTO case_facts (at, name, value) SELECT at, name, 'Fourth' FROM case_facts WHERE name = 'timezone' ORDER BY id DESC LIMIT 1",
      1,
      'timezone was stated again, of which the custody log does not tell',
    ],
    [
      'which is newer',
      `UPDATE case_facts SET value = iif(value = 'Second', 'Third', 'Second') WHERE name = 'title' AND value IN ('Second', 'Third')`,
      0,
      'title is not what the entry of its change tells',
    ],
  ] as const)('%s', async (_, sql, entry, reason) => {
    const copy = copyOf(twice);
    tamper(copy, (db) => expect(db.prepare(sql).run().changes).toBeGreaterThan(0));
    const { ok, items } = await verify(copy);
    expect(ok).toBe(false);
    expect(items).toContainEqual({ kind: 'custody', key: entries()[entry], verdict: 'differing', reason: `the case's ${reason}` });
  });

  test('an entry that tells otherwise of what was before, in a log that was rewritten whole', async () => {
    const copy = copyOf(twice);
    tamper(copy, (db) => {
      rechain(db, (entry) => (String(entry.seq) === entries()[1] ? { detail: entry.detail.replace('Second', 'Never') } : entry));
    });
    const { items } = await verify(copy);
    expect(items).toEqual([
      {
        kind: 'custody',
        key: entries()[1],
        verdict: 'differing',
        reason: "what this entry says the case's title was before is not what the entries before it tell",
      },
    ]);
  });

  test('an entry of changes that tells nothing that can be read', async () => {
    for (const detail of ['{}', 'null', '[]', '{"before":1,"after":{"title":2}}']) {
      const copy = copyOf(twice);
      tamper(copy, (db) => {
        rechain(db, (entry) => (String(entry.seq) === entries()[1] ? { detail } : entry));
      });
      const { ok, items } = await verify(copy);
      expect(ok).toBe(false);
      expect(items.map(({ reason }) => reason)).toContain("the case's timezone was stated again, of which the custody log does not tell");
    }
  });
});

describe('the command', () => {
  test('exits 0 for a clean case, 1 for an altered one, and names what and where', async () => {
    const clean = await cli(['verify', copyOf(path)]);
    expect({ status: clean.status, stderr: clean.stderr, first: clean.stdout.split('\n')[0] }).toEqual({
      status: 0,
      stderr: '',
      first: 'Nothing is contradicted.',
    });
    const copy = copyOf(path);
    tamper(copy, (db) => {
      rewrite(db, facts.log, (bytes) => flip(bytes, bytes.length >> 1));
      db.prepare('UPDATE records SET time = time + 1 WHERE id = ?').run(item(db, facts.odd).first_record + 2);
      db.exec("UPDATE custody SET who = 'nobody' WHERE seq = 2");
    });
    const text = await cli(['verify', copy]);
    expect({ status: text.status, stderr: text.stderr }).toEqual({ status: 1, stderr: '' });
    for (const place of [facts.log, address(facts.odd, 2), 'broken       custody   2:']) expect(text.stdout).toContain(place);
    const { status, value } = await cliJson(['verify', copy, '--details']);
    expect({ status, ok: value.ok, altered: value.evidence.altered }).toEqual({ status: 1, ok: false, altered: 1 });
    expect(value.items).toContainEqual({
      kind: 'event',
      key: address(facts.odd, 2),
      verdict: 'differing',
      reason: expect.stringContaining('time'),
    });
    const brief = await cliJson(['verify', copy]);
    expect(brief.value).not.toHaveProperty('items');
  });
});

describe('the schema', () => {
  test.each([
    ['dropped trigger', 'DROP TRIGGER custody_no_delete', 'custody_no_delete', 'missing'],
    [
      'trigger that refuses nothing',
      'DROP TRIGGER records_no_update; CREATE TRIGGER records_no_update BEFORE UPDATE ON records BEGIN SELECT 1; END',
      'records_no_update',
      'differing',
    ],
    ['trigger added', 'CREATE TRIGGER sly AFTER INSERT ON evidence BEGIN SELECT 1; END', 'sly', 'extra'],
    [
      'trigger added under a name like those of SQLite',
      'CREATE TRIGGER sqliteXsly AFTER INSERT ON evidence BEGIN SELECT 1; END',
      'sqliteXsly',
      'extra',
    ],
    ['view changed', 'DROP VIEW events; CREATE VIEW events AS SELECT 1 AS id', 'events', 'differing'],
    ['index dropped', 'DROP INDEX repeats_by_primary', 'repeats_by_primary', 'missing'],
    ['index added', 'CREATE INDEX records_by_time ON records (time)', 'records_by_time', 'extra'],
  ])('%s', async (_, sql, key, verdict) => {
    const copy = copyOf(path);
    const db = sqlite(copy);
    db.exec(sql);
    db.close();
    const { ok, items } = await verify(copy);
    expect(ok).toBe(false);
    expect(items).toContainEqual(expect.objectContaining({ kind: 'schema', key, verdict }));
  });
});
