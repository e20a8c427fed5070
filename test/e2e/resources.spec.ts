// Resources in the window: the table of kinds, and the life of the bucket that was deleted.
import path from 'node:path';
import { expect, root, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');

test('resources by kind, and the history of one', async ({ launch, folder }) => {
  const app = await launch({ openCase: path.join(folder, 'resources.trailcase'), importPaths: [SAMPLE] });
  const { page } = app;
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();
  await page.getByTestId('nav-resources').click();
  const bucket = page.locator('[data-testid="resource-row"][data-resource="arn:aws:s3:::telugubites-prod"]');

  await test.step('a kind and a text narrow the table down', async () => {
    await expect(page.getByTestId('resource-row').first()).toBeVisible();
    await app.screenshot('resources');
    await page.getByTestId('resource-kind').selectOption('s3:bucket');
    await expect(page.getByTestId('resource-found')).toHaveText('4 resources');
    await expect(page.getByTestId('resource-row')).toHaveCount(4);
    await page.getByTestId('resource-search').fill('PROD');
    await expect(page.getByTestId('resource-row')).toHaveCount(1);
    await expect(bucket).toContainText('telugubites-prods3:bucket–13637');
  });

  await test.step('the filter bar holds: with errors only, its deletion never happened', async () => {
    await page.getByTestId('filter-input').first().fill('is:error');
    await page.keyboard.press('Enter');
    await expect(bucket).toContainText('telugubites-prods3:bucket–2202');
    await page.getByTestId('filter-clear').first().click();
    await expect(bucket).toContainText('136');
  });

  await test.step('a click tells its life', async () => {
    await bucket.locator('[data-field="resource"]').click();
    await expect(page.getByTestId('pivot-page')).toHaveAttribute('data-kind', 'resource');
    await expect(page.getByTestId('resource-deleted')).toContainText('111122223333:role/deploy-role from 185.220.101.34');
    await expect(page.getByTestId('resource-created')).toHaveText('no such call in these events');
    await expect(page.getByTestId('resource-forms')).toHaveText('arn:aws:s3:::telugubites-prod · telugubites-prod');
    const touches = page.getByTestId('resource-touch');
    await expect(touches).toHaveCount(9);
    await expect(touches.nth(1)).toHaveAttribute('data-outcome', 'failed');
    await expect(touches.nth(1)).toContainText('error BucketNotEmpty');
    await expect(touches.nth(8)).toHaveAttribute('data-effect', 'deleted');
    await app.screenshot('resource-history');
  });

  await test.step('and its events are one click away', async () => {
    await page.locator('[data-testid="resource-effect"][data-effect="emptied"]').getByRole('button').click();
    await expect(page.getByTestId('status-matching')).toContainText('6 match');
    await page.getByTestId('go-back').click();
    await page.getByTestId('resource-touch').nth(8).getByRole('button').first().click();
    await expect(page.getByTestId('filter-input').first()).toHaveValue(/^resource:/);
    await expect(page.getByTestId('status-matching')).toContainText('136 match');
  });
});
