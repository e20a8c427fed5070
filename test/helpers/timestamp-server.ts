// A time stamp server on this machine: openssl makes the authority and its answers, so that nothing of ours checks itself.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { temporaryFolder } from './folder.ts';

export interface AuthorityOptions {
  /** As `openssl req -newkey` takes it, or a curve. */
  key?: 'rsa:2048' | 'P-256' | 'P-384' | 'P-521';
  /** Of the signature and of the message digest. */
  digest?: 'sha256' | 'sha384' | 'sha512';
  /** Hashes that it takes; of others it refuses to make stamps. */
  takes?: string;
}

/** A root and an authority below it, in files as PEM. */
export interface Authority {
  folder: string;
  caFile: string;
  config: string;
}

const SUBJECT = '/C=IN/O=Trailcase tests/CN=Time stamps';

/** `authority` of a check of this authority's stamps. */
export const AUTHORITY_NAME = 'C=IN, O=Trailcase tests, CN=Time stamps';

export const FOR_TIME_STAMPS = 'extendedKeyUsage = critical, timeStamping';

export function openssl(folder: string, args: readonly string[], input?: Buffer): Buffer {
  return execFileSync('openssl', args, { cwd: folder, input, stdio: ['pipe', 'pipe', 'ignore'] });
}

function newKey(kind: string): string[] {
  return kind.startsWith('rsa') ? ['-newkey', kind] : ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${kind}`];
}

/** Makes the certificate NAME.pem with NAME.key, issued by the folder's root. */
export function issue(
  { folder }: Pick<Authority, 'folder'>,
  name: string,
  { key = 'rsa:2048', usage = FOR_TIME_STAMPS, days = 20 } = {},
): void {
  openssl(folder, ['req', ...newKey(key), '-nodes', '-keyout', `${name}.key`, '-subj', SUBJECT, '-out', `${name}.csr`]);
  writeFileSync(join(folder, `${name}.ext`), `keyUsage = critical, digitalSignature\n${usage}\n`);
  const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-days', String(days), '-extfile', `${name}.ext`];
  openssl(folder, ['x509', '-req', '-in', `${name}.csr`, ...by, '-out', `${name}.pem`]);
}

export function timestampAuthority({
  key = 'rsa:2048',
  digest = 'sha256',
  takes = 'sha256, sha384, sha512',
}: AuthorityOptions = {}): Authority {
  const folder = temporaryFolder();
  const root = ['-nodes', '-keyout', 'ca.key', '-subj', '/O=Trailcase tests/CN=Root', '-days', '30', '-out', 'ca.pem'];
  openssl(folder, ['req', '-x509', ...newKey('P-256'), ...root]);
  issue({ folder }, 'tsa', { key });
  writeFileSync(join(folder, 'serial'), '0ABCDEF1\n');
  const config = `[tsa]
default_tsa = authority
[authority]
serial = ${join(folder, 'serial')}
signer_cert = ${join(folder, 'tsa.pem')}
signer_key = ${join(folder, 'tsa.key')}
certs = ${join(folder, 'ca.pem')}
signer_digest = ${digest}
digests = ${takes}
default_policy = 1.2.3.4.1
accuracy = secs:1, millisecs:500, microsecs:100
tsa_name = yes
ess_cert_id_alg = sha256
`;
  writeFileSync(join(folder, 'ts.cnf'), config);
  return { folder, caFile: join(folder, 'ca.pem'), config: join(folder, 'ts.cnf') };
}

/** What the authority answers to a query: DER of a TimeStampResp. */
export function answerTo({ folder, config }: Authority, query: Buffer): Buffer {
  writeFileSync(join(folder, 'query'), query);
  openssl(folder, ['ts', '-reply', '-config', config, '-queryfile', 'query', '-out', 'answer']);
  return readFileSync(join(folder, 'answer'));
}

/** The authority's token of some bytes, of their hash by another algorithm than ours if so asked. */
export function tokenOf(authority: Authority, data: Buffer, hash = 'sha256'): Buffer {
  const { folder, config } = authority;
  writeFileSync(join(folder, 'data'), data);
  openssl(folder, ['ts', '-query', '-data', 'data', `-${hash}`, '-cert', '-out', 'query']);
  openssl(folder, ['ts', '-reply', '-config', config, '-queryfile', 'query', '-token_out', '-out', 'token']);
  return readFileSync(join(folder, 'token'));
}

/**
 * The statement of a token signed anew with the certificate NAME.pem, which `openssl ts` would refuse to use.
 * @param how arguments of `openssl cms -sign`; `-cades` puts the certificate's hash among what is signed
 */
export function signedAnew({ folder }: Authority, token: Buffer, name: string, how: readonly string[] = ['-cades']): Buffer {
  const statement = openssl(folder, ['cms', '-verify', '-noverify', '-inform', 'DER'], token);
  const form = ['-econtent_type', '1.2.840.113549.1.9.16.1.4', '-nodetach', '-binary', '-nosmimecap', '-outform', 'DER'];
  return openssl(folder, ['cms', '-sign', ...form, '-signer', `${name}.pem`, '-inkey', `${name}.key`, ...how], statement);
}

/** Whether openssl takes the token for one of these bytes by an authority below this root. */
export function opensslAccepts(token: Buffer, data: Buffer, caFile: string): boolean {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'data'), data);
  writeFileSync(join(folder, 'token'), token);
  const args = ['ts', '-verify', '-data', 'data', '-in', 'token', '-token_in', '-CAfile', caFile];
  return spawnSync('openssl', args, { cwd: folder }).status === 0;
}

export interface TimestampServer {
  url: string;
  /** The root of its certificate, PEM. */
  caFile: string;
  close(): Promise<void>;
}

/** A server that stamps whatever it is asked to. */
export async function startTimestampServer(authority: Authority = timestampAuthority()): Promise<TimestampServer> {
  const server = await startServer((query, response, request) => {
    if (request.method !== 'POST' || request.headers['content-type'] !== 'application/timestamp-query') response.writeHead(400).end();
    else response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answerTo(authority, query));
  });
  return { ...server, caFile: authority.caFile };
}

/** A server on loopback that answers as told. */
export async function startServer(
  answer: (body: Buffer, response: ServerResponse, request: IncomingMessage) => void,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    buffer(request)
      .then((body) => answer(body, response, request))
      .catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
