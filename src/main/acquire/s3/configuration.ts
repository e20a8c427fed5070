// What could be recorded at all, and with which keys digests are signed: asked of CloudTrail and of the bucket, as far as that is permitted. Written as the
// AWS CLI prints it, so that it is read like files from elsewhere.
import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailStatusCommand,
  ListPublicKeysCommand,
} from '@aws-sdk/client-cloudtrail';
import { GetBucketLifecycleConfigurationCommand, GetBucketVersioningCommand } from '@aws-sdk/client-s3';
import { TrailcaseError } from '../../../shared/errors.ts';
import { asPrinted } from './as-printed.ts';
import type { Bucket } from './bucket.ts';
import type { Connection } from './connection.ts';
import { asFailure, isDenied, messageOf, nameOf } from './failures.ts';

export interface Answer {
  /** Of the service, as a source. */
  source: string;
  /** Within it. */
  path: string;
  value: unknown;
}

/** Days of digests that were listed of a region, `2026-02-20`. */
export interface DigestSpan {
  first: string;
  last: string;
}

const DAY = 86_400_000;

/** Trails of one region that are asked about. */
const MOST_TRAILS = 100;

export class ConfigurationReader {
  /** What was refused or did not work, in words. */
  readonly refused: string[] = [];
  answered = 0;
  private readonly connection: Connection;
  private readonly asked = new Set<string>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Public keys and trails of a region; keys only where there were digests, and over their whole span: without one only today's comes. */
  async *region(region: string, digests: DigestSpan | null): AsyncGenerator<Answer> {
    const source = `cloudtrail:${region}`;
    if (digests !== null) {
      const span = {
        StartTime: new Date(Date.parse(digests.first) - DAY),
        EndTime: new Date(Math.min(Date.parse(digests.last) + 2 * DAY, Date.now())),
      };
      const value = await this.ask(`cloudtrail:ListPublicKeys in ${region}`, () => this.publicKeys(region, span));
      if (value) yield { source, path: 'list-public-keys.json', value };
    }
    const described = await this.ask(`cloudtrail:DescribeTrails in ${region}`, () =>
      this.connection.cloudTrailIn(region, (client) => client.send(new DescribeTrailsCommand({}))),
    );
    if (!described) return;
    yield { source, path: 'describe-trails.json', value: asPrinted(described) };
    for (const { TrailARN: arn, Name = '', HomeRegion: home = region } of (described.trailList ?? []).slice(0, MOST_TRAILS)) {
      // A trail of all regions shows in each; it is asked about where it is at home, once.
      if (arn === undefined || this.asked.has(arn)) continue;
      this.asked.add(arn);
      yield* this.trail(home, arn, Name);
    }
  }

  private async *trail(region: string, arn: string, name: string): AsyncGenerator<Answer> {
    const source = `cloudtrail:${region}`;
    const file = (what: string): string => `${what}-${encodeURIComponent(name)}.json`;
    const status = await this.ask(`cloudtrail:GetTrailStatus of ${arn}`, () =>
      this.connection.cloudTrailIn(region, (client) => client.send(new GetTrailStatusCommand({ Name: arn }))),
    );
    if (status) yield { source, path: file('get-trail-status'), value: asPrinted(status) };
    const selectors = await this.ask(`cloudtrail:GetEventSelectors of ${arn}`, () =>
      this.connection.cloudTrailIn(region, (client) => client.send(new GetEventSelectorsCommand({ TrailName: arn }))),
    );
    if (selectors) yield { source, path: file('get-event-selectors'), value: asPrinted(selectors) };
    const insights = await this.ask(
      `cloudtrail:GetInsightSelectors of ${arn}`,
      () => this.connection.cloudTrailIn(region, (client) => client.send(new GetInsightSelectorsCommand({ TrailName: arn }))),
      // How CloudTrail says that there are none.
      ['InsightNotEnabledException'],
    );
    if (insights) yield { source, path: file('get-insight-selectors'), value: asPrinted(insights) };
  }

  /** Whether what was delivered could be overwritten, or expires. */
  async *bucket({ name, connection }: Bucket): AsyncGenerator<Answer> {
    const source = `s3://${name}`;
    const versioning = await this.ask(`s3:GetBucketVersioning of ${name}`, () =>
      connection.s3((client) => client.send(new GetBucketVersioningCommand({ Bucket: name }))),
    );
    if (versioning?.Status !== undefined) yield { source, path: 'get-bucket-versioning.json', value: asPrinted(versioning) };
    const lifecycle = await this.ask(
      `s3:GetLifecycleConfiguration of ${name}`,
      () => connection.s3((client) => client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: name }))),
      ['NoSuchLifecycleConfiguration'],
    );
    if (lifecycle?.Rules !== undefined) yield { source, path: 'get-bucket-lifecycle-configuration.json', value: asPrinted(lifecycle) };
  }

  private async publicKeys(region: string, span: { StartTime: Date; EndTime: Date }): Promise<unknown> {
    const list: unknown[] = [];
    let token: string | undefined;
    do {
      const input = { ...span, ...(token && { NextToken: token }) };
      const page = await this.connection.cloudTrailIn(region, (client) => client.send(new ListPublicKeysCommand(input)));
      for (const { Value, ...key } of page.PublicKeyList ?? [])
        list.push({ ...(Value && { Value: Buffer.from(Value).toString('base64') }), ...key });
      token = page.NextToken;
    } while (token !== undefined);
    return asPrinted({ PublicKeyList: list });
  }

  /** Null when it is refused: that is said, and nothing else depends on it. Errors: CANCELLED and S3_CREDENTIALS_EXPIRED. */
  private async ask<T>(what: string, send: () => Promise<T>, none: readonly string[] = []): Promise<T | null> {
    try {
      const answer = await send();
      this.answered++;
      return answer;
    } catch (error) {
      if (error instanceof TrailcaseError) throw error;
      if (none.includes(nameOf(error))) return null;
      const why = isDenied(error) ? 'denied' : asFailure(error, { action: what, resource: '*' }).message;
      this.refused.push(`${what}: ${why || messageOf(error)}`);
      return null;
    }
  }
}
