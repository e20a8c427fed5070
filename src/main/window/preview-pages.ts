// Previews of reports, kept in memory while their window is open: each window has one address, and what stands there is its newest preview.
import { randomUUID } from 'node:crypto';
import type { WebContents } from 'electron';
import { PREVIEW_ORIGIN } from './app-address.ts';

interface Page {
  /** Cannot be guessed: a preview shows what the case holds. */
  address: string;
  html: string;
  /** Whether that text was fetched. */
  fetched: boolean;
}

/**
 * Without what would lead out of it: a report has links to its own anchors only, and no other one is to lead anywhere. Of our own markup, in which every
 * `<` and `>` of a text is escaped.
 */
function closed(html: string): string {
  return html.replace(/<(?:a|area)\b[^>]*>/gi, (tag) =>
    tag.replace(/\s(?:xlink:)?href\s*=\s*(?:"(?!#)[^"]*"|'(?!#)[^']*'|[^\s"'>]+)/gi, ''),
  );
}

export class PreviewPages {
  readonly #pages = new Map<WebContents, Page>();

  /** The text that stands at an address; null where no window has it. */
  at(address: string): string | null {
    const [wanted] = address.split(/[?#]/);
    for (const page of this.#pages.values()) {
      if (page.address !== wanted) continue;
      page.fetched = true;
      return page.html;
    }
    return null;
  }

  /** Puts a text where a window's frame shows it; a frame that shows an older one is loaded again, and stays where it was scrolled to. */
  show(window: WebContents, text: string): string {
    const html = closed(text);
    const page = this.#pages.get(window);
    if (page) {
      Object.assign(page, { html, fetched: false });
      for (const frame of window.mainFrame.frames) if (frame.url.split('#')[0] === page.address) frame.reload();
      return page.address;
    }
    const address = `${PREVIEW_ORIGIN}/${randomUUID()}`;
    this.#pages.set(window, { address, html, fetched: false });
    window.once('destroyed', () => this.#pages.delete(window));
    return address;
  }

  /**
   * Whether a window's frame shows its newest preview. A link in it may have led elsewhere, be it only to a page that says that it was refused; and a frame
   * that was made anew may have fetched what stood there before.
   */
  holds(window: WebContents): boolean {
    const page = this.#pages.get(window);
    if (page === undefined) return true;
    // A frame without an address has not been anywhere yet.
    return page.fetched && window.mainFrame.frames.every(({ url }) => url === '' || url.split('#')[0] === page.address);
  }

  /** The case was left: nothing of it stays. */
  clear(): void {
    for (const page of this.#pages.values()) page.html = '';
  }
}
