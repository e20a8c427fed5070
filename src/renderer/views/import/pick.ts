// Asks the person for files or a folder and starts their import.
import { call } from '../../data/bridge.ts';

export async function pickAndImport(what: 'files' | 'folder', importPaths: (paths: readonly string[]) => Promise<void>): Promise<void> {
  const { paths } = await call('app.pickImport', { what });
  await importPaths(paths);
}
