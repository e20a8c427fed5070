// Chains of digests: which follow one another, which are missing between them, and what holds for every span of delivery time.
import type { Chain, ChainSpan, SpanState } from '../../../shared/integrity.ts';
import { append, type Gap, type JudgedChain, type JudgedItem, type Readable } from './items.ts';
import type { NamedLogs } from './judge-logs.ts';
import { type ChainName, chainId, chainName, fromAwsLogs } from './places.ts';

/** AWS writes a digest an hour; a hole of n hours hides about n digests. */
const HOUR = 3_600_000;

/** Missing digests that are listed one by one; beyond, their number is told. */
const MOST_LISTED = 10_000;

/** Gives every digest the id of its chain. A trail that was pointed to another bucket goes on in the same chain. */
export function nameChains(digests: readonly Readable[]): void {
  const joined = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let next = joined.get(root); next !== undefined; next = joined.get(root)) root = next;
    return root;
  };
  for (const one of digests) {
    const { bucket, object, previous } = one.document;
    one.chain = chainId(chainName(bucket, object));
    if (previous === null || previous.bucket === bucket) continue;
    const before = chainName(previous.bucket, previous.object);
    const same = chainId({ ...before, bucket: '' }) === chainId({ ...chainName(bucket, object), bucket: '' });
    const [from, to] = [rootOf(chainId(before)), rootOf(one.chain)];
    if (same && from !== to) joined.set(from, to);
  }
  for (const one of digests) one.chain = rootOf(one.chain);
}

interface Walked {
  chains: JudgedChain[];
  missing: JudgedItem[];
  /** Digests that are missing between others, not merely before the first one. */
  holes: number;
}

/**
 * Follows every chain from its newest digest back.
 * @param unreadable what lies where a digest would and is none: they are there, so they are not missing
 */
export function walkChains(digests: readonly Readable[], unreadable: readonly Readable[], named: Map<Readable, NamedLogs>): Walked {
  const present: Present = {
    digests: new Set(digests.map((one) => fromAwsLogs(one.document.object))),
    unreadable: new Map(unreadable.map((one) => [one.document.object, one])),
  };
  const members = new Map<string, Readable[]>();
  for (const one of digests) append(members, one.chain, one);
  const walked: Walked = { chains: [], missing: [], holes: 0 };
  for (const [id, all] of [...members].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const links = oneOfEach(all);
    const newest = links[0] as Readable;
    const spans: ChainSpan[] = [];
    links.forEach((link, i) => {
      spans.push(linkSpan(link, named.get(link) ?? { missing: 0, invalid: 0 }));
      between(link, links[i + 1] ?? null, present, walked, spans);
    });
    spans.reverse();
    const { bucket: _, ...name } = chainName(newest.document.bucket, newest.document.object) satisfies ChainName;
    const buckets = [...new Set(links.map((link) => link.document.bucket))];
    walked.chains.push({ id, buckets, ...name, spans: merged(spans), links: spans });
  }
  return walked;
}

/** Newest first. The same digest with and without its wrapper, or beside an altered copy, is one link: the one that can be trusted most. */
function oneOfEach(all: readonly Readable[]): Readable[] {
  const best = new Map<string, Readable>();
  for (const one of all) {
    const known = best.get(one.document.object);
    if (!known || (known.verdict !== 'valid' && one.verdict === 'valid')) best.set(one.document.object, one);
  }
  return [...best.values()].sort((a, b) => b.end - a.end || (a.document.object < b.document.object ? 1 : -1));
}

function linkSpan({ item, document, start, end, verdict, reason }: Readable, { missing, invalid }: NamedLogs): ChainSpan {
  const logs = document.logFiles.length;
  const span = { from: start, to: end, digests: 1, logs, logsMissing: missing, logsInvalid: invalid, digest: item.sha256 };
  const as = (state: SpanState, why: string): ChainSpan => ({ ...span, state, reason: why });
  if (verdict === 'invalid') return as('invalid', `the digest is invalid: ${reason}`);
  if (invalid > 0)
    return as('invalid', `of the ${logs} log files that it names, ${invalid} ${invalid === 1 ? 'contradicts' : 'contradict'} it`);
  if (verdict !== 'valid') return as('unverifiable', `the digest could not be verified: ${reason}`);
  if (missing > 0)
    return as('incomplete', `of the ${logs} log files that it names, ${missing} ${missing === 1 ? 'is' : 'are'} not in the case`);
  return logs === 0
    ? as('empty', 'no log file was delivered')
    : as('complete', 'every log file that it names is here, as it was delivered');
}

/** What there is, by place. */
interface Present {
  digests: ReadonlySet<string>;
  unreadable: ReadonlyMap<string, Readable>;
}

