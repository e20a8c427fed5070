// From a term of the filter to conditions over a CloudTrail table. Every field has its line; what has none cannot be asked, and is refused.
import { looksLikeNetwork, type Network, parseNetwork } from '../../../shared/filter/network.ts';
import { resolveTime } from '../../../shared/filter/times.ts';
import { type FilterField, type FilterTree, fieldOfHas, isTimeField, pathOf, type TermNode } from '../../../shared/filter.ts';
import { settingSourceIdentity } from '../../query/filter/source-identity.ts';
import { DENIED_GLOBS } from '../../query/filter/words.ts';
import { atMost, type Bounds, exactly, joined, joinedSql, not } from './bounds.ts';
import { column, neededIdentityField, type TranslateContext, type Translated, textTerm } from './context.ts';
import { actorTerm, sessionNameTerm, sessionTerm, whoTerm } from './identity-terms.ts';
import { fits, isSendable, literal, orEmpty, sure } from './literals.ts';
import { pathTerm, resourceTerm } from './path-terms.ts';
import { Untranslated } from './refusal.ts';
import { FEWER_SIGN_INS, failedSignIn, MORE_SIGN_INS } from './sign-in-terms.ts';

/** Fields that stand in a column of their own. */
const COLUMNS: Partial<Record<FilterField, string>> = {
  eventName: 'eventname',
  eventSource: 'eventsource',
  eventCategory: 'eventcategory',
  eventType: 'eventtype',
  eventVersion: 'eventversion',
  awsRegion: 'awsregion',
  errorCode: 'errorcode',
  readOnly: 'readonly',
  userAgent: 'useragent',
  eventID: 'eventid',
};

/** Fields of userIdentity. */
const IDENTITY: Partial<Record<FilterField, readonly string[]>> = {
  actorType: ['type'],
  accessKeyId: ['accessKeyId'],
  arn: ['arn'],
  principalId: ['principalId'],
  invokedBy: ['invokedBy'],
};

const OF_THE_CASE = 'it is about the examiner’s own work, which stands in the case only';
const OF_DELIVERIES = 'it compares deliveries of an event, which stand in the case only';
const BY_TRAILCASE = 'Trailcase derives it with data of its own, which Athena has not';

/** Fields that no table has. */
const NOWHERE: Partial<Record<FilterField, string>> = {
  tag: OF_THE_CASE,
  bookmark: OF_THE_CASE,
  label: OF_THE_CASE,
  finding: OF_THE_CASE,
  evidence: 'hashes of items are known once they are in a case; ask for "$path" with --sql',
  country: BY_TRAILCASE,
  network: BY_TRAILCASE,
  addressKind: BY_TRAILCASE,
  list: BY_TRAILCASE,
  tool: `${BY_TRAILCASE}; ask for the user agent itself, as agent:*Boto3*`,
  toolVersion: `${BY_TRAILCASE}; ask for the user agent itself`,
  platform: `${BY_TRAILCASE}; ask for the user agent itself`,
};

/** Days that there are; 29 February in leap years, but for those of full centuries. */
const DAY =
  '[0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)|[0-9]{2}(0[48]|[2468][048]|[13579][26])-02-29';

/** As CloudTrail writes times; they are compared as texts. What is no time is none in a case either, and a leap second is there the next. */
const TIME = `^(${DAY})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?Z\\z`;

/** Errors: Untranslated. */
export function translateTerm(term: TermNode, context: TranslateContext): Translated {
  const { field, value } = term;
  if (!isSendable(value)) throw new Untranslated(term, 'it has half of a character, which cannot be sent');
  if (field === 'has') {
    const of = fieldOfHas(value);
    if (of === 'time') return { bounds: not(undated(term, context)) };
    return opposite(translateTerm({ kind: 'term', field: of, value: '' }, context));
  }
  if (isTimeField(field)) return { bounds: timeTerm(term, context) };
  if (field === 'is') return isTerm(term, context);
  const path = pathOf(field);
  if (path !== null) return pathTerm(term, path, context);
  const named = field as FilterField;
  const why = NOWHERE[named];
  if (why !== undefined) throw new Untranslated(term, why);
  const own = COLUMNS[named];
  if (own !== undefined) return { bounds: textTerm(column(term, context, own), value) };
  const identity = IDENTITY[named];
  if (identity !== undefined) return { bounds: textTerm(neededIdentityField(term, context, ...identity), value) };
  if (field === 'actor') return actorTerm(term, context);
  if (field === 'who') return whoTerm(term, context);
  if (field === 'session') return { bounds: sessionTerm(term, context) };
  if (field === 'sessionName') return { bounds: sessionNameTerm(term, context) };
  if (field === 'sourceIdentity') return sourceIdentityTerm(term, context);
  if (field === 'resource') return resourceTerm(term, context);
  if (field === 'accountId') return { bounds: textTerm(accountOf(term, context), value) };
  if (field === 'sourceIPAddress') return { bounds: addressTerm(term, context) };
  throw new Untranslated(term, 'Trailcase knows no column for it');
}

function opposite({ bounds, wider, excludesLess }: Translated): Translated {
  return { bounds: not(bounds), ...(excludesLess && { wider: excludesLess }), ...(wider && { excludesLess: wider }) };
}

/** Of the sessions that bear it, and of the calls that set it. */
function sourceIdentityTerm(term: TermNode, context: TranslateContext): Translated {
  const borne = { bounds: textTerm(neededIdentityField(term, context, 'sessionContext', 'sourceIdentity'), term.value) };
  return together(term.value === '' ? 'and' : 'or', [borne, translateTree(settingSourceIdentity(term.value), context)]);
}

