// The proof of one evidence item: its bytes still have their hash, and give exactly the events and problems stored of it.
import { createHash } from 'node:crypto';
import type { Finding } from '../../shared/domain.ts';
import { COMBINATIONS, type EventColumns, type ItemProblem, type KeyEvents } from '../../shared/parsed-item.ts';
import { eventId } from '../case/event-rows.ts';
import type { EvidenceReader } from '../case/evidence.ts';
import { keepingOf, NOT_KEPT } from '../case/not-kept.ts';
import type { ReadConnection } from '../case/open.ts';
import { storable } from '../case/term-store.ts';
import { PIECE_BYTES } from '../content-stream.ts';
import type { Dictionaries } from '../ingest/dictionaries.ts';
import { LargeItem, type LargeSink } from '../ingest/large-item.ts';
import { parseItem } from '../ingest/parse-item.ts';
import type { ContentHash } from './content-hash.ts';
import { hasMoreMembers } from './gzip-members.ts';
import { StoredTerms } from './stored-terms.ts';

/** Findings listed per item; the counts go on. */
const LISTED = 20;

export interface ItemRow {
  id: number;
  sha256: string;
  size: number;
  kind: string;
  shape: string;
  encoding: string;
  kept: number;
  first_record: number;
  records: number;
}

export interface ItemResult {
  altered: boolean;
  notKept: boolean;
  bytes: number;
  /** Records compared. */
  records: number;
  differing: number;
  findings: Finding[];
  /** Of the content, where it was asked for. */
  content?: ContentHash;
}

interface StoredRecord {
  evidence: number;
  offset: number;
  length: number;
  time: number | null;
  call: number;
  identity: number;
  origin: number;
  /** Id in decoding_steps; 0 for none. */
  steps: number;
  event_id: Buffer | string | null;
}

export class ItemVerifier {
  private readonly evidence: EvidenceReader;
  private readonly dictionaries: Dictionaries;
  private readonly terms: StoredTerms;
  private readonly records;
  private readonly steps;
  private readonly problems;
  private readonly keys;

  constructor(db: ReadConnection, evidence: EvidenceReader, dictionaries: Dictionaries) {
    this.evidence = evidence;
    this.dictionaries = dictionaries;
    this.terms = new StoredTerms(db);
    this.records = db.prepare(
      'SELECT evidence, offset, length, time, call, identity, origin, steps, event_id FROM records WHERE id >= ? AND id < ? ORDER BY id',
    );
    this.keys = db
      .prepare(
        'SELECT k.record, k.issued, t.value FROM key_events k LEFT JOIN terms t ON t.id = k.key WHERE k.record >= ? AND k.record < ?',
      )
      .raw();
    this.steps = db.prepare('SELECT value FROM decoding_steps WHERE id = ?').pluck();
    this.problems = db.prepare(
      'SELECT code, offset, length, record, is_record AS isRecord, detail FROM problems WHERE evidence = ? AND source IS NULL',
    );
  }

  /** @param content whether the hash of the content is wanted */
  verify(item: ItemRow, content = false): ItemResult {
    const result: ItemResult = { altered: false, notKept: false, bytes: item.size, records: 0, differing: 0, findings: [] };
    if (item.kept === 1 && this.evidence.isLarge(item.id)) {
      this.verifyLarge(item, result, content);
      return result;
    }
    const bytes = this.evidence.bytes(item.id) ?? (item.kept === 1 && item.size === 0 ? Buffer.alloc(0) : null);
    if (bytes === null) {
      if (item.kept === 1) this.altered(result, item, 'its bytes are missing from the case');
      else {
        result.notKept = true;
        if (!NOT_KEPT.has(keepingOf(item.kind, this.problems.all(item.id) as { code: string }[])))
          this.altered(result, item, `it is listed as ${item.kind}, yet its bytes were not kept`);
        if (item.records > 0) this.altered(result, item, 'it is said not to be kept, yet has events');
      }
      return result;
    }
    const hash = createHash('sha256').update(bytes).digest('hex');
    if (hash !== item.sha256) this.altered(result, item, `its stored bytes have the SHA-256 ${hash}`);
    else if (bytes.length !== item.size) this.altered(result, item, `it is ${bytes.length} bytes long, ${item.size} are stated`);
    if (item.kept === 0) this.altered(result, item, 'it is said not to be kept, yet its bytes are there');
    this.compare(item, bytes, result, content);
    return result;
  }

