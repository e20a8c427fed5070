// The texts that a case keeps for reports, each with who wrote it as it stands and when: a version holds all of them, and most of it is older than the version.
import { NO_SETTINGS, ReportSettings } from '../../shared/report.ts';
import type { ReadConnection } from './open.ts';

/** Texts of several lines in Markdown, in the order in which they are read. */
export const REPORT_TEXTS = [
  'executiveSummary',
  'authority',
  'instructions',
  'qualifications',
  'opinion',
  'alternatives',
  'assumptions',
] as const satisfies readonly (keyof ReportSettings)[];
export type ReportText = (typeof REPORT_TEXTS)[number];

export interface TextOrigin {
  author: string;
  /** ms UTC */
  at: number;
}

/** Of each text that is not empty: whose version has it first as it stands now. */
export function textOrigins(db: ReadConnection): Map<ReportText, TextOrigin> {
  const versions = db.prepare('SELECT at, author, body FROM report_settings ORDER BY id').iterate() as IterableIterator<
    TextOrigin & { body: string }
  >;
  const held = new Map<ReportText, TextOrigin & { text: string }>();
  for (const { at, author, body } of versions) {
    const settings = read(body);
    for (const name of REPORT_TEXTS)
      if ((held.get(name)?.text ?? '') !== settings[name]) held.set(name, { at, author, text: settings[name] });
  }
  return new Map([...held].filter(([, { text }]) => text !== '').map(([name, { author, at }]) => [name, { author, at }]));
}

function read(body: string): ReportSettings {
  try {
    return ReportSettings.parse(JSON.parse(body));
  } catch {
    return NO_SETTINGS;
  }
}
