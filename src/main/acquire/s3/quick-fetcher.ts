// Fetches objects as listed without AWS's SDK, which takes longer to load than hundreds of small objects to fetch. It knows how the SDK asked for another
// object of the same bucket, and no more: with the first answer that is not as expected it is over, and the SDK does the rest.
import type { Credentials } from './credentials.ts';
import type { Order } from './fetch-worker.ts';
import { type Fetched, fetchedAsListed, SPOOLED } from './fetched.ts';
import { AT_ONCE, DirectTransport } from './object-transport.ts';
import { PlainGets, type QuickWay } from './plain-get.ts';
import { type Request, requestOf } from './request-log.ts';

/** Nobody has asked for fewer requests yet: who does so ends it. */
const UNHINDERED = {
  acquireInitialRetryToken: async () => null,
  recordSuccess: () => {},
  refreshRetryTokenForRetry: async () => null,
};

export class QuickFetcher {
  private readonly bucket: string;
  private readonly transport = new DirectTransport(AT_ONCE);
  private readonly gets: PlainGets;
  private readonly note: (request: Request) => void;
  private over = false;

  constructor(way: QuickWay, note: (request: Request) => void, ask: () => Promise<Credentials>) {
    this.bucket = way.bucket;
    this.note = note;
    // Many may want them at the same time.
    let asked: Promise<Credentials> | null = null;
    const credentials = (): Promise<Credentials> => {
      asked ??= ask().finally(() => {
        asked = null;
      });
      return asked;
    };
    this.gets = new PlainGets({ strategy: async () => UNHINDERED, credentials, clockOffset: () => way.clockOffset }, this.transport);
    this.gets.take(way);
  }

  /** Null where the SDK is to be asked. */
  async fetch({ bucket, version, file }: Order): Promise<Fetched | null> {
    const { key, etag, current } = version;
    if (this.over || bucket !== this.bucket || file !== null || !current || etag === '') return null;
    const told = (sent: Parameters<typeof requestOf>[2]): void => this.note(requestOf('s3', 'GET', sent));
    // Whatever it is, the other way says it better.
    const fetched = await this.gets.get(bucket, key, etag, SPOOLED, told).then(
      (answer) => answer && fetchedAsListed(version, answer),
      () => null,
    );
    if (fetched === null) this.over = true;
    return fetched;
  }

  /** Breaks off what is under way. */
  close(): void {
    this.over = true;
    this.transport.close();
  }
}