  /** Whether the stored bytes of an item still have its hash; nothing is derived from them. */
  verifyBytes(item: ItemRow): ItemResult {
    const result: ItemResult = { altered: false, notKept: false, bytes: item.size, records: 0, differing: 0, findings: [] };
    const hash = createHash('sha256');
    let size = 0;
    let chunks = 0;
    for (const chunk of this.evidence.deliveredChunks(item.id)) {
      hash.update(chunk);
      size += chunk.length;
      chunks++;
    }
    if (chunks === 0 && item.kept === 0) {
      result.notKept = true;
      return result;
    }
    const found = hash.digest('hex');
    if (item.kept === 0) this.altered(result, item, 'it is said not to be kept, yet its bytes are there');
    else if (chunks === 0 && item.size > 0) this.altered(result, item, 'its bytes are missing from the case');
    else if (found !== item.sha256) this.altered(result, item, `its stored bytes have the SHA-256 ${found}`);
    else if (size !== item.size) this.altered(result, item, `it is ${size} bytes long, ${item.size} are stated`);
    return result;
  }

  private compare(item: ItemRow, bytes: Buffer, result: ItemResult, content: boolean): void {
    const derived = parseItem(bytes, this.dictionaries, (decoded) => {
      if (!content) return;
      result.content = { sha256: createHash('sha256').update(decoded).digest('hex'), moreMembers: hasMoreMembers(bytes) };
    });
    this.terms.learn(this.dictionaries.takeNew());
    this.compareItem(item, derived, result);
    const { count } = derived.events;
    this.compareEvents(item, item.first_record, derived.events, result);
    if (count !== item.records) this.miscounted(result, item, count);
    this.compareProblems(item, derived.problems, result);
  }

  private miscounted(result: ItemResult, item: ItemRow, derived: number): void {
    this.differing(result, item, null, `the bytes give ${derived} events; ${item.records} are stored`);
  }

  /** The same for an item that cannot be decoded at once. */
  private verifyLarge(item: ItemRow, result: ItemResult, content: boolean): void {
    const decoded = content ? createHash('sha256') : null;
    let records = 0;
    let pieces = 0;
    let blocksDiffer = false;
    const problems: ItemProblem[] = [];
    const sink: LargeSink = {
      part: (part) => {
        this.terms.learn(this.dictionaries.takeNew());
        problems.push(...part.problems.map((p) => ({ ...p, event: p.event === null ? null : p.event + records })));
        this.compareEvents(item, item.first_record + records, part.events, result);
        records += part.events.count;
      },
      piece: (piece) => {
        const stored = this.evidence.contentRange(item.id, pieces++ * PIECE_BYTES, PIECE_BYTES);
        if (!large.plain && !piece.equals(stored)) blocksDiffer = true;
        decoded?.update(piece);
      },
    };
    const large: LargeItem = new LargeItem(this.dictionaries, sink, () => this.evidence.deliveredChunks(item.id));
    const delivered = createHash('sha256');
    for (const chunk of this.evidence.deliveredChunks(item.id)) {
      delivered.update(chunk);
      large.push(chunk);
    }
    const end = large.end();
    const hash = delivered.digest('hex');
    if (decoded) result.content = { sha256: large.plain ? hash : decoded.digest('hex'), moreMembers: false };
    if (hash !== item.sha256) this.altered(result, item, `its stored bytes have the SHA-256 ${hash}`);
    else if (end.size !== item.size) this.altered(result, item, `it is ${end.size} bytes long, ${item.size} are stated`);
    this.compareItem(item, end, result);
    if (records !== item.records) this.miscounted(result, item, records);
    if (blocksDiffer) this.differing(result, item, null, 'the blocks of its content are not what its bytes give');
    this.compareProblems(item, [...end.problems, ...problems], result);
  }

  private compareItem(item: ItemRow, derived: { kind: string; shape: string; encoding: string }, result: ItemResult): void {
    if (derived.kind !== item.kind) this.differing(result, item, null, `the item is listed as ${item.kind}; its bytes are ${derived.kind}`);
    if (derived.shape !== item.shape)
      this.differing(
        result,
        item,
        null,
        `the item is listed in the shape ${item.shape || 'of no events'}; its bytes are ${derived.shape || 'without any'}`,
      );
    if (derived.encoding !== item.encoding)
      this.differing(result, item, null, `the item is listed with encoding ${item.encoding}; its bytes are ${derived.encoding}`);
  }

