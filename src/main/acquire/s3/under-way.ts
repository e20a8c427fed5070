// What is under way of a connection, so that it can be ended: requests are broken off and noted as such; whoever waits for anything else, as the SDK does
// before it asks again, is not waited for, since nothing wakes it.
import { TrailcaseError } from '../../../shared/errors.ts';

export class UnderWay {
  private readonly closing = new AbortController();
  private readonly requests = new Set<Promise<unknown>>();
  private readonly waiting = new Set<(error: Error) => void>();

  get closed(): boolean {
    return this.closing.signal.aborted;
  }

  /** For what may be woken. */
  get signal(): AbortSignal {
    return this.closing.signal;
  }

  /** Keeps a request until it is answered or has failed, and that is noted. */
  request<T>(request: Promise<T>): Promise<T> {
    this.requests.add(request);
    const done = (): void => void this.requests.delete(request);
    request.then(done, done);
    return request;
  }

  /** Errors: CANCELLED once it is closed, those of the work. */
  unlessClosed<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((done, failed) => {
      if (this.closed) return failed(cancelled());
      this.waiting.add(failed);
      const over = (): void => void this.waiting.delete(failed);
      work().then(done, failed).then(over, over);
    });
  }

  /** @param breakOff has the requests fail */
  close(breakOff: () => void): void {
    if (this.closed) return;
    this.closing.abort();
    breakOff();
    void Promise.allSettled(this.requests).then(() => {
      for (const fail of this.waiting) fail(cancelled());
    });
  }
}

export function cancelled(cause?: unknown): TrailcaseError {
  return new TrailcaseError('CANCELLED', 'Cancelled', '', { cause });
}
