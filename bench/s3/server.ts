// A program: serves a folder as the bucket `bench` on loopback, from memory, and says where. The double of the tests: no server in the registry lists fifty
// thousand keys without walking over all of them for every page. Ends with its standard input.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MemoryBucket, startS3Double } from '../../test/helpers/s3-server.ts';

const [folder = ''] = process.argv.slice(2);
const bucket = new MemoryBucket();
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = path.join(entry.parentPath, entry.name);
  bucket.put(path.relative(path.dirname(folder), file), readFileSync(file));
}
const server = await startS3Double();
server.buckets.set('bench', bucket);
// A log of a hundred thousand requests is of no use to anybody.
server.log.push = () => 0;
process.stdout.write(`${JSON.stringify({ endpoint: server.endpoint, objects: bucket.count })}\n`);
process.stdin.resume().on('end', () => void server.close().then(() => process.exit()));
