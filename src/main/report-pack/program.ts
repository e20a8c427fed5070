// The script that checks a pack: a file of the source tree, which the build copies beside the programs.
import { readFileSync } from 'node:fs';

/** Beside this file, or in out/main/report-pack: electron.vite.config.ts copies it there. */
const FOLDER = import.meta.url.endsWith('.ts') ? '.' : './report-pack';

export function checkScript(): Buffer {
  return readFileSync(new URL(`${FOLDER}/check.sh`, import.meta.url));
}
