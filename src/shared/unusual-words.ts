// The sentences for what is unusual: the same in the window, on the command line and in reports. Texts of logs stand in them as they are: whoever shows
// them makes them visible.
import { facetWord } from './facets.ts';
import { grouped, lengthWords, plural } from './text.ts';
import { formatTime } from './time.ts';
import {
  BASELINE,
  type Burst,
  type Change,
  type Changed,
  type FailedFirst,
  type OddHours,
  type Refusals,
  type Sign,
  type SignIns,
  type Unusual,
  type UnusualActor,
  type UnusualFact,
} from './unusual.ts';

/** What kind of fact it is. */
export const FACT_TITLES: Record<UnusualFact['kind'], string> = {
  changed: 'Never before',
  hours: 'Outside its usual hours',
  burst: 'A burst',
  refusals: 'Several APIs refused',
  'failed-first': 'Failed before it succeeded',
  'sign-ins': 'Sign-ins failed before one succeeded',
};

/** A fact in a sentence or two. @param zone of the case */
export function factSentence(fact: UnusualFact, zone: string): string {
  switch (fact.kind) {
    case 'changed':
      return changedSentence(fact, zone);
    case 'hours':
      return hoursSentence(fact, zone);
    case 'burst':
      return burstSentence(fact, zone);
    case 'refusals':
      return refusalsSentence(fact, zone);
    case 'failed-first':
      return failedFirstSentence(fact, zone);
    case 'sign-ins':
      return signInsSentence(fact, zone);
  }
}

function changedSentence({ at, to, fields, before, since }: Changed, zone: string): string {
  const names = fields.map(({ field, values }) => `${facetWord(field)}${values === 1 ? '' : ` (${grouped(values)})`}`);
  const several = valuesOf(fields) > 1;
  const together = to > at ? `, within ${lengthWords(to - at)}` : several ? ', at the same second' : '';
  return `New${together}: ${listed(names)}. None of the ${plural(before.events, 'event')} since ${formatTime(before.first, zone)} had ${several ? 'these' : 'it'}; ${plural(since.events, 'event')} from then on.`;
}

function valuesOf(fields: Changed['fields']): number {
  return fields.reduce((sum, { values }) => sum + values, 0);
}

/** A first use: `region eu-central-1: 0 of 84 events before, 16 of 24 since`, and how it is with the account. */
export function changeSentence(
  { field, value, reading, count, valuesBefore, account }: Change,
  { before, since }: Changed,
  zone: string,
): string {
  const word = facetWord(field);
  const other = valuesBefore === 0 ? `no other ${word} before` : `${plural(valuesBefore, 'other value')} before`;
  const own = `0 of ${plural(before.events, 'event')} before, ${grouped(count)} of ${grouped(since.events)} since; ${other}`;
  const first = account.withValue === 0 ? '' : `, the first at ${formatTime(account.first, zone)}`;
  const whose = account.account === null ? 'the case' : `account ${account.account}`;
  return `${word} ${value}${reading === '' ? '' : ` (claims to be ${reading})`}: ${own}; in ${whose}, ${grouped(account.withValue)} of ${plural(account.events, 'event')} before${first}`;
}

/** Changes that are not told one by one, '' when there are none. */
export function moreSentence({ fields, changes }: Changed): string {
  const more = valuesOf(fields) - changes.length;
  return more === 0 ? '' : `and ${plural(more, 'first use')} more, not listed`;
}

function hoursSentence({ day, events, hours, before }: OddHours, zone: string): string {
  const known = `of the ${plural(before.events, 'event')} on ${before.days === 1 ? 'the day' : `the ${plural(before.days, 'day')}`} before`;
  const parts = hours.map((one, i) => {
    const around = i === 0 ? `${grouped(one.before)} ${known} fell within an hour of that` : `where ${grouped(one.before)} did`;
    return `${grouped(one.events)} from ${clock(one.hour)} to ${clock(one.hour + 1)}, ${i === 0 ? 'and ' : ''}${around}`;
  });
  return `${plural(events, 'event')} on ${day} (${zone}) at unusual hours: ${parts.join('; ')}.`;
}

function burstSentence({ ms, events, before }: Burst, zone: string): string {
  return `${plural(events, 'event')} in ${lengthWords(ms)}. Before, over ${plural(before.stretches, 'such stretch', 'such stretches')} with events: at most ${grouped(before.most)} (at ${formatTime(before.mostAt, zone)}), as a median ${grouped(before.median)}.`;
}

