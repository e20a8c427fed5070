// How CloudTrail delivers: records gathered per account and region, gzipped, named by account, region and minute.
import { MIXED, stream } from '../base/random.ts';
import { dayPath, HOUR, MINUTE, minuteStamp, SECOND, UNTIL, utc } from '../base/time.ts';
import { byTime } from '../story.ts';
import { MUMBAI, PROD } from '../world/places.ts';
import type { SampleEvent } from '../world/record.ts';

/** A delivered file, before compression. */
export interface Delivered {
  account: string;
  region: string;
  kind: 'CloudTrail' | 'CloudTrail-Insight';
  /** Key in the bucket, from AWSLogs/ on. */
  key: string;
  /** When it arrived in the bucket, ms since epoch UTC. */
  at: number;
  events: SampleEvent[];
  content: Buffer;
}

/**
 * Length of a gathering window. AWS delivers about every five minutes; the sample gathers for an hour in the hours of
 * the incident and longer elsewhere, because each small gzip file repeats what a large one says once, and the whole
 * sample must stay under 1 MB.
 */
function window(account: string, region: string, at: number): number {
  const night = at >= utc('2026-02-21T18:00:00Z') && at < utc('2026-02-21T22:00:00Z');
  const morning = at >= utc('2026-02-22T03:00:00Z') && at < utc('2026-02-22T05:00:00Z');
  if (night || morning) return HOUR;
  if (region !== MUMBAI) return 24 * HOUR;
  return account === PROD ? 6 * HOUR : 8 * HOUR;
}

/** Files of one trail in one region, oldest first. `late` events arrive a second time, with the file after their own. */
export function deliver(account: string, region: string, events: SampleEvent[], late: ReadonlySet<string>): Delivered[] {
  const windows = new Map<number, SampleEvent[]>();
  for (const event of [...events].sort(byTime)) {
    const length = window(account, region, event.at);
    // Nothing happens after UNTIL, and the custodian copied an hour later: the last window closes early.
    const end = Math.min((Math.floor(event.at / length) + 1) * length, UNTIL + 5 * MINUTE);
    windows.set(end, [...(windows.get(end) ?? []), event]);
  }
  const ends = [...windows.keys()].sort((a, b) => a - b);
  let again: SampleEvent[] = [];
  return ends.map((end) => {
    const fresh = windows.get(end) ?? [];
    const file = pack(account, region, 'CloudTrail', end + 5 * MINUTE, [...fresh, ...again]);
    again = fresh.filter((event) => late.has(event.id));
    return file;
  });
}

/** One file named after the minute `named`; it arrives within the minutes after that. */
export function pack(account: string, region: string, kind: Delivered['kind'], named: number, events: SampleEvent[]): Delivered {
  const random = stream(`file/${kind}/${account}/${region}/${named}`);
  const name = `${account}_${kind}_${region}_${minuteStamp(named)}_${random.text(MIXED, 16)}.json.gz`;
  const sorted = [...events].sort(asGathered);
  return {
    account,
    region,
    kind,
    key: `AWSLogs/${account}/${kind}/${region}/${dayPath(named)}/${name}`,
    at: named + random.int(5, 200) * SECOND,
    events: sorted,
    content: Buffer.from(JSON.stringify({ Records: sorted.map((event) => event.record) }), 'utf8'),
  };
}

/** CloudTrail promises no order within a file: records lie as the services handed them in. */
function asGathered(a: SampleEvent, b: SampleEvent): number {
  const [left, right] = [String(a.record.eventSource), String(b.record.eventSource)];
  if (left !== right) return left < right ? -1 : 1;
  return byTime(a, b);
}

/** A handful of ordinary events to deliver twice, spread over the list: S3 delivery is at least once. */
export function deliveredTwice(ordinary: SampleEvent[], count: number): Set<string> {
  const early = ordinary.filter((event) => event.at < utc('2026-02-22T00:00:00Z') && event.category === 'Management');
  const step = Math.floor(early.length / count);
  return new Set(Array.from({ length: count }, (_, i) => early[i * step + 7]?.id ?? ''));
}
