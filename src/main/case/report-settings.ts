// Texts and choices for reports, and the organisation's picture: each change adds a version with its entry in the custody log; the newest counts.
import { createHash } from 'node:crypto';
import { TrailcaseError } from '../../shared/errors.ts';
import { LARGEST_LOGO, NO_SETTINGS, ReportSettings } from '../../shared/report.ts';
import type { CaseFile } from './case-file.ts';
import type { ReadConnection } from './open.ts';
import { storable } from './term-store.ts';

/** The actions of custody entries that tell of these. */
export const REPORT_SETTINGS_ACTION = 'report-settings';
export const REPORT_LOGO_ACTION = 'report-logo';

/** What counts now; where nothing was written, or nothing that this version can read, empty texts. */
export function reportSettings(db: ReadConnection): ReportSettings {
  const body = db.prepare('SELECT body FROM report_settings ORDER BY id DESC LIMIT 1').pluck().get();
  if (typeof body !== 'string') return NO_SETTINGS;
  try {
    return ReportSettings.parse(JSON.parse(body));
  } catch {
    return NO_SETTINGS;
  }
}

/** SHA-256 of a stored body, lower-case hex: the custody log tells it in place of long texts. */
function settingsHash(body: string): string {
  return createHash('sha256').update(body, 'utf8').digest('hex');
}

/** Adds a version; none where nothing changes. */
export function putReportSettings(file: CaseFile, settings: ReportSettings, at = Date.now()): void {
  const body = storable(JSON.stringify(settings));
  if (JSON.stringify(reportSettings(file.db)) === body) return;
  const { who } = file.actor();
  file.db.transaction(() => {
    file.db.prepare('INSERT INTO report_settings (at, author, body) VALUES (?, ?, ?)').run(at, who, body);
    file.record({ action: REPORT_SETTINGS_ACTION, outcome: 'done', detail: { sha256: settingsHash(body) } }, at);
  })();
}

export interface ReportLogo {
  media: 'image/png' | 'image/jpeg';
  bytes: Buffer;
  /** Lower-case hex. */
  sha256: string;
}

/** The picture of that hash; null where the case has none, or none with these bytes. */
export function reportLogo(db: ReadConnection, sha256: string | null): ReportLogo | null {
  if (sha256 === null) return null;
  const row = db
    .prepare('SELECT media, bytes FROM report_logos WHERE sha256 = ? ORDER BY id DESC LIMIT 1')
    .get(Buffer.from(sha256, 'hex')) as { media: string; bytes: Buffer } | undefined;
  if (!row || createHash('sha256').update(row.bytes).digest('hex') !== sha256) return null;
  const media = mediaOf(row.bytes);
  return media === null ? null : { media, bytes: row.bytes, sha256 };
}

/**
 * Keeps a picture. @returns its SHA-256, for the settings. Errors: LOGO_UNUSABLE for what is neither PNG nor JPEG, or too large.
 */
export function addReportLogo(file: CaseFile, bytes: Uint8Array, at = Date.now()): string {
  const picture = Buffer.from(bytes);
  const media = mediaOf(picture);
  if (media === null || picture.length > LARGEST_LOGO)
    throw new TrailcaseError(
      'LOGO_UNUSABLE',
      media === null ? 'This picture is neither PNG nor JPEG' : `This picture has ${picture.length} bytes; ${LARGEST_LOGO} are the most`,
      'Give a PNG or JPEG of at most 256 KiB.',
    );
  const hash = createHash('sha256').update(picture);
  const digest = hash.digest();
  const sha256 = digest.toString('hex');
  if (reportLogo(file.db, sha256) !== null) return sha256;
  const { who } = file.actor();
  file.db.transaction(() => {
    file.db
      .prepare('INSERT INTO report_logos (at, author, media, sha256, bytes) VALUES (?, ?, ?, ?, ?)')
      .run(at, who, media, digest, picture);
    file.record({ action: REPORT_LOGO_ACTION, outcome: 'done', detail: { media, sha256, size: picture.length } }, at);
  })();
  return sha256;
}

/** Told from its first bytes: a name can say anything. */
function mediaOf(bytes: Buffer): ReportLogo['media'] | null {
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png';
  return bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')) ? 'image/jpeg' : null;
}
