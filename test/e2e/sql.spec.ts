// The SQL console: the incident's query, its events, a fault at its column, completion, a chart, limits and a file.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, root, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');

test('runs the query of the incident, opens its event, and says what is wrong where', async ({ launch, folder }) => {
  const trailcase = await launch({ openCase: path.join(folder, 'sql.trailcase'), importPaths: [SAMPLE] });
  const { page } = trailcase;
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();
  await page.getByTestId('nav-sql').click();
  const editor = page.getByTestId('sql-editor');
  const result = page.getByTestId('sql-result');

  // The editor begins with it.
  await expect(editor).toContainText('RunInstances');
  await editor.click();
  await page.keyboard.press('Control+Enter');
  await expect(result).toHaveAttribute('data-rows', '5');
  await expect(page.getByTestId('sql-hints')).toContainText('UTC');
  await expect(page.locator('[data-testid="sql-cell"][data-column="sourceIPAddress"]').first()).toContainText('185.220.101.47');
  await page.locator('[data-testid="sql-cell"][data-column="requestParameters"]').first().dblclick();
  await expect(page.getByTestId('sql-value')).toContainText('instanceType');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('sql-value')).toHaveCount(0);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('detail-raw')).toContainText('RunInstances');
  await trailcase.pick(path.join(folder, 'launches.csv'));
  await page.getByTestId('sql-save-csv').click();
  await expect(page.getByTestId('sql-written')).toContainText('5 rows written');
  expect(readFileSync(path.join(folder, 'launches.csv'), 'utf8').split('\n')).toHaveLength(7);

  const write = async (query: string) => {
    await editor.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.type(query);
  };
  await write('SELECT useridentity.sessionc');
  // A suggestion that has just come up is not taken, lest it be by mistake.
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(editor).toContainText('SELECT useridentity.sessionContext', { timeout: 300 });
  }).toPass();
  // A digit and a slash are text here, no keys of the window.
  await write('SELECT eventNam, 1/2 FROM cloudtrail_logs');
  await page.getByTestId('sql-run').click();
  await expect(page.getByTestId('sql-error')).toContainText('Column 8');
  await expect(page.locator('.cm-lintRange-error')).toHaveText('eventNam');

  await write('SELECT awsRegion, count(*) AS calls FROM cloudtrail_logs GROUP BY 1');
  await page.keyboard.press('Control+Enter');
  await page.getByTestId('sql-show-chart').click();
  await expect(page.getByTestId('sql-chart')).toHaveAttribute('aria-label', /^calls: \d+ bars/);

  await write('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('sql-cut')).toContainText('cut at 1,000 rows');
  await write('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n');
  await page.keyboard.press('Control+Enter');
  await page.getByTestId('sql-cancel').click();
  await expect(page.getByText('The query was cancelled')).toBeVisible();

  await page.getByTestId('sql-side-history').click();
  await page.getByTestId('sql-history-find').fill('RunInstances');
  await expect(page.getByTestId('sql-past')).toHaveCount(1);
  await page.getByTestId('sql-past').getByText('Run again').click();
  await expect(result).toHaveAttribute('data-rows', '5');
});
