// The secret of redacted reports: pseudonyms and commitments are keyed with it, so that what they stand for cannot be guessed without the case.
import { createHash, randomBytes } from 'node:crypto';
import { TrailcaseError } from '../../shared/errors.ts';
import type { CaseFile } from './case-file.ts';
import type { ReadConnection } from './open.ts';
import { unguarded } from './unguarded.ts';

/** The action of custody entries that tell that a salt was made; they hold its hash, never itself. */
export const REDACTION_SALT_ACTION = 'redaction-salt';

/** 32 bytes; null where the case has none yet. */
export function redactionSalt(db: ReadConnection): Buffer | null {
  const salt = db.prepare('SELECT salt FROM redaction_salts ORDER BY id DESC LIMIT 1').pluck().get();
  return Buffer.isBuffer(salt) ? salt : null;
}

/** Errors: REDACTION_SALT_MISSING. */
export function neededSalt(db: ReadConnection): Buffer {
  const salt = redactionSalt(db);
  if (salt === null)
    throw new TrailcaseError(
      'REDACTION_SALT_MISSING',
      'The case has no salt for redacted reports yet',
      'Write the first redacted report with --record, or in the window: the salt is then kept in the case.',
    );
  return salt;
}

/** Makes one where the case has none. */
export function makeRedactionSalt(file: CaseFile, at = Date.now()): void {
  if (redactionSalt(file.db) !== null) return;
  const salt = randomBytes(32);
  const { who } = file.actor();
  file.db.transaction(() => {
    file.db.prepare('INSERT INTO redaction_salts (at, author, salt) VALUES (?, ?, ?)').run(at, who, salt);
    file.record({ action: REDACTION_SALT_ACTION, outcome: 'made', detail: { sha256: saltHash(salt) } }, at);
  })();
}

/**
 * From here on this connection has a salt that the case has not; nothing is written.
 * @returns takes it away again
 */
export function showSalt(db: ReadConnection, salt: Buffer): () => void {
  unguarded(db, () => {
    db.prepare(`CREATE TEMP VIEW redaction_salts AS SELECT 1 AS id, 0 AS at, '' AS author, x'${salt.toString('hex')}' AS salt`).run();
  });
  return () => unguarded(db, () => void db.prepare('DROP VIEW temp.redaction_salts').run());
}

/** Lower-case hex. */
function saltHash(salt: Buffer): string {
  return createHash('sha256').update(salt).digest('hex');
}