function refusalsSentence({ at, to, events, apis, next }: Refusals, zone: string): string {
  const names = apis.map(({ eventName, denied }) => `${eventName}${denied === 1 ? '' : ` (${grouped(denied)})`}`);
  const allowed = apis.filter((api) => api.allowed !== null);
  const later =
    allowed.length === 0
      ? 'None of them was allowed later.'
      : `Allowed later: ${listed(allowed.map((api) => `${api.eventName} at ${formatTime(api.allowed, zone)}`))}.`;
  const after =
    next === null ? 'No call was allowed after that.' : `The next allowed call: ${next.eventName} at ${formatTime(next.at, zone)}.`;
  return `${plural(events, 'call')} of ${plural(apis.length, 'API')} refused within ${lengthWords(to - at)}: ${listed(names)}. ${later} ${after}`;
}

function failedFirstSentence({ eventName, eventSource, at, failed, denied, success }: FailedFirst, zone: string): string {
  const often = failed === 1 ? 'once' : `${grouped(failed)} times`;
  const refused =
    denied === 0
      ? 'not for want of permission'
      : denied === failed
        ? 'for want of permission'
        : `${grouped(denied)} for want of permission`;
  return `${eventName} of ${eventSource} failed ${often} (${refused}) before it first succeeded, at ${formatTime(success.at, zone)}, ${lengthWords(success.at - at)} after the first failure.`;
}

function signInsSentence(fact: SignIns, zone: string): string {
  const { eventName, eventSource, at, last, failed, actors, addresses, sameActor, sameAddress, success } = fact;
  const named = actors === 0 ? '' : `${plural(actors, 'actor')}, `;
  const failures = `${eventName} of ${eventSource} failed ${grouped(failed)} times within ${lengthWords(last - at)} (${named}${plural(addresses, 'address', 'addresses')})`;
  const who = success.who === null ? '' : ` for ${success.who}`;
  const from = success.sourceIPAddress === null ? '' : ` from ${success.sourceIPAddress}`;
  const whose = success.who === null ? [] : [`${grouped(sameActor)} were that actor’s`];
  const whence = success.sourceIPAddress === null ? [] : [`${grouped(sameAddress)} came from that address`];
  return `${failures} before it succeeded${who}${from}, at ${formatTime(success.at, zone)}, ${lengthWords(success.at - at)} after the first failure; of the failures ${listed([...whose, ...whence])}.`;
}

/** What was compared with what. */
export function comparedSentence({ events, undated, first, comparedFrom }: Unusual, zone: string): string {
  const left = undated === 0 ? '' : ` ${plural(undated, 'event')} without a time ${undated === 1 ? 'is' : 'are'} left out.`;
  if (events === 0) return `No dated event: nothing to compare.${left}`;
  if (comparedFrom === null)
    return `${plural(events, 'event')}: too few to compare with earlier behaviour, which takes ${BASELINE} before.${left}`;
  return `${plural(events, 'event')} since ${formatTime(first, zone)}; those from ${formatTime(comparedFrom, zone)} on have ${BASELINE} or more before them and are compared with these.${left}`;
}

/** Facts that are left out, '' when none are. */
export function leftSentence({ left }: Unusual): string {
  const parts = Object.entries(left).map(([kind, count]) => `${grouped(count)} more of “${FACT_TITLES[kind as UnusualFact['kind']]}”`);
  return parts.length === 0 ? '' : `Left out, as those shown have more of it: ${listed(parts)}.`;
}

/** What changed most of an actor or a key, in a few words: `new: address, network and country; 84 events before, 24 since`. */
function changeWords({ fields, before, since }: Changed): string {
  return `new: ${listed(fields.map(({ field }) => facetWord(field)))}; ${plural(before.events, 'event')} before, ${grouped(since.events)} since`;
}

/** A fact that needs no earlier behaviour, in a few words: `12 APIs refused within 48 seconds, then AssumeRole allowed`. */
export function signWords(sign: Sign): string {
  switch (sign.kind) {
    case 'refusals': {
      const { at, to, apis, next } = sign;
      return `${plural(apis.length, 'API')} refused within ${lengthWords(to - at)}, ${next === null ? 'and nothing allowed after that' : `then ${next.eventName} allowed`}`;
    }
    case 'failed-first': {
      const { eventName, failed, denied } = sign;
      const refused = denied === 0 ? '' : denied === failed ? ', refused,' : `, ${grouped(denied)} of them refused,`;
      return `${eventName} failed ${timesWords(failed)}${refused} before it first succeeded`;
    }
    case 'sign-ins':
      return `${sign.eventName} failed ${timesWords(sign.failed)} before it succeeded`;
  }
}

function timesWords(times: number): string {
  return times === 1 ? 'once' : `${grouped(times)} times`;
}

/** What is told of an actor or a key in a list of many, in order of time. */
export function actorFacts({ change, signs }: UnusualActor): { at: number; text: string }[] {
  const facts = signs.map((sign) => ({ at: sign.at, text: signWords(sign) }));
  if (change !== null) facts.push({ at: change.at, text: changeWords(change) });
  return facts.sort((a, b) => a.at - b.at);
}

function clock(hour: number): string {
  return `${String((hour + 24) % 24).padStart(2, '0')}:00`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
