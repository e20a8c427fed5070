// Where `npm start` puts cases: a folder of the person's data, never inside the repository or beside the evidence.
import { existsSync, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

function dataFolder() {
  const { TRAILCASE_USER_DATA, XDG_DATA_HOME, LOCALAPPDATA } = process.env;
  if (TRAILCASE_USER_DATA) return path.resolve(TRAILCASE_USER_DATA);
  if (process.platform === 'win32') return path.join(LOCALAPPDATA || path.join(os.homedir(), 'AppData/Local'), 'Trailcase');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library/Application Support/Trailcase');
  return path.join(XDG_DATA_HOME || path.join(os.homedir(), '.local/share'), 'trailcase');
}

export function casesFolder() {
  const folder = path.join(dataFolder(), 'cases');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A case file that does not exist yet, named after what will be imported into it. */
export function newCaseFor(source) {
  const name = path.basename(path.resolve(source)).replace(/(\.(tar|json))?\.[a-z0-9]{1,5}$/i, '') || 'case';
  for (let n = 1; ; n++) {
    const file = path.join(casesFolder(), `${name}${n === 1 ? '' : ` ${n}`}.trailcase`);
    if (!existsSync(file)) return file;
  }
}
