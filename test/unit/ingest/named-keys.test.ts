// Which access keys a record names, and where.
import { expect, test } from 'vitest';
import { namedKeys } from '../../../src/main/ingest/named-keys.ts';

const LONG_TERM = 'AKIAIOSFODNN7EXAMPLE';
const TEMPORARY = 'ASIAIOSFODNN7EXAMPLE';

test('what a response hands out', () => {
  expect(namedKeys({ responseElements: { credentials: { accessKeyId: TEMPORARY, sessionToken: 'x' } } })).toEqual([
    { accessKeyId: TEMPORARY, issued: true },
  ]);
  expect(namedKeys({ responseElements: { accessKey: { accessKeyId: LONG_TERM, status: 'Active' } } })).toEqual([
    { accessKeyId: LONG_TERM, issued: true },
  ]);
  // Roles Anywhere answers with a list.
  expect(namedKeys({ responseElements: { credentialSet: [{ credentials: { accessKeyId: TEMPORARY } }] } })).toEqual([
    { accessKeyId: TEMPORARY, issued: true },
  ]);
});

test('what a request is about, and each once', () => {
  expect(
    namedKeys({
      requestParameters: { accessKeyId: LONG_TERM, again: { accessKeyId: LONG_TERM } },
      responseElements: { accessKeyId: LONG_TERM },
    }),
  ).toEqual([
    { accessKeyId: LONG_TERM, issued: false },
    { accessKeyId: LONG_TERM, issued: true },
  ]);
});

test('a refused call hands nothing out, and what looks like no key is none', () => {
  expect(namedKeys({ requestParameters: { userName: LONG_TERM }, responseElements: null })).toEqual([]);
  expect(namedKeys({ requestParameters: `{"accessKeyId":"${LONG_TERM}"}`, responseElements: { accessKeyId: 'AKIA lower' } })).toEqual([]);
  expect(namedKeys({ userIdentity: { accessKeyId: LONG_TERM } })).toEqual([]);
});

test('a deep response is looked through without recursion', () => {
  let response: object = { accessKeyId: TEMPORARY };
  for (let depth = 0; depth < 100_000; depth++) response = { response };
  expect(namedKeys({ responseElements: response })).toEqual([{ accessKeyId: TEMPORARY, issued: true }]);
});
