// What the call of each record did with the resources that it names: asked once per call and kind, not once per record.
import type { Outcome, ResourceEffect } from '../../../shared/resources.ts';
import { resourceOf } from '../../decode/resource-kinds.ts';
import type { CaseEvents } from '../columns/case-events.ts';
import type { Dimension } from '../columns/dimension.ts';
import type { Outcomes } from '../columns/outcomes.ts';
import { effectOf } from './effects.ts';
import type { ResourceSets } from './resource-sets.ts';

/** By the numbers of columns/outcomes.ts. */
const OUTCOMES: readonly Outcome[] = ['done', 'denied', 'failed'];

export class RecordEffects {
  private readonly calls: Uint32Array;
  private readonly outcomes: Outcomes;
  private readonly ofRecord: Uint32Array;
  private readonly sets: ResourceSets;
  private readonly names: Record<'eventName' | 'eventSource' | 'readOnly', Dimension>;
  /** By name. */
  private readonly kinds: string[] = [];
  /** By kind: by four times the id of a call, and one more for sources, two more for what is named aside. */
  private readonly known = new Map<string, ResourceEffect[]>();

  constructor(events: CaseEvents, sets: ResourceSets) {
    this.calls = events.columns.call;
    this.outcomes = events.outcomes();
    this.ofRecord = sets.ofRecord;
    this.sets = sets;
    this.names = {
      eventName: events.dimension('eventName'),
      eventSource: events.dimension('eventSource'),
      readOnly: events.dimension('readOnly'),
    };
  }

  outcome(record: number): Outcome {
    return OUTCOMES[this.outcomes.of(record)] as Outcome;
  }

  /** What the record's call does with a resource that it names. @param name of the resource among the sets */
  effect(record: number, name: number): ResourceEffect {
    const kind = this.kind(name);
    const call = this.calls[record] as number;
    const set = this.ofRecord[record] as number;
    const part = { isSource: this.sets.sourcesOf(set).includes(name), isAside: this.sets.asidesOf(set).includes(name) };
    const known = this.known.get(kind) ?? [];
    this.known.set(kind, known);
    const key = 4 * call + Number(part.isSource) + 2 * Number(part.isAside);
    const effect = known[key] ?? effectOf(this.call(call), kind, part);
    known[key] = effect;
    return effect;
  }

  kind(name: number): string {
    this.kinds[name] ??= resourceOf(this.sets.text(name)).kind;
    return this.kinds[name] as string;
  }

  private call(id: number) {
    const text = (field: keyof RecordEffects['names']): string => this.names[field].text(this.names[field].numbers[id] as number);
    const readOnly = text('readOnly');
    return { eventName: text('eventName'), eventSource: text('eventSource'), readOnly: readOnly === '' ? null : readOnly === 'true' };
  }
}
