// Asks the person for files or a folder to be added as evidence.
import { call } from '../../data/bridge.ts';

/** @param choose takes what was picked; not called when nothing was */
export async function pickEvidence(what: 'files' | 'folder', choose: (paths: readonly string[]) => void): Promise<void> {
  const { paths } = await call('app.pickImport', { what });
  if (paths.length > 0) choose(paths);
}
