// The case as it stood at an earlier custody entry, on a connection of its own: what was added later is out of sight, for every question asked of that connection.
import { TrailcaseError } from '../../shared/errors.ts';
import { FACT_NAMES } from '../../shared/facts.ts';
import { FINAL_ACTIONS } from '../../shared/report.ts';
import { ADDRESS_DATA_ACTION, ADDRESS_DATA_FACT } from './address-data.ts';
import { ANNOTATION_ACTION } from './annotations.ts';
import { ATTACK_DATA_ACTION, ATTACK_DATA_FACT } from './attack-data.ts';
import { factChanges } from './change-facts.ts';
import type { ReadConnection } from './open.ts';
import { REPORT_LOGO_ACTION, REPORT_SETTINGS_ACTION } from './report-settings.ts';
import { VIEW_ACTION } from './saved-views.ts';
import { unguarded } from './unguarded.ts';
import { LIST_ACTION } from './watch-lists.ts';
import { WORK_ACTION } from './workbench.ts';

/** Tables of which each row has one custody entry, in the same order; so many rows were there as there were entries. */
const TOLD_BY: Readonly<Record<string, string>> = {
  annotations: ANNOTATION_ACTION,
  workbench: WORK_ACTION,
  saved_views: VIEW_ACTION,
  watch_lists: LIST_ACTION,
  seals: 'seal',
  report_settings: REPORT_SETTINGS_ACTION,
  report_logos: REPORT_LOGO_ACTION,
};

/** What these entries tell of cannot be taken out of sight: the evidence grew, or was read anew. A salt made later may be used for an earlier state. */
const FINAL = FINAL_ACTIONS;

/**
 * From here on the connection shows the case as of a custody entry: views of the same names stand before the tables, in this connection only; nothing is written.
 * @param entry number of the entry; the newest changes nothing
 * @returns takes the views away again
 * Errors: REPORT_STATE_GONE where the log has no such entry, or evidence was imported or read anew since.
 */
export function showAsOf(db: ReadConnection, entry: number): () => void {
  const last = db.prepare('SELECT coalesce(max(seq), 0) FROM custody').pluck().get() as number;
  if (entry === last) return () => {};
  if (entry > last || entry < 1)
    throw new TrailcaseError(
      'REPORT_STATE_GONE',
      `The custody log has no entry ${entry}: it ends with ${last}`,
      'Give the number of an entry.',
    );
  const later = db
    .prepare(`SELECT seq, action FROM custody WHERE seq > ? AND action IN (${FINAL.map(() => '?').join(', ')}) ORDER BY seq LIMIT 1`)
    .get(entry, ...FINAL) as { seq: number; action: string } | undefined;
  if (later)
    throw new TrailcaseError(
      'REPORT_STATE_GONE',
      `The case cannot be told as of entry ${entry}: entry ${later.seq} (${later.action}) changed what events it has`,
      `Choose an entry from ${later.seq} on, or keep a copy of the case for each delivery.`,
    );
  const told = db.prepare('SELECT count(*) FROM custody WHERE action = ? AND seq <= ?').pluck();
  const facts = (name: string, action: string, before: number): string =>
    `SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM main.case_facts WHERE name = '${name}') WHERE n > ${before + (told.get(action, entry) as number)}`;
  // Of address data the first is told of by the entry of the creation.
  const firstTold = db
    .prepare("SELECT count(*) FROM custody WHERE action = 'create' AND json_extract(detail, '$.addressData') IS NOT NULL")
    .pluck()
    .get() as number;
  // Of what the examiner states, the newest versions are those of which later entries tell.
  const changed = factChanges(db, entry);
  const restated = FACT_NAMES.map((name) => {
    const later = changed.filter(({ changes }) => changes.some((change) => change.name === name)).length;
    return `AND id NOT IN (SELECT id FROM main.case_facts WHERE name = '${name}' ORDER BY id DESC LIMIT ${later})`;
  });
  const views = [
    ...Object.entries(TOLD_BY).map(
      ([table, action]) => [table, `SELECT * FROM main.${table} ORDER BY id LIMIT ${told.get(action, entry)}`] as const,
    ),
    [
      'case_facts',
      `SELECT * FROM main.case_facts WHERE id NOT IN (${facts(ADDRESS_DATA_FACT, ADDRESS_DATA_ACTION, firstTold)}) AND id NOT IN (${facts(ATTACK_DATA_FACT, ATTACK_DATA_ACTION, 0)}) ${restated.join(' ')}`,
    ] as const,
    ['custody', `SELECT * FROM main.custody WHERE seq <= ${Math.trunc(entry)}`] as const,
  ];
  // They live beside the case; a connection that was opened for reading could not write to it even so.
  unguarded(db, () => {
    for (const [name, select] of views) db.prepare(`CREATE TEMP VIEW ${name} AS ${select}`).run();
  });
  return () =>
    unguarded(db, () => {
      for (const [name] of views) db.prepare(`DROP VIEW temp.${name}`).run();
    });
}
