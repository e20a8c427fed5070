// Whether the seals of a case hold: their signatures, and that the case's past is still what they state. Says what was added since each.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import type { Finding } from '../../shared/domain.ts';
import type { SealVerdict } from '../../shared/integrity.ts';
import { parserOf } from '../case/derived.ts';
import { readFacts } from '../case/facts.ts';
import { momentNow, sameMoment } from '../case/moment.ts';
import type { ReadConnection } from '../case/open.ts';
import { eventsRoot, evidenceRoot, inventoryRoot } from '../case/roots.ts';
import { PARSER_VERSION } from '../case/schema.ts';
import { type SignedSeal, writeDetached } from './detached.ts';
import { fingerprintOf } from './signing-key.ts';
import { readStatement, type SealStatement } from './statement.ts';
import { checkTimestamp } from './timestamp-check.ts';

export interface StoredSeal extends SignedSeal {
  id: number;
}

interface SealCheck {
  seals: SealVerdict[];
  findings: Finding[];
}

/** Every seal of a case, in order of sealing. */
export function storedSeals(db: ReadConnection): StoredSeal[] {
  return db.prepare('SELECT id, statement, signature, public_key AS publicKey, timestamp FROM seals ORDER BY id').all() as StoredSeal[];
}

/**
 * Checks every seal against itself and against the case.
 * @param options.roots whether the roots are computed anew as they were at each seal: it reads every event's row
 */
export async function checkSeals(db: ReadConnection, options: { roots: boolean }): Promise<SealCheck> {
  const stored = storedSeals(db);
  const context = options.roots ? new Past(db) : null;
  const entries = sealEntries(db);
  const seals: SealVerdict[] = [];
  const findings: Finding[] = [];
  let number = 0;
  for (const seal of stored) {
    const verdict = await checkSeal(db, seal, context, entries);
    if (seal.id !== ++number) {
      verdict.ok = false;
      verdict.reasons.push(`it has the number ${seal.id}, and seal ${number} is missing`);
      number = seal.id;
    }
    seals.push(verdict);
    for (const reason of verdict.reasons) findings.push({ kind: 'seal', key: String(seal.id), verdict: 'invalid', reason });
  }
  for (const [hash, { seq, seal }] of entries)
    if (!stored.some(({ statement }) => sha256(statement) === hash))
      findings.push({
        kind: 'seal',
        key: String(seal),
        verdict: 'missing',
        reason: `custody entry ${seq} tells of it; it is not in the case`,
      });
  return { seals, findings };
}

/** A seal by itself: what its signature and the custody log say. */
async function checkSeal(db: ReadConnection, seal: StoredSeal, past: Past | null, entries: Map<string, SealEntry>): Promise<SealVerdict> {
  const reasons = [...signatureProblems(seal)];
  const statement = readStatement(seal.statement);
  if (statement === null) reasons.push('its statement is not one that Trailcase wrote');
  else {
    reasons.push(...caseProblems(db, seal, statement, past));
    const entry = entries.get(sha256(seal.statement));
    if (entry?.seq !== statement.custodyEntries + 1) reasons.push('the custody log does not tell of it where it says that it was made');
    else if (entry.detached !== sha256(detachedOf(seal)))
      reasons.push('its signature, key or time stamp is not what was written out when it was made');
  }
  // It may add a reason.
  const timestamp = await timestampOf(seal, reasons);
  return {
    number: seal.id,
    at: statement?.at ?? 0,
    examiner: statement?.examiner ?? '',
    note: statement?.note ?? '',
    fingerprint: fingerprintOf(seal.publicKey),
    oneTimeKey: statement?.oneTimeKey ?? false,
    ok: reasons.length === 0,
    reasons,
    since: statement === null ? { items: 0, records: 0, custodyEntries: 0 } : addedSince(db, statement),
    timestamp,
  };
}

/** Problems of the signature, and of the key with it. */
export function signatureProblems({ statement, signature, publicKey }: SignedSeal): string[] {
  const problems: string[] = [];
  try {
    const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') problems.push('its key is not of the kind Ed25519');
    else if (!verifySignature(null, Buffer.from(statement, 'utf8'), key, signature))
      problems.push('its signature does not fit its statement and key');
  } catch {
    problems.push('its public key cannot be read');
  }
  const stated = readStatement(statement)?.key;
  if (stated !== undefined && stated !== fingerprintOf(publicKey)) problems.push('its public key is not the one that its statement names');
  return problems;
}

