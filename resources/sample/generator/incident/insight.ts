// The CloudTrail Insights events of the incident: RunInstances in Frankfurt, where the account had never launched.
import { stream } from '../base/random.ts';
import { iso, utc } from '../base/time.ts';
import { USERS } from '../world/people.ts';
import { AGENT, DEV, FRANKFURT } from '../world/places.ts';
import type { Json, SampleEvent } from '../world/record.ts';

/** Start and end share sharedEventID, and differ in eventID. */
export function insights(): SampleEvent[] {
  const random = stream('insight');
  const sharedEventID = random.uuid();
  const states: ['Start' | 'End', string][] = [
    ['Start', '2026-02-21T18:24:00Z'],
    ['End', '2026-02-21T18:28:00Z'],
  ];
  return states.map(([state, time]) => {
    const at = utc(time);
    const id = random.uuid();
    const share = (attribute: string, value: string, rate: number): Json => ({
      attribute,
      insight: [{ value, average: rate }],
      baseline: [],
    });
    const record = {
      eventVersion: '1.11',
      eventTime: iso(at),
      awsRegion: FRANKFURT,
      eventID: id,
      eventType: 'AwsCloudTrailInsight',
      recipientAccountId: DEV,
      sharedEventID,
      insightDetails: {
        state,
        eventSource: 'ec2.amazonaws.com',
        eventName: 'RunInstances',
        insightType: 'ApiCallRateInsight',
        insightContext: {
          statistics: {
            baseline: { average: 0 },
            insight: { average: 0.75 },
            insightDuration: state === 'End' ? 4 : 1,
            baselineDuration: 10080,
          },
          attributions: [
            share('userIdentityArn', USERS.devTempKey.arn, 0.75),
            share('userAgent', AGENT.attacker, 0.75),
            {
              attribute: 'errorCode',
              insight: [
                { value: 'null', average: 0.5 },
                { value: 'Client.VcpuLimitExceeded', average: 0.25 },
              ],
              baseline: [],
            },
          ],
        },
      },
      eventCategory: 'Insight',
    };
    return { account: DEV, region: FRANKFURT, at, id, category: 'Insight', record };
  });
}
