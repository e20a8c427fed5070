// What the judging of digests takes and gives.
import type { Chain, ChainSpan, Judged, KeyUse, Verdict } from '../../../shared/integrity.ts';
import type { DigestDocument, NoDigest } from './document.ts';

export interface DigestItem {
  sha256: string;
  /** SHA-256 of the uncompressed content. */
  contentSha256: string;
  document: DigestDocument | NoDigest;
  places: string[];
  /** From the sidecar, lower-case hex. */
  signature: string | null;
  /** As the sidecar states it; empty where it does not. */
  signatureAlgorithm?: string;
}

export interface LogItem {
  sha256: string;
  /** Null when the bytes were not kept. */
  contentSha256: string | null;
  encoding: string;
  places: string[];
  /** Damaged or followed by other bytes: in words. */
  damage: string | null;
  /** Whether it is a log by its content; others lie where a log would, and are judged only where a digest names that place. */
  isLog: boolean;
}

/** A span of delivery time (not of event time) that a chain leaves open. */
export interface Gap {
  chain: string;
  /** ISO 8601. */
  from: string;
  to: string;
  reason: string;
}

/** A verdict, with the chain and the digest from which it follows. */
export interface JudgedItem extends Judged {
  /** Id of its chain; null for what belongs to none. */
  chain: string | null;
  /** Of a log: item hash of the digest that names it, and the object's key of that digest. */
  digest: { sha256: string; object: string; verdict: Verdict } | null;
}

/** A chain with every single digest and everything between them, in order of time. */
export interface JudgedChain extends Chain {
  links: ChainSpan[];
}

export interface Judgement {
  digests: JudgedItem[];
  logs: JudgedItem[];
  /** Sign files of CloudTrail Lake, and the results of queries that they name. */
  lake: JudgedItem[];
  gaps: Gap[];
  chains: JudgedChain[];
  /** Keys that were there to check with. */
  keys: KeyUse[];
  keysAbsent: { fingerprint: string; digests: number }[];
  attestation: 'full' | 'partial' | 'none';
}

/** Of a case that has none, or was not asked. */
export const NOTHING_JUDGED: Judgement = {
  digests: [],
  logs: [],
  lake: [],
  gaps: [],
  chains: [],
  keys: [],
  keysAbsent: [],
  attestation: 'none',
};

/** A digest that can be read, while it is judged. */
export interface Readable {
  item: DigestItem;
  document: DigestDocument;
  /** ms UTC. */
  start: number;
  end: number;
  verdict: Verdict;
  reason: string;
  chain: string;
}

export function append<K, T>(lists: Map<K, T[]>, key: K, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Worst first. */
const ORDER: readonly Verdict[] = ['invalid', 'missing', 'unverifiable', 'unattested', 'valid'];

/** All verdicts, worst first; then by kind and key. */
export function worstFirst({ digests, logs, lake }: Judgement): JudgedItem[] {
  const key = ({ kind, key: of }: JudgedItem): string => `${kind} ${of}`;
  const rank = ({ verdict }: JudgedItem): number => ORDER.indexOf(verdict);
  return [...digests, ...logs, ...lake].sort((a, b) => rank(a) - rank(b) || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/**
 * What was judged of each item in the case, by item hash. Of an item that was judged by several rules a contradiction counts, then a proof, then
 * what is least known.
 */
export function judgedByItem(judgement: Judgement): Map<string, JudgedItem> {
  const all = worstFirst(judgement);
  const byItem = new Map<string, JudgedItem>();
  const rules = [all.filter(({ verdict }) => verdict === 'invalid'), all.filter(({ verdict }) => verdict === 'valid'), all];
  for (const item of rules.flat()) if (!byItem.has(item.key)) byItem.set(item.key, item);
  return byItem;
}
