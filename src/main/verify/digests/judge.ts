// Verdicts on digests, logs and spans of time, from what the case holds. Pure: the caller gathers items, this only judges.
// Rules: AWS, "Validating CloudTrail log file integrity", and where the AWS CLI is silent, the stricter reading. Only a
// contradiction is invalid; what nobody can check is unverifiable; what is named but not here is missing, never "deleted".
import type { Judged, KeyUse } from '../../../shared/integrity.ts';
import { gapsOf, nameChains, walkChains } from './chains.ts';
import type { NoDigest } from './document.ts';
import { append, type DigestItem, type JudgedItem, type Judgement, type LogItem, type Readable } from './items.ts';
import { judgeDigest } from './judge-digest.ts';
import { judgeLogs } from './judge-logs.ts';
import { fromAwsLogs } from './places.ts';
import { keysByName, type PublicKey } from './public-keys.ts';
import { uncoveredChains } from './uncovered.ts';

/** @param lake verdicts on sign files of CloudTrail Lake and their results: no digest could name those */
export function judge(
  digests: readonly DigestItem[],
  logs: readonly LogItem[],
  keys: readonly PublicKey[],
  lake: readonly Judged[] = [],
): Judgement {
  const readable: Readable[] = [];
  const unreadable: Readable[] = [];
  for (const item of digests) {
    const { document } = item;
    if ('problem' in document) unreadable.push(unread(item, document));
    else {
      const [start, end] = [Date.parse(document.startTime), Date.parse(document.endTime)];
      readable.push({ item, document, start, end, verdict: 'unverifiable', reason: '', chain: '' });
    }
  }
  nameChains(readable);
  const judged = judgeDigests(readable, keys);
  // The result of a query need not be named by a digest; but whatever lies where a digest names a log is judged by that digest.
  const results = new Set(lake.filter(({ kind, verdict }) => kind === 'result' && verdict === 'valid').map(({ key }) => key));
  const delivered = logs.map((log) => (results.has(log.sha256) ? { ...log, isLog: false } : log));
  const { judged: judgedLogs, named } = judgeLogs([...readable, ...unreadable], delivered);
  const { chains, missing, holes } = walkChains(readable, unreadable, named);
  chains.push(...uncoveredChains(delivered, judgedLogs, chains));
  const allDigests = [...unreadable.map(judgedDigest), ...judged, ...missing];
  const sound = holes === 0 && unreadable.length === 0 && judged.every(({ verdict }) => verdict === 'valid');
  return {
    digests: allDigests,
    logs: judgedLogs,
    lake: lake.map((item) => ({ ...item, chain: null, digest: null })),
    gaps: gapsOf(chains),
    chains,
    ...keysOf(readable, keys),
    attestation: attestationOf([...judgedLogs, ...lake.filter(({ kind }) => kind === 'result')], sound),
  };
}

function judgeDigests(readable: Readable[], keys: readonly PublicKey[]): JudgedItem[] {
  const successors = new Map<string, Readable[]>();
  for (const one of readable) if (one.document.previous !== null) append(successors, fromAwsLogs(one.document.previous.object), one);
  const byFingerprint = keysByName(keys);
  // Newest first: what a valid successor says of its predecessor counts against it.
  readable.sort((a, b) => b.end - a.end);
  return readable.map((one) => {
    Object.assign(one, judgeDigest(one, successors.get(fromAwsLogs(one.document.object)) ?? [], byFingerprint));
    return judgedDigest(one);
  });
}

function judgedDigest({ item, verdict, reason, chain }: Readable): JudgedItem {
  return { kind: 'digest', key: item.sha256, verdict, reason, chain: chain === '' ? null : chain, digest: null };
}

/** What lies where a digest would and is none: invalid, by the place where it was found. */
function unread(item: DigestItem, { problem, logFiles }: NoDigest): Readable {
  const object = item.places[0] ?? '';
  const blank = { bucket: '', startTime: '', endTime: '', fingerprint: '', signatureAlgorithm: '', previous: null };
  const document = { ...blank, object: fromAwsLogs(object), logFiles };
  return { item, document, start: Number.NaN, end: Number.NaN, verdict: 'invalid', reason: problem, chain: '' };
}

function keysOf(readable: readonly Readable[], keys: readonly PublicKey[]): { keys: KeyUse[]; keysAbsent: Judgement['keysAbsent'] } {
  const uses = new Map<string, number>();
  for (const { document } of readable) uses.set(document.fingerprint, (uses.get(document.fingerprint) ?? 0) + 1);
  const here = new Set(keys.flatMap(({ fingerprint, aliases }) => [fingerprint, ...aliases]));
  const listed = new Map<string, KeyUse>();
  for (const { fingerprint, aliases, origin, validFrom, validTo } of keys) {
    const digests = [fingerprint, ...aliases].reduce((sum, name) => sum + (uses.get(name) ?? 0), 0);
    listed.set(`${fingerprint} ${origin}`, { fingerprint, origin, validFrom, validTo, digests });
  }
  return {
    keys: [...listed.values()].sort((a, b) => (`${a.origin} ${a.fingerprint}` < `${b.origin} ${b.fingerprint}` ? -1 : 1)),
    keysAbsent: [...uses]
      .filter(([fingerprint]) => !here.has(fingerprint))
      .map(([fingerprint, count]) => ({ fingerprint, digests: count })),
  };
}

/** `full`: every log in the case is attested, and between its digests nothing is missing, invalid or unproven. */
function attestationOf(logs: readonly Judged[], sound: boolean): Judgement['attestation'] {
  const valid = logs.filter(({ verdict }) => verdict === 'valid').length;
  if (valid === 0) return 'none';
  return sound && valid === logs.length ? 'full' : 'partial';
}