function translateTree(tree: FilterTree, context: TranslateContext): Translated {
  if (tree.kind === 'term') return translateTerm(tree, context);
  if (tree.kind === 'not') return opposite(translateTree(tree.of, context));
  return together(
    tree.kind,
    tree.of.map((part) => translateTree(part, context)),
  );
}

function together(kind: 'and' | 'or', parts: readonly Translated[]): Translated {
  const [wider, excludesLess] = (['wider', 'excludesLess'] as const).map((side) => parts.find((part) => part[side] !== undefined)?.[side]);
  const bounds = joined(
    kind,
    parts.map((part) => part.bounds),
  );
  return { bounds, ...(wider !== undefined && { wider }), ...(excludesLess !== undefined && { excludesLess }) };
}

/** As a case has it: who received the event, and where no record says, whose identity acted. */
function accountOf(term: TermNode, context: TranslateContext): string {
  return `coalesce(${column(term, context, 'recipientaccountid')}, ${neededIdentityField(term, context, 'accountId')})`;
}

function addressTerm(term: TermNode, context: TranslateContext): Bounds {
  const address = column(term, context, 'sourceipaddress');
  if (!looksLikeNetwork(term.value)) return textTerm(address, term.value);
  const network = parseNetwork(term.value);
  if (typeof network === 'string') throw new Untranslated(term, network);
  const within = (first: string, last: string): string =>
    `TRY_CAST(${address} AS IPADDRESS) BETWEEN IPADDRESS ${literal(first)} AND IPADDRESS ${literal(last)}`;
  const { first, last } = endsOf(network);
  // A network of IPv6 may hold ::ffff:0:0/96, which are IPv4 addresses: for a filter they are in none of IPv6.
  const holdsFour =
    network.bits === 128 && network.value >> BigInt(128 - network.prefix) === 0xffff00000000n >> BigInt(128 - network.prefix);
  return exactly(sure(`${within(first, last)}${holdsFour ? ` AND NOT ${within('0.0.0.0', '255.255.255.255')}` : ''}`));
}

/** First and last address. Trino holds an IPv4 address as the IPv6 address ::ffff:a.b.c.d, and compares them so. */
function endsOf({ bits, value, prefix }: Network): { first: string; last: string } {
  const size = BigInt(bits - prefix);
  const first = (value >> size) << size;
  const last = first | ((1n << size) - 1n);
  return { first: addressText(first, bits), last: addressText(last, bits) };
}

function addressText(value: bigint, bits: 32 | 128): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  return Array.from({ length: 8 }, (_, i) => ((value >> BigInt(16 * (7 - i))) & 0xffffn).toString(16)).join(':');
}

/** Half-open. A text of a second goes on with Z or with its fraction: the bounds are without either, so both follow them. */
function timeTerm(term: TermNode, context: TranslateContext): Bounds {
  const { field, value } = term;
  if (field === 'last' || field === 'first')
    throw new Untranslated(
      term,
      'it counts from events of a case, and the archive is more than the case; write a time instead, as time:A..B',
    );
  if (!isTimeField(field)) throw new RangeError(field);
  const span = resolveTime(field, value, context.times);
  if ('message' in span) throw new Untranslated(term, `${span.message}; ${span.mend}`);
  const time = column(term, context, 'eventtime');
  const atSecond = (ms: number): string => literal(new Date(Math.min(Math.max(ms, 0), 253_402_300_799_000)).toISOString().slice(0, 19));
  const from = span.from === null ? [] : [`${time} >= ${atSecond(Math.floor(span.from / 1000) * 1000)}`];
  const to = span.to === null ? [] : [`${time} < ${atSecond(Math.ceil(span.to / 1000) * 1000)}`];
  const within = [...from, ...to].join(' AND ');
  const isUsual = `regexp_like(${time}, ${literal(TIME)})`;
  const isWhole = [span.from, span.to].every((ms) => ms === null || ms % 1000 === 0);
  // Times in another form than CloudTrail's cannot be compared as texts: such records are found.
  return atMost(sure(`${within} OR NOT ${isUsual}`), isWhole ? sure(`${within} AND ${isUsual}`) : 'FALSE');
}

function undated(term: TermNode, context: TranslateContext): Bounds {
  const time = column(term, context, 'eventtime');
  return atMost(`NOT ${sure(`regexp_like(${time}, ${literal(TIME)})`)}`, `${orEmpty(time)} = ''`);
}

function isTerm(term: TermNode, context: TranslateContext): Translated {
  const error = (): string => column(term, context, 'errorcode');
  const isReadOnly = (value: string): Bounds => textTerm(column(term, context, 'readonly'), value);
  switch (term.value) {
    case 'error':
      return orFailedSignIn(`${orEmpty(error())} <> ''`, term, context);
    case 'denied': {
      const fitsAny = DENIED_GLOBS.map((glob) => sure(fits(error(), glob)));
      return orFailedSignIn(joinedSql('or', fitsAny), term, context);
    }
    case 'write':
      return { bounds: isReadOnly('false') };
    case 'read':
      return { bounds: isReadOnly('true') };
    case 'root':
      return { bounds: textTerm(neededIdentityField(term, context, 'type'), 'Root') };
    case 'undated':
      return { bounds: undated(term, context) };
    case 'repeated':
    case 'conflict':
    case 'reduced':
      throw new Untranslated(term, OF_DELIVERIES);
    default:
      throw new Untranslated(term, OF_THE_CASE);
  }
}

/** @param code what the error code says */
function orFailedSignIn(code: string, term: TermNode, context: TranslateContext): Translated {
  const bounds = joined('or', [exactly(code), failedSignIn(term, context)]);
  return { bounds, wider: MORE_SIGN_INS, excludesLess: FEWER_SIGN_INS };
}
