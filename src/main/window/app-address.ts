// Addresses of the app:// protocol: which are ours, which file each of them names, and where previews of reports stand.
import path from 'node:path';

export const SCHEME = 'app';
export const APP_ORIGIN = `${SCHEME}://trailcase`;
export const APP_PAGE = `${APP_ORIGIN}/index.html`;

/** Whether an address belongs to the window's own page. */
export function isOurs(address: string): boolean {
  return originOf(address) === APP_ORIGIN;
}

/** Empty for what is no address. */
function originOf(address: string): string {
  try {
    const { protocol, host } = new URL(address);
    return `${protocol}//${host}`;
  } catch {
    return '';
  }
}

/** Another origin than the window's: what is shown there can never be taken for the window. */
export const PREVIEW_ORIGIN = `${SCHEME}://report-preview`;

/** Whether an address is that of a report's preview, which may stand in a frame of the window and nowhere else. */
export function isPreview(address: string): boolean {
  return originOf(address) === PREVIEW_ORIGIN;
}

/** The file below `folder` that an address of ours names; null for another host or a path that leads outside. */
export function servedFile(folder: string, address: string): string | null {
  if (!isOurs(address)) return null;
  try {
    const inside = path.resolve(folder);
    const file = path.resolve(inside, `.${path.posix.normalize(decodeURIComponent(new URL(address).pathname))}`);
    return file.startsWith(inside + path.sep) && !file.includes('\0') ? file : null;
  } catch {
    return null;
  }
}
