// Opens the window: starts Electron on the built app and waits until it is closed.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { electronFlags } from './electron.mjs';
import { nodePath } from './node24.mjs';
import { root } from './root.mjs';

/** Whether a window can be shown here at all. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** @returns {Promise<number>} exit status of the app */
export function openWindow(electron, args) {
  const env = { ...process.env, TRAILCASE_NODE: nodePath() };
  delete env.ELECTRON_RUN_AS_NODE;
  const child = spawn(electron, [...electronFlags(electron), root, ...args], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
