// Actors, keys, and who issued which. Credentials act here, never persons.
import { grouped, plural } from '../../../shared/text.ts';

export const ACTORS = {
  intro:
    'An actor is a set of credentials: a user, a role, the root credentials of an account, a service. Listed are the actors whose credentials made the exhibits, and those that findings name. **The logs name credentials, never the person who used them.**',
  filters:
    'The filter under each name gives, in the lists of Trailcase, the events that are counted beside it. A filter by a part of a name (`actor:NAME`) may give others.',
  twoRecords:
    'One call can have a record in each of two accounts, that of the caller and that of the owner of what was called, each with an eventID of its own: both are counted, as two events.',
  filter: 'filter',
  heads: ['Actor', 'In the whole case', 'Source addresses', 'Sign-in and second factor', 'Exhibits'],
  account: 'account',
  keys: (n: number) => (n === 0 ? 'no access key in its events' : plural(n, 'access key')),
  counts: (events: number, writes: number, denied: number, errors: number) =>
    `${plural(events, 'event')}: ${grouped(writes)} that write, ${grouped(denied)} denied, ${grouped(errors - denied)} with another error`,
  times: (n: number) => `${plural(n, 'event')}`,
  moreAddresses: (n: number) => plural(n, 'more address', 'more addresses'),
  noAddress: 'no address in its events',
  otherDelivery: 'by another delivery of',
  signIns: (n: number) => (n === 0 ? 'No sign-in event in the case.' : `${plural(n, 'sign-in event')}:`),
  signInsUntold: (n: number) => `${plural(n, 'sign-in event')}, too many to list here.`,
  signInFailed: 'failed',
  mfa: (yes: number, no: number, silent: number) =>
    `Second factor in the session, by its events: yes ${grouped(yes)}, no ${grouped(no)}, not said ${grouped(silent)}.`,
  nameless: 'Exhibits whose record names no actor:',
  unknown: 'Findings name these actors, of which no event of the case is known:',
  keysTitle: 'Access keys',
  keysIntro:
    'Keys with which exhibits were made, keys that exhibits hand out or are about, and keys that findings name. A key that begins with AKIA is long-term, one that begins with ASIA is temporary: AWS issues it for a session.',
  keyHeads: ['Access key', 'Whose, as its events say', 'In the whole case', 'Source addresses', 'Exhibits'],
  longTerm: 'long-term',
  temporary: 'temporary',
  unknownType: 'of unknown kind',
  session: 'session',
  unused: 'no event of the case is made with it',
  others: (n: number) => `and ${plural(n, 'other actor')}`,
  made: 'made with it',
  issued: 'hands it out',
  about: 'about it',
  keyless: 'Exhibits whose record names no access key (as of sign-ins, and of calls by AWS’s services):',
  unknownKeys: 'Findings name these keys, which no event of the case has or names:',
  lineageTitle: 'Who issued which credentials',
  lineageIntro:
    '“Proven” means: a record in the case hands out exactly these credentials, or names both ends. “Inferred” means: no single record says so; the reason given is what it is concluded from, and other explanations are possible.',
  lineageNone: 'No record of the case tells who issued the keys of the exhibits.',
  lineagePicture: 'Who issued which credentials',
  lineageDescription: (boxes: number, arrows: number) =>
    `${plural(boxes, 'box', 'boxes')} for credentials, ${plural(arrows, 'arrow')} from the issuing to the issued ones, oldest at the left. Whole lines are proven, dashed lines are inferred. The table below tells each arrow.`,
  lineageHeads: ['From', 'To', 'How, and how certain', 'Event'],
  proven: 'proven',
  inferred: 'inferred',
  noEvent: 'no event tells of it',
  copies: (n: number) => `in ${grouped(n)} records`,
  other: 'The logs also allow:',
  rootless:
    'Of these keys no record of the case tells who issued them; they were issued before the logs begin, or where they do not reach:',
  undrawn: (n: number) => `${plural(n, 'key')} would not fit into the picture; the table has all.`,
  circle: 'These keys appear to have issued each other in a circle, as altered or anonymised records do:',
  limit: 'The way back is longer than is followed:',
  unread: 'Not read, so that what they tell of issuers is missing here:',
  moreSteps: (n: number) => `${plural(n, 'more step')}, not listed here`,
  boxEvents: (events: number, denied: number) => `${plural(events, 'event')}${denied > 0 ? `, ${grouped(denied)} denied` : ''}`,
  boxMore: (n: number) => `${grouped(n)} more, not drawn`,
  kinds: { key: 'access key', actor: 'actor', session: 'session', instance: 'EC2 instance', function: 'Lambda function' },
  cited: '■ used by exhibits',
};
