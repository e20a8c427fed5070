// Asking by clicking: facets, the histogram, the path back, and views saved in the case.
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, root, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');

const filterOf = (page: Page) => page.getByTestId('filter-input').first();

test('facets, histogram, the way back, saved views', async ({ launch, folder }) => {
  const casePath = path.join(folder, 'facets.trailcase');
  const first = await launch({ openCase: casePath, importPaths: [SAMPLE] });
  const { page } = first;
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();
  await page.getByTestId('nav-events').click();
  const value = (field: string, text: string) => page.getByTestId(`facet-${field}`).locator(`[data-value="${text}"]`);

  await test.step('a click takes a value in, a second one beside it, and the counts follow', async () => {
    await page.getByTestId('facet-rarest-eventName').click();
    const rarest = value('eventName', 'CreateUser');
    const second = value('eventName', 'DescribeInstanceTypeOfferings');
    await expect(rarest).toBeVisible();
    await rarest.click();
    await expect(filterOf(page)).toHaveValue('eventName:CreateUser');
    await expect(rarest).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByTestId('status-matching')).toContainText('1 match');
    // The others of the field stay in sight.
    await second.click();
    await expect(filterOf(page)).toHaveValue('eventName:CreateUser OR eventName:DescribeInstanceTypeOfferings');
    await rarest.click();
    await expect(filterOf(page)).toHaveValue('eventName:DescribeInstanceTypeOfferings');
  });

  await test.step('back and forward, by key and by the path', async () => {
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(filterOf(page)).toHaveValue(/^eventName:CreateUser OR /);
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(filterOf(page)).toHaveValue('eventName:CreateUser');
    await page.keyboard.press('Alt+ArrowRight');
    await expect(filterOf(page)).toHaveValue(/^eventName:CreateUser OR /);
    await page.getByTestId('step').filter({ hasText: 'Events' }).first().click();
    await expect(filterOf(page)).toHaveValue('');
    await expect(page.locator('[data-testid="step"][aria-current="step"]')).toHaveText('Events');
  });

  await test.step('by keyboard: arrows move, x leaves a value out', async () => {
    const actors = page.getByTestId('facet-actor').getByTestId('facet-value');
    await actors.first().focus();
    await page.keyboard.press('ArrowDown');
    await expect(actors.nth(1)).toBeFocused();
    const name = await actors.nth(1).getAttribute('data-value');
    await expect(page.getByTestId('facets-told')).toContainText(/\d events? .*first 2026-.*last 2026-/);
    await page.keyboard.press('x');
    await expect(page.getByTestId('filter-chip')).toContainText(`not actor${name}`);
    await page.keyboard.press('x');
    await expect(filterOf(page)).toHaveValue('');
  });

  await test.step('all values of a facet, searched', async () => {
    await page.getByTestId('facet-more-eventName').click();
    await page.getByTestId('facet-search').fill('RUNINST');
    await expect(page.getByTestId('facet-found')).toContainText('1 of ');
    await page.getByTestId('facet-all').getByTestId('facet-value').first().click();
    await page.keyboard.press('Escape');
    await expect(filterOf(page)).toHaveValue('eventName:RunInstances');
  });

  await test.step('resources are read from the records when they are asked for, and taken in by a click', async () => {
    await page.getByTestId('facet-open-resource').click();
    const resources = page.getByTestId('facet-resource');
    await expect(resources.getByTestId('resource-note')).toHaveText('0 events name none');
    const image = resources.getByTestId('facet-value').first();
    const name = await image.getAttribute('data-value');
    await image.click();
    await expect(filterOf(page)).toHaveValue(`eventName:RunInstances resource:${name}`);
    await expect(image).toHaveAttribute('aria-pressed', 'true');
    await image.press('x');
    await expect(filterOf(page)).toHaveValue(`eventName:RunInstances -resource:${name}`);
    await page.getByTestId('go-back').click();
    await page.getByTestId('go-back').click();
    await expect(filterOf(page)).toHaveValue('eventName:RunInstances');
    await page.getByTestId('facet-open-resource').click();
  });

  await test.step('the histogram is told apart by a field, and a drag sets the times', async () => {
    await page.getByTestId('histogram-split').selectOption('actor');
    await expect(page.getByTestId('histogram-legend').locator('li').first()).toBeVisible();
    await page.getByTestId('histogram-table-toggle').click();
    const rows = page.getByTestId('histogram-table').locator('tbody tr');
    await expect(rows.first()).toBeVisible();
    const box = await page.getByTestId('histogram-canvas').boundingBox();
    if (!box) throw new Error('the histogram has no place');
    await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, box.y + 20, { steps: 3 });
    await page.mouse.up();
    await expect(filterOf(page)).toHaveValue(/^eventName:RunInstances time:2026-\S+\.\.2026-\S+$/);
    await page.getByTestId('histogram-all').click();
    await expect(filterOf(page)).toHaveValue('eventName:RunInstances');
    await rows.first().getByRole('button').click();
    await expect(filterOf(page)).toHaveValue(/ time:2026-/);
    await page.getByTestId('go-back').click();
  });

  await test.step('a view is saved, renamed, removed and brought back', async () => {
    await page.keyboard.press('Control+s');
    await page.getByTestId('view-name').fill('Launches <b>');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('saved-view')).toHaveText('Launches <b>');
    await page.getByTestId('filter-clear').first().click();
    await page.keyboard.press('Control+s');
    await page.getByTestId('view-name').fill('All');
    await page.getByTestId('view-save').click();
    await expect(page.getByTestId('saved-view')).toHaveText(['All', 'Launches <b>']);
    await page.getByTestId('saved-view').nth(1).click();
    await expect(filterOf(page)).toHaveValue('eventName:RunInstances');
    await expect(page.getByTestId('histogram-split')).toHaveValue('actor');
    await page.getByTestId('views-open').click();
    const entry = page.getByTestId('view-entry');
    await entry.first().getByTestId('view-remove').click();
    await expect(page.getByTestId('view-restore')).toBeVisible();
    await entry.first().getByTestId('view-rename').click();
    await page.getByTestId('view-new-name').fill('Launched');
    await page.getByTestId('view-rename-go').click();
    await expect(page.getByTestId('saved-view')).toHaveText('Launched');
    await page.getByTestId('view-history').first().click();
    await expect(page.getByTestId('view-versions').locator('tbody tr')).toHaveCount(1);
    await page.keyboard.press('Escape');
  });

  await first.close();
  const again = await launch({ openCase: casePath });
  await expect(filterOf(again.page)).toHaveValue('eventName:RunInstances');
  await expect(again.page.locator('[data-testid="step"][aria-current="step"]')).toBeVisible();
  await again.page.keyboard.press('Alt+ArrowLeft');
  await expect(filterOf(again.page)).toHaveValue('');
  await expect(again.page.getByTestId('saved-view')).toHaveText('Launched');
});
