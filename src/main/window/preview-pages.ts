// Previews of reports, kept in memory while their window is open: each window has one address, and what stands there is its newest preview.
import { randomUUID } from 'node:crypto';
import type { WebContents } from 'electron';
import { PREVIEW_ORIGIN } from './app-address.ts';

interface Page {
  /** Cannot be guessed: a preview shows what the case holds. */
  address: string;
  html: string;
}

export class PreviewPages {
  readonly #pages = new Map<WebContents, Page>();

  /** The text that stands at an address; null where no window has it. */
  at(address: string): string | null {
    const [wanted] = address.split(/[?#]/);
    for (const page of this.#pages.values()) if (page.address === wanted) return page.html;
    return null;
  }

  /** Puts a text where a window's frame shows it; a frame that shows an older one is loaded again, and stays where it was scrolled to. */
  show(window: WebContents, html: string): string {
    const page = this.#pages.get(window);
    if (page) {
      page.html = html;
      for (const frame of window.mainFrame.frames) if (frame.url.split('#')[0] === page.address) frame.reload();
      return page.address;
    }
    const address = `${PREVIEW_ORIGIN}/${randomUUID()}`;
    this.#pages.set(window, { address, html });
    window.once('destroyed', () => this.#pages.delete(window));
    return address;
  }

  /** The case was left: nothing of it stays. */
  clear(): void {
    for (const page of this.#pages.values()) page.html = '';
  }
}
