// How the GETs of objects travel: the direct transport is held to the SDK's own, answer by answer.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Answer, ClientTransport, DirectTransport, hasProxy, type Transport } from '../../src/main/acquire/s3/object-transport.ts';
import { UNSENT } from '../../src/main/acquire/s3/request-log.ts';

let server: Server;
let asked: string[];
let answer: string;
const sockets = new Set<Socket>();

beforeEach(async () => {
  asked = [];
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    let begun = '';
    socket.on('data', (piece) => {
      begun += piece.toString('latin1');
      if (!begun.endsWith('\r\n\r\n')) return;
      asked.push(begun);
      begun = '';
      // What breaks off says so.
      if (answer.endsWith('CUT')) socket.end(answer.slice(0, -3), 'latin1');
      else if (answer !== '') socket.write(answer, 'latin1');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server.close();
});

const heads: number[] = [];

async function send(transport: Transport, most = 100): Promise<Answer | 'failed'> {
  const { port } = server.address() as { port: number };
  const request = { method: 'GET', protocol: 'http:', hostname: '127.0.0.1', port, path: '', query: { 'x-id': 'GetObject' }, headers: {} };
  const headers = { host: `bucket.example.test:${port}`, 'x-amz-date': 'now', authorization: 'a=b, c' };
  try {
    return await transport.send(request, '/a%20b/(c)', 'x-id=GetObject', headers, most, (status) => heads.push(status));
  } catch {
    return 'failed';
  }
}

test.each([
  ['whole', 'HTTP/1.1 200 OK\r\nETag: "e"\r\nx-amz-meta-Name: \u00fc\r\nContent-Length: 5\r\n\r\nhello', 'hello'],
  ['empty', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', ''],
  ['of no stated length', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n', 'hello'],
  ['until the end', 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhelloCUT', 'hello'],
  ['refused', 'HTTP/1.1 412 Precondition Failed\r\nContent-Length: 3\r\n\r\nnon', null],
  ['throttled', 'HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\n\r\n', null],
  ['larger than may be held', `HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n${'x'.repeat(101)}`, null],
  ['larger, and not said', `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n${'x'.repeat(101)}\r\n0\r\n\r\n`, null],
  ['after a hint', 'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na', 'a'],
  ['cut off', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelCUT', 'failed'],
  ['no HTTP', 'SSH-2.0\r\n\r\nCUT', 'failed'],
])('an answer is that of the SDK’s transport: %s', async (_, given, expected) => {
  answer = given;
  heads.length = 0;
  const client = new S3Client({ region: 'eu-west-1', maxAttempts: 1 });
  const slow = await send(new ClientTransport(client));
  const told = heads.splice(0);
  const direct = new DirectTransport(1);
  const quick = await send(direct);
  expect(quick).toEqual(slow);
  expect(heads).toEqual(told);
  expect(quick === 'failed' ? quick : (quick.bytes?.toString() ?? null)).toBe(expected);
  if (quick !== 'failed' && quick.bytes !== null) expect(quick.bytes.buffer.byteLength).toBeLessThan(100);
  // Both asked the same; how a connection is kept is each one's own.
  const fields = asked.map((text) => text.split('\r\n').filter((line) => !/^connection:/i.test(line)));
  expect(fields[1]?.map((line) => line.toLowerCase()).sort()).toEqual(fields[0]?.map((line) => line.toLowerCase()).sort());
  client.destroy();
  direct.close();
});

test.each([
  ['nobody listens', 'http:', '', UNSENT],
  ['nobody listens', 'https:', '', UNSENT],
  ['a connection that breaks off before its keys are agreed', 'https:', 'CUT', UNSENT],
  ['no TLS', 'https:', 'HTTP/1.1 400 Bad Request\r\n\r\nCUT', UNSENT],
  ['a connection that breaks off with the request on it', 'http:', 'CUT', 0],
])('what is known of a request without an answer: %s, %s', async (what, protocol, given, status) => {
  const { port } = server.address() as { port: number };
  if (what === 'nobody listens') await new Promise((closed) => server.close(closed));
  const greeted = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(given.slice(0, -3)));
  });
  if (protocol === 'https:' && given !== '') await once(greeted.listen(0, '127.0.0.1'), 'listening');
  answer = given;
  const at = greeted.listening ? (greeted.address() as { port: number }).port : port;
  const request = { method: 'GET', protocol, hostname: '127.0.0.1', port: at, path: '', query: { 'x-id': 'GetObject' }, headers: {} };
  const client = new S3Client({ region: 'eu-west-1', maxAttempts: 1 });
  const direct = new DirectTransport(1);
  for (const transport of [direct, new ClientTransport(client)]) {
    const told: number[] = [];
    await expect(transport.send(request, '/k', 'x-id=GetObject', { host: 'h' }, 100, (one) => told.push(one))).rejects.toThrow();
    expect(told).toEqual([status]);
  }
  client.destroy();
  direct.close();
  greeted.close();
});

test.each(['direct', 'the SDK’s'])('what cannot be noted has the request fail, and is noted once: %s', async (which) => {
  answer = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';
  const client = new S3Client({ region: 'eu-west-1', maxAttempts: 1 });
  const direct = new DirectTransport(1);
  const { port } = server.address() as { port: number };
  const request = { method: 'GET', protocol: 'http:', hostname: '127.0.0.1', port, path: '', query: { 'x-id': 'GetObject' }, headers: {} };
  const told: number[] = [];
  const note = (status: number): void => {
    told.push(status);
    throw new Error('no space left');
  };
  const transport = which === 'direct' ? direct : new ClientTransport(client);
  await expect(transport.send(request, '/k', 'x-id=GetObject', { host: 'h' }, 100, note)).rejects.toThrow('no space left');
  expect(told).toEqual([200]);
  client.destroy();
  direct.close();
});

test('closed, what is under way breaks off, and nothing new begins', async () => {
  answer = '';
  const direct = new DirectTransport(1);
  const under = send(direct);
  while (asked.length === 0) await once(server, 'connection').then(([socket]) => once(socket as Socket, 'data'));
  direct.close();
  expect(await under).toBe('failed');
  expect(await send(direct)).toBe('failed');
  expect(asked).toHaveLength(1);
});

test('a proxy is one that was chosen, or that the environment names', () => {
  expect(hasProxy(undefined, {})).toBe(false);
  expect(hasProxy(undefined, { HTTPS_PROXY: '' })).toBe(false);
  expect(hasProxy('http://proxy.example.test', {})).toBe(true);
  for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) expect(hasProxy(undefined, { [name]: 'x' })).toBe(true);
});
