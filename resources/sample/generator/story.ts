// All events of the sample: the ordinary three days, the incident's four parts, and which belongs to which.
import { attack } from './incident/attack.ts';
import { bucketDeletion } from './incident/bucket.ts';
import { insights } from './incident/insight.ts';
import { internChange } from './incident/intern.ts';
import { response } from './incident/response.ts';
import { changes } from './ordinary/changes.ts';
import { machines } from './ordinary/machines.ts';
import { people } from './ordinary/people.ts';
import { pipeline } from './ordinary/pipeline.ts';
import { services } from './ordinary/services.ts';
import type { Json, SampleEvent } from './world/record.ts';

export interface Story {
  ordinary: SampleEvent[];
  attack: SampleEvent[];
  intern: SampleEvent[];
  response: SampleEvent[];
  insights: SampleEvent[];
}

/** The same story on every run. */
export function story(): Story {
  const ordinary = [...machines(), ...services(), ...people(), ...pipeline(), ...changes()];
  const hostile = [...attack(), ...bucketDeletion()];
  return {
    ordinary: ordinary.sort(byTime),
    attack: hostile.sort(byTime),
    intern: internChange(),
    response: response(machinesLaunched(hostile)).sort(byTime),
    insights: insights(),
  };
}

/** Time, then id: a total order that does not depend on where events were made. */
export const byTime = (a: SampleEvent, b: SampleEvent): number => a.at - b.at || (a.id < b.id ? -1 : 1);

/** Instance ids that successful RunInstances answered, by region. */
export function machinesLaunched(events: SampleEvent[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { record, region } of events) {
    if (record.eventName === 'RunInstances') found[region] = [...(found[region] ?? []), ...instanceIds(record.responseElements)];
  }
  return found;
}

export function instanceIds(response: Json | undefined): string[] {
  const items = (response as { instancesSet?: { items?: { instanceId: string }[] } } | null)?.instancesSet?.items;
  return (items ?? []).map((item) => item.instanceId);
}
