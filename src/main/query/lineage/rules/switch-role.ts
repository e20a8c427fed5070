// A role taken on in the console: the event SwitchRole is the session's own, and names who switched.
import { actorId, actorOfArn } from '../../actors/actor-of.ts';
import type { LineageIndex } from '../lineage-index.ts';
import { actorRef } from '../link.ts';
import { apart, inferred, NEAR_MS, principals, READ, type Rule } from './rule.ts';

/** Who switched, as `who`. AWS, "AWS Management Console sign-in events": additionalEventData.SwitchFrom is an ARN. */
function switcherOf(index: LineageIndex, record: number): string | null {
  const arn = index.raw.text(record, 'additionalEventData', 'SwitchFrom');
  if (arn === null) return null;
  const actor = actorOfArn(arn);
  return actor ? actorId(actor) : arn;
}

export const switchRole: Rule = {
  besideProven: false,
  parents(key, index) {
    const { created } = key;
    if (created === null || key.principal === null) return [];
    const switches = index.calls('SwitchRole');
    const { principalOf } = principals(index);
    const near = switches.between(created - NEAR_MS, created + NEAR_MS).filter((record) => principalOf(record) === key.principal);
    const nearest = switches.nearest(near, created);
    const switcher = nearest === undefined ? null : switcherOf(index, nearest);
    if (nearest === undefined || switcher === null) return [];
    const why = `SwitchRole names ${switcher} as the one who switched to this role session, ${apart(index.time(nearest), created)} from its creation date.`;
    return [inferred('SwitchRole', actorRef(switcher), key, why, [nearest])];
  },
  candidates({ kind, value }, index) {
    if (kind !== 'actor') return [];
    const { credentials } = index;
    const { dimension, numberOf } = principals(index);
    const own = index
      .calls('SwitchRole')
      .records.slice(-READ)
      .filter((record) => switcherOf(index, record) === value);
    return credentials.keysOf([...new Set(own.map(numberOf))].flatMap((number) => credentials.identitiesWith(dimension.numbers, number)));
  },
};
