// What earlier acquisitions fetched of a bucket, by what they wrote down: an object is known when its bytes are in the case under its key, and the
// version is the one listed now. In a temporary table, since there may be millions.
import type { Statement } from 'better-sqlite3';
import type { ListedVersion } from '../acquire/s3/bucket.ts';
import { identityOf, identityOfListed, type ObjectLine, type ObjectsDocument } from '../acquire/s3/documents.ts';
import type { CaseFile } from '../case/case-file.ts';
import { EvidenceReader } from '../case/evidence.ts';
import { storable } from '../case/term-store.ts';

/** Where in a copy or a source the record of objects stands. */
export const OBJECTS_FOLDER = 'objects';

export class KnownObjects {
  private readonly find: Statement;
  private readonly place: Statement;
  private readonly told: Statement;
  private readonly evidence: EvidenceReader;
  /** Whether anything is known: mostly nothing is, and need not be looked for. */
  private any = false;

  /**
   * @param address of the bucket
   * @param bytes whether only that counts of which the case has the bytes: what it only lists is fetched again, to be kept or copied
   */
  constructor(file: CaseFile, address: string, bytes: boolean) {
    const { db } = file;
    db.exec('DROP TABLE IF EXISTS temp.s3_places; DROP TABLE IF EXISTS temp.s3_known');
    db.exec('CREATE TEMP TABLE s3_places (path TEXT PRIMARY KEY, evidence INTEGER NOT NULL) WITHOUT ROWID');
    db.exec('CREATE TEMP TABLE s3_known (identity TEXT PRIMARY KEY, line TEXT NOT NULL) WITHOUT ROWID');
    // A container in which a limit ended the reading is taken apart again.
    db.prepare(
      `INSERT OR REPLACE INTO temp.s3_places SELECT f.path, f.evidence FROM main.found_at f JOIN main.sources s ON s.id = f.source JOIN main.evidence e ON e.id = f.evidence
       WHERE s.kind = 's3' AND s.path = ? AND (e.kept = 1 OR ? = 0)
       AND NOT (e.kind = 'container' AND EXISTS (SELECT 1 FROM main.problems p WHERE p.evidence = e.id AND p.code = 'CONTAINER_LIMIT')) ORDER BY f.id`,
    ).run(storable(address), bytes ? 1 : 0);
    const place = db.prepare('SELECT 1 FROM temp.s3_places WHERE path = ?').pluck();
    const insert = db.prepare('INSERT OR REPLACE INTO temp.s3_known VALUES (?, ?)');
    const documents = db
      .prepare(
        `SELECT DISTINCT f.evidence FROM main.found_at f JOIN main.sources s ON s.id = f.source
         WHERE s.kind = 's3-record' AND s.path = ? AND f.path GLOB '${OBJECTS_FOLDER}/*' AND f.evidence IS NOT NULL ORDER BY f.evidence`,
      )
      .pluck()
      .all(storable(address)) as number[];
    const evidence = new EvidenceReader(db);
    for (const id of documents) {
      const { objects = [] } = JSON.parse(evidence.content(id).toString('utf8')) as Partial<ObjectsDocument>;
      for (const line of objects) {
        if (line.failure !== undefined || place.get(storable(pathOf(line))) === undefined) continue;
        insert.run(identityOf(line), JSON.stringify(line));
        this.any = true;
      }
    }
    // There may be as many as there are objects, in an archive in Glacier.
    db.exec('DROP TABLE IF EXISTS temp.s3_told; CREATE TEMP TABLE s3_told (path TEXT, code TEXT, PRIMARY KEY (path, code)) WITHOUT ROWID');
    db.prepare(
      `INSERT OR IGNORE INTO temp.s3_told SELECT p.path, p.code FROM main.problems p JOIN main.sources s ON s.id = p.source
       WHERE p.evidence IS NULL AND s.kind = 's3' AND s.path = ?`,
    ).run(storable(address));
    this.told = db.prepare('SELECT 1 FROM temp.s3_told WHERE path = ? AND code = ?').pluck();
    this.place = db.prepare('SELECT evidence FROM temp.s3_places WHERE path = ?').pluck();
    this.evidence = evidence;
    this.find = db.prepare('SELECT line FROM temp.s3_known WHERE identity = ?').pluck();
  }

  /** What was written down of a version that is in the case, as JSON; null where it is not, or was another than the current one where this is, or the reverse. */
  lineOf(version: ListedVersion): string | null {
    if (!this.any) return null;
    const line = this.find.get(identityOfListed(version)) as string | undefined;
    if (line === undefined) return null;
    const { noncurrent } = JSON.parse(line) as ObjectLine;
    return (noncurrent === true) === !version.current ? line : null;
  }

  /** Whether the case has it already that a version was refused, with the same reason. */
  wasTold(path: string, code: string): boolean {
    return this.told.get(storable(path), code) !== undefined;
  }

  /** The bytes that stand in the case under a path, as they were delivered; null where none do. */
  bytesOf(path: string): Buffer | null {
    const id = this.place.get(storable(path)) as number | undefined;
    return id === undefined ? null : this.evidence.deliveredRange(id, 0, this.evidence.deliveredSize(id));
  }
}

/** Path of a version of an object in its source: its key, and the version where it is not the current one. */
export function pathOf({ key, versionId, noncurrent }: { key: string; versionId: string | null; noncurrent?: unknown }): string {
  return noncurrent === true ? `${key}?versionId=${versionId}` : key;
}
