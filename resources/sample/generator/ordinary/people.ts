// People at work: console sessions in Indian office hours, and the small mistakes that fill real archives.
import { type Random, stream } from '../base/random.ts';
import { SECOND, utc } from '../base/time.ts';
import { byConsole, byRoot, type Caller } from '../world/identity.ts';
import { keyId, USERS, type User } from '../world/people.ts';
import { AGENT, IP, MUMBAI, PROD, VIRGINIA } from '../world/places.ts';
import { denied, event, type SampleEvent } from '../world/record.ts';
import { PAGES, type Page } from './pages.ts';

/** One console session: when it starts (UTC), how long, how many pages are opened. */
interface Sitting {
  user: User;
  start: string;
  hours: number;
  pages: number;
  interests: readonly Page[];
  ip: string;
  agent: string;
}

const DEVELOPER = ['containers', 'functions', 'logs', 'databases', 'instances'] as const;
const OPERATOR = ['instances', 'securityGroups', 'databases', 'containers', 'buckets', 'people'] as const;
const sit =
  (user: User, interests: readonly Page[], agent: string, ip: string = IP.office) =>
  (start: string, hours: number, pages: number): Sitting => ({ user, start, hours, pages, interests, ip, agent });

const arjun = sit(USERS.arjun, OPERATOR, AGENT.firefox);
const sneha = sit(USERS.sneha, DEVELOPER, AGENT.chrome);
const priya = sit(USERS.priya, DEVELOPER, AGENT.chrome);
const kavya = sit(USERS.kavya, ['billing'], AGENT.chrome);
const intern = sit(USERS.intern, ['logs', 'databases', 'functions'], AGENT.chrome);
const meera = sit(USERS.meera, ['people', 'buckets', 'securityGroups'], AGENT.safari);

const SITTINGS: Sitting[] = [
  arjun('2026-02-20T03:52:11Z', 4, 26),
  arjun('2026-02-20T08:40:37Z', 4, 26),
  arjun('2026-02-21T05:20:48Z', 4, 19),
  sneha('2026-02-20T04:31:05Z', 4, 26),
  sneha('2026-02-20T09:02:19Z', 4, 26),
  sneha('2026-02-21T06:44:52Z', 3, 15),
  priya('2026-02-20T04:05:33Z', 4, 31),
  priya('2026-02-20T08:55:46Z', 4, 31),
  priya('2026-02-21T04:50:12Z', 4, 22),
  kavya('2026-02-20T05:15:28Z', 2, 9),
  kavya('2026-02-21T06:02:57Z', 1, 5),
  intern('2026-02-20T04:20:41Z', 4, 19),
  intern('2026-02-20T09:10:03Z', 4, 17),
  intern('2026-02-21T05:41:30Z', 3, 12),
  meera('2026-02-20T06:08:22Z', 3, 15),
  meera('2026-02-21T07:15:09Z', 2, 9),
  sit(USERS.arjun, OPERATOR, AGENT.firefox, IP.arjunHome)('2026-02-22T04:31:40Z', 1, 10),
  sit(USERS.priya, DEVELOPER, AGENT.chrome)('2026-02-22T04:20:18Z', 1, 7),
];

export function people(): SampleEvent[] {
  return [...SITTINGS.flatMap(sitting), ...rootForBilling(), ...failedSignIn()];
}

/** A ConsoleLogin record. It shows no issued key: the edge to the session is inferred from its creationDate. */
export function consoleLogin(random: Random, at: number, caller: Caller, failed?: string): SampleEvent {
  const { sessionContext: _session, accessKeyId: _key, ...identity } = caller.identity;
  return event(
    random,
    at,
    { ...caller, identity },
    {
      call: 'signin:ConsoleLogin',
      region: VIRGINIA,
      type: 'AwsConsoleSignIn',
      requestId: null,
      response: { ConsoleLogin: failed === undefined ? 'Success' : 'Failure' },
      additional: {
        LoginTo: `https://console.aws.amazon.com/console/home?region=${MUMBAI}&isauthcode=true`,
        MobileVersion: 'No',
        MFAIdentifier:
          failed === undefined ? `arn:aws:iam::${caller.account}:mfa/${caller.identity.userName ?? 'root-account-mfa-device'}` : undefined,
        MFAUsed: failed === undefined ? 'Yes' : 'No',
      },
      ...(failed === undefined ? {} : { errorMessage: failed }),
    },
  );
}

function sitting(what: Sitting): SampleEvent[] {
  const random = stream(`sitting/${what.user.name}/${what.start}`);
  const start = utc(what.start);
  const caller = byConsole(what.user, keyId('ASIA', `${what.user.arn}/${start}`), start, what.ip, what.agent);
  const out = [consoleLogin(random, start, caller)];
  for (let i = 0; i < what.pages; i += 1) {
    const opened = start + 20 * SECOND + random.int(0, what.hours * 3600) * SECOND;
    for (const { call, region, ...rest } of PAGES[random.pick(what.interests)]) {
      const at = opened + random.int(0, 2) * SECOND;
      const [service = '', name = ''] = call.split(':');
      const refused =
        (what.user === USERS.intern && (service === 'pi' || name === 'StartQuery')) || (what.user === USERS.kavya && service === 'health');
      out.push(
        event(random, at, caller, { call, region, ...rest, ...(refused ? { error: denied(caller, `${service}:${name}`, '*') } : {}) }),
      );
    }
  }
  return out;
}

/** Root signs in once, with MFA, for the tax settings that only root may open. Ordinary, and worth a look. */
function rootForBilling(): SampleEvent[] {
  const random = stream('root');
  const start = utc('2026-02-20T07:21:16Z');
  const root = byRoot(PROD, keyId('ASIA', `root/${start}`), start, IP.office, AGENT.firefox);
  const calls = ['iam:GetAccountSummary', 'tax:ListTaxRegistrations', 'account:GetContactInformation', 'ce:GetCostAndUsage'];
  return [
    consoleLogin(random, start, root),
    ...calls.map((call, i) => event(random, start + (25 + 40 * i) * SECOND, root, { call, region: VIRGINIA })),
  ];
}

/** A mistyped password: AWS hides nothing here because the user exists. */
function failedSignIn(): SampleEvent[] {
  const random = stream('failed sign-in');
  const at = utc('2026-02-20T04:30:21Z');
  const caller = byConsole(USERS.sneha, '', at, IP.office, AGENT.chrome);
  return [consoleLogin(random, at, caller, 'Failed authentication')];
}
