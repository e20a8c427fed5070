// What lineage and actors rest on cannot be changed unseen: the keys that records name, and what identities say of sessions.
import type { Database } from 'better-sqlite3';
import { beforeAll, expect, test } from 'vitest';
import { caseOf, copyOf, tamper, verified } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';

const ISSUED = 'ASIAIOSFODNN7EXAMPLE';

let path = '';
beforeAll(async () => {
  const log = trail()
    .event({ eventName: 'AssumeRole', responseElements: { credentials: { accessKeyId: ISSUED } } })
    .event({ eventName: 'UpdateAccessKey', requestParameters: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', status: 'Inactive' } })
    .event({
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::111122223333:assumed-role/deploy/ci',
        accountId: '111122223333',
        accessKeyId: ISSUED,
        sessionContext: {
          sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/deploy' },
          attributes: { creationDate: '2026-02-21T10:00:00Z' },
        },
      },
    });
  ({ path } = await caseOf([folderOf({ 'a.json.gz': log.gz() })]));
});

test('as it was left it is clean', async () => {
  expect(await verified(copyOf(path))).toMatchObject({ ok: true, events: { checked: 3, differing: 0 } });
});

const term = (text: string): string => `(SELECT id FROM terms WHERE value = '${text}')`;

test.each<[string, string]>([
  ['a key that a response hands out, taken away', 'DELETE FROM key_events WHERE issued = 1'],
  ['all keys taken away', 'DELETE FROM key_events'],
  ['another key', `UPDATE key_events SET key = ${term('AKIAIOSFODNN7EXAMPLE')} WHERE issued = 1`],
  ['a key that was only asked about, as if it had been handed out', 'UPDATE key_events SET issued = 1'],
  ['a key too many', `INSERT INTO key_events (record, issued, key) SELECT max(id), 1, ${term(ISSUED)} FROM records`],
  [
    'a key of a record that is not there',
    `INSERT INTO key_events (record, issued, key) SELECT max(id) + 1, 1, ${term(ISSUED)} FROM records`,
  ],
  ['when a session began', `UPDATE identities SET created = 0 WHERE created > 0`],
  ['of which role a session is', `UPDATE identities SET issuer = arn WHERE issuer > 0`],
])('%s', async (_, sql) => {
  const copy = copyOf(path);
  tamper(copy, (db: Database) => expect(db.prepare(sql).run().changes).toBeGreaterThan(0));
  const { ok, items } = await verified(copy);
  expect(ok).toBe(false);
  expect(items?.length).toBeGreaterThan(0);
});
