// A small case with one of everything: logs in several layouts, repeated deliveries that agree and disagree, problems,
// a digest, files that are no logs, two imports and a bookmark.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CaseFile } from '../../src/main/case/case-file.ts';
import { importInto, newCasePath, sqlite } from './cases.ts';
import { folderOf, temporaryFolder } from './folder.ts';
import { eventId, record, trail } from './trail.ts';

const shared = record({ eventID: eventId('twice'), eventName: 'RunInstances', eventTime: '2026-02-21T18:26:18Z', readOnly: false });
const disputed = record({
  eventID: eventId('disputed'),
  eventName: 'DeleteBucket',
  eventTime: '2026-02-21T18:55:48Z',
  errorCode: 'AccessDenied',
});

export const DIGEST = {
  awsAccountId: '111122223333',
  digestStartTime: '2026-02-21T17:00:00Z',
  digestEndTime: '2026-02-21T18:00:00Z',
  digestS3Bucket: 'trails',
  digestS3Object: 'digests/d.json.gz',
  digestPublicKeyFingerprint: '00000000000000000000000000000000',
  previousDigestSignature: null,
  logFiles: [],
};

/** Files of the first delivery. */
export function firstDelivery(): Record<string, string | Buffer> {
  const logs = trail({ account: '111122223333', region: 'ap-south-1' });
  for (let i = 0; i < 8; i++)
    logs.event({ eventID: eventId(`log ${i}`), eventTime: `2026-02-21T10:0${i}:00Z`, eventName: i % 2 ? 'ListBuckets' : 'GetObject' });
  logs.records.push(shared, disputed);
  const odd = trail({ account: '444455556666', region: 'us-east-1' })
    .event({ eventID: eventId('undated'), eventTime: undefined, sourceIPAddress: '198.51.100.7' })
    .event({ eventID: eventId('unnamed'), eventName: undefined })
    .event({ eventID: 'not-a-uuid', eventName: 'GetUser', userAgent: 'Mozilla "quoted", =cmd' });
  return {
    'AWSLogs/1/a.json.gz': logs.gz(),
    'AWSLogs/1/b.json': odd.pretty(),
    'AWSLogs/1/lines.jsonl': `${trail()
      .event({ eventID: eventId('line 1') })
      .lines()}{"eventVersion": broken\n${trail()
      .event({ eventID: eventId('line 2') })
      .lines()}`,
    'digests/d.json.gz': gzipSync(JSON.stringify(DIGEST)),
    'notes.txt': 'Handed over on Monday.\n',
    'other.json': '{"hello":"world"}',
    'empty.json': '',
  };
}

/** Files of a second delivery, which repeats some events of the first. */
export function secondDelivery(): Record<string, string | Buffer> {
  return {
    'again.json': JSON.stringify(
      {
        Records: [
          shared,
          { ...disputed, errorCode: 'NoSuchBucket' },
          record({ eventID: eventId('new'), eventTime: '2026-02-22T00:00:00Z' }),
        ],
      },
      null,
      1,
    ),
    'copies/a.json.gz': firstDelivery()['AWSLogs/1/a.json.gz'] as Buffer,
  };
}

export interface Situation {
  path: string;
  first: string;
  second: string;
}

/** The case of both deliveries, with an examiner's bookmark; closed. */
export async function situation(): Promise<Situation> {
  const first = folderOf(firstDelivery(), join(temporaryFolder(), 'first'));
  const second = folderOf(secondDelivery(), join(temporaryFolder(), 'second'));
  const path = newCasePath();
  CaseFile.create(path, { title: 'Monday', examiner: 'Asha Rao', timezone: 'Asia/Kolkata' }).close();
  await importInto(path, [first], { exists: true });
  await importInto(path, [second], { exists: true });
  const db = sqlite(path, { readonly: true });
  const event = db.prepare("SELECT id FROM events WHERE eventName = 'RunInstances'").pluck().get() as string;
  db.close();
  const file = CaseFile.open(path);
  file.putBookmark({ event, colour: 'red', note: 'The launch', removed: false });
  file.close();
  return { path, first, second };
}
