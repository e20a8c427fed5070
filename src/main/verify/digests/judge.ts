// Verdicts on digests and logs, from what the case holds. Pure: the caller gathers items, this only judges.
// Rules: AWS, "Validating CloudTrail log file integrity", and where the AWS CLI is silent, the stricter reading. Only a
// contradiction is invalid; what nobody can check is unverifiable; what is named but not here is missing, never "deleted".
import { verify as verifySignature } from 'node:crypto';
import { chainOf, type DigestDocument, fromAwsLogs, samePlace, withoutGz } from './document.ts';
import type { PublicKey } from './public-keys.ts';

export type Verdict = 'valid' | 'invalid' | 'unverifiable' | 'unattested' | 'missing';

export interface Judged {
  kind: 'digest' | 'log';
  /** Item hash; for what is missing, the object's key. */
  key: string;
  verdict: Verdict;
  reason: string;
}

export interface DigestItem {
  sha256: string;
  /** SHA-256 of the uncompressed content. */
  contentSha256: string;
  document: DigestDocument | { problem: string };
  places: string[];
  /** From the sidecar, lower-case hex. */
  signature: string | null;
}

export interface LogItem {
  sha256: string;
  contentSha256: string;
  encoding: string;
  places: string[];
  /** Damaged or followed by other bytes: in words. */
  damage: string | null;
}

/** A span of delivery time (not of event time) that a chain leaves open. */
export interface Gap {
  chain: string;
  /** ISO 8601, as the digests state it. */
  from: string;
  to: string;
  reason: string;
}

export interface Judgement {
  digests: Judged[];
  logs: Judged[];
  gaps: Gap[];
  /** Origins of the keys that were there to check with. */
  keysFrom: string[];
}

/** AWS writes a digest an hour; a hole of n hours hides about n digests. */
const HOUR = 3_600_000;

interface Chained {
  item: DigestItem;
  document: DigestDocument;
  verdict: Verdict;
}

export function judge(digests: readonly DigestItem[], logs: readonly LogItem[], keys: readonly PublicKey[]): Judgement {
  const readable: Chained[] = [];
  const judged: Judged[] = [];
  for (const item of digests) {
    const { document } = item;
    if ('problem' in document) judged.push({ kind: 'digest', key: item.sha256, verdict: 'invalid', reason: document.problem });
    else readable.push({ item, document, verdict: 'unverifiable' });
  }
  const successors = new Map<string, Chained[]>();
  for (const one of readable) {
    if (one.document.previous === null) continue;
    const named = fromAwsLogs(one.document.previous.object);
    append(successors, named, one);
  }
  const byFingerprint = new Map(keys.map((key) => [key.fingerprint, key]));
  // Newest first: what a valid successor says of its predecessor counts against it.
  readable.sort((a, b) => (a.document.endTime < b.document.endTime ? 1 : a.document.endTime > b.document.endTime ? -1 : 0));
  for (const one of readable) {
    const { verdict, reason } = judgeDigest(one, successors.get(fromAwsLogs(one.document.object)) ?? [], byFingerprint);
    one.verdict = verdict;
    judged.push({ kind: 'digest', key: one.item.sha256, verdict, reason });
  }
  const { missing, gaps } = walkChains(readable);
  return {
    digests: [...judged, ...missing],
    logs: judgeLogs(readable, logs),
    gaps,
    keysFrom: [...new Set(keys.map((key) => key.origin))].sort(),
  };
}

function judgeDigest(
  { item, document }: Chained,
  successors: Chained[],
  keys: Map<string, PublicKey>,
): { verdict: Verdict; reason: string } {
  if (!item.places.some((place) => samePlace(place, document.object))) {
    return { verdict: 'invalid', reason: `it names another place than the one where it was found: ${document.object}` };
  }
  const signature = item.signature ?? successors[0]?.document.previous?.signature ?? null;
  if (signature === null)
    return { verdict: 'unverifiable', reason: 'no signature of it is in the case: neither a .head.json beside it nor a later digest' };
  const key = keys.get(document.fingerprint);
  if (!key) return { verdict: 'unverifiable', reason: `no public key with the fingerprint ${document.fingerprint} was given` };
  const source = item.signature === null ? "its successor's copy of its signature" : 'its signature';
  if (!signs(key, signature, item, document)) {
    const copy =
      item.signature === null
        ? undefined
        : successors.find((s) => s.document.previous && signs(key, s.document.previous.signature, item, document));
    return { verdict: 'invalid', reason: `${source} does not fit it${copy ? "; its successor's copy does" : ''} (key from ${key.origin})` };
  }
  for (const successor of successors) {
    const said = successor.document.previous;
    if (successor.verdict !== 'valid' || said === null) continue;
    if (said.signature !== signature)
      return { verdict: 'invalid', reason: 'its signature is another than the one that its successor recorded' };
    if (said.hash !== null && said.hash !== item.contentSha256)
      return { verdict: 'invalid', reason: 'its SHA-256 is another than the one that its successor recorded' };
  }
  return { verdict: 'valid', reason: `${source} fits, with the key from ${key.origin}` };
}

