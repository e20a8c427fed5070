// Builds out/ with electron-vite under Node 24; does nothing when sources, configuration and lockfile are those of the last build.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lock } from './lock.mjs';
import { nodePath } from './node24.mjs';
import { isProgram, root } from './root.mjs';
import { program, step } from './step.mjs';

const out = path.join(root, 'out');
const stamp = path.join(out, '.stamp');
const inputs = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];

function filesBelow(relative) {
  const full = path.join(root, relative);
  if (!existsSync(full)) return [];
  const entries = readdirSync(full, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? filesBelow(`${relative}/${entry.name}`) : [`${relative}/${entry.name}`]));
}

function sourcesHash() {
  const files = inputs.flatMap((input) => (input === 'src' ? filesBelow(input) : [input])).sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const bytes = readFileSync(path.join(root, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

export async function build({ force = false } = {}) {
  const unlock = await lock('build');
  try {
    const hash = sourcesHash();
    if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
    const fresh = path.join(root, '.cache/out-new');
    rmSync(fresh, { recursive: true, force: true });
    const cli = path.join(root, 'node_modules/electron-vite/bin/electron-vite.js');
    step('Build', nodePath(), [cli, 'build', '--logLevel', 'warn'], { env: { NODE_ENV: 'production', TRAILCASE_OUT: fresh } });
    writeFileSync(path.join(fresh, '.stamp'), hash);
    // Swapped in at once: a failed build leaves the last good one, and nobody meets half of one.
    rmSync(`${fresh}-old`, { recursive: true, force: true });
    if (existsSync(out)) renameSync(out, `${fresh}-old`);
    renameSync(fresh, out);
    rmSync(`${fresh}-old`, { recursive: true, force: true });
  } finally {
    unlock();
  }
}

if (isProgram(import.meta.url)) await program(() => build({ force: process.argv.includes('--force') }));
