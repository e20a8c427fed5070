// A session whose issuing call is in the case without its answer, as in reduced copies: the call lists its key, or role, session name and time are those of the session.
import { sessionNameOf } from '../../actors/session-name.ts';
import type { KeyFacts } from '../credentials.ts';
import type { LineageIndex } from '../lineage-index.ts';
import { type Link, sameRef } from '../link.ts';
import { listsAnother } from '../unanswered.ts';
import type { Unread } from '../unread.ts';
import { byCaller, callerOf, inferred, LONGEST_MS, NEAR_MS, type Rule } from './rule.ts';

/** Links from whoever made some calls, the last call first: a session may be asked for again under the same name. */
function linksFrom(index: LineageIndex, records: readonly number[], key: KeyFacts, says: (record: number) => string): Link[] {
  const callers = byCaller(index, [...records].reverse(), key);
  const fit = callers.length === 1 ? '' : ` ${callers.length} callers fit.`;
  return callers.map(({ from, records: calls }) => {
    const [call] = calls as [number];
    const why = `${index.apiOf(call)} ${says(call)}; its record does not hold the answer.${fit}`;
    return inferred(index.apiOf(call), from, key, why, calls);
  });
}

/** Callers whose call lists the key itself: AWS issues a key once, so the time only has to come before its use. */
function exactCallers(index: LineageIndex, key: KeyFacts): Link[] {
  const begun = key.created ?? key.first ?? Number.POSITIVE_INFINITY;
  const listing = index
    .unanswered()
    .listing(key.value)
    .filter((record) => !(index.time(record) > begun + NEAR_MS));
  return linksFrom(index, listing, key, () => 'lists this key among its resources');
}

/** Callers who asked for a session of the same role and name, at a time that fits. */
function fittingCallers(index: LineageIndex, key: KeyFacts): Link[] {
  const begun = key.created ?? key.first;
  if (begun === null) return [];
  const unanswered = index.unanswered();
  const byArn = key.arn !== null && sessionNameOf(key.arn) !== null ? unanswered.listing(key.arn) : [];
  const byName = key.who !== null && key.sessionName !== null ? unanswered.askingFor(key.who, key.sessionName) : [];
  const places = index.events.places();
  const records = [...new Set([...byArn, ...byName])].sort((a, b) => (places[a] as number) - (places[b] as number));
  const near = unanswered.acts
    .between(key.created === null ? begun - LONGEST_MS : begun - NEAR_MS, begun + NEAR_MS, records)
    .filter((record) => !listsAnother(unanswered.toldBy(record), key.value));
  return linksFrom(index, near, key, (record) =>
    byArn.includes(record)
      ? `lists the session ${key.arn} among its resources, at a time that fits`
      : `asked for ${key.who} with the session name ${key.sessionName}, at a time that fits`,
  );
}

function noteUnread(index: LineageIndex, unread: Unread): void {
  unread.add('APIs that issue credentials, of which the answer is not logged', index.unanswered().unread);
}

export const unloggedAnswer: Rule = {
  besideProven: false,
  parents(key, index, _, unread) {
    const exact = exactCallers(index, key);
    if (exact.length > 0) return exact;
    noteUnread(index, unread);
    return fittingCallers(index, key);
  },
  candidates(from, index, unread) {
    const { credentials, events } = index;
    const unanswered = index.unanswered();
    const { who, keyOf } = credentials;
    const own = (
      from.kind === 'key'
        ? unanswered.acts.with(keyOf, credentials.term(from.value))
        : from.kind === 'actor'
          ? unanswered.acts.with(who.numbers, who.numberOf(from.value))
          : []
    ).filter((record) => {
      const caller = callerOf(index, record);
      return caller !== null && sameRef(caller, from);
    });
    if (own.length === 0) return [];
    noteUnread(index, unread);
    const told = own.map((record) => unanswered.toldBy(record));
    const resources = new Set(told.flatMap((one) => one.resources));
    const names = new Set(told.map(({ asked }) => asked?.session ?? ''));
    const arns = events.dimension('arn');
    const sessions = events.dimension('sessionName');
    const identities = [
      ...[...resources].flatMap((text) => credentials.identitiesWith(arns.numbers, arns.numberOf(text))),
      ...[...names].flatMap((text) => credentials.identitiesWith(sessions.numbers, sessions.numberOf(text))),
    ];
    const keys = [...resources].map((text) => credentials.term(text)).filter((term) => credentials.identitiesWith(keyOf, term).length > 0);
    return [...keys, ...credentials.keysOf(identities)];
  },
};
