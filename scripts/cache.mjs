// Where scripts keep what they download: git-ignored in the tree, or TRAILCASE_CACHE, which several clones may share.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

export function cacheFolder(...parts) {
  const folder = path.join(process.env.TRAILCASE_CACHE || path.join(root, '.cache'), ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
