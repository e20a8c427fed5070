// Single calls in the history of a resource, with the objects and the other resources that their records name.
import type { ResourceTouch } from '../../../shared/resources.ts';
import { eventId, eventIdText, storedRow } from '../../case/event-rows.ts';
import { EvidenceReader } from '../../case/evidence.ts';
import { BUCKET } from '../../decode/resource-formats.ts';
import { mentionsOf } from '../../decode/resources.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import { resourceSets } from './read-resources.ts';
import type { RecordEffects } from './record-effects.ts';
import { OTHERS } from './resource-sets.ts';

/** Keys, and other resources, given of a call that names more. */
const MOST_NAMED = 10;

export class TouchReader {
  private readonly events: CaseEvents;
  private readonly effects: RecordEffects;
  private readonly name: number;
  private readonly evidence: EvidenceReader;

  /** @param name of the resource among ResourceSets */
  constructor(events: CaseEvents, effects: RecordEffects, name: number) {
    this.events = events;
    this.effects = effects;
    this.name = name;
    this.evidence = new EvidenceReader(events.db);
  }

  /** @param record that names the resource */
  touch(record: number): ResourceTouch {
    const { events, effects } = this;
    const row = storedRow(events.db, record);
    const who = events.dimension('who');
    const actor = who.numbers[events.columns.identity[record] as number] as number;
    const beside = this.beside(record);
    const objects = effects.kind(this.name) === BUCKET ? this.objectsOf(row) : [];
    return {
      id: eventId({ ...row, sha256: row.evidence }),
      timeMs: row.timeMs,
      eventID: eventIdText(row.eventID),
      eventName: row.eventName,
      effect: effects.effect(record, this.name),
      outcome: effects.outcome(record),
      errorCode: row.errorCode,
      who: actor > 0 ? who.text(actor) : null,
      sourceIPAddress: row.sourceIPAddress,
      awsRegion: row.awsRegion,
      accountId: row.accountId,
      objects: objects.slice(0, MOST_NAMED),
      objectCount: objects.length,
      beside: beside.slice(0, MOST_NAMED),
      besideCount: beside.length,
    };
  }

  private beside(record: number): string[] {
    const sets = resourceSets(this.events);
    const names = sets.namesOf(sets.ofRecord[record] as number).filter((name) => name !== this.name && name !== OTHERS);
    return names.map((name) => sets.text(name)).sort();
  }

  /** None of a record that cannot be read: see `unreadable` of the history. */
  private objectsOf(row: ReturnType<typeof storedRow>): string[] {
    const { db } = this.events;
    const item = db.prepare('SELECT id FROM evidence WHERE sha256 = ?').pluck().get(Buffer.from(row.evidence, 'hex')) as number;
    const id = resourceSets(this.events).text(this.name);
    try {
      return mentionsOf(this.evidence.value(item, row)).find((one) => one.id === id)?.objects ?? [];
    } catch {
      return [];
    }
  }
}
