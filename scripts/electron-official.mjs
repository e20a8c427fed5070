// The official Electron binary: the one that is there, or a download that is given up soon and then not tried again for a day.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './cache.mjs';
import { nodePath } from './node24.mjs';
import { root } from './root.mjs';

/** Seconds without a single new byte until a download is given up; many laboratories drop the packets silently. */
const PATIENCE = 20;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Path of the official executable, or null when it cannot be had. */
export async function officialElectron(executable) {
  const file = path.join(root, 'node_modules/electron/dist', executable);
  const complete = path.join(root, 'node_modules/electron/path.txt');
  if (existsSync(file) && existsSync(complete)) return file;
  const failed = path.join(cacheFolder('electron'), 'official-failed');
  if (existsSync(failed) && Date.now() - statSync(failed).mtimeMs < DAY_MS) return null;
  process.stderr.write('Electron: trying to download the official binary …\n');
  const reason = await download();
  if (reason === null && existsSync(file)) return file;
  process.stderr.write(
    `Electron: no official binary (${reason ?? 'it is not where it should be'}). Not tried again today; delete ${path.relative(root, failed)} to try.\n`,
  );
  writeFileSync(failed, `${reason}\n`);
  return null;
}

/** Runs the package's own installer; null when it succeeded, else the reason in a few words. */
function download() {
  const temporary = cacheFolder('electron', 'download');
  const installer = path.join(root, 'node_modules/electron/install.js');
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary, ELECTRON_GET_NO_PROGRESS: '1' };
  const child = spawn(nodePath(), [installer], { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  return new Promise((resolve) => {
    let size = 0;
    let quiet = 0;
    const watch = setInterval(() => {
      const now = sizeOf(temporary);
      quiet = now === size ? quiet + 1 : 0;
      size = now;
      if (quiet >= PATIENCE) child.kill('SIGKILL');
    }, 1000);
    const end = (reason) => {
      clearInterval(watch);
      rmSync(temporary, { recursive: true, force: true });
      resolve(reason);
    };
    child.on('error', (error) => end(error.message));
    child.on('exit', (code, signal) => {
      if (code === 0) end(null);
      else
        end(
          signal
            ? `nothing arrived for ${PATIENCE} s`
            : (/\b(E[A-Z_]{4,}|HTTPError[^\n]*|fetch failed)/.exec(errors)?.[0] ?? `exit status ${code}`),
        );
    });
  });
}

function sizeOf(folder) {
  let bytes = 0;
  for (const name of readdirSync(folder, { recursive: true })) {
    try {
      bytes += statSync(path.join(folder, String(name))).size;
    } catch {
      // It was renamed between listing and looking.
    }
  }
  return bytes;
}
