// A console session of someone who signed in with SAML: AssumeRoleWithSAML began the same role session, and the console has a key of its own.

import type { LineageIndex } from '../lineage-index.ts';
import { actorRef } from '../link.ts';
import { apart, inferred, NEAR_MS, READ, type Rule } from './rule.ts';

const API = 'AssumeRoleWithSAML';

/** ARN of the session that a call began. Source: AWS STS API reference, AssumeRoleWithSAML. */
function sessionOf(index: LineageIndex, record: number): string | null {
  return index.raw.text(record, 'responseElements', 'assumedRoleUser', 'arn');
}

export const samlSignIn: Rule = {
  besideProven: false,
  parents(key, index, _, unread) {
    const { created, arn } = key;
    if (created === null || arn === null) return [];
    const calls = index.calls(API);
    const near = unread.take(API, calls.between(created - NEAR_MS, created + NEAR_MS), READ);
    const call = calls.nearest(
      near.filter((record) => sessionOf(index, record) === arn),
      created,
    );
    const who = call === undefined ? null : index.callerWho(call);
    if (call === undefined || who === null) return [];
    const why = `${API} by ${who} began a session of this name, ${apart(index.time(call), created)} from the creation date of this one; its answer names another key, as the console has one of its own.`;
    return [inferred(API, actorRef(who), key, why, [call])];
  },
  candidates({ kind, value }, index, unread) {
    if (kind !== 'actor') return [];
    const { credentials, events } = index;
    const { who } = credentials;
    const calls = unread.take(API, [...index.calls(API).with(who.numbers, who.numberOf(value))].reverse(), READ);
    if (calls.length === 0) return [];
    const arns = events.dimension('arn');
    const sessions = new Set(calls.map((record) => arns.numberOf(sessionOf(index, record) ?? '')));
    return credentials.keysOf([...sessions].flatMap((number) => credentials.identitiesWith(arns.numbers, number)));
  },
};
