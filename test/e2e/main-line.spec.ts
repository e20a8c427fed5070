// The whole line, as an investigator walks it: import, scroll, open an event, pivot, bookmark, report, verify, and a tampered copy.
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, root, type Trailcase, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');
/** Real log files of public archives, with their licences beside them. */
const REAL = path.join(root, 'test/fixtures/cloudtrail-real');
const ATTACKER = '185.220.101.34';

test('the main job, end to end', async ({ launch, folder }) => {
  test.setTimeout(150_000);
  const casePath = path.join(folder, 'TeluguBites.trailcase');
  const trailcase = await launch({ openCase: casePath, importPaths: [SAMPLE] });
  const { page } = trailcase;

  await test.step('imports the sample, and the sums add up', async () => {
    await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByTestId('summary-records')).toContainText('4,040');
    await expect(page.getByTestId('summary-events')).toContainText('4,028');
    await expect(page.getByTestId('summary-sightings')).toContainText('12');
    await trailcase.screenshot('main-import');
  });

  await test.step('imports a folder of real data through the dialog', async () => {
    const before = await eventsOf(trailcase);
    await trailcase.pick(REAL);
    await page.getByTestId('add-evidence').first().click();
    await page.getByTestId('add-folder').click();
    await expect(page.getByTestId('preview-table')).toContainText('Logs');
    await page.getByTestId('import-go').click();
    await expect.poll(() => eventsOf(trailcase), { timeout: 60_000 }).toBeGreaterThan(before);
    await expect(page.getByTestId('import-summary')).toBeVisible();
  });

  await test.step('scrolls to the last row of the table', async () => {
    await page.getByTestId('nav-events').click();
    await expect(page.getByTestId('event-row').first()).toBeVisible();
    const total = await eventsOf(trailcase);
    await page.getByTestId('events-table').click({ position: { x: 200, y: 60 } });
    await page.keyboard.press('End');
    await expect(page.locator(`[data-testid="event-row"][data-index="${total - 1}"][data-event-id]`)).toBeVisible();
    await page.keyboard.press('Home');
    await expect(page.locator('[data-testid="event-row"][data-index="0"]')).toBeVisible();
  });

  await test.step('opens the launch of the GPU instances, down to bytes and hash', async () => {
    await page.getByTestId('filter-input').first().fill(`eventName:RunInstances ip:${ATTACKER}`);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('status-matching')).toContainText('3');
    await page.getByTestId('event-row').nth(1).locator('.tc-cell-time').click();
    await expect(page.getByTestId('detail-panel')).toContainText('RunInstances');
    await expect(page.getByTestId('detail-raw')).toContainText('g5.12xlarge');
    await expect(page.getByTestId('proof-sha256')).toContainText(/[0-9a-f]{8}/);
    await expect(page.getByTestId('proof-offset')).toContainText(/\d/);
    await trailcase.screenshot('main-detail');
  });

  await test.step('pivots on the attacker’s address', async () => {
    await page.getByTestId('event-row').first().getByText(ATTACKER).click();
    await expect(page.getByTestId('pivot-page')).toBeVisible();
    await expect(page.getByTestId('pivot-value')).toContainText(ATTACKER);
    await expect(page.getByTestId('pivot-page')).toContainText('dev-temp-key');
    await trailcase.screenshot('main-pivot');
  });

  await test.step('bookmarks the event with a note', async () => {
    await page.getByTestId('nav-events').click();
    await page.getByTestId('event-row').nth(1).click();
    await page.getByTestId('bookmark-note').fill('First launch of the GPU instances <b>not markup</b>');
    await page.getByTestId('bookmark-save').click();
    await page.getByTestId('nav-bookmarks').click();
    await expect(page.getByTestId('bookmarks-list')).toContainText('First launch of the GPU instances <b>not markup</b>');
  });

  const report = path.join(folder, 'report.html');
  await test.step('exports the report', async () => {
    await page.getByTestId('nav-report').click();
    await trailcase.pick(report);
    await page.getByTestId('report-write').click();
    await expect(page.getByTestId('report-result')).toContainText(/[0-9a-f]{8}/, { timeout: 60_000 });
    const html = readFileSync(report, 'utf8');
    expect(html).toContain('RunInstances');
    expect(html).toContain('&lt;b&gt;not markup&lt;/b&gt;');
    expect(html).not.toMatch(/<script/i);
  });

  await test.step('verifies, and says that nothing is contradicted', async () => {
    await page.getByTestId('nav-integrity').click();
    await page.getByTestId('integrity-tab-proof').click();
    await page.getByTestId('verify-start').click();
    await expect(page.getByTestId('verify-result')).toHaveAttribute('data-scope', 'all', { timeout: 60_000 });
    await expect(page.getByTestId('verify-finding')).toHaveCount(0);
    await expect(page.getByTestId('proof-chip')).toContainText('verified');
    await trailcase.screenshot('main-verified');
  });

  await trailcase.close();

  await test.step('finds a tampered copy', async () => {
    const copy = path.join(folder, 'copy.trailcase');
    cpSync(casePath, copy);
    const changed = moveLaunchByAnHour(copy);
    const again = await launch({ openCase: copy });
    await again.page.getByTestId('nav-integrity').click();
    await again.page.getByTestId('integrity-tab-proof').click();
    await again.page.getByTestId('verify-start').click();
    await expect(again.page.getByTestId('verify-finding').first()).toContainText(changed.slice(0, 8), { timeout: 60_000 });
    await expect(again.page.getByTestId('verify-finding').first()).toContainText('time');
    await expect(again.page.getByTestId('proof-chip')).toContainText(/fail|alter|wrong|not/i);
    await again.screenshot('main-tampered');
  });
});

async function eventsOf(trailcase: Trailcase): Promise<number> {
  const info = await trailcase.call('case.info', {});
  return info.ok ? info.value.events : 0;
}

/** What someone with sqlite3 would do: the trigger goes, the time changes, the trigger comes back. Answers the item's hash. */
function moveLaunchByAnHour(casePath: string): string {
  const db = new Sqlite(casePath);
  try {
    const trigger = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'records_no_update'").pluck().get() as string;
    const { record, evidence } = db
      .prepare("SELECT record, evidence FROM events WHERE eventName = 'RunInstances' AND sourceIPAddress = ? LIMIT 1")
      .get(ATTACKER) as {
      record: number;
      evidence: string;
    };
    db.exec('DROP TRIGGER records_no_update');
    db.prepare('UPDATE records SET time = time + 3600000 WHERE id = ?').run(record);
    db.exec(trigger);
    return evidence;
  } finally {
    db.close();
  }
}
