// A case that changes while it is sealed: the time stamp takes a while, and what is stated must still be so when it is entered.
import { expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { sealCase } from '../../../src/main/seal/seal-case.ts';
import { oneTimeKey } from '../../../src/main/seal/signing-key.ts';
import { readStatement } from '../../../src/main/seal/statement.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { answerTo, startServer, timestampAuthority } from '../../helpers/timestamp-server.ts';

test('what was entered meanwhile ends the sealing, and nothing is sealed', async () => {
  const file = CaseFile.create(newCasePath());
  const authority = timestampAuthority();
  const server = await startServer((query, response) => {
    file.record({ action: 'annotate', outcome: 'done', detail: {} });
    response.setHeader('content-type', 'application/timestamp-reply').end(answerTo(authority, query));
  });
  const options = { out: `${file.path}-seal.txt`, overwrite: false, note: '', timestampServer: server.url, verification: null };
  await expect(sealCase(file, oneTimeKey(), options)).rejects.toMatchObject({ code: 'JOB_RUNNING' });
  expect(file.db.prepare('SELECT count(*) FROM seals').pluck().get()).toBe(0);
  await server.close();
  file.close();
});

test('who waits to hold the case gets it alone', async () => {
  const file = CaseFile.create(newCasePath());
  const order: string[] = [];
  const hold = async (name: string): Promise<void> => {
    const release = await file.beginExclusive();
    order.push(`${name} in`);
    await Promise.resolve();
    order.push(`${name} out`);
    release();
  };
  await Promise.all([hold('a'), hold('b'), hold('c')]);
  expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  file.close();
});

test.each(['Infinity', 'NaN', '1.5', '1e400'])('a statement with the number %s is none', (number) => {
  expect(readStatement(`Trailcase seal, version 1\nlast-rows: evidence=${number}\nsealed: 2026-02-21T00:00:00.000Z\n`)).toBe(null);
});
