// Before all end-to-end tests: finds Electron once, and passes its path and the engine's Node on to the tests.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

export default function setup(): void {
  if (!existsSync(path.join(root, 'out/renderer/index.html'))) throw new Error('The app is not built: run `npm run build`.');
  process.env.TRAILCASE_ELECTRON ??= execFileSync(process.execPath, ['scripts/electron.mjs'], { cwd: root, encoding: 'utf8' }).trim();
}
