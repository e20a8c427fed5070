// Installs the locked packages when node_modules is missing or belongs to another package-lock.json. No package's scripts are run.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isProgram, root } from './root.mjs';
import { program, step } from './step.mjs';

const lockfile = path.join(root, 'package-lock.json');
const stamp = path.join(root, 'node_modules/.trailcase-lock');

/** True when npm's own note of what it installed equals the lockfile: somebody ran `npm ci` by hand. */
function installedByHand() {
  const note = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(note)) return false;
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages;
  const { packages } = JSON.parse(readFileSync(lockfile, 'utf8'));
  return Object.entries(packages).every(
    ([place, wanted]) => place === '' || (installed[place] ? installed[place].integrity === wanted.integrity : wanted.optional === true),
  );
}

export function install() {
  const hash = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  if (!installedByHand()) {
    process.stderr.write('Installing the locked packages (npm ci --ignore-scripts) …\n');
    step('npm ci', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true });
  }
  writeFileSync(stamp, hash);
}

if (isProgram(import.meta.url)) await program(install);
