// Answers of the engine for tests of the timeline: only what a test is about is said.
import type { Lanes } from '../../../../src/renderer/views/timeline/lanes/rows.ts';
import type { DensityBin, Lane, LaneEvent } from '../../../../src/shared/timeline.ts';
import { rowOf } from '../rows.ts';

export function bin(from: number, to: number, parts: Partial<Omit<DensityBin, 'from' | 'to' | 'ok'>> = {}): DensityBin {
  const { read = 0, write = 0, privilege = 0, denied = 0, error = 0 } = parts;
  return { from, to, read, write, privilege, denied, error, ok: read + write + privilege };
}

export function lane(value: string, facts: Partial<Lane> = {}): Lane {
  const bins = facts.bins ?? [];
  const count = bins.reduce((sum, one) => sum + one.ok + one.denied + one.error, 0);
  return { value, count, pinned: false, single: false, bins, ...facts };
}

export function lanesOf(facts: Partial<Lanes>): Lanes {
  return { lanes: [], otherLanes: 0, others: { count: 0, bins: [] }, events: null, total: 0, none: 0, unread: 0, reading: null, ...facts };
}

/** An event of a lane at a time, ms. */
export function event(n: number, timeMs: number, facts: Partial<LaneEvent> = {}): LaneEvent {
  const second = Math.floor(timeMs / 1000) * 1000;
  return { ...rowOf({ id: `${'a'.repeat(64)}@${n}+10`, timeMs }), lanes: [0], class: 'read', second, together: 1, ...facts };
}
