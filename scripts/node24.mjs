// Finds the Node that runs the engine, the command line and the tests, and, as a program, runs its arguments under it.
// Why: better-sqlite3 13 needs Node-API 10 and the sources need type stripping; the machine's own Node is often older.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import path from 'node:path';
import { isProgram, root } from './root.mjs';

/** First release that runs TypeScript without a flag; it also has Node-API 10. */
const OLDEST = [22, 18];
const exe = process.platform === 'win32' ? 'node.exe' : 'node';

function isNewEnough(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

function fromPackage() {
  // There is no arm64 package for Windows: it runs the x64 binary.
  const arch = process.platform === 'win32' ? 'x64' : process.arch;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    const manifest = createRequire(path.join(root, 'package.json')).resolve(`node-${platform}-${arch}/package.json`);
    const binary = path.join(path.dirname(manifest), 'bin', exe);
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

/** The host's Node, where no package holds one (macOS): the first on PATH that is new enough. */
function fromHost() {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)) {
    const candidate = path.join(folder, exe);
    if (!existsSync(candidate)) continue;
    const answer = spawnSync(candidate, ['--version'], { encoding: 'utf8' });
    if (answer.status === 0 && isNewEnough(answer.stdout.trim())) return candidate;
  }
  return null;
}

/**
 * Absolute path of a Node ≥ 22.18: TRAILCASE_NODE, else the locked package, else this process, else the host's.
 * Throws an Error with `advice` when there is none.
 */
export function nodePath() {
  const given = process.env.TRAILCASE_NODE;
  if (given) {
    if (existsSync(given)) return path.resolve(given);
    throw Object.assign(new Error(`TRAILCASE_NODE names a file that is not there: ${given}.`), {
      advice: 'Unset it, or point it at a Node 24 binary.',
    });
  }
  const own = process.versions.electron === undefined && isNewEnough(process.version) ? process.execPath : null;
  const found = fromPackage() ?? own ?? fromHost();
  if (found) return found;
  throw Object.assign(new Error(`Trailcase needs Node ${OLDEST.join('.')} or newer; this is ${process.version}.`), {
    advice: 'Run `npm ci --ignore-scripts` (it brings Node 24 along on Linux and Windows), or install a newer Node.',
  });
}

if (isProgram(import.meta.url)) {
  let node;
  try {
    node = nodePath();
  } catch (error) {
    process.stderr.write(`${error.message} ${error.advice ?? ''}\n`);
    process.exit(2);
  }
  const ran = spawnSync(node, process.argv.slice(2), { stdio: 'inherit' });
  if (ran.error) process.stderr.write(`${node}: ${ran.error.message}\n`);
  process.exit(ran.status ?? (ran.signal ? 128 + constants.signals[ran.signal] : 2));
}
