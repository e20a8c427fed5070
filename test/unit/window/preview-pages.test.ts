// Where previews stand: one address for each window, which cannot be guessed, and nothing after the case or the window is closed.
import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { expect, test } from 'vitest';
import { PreviewPages } from '../../../src/main/window/preview-pages.ts';

/** What a window's contents are here: frames with their addresses, and how often each was loaded again. */
function contents(...urls: string[]) {
  const frames = urls.map((url) => ({ url, loads: 0, reload: (): boolean => true }));
  for (const frame of frames) frame.reload = () => Boolean(++frame.loads);
  const emitter = Object.assign(new EventEmitter(), { mainFrame: { frames } });
  return { window: emitter as unknown as WebContents, frames, destroy: () => emitter.emit('destroyed') };
}

test('the newest text of each window, at an address of its own', () => {
  const pages = new PreviewPages();
  const [one, two] = [contents(), contents()];
  const first = pages.show(one.window, 'one');
  const second = pages.show(two.window, 'two');
  expect(first).toMatch(/^app:\/\/report-preview\/[0-9a-f-]{36}$/);
  expect(second).not.toBe(first);
  expect([pages.at(first), pages.at(`${second}#section-case`), pages.at(`${first}x`)]).toEqual(['one', 'two', null]);
  expect(pages.show(one.window, 'newer')).toBe(first);
  expect(pages.at(first)).toBe('newer');
  one.destroy();
  expect([pages.at(first), pages.at(second)]).toEqual([null, 'two']);
  pages.clear();
  expect(pages.at(second)).toBe('');
});

test('links lead to anchors of the preview, and nowhere else', () => {
  const pages = new PreviewPages();
  const { window } = contents();
  const at = pages.show(
    window,
    `<a class="x" href="#exhibit-1">1</a><a href="https://example.org/">2</a><A HREF='//x'>3</a><a id=a href=app:x>4</a><svg><a xlink:href="x" href="#b">5</a></svg> href="https://example.org/"`,
  );
  expect(pages.at(at)).toBe(
    `<a class="x" href="#exhibit-1">1</a><a>2</a><A>3</a><a id=a>4</a><svg><a href="#b">5</a></svg> href="https://example.org/"`,
  );
});

test('a frame that a link led elsewhere does not hold its preview any more', () => {
  const pages = new PreviewPages();
  const { window, frames } = contents('');
  const address = pages.show(window, 'a');
  // Not before it was fetched.
  expect(pages.holds(window)).toBe(false);
  expect(pages.at(address)).toBe('a');
  const at = (url: string): boolean => {
    Object.assign(frames[0] as object, { url });
    return pages.holds(window);
  };
  expect([`${address}#section-case`, 'https://example.org/', 'app://report-preview/other', address].map(at)).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test('the frame that shows it is loaded again, no other', () => {
  const pages = new PreviewPages();
  const { window, frames } = contents('', 'app://report-preview/other');
  const address = pages.show(window, 'a');
  Object.assign(frames[0] as object, { url: `${address}#section-case` });
  pages.show(window, 'b');
  expect(frames.map(({ loads }) => loads)).toEqual([1, 0]);
});