/** What lies between a digest and the older one that is next to it in the case. */
function between(link: Readable, older: Readable | null, present: Present, walked: Walked, spans: ChainSpan[]): void {
  const { document, start } = link;
  const { previous } = document;
  if (previous === null || present.digests.has(fromAwsLogs(previous.object))) {
    if (older && older.end < start) spans.push(unlinked(link, older));
    return;
  }
  const unread = present.unreadable.get(fromAwsLogs(previous.object));
  const first = older ? older.end : start - HOUR;
  const count = Math.max(1, Math.round((start - first) / HOUR));
  if (!unread) {
    missing(link, older, first, start, count, 1, walked, spans);
    return;
  }
  unread.chain = link.chain;
  // Its own times cannot be read: it is taken to be an hour, as all are.
  const from = count > 1 ? start - HOUR : first;
  spans.push({ ...open('invalid', from, start, 1, `the digest is invalid: ${unread.reason}`), digest: unread.item.sha256 });
  if (count > 1) missing(link, older, first, from, count, 2, walked, spans);
}

/** A digest that does not go on where the older one ended, and names none that is missing. */
function unlinked({ start, verdict, document }: Readable, older: Readable): ChainSpan {
  if (verdict === 'invalid') {
    const reason = 'whether digests are missing is not known: the one after this span, which is itself invalid, names none before it';
    return open('missing', older.end, start, Math.max(1, Math.round((start - older.end) / HOUR)), reason);
  }
  const words =
    document.previous === null
      ? 'logging or validation was stopped and started again'
      : 'the next digest begins later than the one that it names ended';
  return open('stopped', older.end, start, 0, words);
}

/**
 * Lists the digests that are missing before a link: only the first of them has a name.
 * @param count how many about there must be before it, `from` is the number of the first that is missing
 */
function missing(
  link: Readable,
  older: Readable | null,
  begin: number,
  end: number,
  count: number,
  from: number,
  walked: Walked,
  spans: ChainSpan[],
): void {
  const { document, chain } = link;
  const miss = (key: string, reason: string): void =>
    void walked.missing.push({ kind: 'digest', key, verdict: 'missing', reason, chain, digest: null });
  const scope = older ? '' : '; it is older than all others of its chain here and may lie before what was copied';
  if (from === 1) miss(document.previous?.object ?? '', `named by the digest that ends ${document.endTime}, not in the case${scope}`);
  for (let n = Math.max(2, from); n <= Math.min(count, MOST_LISTED); n++)
    miss(`${chain} (${n} of ${count} before ${document.startTime})`, 'its name is not known: the digest that named it is not here either');
  if (!older) return;
  const lost = count - from + 1;
  walked.holes += lost;
  const words = `${lost} ${lost === 1 ? 'digest is' : 'digests are'} missing: deliveries of this span are unattested`;
  spans.push(open('missing', begin, end, lost, words));
}

function open(state: SpanState, from: number, to: number, digests: number, reason: string): ChainSpan {
  return { from, to, state, digests, logs: 0, logsMissing: 0, logsInvalid: 0, digest: null, reason };
}

/** Neighbours of the same state as one span. */
function merged(links: readonly ChainSpan[]): ChainSpan[] {
  const spans: ChainSpan[] = [];
  for (const link of links) {
    const last = spans.at(-1);
    if (
      last &&
      last.state === link.state &&
      last.to === link.from &&
      (link.state === 'complete' || link.state === 'empty' || last.reason === link.reason)
    ) {
      last.to = link.to;
      last.digests += link.digests;
      last.logs += link.logs;
      last.logsMissing += link.logsMissing;
      last.logsInvalid += link.logsInvalid;
      last.digest = null;
    } else spans.push({ ...link });
  }
  return spans;
}

/** Spans of one chain that are told at once: an hour with deliveries and one without, in turn, would be thousands in a year. */
const MOST_SPANS = 1500;

/** A chain to be shown as a whole: where it has very many spans, attested ones are joined, with and without deliveries. */
export function overviewOf({ links: _, ...chain }: JudgedChain): Chain {
  if (chain.spans.length <= MOST_SPANS) return chain;
  const spans: ChainSpan[] = [];
  const isAttested = ({ state }: ChainSpan): boolean => state === 'complete' || state === 'empty';
  for (const span of chain.spans) {
    const last = spans.at(-1);
    if (last && isAttested(last) && isAttested(span) && last.to === span.from) {
      const counts = { digests: last.digests + span.digests, logs: last.logs + span.logs };
      const reason = 'attested: in some hours log files were delivered, in others none';
      spans[spans.length - 1] = { ...last, ...counts, to: span.to, state: 'complete', digest: null, reason };
    } else spans.push(span);
  }
  return { ...chain, spans };
}

/** Spans that chains leave open, as the command line lists them. */
export function gapsOf(chains: readonly JudgedChain[]): Gap[] {
  const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
  return chains.flatMap(({ id, spans }) =>
    spans
      .filter(({ state }) => state === 'missing' || state === 'stopped' || state === 'uncovered')
      .map(({ from, to, reason }) => ({ chain: id, from: iso(from), to: iso(to), reason })),
  );
}