  /** Compares events with the stored records from `first` on. */
  private compareEvents(item: ItemRow, first: number, derived: EventColumns, result: ItemResult): void {
    const end = Math.min(first + derived.count, item.first_record + item.records);
    const stored = this.records.all(first, end) as StoredRecord[];
    result.records += stored.length;
    stored.forEach((record, i) => void this.compareEvent(item, record, derived, i, result));
    if (stored.length < end - first) this.differing(result, item, null, `${end - first - stored.length} of its events are missing`);
    this.compareKeys(item, first, end, derived.keyEvents, result);
  }

  private compareKeys(item: ItemRow, first: number, end: number, derived: KeyEvents | null, result: ItemResult): void {
    const stored = (this.keys.all(first, end) as unknown[]).map((row) => JSON.stringify(row)).sort();
    const wanted = (derived?.key ?? [])
      .map((key, i) => JSON.stringify([first + (derived?.event[i] as number), derived?.issued[i] ? 1 : 0, key]))
      .sort();
    if (stored.length !== wanted.length || stored.some((row, i) => row !== wanted[i]))
      this.differing(result, item, null, 'the access keys that its events name are not what its bytes give');
  }

  private compareEvent(item: ItemRow, stored: StoredRecord, derived: EventColumns, i: number, result: ItemResult): void {
    const different: string[] = [];
    if (stored.evidence !== item.id) different.push('evidence');
    if (stored.offset !== derived.offset[i]) different.push('offset');
    if (stored.length !== derived.length[i]) different.push('length');
    const time = derived.time[i] as number;
    if (stored.time !== (Number.isNaN(time) ? null : time)) different.push('time');
    const steps = derived.stepTexts[derived.steps?.[i] ?? 0] ?? '';
    if (this.stepsOf(stored.steps) !== steps) different.push('steps');
    if (!sameId(stored.event_id, derived, i)) different.push('eventID');
    for (const kind of COMBINATIONS) if (!this.terms.same(kind, derived[kind][i] as number, stored[kind])) different.push(kind);
    if (different.length > 0) {
      const location = { offset: derived.offset[i] as number, length: derived.length[i] as number, steps };
      const id = eventId({ sha256: item.sha256, ...location });
      this.differing(result, item, id, `stored otherwise than its bytes say: ${different.join(', ')}`);
    }
  }

  private stepsOf(id: number): string {
    return id === 0 ? '' : ((this.steps.get(id) as string | undefined) ?? 'unknown');
  }

  private compareProblems(item: ItemRow, derived: ItemProblem[], result: ItemResult): void {
    const stored = this.problems.all(item.id) as {
      code: string;
      offset: number | null;
      length: number | null;
      record: number | null;
      isRecord: number;
      detail: string;
    }[];
    const text = (
      code: string,
      offset: number | null,
      length: number | null,
      record: number | null,
      isRecord: boolean,
      detail: string,
    ): string => JSON.stringify([code, offset, length, record, isRecord, detail]);
    const wanted = derived
      .map((p) => text(p.code, p.offset, p.length, p.event === null ? null : item.first_record + p.event, p.isRecord, storable(p.detail)))
      .sort();
    const found = stored.map((p) => text(p.code, p.offset, p.length, p.record, p.isRecord === 1, p.detail)).sort();
    if (wanted.length !== found.length || wanted.some((w, i) => w !== found[i])) {
      this.differing(
        result,
        item,
        null,
        'the problems that the case lists for this file are not those that are found when its bytes are read again',
      );
    }
  }

  private altered(result: ItemResult, item: ItemRow, reason: string): void {
    result.altered = true;
    result.findings.push({ kind: 'evidence', key: item.sha256, verdict: 'altered', reason });
  }

  private differing(result: ItemResult, item: ItemRow, event: string | null, reason: string): void {
    result.differing++;
    if (result.findings.length < LISTED) result.findings.push({ kind: 'event', key: event ?? item.sha256, verdict: 'differing', reason });
  }
}

function sameId(stored: Buffer | string | null, derived: EventColumns, i: number): boolean {
  const kind = derived.idKind[i];
  if (kind === 0) return stored === null;
  if (kind === 2) return stored === storable(derived.otherIds.get(i) ?? '');
  return Buffer.isBuffer(stored) && stored.length === 16 && stored.compare(derived.uuid, i * 16, i * 16 + 16) === 0;
}
