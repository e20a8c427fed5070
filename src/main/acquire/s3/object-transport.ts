// How a GET of plain-get.ts travels: by undici, whose client takes half the CPU of node:http for a small answer; through a proxy by the SDK's own transport,
// which knows proxies as the rest of the requests do. An answer is handed on when it is whole.
/// <reference path="./undici-pool.d.ts" />
import type { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Dispatcher } from 'undici';
import Pool from 'undici/lib/dispatcher/pool.js';
import { UNSENT } from './request-log.ts';
import { Sending, sendingBy } from './sending.ts';

/** Requests at a time. */
export const AT_ONCE = 24;

/** As the SDK's steps hand it on. */
export interface SentRequest {
  method: string;
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  query: Record<string, unknown>;
  headers: Record<string, string>;
}

/** A field that came several times is a list. */
export type AnsweredHeaders = Record<string, string | string[] | undefined>;

export interface Answer {
  status: number;
  headers: AnsweredHeaders;
  /** Memory of its own, since it moves to another thread. Null where the status is not 200, or there were more bytes than may be held. */
  bytes: Buffer | null;
}

/** Told of a head as soon as it came; status 0: the request was sent, and none came; UNSENT: it was not sent. Where it fails, so does the request. */
type OnHead = (status: number, headers: AnsweredHeaders) => void;

export interface Transport {
  /**
   * @param query as text; @param most bytes that are held
   * Errors: whatever kept a whole answer from coming.
   */
  send(request: SentRequest, path: string, query: string, headers: Record<string, string>, most: number, onHead: OnHead): Promise<Answer>;
}

/** ms, as the SDK's transport has them: see Connection. */
const CONNECT = 15_000;
const SILENT = 120_000;

export class DirectTransport implements Transport {
  private readonly pools = new Map<string, Pool>();
  private readonly connections: number;
  private closed = false;

  /** @param connections at most, to one host */
  constructor(connections: number) {
    this.connections = connections;
  }

  send(request: SentRequest, path: string, query: string, headers: Record<string, string>, most: number, onHead: OnHead): Promise<Answer> {
    return new Promise((done, failed) => {
      this.poolOf(request).dispatch({ method: 'GET', path: `${path}?${query}`, headers }, new Answering(most, onHead, done, failed));
    });
  }

  /** Breaks off what is under way. */
  close(): void {
    this.closed = true;
    for (const pool of this.pools.values()) void pool.destroy();
    this.pools.clear();
  }

  private poolOf({ protocol, hostname, port }: SentRequest): Pool {
    if (this.closed) throw new Error('closed');
    const origin = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
    const known = this.pools.get(origin);
    if (known) return known;
    // One request at a time on each connection: several took no less CPU, and one that is slow would hold up others.
    const options = {
      connections: this.connections,
      pipelining: 1,
      headersTimeout: SILENT,
      bodyTimeout: SILENT,
      connect: { timeout: CONNECT },
    };
    const pool = new Pool(origin, options);
    this.pools.set(origin, pool);
    return pool;
  }
}

/** Gathers one answer. */
class Gathering {
  status = 0;
  headers: AnsweredHeaders = {};
  private bytes: Buffer | null = null;
  private size = 0;
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** @returns false where its bytes are not wanted */
  begin(status: number, headers: AnsweredHeaders): boolean {
    this.status = status;
    this.headers = headers;
    if (status !== 200) return true;
    const length = Number(headers['content-length'] ?? 0);
    if (!(length <= this.most)) return false;
    this.bytes = Buffer.allocUnsafeSlow(length);
    return true;
  }

  /** @returns false where it is more than may be held */
  add(piece: Uint8Array): boolean {
    if (this.bytes === null) return true;
    const size = this.size + piece.length;
    if (size > this.most) {
      this.bytes = null;
      return false;
    }
    if (size > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(size, this.bytes.length * 2));
      this.bytes.copy(larger, 0, 0, this.size);
      this.bytes = larger;
    }
    this.bytes.set(piece, this.size);
    this.size = size;
    return true;
  }

  answer(): Answer {
    const { status, headers, bytes, size } = this;
    return { status, headers, bytes: bytes === null || size === bytes.length ? bytes : bytes.subarray(0, size) };
  }
}

/** What undici tells of one answer. */
class Answering extends Gathering implements Dispatcher.DispatchHandler {
  private readonly onHead: OnHead;
  private readonly done: (answer: Answer) => void;
  private readonly failed: (error: Error) => void;
  private sent = false;
  private told = false;

  constructor(most: number, onHead: OnHead, done: (answer: Answer) => void, failed: (error: Error) => void) {
    super(most);
    this.onHead = onHead;
    this.done = done;
    this.failed = failed;
  }

  onRequestStart(): void {
    this.sent = true;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: AnsweredHeaders): void {
    // Another answer follows.
    if (status < 200) return;
    this.tell(status, headers);
    if (this.begin(status, headers)) return;
    this.done(this.answer());
    controller.abort(new Error('too large'));
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    if (this.add(piece)) return;
    this.done(this.answer());
    controller.abort(new Error('too large'));
  }

  onResponseEnd(): void {
    this.done(this.answer());
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    try {
      if (!this.told) this.tell(this.sent ? 0 : UNSENT, {});
      this.failed(error);
    } catch (why) {
      this.failed(why as Error);
    }
  }

  /** Once: what cannot be noted is no reason to note it otherwise. */
  private tell(status: number, headers: AnsweredHeaders): void {
    this.told = true;
    this.onHead(status, headers);
  }
}

/** By the transport that the client has. */
export class ClientTransport implements Transport {
  private readonly client: S3Client;

  constructor(client: S3Client) {
    this.client = client;
  }

  async send(
    request: SentRequest,
    path: string,
    _: string,
    headers: Record<string, string>,
    most: number,
    onHead: OnHead,
  ): Promise<Answer> {
    const sent = { ...request, path, headers };
    const sending = new Sending();
    const { response } = (await sendingBy(sending, () => this.client.config.requestHandler.handle(sent as never)).catch((error) => {
      if (sending.status !== null) onHead(sending.status, {});
      throw error;
    })) as {
      response: { statusCode: number; headers: AnsweredHeaders; body: Readable };
    };
    const { statusCode, headers: answered, body } = response;
    onHead(statusCode, answered);
    const gathering = new Gathering(most);
    if (!gathering.begin(statusCode, answered)) body.destroy();
    // To leave the loop destroys the body.
    else for await (const piece of body) if (!gathering.add(piece as Uint8Array)) break;
    return gathering.answer();
  }
}

/** Whether requests go through a proxy: one that was chosen, or one that the environment names, whatever it is for. */
export function hasProxy(chosen: string | undefined, env: NodeJS.ProcessEnv): boolean {
  return chosen !== undefined || ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'].some((name) => (env[name] ?? '') !== '');
}
