// RFC 3161 time stamps: asked of a server that is openssl, compared with what openssl says of them, and altered in every way.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkTimestamp, requestTimestamp, type TimestampCheck } from '../../../src/main/seal/timestamp.ts';
import { flipped } from '../../helpers/archives.ts';
import { sha256 } from '../../helpers/folder.ts';
import {
  AUTHORITY_NAME,
  type Authority,
  answerTo,
  issue,
  openssl,
  opensslAccepts,
  signedAnew,
  startServer,
  startTimestampServer,
  timestampAuthority,
  tokenOf,
} from '../../helpers/timestamp-server.ts';

const DATA = Buffer.from('the statement that is sealed\n');
const OTHER = Buffer.from('the statement that was sealed\n');

let authority: Authority;
let token: Buffer;
const closing: (() => Promise<void>)[] = [];

beforeAll(() => {
  authority = timestampAuthority();
  token = tokenOf(authority, DATA);
});

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** The address of a server that answers as told. */
async function answering(...[answer]: Parameters<typeof startServer>): Promise<string> {
  const { url, close } = await startServer(answer);
  closing.push(close);
  return url;
}

function der(pem: string): Buffer {
  return openssl(authority.folder, ['x509', '-in', pem, '-outform', 'DER']);
}

describe('a time stamp asked for', () => {
  test('is the one that openssl takes for one of these bytes', async () => {
    const server = await startTimestampServer();
    closing.push(server.close);
    const before = Math.floor(Date.now() / 1000) * 1000;
    const given = await requestTimestamp(server.url, DATA);
    const after = Date.now();
    expect(opensslAccepts(given, DATA, server.caFile)).toBe(true);
    expect(opensslAccepts(given, OTHER, server.caFile)).toBe(false);
    const check = await checkTimestamp(given, DATA);
    expect(check).toMatchObject({ ok: true, accuracyMs: 1500.1, authority: AUTHORITY_NAME, serial: 'abcdef2' });
    expect(check.reason).toMatch(/whether that authority is to be trusted was not judged/);
    expect(check.at).toBeGreaterThanOrEqual(before);
    expect(check.at).toBeLessThanOrEqual(after);
  });

  const request = (url: string) => requestTimestamp(url, DATA);
  const failure = (message: RegExp) => ({
    code: 'TIMESTAMP_FAILED',
    message: expect.stringMatching(message),
    advice: expect.stringMatching(/sealing can go on without/),
  });

  test('is none with the nonce of another request', async () => {
    const query = openssl(authority.folder, ['ts', '-query', '-data', 'data', '-sha256', '-cert']);
    const old = answerTo(authority, query);
    await expect(request(await answering((_, response) => response.end(old)))).rejects.toMatchObject(failure(/nonce is not the one/));
  });

  test('is none of other bytes', async () => {
    const url = await answering((query, response) => {
      const hash = Buffer.from(sha256(DATA), 'hex');
      const changed = Buffer.from(query);
      Buffer.from(sha256(OTHER), 'hex').copy(changed, query.indexOf(hash));
      response.end(answerTo(authority, changed));
    });
    await expect(request(url)).rejects.toMatchObject(failure(/time stamp of other bytes/));
  });

  test('is none with a changed signature', async () => {
    const url = await answering((query, response) => {
      const answer = answerTo(authority, query);
      response.end(flipped(answer, answer.length - 1));
    });
    await expect(request(url)).rejects.toMatchObject(failure(/signature does not fit/));
  });

  test('is none where the server refuses, in its words', async () => {
    const server = await startTimestampServer(timestampAuthority({ takes: 'sha512' }));
    closing.push(server.close);
    await expect(request(server.url)).rejects.toMatchObject(
      failure(/refused: Message digest algorithm is not supported.*does not take SHA-256/),
    );
  });

  test.each([
    ['HTTP 500', 500, {}, /HTTP 500/],
    ['a redirection', 307, { location: 'http://127.0.0.1:9/' }, /HTTP 307/],
  ])('is none after %s', async (_, status, headers, message) => {
    await expect(request(await answering((__, response) => response.writeHead(status, headers).end('no')))).rejects.toMatchObject(
      failure(message),
    );
  });

  test.each([
    ['a page', Buffer.from('<html><title>Welcome</title></html>')],
    ['nothing', Buffer.alloc(0)],
    ['a token without its answer around it', undefined],
    ['the query', null],
  ])('is none where the server sends %s', async (_, answer) => {
    const url = await answering((query, response) => response.end(answer === null ? query : (answer ?? token)));
    await expect(request(url)).rejects.toMatchObject(failure(/none of a time stamp server/));
  });

  test('is none where the server says that it granted one, and sends none', async () => {
    // TimeStampResp { status { 0 } }
    const url = await answering((_, response) => response.end(Buffer.from('30053003020100', 'hex')));
    await expect(request(url)).rejects.toMatchObject(failure(/granted one, and sent none/));
  });

  test('is given up where the answer does not end, and the connection with it', async () => {
    let gone: () => void = () => undefined;
    const left = new Promise<void>((done) => {
      gone = done;
    });
    const url = await answering((_, response) => {
      response.on('close', gone);
      const more = (): void => {
        while (!response.closed && response.write(Buffer.alloc(16_384, 0x30)));
      };
      response.on('drain', more);
      more();
    });
    await expect(request(url)).rejects.toMatchObject(failure(/longer than 262144 bytes/));
    await left;
  });

  test.each([
    ['no answer comes', () => undefined],
    ['its rest does not come', (response: { write(piece: string): unknown }) => void response.write('0')],
  ])('is given up where %s in time', async (_, answer) => {
    const url = await answering((__, response) => answer(response));
    await expect(requestTimestamp(url, DATA, undefined, { timeMs: 50, bytes: 1000 })).rejects.toMatchObject(
      failure(/did not answer within 0.05 seconds/),
    );
  });

  test('is given up when it is cancelled', async () => {
    const cancel = new AbortController();
    const url = await answering(() => cancel.abort());
    await expect(requestTimestamp(url, DATA, cancel.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(requestTimestamp(url, DATA, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('is none where no server is', async () => {
    const { url, close } = await startServer((_, response) => response.end());
    await close();
    await expect(request(url)).rejects.toMatchObject(failure(/cannot be reached: .*ECONNREFUSED/));
  });

  test.each(['', 'tsa.example', 'ftp://tsa.example/', 'file:///etc/passwd'])('is not asked of «%s»', async (server) => {
    await expect(request(server)).rejects.toMatchObject({ code: 'TIMESTAMP_FAILED', message: expect.stringMatching(/is not the address/) });
  });
});

describe('a token', () => {
  const check = (bytes = token, data = DATA): Promise<TimestampCheck> => checkTimestamp(bytes, data);

  test('says by whom it is, with the hash of that certificate', async () => {
    expect(await check()).toMatchObject({ ok: true, authority: AUTHORITY_NAME, certificateSha256: sha256(der('tsa.pem')) });
    expect(opensslAccepts(token, DATA, authority.caFile)).toBe(true);
  });

  test.each([
    ['rsa:2048', 'sha256', 'sha512'],
    ['rsa:2048', 'sha384', 'sha256'],
    ['rsa:2048', 'sha512', 'sha256'],
    ['P-256', 'sha256', 'sha256'],
    ['P-384', 'sha384', 'sha384'],
    ['P-521', 'sha512', 'sha256'],
  ] as const)('is read with a key %s, a signature of %s and an imprint of %s', async (key, digest, imprint) => {
    const other = timestampAuthority({ key, digest });
    const bytes = tokenOf(other, DATA, imprint);
    expect(opensslAccepts(bytes, DATA, other.caFile)).toBe(true);
    expect(await check(bytes)).toMatchObject({ ok: true, authority: AUTHORITY_NAME });
    expect(await check(bytes, OTHER)).toMatchObject({ ok: false, reason: expect.stringMatching(/other bytes/) });
    // The last byte is the signature's.
    expect(await check(flipped(bytes, bytes.length - 1))).toMatchObject({ ok: false });
  });

  test('is read with a PSS signature, and with its certificate named by its key', async () => {
    const pss = signedAnew(authority, token, 'tsa', ['-cades', '-md', 'sha384', '-keyopt', 'rsa_padding_mode:pss']);
    expect(await check(pss)).toMatchObject({ ok: true });
    expect(await check(signedAnew(authority, token, 'tsa', ['-cades', '-keyid']))).toMatchObject({ ok: true });
  });

  test('of other bytes says of when and whom it is all the same', async () => {
    const { reason, ok, ...said } = await check(token, OTHER);
    expect(ok).toBe(false);
    expect(reason).toMatch(/other bytes/);
    expect(await check()).toMatchObject(said);
  });

  test('with any byte changed is no longer ok, but for the certificates above its own', async () => {
    const intact = await check();
    const [own, root] = [der('tsa.pem'), der('ca.pem')];
    const [fromOwn, fromRoot] = [token.indexOf(own), token.indexOf(root)];
    const within = (at: number, from: number, bytes: Buffer): boolean => at >= from && at < from + bytes.length;
    expect(Math.min(fromOwn, fromRoot)).toBeGreaterThan(0);
    const unnoticed: number[] = [];
    for (let at = 0; at < token.length; at++) {
      const inRoot = within(at, fromRoot, root);
      // Certificates are long: of their bytes a sample.
      if ((inRoot || within(at, fromOwn, own)) && at % 11 !== 0) continue;
      const found = await check(flipped(token, at));
      if (found.ok && !inRoot) unnoticed.push(at);
      // No signature covers the root: it may change, and nothing that is said may.
      if (found.ok) expect(found).toEqual(intact);
    }
    expect(unnoticed).toEqual([]);
  });

  test('cut short or followed by more is none', async () => {
    for (let length = 0; length < token.length; length += 97) {
      expect(await check(token.subarray(0, length))).toMatchObject({ ok: false, at: null });
    }
    expect(await check(Buffer.concat([token, Buffer.from([0])]))).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/cannot be read/),
    });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('not a time stamp')],
    ['zeros', Buffer.alloc(5000)],
    ['deep nesting', Buffer.alloc(100_000, 0x30)],
    ['open lengths', Buffer.alloc(100_000, Buffer.from([0x30, 0x80]))],
    ['a length over all bounds', Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff])],
  ])('is not made of %s, which is said and not thrown', async (_, bytes) => {
    expect(await check(bytes)).toEqual({
      at: null,
      accuracyMs: null,
      authority: '',
      certificateSha256: null,
      serial: '',
      ok: false,
      reason: expect.stringMatching(/^it cannot be read as a time stamp: ./),
    });
  });

  test('that signs something else than a time stamp is none', async () => {
    const signed = ['cms', '-sign', '-nodetach', '-binary', '-outform', 'DER', '-signer', 'tsa.pem', '-inkey', 'tsa.key'];
    const found = await check(openssl(authority.folder, signed, DATA));
    expect(found).toMatchObject({ ok: false, reason: expect.stringMatching(/no time stamp/) });
  });

  test('without its certificate is not ok', async () => {
    const found = await check(signedAnew(authority, token, 'tsa', ['-cades', '-nocerts']));
    expect(found).toMatchObject({ ok: false, authority: '', certificateSha256: null, reason: expect.stringMatching(/not in it/) });
  });

  test('that does not say which certificate it was made with is not ok, for openssl neither', async () => {
    const bytes = signedAnew(authority, token, 'tsa', []);
    expect(opensslAccepts(bytes, DATA, authority.caFile)).toBe(false);
    expect(await check(bytes)).toMatchObject({ ok: false, reason: expect.stringMatching(/does not say which certificate/) });
  });

  test('with another certificate of the same key, name and number in place of its own is not ok', async () => {
    const { folder } = authority;
    const number = openssl(folder, ['x509', '-in', 'tsa.pem', '-noout', '-serial']).toString().trim().replace('serial=', '0x');
    writeFileSync(join(folder, 'twin.ext'), 'keyUsage = critical, nonRepudiation\nextendedKeyUsage = critical, timeStamping\n');
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-days', '20', '-extfile', 'twin.ext', '-set_serial', number];
    openssl(folder, ['x509', '-req', '-in', 'tsa.csr', ...by, '-out', 'twin.pem']);
    const own = der('tsa.pem');
    const bytes = signedAnew(authority, token, 'tsa');
    // Both are as long, but for the signature of the root's elliptic curve: which changes from one making to the next.
    let twin = der('twin.pem');
    for (let tries = 0; twin.length !== own.length && tries < 100; tries++) {
      openssl(folder, ['x509', '-req', '-in', 'tsa.csr', ...by, '-out', 'twin.pem']);
      twin = der('twin.pem');
    }
    expect(twin).toHaveLength(own.length);
    const changed = Buffer.from(bytes);
    twin.copy(changed, bytes.indexOf(own));
    expect(await check(bytes)).toMatchObject({ ok: true });
    expect(await check(changed)).toMatchObject({ ok: false, reason: expect.stringMatching(/another certificate than the one in it/) });
  });

  test.each([
    ['without a use', ''],
    ['for something else', 'extendedKeyUsage = critical, emailProtection'],
    ['for time stamps among others', 'extendedKeyUsage = critical, timeStamping, codeSigning'],
    ['for time stamps, not critical', 'extendedKeyUsage = timeStamping'],
  ])('by a certificate %s is not ok', async (_, usage) => {
    issue(authority, 'unfit', { usage });
    const found = await check(signedAnew(authority, token, 'unfit'));
    expect(found).toMatchObject({ ok: false, authority: AUTHORITY_NAME, reason: expect.stringMatching(/not one for time stamps/) });
  });

  test('by a certificate that had expired is not ok', async () => {
    issue(authority, 'expired', { days: -1 });
    const found = await check(signedAnew(authority, token, 'expired'));
    expect(found).toMatchObject({ ok: false, authority: AUTHORITY_NAME, reason: expect.stringMatching(/not valid at the time/) });
  });

  test('signed or made with SHA-1 is not ok', async () => {
    const found = await check(signedAnew(authority, token, 'tsa', ['-cades', '-md', 'sha1']));
    expect(found).toMatchObject({ ok: false, reason: expect.stringMatching(/signed with another hash/) });
    const sha1 = tokenOf(timestampAuthority({ takes: 'sha1' }), DATA, 'sha1');
    expect(await check(sha1)).toMatchObject({ ok: false, reason: expect.stringMatching(/imprint is made with another hash/) });
  });
});
