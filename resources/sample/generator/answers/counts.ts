// The numbers of the sample: files by kind, records as delivered, distinct events.
import type { Archive } from '../archive.ts';
import type { SampleEvent } from '../world/record.ts';

/** Counted from what was delivered, not from what was planned. */
export function counts(made: Archive) {
  const { ordinary, attack, intern, response, insights } = made.story;
  const records = made.delivered.flatMap((file) => file.events);
  const distinct = [...new Map(records.map((event) => [event.id, event])).values()];
  const ends = (suffix: string): number => made.files.filter(([path]) => path.endsWith(suffix)).length;
  return {
    files: {
      total: made.files.length,
      logs: made.delivered.filter((file) => file.kind === 'CloudTrail').length,
      insights: made.delivered.filter((file) => file.kind === 'CloudTrail-Insight').length,
      digests: made.digests.length,
      headSidecars: ends('.head.json'),
      publicKeys: ends('.public-keys.json'),
      trailConfiguration: made.files.filter(([path]) => path.startsWith('trail-configuration/')).length,
      other: ends('.txt'),
      bytes: made.files.reduce((sum, [, bytes]) => sum + bytes.length, 0),
    },
    records: records.length,
    events: distinct.length,
    deliveredAgain: records.length - distinct.length,
    ordinary: ordinary.length,
    attack: attack.length,
    intern: intern.length,
    response: response.length,
    insights: insights.length,
    eventsByAccount: tally(distinct, (event) => event.account),
    recordsByAccount: tally(records, (event) => event.account),
    eventsByRegion: tally(distinct, (event) => event.region),
    eventsByCategory: tally(distinct, (event) => event.category),
    eventsWithErrorCode: distinct.filter((event) => event.record.errorCode !== undefined).length,
    digestChains: new Set(made.digests.map((digest) => digest.key.replace(/\/\d{4}\/.*/, ''))).size,
    digestsWithoutLogFiles: made.digests.filter((digest) => digest.logFiles === 0).length,
  };
}

function tally(events: SampleEvent[], by: (event: SampleEvent) => string): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const event of events) totals[by(event)] = (totals[by(event)] ?? 0) + 1;
  return Object.fromEntries(Object.entries(totals).sort(([a], [b]) => (a < b ? -1 : 1)));
}