/** What of the statement the case contradicts. */
export function caseProblems(db: ReadConnection, seal: { id: number | null }, s: SealStatement, past: Past | null): string[] {
  const problems: string[] = [];
  if (s.caseId !== readFacts(db).caseId) problems.push('it is a seal of another case');
  if (seal.id !== null && s.number !== seal.id) problems.push(`its statement gives it the number ${s.number}`);
  const head = db.prepare('SELECT hash FROM custody WHERE seq = ?').pluck().get(s.custodyEntries);
  if (head !== s.custodyHead) problems.push(`the custody log up to entry ${s.custodyEntries} is not the one that was sealed`);
  if (past) problems.push(...past.compare(s));
  return problems;
}

async function timestampOf({ timestamp, signature }: SignedSeal, reasons: string[]): Promise<SealVerdict['timestamp']> {
  if (timestamp === null) return null;
  const { at, authority, certificateSha256, ok, reason } = await checkTimestamp(timestamp, signature);
  if (!ok) reasons.push(`its time stamp does not hold: ${reason}`);
  return { at, authority, certificateSha256, ok, reason };
}

function addedSince(db: ReadConnection, { moment, custodyEntries }: SealStatement): SealVerdict['since'] {
  const { items, records } = db
    .prepare('SELECT count(*) AS items, coalesce(sum(records), 0) AS records FROM evidence WHERE id > ?')
    .get(moment.evidence) as { items: number; records: number };
  // The first entry after what was sealed is that of the seal.
  const entries = db
    .prepare('SELECT count(*) FROM custody WHERE seq > ?')
    .pluck()
    .get(custodyEntries + 1) as number;
  return { items, records, custodyEntries: entries };
}

/** What the custody log tells of a sealing. */
interface SealEntry {
  seq: number;
  seal: number;
  /** SHA-256 of the detached form. */
  detached: string;
}

/** Custody entries of sealings, by the SHA-256 of the statement. */
function sealEntries(db: ReadConnection): Map<string, SealEntry> {
  const rows = db
    .prepare("SELECT seq, detail ->> 'statementSha256', detail ->> 'seal', detail ->> 'detachedSha256' FROM custody WHERE action = 'seal'")
    .raw()
    .all() as [number, string, number, string][];
  return new Map(rows.map(([seq, hash, seal, detached]) => [hash, { seq, seal, detached }]));
}

/** Computes roots as they were at a seal; those of the present once. */
export class Past {
  private readonly db: ReadConnection;
  private readonly now;
  private present: { evidence: string; events: string; inventory: string } | null = null;

  constructor(db: ReadConnection) {
    this.db = db;
    this.now = momentNow(db);
  }

  /** What of the sealed state is no longer so. */
  compare(s: SealStatement): string[] {
    const problems: string[] = [];
    const roots = this.rootsAt(s);
    if (roots.evidence !== s.evidenceRoot)
      problems.push('the evidence that was sealed is not what the case holds: items were changed or removed');
    // A newer version may have derived other events from the same bytes; the custody log tells of it.
    if (this.derivedSince(s)) return problems;
    if (roots.events !== s.eventsRoot) problems.push('the events that were sealed are not what the case holds');
    if (roots.inventory !== s.inventoryRoot)
      problems.push('the inventory that was sealed (where, when, by whom items were found) is not what the case holds');
    return problems;
  }

  private derivedSince(s: SealStatement): boolean {
    const rebuilt = this.db.prepare("SELECT 1 FROM custody WHERE action = 'rebuild' AND seq > ?").get(s.custodyEntries) !== undefined;
    const parser = parserOf(this.db);
    // A parser that nobody knows would be a pretext.
    return rebuilt && parser > s.parser && parser <= PARSER_VERSION;
  }

  private rootsAt({ moment }: SealStatement): { evidence: string; events: string; inventory: string } {
    const { db } = this;
    if (!sameMoment(moment, this.now))
      return { evidence: evidenceRoot(db, moment), events: eventsRoot(db, moment), inventory: inventoryRoot(db, moment) };
    this.present ??= { evidence: evidenceRoot(db), events: eventsRoot(db), inventory: inventoryRoot(db) };
    return this.present;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The detached form of a stored seal. */
export function detachedOf(seal: SignedSeal): string {
  return writeDetached(seal);
}
