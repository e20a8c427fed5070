// Seals a case: states what it holds, signs the statement, keeps the seal in the case and writes it out beside it.
import { createHash, sign } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { VerifySummary } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import type { SealSummary } from '../../shared/integrity.ts';
import type { CaseFile } from '../case/case-file.ts';
import { custodyHead } from '../case/custody.ts';
import { parserOf } from '../case/derived.ts';
import { readFacts } from '../case/facts.ts';
import { momentNow } from '../case/moment.ts';
import { eventsRoot, evidenceRoot, inventoryRoot } from '../case/roots.ts';
import { clockState } from '../clock.ts';
import { writeWholeFile } from '../whole-file.ts';
import { writeDetached } from './detached.ts';
import { fingerprintOf, type SigningKey } from './signing-key.ts';
import { type SealStatement, writeStatement } from './statement.ts';
import { checkTimestamp, requestTimestamp } from './timestamp.ts';

export interface SealOptions {
  /** Where the detached seal is written; null: beside the case, under a name of its own. */
  out: string | null;
  overwrite: boolean;
  note: string;
  /** Address of an RFC 3161 time stamp server, or null. */
  timestampServer: string | null;
  /** What a verification just before said; null when none was made. */
  verification: VerifySummary | null;
  signal?: AbortSignal | undefined;
}

/**
 * Seals the case as it is. The caller sees to it that nothing else writes meanwhile.
 * Errors: TIMESTAMP_FAILED, CANCELLED, JOB_RUNNING, OUTPUT_EXISTS, OUTPUT_UNWRITABLE: the case is then as before.
 */
export async function sealCase(file: CaseFile, key: SigningKey, options: SealOptions): Promise<SealSummary> {
  const fingerprint = fingerprintOf(key.publicKey);
  const release = await file.beginExclusive();
  try {
    const stated = stateOf(file, key, fingerprint, options);
    const statement = writeStatement(stated);
    const signature = sign(null, Buffer.from(statement, 'utf8'), key.key);
    const { token, stampedAt, clockOffsetMs } = await stamped(signature, options);
    const seal = { statement, signature, publicKey: key.publicKey, timestamp: token };
    const text = Buffer.from(writeDetached(seal), 'utf8');
    const out = options.out ?? freeName(file.path, stated.number);
    // The file last: where it cannot be written, nothing is entered.
    const written = file.db.transaction(() => {
      // Whoever wrote into the case since would make the seal contradict it for good.
      if (custodyHead(file.db).head !== stated.custodyHead)
        throw new TrailcaseError('JOB_RUNNING', 'The case was changed while it was being sealed: nothing was sealed', 'Seal it again.');
      file.db
        .prepare('INSERT INTO seals (id, statement, signature, public_key, timestamp) VALUES (?, ?, ?, ?, ?)')
        .run(stated.number, statement, signature, key.publicKey, token);
      file.record({
        action: 'seal',
        outcome: 'done',
        detail: {
          seal: stated.number,
          statementSha256: createHash('sha256').update(statement, 'utf8').digest('hex'),
          detachedSha256: createHash('sha256').update(text).digest('hex'),
          key: fingerprint,
          oneTimeKey: key.oneTime,
          keyProtected: key.isProtected,
          evidenceRoot: stated.evidenceRoot,
          eventsRoot: stated.eventsRoot,
          timestamp: stampedAt === null ? null : new Date(stampedAt).toISOString(),
          clock: clockOffsetMs === null ? clockState() : { source: 'time stamp server', offsetMs: clockOffsetMs },
        },
      });
      return writeWholeFile(out, { overwrite: options.overwrite, notOver: file.path }, (append) => append(text));
    })();
    return {
      path: written.path,
      sha256: written.sha256,
      seal: {
        number: stated.number,
        evidenceRoot: stated.evidenceRoot,
        eventsRoot: stated.eventsRoot,
        custodyHead: stated.custodyHead,
        signature: signature.toString('hex'),
        fingerprint,
        oneTimeKey: key.oneTime,
        at: stated.at,
        timestamp: stampedAt,
      },
    };
  } finally {
    release();
  }
}

function stateOf(file: CaseFile, key: SigningKey, fingerprint: string, { note, verification }: SealOptions): SealStatement {
  const { db } = file;
  const count = (sql: string): number => db.prepare(sql).pluck().get() as number;
  const { entries, head } = custodyHead(db);
  const { who, tool } = file.actor();
  const repeated = (relation: string): number => count(`SELECT count(*) FROM repeats WHERE relation = '${relation}'`);
  return {
    caseId: readFacts(db).caseId,
    number: count('SELECT coalesce(max(id), 0) + 1 FROM seals'),
    at: Date.now(),
    examiner: who,
    tool,
    note,
    evidenceRoot: evidenceRoot(db),
    items: count('SELECT count(*) FROM evidence'),
    eventsRoot: eventsRoot(db),
    events: count('SELECT (SELECT count(*) FROM records) - (SELECT count(*) FROM repeats)'),
    sightings: repeated('sighting'),
    conflicts: repeated('conflict'),
    problems: count('SELECT count(*) FROM problems'),
    inventoryRoot: inventoryRoot(db),
    custodyEntries: entries,
    custodyHead: head,
    parser: parserOf(db),
    moment: momentNow(db),
    verification: verificationWords(verification),
    key: fingerprint,
    oneTimeKey: key.oneTime,
  };
}

function verificationWords(summary: VerifySummary | null): string {
  if (summary === null) return 'none was made for this seal';
  return summary.ok
    ? 'nothing was contradicted'
    : `contradictions were found: ${summary.items?.length ?? 0}${summary.itemsCut ? ' or more' : ''}`;
}

async function stamped(
  signature: Buffer,
  { timestampServer, signal }: SealOptions,
): Promise<{ token: Buffer | null; stampedAt: number | null; clockOffsetMs: number | null }> {
  if (timestampServer === null) return { token: null, stampedAt: null, clockOffsetMs: null };
  const token = await requestTimestamp(timestampServer, signature, signal);
  const { at } = await checkTimestamp(token, signature);
  // As near as one answer tells: seconds, with the way there and back in them.
  return { token, stampedAt: at, clockOffsetMs: at === null ? null : Date.now() - at };
}

function freeName(casePath: string, number: number): string {
  const name = basename(casePath).replace(/\.trailcase$/, '');
  for (let n = 0; ; n++) {
    const path = join(dirname(casePath), `${name}-seal-${number}${n === 0 ? '' : `-${n}`}.txt`);
    if (!existsSync(path)) return path;
  }
}
