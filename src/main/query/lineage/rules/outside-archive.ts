// What is left where nothing in the case issued a session: it says itself of which role or user it is, and since when.
import { isoTime } from '../../../case/event-rows.ts';
import { actorRef } from '../link.ts';
import { inferred, type Rule } from './rule.ts';

export const outsideArchive: Rule = {
  besideProven: false,
  parents(key, _, __, unread) {
    // What neither is called a temporary key nor tells of a session may be a long-term key: that has no issuer to miss.
    const isSession = key.type === 'temporary' || key.created !== null || key.sessionName !== null;
    if (key.who === null || !isSession) return [];
    const since = key.created === null ? '' : `, begun ${isoTime(key.created)}`;
    const session = key.sessionName === null ? '' : ` ${key.sessionName}`;
    const missing = unread.texts();
    const none =
      missing.length === 0 ? 'The case holds no event that issued' : `Of what was read (not ${missing.join(', ')}), nothing issued`;
    const why = `${none} these credentials: they are known as a session${session} of ${key.who}${since}.`;
    return [inferred('OutsideArchive', actorRef(key.who), key, why)];
  },
  candidates({ kind, value }, { credentials }) {
    return kind === 'actor' ? credentials.keysOf(credentials.identitiesOfActor(value)) : [];
  },
};
