// Question 3: since when was a leaked access key used, by whom and from where. Proposed are long-term keys whose use departs from their own
// earlier use; a person may name any key.
import type { QuestionFocus } from '../../../shared/questions.ts';
import { plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { type Asking, anyOf, term } from './asking.ts';
import { type Draft, fact, type Support } from './candidate.ts';
import { eventsAbout } from './credentials.ts';
import { type Departed, departuresOf, usualBefore } from './departures.ts';
import { ISSUING, lifeOf, madeBy } from './key-life.ts';
import type { Found, Question } from './question.ts';
import { noveltyCount, noveltyFacts, type SplitFilters, splitFilters, usualAndStrange, wordsOfUses } from './uses.ts';

/** Keys of which more than filters are asked. */
const MOST_KEYS = 10;

/** Long-term keys begin with AKIA. Source: AWS, "IAM identifiers", unique ID prefixes. */
const LONG_TERM = 'AKIA';

export const key: Question = {
  id: 'key',
  async ask(asking: Asking, focus: QuestionFocus): Promise<Found> {
    const departed = await departuresOf(asking, 'accessKeyId', focus.key ?? null);
    const asked = focus.key === undefined ? departed.filter(({ value }) => value.startsWith(LONG_TERM)) : departed;
    asked.sort((a, b) => noveltyCount(b) - noveltyCount(a));
    const drafts: Draft[] = [];
    for (const one of asked.slice(0, MOST_KEYS))
      drafts.push(await (one.strange.length > 0 ? strangeDraft(asking, one) : quietDraft(asking, one)));
    const searched = term('accessKeyId', focus.key ?? `${LONG_TERM}*`);
    return {
      drafts,
      searched,
      unread: 0,
      beside: [
        { label: 'Keys created, deactivated or deleted', filter: KEY_CALLS, count: await asking.count(KEY_CALLS) },
        { label: 'Credentials handed out', filter: ISSUING, count: await asking.count(ISSUING) },
      ],
      collect: [
        'Logs from before the first event here: the first use counts as the usual one, and nothing tells what came before it.',
        'Trails of every region and of every account that trusts this one: a key works in all of them.',
        'The IAM credential report, and “last used” of the key, which need no trail.',
        'Repositories, build logs and images in which the key may have stood: how it leaked is in no CloudTrail log.',
      ],
    };
  },
};

const KEY_CALLS = anyOf('eventName', ['CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey']);

/** A key whose use departs from its earlier use. */
async function strangeDraft(asking: Asking, departed: Departed): Promise<Draft> {
  const { value, usual, strange } = departed;
  const own = term('accessKeyId', value);
  const filters = splitFilters(own, departed);
  const first = strange[0]?.first ?? Number.NaN;
  const since = formatTime(Number.isFinite(first) ? first : null, asking.zone);
  const life = lifeOf(asking, value);
  const made = await madeBy(asking, filters.strange);
  const refused = await asking.count(`${filters.strange} is:denied`);
  const count = strange.reduce((sum, use) => sum + use.count, 0);
  return {
    title: `${value}: ${plural(count, 'event')} of strange use since ${since}`,
    fits: true,
    support: [...(await endsOf(asking, filters)), ...made.support, ...life.support],
    facts: [
      fact(`Usual use: ${wordsOfUses(usual, asking.zone)}.`, filters.usual),
      fact(`Strange use: ${wordsOfUses(strange, asking.zone)}.`, filters.strange),
      ...noveltyFacts(departed, own, usualBefore(asking.events, (await asking.select(own)).bits, departed)),
      ...(refused > 0
        ? [fact(`Of the strange use, ${plural(refused, 'call was', 'calls were')} refused.`, `${filters.strange} is:denied`)]
        : []),
      ...made.facts,
      ...life.facts,
    ],
    cautions: [
      'How the key leaked is not in the logs, nor who held it.',
      'Strange means: a new address, and at least two of network, country, tool, platform and region never seen with the key before. Travel or a new laptop look like this, too.',
    ],
    filter: filters.strange,
    acts: filters.strange,
    compare: usualAndStrange('Usual and strange use of the key', filters),
    rank: [noveltyCount(departed), refused, count],
  };
}

/** A key that a person asked for, of which no use departs: strange all the same where a strange use of another key had it handed out. */
async function quietDraft(asking: Asking, { value, usual }: Departed): Promise<Draft> {
  const own = term('accessKeyId', value);
  const selection = await asking.select(own);
  const { first, last } = asking.ends(selection);
  const life = lifeOf(asking, value);
  const made = await madeBy(asking, own);
  const origin = await strangeOrigin(asking, value);
  const count = plural(selection.count, 'event');
  return {
    title:
      origin === null
        ? `${value}: no use departs from its earlier use`
        : `${value}: ${count}, handed out to a strange use of ${origin.key}`,
    fits: origin !== null,
    support: [
      ...(origin === null ? [] : [{ record: origin.record, role: `handed out ${value}`, beside: true }]),
      ...(first === undefined ? [] : [{ record: first, role: 'first use' }]),
      ...(last === undefined || last === first ? [] : [{ record: last, role: 'last use' }]),
      ...made.support,
      ...life.support,
    ],
    facts: [...(usual.length > 0 ? [fact(`Use: ${wordsOfUses(usual, asking.zone)}.`, own)] : []), ...made.facts, ...life.facts],
    cautions: ['Who held the key is not in the logs.'],
    filter: own,
    acts: own,
    rank: [],
  };
}

/** The event that handed a key out to a strange use of another one; null where the case shows none. */
async function strangeOrigin(asking: Asking, key: string): Promise<{ key: string; record: number } | null> {
  for (const record of eventsAbout(asking, key, true)) {
    const caller = asking.value('accessKeyId', record);
    const [departed] = caller === null ? [] : await departuresOf(asking, 'accessKeyId', caller);
    const address = asking.value('sourceIPAddress', record);
    if (caller !== null && departed?.strange.some((use) => use.address === address)) return { key: caller, record };
  }
  return null;
}

/** The last usual and the first and last strange event. */
async function endsOf(asking: Asking, { usual, strange }: SplitFilters): Promise<Support[]> {
  const other = asking.ends(await asking.select(strange));
  const begin = other.first === undefined ? null : asking.time(other.first);
  const before = begin === null ? undefined : asking.ends(await asking.select(usual), begin).last;
  const ends: Support[] = [];
  const add = (record: number | undefined, role: string, beside: boolean): void => {
    if (record !== undefined && !ends.some((end) => end.record === record)) ends.push({ record, role, beside });
  };
  add(before, 'last usual use before', true);
  add(other.first, 'first strange use', false);
  add(other.last, 'last strange use', false);
  return ends;
}
