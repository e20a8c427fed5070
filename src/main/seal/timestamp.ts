// RFC 3161 time stamps: asks a server to state when it had the hash of some bytes. Only the hash leaves this machine.
import { createHash, randomBytes } from 'node:crypto';
import { type BitString, fromBER, Integer, Null, OctetString, Sequence, type Utf8String } from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, PKIStatusInfo, TimeStampReq } from 'pkijs';
import { TrailcaseError } from '../../shared/errors.ts';
import { checkTimestamp } from './timestamp-check.ts';
import { readToken, SHA256 } from './timestamp-token.ts';

export { checkTimestamp, type TimestampCheck } from './timestamp-check.ts';

interface TimestampLimits {
  /** ms, from the request to the last byte of the answer. */
  timeMs: number;
  /** Of the answer. One with a chain of certificates and revocation lists has some ten thousand. */
  bytes: number;
}

const TIMESTAMP_LIMITS: TimestampLimits = { timeMs: 30_000, bytes: 256 * 1024 };

/**
 * Has a server stamp the SHA-256 of these bytes, and checks what it answers.
 * @param server http or https address of an RFC 3161 server
 * @param signal cancels the request
 * @returns the token: DER of the ContentInfo, byte for byte as the server sent it
 * Errors: TIMESTAMP_FAILED; CANCELLED by the signal.
 */
export async function requestTimestamp(
  server: string,
  data: Buffer,
  signal?: AbortSignal,
  limits: TimestampLimits = TIMESTAMP_LIMITS,
): Promise<Buffer> {
  const url = addressOf(server);
  const nonce = randomBytes(8).readBigUInt64BE();
  const answer = await post(url, query(data, nonce), signal, limits);
  const token = tokenOf(url, answer);
  const { ok, reason } = await checkTimestamp(token, data);
  if (!ok) throw failed(url, `of its answer can be said: ${reason}`);
  // Without it, an old answer could be played back.
  if (readToken(token).nonce !== nonce) throw failed(url, 'its answer belongs to another request: the nonce is not the one that was sent');
  return token;
}

function addressOf(server: string): URL {
  const url = URL.canParse(server) ? new URL(server) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new TrailcaseError(
    'TIMESTAMP_FAILED',
    `${server} is not the address of a time stamp server`,
    'Give one that begins with https:// or http://.',
  );
}

function failed(url: URL, what: string, cause?: unknown): TrailcaseError {
  return new TrailcaseError(
    'TIMESTAMP_FAILED',
    `No time stamp from ${url.origin}${url.pathname}: ${what}`,
    'Try again or ask another server; sealing can go on without a time stamp.',
    { cause },
  );
}

/** TimeStampReq, RFC 3161, 2.4.1. */
function query(data: Buffer, nonce: bigint): Uint8Array<ArrayBuffer> {
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256, algorithmParams: new Null() }),
      hashedMessage: new OctetString({ valueHex: createHash('sha256').update(data).digest() }),
    }),
    nonce: Integer.fromBigInt(nonce),
    certReq: true,
  });
  return new Uint8Array(request.toSchema().toBER());
}

/** RFC 3161, 3.4: time stamps over HTTP. */
async function post(url: URL, body: Uint8Array<ArrayBuffer>, signal: AbortSignal | undefined, limits: TimestampLimits): Promise<Buffer> {
  const late = AbortSignal.timeout(limits.timeMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body,
      // Followed, a redirection would become a GET, or take the request to a server that nobody named.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw failed(url, `it answered with HTTP ${response.status}`);
    }
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of response.body ?? []) {
      size += piece.length;
      if (size > limits.bytes) throw failed(url, `its answer is longer than ${limits.bytes} bytes`);
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  } catch (error) {
    if (error instanceof TrailcaseError) throw error;
    if (signal?.aborted) throw new TrailcaseError('CANCELLED', 'The request for a time stamp was cancelled');
    if (late.aborted) throw failed(url, `it did not answer within ${limits.timeMs / 1000} seconds`, error);
    // fetch says «fetch failed»; what happened is the cause.
    const { cause, message } = error as Error;
    throw failed(
      url,
      `it cannot be reached: ${(cause as Error | undefined)?.message || (cause as { code?: string } | undefined)?.code || message}`,
      error,
    );
  }
}

/** TimeStampResp, RFC 3161, 2.4.2: granted (0) or granted with modifications (1), or refused in words and by a bit. */
function tokenOf(url: URL, answer: Buffer): Buffer {
  const { result } = fromBER(Uint8Array.from(answer));
  const [status, token] = result instanceof Sequence ? result.valueBlock.value : [];
  let said: PKIStatusInfo;
  try {
    // The library takes nothing at all for «granted».
    if (!status) throw new Error('no PKIStatusInfo');
    said = new PKIStatusInfo({ schema: status });
  } catch (error) {
    throw failed(url, `its answer of ${answer.length} bytes is none of a time stamp server`, error);
  }
  if (said.status > 1) throw failed(url, `it refused${reasons(said)}`);
  if (!token) throw failed(url, 'it granted one, and sent none');
  return Buffer.from(token.valueBeforeDecodeView);
}

function reasons({ statusStrings, failInfo }: PKIStatusInfo): string {
  const bits = Buffer.from((failInfo as BitString | undefined)?.valueBlock.valueHexView ?? []);
  const named = [...FAILURES].filter(([bit]) => (bits[bit >> 3] ?? 0) & (0x80 >> (bit & 7))).map(([, words]) => words);
  const texts = (statusStrings ?? []).map((text: Utf8String) => text.valueBlock.value.trim());
  return [...texts, ...named].map((text) => `: ${text}`).join('');
}

/** PKIFailureInfo. */
const FAILURES: ReadonlyMap<number, string> = new Map([
  [0, 'it does not take SHA-256'],
  [2, 'it does not take such a request'],
  [5, 'it cannot read the request'],
  [14, 'its clock cannot be relied on now'],
  [15, 'it has no such policy'],
  [16, 'it does not know an extension'],
  [17, 'it does not have what was asked for'],
  [25, 'it has a failure of its own'],
]);
