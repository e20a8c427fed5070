// A role taken on in the console: the event SwitchRole is the session's own, and names who switched.
import { actorId, actorOfArn } from '../../actors/actor-of.ts';
import type { LineageIndex } from '../lineage-index.ts';
import { actorRef } from '../link.ts';
import { apart, inferred, NEAR_MS, principals, READ, type Rule } from './rule.ts';

const API = 'SwitchRole';

/** Who switched, as `who`. AWS, "AWS Management Console sign-in events": additionalEventData.SwitchFrom is an ARN. */
function switcherOf(index: LineageIndex, record: number): string | null {
  const arn = index.raw.text(record, 'additionalEventData', 'SwitchFrom');
  if (arn === null) return null;
  const actor = actorOfArn(arn);
  return actor ? actorId(actor) : arn;
}

/** Every switch, newest first, those before the others whose session has a name of the actor: the console names it by who switches. */
function switchesFor(index: LineageIndex, who: string): number[] {
  const { credentials, events } = index;
  const sessions = events.dimension('sessionName');
  const own = credentials.identitiesOfActor(who);
  const names = new Set(own.map((identity) => sessions.numbers[identity] as number));
  names.add(sessions.numberOf(who.slice(who.lastIndexOf('/') + 1))).delete(0);
  const isNamed = (record: number): boolean => names.has(sessions.numbers[index.identityOf(record)] as number);
  const all = [...index.calls(API).records].reverse();
  return [...all.filter(isNamed), ...all.filter((record) => !isNamed(record))];
}

export const switchRole: Rule = {
  besideProven: false,
  parents(key, index) {
    const { created } = key;
    if (created === null || key.principal === null) return [];
    const switches = index.calls(API);
    const { principalOf } = principals(index);
    const near = switches.between(created - NEAR_MS, created + NEAR_MS).filter((record) => principalOf(record) === key.principal);
    const nearest = switches.nearest(near, created);
    const switcher = nearest === undefined ? null : switcherOf(index, nearest);
    if (nearest === undefined || switcher === null) return [];
    const why = `SwitchRole names ${switcher} as the one who switched to this role session, ${apart(index.time(nearest), created)} from its creation date.`;
    return [inferred(API, actorRef(switcher), key, why, [nearest])];
  },
  candidates({ kind, value }, index, unread) {
    if (kind !== 'actor') return [];
    const { credentials } = index;
    const { dimension, numberOf } = principals(index);
    const own = unread.take(API, switchesFor(index, value), READ).filter((record) => switcherOf(index, record) === value);
    return credentials.keysOf([...new Set(own.map(numberOf))].flatMap((number) => credentials.identitiesWith(dimension.numbers, number)));
  },
};
