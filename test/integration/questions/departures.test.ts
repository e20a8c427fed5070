// Strange and usual uses of a key, told apart in one walk: equal to asking of each place of use what the events before it had.
import { expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { Asking } from '../../../src/main/query/questions/asking.ts';
import { departuresOf, STRANGE_FROM, usualBefore } from '../../../src/main/query/questions/departures.ts';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';

interface Use {
  key: string;
  address: string;
  tool: string;
  platform: string;
  region: string;
  time: number;
}

const AGENTS: readonly [tool: string, platform: string, agent: string][] = [
  ['aws-cli', 'macOS', 'aws-cli/2.15.0 md/Botocore#2.15.0 os/macos#14.0'],
  ['Boto3', 'Linux', 'Boto3/1.34.11 md/Botocore#1.34.11 ua/2.0 os/linux#5.15.0'],
  ['Boto3', 'macOS', 'Boto3/1.34.11 md/Botocore#1.34.11 ua/2.0 os/macos#14.0'],
];
const REGIONS = ['ap-south-1', 'us-east-1', 'eu-west-1'];
const START = Date.parse('2026-02-21T10:00:00Z');

/** Numbers that look like chance and are the same on every run: Park and Miller, "Random number generators: good ones are hard to find". */
function* numbers(): Generator<number, never> {
  for (let seed = 42; ; seed = (seed * 16_807) % 2_147_483_647) yield seed;
}

/** Of a key: places of use in order of their first event, each held against the usual events strictly before it. */
function slowly(uses: readonly Use[]): { usual: string[]; strange: string[]; before: number } {
  const placeOf = ({ address, tool, platform }: Use): string => `${address} ${tool} ${platform}`;
  const firstOf = (place: string): number => Math.min(...uses.filter((use) => placeOf(use) === place).map(({ time }) => time));
  const places = [...new Set(uses.map(placeOf))].sort((a, b) => firstOf(a) - firstOf(b));
  const [usual, strange]: [string[], string[]] = [[], []];
  const usualUses = (): Use[] => uses.filter((use) => usual.includes(placeOf(use)));
  for (const place of places) {
    const own = uses.filter((use) => placeOf(use) === place);
    const before = usualUses().filter(({ time }) => time < firstOf(place));
    const isNew = (field: 'tool' | 'platform' | 'region'): boolean =>
      before.length > 0 && own.some((use) => !before.some((one) => one[field] === use[field]));
    const address = place.split(' ')[0] as string;
    const isNewAddress = usual.length > 0 && !usualUses().some((use) => use.address === address);
    const novelties = (['tool', 'platform', 'region'] as const).filter(isNew).length;
    const isAtStrange = strange.some((other) => other.startsWith(`${address} `));
    (isAtStrange || (isNewAddress && novelties >= STRANGE_FROM) ? strange : usual).push(place);
  }
  const [first] = strange;
  return { usual, strange, before: first === undefined ? 0 : usualUses().filter(({ time }) => time < firstOf(first)).length };
}

test('equal to the slow way, for twenty keys', async () => {
  const chance = numbers();
  const pick = <T>(of: readonly T[]): T => of[chance.next().value % of.length] as T;
  const log = trail();
  const uses = Array.from({ length: 600 }, (_, i): Use => {
    const [tool, platform, userAgent] = pick(AGENTS);
    const [key, region, address] = [`AKIAKEY${i % 20}`, pick(REGIONS), `203.0.113.${pick([1, 1, 1, 2, 3, 4])}`];
    const time = START + i * 1000;
    const userIdentity = { type: 'IAMUser', accountId: '111122223333', userName: key, accessKeyId: key };
    log.event({ userIdentity, sourceIPAddress: address, userAgent, awsRegion: region, eventTime: new Date(time).toISOString() });
    return { key, address, tool, platform, region, time };
  });
  const { path } = await caseOf([folderOf({ 'a.json': log.json() })]);
  const db = openForReading(path);
  const asking = new Asking(eventsOf(db));
  let strange = 0;
  for (let n = 0; n < 20; n++) {
    const key = `AKIAKEY${n}`;
    const [departed] = await departuresOf(asking, 'accessKeyId', key);
    if (!departed) throw new Error(`no uses of ${key}`);
    const named = (uses: typeof departed.usual): string[] =>
      uses.map(({ address, values }) => `${address} ${values.tool[0]} ${values.platform[0]}`);
    const slow = slowly(uses.filter((use) => use.key === key));
    const { bits } = await asking.select(`accessKeyId:${key}`);
    expect({ usual: named(departed.usual), strange: named(departed.strange) }).toEqual({ usual: slow.usual, strange: slow.strange });
    if (slow.strange.length > 0) expect(usualBefore(asking.events, bits, departed)).toBe(slow.before);
    strange += slow.strange.length;
  }
  expect(strange).toBeGreaterThan(0);
  db.close();
});
