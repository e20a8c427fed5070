// A copy of the sample from which a digest and a log file are gone, and in which a log file was changed.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { root } from './fixture.ts';

const PROD = 'AWSLogs/111122223333';

/** All of it in the chain of ap-south-1 of 111122223333; answers the folder. */
export function archiveWithHoles(folder: string): string {
  const archive = path.join(folder, 'archive');
  cpSync(path.join(root, 'resources/sample/archive'), archive, { recursive: true });
  const digest = path.join(
    archive,
    PROD,
    'CloudTrail-Digest/ap-south-1/2026/02/21/111122223333_CloudTrail-Digest_ap-south-1_telugubites-prod-trail_ap-south-1_20260221T113442Z.json.gz',
  );
  const log = (name: string) => path.join(archive, PROD, 'CloudTrail/ap-south-1/2026/02', name);
  for (const gone of [digest, `${digest}.head.json`, log('20/111122223333_CloudTrail_ap-south-1_20260220T1205Z_A0qnJI22JNqi0nOh.json.gz')])
    rmSync(gone);
  const changed = log('21/111122223333_CloudTrail_ap-south-1_20260221T1905Z_5DF10f4el1nk1GZR.json.gz');
  const text = gunzipSync(readFileSync(changed)).toString('utf8');
  writeFileSync(changed, gzipSync(text.replace('"awsRegion":"ap-south-1"', '"awsRegion":"eu-south-1"')));
  return archive;
}
