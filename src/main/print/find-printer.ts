// Finds the Electron that prints, without importing it: the one whose window is open, the one that is given, or the checkout's.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TrailcaseError } from '../../shared/errors.ts';

/** What starts the print program: before its own argument. */
export interface Printer {
  executable: string;
  args: string[];
}

/** Folder that holds `out` and `scripts`: of the checkout, or of the packaged app. */
const root = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../../' : '../../', import.meta.url));

/**
 * TRAILCASE_ELECTRON, which the window's app sets for its engine: path of the executable. TRAILCASE_APP goes with it: the folder of the app that it
 * is to load, empty where the executable has its app with it. Without them the checkout's script is asked, which knows ELECTRON_OVERRIDE_DIST_PATH and
 * fetches an Electron where there is none yet.
 * @param say gets what the script says while it works
 * Errors: PDF_PRINTER_MISSING, CANCELLED.
 */
export async function findPrinter(say: (line: string) => void = () => {}, signal?: AbortSignal, env = process.env): Promise<Printer> {
  const given = env.TRAILCASE_ELECTRON;
  if (given && !existsSync(given)) throw missing(`TRAILCASE_ELECTRON names a file that is not there: ${given}`, 'Correct it, or unset it.');
  const executable = given || (await ask(say, signal, env));
  const app = env.TRAILCASE_APP ?? root;
  if (app !== '' && !existsSync(join(app, 'package.json'))) throw missing(`There is no app in ${app}`, 'Unset TRAILCASE_APP.');
  if (app === root && !existsSync(join(root, 'out/main/index.cjs')))
    throw missing('The program that prints has not been built', 'Run `npm run build`, or write the report as HTML.');
  return { executable, args: [...flags(env), ...(app === '' ? [] : [app])] };
}

/**
 * No display, no graphics card. Chromium's process sandbox refuses to run as root, and where the system gives it none: TRAILCASE_NO_SANDBOX=1, which the
 * window's app passes on when it was started so itself. The page stays without scripts and apart from Node either way.
 */
function flags(env: NodeJS.ProcessEnv): string[] {
  // On small computers Chromium frees memory earlier: a third less for a volume, the same PDF.
  const needed = ['--disable-gpu', '--enable-low-end-device-mode'];
  if (process.platform === 'linux') needed.push('--ozone-platform=headless');
  if (process.platform === 'linux' && (process.getuid?.() === 0 || env.TRAILCASE_NO_SANDBOX === '1')) needed.push('--no-sandbox');
  return needed;
}

function ask(say: (line: string) => void, signal: AbortSignal | undefined, env: NodeJS.ProcessEnv): Promise<string> {
  const script = join(root, 'scripts/electron.mjs');
  const advice = 'Set ELECTRON_OVERRIDE_DIST_PATH to the folder of an Electron, or write the report as HTML.';
  if (!existsSync(script)) throw missing('There is no Electron here to print with', advice);
  if (signal?.aborted) throw cancelled();
  return new Promise((resolve, reject) => {
    // Its real path: by another name it would not know that it is the program.
    const child = spawn(process.execPath, [realpathSync(script)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = (): void => void child.kill('SIGTERM');
    signal?.addEventListener('abort', stop);
    let path = '';
    let last = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      path += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
        last = line.trim();
        say(last);
      }
    });
    child.on('error', (error) => reject(missing(`There is no Electron here to print with: ${error.message}`, advice)));
    child.on('close', (code) => {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted) reject(cancelled());
      else if (code === 0 && existsSync(path.trim())) resolve(path.trim());
      else reject(missing(`There is no Electron here to print with${last === '' ? '' : ` (${last})`}`, advice));
    });
  });
}

export function missing(message: string, advice: string): TrailcaseError {
  return new TrailcaseError('PDF_PRINTER_MISSING', message, advice);
}

export function cancelled(): TrailcaseError {
  return new TrailcaseError('CANCELLED', 'Printing was cancelled');
}
