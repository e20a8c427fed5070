// What the command line of the app asks for: a case to open, and paths to import into it.
import path from 'node:path';

export interface Launch {
  openCase: string | null;
  importPaths: string[];
}

/**
 * Reads `--case PATH` and `--import PATH` (repeatable, also with `=`), and a bare path that ends in `.trailcase`, which is
 * what a double click on a case file passes. Everything else belongs to Electron. Relative paths are resolved against `folder`.
 */
export function readLaunch(argv: readonly string[], folder: string): Launch {
  const launch: Launch = { openCase: null, importPaths: [] };
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i] ?? '';
    const [, flag, inline] = /^--(case|import)(?:=(.*))?$/s.exec(arg) ?? [];
    if (flag) {
      const value = inline ?? argv[++i];
      if (!value) continue;
      const full = /^s3:\/\//.test(value) ? value : path.resolve(folder, value);
      if (flag === 'case') launch.openCase = full;
      else launch.importPaths.push(full);
    } else if (!arg.startsWith('-') && arg.endsWith('.trailcase')) launch.openCase ??= path.resolve(folder, arg);
  }
  return launch;
}
