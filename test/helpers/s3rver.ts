// A server that speaks S3, from the registry, on loopback; every request to it is noted on the way. It wants requests signed with a key that it knows. That the
// signature fits it does not insist on here: of a bucket it signs the path without the slash that the SDK, as S3, signs it with.
import { createServer, request, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { temporaryFolder } from './folder.ts';
import type { ArchivedObject } from './s3-archive.ts';

interface Server3 {
  run(): Promise<{ port: number }>;
  close(): Promise<void>;
}
const S3rver = createRequire(import.meta.url)('@20minutes/s3rver') as new (options: object) => Server3;

/** Of the account that the server knows. */
export const KEYS = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };

export interface RealServer {
  endpoint: string;
  /** `METHOD path` of every request since the last `forget`. */
  requests: { method: string; url: string; userAgent: string; status: number }[];
  forget(): void;
  put(bucket: string, objects: readonly ArchivedObject[]): Promise<void>;
  close(): Promise<void>;
}

export async function startRealServer(bucket: string): Promise<RealServer> {
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    allowMismatchedSignatures: true,
    directory: temporaryFolder(),
    configureBuckets: [{ name: bucket }],
  });
  const { port } = await server.run();
  const requests: RealServer['requests'] = [];
  // Between the two: what is noted is what came, not what a client says that it sent.
  const between: Server = createServer((incoming, answer) => {
    const noted = { method: incoming.method ?? '', url: incoming.url ?? '', userAgent: incoming.headers['user-agent'] ?? '', status: 0 };
    requests.push(noted);
    const { method, url: path, headers } = incoming;
    const onward = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (theirs) => {
      noted.status = theirs.statusCode ?? 0;
      answer.writeHead(noted.status, theirs.headers);
      theirs.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((listening) => between.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(between.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: KEYS.AWS_ACCESS_KEY_ID, secretAccessKey: KEYS.AWS_SECRET_ACCESS_KEY };
  return {
    endpoint,
    requests,
    forget: () => requests.splice(0),
    async put(name, objects) {
      const client = new S3Client({
        endpoint,
        region: 'us-east-1',
        forcePathStyle: true,
        credentials,
        requestChecksumCalculation: 'WHEN_REQUIRED',
      });
      // Folders as S3's console makes them, empty objects: without, this server does not list a folder in which there are only folders.
      const folders = new Set(objects.flatMap(({ key }) => key.split('/').map((_, i, parts) => parts.slice(0, i).join('/'))));
      const markers = [...folders]
        .filter((folder) => folder !== '')
        .map((folder) => ({ key: `${folder}/`, bytes: Buffer.alloc(0), metadata: {} }));
      const waiting = [...objects, ...markers];
      const some = async (): Promise<void> => {
        for (let one = waiting.pop(); one; one = waiting.pop())
          await client.send(new PutObjectCommand({ Bucket: name, Key: one.key, Body: one.bytes, Metadata: one.metadata }));
      };
      await Promise.all(Array.from({ length: 8 }, some));
      client.destroy();
    },
    async close() {
      between.closeAllConnections();
      await new Promise((done) => between.close(done));
      await server.close();
    },
  };
}
