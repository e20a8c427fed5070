// Exhibits: the events that the investigator bookmarked, or cites in a finding or a text, in an order that depends on the evidence alone.
import { createHash } from 'node:crypto';
import { tagKey, targetKindOf } from '../../shared/annotations.ts';
import type { Bookmark } from '../../shared/domain.ts';
import { FRAME } from '../../shared/findings.ts';
import { referencesOf } from '../../shared/references.ts';
import type { ReportSettings } from '../../shared/report.ts';
import { annotationBook, liveTags } from '../case/annotation-book.ts';
import { currentBookmarks } from '../case/annotations.ts';
import { parseEventId, type StoredRow, storedRow } from '../case/event-rows.ts';
import type { EvidenceReader } from '../case/evidence.ts';
import { currentFindings, type Side, shownStoryline } from '../case/findings.ts';
import type { ReadConnection } from '../case/open.ts';
import { recordPlaces } from '../case/record-places.ts';
import { type GroupMember, groupMembers } from '../case/repeats.ts';
import { reportSettings } from '../case/report-settings.ts';
import { REPORT_TEXTS, type ReportText } from '../case/report-texts.ts';
import { statement } from './statements.ts';

export interface Exhibit {
  /** From 1, in order of event time (undated last), item hash, offset, length, steps. */
  number: number;
  /** Public id of the event, as it was bookmarked; of one without a bookmark, as a finding cites it. */
  id: string;
  row: StoredRow;
  /** null: cited only. */
  bookmark: Bookmark | null;
  /** Findings that cite the event, in order of their first version; each once per side. `mention`: their text names it. */
  citedBy: { finding: string; side: Side | 'mention' }[];
  /** Other texts that name it, each once. */
  mentionedIn: Mention[];
  /** Of the event, in order of name. */
  tags: string[];
}

/** The storyline, one of the texts that the case keeps for reports, or the note on a bookmarked event (its public id). */
export type Mention = { text: 'storyline' | ReportText } | { note: string };

/** A bookmark that points to no event of the case. */
export interface LostBookmark {
  bookmark: Bookmark;
  /** What the case lacks. */
  missing: 'address' | 'item' | 'record';
}

/** @param orderOf of hashes; in a redacted report a keyed one, for events of one second are many, and their order would tell of the hashes */
function compare(a: StoredRow, b: StoredRow, orderOf: (hash: string) => string): number {
  if (a.timeMs !== b.timeMs) return a.timeMs === null ? 1 : b.timeMs === null ? -1 : a.timeMs - b.timeMs;
  if (a.evidence !== b.evidence) return orderOf(a.evidence) < orderOf(b.evidence) ? -1 : 1;
  return a.offset - b.offset || a.length - b.length || (a.steps < b.steps ? -1 : a.steps > b.steps ? 1 : 0);
}

/**
 * The case's current bookmarks, and what its findings and texts cite beside them, as numbered exhibits; and bookmarks whose event is not in the case, in order of their text.
 * An event that is bookmarked at one place and cited at another is one exhibit.
 * @param rowOf where rows are known already
 * @param settings texts in place of those that are stored
 * @param orderOf of hashes of items, among events of the same time
 */
export function loadExhibits(
  db: ReadConnection,
  rowOf: (record: number) => StoredRow = (record) => storedRow(db, record),
  settings: ReportSettings = reportSettings(db),
  orderOf: (hash: string) => string = (hash) => hash,
): { exhibits: Exhibit[]; lost: LostBookmark[]; byEvent: Map<string, Exhibit> } {
  const found: Omit<Exhibit, 'number'>[] = [];
  const lost: LostBookmark[] = [];
  const places = recordPlaces(db);
  const tags = tagsByEvent(db);
  const hasItem = db.prepare('SELECT 1 FROM evidence WHERE sha256 = ?');
  /** By the record that lists show of an event. */
  const byShown = new Map<number, Omit<Exhibit, 'number'>>();
  /** Ids that say the same event as an exhibit's own. */
  const alias = new Map<string, Omit<Exhibit, 'number'>>();
  const add = (id: string, record: number, bookmark: Bookmark | null): Omit<Exhibit, 'number'> => {
    const shown = places.eventAt(id) ?? record;
    const one = { id, row: rowOf(record), bookmark, citedBy: [], mentionedIn: [], tags: tags.get(shown) ?? [] };
    found.push(one);
    if (!byShown.has(shown)) byShown.set(shown, one);
    alias.set(id, one);
    return one;
  };
  for (const bookmark of currentBookmarks(db)) {
    const record = places.at(bookmark.eventId);
    if (record !== null) {
      add(bookmark.eventId, record, bookmark);
      continue;
    }
    const address = parseEventId(bookmark.eventId);
    const missing = !address ? 'address' : hasItem.get(Buffer.from(address.sha256, 'hex')) ? 'record' : 'item';
    lost.push({ bookmark, missing });
  }
  const cited = (id: string): Omit<Exhibit, 'number'> | null => {
    const record = places.at(id);
    // Whoever cites it says of it that the case lacks it.
    if (record === null) return null;
    const one = alias.get(id) ?? byShown.get(places.eventAt(id) ?? record) ?? add(id, record, null);
    alias.set(id, one);
    return one;
  };
  for (const { finding, side, id } of citations(db)) {
    const one = cited(id);
    if (one && !one.citedBy.some((other) => other.finding === finding && other.side === side)) one.citedBy.push({ finding, side });
  }
  for (const { mention, id } of mentions(db, settings)) {
    const one = cited(id);
    if (one && !one.mentionedIn.some((other) => isSame(other, mention))) one.mentionedIn.push(mention);
  }
  found.sort((a, b) => compare(a.row, b.row, orderOf));
  lost.sort((a, b) => (orderOf(a.bookmark.eventId) < orderOf(b.bookmark.eventId) ? -1 : 1));
  const numbered = new Map(found.map((one, i) => [one, { number: i + 1, ...one }]));
  const byEvent = new Map([...alias].map(([id, one]) => [id, numbered.get(one) as Exhibit]));
  return { exhibits: [...numbered.values()], lost, byEvent };
}

