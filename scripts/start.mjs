// `npm start`: installs, builds, and opens the window on the sample case. `npm start -- PATH…` imports the paths into a new
// case and opens that; a case file opens as it is. Without a display it does the same on the command line.
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { build } from './build.mjs';
import { newCaseFor } from './case-places.mjs';
import { electronPath } from './electron.mjs';
import { install } from './install.mjs';
import { sampleCase } from './sample-case.mjs';
import { program, StepError } from './step.mjs';
import { summarise } from './summary.mjs';
import { systemLibraries } from './system-libraries.mjs';
import { trailcase } from './trailcase.mjs';
import { hasDisplay, openWindow } from './window.mjs';

// npm changes to the repository's folder; INIT_CWD is where the person was.
const here = process.env.INIT_CWD ?? process.cwd();
const paths = process.argv.slice(2).map((given) => (given.includes('://') ? given : path.resolve(here, given)));

function chosenCase() {
  if (paths.length === 1 && paths[0].endsWith('.trailcase')) return { file: paths[0], importPaths: [], status: 0 };
  return { file: newCaseFor(paths[0]), importPaths: paths, status: 0 };
}

/** As the window does it: named after the file, in the zone and by the user of this computer. */
function importNew(file, importPaths) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  trailcase('create', file, '--title', path.basename(file, '.trailcase'), '--examiner', userInfo().username, '--timezone', zone);
  return trailcase('import', file, ...importPaths).status;
}

await program(async () => {
  const missing = paths.find((one) => !one.includes('://') && !existsSync(one));
  if (missing) throw new StepError(`trailcase: IMPORT_PATH_MISSING: There is no ${missing}.`, 2);
  install();
  await build();
  const { file, importPaths, status } = paths.length > 0 ? chosenCase() : { ...sampleCase(), importPaths: [] };
  process.stderr.write(`Case: ${file}\n`);
  if (hasDisplay()) {
    systemLibraries({ tests: false });
    return openWindow(await electronPath(), ['--case', file, ...importPaths.flatMap((one) => ['--import', one])]);
  }
  process.stderr.write('There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): working without a window.\n');
  return Math.max(importPaths.length > 0 ? importNew(file, importPaths) : status, summarise(file));
});
