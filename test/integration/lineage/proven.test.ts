// Proven lineage: constructed cases, and on the sample and the real data equal to a slow script over every record's JSON.

import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { EvidenceReader } from '../../../src/main/case/evidence.ts';
import { lineageOf } from '../../../src/main/query/lineage/lineage.ts';
import { caseOf } from '../../helpers/cases.ts';
import { ROOT } from '../../helpers/cli.ts';
import { everyEvent } from '../../helpers/events.ts';
import { realData } from '../../helpers/real.ts';
import { assume, call, caseWith, chainText, HOME, idOf, lineage, OTHER, reading, service, session, user } from './archive.ts';

const AT = '2026-02-21T10:00:00Z';

test('a call across accounts is one edge with two records: its parent is the key that one of them names', async () => {
  const seen = { type: 'AWSAccount', principalId: 'AIDAASHA', accountId: HOME };
  const shared = { sharedEventID: 'c0ffee00-0000-4000-8000-000000000000' };
  const path = await caseWith(
    assume('in the other', seen, AT, 'deploy', 'build', 'ASIABUILD0000EXAMPLE', { ...shared, recipientAccountId: OTHER }),
    assume('at home', user('asha', 'AKIAASHA00000EXAMPLE'), AT, 'deploy', 'build', 'ASIABUILD0000EXAMPLE', shared),
  );
  expect(chainText(path, 'ASIABUILD0000EXAMPLE')).toEqual([
    `proven AssumeRole key AKIAASHA00000EXAMPLE ${idOf('at home')} ${idOf('in the other')}`,
  ]);
  expect(lineage(path, 'ASIABUILD0000EXAMPLE').chain[0]).toMatchObject({ copies: 2, otherCount: 0 });
  // Never used: whose it is, the answer tells.
  expect(lineage(path, 'ASIABUILD0000EXAMPLE').node).toMatchObject({
    events: 0,
    who: `${HOME}:role/deploy`,
    actor: 'deploy/build',
    type: 'temporary',
  });
});

test('chains over any depth, and what all of it did', async () => {
  const links = Array.from({ length: 40 }, (_, i) =>
    assume(`link ${i}`, session('hop', `s${i}`, `ASIAHOP00000EXAMPLE${i}`), AT, 'hop', `s${i + 1}`, `ASIAHOP00000EXAMPLE${i + 1}`),
  );
  const path = await caseWith(
    ...links,
    call('end', session('hop', 's40', 'ASIAHOP00000EXAMPLE40'), AT, { readOnly: false, errorCode: 'AccessDenied' }),
  );
  const { chain, root } = lineage(path, 'ASIAHOP00000EXAMPLE40');
  expect(chain.filter(({ certainty }) => certainty === 'proven')).toHaveLength(40);
  expect(root?.value).toBe(`${HOME}:role/hop`);
  const { blast, children } = lineage(path, 'ASIAHOP00000EXAMPLE0', 'key', { depth: 2 });
  expect(blast).toMatchObject({ keys: 41, events: 41, denied: 1, writes: 1 });
  expect(children).toMatchObject([
    { to: { value: 'ASIAHOP00000EXAMPLE1' }, more: 0, children: [{ to: { value: 'ASIAHOP00000EXAMPLE2' }, children: [], more: 1 }] },
  ]);
});

test('a denied call issues nothing; what a request is about is not issued by it', async () => {
  const path = await caseWith(
    assume('denied', user('eve', 'AKIAEVE000000EXAMPLE'), AT, 'deploy', 'x', 'ASIAX00000000EXAMPLE', { errorCode: 'AccessDenied' }),
    call('about', user('eve', 'AKIAEVE000000EXAMPLE'), AT, {
      eventName: 'GetAccessKeyLastUsed',
      requestParameters: { accessKeyId: 'AKIAASHA00000EXAMPLE' },
    }),
    call('used', session('deploy', 'x', 'ASIAX00000000EXAMPLE'), AT),
  );
  expect(lineage(path, 'AKIAEVE000000EXAMPLE').children).toEqual([]);
  expect(lineage(path, 'AKIAASHA00000EXAMPLE')).toMatchObject({ chain: [], life: [] });
});

