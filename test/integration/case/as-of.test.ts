// The case as of an earlier custody entry: what came later is out of sight of that connection, and nothing is written.
import { expect, test } from 'vitest';
import { annotationBook } from '../../../src/main/case/annotation-book.ts';
import { showAsOf } from '../../../src/main/case/as-of.ts';
import { openForReading } from '../../../src/main/case/open.ts';
import { reportSettings } from '../../../src/main/case/report-settings.ts';
import { NO_SETTINGS } from '../../../src/shared/report.ts';
import { PLAIN_DISPLAY } from '../../../src/shared/saved-views.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf, sha256OfFile } from '../../helpers/folder.ts';
import { rowsOf } from '../../helpers/seals.ts';
import { session } from '../../helpers/session.ts';
import { trail } from '../../helpers/trail.ts';

/** What a connection sees, table by table. */
function seen(path: string, entry: number | null): Record<string, unknown[]> {
  const db = openForReading(path);
  try {
    if (entry !== null) showAsOf(db, entry);
    const rows = (table: string): unknown[] => db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all();
    const tables = [
      'annotations',
      'workbench',
      'saved_views',
      'case_facts',
      'custody',
      'seals',
      'report_settings',
      'watch_lists',
      'records',
    ];
    return { ...Object.fromEntries(tables.map((table) => [table, rows(table)])), book: [...annotationBook(db).all()] };
  } finally {
    db.close();
  }
}

test('as of each entry, every table is as it was then; reports written then come again', async () => {
  const path = newCasePath();
  const window = session();
  await window.ask('case.create', { path, facts: { title: 'Then', number: '', examiner: 'A. Rao', organisation: '', timezone: 'UTC' } });
  await window.job('import.start', { paths: [folderOf({ 'a.json': trail().events(3).json() })] });
  const event = rowsOf(path, 'SELECT id FROM events')[0]?.id as string;
  const states: { entry: number; seen: Record<string, unknown[]>; report: string }[] = [];
  const acts: (() => Promise<unknown>)[] = [
    async () => {},
    () => window.ask('bookmarks.put', { eventId: event, colour: 'red', note: 'One' }),
    () => window.ask('bookmarks.put', { eventId: event, colour: 'blue', note: 'Two' }),
    () => window.ask('views.put', { name: 'Errors', filter: 'is:error', display: PLAIN_DISPLAY, remove: false }),
    () => window.ask('report.putSettings', { settings: { ...NO_SETTINGS, classification: 'Confidential' } }),
    () => window.ask('case.setFacts', { facts: { title: 'Later', timezone: 'Asia/Kolkata' } }),
    () => window.ask('bookmarks.put', { eventId: event, colour: 'blue', note: 'Two', remove: true }),
    () => window.ask('case.setFacts', { facts: { title: 'Last', organisation: 'Bank' } }),
  ];
  for (const act of acts) {
    await act();
    const entry = rowsOf(path, 'SELECT max(seq) AS n FROM custody')[0]?.n as number;
    const { value } = await cliJson(['report', path, '--out', `${path}.${entry}.html`]);
    states.push({ entry, seen: seen(path, null), report: value.sha256 });
  }
  await window.close();
  const before = sha256OfFile(path);
  for (const { entry, seen: then, report } of states) {
    expect(seen(path, entry), `entry ${entry}`).toEqual(then);
    const { value } = await cliJson(['report', path, '--out', `${path}.again.html`, '--overwrite', '--as-of', String(entry)]);
    expect(value, `entry ${entry}`).toMatchObject({ entry, sha256: report });
  }
  expect(new Set(states.map(({ report }) => report)).size).toBe(states.length);
  expect(sha256OfFile(path)).toBe(before);
  const db = openForReading(path);
  const restore = showAsOf(db, states[1]?.entry as number);
  restore();
  expect(reportSettings(db).classification).toBe('Confidential');
  db.close();
});

test('a state before an import cannot be told, nor one that is not there', async () => {
  const path = newCasePath();
  await cli(['create', path]);
  await cli(['import', path, folderOf({ 'a.json': trail().events(1).json() })]);
  for (const entry of ['1', '99']) {
    const { status, stderr } = await cli(['report', path, '--out', `${path}.html`, '--as-of', entry]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^trailcase: REPORT_STATE_GONE: /);
  }
});
