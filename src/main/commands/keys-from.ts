// `--keys-from FILE`: keys of a bucket one by one, as `trailcase scope --athena --paths-out FILE` writes them, with the record of the scoping beside the list.
import { existsSync } from 'node:fs';
import type { S3Import } from '../../shared/s3.ts';
import { addressInLine, hashOf } from '../acquire/athena/named-paths.ts';
import { readScoping } from '../acquire/athena/record.ts';
import { parseAddress } from '../acquire/s3/address.ts';
import { type Command, usage } from './command.ts';
import type { Output } from './output.ts';
import { fileText } from './stdin.ts';

/** The record of a scoping lies beside its list. */
export const RECORD_ENDING = '.scoping.json';

/** What an import is told of a list. Lines of other buckets are left out, and told. Errors: USAGE. */
export function keysFrom(path: string, address: string, output: Output, command: Command): Pick<S3Import, 'choice' | 'scoping'> {
  const { bucket, prefix } = parseAddress(address);
  const lines = fileText(path, command)
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line !== '');
  const named = lines.map((line) => (/^s3:\/\//i.test(line) ? objectOf(addressInLine(line)) : { bucket, key: line }));
  const keys = named.filter((one) => one.bucket === bucket && one.key.startsWith(prefix)).map(({ key }) => key);
  const long = keys.find((key) => key === '' || Buffer.byteLength(key) > 1024);
  if (long !== undefined) throw usage(`${path} has a line that is no key: ${long.slice(0, 60)}`, command);
  if (keys.length === 0) throw usage(`${path} names no object of ${address}`, command);
  if (keys.length < named.length)
    output.warn(
      `${named.length - keys.length} of the ${named.length} objects named in ${path} are not below ${address}: they are left out`,
    );
  const record = `${path}${RECORD_ENDING}`;
  if (!existsSync(record)) return { choice: { keys } };
  const scoping = fileText(record, command);
  // A list that was changed by hand is not what the scoping named.
  if (readScoping(scoping)?.outcome.resultSha256 === hashOf(named.map((one) => ({ ...one, records: null }))))
    return { choice: { keys }, scoping };
  output.warn(`${record} is the record of another list than ${path}: it is not taken along`);
  return { choice: { keys } };
}

function objectOf(address: string): { bucket: string; key: string } {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/is.exec(address) ?? [];
  return { bucket, key };
}
