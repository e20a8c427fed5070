// CloudTrail's own history of events: for an account that has no trail. Management events of the last 90 days, at two requests a second, without digests:
// nothing vouches for what comes, and other categories are not in it.
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { asPrinted } from './as-printed.ts';
import type { Connection } from './connection.ts';
import { asFailure } from './failures.ts';

/** What CloudTrail keeps, in days. */
export const KEPT_DAYS = 90;

/** Events of one answer. */
const PAGE = 50;

export interface LookupSpan {
  /** First and last day, both included; null: as far as the history reaches. */
  from: string | null;
  to: string | null;
}

/** Entries in order, newest first, as the AWS CLI prints them, as many as one answer has. Errors: S3_*, CANCELLED. */
export async function* lookupEvents(connection: Connection, region: string, { from, to }: LookupSpan): AsyncGenerator<unknown[]> {
  let token: string | undefined;
  const span = {
    ...(from !== null && { StartTime: new Date(`${from}T00:00:00Z`) }),
    ...(to !== null && { EndTime: new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000 - 1000) }),
  };
  do {
    const input = { ...span, MaxResults: PAGE, ...(token && { NextToken: token }) };
    const asked = { action: 'cloudtrail:LookupEvents', resource: `region ${region}` };
    const page = await connection
      .cloudTrailIn(region, (client) => client.send(new LookupEventsCommand(input)))
      .catch((error: unknown) => {
        throw asFailure(error, asked);
      });
    const events = page.Events ?? [];
    if (events.length > 0) yield events.map(asPrinted);
    token = page.NextToken;
  } while (token !== undefined);
}