/** Of findings that were not taken away, in order of their first version: what they cite, then what their texts name. */
function* citations(db: ReadConnection): Generator<{ finding: string; side: Side | 'mention'; id: string }> {
  for (const { id: finding, version } of currentFindings(db)) {
    const { body } = version;
    for (const side of ['supporting', 'contradicting'] as const) for (const { id } of body[side]) yield { finding, side, id };
    for (const id of namedIn(body.narrative, ...FRAME.map((question) => body.questions[question]))) yield { finding, side: 'mention', id };
  }
}

/** Events that other texts of the examiner name: the storyline, the texts for reports, notes on bookmarks. */
function* mentions(db: ReadConnection, settings: ReportSettings): Generator<{ mention: Mention; id: string }> {
  const parts = shownStoryline(db)?.body.parts ?? [];
  for (const id of namedIn(...parts.map((part) => (part.kind === 'text' ? part.text : '')))) yield { mention: { text: 'storyline' }, id };
  for (const text of REPORT_TEXTS) for (const id of namedIn(settings[text])) yield { mention: { text }, id };
  for (const { eventId, note } of currentBookmarks(db))
    for (const id of namedIn(note)) if (id !== eventId) yield { mention: { note: eventId }, id };
}

/** Public ids of events that `[[event:…]]` names in texts, each once. */
function namedIn(...texts: string[]): string[] {
  return referencesOf(texts.filter((text) => text.includes('[['))).flatMap(({ kind, value }) => (kind === 'event' ? [value] : []));
}

function isSame(a: Mention, b: Mention): boolean {
  return 'text' in a ? 'text' in b && a.text === b.text : 'note' in b && a.note === b.note;
}

/** Tags of events, in order of name, by the number of the record that lists show: they may stand on any record of an event. */
function tagsByEvent(db: ReadConnection): Map<number, string[]> {
  const places = recordPlaces(db);
  const found = new Map<number, Map<string, string>>();
  for (const entry of annotationBook(db).all()) {
    if (entry.origin !== '' || targetKindOf(entry.target) !== 'event') continue;
    const held = liveTags(entry);
    const event = held.length === 0 ? null : places.eventAt(entry.target);
    if (event === null) continue;
    const byKey = found.get(event) ?? new Map<string, string>();
    found.set(event, byKey);
    for (const { note } of held) if (!byKey.has(tagKey(note))) byKey.set(tagKey(note), note);
  }
  return new Map([...found].map(([event, byKey]) => [event, [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name)]));
}

interface ItemFacts {
  /** Number of the item in this case. */
  evidence: number;
  size: number;
  encoding: string;
}

/** Facts of the item that holds a record. */
export function itemOf(db: ReadConnection, record: number): ItemFacts {
  return statement(
    db,
    'SELECT e.id AS evidence, e.size, e.encoding FROM records r JOIN evidence e ON e.id = r.evidence WHERE r.id = ?',
  ).get(record) as ItemFacts;
}

/** Lower-case hex. */
export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Tells whether an item's stored bytes still have the hash under which it is listed; each item is hashed once. */
export class IntactItems {
  private readonly evidence: EvidenceReader;
  private readonly known = new Map<number, 'intact' | 'altered' | 'notKept'>();

  constructor(evidence: EvidenceReader) {
    this.evidence = evidence;
  }

  /** @param hash SHA-256 of the item in lower-case hex */
  check(evidence: number, hash: string): 'intact' | 'altered' | 'notKept' {
    const known = this.known.get(evidence);
    if (known) return known;
    const hashed = createHash('sha256');
    let chunks = 0;
    // Chunk by chunk: an item may be larger than memory.
    for (const chunk of this.evidence.deliveredChunks(evidence)) {
      hashed.update(chunk);
      chunks++;
    }
    const verdict = chunks === 0 ? 'notKept' : hashed.digest('hex') === hash ? 'intact' : 'altered';
    this.known.set(evidence, verdict);
    return verdict;
  }
}

export interface OtherDelivery {
  member: GroupMember;
  /** `event`: this is the one that lists show; the exhibit cites a repeat of it. */
  relation: 'event' | 'sighting' | 'conflict' | 'unresolved';
}

/** How a record relates to the others of the same event, and those others in order of address. */
export function deliveriesOf(
  db: ReadConnection,
  record: number,
  orderOf: (hash: string) => string = (hash) => hash,
): { own: OtherDelivery['relation']; others: OtherDelivery[] } {
  const repeat = statement(db, 'SELECT primary_record, relation FROM repeats WHERE record = ?');
  type Repeat = { primary_record: number; relation: 'sighting' | 'conflict' | 'unresolved' };
  const relationOf = (of: number): OtherDelivery['relation'] => (repeat.get(of) as Repeat | undefined)?.relation ?? 'event';
  const primary = (repeat.get(record) as Repeat | undefined)?.primary_record ?? record;
  const others = groupMembers(db, primary)
    .filter((member) => member.record !== record)
    .sort((a, b) => (a.sha256 !== b.sha256 ? (orderOf(a.sha256) < orderOf(b.sha256) ? -1 : 1) : a.offset - b.offset || a.length - b.length))
    .map((member) => ({ member, relation: relationOf(member.record) }));
  return { own: relationOf(record), others };
}
