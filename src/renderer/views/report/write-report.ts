// Writes a report, a pack, or one that was written before: the person names the file, and what is not saved yet is saved first.
import type { Args } from '../../../shared/channels.ts';
import type { ReportOptions } from '../../../shared/report.ts';
import { call } from '../../data/bridge.ts';
import { suggestedName } from './choices.ts';
import { askReplace } from './replacing.ts';

interface Order {
  /** Of the case. */
  title: string;
  options: ReportOptions;
  /** Saves texts that are not saved yet. */
  save: () => Promise<void>;
}

type SigningKey = Args<'report.pack'>['key'];

/**
 * @param key by which it is signed; null: not
 * @param suggested in place of a name made from the case's title
 * @returns whether it was begun: not where the person names no file, or keeps those that stand beside it. Throws CallError.
 */
export async function writeReport(
  { title, options, save }: Order,
  ending: 'html' | 'pdf',
  { key = null, suggested = suggestedName(title, options, ending) }: { key?: SigningKey; suggested?: string } = {},
): Promise<boolean> {
  const path = await named(suggested);
  if (path === null) return false;
  // The system's own dialog has asked about the file of that name, and about no other.
  const { files } = await call('report.standing', { path, signed: key !== null });
  const further = files.filter((file) => file !== path);
  if (further.length > 0 && !(await askReplace({ path, further, pdf: ending === 'pdf' }))) return false;
  await save();
  await call('report.start', { path, overwrite: true, replaces: further, options, key });
  return true;
}

export type PackChoices = Pick<Args<'report.pack'>, 'pdf' | 'allEvidence' | 'key'>;

/** As writeReport. */
export async function writePack({ title, options, save }: Order, kind: 'zip' | 'folder', choices: PackChoices): Promise<boolean> {
  const path = await named(suggestedName(title, options, kind === 'zip' ? 'zip' : ''));
  if (path === null) return false;
  await save();
  await call('report.pack', { path, overwrite: kind === 'zip', options, ...choices });
  return true;
}

/** Checks a file against the case. @param options of a redacted report, which does not say them itself */
export async function checkReport(path: string, options: ReportOptions | null = null): Promise<void> {
  await call('report.check', { path, signature: null, options });
}

async function named(suggested: string): Promise<string | null> {
  const { paths } = await call('app.pickReport', { suggested });
  return paths[0] ?? null;
}
