// Dialogs that name files. End-to-end tests answer them through TRAILCASE_DIALOG_PICK (never in the packaged app).
import { existsSync } from 'node:fs';
import path from 'node:path';
import { app, type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';

const CASE = { name: 'Trailcase case file', extensions: ['trailcase'] };
const LOGS = { name: 'CloudTrail files', extensions: ['gz', 'json', 'zip', 'tar', 'tgz', 'zst', 'csv', 'jsonl'] };
const ANY = { name: 'All files', extensions: ['*'] };

/** Paths given to tests in place of a dialog, or null when a person is asked. */
function prepared(): string[] | null {
  const list = process.env.TRAILCASE_DIALOG_PICK;
  return app.isPackaged || list === undefined ? null : list.split(path.delimiter).filter(Boolean);
}

async function pickExisting(window: BrowserWindow, options: OpenDialogOptions): Promise<string[]> {
  const given = prepared();
  if (given) return options.properties?.includes('multiSelections') ? given : given.slice(0, 1);
  const { canceled, filePaths } = await dialog.showOpenDialog(window, options);
  return canceled ? [] : filePaths;
}

/** @param filter null: what is made is a folder, without an ending */
async function pickNew(window: BrowserWindow, suggested: string, title: string, filter: Electron.FileFilter | null): Promise<string[]> {
  const given = prepared();
  if (given) return given.slice(0, 1);
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title,
    defaultPath: path.isAbsolute(suggested) ? suggested : path.join(app.getPath('documents'), path.basename(suggested)),
    ...(filter && { filters: [filter] }),
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled || !filePath) return [];
  // GTK leaves the ending to the person, and what is written goes by it: `Report v1.2` has none.
  if (filter === null || filter.extensions.some((ending) => filePath.toLowerCase().endsWith(`.${ending}`))) return [filePath];
  const whole = `${filePath}.${filter.extensions[0]}`;
  // The system has asked about the name that was typed, not about this one. A case is never replaced: making it refuses.
  const isLost = filter !== CASE && existsSync(whole);
  return isLost && !(await confirm(window, `${path.basename(whole)} exists already`, 'What it holds now is lost.', 'Replace'))
    ? []
    : [whole];
}

export const pickCase = (window: BrowserWindow) =>
  pickExisting(window, { title: 'Open a case', filters: [CASE, ANY], properties: ['openFile'] });

export const pickNewCase = (window: BrowserWindow, suggested: string) => pickNew(window, suggested, 'Create a case', CASE);

export const pickImport = (window: BrowserWindow, what: 'files' | 'folder') =>
  pickExisting(window, {
    title: what === 'files' ? 'Import files' : 'Import folders',
    filters: what === 'files' ? [LOGS, ANY] : [],
    properties: [what === 'files' ? 'openFile' : 'openDirectory', 'multiSelections'],
  });

export const pickList = (window: BrowserWindow) =>
  pickExisting(window, { title: 'Choose the handover list', filters: [ANY], properties: ['openFile'] });

export const pickWatchList = (window: BrowserWindow) =>
  pickExisting(window, { title: 'Choose a watch list', filters: [ANY], properties: ['openFile'] });

export const pickAddressData = (window: BrowserWindow) =>
  pickExisting(window, {
    title: 'Choose databases of countries and networks',
    filters: [{ name: 'MaxMind-format database', extensions: ['mmdb'] }, ANY],
    properties: ['openFile', 'multiSelections'],
  });

export const pickKeys = (window: BrowserWindow, what: 'publicKeys' | 'sealKey') =>
  pickExisting(window, {
    title: what === 'publicKeys' ? "Choose AWS's public keys" : 'Choose the key to seal with',
    filters: [ANY],
    properties: ['openFile'],
  });

export const pickNewKey = (window: BrowserWindow, suggested: string) =>
  pickNew(window, suggested, 'Make a key to seal with', { name: 'Private key', extensions: ['pem'] });

export const pickSeal = (window: BrowserWindow, suggested: string) =>
  pickNew(window, suggested, 'Save the seal apart from the case', { name: 'Seal', extensions: ['txt'] });

export const pickAttack = (window: BrowserWindow) =>
  pickExisting(window, {
    title: "Choose MITRE's data of ATT&CK (enterprise-attack.json)",
    filters: [{ name: 'STIX bundle', extensions: ['json'] }, ANY],
    properties: ['openFile'],
  });

const ANNOTATIONS = { name: 'Annotations', extensions: ['json'] };

export const pickAnnotations = (window: BrowserWindow) =>
  pickExisting(window, { title: "Choose another examiner's annotations", filters: [ANNOTATIONS, ANY], properties: ['openFile'] });

export const pickNewAnnotations = (window: BrowserWindow, suggested: string) =>
  pickNew(window, suggested, 'Export annotations for another examiner', ANNOTATIONS);

/** The ending of the suggested name says which format it is; without one it is a folder. */
export const pickReport = (window: BrowserWindow, suggested: string) => {
  const ending = path.extname(suggested).slice(1);
  return pickNew(window, suggested, 'Save the report', ending === '' ? null : { name: `Report (${ending})`, extensions: [ending] });
};

export const pickWritten = (window: BrowserWindow) =>
  pickExisting(window, {
    title: 'Choose a report to check',
    filters: [{ name: 'Report', extensions: ['html', 'pdf'] }, ANY],
    properties: ['openFile'],
  });

/** The ending of the suggested name says which format it is. */
export const pickResult = (window: BrowserWindow, suggested: string) => {
  const ending = path.extname(suggested).slice(1);
  return pickNew(window, suggested, 'Save the result', { name: `Result (${ending})`, extensions: [ending] });
};

/** The ending of the suggested name says which format it is. */
export const pickPicture = (window: BrowserWindow, suggested: string) => {
  const ending = path.extname(suggested).slice(1);
  return pickNew(window, suggested, 'Save the picture', { name: `Picture (${ending})`, extensions: [ending] });
};

/** Asks before something is lost; true means go on. */
export async function confirm(window: BrowserWindow, message: string, detail: string, goOn: string): Promise<boolean> {
  if (prepared()) return true;
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message,
    detail,
    buttons: [goOn, 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}
