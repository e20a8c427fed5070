// Addresses of the app:// protocol: which are ours, and which file each of them names.
import path from 'node:path';

export const SCHEME = 'app';
const APP_ORIGIN = `${SCHEME}://trailcase`;
export const APP_PAGE = `${APP_ORIGIN}/index.html`;

/** Whether an address belongs to the window's own page. */
export function isOurs(address: string): boolean {
  try {
    const url = new URL(address);
    return `${url.protocol}//${url.host}` === APP_ORIGIN;
  } catch {
    return false;
  }
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