const saml = { type: 'SAMLUser', principalId: 'x:asha@example.com', userName: 'asha@example.com', identityProvider: 'x' };
const web = {
  type: 'WebIdentityUser',
  principalId: 'accounts.google.com:app:123',
  userName: '123',
  identityProvider: 'accounts.google.com',
};
const asha = user('asha', 'AKIAASHA00000EXAMPLE');
const credentials = (accessKeyId: string) => ({ credentials: { accessKeyId, expiration: 'Feb 21, 2026, 11:00:00 AM', sessionToken: 'x' } });
const accessKey = (accessKeyId: string) => ({ accessKey: { accessKeyId } });

test('every API that hands out a key', async () => {
  const apis: [name: string, source: string, who: object, answer: (key: string) => object, parent: string][] = [
    ['AssumeRole', 'sts', asha, credentials, 'key AKIAASHA00000EXAMPLE'],
    ['AssumeRoleWithSAML', 'sts', saml, credentials, 'actor saml-user/asha@example.com'],
    ['AssumeRoleWithWebIdentity', 'sts', web, credentials, 'actor web-identity-user/accounts.google.com:app:123'],
    ['AssumeRoot', 'sts', asha, credentials, 'key AKIAASHA00000EXAMPLE'],
    ['GetSessionToken', 'sts', asha, credentials, 'key AKIAASHA00000EXAMPLE'],
    ['GetFederationToken', 'sts', asha, credentials, 'key AKIAASHA00000EXAMPLE'],
    ['CreateAccessKey', 'iam', asha, accessKey, 'key AKIAASHA00000EXAMPLE'],
    ['CreateBucketAccessKey', 'lightsail', asha, accessKey, 'key AKIAASHA00000EXAMPLE'],
    ['GetCredentialsForIdentity', 'cognito-identity', web, credentials, 'actor web-identity-user/accounts.google.com:app:123'],
    ['CreateSession', 's3express', asha, credentials, 'key AKIAASHA00000EXAMPLE'],
    ['GetTemporaryGlueTableCredentials', 'lakeformation', asha, (accessKeyId) => ({ accessKeyId }), 'key AKIAASHA00000EXAMPLE'],
    [
      'CreateSession',
      'rolesanywhere',
      service('build.example'),
      (key) => ({ credentialSet: [credentials(key)] }),
      'actor service/build.example',
    ],
  ];
  const key = (i: number): string => `ASIAISSUED00${i}EXAMPLE`;
  const path = await caseWith(
    ...apis.map(([eventName, source, who, answer], i) =>
      call(`${i}`, who as never, AT, { eventName, eventSource: `${source}.amazonaws.com`, responseElements: answer(key(i)) }),
    ),
  );
  expect(apis.map((_, i) => chainText(path, key(i)))).toEqual(
    apis.map(([name, , , , parent], i) => [`proven ${name} ${parent} ${idOf(`${i}`)}`]),
  );
});

test('a key that any other answer names, or that stands elsewhere in one, was not handed out', async () => {
  const [echoed, misplaced] = ['ASIAECHOED000EXAMPLE', 'ASIAODDPLACE0EXAMPLE'];
  const path = await caseWith(
    call('echo', asha, AT, {
      eventSource: 'ecs.amazonaws.com',
      eventName: 'RegisterTaskDefinition',
      responseElements: { taskDefinition: { containerDefinitions: [{ dockerLabels: { accessKeyId: echoed } }] } },
    }),
    call('misplaced', asha, AT, {
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      responseElements: { sourceIdentity: { accessKeyId: misplaced } },
    }),
    call('used', session('deploy', 'x', echoed, AT), AT),
    call('used, too', session('deploy', 'y', misplaced, AT), AT),
  );
  expect(chainText(path, echoed)).toEqual([`inferred OutsideArchive actor ${HOME}:role/deploy`]);
  expect(lineage(path, echoed).notes).toEqual([expect.stringContaining('1 event, RegisterTaskDefinition')]);
  const [step] = lineage(path, misplaced).chain;
  expect(step).toMatchObject({
    how: 'OutsideArchive',
    others: [{ certainty: 'inferred', how: 'AssumeRole', why: expect.stringContaining('not where this API hands out a key') }],
  });
  expect(lineage(path, 'AKIAASHA00000EXAMPLE').children).toMatchObject([{ certainty: 'inferred', to: { value: misplaced } }]);
});

