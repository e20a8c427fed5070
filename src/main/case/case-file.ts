// An open case with the right to write: facts, custody and annotations. Bulk import goes through item-store.ts.
import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import type { CaseFacts } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { clockState } from '../clock.ts';
import { TOOL } from '../version.ts';
import { noteFirstAddressData, renewAddressData } from './address-data.ts';
import { putAnnotations } from './annotations.ts';
import { type Actor, appendCustody, type CustodyEntry } from './custody.ts';
import { writeParser } from './derived.ts';
import { mustFit, readFacts, writeFacts, writeIdentity } from './facts.ts';
import { FilePlace } from './in-place.ts';
import { createCaseFile, type OpenWriter, openForWriting, type WriteConnection } from './open.ts';
import { completeColumns } from './record-columns.ts';
import { hasUnresolved, resolveRepeats } from './repeats.ts';
import { evidenceRoot, inventoryRoot } from './roots.ts';
import { PARSER_VERSION } from './schema.ts';

interface BookmarkVersion {
  /** Public id of the event. */
  event: string;
  colour: string;
  /** Empty where it is left out. */
  label?: string;
  note: string;
  removed: boolean;
}

export class CaseFile {
  readonly path: string;
  readonly db: WriteConnection;
  /** Where the file was when it was opened. */
  readonly place: FilePlace;
  private readonly writer: OpenWriter;
  private holder: Promise<void> | null = null;

  private constructor(path: string, writer: OpenWriter) {
    this.path = path;
    this.writer = writer;
    this.db = writer.db;
    this.place = new FilePlace(path);
  }

  /** Makes a case. Errors: CASE_EXISTS, CASE_READ_ONLY. */
  static create(path: string, facts: Partial<CaseFacts> = {}, at = Date.now()): CaseFile {
    mustFit(facts);
    const caseId = randomUUID();
    const begin = (db: WriteConnection): void => {
      db.transaction(() => {
        writeIdentity(db, caseId, at);
        writeParser(db, PARSER_VERSION, at);
        const addressData = noteFirstAddressData(db, at);
        writeFacts(db, { title: '', number: '', examiner: '', organisation: '', timezone: 'UTC', ...facts }, at);
        appendCustody(
          db,
          actorOf(db),
          { action: 'create', outcome: 'done', detail: { caseId, facts, clock: clockState(), addressData } },
          at,
        );
      })();
    };
    return new CaseFile(path, createCaseFile(path, begin));
  }

  /** Opens a case for writing. Errors: CASE_MISSING, CASE_NOT_A_CASE, CASE_NEWER_SCHEMA, CASE_LOCKED, CASE_READ_ONLY. */
  static open(path: string): CaseFile {
    const writer = openForWriting(path);
    const file = new CaseFile(path, writer);
    try {
      file.record({ action: 'open', outcome: 'for writing', detail: { clock: clockState() } });
      if (writer.migrated.length > 0) file.record({ action: 'migrate', outcome: 'done', detail: { versions: writer.migrated } });
      renewAddressData(file);
      file.noteInterruptedImport();
      // Of an older version, of a killed import, or of a parser that is about to be followed by another: cheap where nothing is missing.
      completeColumns(writer.db);
      return file;
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** Who writes: the case's examiner where given, and always the account and machine. */
  actor(): Actor {
    return actorOf(this.db);
  }

  /** Appends to the custody log; inside a transaction of the caller's where there is one. */
  record(entry: CustodyEntry, at = Date.now()): string {
    return appendCustody(this.db, this.actor(), entry, at);
  }

  /** Adds a version of an event's bookmark. */
  putBookmark(bookmark: BookmarkVersion, at = Date.now()): void {
    putAnnotations(this, [{ kind: 'bookmark', label: '', ...bookmark }], at);
  }

  /**
   * Waits until no other work holds the case, and holds it: for a transaction that goes on over many turns of the event loop, into which
   * nobody else may write. Returns the function that lets go.
   */
  async beginExclusive(): Promise<() => void> {
    // Whoever waited is asked again: another may have come first.
    while (this.holder !== null) await this.holder;
    let release = (): void => {};
    this.holder = new Promise((resolve) => {
      release = () => {
        this.holder = null;
        resolve();
      };
    });
    return release;
  }

  /** Resolves when no work holds the case: to be awaited before writing anything beside a job. Errors: CASE_MISSING. */
  async idle(): Promise<void> {
    while (this.holder !== null) await this.holder;
    this.mustBeHere();
  }

  /** Before anything is written. Errors: CASE_MISSING. */
  mustBeHere(): void {
    if (this.place.isHere()) return;
    throw new TrailcaseError(
      'CASE_MISSING',
      `The open case is not at ${this.path} any more: it was moved, deleted or replaced, and what is written now could be lost`,
      'Put it back, or close the case and open it where it is.',
    );
  }

  /**
   * For one long transaction that mostly adds: without a write-ahead log each page is written once instead of twice, and no second copy of all
   * grows beside the case. Readers are kept out meanwhile; so where there are any, nothing changes. Returns the way back.
   */
  writeDirectly(): () => void {
    this.tryJournal('DELETE');
    return () => this.tryJournal('WAL');
  }

  /** Where someone reads, the journal stays as it is: every one of them is as safe. */
  private tryJournal(mode: 'DELETE' | 'WAL'): void {
    const patience = this.db.pragma('busy_timeout', { simple: true }) as number;
    try {
      this.db.pragma('busy_timeout = 0');
      this.db.pragma(`journal_mode = ${mode}`);
    } catch (error) {
      if (!(error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw error;
    } finally {
      this.db.pragma(`busy_timeout = ${patience}`);
    }
  }

  /** Leaves a single file. */
  close(): void {
    this.writer.close();
  }

  /**
   * A killed import leaves whole items and a start without an end; one that failed, for want of room, perhaps repeated deliveries that are not compared.
   * Said once, when the case is next opened for writing.
   */
  private noteInterruptedImport(): void {
    const last = this.db
      .prepare("SELECT seq, outcome FROM custody WHERE action IN ('import', 'recover') ORDER BY seq DESC LIMIT 1")
      .get() as { seq: number; outcome: string } | undefined;
    const killed = last?.outcome === 'started';
    if (last === undefined || !(killed || (last.outcome.startsWith('failed') && hasUnresolved(this.db)))) return;
    resolveRepeats(this.db);
    this.record({
      action: 'recover',
      outcome: killed
        ? 'an import had been interrupted; whole items only were kept'
        : 'an import had failed before it compared repeated deliveries; they were compared',
      detail: { import: last.seq, evidenceRoot: evidenceRoot(this.db), inventoryRoot: inventoryRoot(this.db) },
    });
  }
}

function actorOf(db: WriteConnection): Actor {
  const account = `${safeUser()}@${hostname()}`;
  const { examiner } = readFacts(db);
  return { who: examiner ? `${examiner} (${account})` : account, tool: TOOL };
}

function safeUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
