// The case of the sample archive: made on first use, whole or not at all, opened from then on.
import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { casesFolder } from './case-places.mjs';
import { root } from './root.mjs';
import { trailcase } from './trailcase.mjs';

/** Path of the case, and the exit status of its import (0 when it was there). */
export function sampleCase() {
  const file = path.join(casesFolder(), 'sample.trailcase');
  if (existsSync(file)) {
    // An older Trailcase may have made it; without a window it is only read, which a case of an older version is not.
    trailcase('upgrade', file, '--quiet');
    return { file, status: 0 };
  }
  const unfinished = path.join(casesFolder(), 'sample-unfinished.trailcase');
  rmSync(unfinished, { force: true });
  process.stderr.write('Importing the sample archive (once) …\n');
  trailcase('create', unfinished, '--title', 'TeluguBites key leak', '--timezone', 'Asia/Kolkata');
  const { status } = trailcase('import', unfinished, path.join(root, 'resources/sample/archive'));
  renameSync(unfinished, file);
  return { file, status };
}
