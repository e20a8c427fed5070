// The libraries that Electron needs on a bare Debian, and what tests need there: installs them as root, elsewhere prints the command.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isProgram } from './root.mjs';
import { program, StepError, step } from './step.mjs';

const PACKAGES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libatk-bridge2.0-0',
  'libcups2',
  'libdrm2',
  'libxkbcommon0',
  'libnotify4',
  'xvfb',
  'xauth',
];

/** What the proof of a case is repeated with: a test does it. */
const PROOF = ['openssl', 'sqlite3', 'xxd'];

/**
 * Packages that tests compare with, where they are to be had: every other test runs without them, and those that need one say that
 * they did not run. Root installs them where apt offers them, so there they never are absent.
 */
const COMPARED = ['awscli'];

/** Newer Debian releases renamed some of them: libgtk-3-0t64. */
const renamed = (name) => `${name}t64`;

const isDebian = () => process.platform === 'linux' && existsSync('/etc/debian_version');
const isRoot = () => process.getuid?.() === 0;

/** Whether apt offers a package here: not every descendant of Debian has all of them. */
const isOffered = (name) => spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0;

/** Whether `systemLibraries` installs a package here that is lacking. */
export const isInstallable = (name) => isDebian() && isRoot() && isOffered(name);

function isInstalled(name) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the format is dpkg's
  const found = spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}\n', name, renamed(name)], { encoding: 'utf8' });
  return /^installed$/m.test(found.stdout ?? '');
}

function nameHere(name) {
  return isOffered(renamed(name)) ? renamed(name) : name;
}

/** Before it a bare system knows of no package at all. Where nothing is needed, a machine without apt or a network goes on. */
function update(isNeeded) {
  try {
    step('apt-get update', 'apt-get', ['update', '-qq'], { quiet: true });
  } catch (error) {
    if (isNeeded) throw error;
    process.stderr.write(`${error.message} Without it, packages that tests compare with may be unknown here.\n`);
  }
}

/** @param {{ tests: boolean }} options  tests: also the virtual display, and the packages that tests compare with */
export function systemLibraries({ tests }) {
  if (process.platform !== 'linux') return;
  if (!isDebian()) {
    process.stderr.write('This is no Debian: whether the libraries for Electron are there is not checked.\n');
    return;
  }
  const needed = [...PACKAGES.filter((name) => tests || !name.startsWith('x')), ...(tests ? PROOF : [])];
  const lacking = needed.filter((name) => !isInstalled(name));
  const compared = tests ? COMPARED.filter((name) => !isInstalled(name)) : [];
  if (lacking.length + compared.length === 0) return;
  if (isRoot()) update(lacking.length > 0);
  const wanted = [...lacking.map(nameHere), ...compared.filter(isOffered)];
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...wanted];
  const command = `apt-get update && apt-get ${install.join(' ')}`;
  if (!isRoot()) {
    if (lacking.length > 0) throw new StepError(`Libraries are missing. Run this as root, then try again:\n  ${command}`, 2);
    if (wanted.length > 0) process.stderr.write(`Some tests will not run. Run this as root for them:\n  ${command}\n`);
    return;
  }
  if (wanted.length === 0) return;
  process.stderr.write(`Installing system libraries: ${wanted.join(' ')} …\n`);
  step('apt-get install', 'apt-get', install, { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } });
}

if (isProgram(import.meta.url)) await program(() => systemLibraries({ tests: true }));
