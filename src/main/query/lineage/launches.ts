// Which call launched an instance: RunInstances names it in its answer.
import type { LineageIndex } from './lineage-index.ts';
import type { Link, Ref } from './link.ts';
import { callerOf } from './rules/rule.ts';

/** Instances that a launch names. Source: AWS, "RunInstances": instancesSet.items[].instanceId. */
function launchedBy(index: LineageIndex, record: number): string[] {
  const items = index.raw.at(record, 'responseElements', 'instancesSet', 'items');
  if (!Array.isArray(items)) return [];
  return items.map((item) => (item as { instanceId?: unknown } | null)?.instanceId).filter((id) => typeof id === 'string');
}

/** Launches that may be that of an instance: before its first use, the nearest first. */
export function launchesBefore(index: LineageIndex, instance: string): number[] {
  const sessions = index.events.dimension('sessionName');
  const { first } = index.credentials.use(index.credentials.identitiesWith(sessions.numbers, sessions.numberOf(instance)));
  return index
    .calls('RunInstances')
    .between(Number.NEGATIVE_INFINITY, first ?? Number.POSITIVE_INFINITY)
    .reverse();
}

/** The proven edge to an instance; empty where none of these launches is its. */
export function launchOf(index: LineageIndex, instance: string, launches: readonly number[]): Link[] {
  const record = launches.find((one) => launchedBy(index, one).includes(instance));
  const from = record === undefined ? null : callerOf(index, record);
  if (record === undefined || from === null) return [];
  const why = `RunInstances was called ${from.kind === 'key' ? 'with' : 'by'} ${from.value}, and its answer names ${instance}.`;
  return [{ from, to: { kind: 'instance', value: instance }, certainty: 'proven', how: 'RunInstances', why, records: [record] }];
}

/** Launches with a key, or by an actor without one, where the case knows sessions that are named by an instance. */
export function launchesOf(index: LineageIndex, { kind, value }: Ref): readonly number[] {
  const { credentials } = index;
  const launches = index.calls('RunInstances');
  const own =
    kind === 'key'
      ? launches.with(credentials.keyOf, credentials.term(value))
      : kind === 'actor'
        ? launches.with(credentials.who.numbers, credentials.who.numberOf(value)).filter((record) => index.callerKey(record) === null)
        : [];
  return own.length > 0 && index.hasInstances() ? own : [];
}

/** Instances that launches name, of which the case knows a session; each once. */
export function instancesOf(index: LineageIndex, launches: readonly number[]): string[] {
  if (launches.length === 0) return [];
  const sessions = index.events.dimension('sessionName');
  const named = launches.flatMap((record) => launchedBy(index, record));
  return [...new Set(named)].filter((instance) => sessions.numberOf(instance) > 0);
}
