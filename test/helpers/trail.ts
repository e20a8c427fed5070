// Log files that read like the situation: trail({ account, region }).event({ eventName: 'RunInstances' }).gz()
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

export type Fields = Record<string, unknown>;

let made = 0;

/** A UUID that is the same on every run: from the order in which it was asked for, or from a name. */
export function eventId(name: string | number = ++made): string {
  const hex = createHash('md5').update(String(name)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** An ordinary record, key order as AWS writes it; fields given replace or add, `undefined` removes. */
export function record(fields: Fields = {}, where: Place = {}): Fields {
  const { account = '111122223333', region = 'ap-south-1' } = where;
  const whole: Fields = {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE',
      arn: `arn:aws:iam::${account}:user/asha`,
      accountId: account,
      accessKeyId: 'AKIAASHAEXAMPLE',
      userName: 'asha',
    },
    eventTime: '2026-02-21T10:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    awsRegion: region,
    sourceIPAddress: '203.0.113.10',
    userAgent: 'aws-cli/2.15.0',
    requestParameters: { instancesSet: {} },
    responseElements: null,
    requestID: '8d2b6c1e-0000-4000-8000-000000000000',
    eventID: 'eventID' in fields ? fields.eventID : eventId(),
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    ...fields,
  };
  for (const key of Object.keys(whole)) if (whole[key] === undefined) delete whole[key];
  return whole;
}

export interface Place {
  account?: string;
  region?: string;
}

export class Trail {
  readonly records: Fields[] = [];
  private readonly where: Place;

  constructor(where: Place = {}) {
    this.where = where;
  }

  event(fields: Fields = {}): this {
    this.records.push(record(fields, this.where));
    return this;
  }

  /** `count` events, each told its number from 0. */
  events(count: number, fields: (i: number) => Fields = () => ({})): this {
    for (let i = 0; i < count; i++) this.event(fields(i));
    return this;
  }

  /** As AWS delivers it, before compression. */
  json(): string {
    return JSON.stringify({ Records: this.records });
  }

  pretty(): string {
    return JSON.stringify({ Records: this.records }, null, 2);
  }

  array(): string {
    return JSON.stringify(this.records);
  }

  lines(newline = '\n'): string {
    return this.records.map((one) => JSON.stringify(one) + newline).join('');
  }

  /** As AWS delivers it. */
  gz(): Buffer {
    return gzipSync(this.json());
  }
}

export function trail(where: Place = {}): Trail {
  return new Trail(where);
}