test('the keys that an actor has itself, with the first event that shows it: one that only a principal id tells is inferred', async () => {
  const seen = { type: 'AWSAccount', principalId: 'AIDAASHA', accountId: HOME, accessKeyId: 'AKIASEEN00000EXAMPLE' };
  const path = await caseWith(
    call('later', asha, '2026-02-21T12:00:00Z'),
    call('first', asha, AT),
    // The first event made with this key is an API that issues: it is no less its own.
    assume('seen', seen, AT, 'deploy', 'x', 'ASIAX00000000EXAMPLE'),
  );
  const found = lineage(path, `${HOME}:user/asha`, 'actor');
  expect(found.children.map(({ certainty, how, to, event }) => [certainty, how, to.value, event?.eventID?.slice(0, 8)])).toEqual([
    ['proven', 'Identity', 'AKIAASHA00000EXAMPLE', idOf('first')],
    ['inferred', 'Identity', 'AKIASEEN00000EXAMPLE', idOf('seen')],
  ]);
  // Keys that the actor's own term finds need no terms of their own.
  expect(found.blast).toMatchObject({ keys: 3, filter: `who:${HOME}:user/asha OR accessKeyId:ASIAX00000000EXAMPLE` });
});

/** One record's JSON, as far as the slow script looks at it. */
interface Plain {
  eventID: string;
  key: string | null;
  /** API and second. */
  call: string;
  issued: string[];
}

function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'accessKeyId' && typeof inner === 'string' && /^A(?:KI|SI)A/.test(inner) ? [inner] : keysIn(inner),
  );
}

function plainRecords(path: string): Plain[] {
  return reading(path, (db) => {
    const evidence = new EvidenceReader(db);
    const item = db.prepare('SELECT evidence FROM records WHERE id = ?').pluck();
    return everyEvent(db).map((row) => {
      const value = evidence.value(item.get(row.record) as number, row) as Record<string, any>;
      return {
        eventID: String(value.eventID ?? ''),
        key: value.userIdentity?.accessKeyId || null,
        call: `${value.eventName} ${row.timeMs}`,
        issued: value.errorCode ? [] : keysIn(value.responseElements),
      };
    });
  });
}

/** Of each key: by which parent's key (null: without one) and in how many records it was handed out. */
function slowParents(records: readonly Plain[]): Map<string, Map<string | null, number>> {
  const calls = new Map<string, Map<string, Plain[]>>();
  for (const one of records)
    for (const key of new Set(one.issued)) {
      if (one.key === key) continue;
      const byCall = calls.get(key) ?? new Map<string, Plain[]>();
      calls.set(key, byCall.set(one.call, [...(byCall.get(one.call) ?? []), one]));
    }
  const parents = new Map<string, Map<string | null, number>>();
  for (const [key, byCall] of calls) {
    const counts = new Map<string | null, number>();
    for (const copies of byCall.values()) {
      const first = copies.find((one) => one.key !== null)?.key ?? null;
      for (const one of copies) counts.set(one.key ?? first, (counts.get(one.key ?? first) ?? 0) + 1);
    }
    parents.set(key, counts);
  }
  return parents;
}

describe('equal to a slow script over every record', () => {
  let paths: Record<'sample' | 'real', string>;
  beforeAll(async () => {
    const sample = await caseOf([resolve(ROOT, 'resources/sample/archive')]);
    const real = await caseOf([realData().folder]);
    paths = { sample: sample.path, real: real.path };
  }, 120_000);

  test.each(['sample', 'real'] as const)('%s', (name) => {
    const slow = slowParents(plainRecords(paths[name]));
    expect(slow.size).toBeGreaterThan(0);
    reading(paths[name], (db) => {
      for (const [key, expected] of slow) {
        const { chain } = lineageOf(db, { kind: 'key', value: key, width: 1 }) ?? { chain: [] };
        const [step] = chain;
        const proven = step ? [step, ...step.others].filter(({ certainty }) => certainty === 'proven') : [];
        const counts = new Map<string | null, number>();
        for (const { from, copies } of proven) {
          const parent = from.kind === 'key' ? from.value : null;
          counts.set(parent, (counts.get(parent) ?? 0) + copies);
        }
        // Of a key with many issuers an answer lists some.
        if (step && step.otherCount > step.others.length) expect(counts.size).toBeGreaterThan(0);
        else expect({ key, counts: [...counts].sort() }).toEqual({ key, counts: [...expected].sort() });
      }
    });
  });
});
