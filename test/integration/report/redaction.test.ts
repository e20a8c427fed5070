// Redacted reports on the command line: the salt is kept in the case, copies are the same again, marks are opened, and nothing is changed by it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { copyOf, sqlite } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { situation } from '../../helpers/situation.ts';
import { foundIn } from '../../unit/report/canaries.ts';

let path = '';
let folder = '';
const file = (name: string): string => join(folder, name);
const text = (name: string): string => readFileSync(file(name), 'utf8');
const hashOf = (name: string): string => createHash('sha256').update(readFileSync(name)).digest('hex');

beforeAll(async () => {
  ({ path } = await situation());
  path = copyOf(path);
  folder = temporaryFolder();
  const { value } = await cliJson(['events', path, '--limit', '1']);
  await cli(['bookmark', path, value.rows[0].id, '--note', 'what dev did']);
});

/** Values of the case's own tables that name accounts, people, addresses. */
function values(): string[] {
  const db = sqlite(path, { readonly: true });
  try {
    const sql = `SELECT value FROM terms WHERE length(value) > 3 AND value NOT LIKE '%.amazonaws.com' AND id IN (SELECT account FROM calls UNION SELECT arn FROM identities
      UNION SELECT access_key FROM identities UNION SELECT principal FROM identities UNION SELECT source_ip FROM origins) UNION SELECT lower(hex(sha256)) FROM evidence UNION SELECT hash FROM custody`;
    return db.prepare(sql).pluck().all() as string[];
  } finally {
    db.close();
  }
}

test('the first redacted report needs --record: then the case keeps its salt', async () => {
  const refused = await cli(['report', path, '--out', file('none.html'), '--redact']);
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('REDACTION_SALT_MISSING') });
  const made = await cliJson(['report', path, '--out', file('a.html'), '--redact', '--record']);
  expect(made.value).toMatchObject({ redacted: true, exhibits: 2 });
  const html = text('a.html');
  expect(html).toContain('REDACTED COPY');
  const all = values();
  expect(all.length).toBeGreaterThan(5);
  expect(
    foundIn(
      html,
      all.map((value) => ({ group: 'always', text: value, mark: '' })),
    ),
  ).toEqual([]);
});

test('as of the same entry it is the same file; nothing in the case is changed by writing and by opening', async () => {
  const before = hashOf(path);
  const { value } = await cliJson(['report', path, '--out', file('b.html'), '--redact']);
  const again = await cliJson(['report', path, '--out', file('c.html'), '--redact', '--as-of', String(value.entry)]);
  expect(again.value.sha256).toBe(value.sha256);
  const mark = /‹(account-[0-9a-f]+)›/.exec(text('b.html'))?.[1] as string;
  const opened = await cliJson(['redaction', path, 'open', mark, 'user-00000000']);
  expect(opened.status).toBe(1);
  expect(opened.value).toMatchObject({ opened: [{ mark, value: expect.stringMatching(/^\d{12}$/) }], missing: ['user-00000000'] });
  expect(hashOf(path)).toBe(before);
  const shown = await cli(['redaction', path, 'open', `‹${mark}›`]);
  expect(shown).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(`openssl dgst -sha256 -mac HMAC -macopt hexkey:${opened.value.opened[0].key}`),
  });
});

test('what it is asked has to make sense', async () => {
  expect(await cli(['redaction', path, 'open'])).toMatchObject({ status: 2, stderr: expect.stringContaining('USAGE') });
  expect(await cli(['redaction', path, 'open', 'user'])).toMatchObject({ status: 2, stderr: expect.stringContaining('no mark') });
  expect(await cli(['report', path, '--out', file('x.html'), '--redact', '--hide-pattern', '('])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('PATTERN_INVALID'),
  });
  expect(await cli(['report', path, '--out', file('x.html'), '--redact', '--show', 'everything'])).toMatchObject({ status: 2 });
});
