// A console session of federated credentials: GetSigninToken turns a key into a link for signing in, and the console session has a key of its own.
import { keyRef } from '../link.ts';
import { inferred, NEAR_MS, principals, type Rule } from './rule.ts';

/** AWS, "Enabling custom identity broker access to the AWS console": the token is valid for 15 minutes. */
const TOKEN_MS = 15 * 60_000;

export const signinToken: Rule = {
  besideProven: false,
  parents(key, index) {
    const { created } = key;
    if (created === null || key.principal === null) return [];
    const tokens = index.calls('GetSigninToken');
    const { principalOf } = principals(index);
    const same = tokens.between(created - TOKEN_MS, created + NEAR_MS).filter((record) => principalOf(record) === key.principal);
    const token = tokens.nearest(
      same.filter((record) => ![null, key.value].includes(index.callerKey(record))),
      created,
    );
    if (token === undefined) return [];
    const from = keyRef(index.callerKey(token) as string);
    const why = `GetSigninToken was called with ${from.value} of the same principal within the 15 minutes in which its token is valid; the console session that follows has a key of its own.`;
    return [inferred('GetSigninToken', from, key, why, [token])];
  },
  candidates({ kind, value }, index) {
    if (kind !== 'key') return [];
    const { credentials } = index;
    const { dimension, numberOf } = principals(index);
    const tokens = index.calls('GetSigninToken').with(credentials.keyOf, credentials.term(value));
    return credentials.keysOf(
      [...new Set(tokens.map(numberOf))].flatMap((number) => credentials.identitiesWith(dimension.numbers, number)),
    );
  },
};
