// The sample archive as it stood in its bucket: logs, digests with their signatures as metadata, and what was not CloudTrail's.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderOf } from './folder.ts';
import { MemoryBucket } from './s3-server.ts';

export const SAMPLE = resolve(import.meta.dirname, '../../resources/sample/archive');

export interface ArchivedObject {
  key: string;
  bytes: Buffer;
  metadata: Record<string, string>;
}

/** @param accept which keys; left out: all below AWSLogs/ */
export function sampleObjects(accept: (key: string) => boolean = () => true): ArchivedObject[] {
  const names = readdirSync(join(SAMPLE, 'AWSLogs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(SAMPLE.length + 1))
    .sort();
  const all = new Set(names);
  return names
    .filter((name) => !name.endsWith('.head.json') && accept(name))
    .map((key) => {
      const sidecar = `${key}.head.json`;
      const metadata = all.has(sidecar) ? JSON.parse(readFileSync(join(SAMPLE, sidecar), 'utf8')).Metadata : {};
      return { key, bytes: readFileSync(join(SAMPLE, key)), metadata };
    });
}

/** The same objects in a bucket of the double. */
export function bucketOf(objects: readonly ArchivedObject[], prefix = ''): MemoryBucket {
  const bucket = new MemoryBucket();
  for (const { key, bytes, metadata } of objects) {
    const headers = Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]));
    bucket.put(prefix + key, bytes, { headers });
  }
  return bucket;
}

/** The same objects as files of a folder, without what their metadata said. */
export function folderOfObjects(objects: readonly ArchivedObject[]): string {
  return folderOf(Object.fromEntries(objects.map(({ key, bytes }) => [key, bytes])));
}
