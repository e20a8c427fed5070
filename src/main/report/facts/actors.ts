// The actors of a report: of the cited events, and those that findings name. What is counted of each is counted in the whole case.
import type { AddressKind } from '../../../shared/addresses.ts';
import { actorsOf } from '../../query/actors/actors.ts';
import { addressFactsOf } from '../../query/addresses/fields.ts';
import type { CaseEvents } from '../../query/columns/case-events.ts';
import type { Selection } from '../../query/columns/selections.ts';
import { tallyCombination, tallyValues } from '../../query/columns/tally.ts';
import { countFacets } from '../../query/facets.ts';
import { markers } from '../../query/timeline/markers.ts';
import { Patience } from '../../query/timeline/patience.ts';
import { inShownOrder } from '../item-order.ts';
import {
  type Cited,
  type CitedContext,
  citedOf,
  factsOfUse,
  groupedByAll,
  type OtherAddress,
  otherAddresses,
  selectionOfValue,
  type UseFacts,
} from './cited.ts';

/** Actors that are told of one by one. */
const MOST_ACTORS = 40;
/** Addresses of each. */
export const MOST_ADDRESSES = 6;
/** Sign-ins of each whose records are read. */
const MOST_SIGN_INS = 20;

/** ms: any time that a Date can hold. */
const ALWAYS = { from: -8.64e15, to: 8.64e15 };

export interface AddressUse {
  address: string;
  events: number;
  kind: AddressKind;
  country: string | null;
  network: string | null;
}

export interface ActorFacts extends UseFacts {
  /** Its id, as the filter's field `who` has it. */
  who: string;
  account: string | null;
  type: string;
  name: string;
  /** Different access keys among its events. */
  keys: number;
  addresses: AddressUse[];
  /** Different ones in all. */
  addressCount: number;
  /** Its sign-ins, as the timeline marks them. `told`: in words, of the first; null where there are too many to read. */
  signIns: { total: number; told: { words: string; failed: boolean; time: number }[] | null };
  /** Events whose record says whether a second factor was used for the session. */
  mfa: { yes: number; no: number; silent: number };
  /** Numbers of the exhibits that it made; and those of them of which another delivery names another actor. */
  exhibits: readonly number[];
  disputed: readonly number[];
  /** Addresses that only deliveries name which contradict those that are counted. */
  otherAddresses: OtherAddress[];
  /** A finding names it. */
  isNamed: boolean;
}

export interface ActorsFacts {
  actors: ActorFacts[];
  /** Actors that are not told of one by one. */
  more: number;
  /** Exhibits whose record names no actor. */
  nameless: readonly number[];
  /** Texts by which findings name actors that no event has. */
  unknown: string[];
}

/** In order of their first exhibit; then those that only findings name, in order of their ids. @param named texts by which findings name actors */
export function actorsFacts(context: CitedContext, named: readonly string[]): ActorsFacts {
  const cited = citedOf(context);
  const { events, list } = cited;
  const actors = actorsOf(events);
  const numberOf = (record: number): number => actors.of(events.columns.identity[record] as number);
  const exhibits = groupedByAll(list, numberOf);
  const nameless = exhibits.get(0)?.exhibits ?? [];
  exhibits.delete(0);
  const found = named.map((text) => ({ text, numbers: actors.find(text) }));
  const isNamed = new Set(found.flatMap(({ numbers }) => numbers));
  const unseen = [...isNamed].filter((number) => !exhibits.has(number));
  const others = inShownOrder(context, unseen, (number) => actors.actor(number).id);
  const wanted = [...exhibits.keys(), ...others];
  const told = wanted.slice(0, MOST_ACTORS);
  return {
    actors: told.map((number) =>
      actorFacts(cited, number, { ...(exhibits.get(number) ?? { exhibits: [], disputed: [] }), isNamed: isNamed.has(number) }),
    ),
    more: wanted.length - told.length,
    nameless,
    unknown: found.flatMap(({ text, numbers }) => (numbers.length === 0 ? [text] : [])),
  };
}

function actorFacts(cited: Cited, number: number, own: Pick<ActorFacts, 'exhibits' | 'disputed' | 'isNamed'>): ActorFacts {
  const { events } = cited;
  const { id, account, type, name } = actorsOf(events).actor(number);
  const selection = selectionOfValue(events, 'who', number);
  const { sourceIPAddress, accessKeyId } = countFacets(events, selection, {
    names: ['sourceIPAddress', 'accessKeyId'],
    top: MOST_ADDRESSES,
  });
  const empty = accessKeyId?.values.some(({ value }) => value === '') ? 1 : 0;
  return {
    who: id,
    account,
    type,
    name,
    ...factsOfUse(events, selection),
    keys: (accessKeyId?.distinct ?? 0) - empty,
    addresses: (sourceIPAddress?.values ?? []).map(({ value, count }) => addressUse(events, value, count)),
    addressCount: sourceIPAddress?.distinct ?? 0,
    signIns: signInsOf(events, selection),
    mfa: mfaOf(events, selection),
    otherAddresses: otherAddresses(cited, (record) => actorsOf(events).of(events.columns.identity[record] as number) === number),
    ...own,
  };
}

export function addressUse(events: CaseEvents, address: string, count: number): AddressUse {
  return { address, events: count, ...addressFactsOf(events)(address) };
}

function signInsOf(events: CaseEvents, selection: Selection): ActorFacts['signIns'] {
  const asked = { filter: '', ...ALWAYS, kinds: ['signin' as const], bins: 1, most: MOST_SIGN_INS };
  const [signIns] = markers(events, selection, asked, new Patience(Number.POSITIVE_INFINITY)).kinds;
  const told = signIns?.markers;
  return {
    total: signIns?.total ?? 0,
    told: told?.map(({ words, outcome, time }) => ({ words, failed: outcome !== 'done', time })) ?? null,
  };
}

function mfaOf(events: CaseEvents, { bits, count }: Selection): ActorFacts['mfa'] {
  const dimension = events.column('identity', 'mfa');
  const tally = tallyValues(tallyCombination(events, 'identity', dimension.numbers.length, bits), dimension);
  const of = (text: string): number => {
    const number = dimension.numberOf(text);
    return number === 0 ? 0 : (tally.count[number] as number);
  };
  const [yes, no] = [of('true'), of('false')];
  return { yes, no, silent: count - yes - no };
}
