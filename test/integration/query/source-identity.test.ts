// Source identities: a filter and a page by one are of the sessions that bear it, over any chain of roles, and of the calls that set it; as a slow reading of
// every record says.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { pivot } from '../../../src/main/query/pivot.ts';
import { caseOf } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { eventId, type Fields, record } from '../../helpers/trail.ts';

const PROD = '111122223333';

function session(role: string, key: string, sourceIdentity?: string): Fields {
  const issuer = { type: 'Role', principalId: `AROA${role}`, arn: `arn:aws:iam::${PROD}:role/${role}`, accountId: PROD, userName: role };
  return {
    type: 'AssumedRole',
    principalId: `AROA${role}:s`,
    arn: `arn:aws:sts::${PROD}:assumed-role/${role}/s`,
    accountId: PROD,
    accessKeyId: key,
    sessionContext: { sessionIssuer: issuer, attributes: {}, ...(sourceIdentity !== undefined && { sourceIdentity }) },
  };
}

const sts = (eventName: string, more: Fields): Fields => ({ eventSource: 'sts.amazonaws.com', eventName, ...more });
const issued = (accessKeyId: string, more: Fields = {}): Fields => ({ credentials: { accessKeyId }, ...more });

const EVENTS: Record<string, Fields> = {
  // Asha sets it, acts, and takes on a second role, which bears it, too.
  'asha sets it': sts('AssumeRole', {
    requestParameters: { roleArn: 'r', sourceIdentity: 'asha' },
    responseElements: issued('ASIAONE', { sourceIdentity: 'asha' }),
  }),
  'her first session': { userIdentity: session('first', 'ASIAONE', 'asha') },
  'she goes on': sts('AssumeRole', {
    userIdentity: session('first', 'ASIAONE', 'asha'),
    requestParameters: { roleArn: 'r2' },
    responseElements: issued('ASIATWO', { sourceIdentity: 'asha' }),
  }),
  'her second session': { userIdentity: session('second', 'ASIATWO', 'asha') },
  'she is refused': sts('AssumeRole', { requestParameters: { sourceIdentity: 'asha' }, responseElements: null, errorCode: 'AccessDenied' }),
  'a provider sets it': sts('AssumeRoleWithSAML', { responseElements: issued('ASIATHREE', { sourceIdentity: 'asha' }) }),
  'a token sets another': sts('AssumeRoleWithWebIdentity', { responseElements: issued('ASIAFOUR', { sourceIdentity: 'ben' }) }),
  'the root of a member': sts('AssumeRoot', { responseElements: issued('ASIAFIVE', { sourceIdentity: 'ash*' }) }),
  'a certificate sets it': {
    eventSource: 'rolesanywhere.amazonaws.com',
    eventName: 'CreateSession',
    responseElements: { credentialSet: [{ credentials: { accessKeyId: 'ASIASIX' }, sourceIdentity: 'CN=asha' }] },
  },
  'escaped oddly': sts('AssumeRole', { requestParameters: { sourceIdentity: 'ODD' } }),
  // None of hers.
  'without one': { userIdentity: session('first', 'ASIASEVEN') },
  'an empty one': sts('AssumeRole', { requestParameters: { sourceIdentity: '' } }),
  'no parameters': sts('AssumeRole', { requestParameters: null }),
  'another service says so': { eventSource: 'iam.amazonaws.com', eventName: 'CreateRole', requestParameters: { sourceIdentity: 'asha' } },
  'another place': sts('AssumeRole', { requestParameters: { tags: [{ sourceIdentity: 'asha' }] } }),
};

/** What is said of a record by reading it: the source identities that it bears or sets. */
function slowly({ userIdentity, eventSource, eventName, requestParameters: asked, responseElements: answer }: any): string[] {
  const sets = { 'sts.amazonaws.com': /^AssumeRole|^AssumeRoot$/, 'rolesanywhere.amazonaws.com': /^CreateSession$/ }[eventSource as string];
  const set = sets?.test(eventName) ? [asked, answer, ...(answer?.credentialSet ?? [])].map((one) => one?.sourceIdentity) : [];
  return [userIdentity.sessionContext?.sourceIdentity, ...set].filter((one) => typeof one === 'string' && one !== '');
}

let db: ReadConnection;
let path = '';
const names = new Map(Object.keys(EVENTS).map((name) => [eventId(name), name]));
const records = Object.entries(EVENTS).map(([name, fields]) => record({ eventID: eventId(name), ...fields }));
beforeAll(async () => {
  const log = JSON.stringify({ Records: records }).replace('ODD', '\\u0061sha');
  path = (await caseOf([folderOf({ 'a.json': log })])).path;
  db = openForReading(path);
});
afterAll(() => db.close());

async function left(filter: string): Promise<string[]> {
  const { rows } = JSON.parse((await cli(['events', path, filter, '--json'])).stdout) as { rows: { eventID: string }[] };
  return rows.map(({ eventID }) => names.get(eventID) as string).sort();
}

function expected(fits: (value: string) => boolean): string[] {
  const isOdd = (one: Fields) => one.eventID === eventId('escaped oddly');
  return records
    .filter((one) => (isOdd(one) ? ['asha'] : slowly(one)).some(fits))
    .map(({ eventID }) => names.get(eventID as string) as string)
    .sort();
}

test('the filter finds sessions that bear it, those that come of them, and the calls that set it', async () => {
  const asha = expected((value) => value === 'asha');
  expect(asha).toEqual([
    'a provider sets it',
    'asha sets it',
    'escaped oddly',
    'her first session',
    'her second session',
    'she goes on',
    'she is refused',
  ]);
  expect(await left('sourceIdentity:asha')).toEqual(asha);
  expect(await left('sourceIdentity:*asha')).toEqual(expected((value) => value.endsWith('asha')));
  expect(await left('sourceIdentity:ben')).toEqual(['a token sets another']);
  expect(await left('sourceIdentity:asha api:AssumeRole is:denied')).toEqual(['she is refused']);
});

test('what has none is the rest, and what is left out is what would be found', async () => {
  const all = [...names.values()].sort();
  const any = expected(() => true);
  expect(await left('has:sourceIdentity')).toEqual(any);
  expect(await left('(-has:sourceIdentity)')).toEqual(all.filter((name) => !any.includes(name)));
  expect(await left('sourceIdentity:""')).toEqual(all.filter((name) => !any.includes(name)));
  const asha = expected((value) => value === 'asha');
  expect(await left('(-sourceIdentity:asha)')).toEqual(all.filter((name) => !asha.includes(name)));
  expect(await left('sourceIdentity:asha OR sourceIdentity:ben')).toEqual(expected((value) => value === 'asha' || value === 'ben'));
});

test('its page tells of whom and with which keys, each count a door', async () => {
  const page = await pivot(db, { kind: 'sourceIdentity', value: 'asha' });
  expect([page.filter, page.events, page.denied]).toEqual(['sourceIdentity:asha', 7, 1]);
  expect(page.related.who?.map(({ value, count }) => [value, count])).toEqual([
    [`${PROD}:user/asha`, 4],
    [`${PROD}:role/first`, 2],
    [`${PROD}:role/second`, 1],
  ]);
  for (const { value, count } of page.related.who ?? [])
    expect((await eventsOf(db).selections.select(`${page.filter} who:${value}`)).count).toBe(count);
  const { stdout } = await cli(['pivot', path, 'sourceIdentity', 'asha', '--json']);
  expect((JSON.parse(stdout) as { events: number }).events).toBe(7);
});
