// Whether a request left this machine. Of one that failed, its error does not say: the same code stands for a connection that broke off in its making, with
// nothing sent, and for one that broke off later.
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { UNSENT } from './request-log.ts';

/** What became of one try. */
export class Sending {
  private tried = false;
  private connected = false;

  /** The status to note of a try that failed: 0 where the request may have been sent, UNSENT where there was nobody to connect to; null where none was made. */
  get status(): number | null {
    return this.tried ? (this.connected ? 0 : UNSENT) : null;
  }

  take(request: ClientRequest): void {
    this.tried = true;
    const connected = (): void => {
      this.connected = true;
    };
    request.once('socket', (socket) => {
      const { encrypted = false, secureConnecting = false } = socket as Partial<TLSSocket> & { secureConnecting?: boolean };
      // What is written before is kept back until then.
      if (encrypted ? secureConnecting : socket.connecting) socket.once(encrypted ? 'secureConnect' : 'connect', connected);
      else connected();
    });
  }
}

const current = new AsyncLocalStorage<Sending>();
subscribe('http.client.request.created', (message) => current.getStore()?.take((message as { request: ClientRequest }).request));

/** Does what makes one request by node:http, of which `sending` then tells. */
export function sendingBy<T>(sending: Sending, work: () => Promise<T>): Promise<T> {
  return current.run(sending, work);
}
