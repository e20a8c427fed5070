// First seen and unusual on the pivot page of the leaked key: the facts in words, each the door to its events.
import path from 'node:path';
import { expect, root, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');
const KEY = 'AKIADEVTEMPK2EXAMPLE';

test('what changed of a key leads to its events', async ({ launch, folder }) => {
  const trailcase = await launch({ openCase: path.join(folder, 'unusual.trailcase'), importPaths: [SAMPLE] });
  const { page } = trailcase;
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();
  await page.getByTestId('nav-events').click();
  await page.getByTestId('filter-input').first().fill(`key:${KEY}`);
  await page.keyboard.press('Enter');
  await page.getByTestId('event-row').first().locator('[data-field="actor"]').click();
  await page.getByTestId('related-accessKeyId').locator('[data-field="accessKeyId"]', { hasText: KEY }).click();
  await expect(page.locator('[data-testid="pivot-page"][data-kind="key"]')).toBeVisible();

  const changed = page.locator('[data-testid="unusual-fact"][data-kind="changed"]').first();
  await expect(changed).toContainText('None of the 84 events');
  await expect(changed.locator('[data-testid="change"][data-field="platform"]')).toContainText('Kali Linux');
  await expect(changed.locator('[data-testid="change"][data-field="awsRegion"]')).toHaveCount(2);
  await changed.scrollIntoViewIfNeeded();
  await trailcase.screenshot('unusual-key');
  const apis = changed.locator('[data-testid="change"][data-field="eventName"]');
  await expect(apis).toHaveCount(3);
  await changed.getByTestId('changes-all').click();
  await expect(apis).toHaveCount(12);

  await changed.getByTestId('unusual-events').click();
  await expect(page.getByTestId('filter-input').first()).toHaveValue(`accessKeyId:${KEY} time:2026-02-21T18:17:12Z..`);
  await expect(page.getByTestId('status-matching')).toContainText('24');
});
