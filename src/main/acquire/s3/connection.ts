// The way to AWS: clients of its services by the examiner's choice, with every request noted. Towards a bucket nothing but reading passes, whatever
// is asked; credentials that expire are asked for anew, and what waited for them goes on.
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { type GetObjectCommandOutput, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { TrailcaseError } from '../../../shared/errors.ts';
import type { S3Access } from '../../../shared/s3.ts';
import { VERSION } from '../../version.ts';
import { CredentialSource, type Credentials, type Provider } from './credentials.ts';
import { type Asked, asFailure, hasNoCredentials, headerOf, isExpired, messageOf, nameOf, statusOf } from './failures.ts';
import { AT_ONCE, ClientTransport, DirectTransport, hasProxy } from './object-transport.ts';
import { pause } from './pause.ts';
import { PlainGets, type QuickWay, type Sent } from './plain-get.ts';
import { takeVersions } from './quick-list.ts';
import { type RequestLog, requestOf } from './request-log.ts';
import { Sending, sendingBy } from './sending.ts';
import { cancelled, UnderWay } from './under-way.ts';

/** Where nothing says which region: S3 then names the right one. */
const ANY_REGION = 'us-east-1';

/** Tries of one request, where the SDK's variable does not say otherwise. */
const ATTEMPTS = 8;

/** ms between two looks whether credentials were renewed. */
const LOOK_EVERY = 5000;
const PATIENCE_SECONDS = 900;

export interface ConnectionOptions {
  /** RestoreObject may pass. */
  mayRestore?: boolean;
  /** Seconds that are waited for the renewal of expired credentials. */
  renewalPatience?: number | undefined;
  /** Called while they are waited for, and with null when it goes on. */
  onWaiting?: (words: string | null) => void;
  signal?: AbortSignal | undefined;
  /** Gives credentials in the place of the chain. @param renew those given before are not accepted any more */
  credentials?: (renew: boolean) => Promise<Credentials>;
}

interface Identity {
  arn: string;
  account: string;
  userId: string;
}

type Clients = ReturnType<Connection['makeClients']>;

/** A service that only some work needs; what may be asked of it is guarded by whoever makes its client. */
export interface Service<C extends { middlewareStack: unknown }> {
  name: string;
  make(common: ReturnType<Connection['common']>): C;
}

export class Connection {
  readonly log: Pick<RequestLog, 'note'>;
  readonly access: S3Access;
  /** Of the bucket, once it was asked. */
  region: string | null = null;
  private readonly options: ConnectionOptions;
  private clients: Clients;
  private readonly source: CredentialSource;
  private provider: Provider;
  private readonly agents: { http: HttpAgent; https: HttpsAgent };
  /** For objects on the quick way; null where requests go through a proxy. */
  private readonly direct: DirectTransport | null;
  /** Once it is closed nothing is sent any more, not even again. */
  private readonly underWay = new UnderWay();
  private unnoted: unknown = null;
  /** Counts the clients made; a request knows by it whether others were made since it was sent. */
  private turn = 0;
  /** How often credentials had expired with nothing in between that worked, and for how long. */
  private refused = 0;
  private waited = 0;
  private worked = false;
  private renewing: Promise<void> | null = null;

  constructor(access: S3Access, log: Pick<RequestLog, 'note'>, options: ConnectionOptions = {}) {
    this.access = access;
    this.log = log;
    this.options = options;
    const proxyEnv = access.proxy === undefined ? process.env : { HTTP_PROXY: access.proxy, HTTPS_PROXY: access.proxy };
    const common = { keepAlive: true, maxSockets: AT_ONCE, proxyEnv };
    this.agents = { http: new HttpAgent(common), https: new HttpsAgent(common) };
    this.direct = hasProxy(access.proxy, process.env) ? null : new DirectTransport(AT_ONCE);
    this.source = new CredentialSource(access, options.credentials);
    this.provider = this.source.provider();
    this.clients = this.makeClients(access.region ?? null);
    // What is under way breaks off, and nothing new begins: see watch.
    options.signal?.addEventListener('abort', this.close);
  }

  /** Ends what is under way. */
  readonly close = (): void => {
    this.options.signal?.removeEventListener('abort', this.close);
    this.underWay.close(() => {
      this.agents.http.destroy();
      this.agents.https.destroy();
      this.direct?.close();
    });
  };

  /** The same for all services. */
  common(region: string | null) {
    const { profile, anonymous } = this.access;
    return {
      ...(region !== null && { region }),
      ...(profile !== undefined && { profile }),
      // Without credentials nothing is signed, but something has to be there.
      credentials: anonymous ? { accessKeyId: '', secretAccessKey: '' } : this.provider,
      customUserAgent: `trailcase/${VERSION}`,
      retryMode: 'adaptive',
      maxAttempts: Number(process.env.AWS_MAX_ATTEMPTS) || ATTEMPTS,
      requestHandler: { httpAgent: this.agents.http, httpsAgent: this.agents.https, connectionTimeout: 15_000, socketTimeout: 120_000 },
    };
  }

  private makeClients(region: string | null) {
    const { endpoint, pathStyle, anonymous } = this.access;
    const s3 = new S3Client({
      ...this.common(region),
      ...(endpoint !== undefined && { endpoint }),
      ...(pathStyle && { forcePathStyle: true }),
      ...(anonymous && { signer: { sign: async (request) => request } }),
      // Checked here, since what does not agree is evidence, too, and the SDK would throw it away.
      responseChecksumValidation: 'WHEN_REQUIRED',
      // What a request goes through is put together once for each kind of them, not for each request: a quarter of its cost.
      cacheMiddleware: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
    const means = {
      strategy: () => s3.config.retryStrategy() as Promise<never>,
      credentials: () => s3.config.credentials(),
      clockOffset: () => s3.config.systemClockOffset,
    };
    const transport = this.direct ?? new ClientTransport(s3);
    const gets = new PlainGets(means, { send: (...request) => this.underWay.request(transport.send(...request)) });
    this.watch(s3, 's3', gets);
    const sts = new STSClient({ ...this.common(region ?? ANY_REGION) });
    this.watch(sts, 'sts');
    return { s3, gets, sts, cloudtrail: new Map<string, CloudTrailClient>(), others: new Map<string, unknown>(), region };
  }

  private cloudtrail(region: string): CloudTrailClient {
    const known = this.clients.cloudtrail.get(region);
    if (known) return known;
    const client = new CloudTrailClient({ ...this.common(region) });
    this.watch(client, 'cloudtrail');
    this.clients.cloudtrail.set(region, client);
    return client;
  }

  private other<C extends { middlewareStack: unknown }>(service: Service<C>): C {
    const known = this.clients.others.get(service.name) as C | undefined;
    if (known) return known;
    const client = service.make(this.common(this.clients.region));
    this.watch(client, service.name);
    this.clients.others.set(service.name, client);
    return client;
  }

  get signal(): AbortSignal | undefined {
    return this.options.signal;
  }

  onWaiting(words: string | null): void {
    this.options.onWaiting?.(words);
  }

  /** Another one to the same service, as the same person: buckets may be in different regions. */
  another(): Connection {
    return new Connection(this.access, this.log, { ...this.options, credentials: (renew) => this.credentialsNow(renew) });
  }

  /** What a thread needs to fetch in the place of this, from this bucket above all: no credentials, which it asks for. */
  forThread(bucket: string): { access: S3Access; renewalPatience: number | undefined; quick: QuickWay | null } {
    const { profile, anonymous, endpoint, pathStyle, proxy, requesterPays } = this.access;
    const access = { profile, anonymous, endpoint, pathStyle, proxy, requesterPays, region: this.clients.region ?? undefined };
    const quick = this.direct === null ? null : this.clients.gets.wayTo(bucket);
    return { access, renewalPatience: this.options.renewalPatience, quick };
  }

  /** @param renew those given before are not accepted any more: they are looked for anew */
  async credentialsNow(renew: boolean): Promise<Credentials> {
    if (renew) {
      this.provider = this.source.provider();
      this.inRegion(this.clients.region ?? ANY_REGION);
    }
    return await this.provider();
  }

  /** Notes each request of a client, retries too, and lets nothing pass to S3 that could change a bucket. */
  private watch(client: { middlewareStack: unknown }, service: string, gets?: PlainGets): void {
    const { options, access } = this;
    // biome-ignore lint/suspicious/noExplicitAny: the stacks of clients differ in types that are of no matter here.
    const stack = client.middlewareStack as any;
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    const noting = async (next: any, context: any, args: any) => {
      this.goOn();
      const { method, query = {}, path = '' } = args.request;
      const operation = String(context.commandName ?? '').replace(/Command$/, '');
      const isRestore = method === 'POST' && 'restore' in query && options.mayRestore === true;
      if (service === 's3' && method !== 'GET' && method !== 'HEAD' && !isRestore)
        throw new TrailcaseError('INTERNAL', `A request that is no reading was about to be sent: ${method} ${operation}`);
      const sending = new Sending();
      const answer = await sendingBy<Awaited<ReturnType<typeof next>>>(sending, () => next(args)).catch((error: unknown) => {
        if (sending.status !== null) this.note(service, method, { operation, status: sending.status, headers: {}, path });
        throw error;
      });
      const { statusCode: status, headers = {} } = answer.response ?? {};
      this.note(service, method, { operation, status, headers, path });
      if (service === 's3') await takeVersions(operation, args.input, answer.response);
      if (operation === 'GetObject' && status === 200) gets?.learn(args.input.Bucket, args.input.Key, args.request);
      return answer;
    };
    stack.add(
      // biome-ignore lint/suspicious/noExplicitAny: as above.
      (next: any, context: any) => (args: any) => this.underWay.request(noting(next, context, args)),
      { step: 'deserialize', priority: 'low', name: 'trailcaseRequests' },
    );
    if (service !== 's3') return;
    stack.add(
      // biome-ignore lint/suspicious/noExplicitAny: as above.
      (next: any, context: any) => (args: any) => {
        if (access.requesterPays) args.request.headers['x-amz-request-payer'] = 'requester';
        if (context.commandName === 'GetObjectCommand') args.request.headers['x-amz-checksum-mode'] = 'ENABLED';
        return next(args);
      },
      { step: 'build', name: 'trailcaseHeaders' },
    );
  }

  private note(service: string, method: string, { operation, status, headers, path }: Sent): void {
    try {
      this.log.note(requestOf(service, method, { operation, status, headers, path }));
    } catch (error) {
      this.unnoted = error;
      throw error;
    }
  }

  /** A current object of at most so many bytes as it was listed, on the quick way; null where `s3` is to be asked for it instead. Errors: CANCELLED. */
  async plainGet(bucket: string, key: string, etag: string, most: number): Promise<GetObjectCommandOutput | null> {
    this.goOn();
    try {
      const get = () => this.clients.gets.get(bucket, key, etag, most, (sent) => this.note('s3', 'GET', sent));
      const answer = await this.underWay.unlessClosed(get);
      if (answer !== null) this.hasWorked();
      return answer;
    } catch {
      // Whatever it is, the other way says it better.
      return null;
    }
  }

  /** Errors: CANCELLED, and why requests cannot be noted: then none is sent any more. */
  private goOn(): void {
    if (this.unnoted !== null) throw this.unnoted;
    if (this.underWay.closed || this.options.signal?.aborted) throw cancelled();
  }

  private hasWorked(): void {
    this.worked = true;
    this.refused = 0;
    this.waited = 0;
  }

  /**
   * Sends one request to S3. Errors: those of the service as the SDK throws them, but for expired credentials: these are renewed; CANCELLED.
   * @param send is called again after a renewal
   */
  s3<T>(send: (client: S3Client) => Promise<T>): Promise<T> {
    return this.renewable(() => send(this.clients.s3));
  }

  cloudTrailIn<T>(region: string, send: (client: CloudTrailClient) => Promise<T>): Promise<T> {
    return this.renewable(() => send(this.cloudtrail(region)));
  }

  /** The same for any other service. */
  ask<C extends { middlewareStack: unknown }, T>(service: Service<C>, send: (client: C) => Promise<T>): Promise<T> {
    return this.renewable(() => send(this.other(service)));
  }

  private async renewable<T>(send: () => Promise<T>): Promise<T> {
    for (;;) {
      const { turn } = this;
      try {
        const answer = await this.underWay.unlessClosed(send);
        this.hasWorked();
        return answer;
      } catch (error) {
        if (this.underWay.closed || this.options.signal?.aborted) throw cancelled(error);
        const missing = /Region is missing/.test(messageOf(error));
        if (missing && this.clients.region === null) this.inRegion(ANY_REGION);
        else if (isExpired(error) || (this.worked && hasNoCredentials(error))) await this.renewed(turn, error);
        else throw error;
      }
    }
  }

  private inRegion(region: string): void {
    // The former ones are left to what is under way with them: all share their sockets.
    this.clients = this.makeClients(region);
    this.turn++;
  }

  /** Once for all that were refused. Errors: S3_CREDENTIALS_EXPIRED. */
  private renewed(turn: number, error: unknown): Promise<void> {
    if (turn !== this.turn) return Promise.resolve();
    this.renewing ??= this.renew(error).finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  /** Makes clients whose credentials are looked for anew; the second time in a row, after a while. */
  private async renew(error: unknown): Promise<void> {
    const { renewalPatience = PATIENCE_SECONDS, onWaiting } = this.options;
    if (this.refused > 0) {
      if (this.waited >= renewalPatience * 1000) throw asFailure(error, { action: '', resource: '' });
      onWaiting?.('The credentials have expired: renew them, and the import goes on');
      const wait = Math.min(LOOK_EVERY, renewalPatience * 1000 - this.waited);
      this.waited += wait;
      await pause(wait, this.underWay.signal);
      onWaiting?.(null);
      this.goOn();
    }
    this.refused++;
    this.provider = this.source.provider();
    this.inRegion(this.clients.region ?? ANY_REGION);
  }

  /** Finds out where the bucket is. Errors: S3_BUCKET_MISSING and others; a refusal is none, since it says where all the same. */
  async findBucket(bucket: string): Promise<void> {
    const asked: Asked = { action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}`, access: this.access };
    let region: string | undefined;
    try {
      ({ BucketRegion: region } = await this.s3((client) => client.send(new HeadBucketCommand({ Bucket: bucket }))));
    } catch (error) {
      region = headerOf(error, 'x-amz-bucket-region');
      const status = statusOf(error);
      // The answer to HEAD has no words: what else is wrong the first listing says better.
      if (status === 404 || nameOf(error) === 'NotFound') {
        throw new TrailcaseError('S3_BUCKET_MISSING', `There is no such bucket: ${bucket}`, 'Check its name, and the account.', {
          cause: error,
        });
      }
      if (region === undefined && status !== 403 && status !== 400) throw asFailure(error, asked);
    }
    if (region === undefined) return;
    this.region = region;
    const used = await this.clients.s3.config.region();
    if (used !== region) this.inRegion(region);
  }

  /** Whether a service beside S3 is asked: a server of someone else's that speaks S3 has nothing to do with AWS's, unless its address is set, too. */
  mayAskAws(service: 'STS' | 'CLOUDTRAIL' | 'ATHENA'): boolean {
    return this.access.endpoint === undefined || (process.env[`AWS_ENDPOINT_URL_${service}`] ?? process.env.AWS_ENDPOINT_URL) !== undefined;
  }

  /** The region that the examiner named or configured; null where there is none. */
  async usualRegion(): Promise<string | null> {
    try {
      // As the SDK finds it: it fails where there is none.
      return await this.clients.s3.config.region();
    } catch {
      return null;
    }
  }

  /** Who asks, as STS says; null where it is not asked or does not answer. A server of someone else's has nothing to do with STS. */
  async identity(): Promise<Identity | null> {
    if (this.access.anonymous || !this.mayAskAws('STS')) return null;
    try {
      const { Arn = '', Account = '', UserId = '' } = await this.renewable(() => this.clients.sts.send(new GetCallerIdentityCommand({})));
      return Arn === '' ? null : { arn: Arn, account: Account, userId: UserId };
    } catch (error) {
      const failure = asFailure(error, { action: 'sts:GetCallerIdentity', resource: '*' });
      // Without credentials nothing else would work either; that STS may not be asked stands in the way of nothing.
      if (['S3_CREDENTIALS', 'S3_CREDENTIALS_EXPIRED', 'S3_CLOCK_SKEW', 'CANCELLED'].includes(failure.code)) throw failure;
      return null;
    }
  }
}
