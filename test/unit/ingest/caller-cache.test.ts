// Remembering a caller changes nothing: every identity is what it is when each event is taken apart on its own.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Dictionaries } from '../../../src/main/ingest/dictionaries.ts';
import { EventCollector } from '../../../src/main/ingest/event-collector.ts';
import type { ItemProblem, Terms } from '../../../src/shared/parsed-item.ts';

fc.configureGlobal({ seed: 20260221 });

const field = fc.option(fc.constantFrom('', 'a', 'b', 'a/b', 'arn:aws:sts::1:assumed-role/r/s', 'AROA1:s', 7, null, { nested: true }), {
  nil: undefined,
});
const issuer = fc.oneof(
  fc.record({ userName: field, arn: field, principalId: field }, { requiredKeys: [] }),
  fc.constantFrom(null, 'text', []),
);
const identity = fc.record(
  {
    type: fc.constantFrom('AssumedRole', 'IAMUser', 'AWSService', 'Root', 'WebIdentityUser', undefined),
    accountId: field,
    arn: field,
    principalId: field,
    accessKeyId: fc.constantFrom('', 'ASIA1', 'AKIA1', undefined),
    invokedBy: field,
    userName: field,
    credentialId: field,
    onBehalfOf: fc.oneof(fc.record({ userId: field }, { requiredKeys: [] }), fc.constantFrom(null, 'text', undefined)),
    sessionContext: fc.oneof(
      fc.record(
        {
          sessionIssuer: issuer,
          attributes: fc.oneof(
            fc.record({ creationDate: field, mfaAuthenticated: fc.constantFrom('true', true, 'false', 0) }, { requiredKeys: [] }),
            fc.constantFrom(null, 'text'),
          ),
          webIdFederationData: fc.oneof(fc.record({ federatedProvider: field }), fc.constantFrom(null, 'text')),
          sourceIdentity: field,
          ec2RoleDelivery: field,
        },
        { requiredKeys: [] },
      ),
      fc.constantFrom(null, 'text'),
    ),
    identityProvider: field,
    inScopeOf: fc.oneof(fc.record({ credentialsIssuedTo: field }), fc.constantFrom(null, 'text', undefined)),
  },
  { requiredKeys: [] },
);

/** Identity and account of every event, and all problems. */
function read(identities: object[], dictionaries: () => Dictionaries): { who: (Terms | undefined)[]; problems: ItemProblem[][] } {
  const who: (Terms | undefined)[] = [];
  const problems: ItemProblem[][] = [];
  const known: Terms[] = [];
  let last: Dictionaries | null = null;
  for (const userIdentity of identities) {
    const own = dictionaries();
    if (own !== last) known.length = 0;
    last = own;
    const into = new EventCollector(own, 1);
    into.add({ userIdentity, eventName: 'GetUser', eventTime: '2026-02-21T18:00:00Z', eventID: 'x' }, 0, 1);
    const { identity: numbers } = into.finish();
    known.push(...own.takeNew().identity.terms);
    who.push(known[numbers[0] as number]);
    problems.push(into.problems);
  }
  return { who, problems };
}

test('identities and problems are the same with a memory of earlier callers and without', () => {
  fc.assert(
    fc.property(fc.array(identity, { minLength: 1, maxLength: 40 }), (some) => {
      // Each twice, far apart, so that what is remembered is asked for.
      const identities = [...some, ...some];
      const lasting = new Dictionaries();
      const remembered = read(identities, () => lasting);
      const fresh = read(identities, () => new Dictionaries());
      expect(remembered).toEqual(fresh);
    }),
  );
});