function signs(key: PublicKey, signature: string, item: DigestItem, document: DigestDocument): boolean {
  if (!/^([0-9a-f]{2})+$/.test(signature)) return false;
  const previous = document.previous?.signature ?? 'null';
  const text = `${document.endTime}\n${document.bucket}/${document.object}\n${item.contentSha256}\n${previous}`;
  return verifySignature('sha256', Buffer.from(text, 'utf8'), key.key, Buffer.from(signature, 'hex'));
}

/** Every missing digest, and every stop of logging, chain by chain. */
function walkChains(readable: Chained[]): { missing: Judged[]; gaps: Gap[] } {
  const missing: Judged[] = [];
  const gaps: Gap[] = [];
  const present = new Set(readable.map((one) => fromAwsLogs(one.document.object)));
  const chains = new Map<string, Chained[]>();
  const seen = new Set<string>();
  for (const one of readable) {
    const chain = chainOf(one.document);
    // The same digest with and without its wrapper is one link of the chain.
    if (seen.has(one.document.object)) continue;
    seen.add(one.document.object);
    append(chains, chain, one);
  }
  for (const [chain, members] of [...chains].sort(([a], [b]) => (a < b ? -1 : 1))) {
    members.forEach(({ document }, i) => {
      // Sorted newest first, so the next one is the older neighbour that the case holds.
      const older = members[i + 1]?.document;
      const { previous } = document;
      if (previous === null) {
        if (older && older.endTime < document.startTime)
          gaps.push({ chain, from: older.endTime, to: document.startTime, reason: 'logging or validation was stopped and started again' });
        return;
      }
      if (present.has(fromAwsLogs(previous.object))) return;
      const hole = older ? Math.max(1, Math.round((Date.parse(document.startTime) - Date.parse(older.endTime)) / HOUR)) : 1;
      const scope = older ? '' : '; it is older than all others of its chain here and may lie before what was copied';
      missing.push({
        kind: 'digest',
        key: previous.object,
        verdict: 'missing',
        reason: `named by the digest that ends ${document.endTime}, not in the case${scope}`,
      });
      for (let n = 2; n <= Math.min(hole, 10_000); n++) {
        missing.push({
          kind: 'digest',
          key: `${chain} (${n} of ${hole} before ${document.startTime})`,
          verdict: 'missing',
          reason: 'its name is not known: the digest that named it is missing too',
        });
      }
      if (older)
        gaps.push({
          chain,
          from: older.endTime,
          to: document.startTime,
          reason: `${hole} ${hole === 1 ? 'digest is' : 'digests are'} missing: deliveries of this span are unattested`,
        });
    });
  }
  return { missing, gaps };
}

function judgeLogs(readable: Chained[], logs: readonly LogItem[]): Judged[] {
  const named = new Map<string, { hash: string; by: Chained; object: string }[]>();
  for (const by of readable) {
    for (const { object, hash } of by.document.logFiles) {
      const name = withoutGz(object.slice(object.lastIndexOf('/') + 1));
      append(named, name, { hash, by, object });
    }
  }
  const found = new Set<string>();
  const judged = logs.map((log): Judged => {
    const claims = log.places.flatMap((place) =>
      (named.get(withoutGz(place.slice(place.lastIndexOf('/') + 1))) ?? []).filter(({ object }) => samePlace(place, object)),
    );
    for (const { object } of claims) found.add(fromAwsLogs(object));
    return { kind: 'log', key: log.sha256, ...judgeLog(log, claims) };
  });
  const absent = new Map<string, Chained>();
  for (const claims of named.values()) for (const { object, by } of claims) if (!found.has(fromAwsLogs(object))) absent.set(object, by);
  for (const [object, { document }] of [...absent].sort(([a], [b]) => (a < b ? -1 : 1))) {
    judged.push({
      kind: 'log',
      key: object,
      verdict: 'missing',
      reason: `named by the digest that ends ${document.endTime}, not in the case`,
    });
  }
  return judged;
}

/** A log is attested if any valid digest names it with its hash; its verdict is never better than that of its digest. */
function judgeLog(log: LogItem, claims: { hash: string; by: Chained }[]): { verdict: Verdict; reason: string } {
  if (claims.length === 0) return { verdict: 'unattested', reason: 'no digest in the case names it' };
  if (log.damage !== null) return { verdict: 'invalid', reason: log.damage };
  const agreeing = claims.filter(({ hash }) => hash === log.contentSha256);
  if (agreeing.length === 0) return { verdict: 'invalid', reason: 'the SHA-256 of its content is not the one that its digest states' };
  if (!agreeing.some(({ by }) => by.verdict === 'valid'))
    return { verdict: 'unverifiable', reason: 'the digest that names it could not be verified' };
  return { verdict: 'valid', reason: log.encoding === 'identity' ? 'attested; it was delivered without its gzip wrapper' : 'attested' };
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
