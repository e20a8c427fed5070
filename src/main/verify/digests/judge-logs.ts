// Verdicts on log files. A log is attested if any valid digest names it with its hash; its verdict is never better than that of its digest.
import type { Verdict } from '../../../shared/integrity.ts';
import { append, type JudgedItem, type LogItem, type Readable } from './items.ts';
import { dayOf, deliveryOf, fileName, fromAwsLogs, samePlace, withoutGz } from './places.ts';

/** A digest names a log file. */
interface Claim {
  object: string;
  hash: string;
  hashAlgorithm: string;
  by: Readable;
}

/** What became of the log files that one digest names. */
export interface NamedLogs {
  missing: number;
  invalid: number;
}

/**
 * Judges every log, and lists what digests name and nobody delivered.
 * @returns verdicts, and per digest how many of the logs that it names are missing or contradict it
 */
export function judgeLogs(
  digests: readonly Readable[],
  logs: readonly LogItem[],
): { judged: JudgedItem[]; named: Map<Readable, NamedLogs> } {
  const claims = new Map<string, Claim[]>();
  const named = new Map<Readable, NamedLogs>();
  for (const by of digests) {
    named.set(by, { missing: 0, invalid: 0 });
    for (const { object, hash, hashAlgorithm } of by.document.logFiles)
      append(claims, withoutGz(fileName(object)), { object, hash, hashAlgorithm, by });
  }
  const found = new Set<string>();
  const days = new Set<string>();
  const agreed = new Set<string>();
  const instead = new Map<string, { claim: Claim; log: LogItem; verdict: JudgedItem }>();
  const judged: JudgedItem[] = [];
  for (const log of logs) {
    const own = log.places.flatMap((place) =>
      (claims.get(withoutGz(fileName(place))) ?? []).filter(({ object }) => samePlace(place, object)),
    );
    if (own.length === 0 && !log.isLog) continue;
    for (const place of log.places) days.add(dayOf(place));
    for (const { object, hash, by } of own) {
      found.add(fromAwsLogs(object));
      const counts = named.get(by);
      if (counts && by.verdict !== 'invalid' && (log.damage !== null || contradicts(log, hash))) counts.invalid++;
    }
    const verdict = judgeLog(log, own);
    for (const claim of own) {
      if (claim.hash === log.contentSha256) agreed.add(fromAwsLogs(claim.object));
      else if (claim.by.verdict === 'valid' && contradicts(log, claim.hash))
        instead.set(fromAwsLogs(claim.object), { claim, log, verdict });
    }
    judged.push(verdict);
  }
  // An attested log that lies also in the place of another is valid by its own place: of the other, the contradiction is told here.
  const replaced = [...instead.entries()]
    .filter(([object, { verdict }]) => verdict.verdict === 'valid' && !agreed.has(object))
    .map(([, { claim, log }]) => replacedLog(claim, log));
  const absent = new Map<string, Claim>();
  for (const list of claims.values()) {
    for (const claim of list) {
      if (found.has(fromAwsLogs(claim.object))) continue;
      const counts = named.get(claim.by);
      if (counts) counts.missing++;
      if (absent.get(claim.object)?.by.verdict !== 'valid') absent.set(claim.object, claim);
    }
  }
  const missing = [...absent].sort(([a], [b]) => (a < b ? -1 : 1)).map(([object, { by }]) => missingLog(object, by, days));
  return { judged: [...judged, ...replaced, ...missing], named };
}

/** What was not kept contradicts nothing. */
function contradicts(log: LogItem, hash: string): boolean {
  return log.contentSha256 !== null && hash !== log.contentSha256;
}

function judgeLog(log: LogItem, claims: readonly Claim[]): JudgedItem {
  const as = (verdict: Verdict, reason: string, by: Readable | null): JudgedItem => ({
    kind: 'log',
    key: log.sha256,
    verdict,
    reason,
    chain: by?.chain ?? null,
    digest: by && { sha256: by.item.sha256, object: by.document.object, verdict: by.verdict },
  });
  const [first] = claims;
  if (!first) {
    const delivered = log.places.some((place) => deliveryOf(place) !== null);
    return as(
      'unattested',
      delivered ? 'no digest in the case names it' : 'it is not a log file as AWS delivers them: no digest names such a file',
      null,
    );
  }
  const counted = claims.filter(({ hashAlgorithm }) => hashAlgorithm === 'SHA-256');
  if (counted.length === 0)
    return as('unverifiable', `its digest states a hash of a kind that is not known here: ${first.hashAlgorithm}`, first.by);
  // What an invalid digest says counts for nothing, neither for nor against.
  const credible = counted.filter(({ by }) => by.verdict !== 'invalid');
  const byRank = [...credible].sort((a, b) => Number(b.by.verdict === 'valid') - Number(a.by.verdict === 'valid'));
  const agrees = (claim: Claim): boolean => claim.hash === log.contentSha256;
  const attesting = byRank.find((claim) => claim.by.verdict === 'valid' && agrees(claim));
  const contradicting = byRank.find((claim) => contradicts(log, claim.hash));
  if (log.damage !== null && byRank[0]) return as('invalid', log.damage, byRank[0].by);
  if (attesting)
    return as('valid', log.encoding === 'identity' ? 'attested; it was delivered without its gzip wrapper' : 'attested', attesting.by);
  if (contradicting) return as('invalid', 'the SHA-256 of its content is not the one that its digest states', contradicting.by);
  if (byRank[0] && log.contentSha256 === null)
    return as('unverifiable', 'its bytes were not kept: they cannot be compared with what its digest states', byRank[0].by);
  if (byRank[0]) return as('unverifiable', 'the digest that names it could not be verified', byRank[0].by);
  return as(
    'unverifiable',
    `the digest that names it is itself invalid${agrees(counted[0] as Claim) ? '' : ', and states another SHA-256'}`,
    first.by,
  );
}

function replacedLog({ object, by }: Claim, log: LogItem): JudgedItem {
  return {
    kind: 'log',
    key: object,
    verdict: 'invalid',
    reason: `in its place lies another log file, with the SHA-256 ${log.sha256}, which belongs elsewhere`,
    chain: by.chain,
    digest: { sha256: by.item.sha256, object: by.document.object, verdict: by.verdict },
  };
}

function missingLog(object: string, by: Readable, days: Set<string>): JudgedItem {
  const around = days.has(dayOf(object))
    ? 'other logs of that day, account and region are'
    : 'nor is any other log of that day, account and region: they may lie outside of what was copied';
  return {
    kind: 'log',
    key: object,
    verdict: 'missing',
    reason: `named by ${digestWords(by)}, not in the case; ${around}`,
    chain: by.chain,
    digest: { sha256: by.item.sha256, object: by.document.object, verdict: by.verdict },
  };
}

function digestWords({ document, verdict }: Readable): string {
  const which = document.endTime === '' ? 'a digest' : `the digest that ends ${document.endTime}`;
  return verdict === 'invalid' ? `${which}, which is itself invalid` : which;
}
