// The script that checks a case without Trailcase, and its SQL: files of the source tree, which the build copies beside the programs.
import { readdirSync, readFileSync } from 'node:fs';

/** Beside this file, or in out/main/proof: electron.vite.config.ts copies them there. */
const FOLDER = import.meta.url.endsWith('.ts') ? '.' : './proof';

const fileOf = (name: string): URL => new URL(`${FOLDER}/${name}`, import.meta.url);

/** Content by name within the folder of a proof. */
export function programFiles(): Map<string, Buffer> {
  const names = ['verify.sh', ...readdirSync(fileOf('sql')).map((name) => `sql/${name}`)];
  return new Map(names.sort().map((name) => [name, readFileSync(fileOf(name))]));
}
