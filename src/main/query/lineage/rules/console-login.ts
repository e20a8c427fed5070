// A console session: its creation date is that of a sign-in by the same principal.
import { failedSignIn } from '../../../decode/sign-in.ts';
import type { LineageIndex } from '../lineage-index.ts';
import { actorRef } from '../link.ts';
import { apart, inferred, NEAR_MS, principals, type Rule } from './rule.ts';

/** A failed one has no errorCode. A reduced copy does not tell. */
function succeeded(index: LineageIndex, record: number): boolean {
  return failedSignIn(index.raw.value(record)) === null;
}

export const consoleLogin: Rule = {
  besideProven: false,
  parents(key, index) {
    if (key.created === null || key.who === null) return [];
    const logins = index.calls('ConsoleLogin');
    const near = logins.between(key.created - NEAR_MS, key.created + NEAR_MS).filter((record) => index.callerWho(record) === key.who);
    const { principalOf } = principals(index);
    // Several sessions of one role are one actor: the principal, which holds the session's name, tells them apart.
    const same = near.filter((record) => {
      const principal = principalOf(record);
      return (principal === null || key.principal === null || principal === key.principal) && succeeded(index, record);
    });
    const login = logins.nearest(same, key.created);
    if (login === undefined) return [];
    const why = `The same actor signed in to the console, ${apart(index.time(login), key.created)} from the creation date of this session; a sign-in does not log the key that it hands out.`;
    return [inferred('ConsoleLogin', actorRef(key.who), key, why, [login])];
  },
  candidates({ kind, value }, index) {
    const { credentials } = index;
    const { who } = credentials;
    if (kind !== 'actor' || index.calls('ConsoleLogin').with(who.numbers, who.numberOf(value)).length === 0) return [];
    return credentials.keysOf(credentials.identitiesOfActor(value));
  },
};
