// Saves the examiner's texts for reports: each as a version of its own, told, and taken back by a further version.
import type { ReportSettings } from '../../../shared/report.ts';
import { call } from '../../data/bridge.ts';
import { did } from '../../state/undo.ts';
import { comparedDeed } from '../../state/version-turns.ts';

/** Leaving a text and pressing a button are two acts at once: the second begins where the first has ended. */
let acts: Promise<unknown> = Promise.resolve();

/**
 * Saves one of them; nothing where it says that already.
 * @param caseId of the case that it is written for: no other one takes it
 * @param what its name, as a sentence begins with it
 * Throws CallError.
 */
export function saveSetting<F extends keyof ReportSettings>(
  caseId: string,
  field: F,
  value: ReportSettings[F],
  what: string,
): Promise<void> {
  const act = acts.then(() => save(caseId, field, value, what));
  acts = act.catch(() => {});
  return act;
}

async function save<F extends keyof ReportSettings>(caseId: string, field: F, value: ReportSettings[F], what: string): Promise<void> {
  const former = (await call('report.settings', {})).settings[field];
  if (JSON.stringify(former) === JSON.stringify(value)) return;
  // This one only: another window may be writing the others.
  const put = (next: ReportSettings[F]) => call('report.putSettings', { settings: { [field]: next }, caseId });
  await put(value);
  did(
    await comparedDeed({
      words: `${what} saved`,
      what,
      now: async () => JSON.stringify((await call('report.settings', {})).settings[field]),
      undo: () => put(former),
      redo: () => put(value),
    }),
  );
}
