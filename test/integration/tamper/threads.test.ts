// A verification with real threads finds what one in the test's own thread finds, as most tests have it (helpers/pool-here.ts): what each kind of
// task finds arrives, and no other.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { eventsRoot } from '../../../src/main/case/roots.ts';
import { type Verified, verifyCase } from '../../../src/main/verify/verify-case.ts';
import { importInto, tamper } from '../../helpers/cases.ts';
import { filesBelow } from '../../helpers/folder.ts';
import { keptKey, sealed } from '../../helpers/seals.ts';
import { situation } from '../../helpers/situation.ts';
import { signedLogs } from '../export/proof-case.ts';

let path = '';
let keys: { name: string; origin: string; content: Uint8Array }[] = [];
let elsewhere: { text: string; fingerprint: string };

/** One alteration for each kind of task. */
beforeAll(async () => {
  path = (await situation()).path;
  const signed = signedLogs();
  const log = join(signed, filesBelow(signed).find((name) => name.includes('CloudTrail_eu-central-1_20260221T1905Z')) ?? '');
  writeFileSync(log, gzipSync(gunzipSync(readFileSync(log)).toString('utf8').replace('eu-central-1', 'eu-central-2')));
  keys = [{ name: 'keys.json', origin: 'keys.json', content: readFileSync(join(signed, 'keys/eu-central-1.public-keys.json')) }];
  await importInto(path, [join(signed, 'AWSLogs')], { exists: true });
  await sealed(path, keptKey());
  const { text } = await sealed(path, keptKey());
  elsewhere = { text: text.replace('evidence', 'Evidence'), fingerprint: 'a'.repeat(64) };
  tamper(path, (db) => {
    db.exec("UPDATE repeats SET relation = iif(relation = 'conflict', 'sighting', 'conflict')");
    db.exec('UPDATE terms SET hash = hash + 1 WHERE id = (SELECT min(id) FROM terms)');
    db.exec("UPDATE seals SET statement = replace(statement, 'sealed', 'Sealed') WHERE id = 2");
    db.exec("UPDATE problems SET detail = 'nothing' WHERE code = 'RECORD_NOT_JSON'");
    db.exec("UPDATE evidence_bytes SET bytes = CAST('{}' AS BLOB) WHERE evidence = (SELECT max(id) FROM evidence WHERE kind = 'log')");
  });
});
afterEach(() => void vi.unstubAllEnvs());

/** All that is said, without how long it took and in an order of its own: tasks are finished in any. */
async function found(): Promise<Verified> {
  const { summary, ...rest } = await verifyCase(path, {}, { keys, seal: elsewhere, listed: 1000 });
  const items = [...(summary.items ?? [])].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { ...rest, summary: { ...summary, seconds: 0, items } };
}

test('what threads find is what is found here, of every kind', async () => {
  const here = await found();
  vi.stubEnv('TRAILCASE_WORKERS', '2');
  const threads = await found();
  expect(threads).toEqual(here);
  const said = (threads.summary.items ?? []).map(({ kind, key, verdict, reason }) => `${kind} ${key} ${verdict}: ${reason}`);
  const kinds: Record<string, RegExp> = {
    items: /^evidence [0-9a-f]{64} altered: its stored bytes have the SHA-256/,
    'items, derived anew': /^event [0-9a-f]{64} differing: the problems that the case lists for this file are not those/,
    repeats: /^event .* differing: it repeats another event \(sighting\); the case says otherwise/,
    structure: /^schema terms 1 differing/,
    'seals, by their signature': /^seal 2 invalid: its signature does not fit/,
    'seals, by what they state': /^seal 1 .*: .*events/,
    digests: /^log [0-9a-f]{64} invalid: the SHA-256 of its content/,
    'a seal kept elsewhere': /^seal kept elsewhere invalid: its signature does not fit/,
    'a fingerprint': /^seal kept elsewhere invalid: its key is not the one whose fingerprint was given/,
  };
  for (const [kind, pattern] of Object.entries(kinds)) expect(said, kind).toEqual(expect.arrayContaining([expect.stringMatching(pattern)]));
  const db = openForReading(path);
  const root = eventsRoot(db);
  db.close();
  expect(threads.summary).toMatchObject({ roots: { events: root }, digests: { valid: 4 }, keysFrom: ['keys.json'] });
});
