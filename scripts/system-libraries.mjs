// The libraries that Electron and its tests need on a bare Debian: installs them as root, elsewhere prints the command.
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

/** Newer Debian releases renamed some of them: libgtk-3-0t64. */
const renamed = (name) => `${name}t64`;

function isInstalled(name) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the format is dpkg's
  const found = spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}\n', name, renamed(name)], { encoding: 'utf8' });
  return /^installed$/m.test(found.stdout ?? '');
}

function nameHere(name) {
  return spawnSync('apt-cache', ['show', renamed(name)], { stdio: 'ignore' }).status === 0 ? renamed(name) : name;
}

/** @param {{ tests: boolean }} options  tests: also the virtual display */
export function systemLibraries({ tests }) {
  if (process.platform !== 'linux') return;
  if (!existsSync('/etc/debian_version')) {
    process.stderr.write('This is no Debian: whether the libraries for Electron are there is not checked.\n');
    return;
  }
  const lacking = PACKAGES.filter((name) => (tests || !name.startsWith('x')) && !isInstalled(name));
  if (lacking.length === 0) return;
  const root = process.getuid?.() === 0;
  if (root) step('apt-get update', 'apt-get', ['update', '-qq'], { quiet: true });
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...lacking.map(nameHere)];
  if (!root) {
    throw new StepError(`Libraries are missing. Run this as root, then try again:\n  apt-get update && apt-get ${install.join(' ')}`, 2);
  }
  process.stderr.write(`Installing system libraries: ${lacking.join(' ')} …\n`);
  step('apt-get install', 'apt-get', install, { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } });
}

if (isProgram(import.meta.url)) await program(() => systemLibraries({ tests: true }));
