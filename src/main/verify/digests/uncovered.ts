// Periods in which log files were delivered that no digest covers: validation was off, or its digests were not copied.
import { append, type JudgedChain, type JudgedItem, type LogItem } from './items.ts';
import { deliveryOf } from './places.ts';

/** Names of log files state the minute. */
const MINUTE = 60_000;

/**
 * A chain without a trail per account and region in which logs were delivered outside of all its digests.
 * @param judged verdicts on the logs
 */
export function uncoveredChains(logs: readonly LogItem[], judged: readonly JudgedItem[], chains: readonly JudgedChain[]): JudgedChain[] {
  const covered = new Map<string, { from: number; to: number }[]>();
  for (const { account, region, links } of chains)
    for (const link of links) if (link.state !== 'stopped') append(covered, `${account} ${region}`, link);
  for (const list of covered.values()) list.sort((a, b) => a.from - b.from);
  const outside = new Map<string, { account: string; region: string; times: number[] }>();
  const unattested = new Set(judged.filter(({ verdict }) => verdict === 'unattested').map(({ key }) => key));
  for (const log of logs) {
    if (!unattested.has(log.sha256)) continue;
    const delivered = log.places.map(deliveryOf).find((one) => one !== null);
    if (!delivered) continue;
    const key = `${delivered.account} ${delivered.region}`;
    if (isCovered(covered.get(key) ?? [], delivered.at)) continue;
    const group = outside.get(key) ?? { account: delivered.account, region: delivered.region, times: [] };
    group.times.push(delivered.at);
    outside.set(key, group);
  }
  return [...outside.values()]
    .sort(byPlace)
    .map(({ account, region, times }) => chainOf(account, region, times, covered.get(`${account} ${region}`) ?? []));
}

/** @param spans in order of their beginning */
function isCovered(spans: readonly { from: number; to: number }[], at: number): boolean {
  // The last that begins at or before it; spans of several trails overlap, but each is about as long.
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as { from: number }).from <= at) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0 && i >= low - 64; i--) if (at < (spans[i] as { to: number }).to) return true;
  return false;
}

/** Deliveries between which no digest speaks of any time are one period: what came between them is as uncovered as they are. */
function chainOf(account: string, region: string, times: number[], covered: readonly { from: number; to: number }[]): JudgedChain {
  times.sort((a, b) => a - b);
  const links: JudgedChain['links'] = [];
  let next = 0;
  for (const at of times) {
    const last = links.at(-1);
    // The first covered span that begins after the last delivery.
    while (last && next < covered.length && (covered[next] as { from: number }).from < last.to) next++;
    const separated = next < covered.length && (covered[next] as { from: number }).from <= at;
    if (last && !separated) {
      last.to = at + MINUTE;
      last.logs++;
    } else {
      const reason = 'log files were delivered that no digest covers';
      const span = { from: at, to: at + MINUTE, digests: 0, logs: 1, logsMissing: 0, logsInvalid: 0, digest: null, reason };
      links.push({ ...span, state: 'uncovered' });
    }
  }
  return { id: `${account} ${region}`, buckets: [], account, region, trail: '', homeRegion: '', backfill: false, spans: links, links };
}

function byPlace(a: { account: string; region: string }, b: { account: string; region: string }): number {
  return `${a.account} ${a.region}` < `${b.account} ${b.region}` ? -1 : 1;
}
