// What an investigator must find, read off the model: the machine-readable half of ANSWERS.md.
import type { Archive } from '../archive.ts';
import { iso, ist } from '../base/time.ts';
import { HOSTILE_SESSION } from '../incident/bucket.ts';
import { RESPONSE_SESSION } from '../incident/response.ts';
import { instanceIds } from '../story.ts';
import { LEAKED_KEY, MEERA_KEY, SECOND_KEY, sessionArn, USERS } from '../world/people.ts';
import { AGENT, DATABASE, DEV, IP, MUMBAI, PROD, PROD_BUCKET, REGIONS } from '../world/places.ts';
import type { SampleEvent } from '../world/record.ts';
import { counts } from './counts.ts';

const name = (event: SampleEvent): unknown => event.record.eventName;
const code = (event: SampleEvent): string | undefined => event.record.errorCode as string | undefined;
export const keyOf = (event: SampleEvent): unknown => (event.record.userIdentity as { accessKeyId?: string } | undefined)?.accessKeyId;

/** How an event is cited: id, both spellings of its time, place, outcome. */
export function cite(event: SampleEvent) {
  return {
    eventID: event.id,
    eventName: String(name(event)),
    eventTime: iso(event.at),
    timeInIndia: ist(event.at),
    account: event.account,
    region: event.region,
    sourceIPAddress: String(event.record.sourceIPAddress),
    ...(code(event) ? { errorCode: code(event) } : {}),
  };
}

export type Facts = ReturnType<typeof facts>;

export function facts(made: Archive) {
  const { ordinary, attack, intern, response } = made.story;
  const events = [...ordinary, ...attack, ...intern, ...response];
  const one = (list: SampleEvent[], test: (event: SampleEvent) => boolean): SampleEvent => {
    const found = list.filter(test);
    const [only] = found;
    if (only === undefined || found.length > 1) throw new Error(`${found.length} events where one was expected`);
    return only;
  };
  const named = (list: SampleEvent[], wanted: string): SampleEvent[] => list.filter((event) => name(event) === wanted);
  const honest = ordinary.filter((event) => keyOf(event) === LEAKED_KEY);
  const hostile = attack.filter((event) => keyOf(event) === LEAKED_KEY);
  const later = attack.filter((event) => keyOf(event) === SECOND_KEY);
  const inProd = attack.filter((event) => keyOf(event) === HOSTILE_SESSION.key);
  const launches = named(attack, 'RunInstances');
  const assumed = named(attack, 'AssumeRole').filter((event) => code(event) === undefined);
  const span = (list: SampleEvent[]) => ({ first: cite(firstOf(list)), last: cite(firstOf([...list].reverse())), events: list.length });
  return {
    format: 1,
    company: 'TeluguBites',
    accounts: { production: PROD, development: DEV },
    regions: [...REGIONS],
    counts: counts(made),
    deliveredTwice: made.twice,
    publicKeyFingerprints: made.fingerprints,
    leakedKey: {
      accessKeyId: LEAKED_KEY,
      userArn: USERS.devTempKey.arn,
      ordinaryUse: { ...span(honest), sourceIPAddress: IP.ciRunner, userAgent: AGENT.ci, regions: regionsOf(honest) },
      hostileUse: { ...span(hostile), sourceIPAddress: IP.tor, userAgent: AGENT.attacker, regions: regionsOf(hostile) },
      deactivated: cite(one(response, (event) => deactivates(event, LEAKED_KEY))),
    },
    secondKey: {
      accessKeyId: SECOND_KEY,
      created: cite(one(attack, (event) => name(event) === 'CreateAccessKey')),
      use: { ...span(later), sourceIPAddress: IP.torLater, userAgent: AGENT.attacker, regions: regionsOf(later) },
      deactivated: cite(one(response, (event) => deactivates(event, SECOND_KEY))),
    },
    launches: {
      instanceType: 'g5.12xlarge',
      attempts: launches.map((event) => ({
        ...cite(event),
        accessKeyId: keyOf(event),
        instanceIds: instanceIds(event.record.responseElements),
      })),
      instances: launches.flatMap((event) => instanceIds(event.record.responseElements)).length,
      athenaQueryEventIDs: named(events, 'RunInstances')
        .filter((event) => iso(event.at) > '2026-02-21 23:00:00')
        .sort((a, b) => b.at - a.at)
        .map((event) => event.id),
      terminated: named(response, 'TerminateInstances').map((event) => ({
        ...cite(event),
        instanceIds: instanceIds(event.record.responseElements),
      })),
    },
    bucketDeletion: {
      bucket: PROD_BUCKET,
      bucketRegion: MUMBAI,
      deleted: cite(one(attack, (event) => name(event) === 'DeleteBucket' && code(event) === undefined)),
      refusedFirst: cite(one(attack, (event) => name(event) === 'DeleteBucket' && code(event) !== undefined)),
      objectsDeleted: named(attack, 'DeleteObjects').map((event) => event.id),
      session: {
        arn: sessionArn(HOSTILE_SESSION),
        accessKeyId: HOSTILE_SESSION.key,
        events: inProd.length,
        issuedBy: assumed.map(cite),
        sharedEventID: firstOf(assumed).record.sharedEventID,
        issuedTo: { accessKeyId: LEAKED_KEY, userArn: USERS.devTempKey.arn },
      },
    },
    securityGroupChange: {
      groupId: DATABASE.securityGroup,
      groupName: DATABASE.groupName,
      database: DATABASE.instance,
      changed: cite(one(intern, (event) => name(event) === 'AuthorizeSecurityGroupIngress')),
      userArn: USERS.intern.arn,
      port: 5432,
      cidr: '0.0.0.0/0',
      signIn: cite(one(intern, (event) => name(event) === 'ConsoleLogin')),
      events: intern.length,
    },
    response: {
      userArn: USERS.meera.arn,
      accessKeyId: MEERA_KEY,
      session: { arn: sessionArn(RESPONSE_SESSION), accessKeyId: RESPONSE_SESSION.key },
      issuedBy: named(response, 'AssumeRole').map(cite),
    },
    deniedToTheAttacker: attack.filter((event) => code(event) !== undefined).map((event) => event.id),
    insight: made.story.insights.map((event) => ({ eventID: event.id, eventTime: iso(event.at) })),
    lookAlikes: ['DeleteBucket', 'CreateAccessKey', 'AuthorizeSecurityGroupIngress', 'RunInstances'].flatMap((wanted) =>
      named(ordinary, wanted).map(cite),
    ),
  };
}

function firstOf<T>(list: T[]): T {
  const [first] = list;
  if (first === undefined) throw new Error('an expected event is missing');
  return first;
}

const regionsOf = (list: SampleEvent[]): string[] => [...new Set(list.map((event) => event.region))].sort();

function deactivates(event: SampleEvent, key: string): boolean {
  const params = event.record.requestParameters as { accessKeyId?: string } | null;
  return name(event) === 'UpdateAccessKey' && params?.accessKeyId === key;
}
