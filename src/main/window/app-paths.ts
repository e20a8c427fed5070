// Where the parts of the built app are, and which Node runs the engine.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { app } from 'electron';

/** A file of the build output, as a path that programs outside Electron can open too (nothing inside an archive). */
export function built(...parts: string[]): string {
  return path.join(app.getAppPath().replace(/app\.asar$/, 'app.asar.unpacked'), 'out', ...parts);
}

/**
 * The Node that runs the engine: TRAILCASE_NODE (set by `npm start`), else the one the packaged app carries, else the
 * locked package's. Electron's own Node will not do: its Node-API is too old in some of the Electrons we run on.
 */
export function engineNode(): string {
  const exe = process.platform === 'win32' ? 'node.exe' : 'node';
  const candidates = [process.env.TRAILCASE_NODE, app.isPackaged ? path.join(process.resourcesPath, 'node', exe) : undefined];
  if (!app.isPackaged) candidates.push(packagedNode(exe));
  return candidates.find((file): file is string => file !== undefined && existsSync(file)) ?? exe;
}

/** Tells the engine which Electron prints for it: this one, see print/find-printer.ts. */
export function printerEnv(): NodeJS.ProcessEnv {
  return {
    TRAILCASE_ELECTRON: process.execPath,
    TRAILCASE_APP: app.isPackaged ? '' : app.getAppPath(),
    ...(app.commandLine.hasSwitch('no-sandbox') && { TRAILCASE_NO_SANDBOX: '1' }),
  };
}

function packagedNode(exe: string): string | undefined {
  const platform = process.platform === 'win32' ? 'win-x64' : `${process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(path.join(app.getAppPath(), 'package.json')).resolve(`node-${platform}/package.json`);
    return path.join(path.dirname(manifest), 'bin', exe);
  } catch {
    return undefined;
  }
}
