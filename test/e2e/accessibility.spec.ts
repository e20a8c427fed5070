// What assistive technology finds on every view of the sample case, in light and dark: nothing that axe calls serious or critical.
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { BOOKMARK_COLOURS } from '../../src/shared/domain.ts';
import { EMPTY_FINDING } from '../../src/shared/findings.ts';
import { expect, root, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');
const LEAKED = 'AKIADEVTEMPK2EXAMPLE';

/** What axe calls serious or critical, in words that say where it is. `rules`: only these. */
async function faults(page: Page, rules?: string[], within = 'body'): Promise<string[]> {
  // A page for axe to finish in cannot be opened here: every window is the app's own.
  // Of rows that are all alike, the first tell enough.
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true)
    .include(within)
    .options({ resultTypes: ['violations'] })
    .exclude('.tc-row:nth-child(n + 8)');
  if (rules) axe.withRules(rules);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 5).map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`));
}

const settled = async (page: Page) => {
  await expect(page.locator('main [aria-busy="true"], .bp6-skeleton')).toHaveCount(0);
};

async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await expect(page.locator(`html[data-theme="${theme}"]`)).toHaveCount(1);
}

test('every view can be used with assistive technology and keyboard, in light and dark', async ({ launch, folder }) => {
  // Nothing here is about time: a machine may be busy.
  test.setTimeout(240_000);
  const trailcase = await launch({ openCase: path.join(folder, 'sample.trailcase'), importPaths: [SAMPLE] });
  const { page } = trailcase;
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();
  await page.getByTestId('tour-decline').click();
  await setTheme(page, 'light');

  await test.step('what lies over the views', async () => {
    await page.keyboard.press('Control+k');
    await expect(page.getByTestId('palette-input')).toBeFocused();
    expect.soft(await faults(page)).toEqual([]);
    // A key leads to its page, which is in the navigation from then on.
    await page.getByTestId('palette-input').fill(LEAKED);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('nav-pivot')).toBeVisible();
    await page.keyboard.press('?');
    await expect(page.getByTestId('keys-list')).toBeVisible();
    expect.soft(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('keys-list')).toHaveCount(0);
  });

  // Chips of a filter, and lists that are not long.
  await page.getByTestId('filter-input').fill(`key:${LEAKED} -api:GetObject`);
  await page.keyboard.press('Enter');
  await page.getByTestId('filter-input').blur();

  // Something to be seen where the examiner's own work is.
  const listed = await trailcase.call('events.page', { filter: `key:${LEAKED}`, order: 'asc', offset: 0, limit: 6 });
  const ids = listed.ok ? listed.value.rows.map(({ id }) => id) : [];
  expect(ids).toHaveLength(6);
  const changes = ids.map((target, i) => ({
    target,
    act: { kind: 'bookmark' as const, colour: BOOKMARK_COLOURS[i] ?? 'red', label: `Mark ${i}`, note: 'A **note**' },
  }));
  expect(await trailcase.call('annotations.put', { changes })).toMatchObject({ ok: true });
  const supporting = ids.map((id) => ({ id, reason: 'it is first' }));
  const body = { ...EMPTY_FINDING, title: 'The key was used', narrative: `By [[key:${LEAKED}]].`, supporting };
  expect(await trailcase.call('findings.put', { id: null, body, seen: null })).toMatchObject({ ok: true });
  expect(await trailcase.call('findings.put', { id: null, body: { ...body, state: 'open' }, seen: null })).toMatchObject({ ok: true });

  // The navigation is made from the registry: a new view is looked at without being named here.
  const views = await page
    .locator('nav[aria-label="Views"] [data-testid^="nav-"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-testid') ?? ''));
  expect(views.length).toBeGreaterThan(15);
  const found: Record<string, string[]> = {};
  for (const view of views) {
    await page.getByTestId(view).click();
    await settled(page);
    // With an event beside it, where there are events.
    if (view === 'nav-events') {
      await page.getByTestId('event-row').first().locator('.tc-cell-time').click();
      await expect(page.getByTestId('detail-raw')).toBeVisible();
    }
    const light = await faults(page);
    await setTheme(page, 'dark');
    // Colours are all that differs.
    const dark = await faults(page, ['color-contrast']);
    await setTheme(page, 'light');
    if (light.length + dark.length > 0) found[view] = [...light, ...dark.map((fault) => `dark: ${fault}`)];
    // The other parts of the view. What is chosen already was just looked at.
    for (const tab of await page.locator('main [role="tab"][aria-selected="false"]').all()) {
      await tab.click();
      await settled(page);
      // The frame around it is as it was.
      const faultsOfTab = await faults(page, undefined, 'main');
      if (faultsOfTab.length > 0) found[`${view} ${await tab.textContent()}`] = faultsOfTab;
    }
  }
  expect.soft(found).toEqual({});

  await test.step('single events on the timeline', async () => {
    await page.getByTestId('nav-timeline').click();
    await page.getByTestId('timeline-by').selectOption('ip');
    const chart = await page.getByTestId('timeline-canvas').boundingBox();
    const span = page.getByTestId('timeline-span');
    const [from, to] = [Number(await span.getAttribute('data-from')), Number(await span.getAttribute('data-to'))];
    if (!chart) throw new Error('there is no chart');
    const x = (time: string) => chart.x + ((Date.parse(time) - from) / (to - from)) * chart.width;
    await page.mouse.move(x('2026-02-21T18:00:00Z'), chart.y + 30);
    await page.mouse.down();
    await page.mouse.move(x('2026-02-21T19:30:00Z'), chart.y + 30, { steps: 5 });
    await page.mouse.up();
    expect.soft(await faults(page, undefined, 'main')).toEqual([]);
    await page.getByTestId('brush-zoom').click();
    await expect(page.getByTestId('timeline-event').first()).toBeVisible();
    await expect(page.getByTestId('timeline-session').first()).toBeVisible();
    await expect(page.getByTestId('timeline-lanes')).toHaveAttribute('data-stale', 'false');
    expect.soft(await faults(page, undefined, 'main')).toEqual([]);
    await page.getByTestId('timeline-show').click();
    await expect(page.getByTestId('layer-signin')).toHaveAttribute('aria-checked', 'true');
    expect.soft(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    // Whatever can be reached there has a name of its own, also what axe does not call a button.
    const nameless = await page
      .locator('[data-stop]')
      .evaluateAll((all) => all.filter((one) => (one.getAttribute('aria-label') ?? '').trim() === '').length);
    expect(nameless).toBe(0);
    await setTheme(page, 'dark');
    expect.soft(await faults(page, ['color-contrast'], 'main')).toEqual([]);
    await setTheme(page, 'light');
  });

  await test.step('a bookmark, and a finding: as it is read, and as it is written', async () => {
    await page.getByTestId('nav-bookmarks').click();
    await page.getByRole('tab').first().click();
    await page.getByTestId('bookmark-row').first().click();
    await settled(page);
    expect.soft(await faults(page, undefined, 'main')).toEqual([]);
    await page.getByTestId('nav-findings').click();
    await page.getByTestId('findings-tab-findings').click();
    await page.getByTestId('finding-item').first().click();
    await expect(page.getByTestId('exhibit')).toHaveCount(6);
    expect.soft(await faults(page, undefined, 'main')).toEqual([]);
    await page.getByTestId('finding-edit').click();
    await expect(page.getByTestId('finding-form')).toBeVisible();
    expect.soft(await faults(page, undefined, 'main')).toEqual([]);
    await setTheme(page, 'dark');
    expect.soft(await faults(page, ['color-contrast'], 'main')).toEqual([]);
    await setTheme(page, 'light');
  });

  await test.step('the keyboard goes past the bars, through the frame, and is never caught', async () => {
    await page.getByTestId('nav-overview').click();
    const first = page.locator('a[href], button:enabled, input:enabled, [tabindex="0"]').first();
    await expect(first).toHaveAttribute('data-testid', 'skip-link');
    await first.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('main')).toBeFocused();
    // As many stops as there may be at most: where it is caught, the first never comes again.
    const isFirst = () => page.evaluate(() => document.activeElement?.getAttribute('data-testid') === 'skip-link');
    let stops = 0;
    do {
      await page.keyboard.press('Tab');
      stops++;
    } while (stops < 400 && !(await isFirst()));
    expect(await isFirst()).toBe(true);
  });

  await test.step('the tour, and the start screen', async () => {
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette-input').fill('tour');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('tour')).toBeVisible();
    expect.soft(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  await test.step('nothing moves for whoever asked for that', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.keyboard.press('Control+k');
    const longest = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll('*')].map((one) => Number.parseFloat(getComputedStyle(one).transitionDuration) || 0)),
    );
    expect(longest).toBeLessThan(0.001);
    await page.keyboard.press('Escape');
    await page.getByTestId('case-close').click();
    await expect(page.getByTestId('start')).toBeVisible();
    expect(await faults(page)).toEqual([]);
  });
});
