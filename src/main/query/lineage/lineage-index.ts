// What lineage is answered from, made once per case when it is first asked for.
import type { CaseEvents } from '../columns/case-events.ts';
import { Acts, callsNamed } from './acts.ts';
import { Credentials } from './credentials.ts';
import { Issued } from './issued.ts';
import { RawRecords } from './raw-records.ts';
import { Unanswered } from './unanswered.ts';

export class LineageIndex {
  readonly credentials: Credentials;
  readonly issued: Issued;
  readonly raw: RawRecords;
  private readonly acts = new Map<string, Acts>();
  private unansweredCalls: Unanswered | null = null;
  private instances: boolean | null = null;

  constructor(events: CaseEvents) {
    this.credentials = new Credentials(events);
    this.raw = new RawRecords(events.db);
    this.issued = new Issued(this.credentials, this.raw);
  }

  get events(): CaseEvents {
    return this.credentials.events;
  }

  /** The successful calls of an API. */
  calls(name: string): Acts {
    let acts = this.acts.get(name);
    if (!acts) {
      acts = new Acts(this.events, callsNamed(this.events, name));
      this.acts.set(name, acts);
    }
    return acts;
  }

  /** Successful calls that issue credentials, of which the record does not name them. */
  unanswered(): Unanswered {
    this.unansweredCalls ??= new Unanswered(this, new Acts(this.events, this.issued.issuing, (record) => !this.issued.names(record)));
    return this.unansweredCalls;
  }

  /** Whether any session of the case is named by an instance. */
  hasInstances(): boolean {
    if (this.instances === null) {
      const sessions = this.events.dimension('sessionName');
      this.instances = false;
      for (let number = 1; number < sessions.size && !this.instances; number++) this.instances = sessions.text(number).startsWith('i-');
    }
    return this.instances;
  }

  /** Row id of the identity of a record. */
  identityOf(record: number): number {
    return this.events.columns.identity[record] as number;
  }

  /** Access key of the caller of a record; null for none. */
  callerKey(record: number): string | null {
    const term = this.credentials.keyOf[this.identityOf(record)] as number;
    return term === 0 ? null : this.credentials.text(term);
  }

  callerWho(record: number): string | null {
    return this.credentials.whoOf(this.identityOf(record));
  }

  /** eventName of a record. */
  apiOf(record: number): string {
    const names = this.events.dimension('eventName');
    return names.text(names.numbers[this.events.columns.call[record] as number] as number);
  }

  /** ms UTC, NaN where the record has no time. */
  time(record: number): number {
    return this.events.columns.time[record] as number;
  }
}

const indexes = new WeakMap<CaseEvents, LineageIndex>();

export function lineageIndexOf(events: CaseEvents): LineageIndex {
  let index = indexes.get(events);
  if (!index) {
    index = new LineageIndex(events);
    indexes.set(events, index);
  }
  return index;
}
