// A program: serves a folder as the bucket `bench` on loopback, from memory, and says where. A server of the benchmark's own, since a bucket's CPU is not the
// examiner's: answers lie ready as bytes, so that of the two cores next to nothing is spent on this side. Ends with its standard input. What an answer says
// is what the double of the tests says of the same folder (test/helpers/s3-server.ts); it knows no more than what an import asks for.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';

const [folder = ''] = process.argv.slice(2);
const MODIFIED = new Date('2026-02-22T00:00:00Z');

interface Stored {
  etag: string;
  size: number;
  /** Head and body of the answer to GET. */
  answer: Buffer;
}

interface Tally {
  requests: number;
  throttled: number;
  changed: number;
  /** Heads of requests that are neither GET nor HEAD: there are to be none. */
  writing: number;
}

const objects = new Map<string, Stored>();
const tally: Tally = { requests: 0, throttled: 0, changed: 0, writing: 0 };
/** Of every so many GETs of objects one is throttled; 0: none. */
let throttleEvery = 0;
let gets = 0;
/** Keys whose bytes change just before they are fetched, with what they become. */
const changes = new Map<string, Buffer>();

function stored(bytes: Buffer): Stored {
  const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
  const head = `HTTP/1.1 200 OK\r\nETag: ${etag}\r\nLast-Modified: ${MODIFIED.toUTCString()}\r\nContent-Type: application/json\r\nx-amz-request-id: BENCH\r\nContent-Length: ${bytes.length}\r\n\r\n`;
  return { etag, size: bytes.length, answer: Buffer.concat([Buffer.from(head), bytes]) };
}

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = path.join(entry.parentPath, entry.name);
  objects.set(path.relative(path.dirname(folder), file), stored(readFileSync(file)));
}
// Names as CloudTrail makes them are ASCII: their order is that of their bytes.
const keys = [...objects.keys()].sort();

/** Number of the first key that is not less. */
function from(key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function listing(query: URLSearchParams): string {
  const versions = query.has('versions');
  const get = (name: string): string => query.get(name) ?? '';
  const prefix = get('prefix');
  const marker = versions ? get('key-marker') : get('continuation-token') || get('start-after');
  const [one, more] = versions ? ['Version', '<VersionId>null</VersionId><IsLatest>true</IsLatest>'] : ['Contents', ''];
  const lines: string[] = [];
  let at = Math.max(from(prefix), marker === '' ? 0 : from(`${marker}\u0000`));
  let last = '';
  for (; at < keys.length && lines.length < 1000; ) {
    const key = keys[at] as string;
    if (!key.startsWith(prefix)) break;
    const end = get('delimiter') === '' ? -1 : key.indexOf('/', prefix.length);
    last = key;
    if (end >= 0) {
      const common = key.slice(0, end + 1);
      lines.push(`<CommonPrefixes><Prefix>${common}</Prefix></CommonPrefixes>`);
      at = from(`${common.slice(0, -1)}0`);
      last = keys[at - 1] as string;
      continue;
    }
    const { etag, size } = objects.get(key) as Stored;
    lines.push(
      `<${one}><Key>${key}</Key>${more}<LastModified>${MODIFIED.toISOString()}</LastModified><ETag>${etag}</ETag><Size>${size}</Size><StorageClass>STANDARD</StorageClass></${one}>`,
    );
    at++;
  }
  const cut = at < keys.length && (keys[at] as string).startsWith(prefix);
  const next = versions ? 'NextKeyMarker' : 'NextContinuationToken';
  const name = versions ? 'ListVersionsResult' : 'ListBucketResult';
  return `<${name}><Name>bench</Name><EncodingType>url</EncodingType><IsTruncated>${cut}</IsTruncated>${cut ? `<${next}>${last}</${next}>` : ''}${lines.join('')}</${name}>`;
}

function plain(status: string, body: string, head = ''): Buffer {
  return Buffer.from(`HTTP/1.1 ${status}\r\nx-amz-request-id: BENCH\r\n${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

const failed = (status: string, code: string): Buffer => plain(status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);

/** @param head request line and header fields */
function answerTo(head: string): Buffer {
  const [method = '', target = ''] = head.slice(0, head.indexOf('\r\n')).split(' ');
  tally.requests++;
  if (method !== 'GET' && method !== 'HEAD') {
    tally.writing++;
    return failed('405 Method Not Allowed', 'MethodNotAllowed');
  }
  const mark = target.indexOf('?');
  const query = new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1));
  const key = decodeURIComponent((mark < 0 ? target : target.slice(0, mark)).slice('/bench/'.length));
  if (key === '') {
    // An answer to HEAD has no body.
    if (method === 'HEAD') return plain('200 OK', '', 'x-amz-bucket-region: eu-west-1\r\n');
    if (query.has('versions') || query.has('list-type')) return plain('200 OK', listing(query));
    return failed('404 Not Found', 'NoSuchConfiguration');
  }
  if (throttleEvery > 0 && ++gets % throttleEvery === 0) {
    tally.throttled++;
    return failed('503 Slow Down', 'SlowDown');
  }
  const change = changes.get(key);
  if (change !== undefined) {
    changes.delete(key);
    tally.changed++;
    objects.set(key, stored(change));
  }
  const object = objects.get(key);
  if (object === undefined) return failed('404 Not Found', 'NoSuchKey');
  const wanted = /\r\nif-match: ([^\r]*)/i.exec(head)?.[1];
  return wanted === undefined || wanted === object.etag ? object.answer : failed('412 Precondition Failed', 'PreconditionFailed');
}

function serve(socket: Socket): void {
  let begun = '';
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (piece: Buffer) => {
    begun += piece.toString('latin1');
    for (let end = begun.indexOf('\r\n\r\n'); end >= 0; end = begun.indexOf('\r\n\r\n')) {
      socket.write(answerTo(begun.slice(0, end + 2)));
      begun = begun.slice(end + 4);
    }
  });
}

/** Orders come as JSON lines; each is answered by one with what was counted so far. */
function obey(line: string): void {
  const order = JSON.parse(line) as { throttleEvery?: number; change?: Record<string, string> };
  throttleEvery = order.throttleEvery ?? throttleEvery;
  for (const [key, base64] of Object.entries(order.change ?? {})) changes.set(key, Buffer.from(base64, 'base64'));
  const { user, system } = process.cpuUsage();
  process.stdout.write(`${JSON.stringify({ ...tally, cpuSeconds: (user + system) / 1e6 })}\n`);
}

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => {
  const address = server.address() as { port: number };
  process.stdout.write(`${JSON.stringify({ endpoint: `http://127.0.0.1:${address.port}`, objects: keys.length })}\n`);
});
let waiting = '';
process.stdin.setEncoding('utf8').on('data', (piece: string) => {
  waiting += piece;
  for (let end = waiting.indexOf('\n'); end >= 0; end = waiting.indexOf('\n')) {
    obey(waiting.slice(0, end));
    waiting = waiting.slice(end + 1);
  }
});
process.stdin.on('end', () => process.exit());
