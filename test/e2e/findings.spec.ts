// Findings in the window: from an event to a finding by f, written with references, kept as a draft through a crash, put into the storyline, reviewed, and handed to another examiner.
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, root, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');
const KEY = 'AKIADEVTEMPK2EXAMPLE';

/** What axe calls serious or critical in the view. */
async function faults(page: Page): Promise<string[]> {
  // A page for axe to finish in cannot be opened here: every window is the app's own.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('main').analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

test('a finding from its first event to the storyline', async ({ launch, folder }) => {
  test.setTimeout(90_000);
  const casePath = path.join(folder, 'sample.trailcase');
  let trailcase = await launch({ openCase: casePath, importPaths: [SAMPLE] });
  let { page } = trailcase;
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();
  await page.getByTestId('tour-decline').click();

  await test.step('f puts an event into a new finding', async () => {
    await page.getByTestId('nav-events').click();
    await page.getByTestId('filter-input').fill(`key:${KEY} api:RunInstances`);
    await page.keyboard.press('Enter');
    await page.getByTestId('event-row').first().locator('.tc-cell-time').click();
    await expect(page.getByTestId('in-findings')).toBeVisible();
    await page.keyboard.press('f');
    await page.getByTestId('chooser-title').fill('The leaked key launched GPU instances');
    await page.getByTestId('chooser-reason').fill('the launch');
    await page.getByTestId('chooser-put').click();
    await expect(page.getByTestId('in-findings')).toContainText('+ The leaked key launched GPU instances');
    await page
      .getByTestId('in-findings')
      .getByRole('button', { name: /The leaked key/ })
      .click();
    await expect(page.getByTestId('exhibit')).toHaveCount(1);
  });

  await test.step('a new one is written and saved at once', async () => {
    await page.getByTestId('finding-new').click();
    await page.getByTestId('finding-title').fill('Written from nothing');
    await page.getByTestId('finding-save').click();
    await expect(page.getByTestId('finding-form')).toHaveCount(0);
    await expect(page.getByTestId('finding-page').getByRole('heading', { level: 2 })).toHaveText('Written from nothing');
    await page.getByTestId('finding-item').filter({ hasText: 'The leaked key' }).click();
    await expect(page.getByTestId('exhibit')).toHaveCount(1);
  });

  await test.step('written with references, completed after [[', async () => {
    await page.getByTestId('finding-edit').click();
    await page.getByTestId('finding-severity').selectOption('critical');
    const narrative = page.getByTestId('finding-narrative');
    await narrative.fill('**With** ');
    await narrative.pressSequentially(`[[key:${KEY.slice(0, 8)}`);
    await expect(page.getByTestId('reference-list')).toContainText(KEY);
    await page.keyboard.press('Enter');
    await expect(narrative).toHaveValue(`**With** [[key:${KEY}]]`);
    await narrative.pressSequentially(' and [[ip:203.0.113.254]] <img src=x onerror=alert(1)>');
    // What is typed at once after a completion stands behind it.
    await expect(narrative).toHaveValue(`**With** [[key:${KEY}]] and [[ip:203.0.113.254]] <img src=x onerror=alert(1)>`);
    await page.getByTestId('frame-suggest').click();
    await expect(page.getByTestId('frame-who')).toHaveValue(/do not say who held them/);
    await page.getByTestId('technique-words').fill('cloud accounts');
    await page.getByTestId('technique-T1078.004').click();
    expect(await faults(page)).toEqual([]);
    await trailcase.screenshot('findings-form');
  });

  await test.step('a draft outlives the window', async () => {
    await trailcase.close();
    trailcase = await launch({ openCase: casePath });
    ({ page } = trailcase);
    await page.getByTestId('nav-findings').click();
    await page.getByTestId('findings-tab-findings').click();
    await expect(page.getByTestId('finding-narrative')).toHaveValue(/onerror/);
    await expect(page.getByTestId('unsaved-banner')).toContainText('The leaked key');
    await page.getByTestId('finding-save').click();
    await expect(page.getByTestId('finding-form')).toHaveCount(0);
    await expect(page.getByTestId('unsaved-banner')).toHaveCount(0);
    const chips = page.getByTestId('finding-page').getByTestId('reference');
    await expect(chips.filter({ hasText: KEY }).first()).toBeVisible();
    await expect(page.getByTestId('reference-missing')).toContainText('203.0.113.254 (not in the case)');
    await expect(page.getByTestId('finding-page').locator('img')).toHaveCount(0);
    await expect(page.getByTestId('frame')).toContainText('From where');
    expect(await faults(page)).toEqual([]);
    await trailcase.screenshot('findings-page');
  });

  await test.step('undo is a further version', async () => {
    await page.keyboard.press('Control+z');
    await expect(page.getByTestId('reference-missing')).toHaveCount(0);
    await page.keyboard.press('Control+Shift+z');
    await expect(page.getByTestId('reference-missing')).toHaveCount(1);
    await expect(page.getByTestId('finding-history').getByRole('listitem')).toHaveCount(4);
  });

  await test.step('storyline, arranged by keyboard, and read', async () => {
    await page.getByTestId('findings-tab-storyline').click();
    await page.getByTestId('story-add').filter({ hasText: 'The leaked key' }).click();
    await expect(page.getByTestId('story-part')).toHaveCount(1);
    await page.getByTestId('story-heading').click();
    await expect(page.getByTestId('story-part')).toHaveCount(2);
    await page.getByLabel('Heading', { exact: true }).fill('The night of the launch');
    await page.getByLabel('Heading', { exact: true }).press('Enter');
    await page.getByTestId('story-grip').nth(1).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect(page.getByTestId('story-part').first()).toHaveAttribute('data-kind', 'heading');
    expect(await faults(page)).toEqual([]);
    const history = page.getByTestId('storyline-history');
    await history.getByRole('button', { name: 'What changed' }).first().click();
    await expect(history.getByTestId('differences')).toContainText('# The night of the launch');
    await trailcase.screenshot('findings-storyline');
    // Two that begin alike are two.
    for (const count of [1, 2]) {
      await page.getByTestId('story-text').click();
      await expect(page.getByLabel('Text between findings')).toHaveCount(count);
    }
    const texts = page.getByLabel('Text between findings');
    await texts.nth(0).pressSequentially('At first');
    await texts.nth(1).pressSequentially('And then, at great length, what came of it');
    await page.getByTestId('findings-tab-storyline').focus();
    await expect(texts.nth(0)).toHaveValue('At first');
    await expect(texts.nth(1)).toHaveValue('And then, at great length, what came of it');
    await page.reload();
    await expect(texts.nth(0)).toHaveValue('At first');
    await expect(texts.nth(1)).toHaveValue('And then, at great length, what came of it');
    for (const count of [1, 0]) {
      await page.getByRole('button', { name: 'Out of the storyline' }).last().click();
      await expect(texts).toHaveCount(count);
    }
    await page.getByTestId('storyline-read').click();
    await expect(page.getByTestId('storyline-text').locator('h2')).toHaveText('The night of the launch');
    await expect(page.getByTestId('storyline-text').getByTestId('exhibit')).toHaveCount(1);
    await trailcase.screenshot('findings-read');
  });

  await test.step('reviewed by its own author, which is said', async () => {
    await page.getByTestId('findings-tab-findings').click();
    await page.getByTestId('review-agree').click();
    await expect(page.getByTestId('reviews')).toContainText('by its own author');
    await expect(page.getByTestId('reviews')).toContainText('no one else has looked at it yet');
    await page.getByTestId('review-differ').click();
    await expect(page.getByTestId('reviews').getByRole('listitem')).toContainText('differs');
    await page.keyboard.press('Control+z');
    await expect(page.getByTestId('reviews').getByRole('listitem')).toContainText('agrees');
  });

  await test.step('handed over, and looked at before it is taken over', async () => {
    const file = path.join(folder, 'for-b.json');
    await trailcase.pick(file);
    await page.getByTestId('exchange-export').click();
    await expect(page.getByTestId('notice-done').last()).toContainText('Exported');
    await page.getByTestId('exchange-import').click();
    await expect(page.getByTestId('exchange-summary')).toContainText('0 versions of findings');
    await page.getByTestId('exchange-take').click();
    await expect(page.getByTestId('exchange-summary')).toHaveCount(0);
    await page.getByTestId('findings-tab-attack').click();
    await expect(page.getByTestId('attack-tab')).toContainText('T1078.004');
  });

  await test.step('a case that is closed leaves on this computer what was not saved, says so, and nothing else', async () => {
    const stored = () => page.evaluate(() => Object.keys(localStorage).filter((key) => /^trailcase\.(finding|story)\./.test(key)));
    expect(await stored()).toEqual([]);
    await page.getByTestId('findings-tab-findings').click();
    await page.getByTestId('finding-item').filter({ hasText: 'Written from nothing' }).click();
    await page.getByTestId('finding-edit').click();
    await page.getByTestId('finding-item').filter({ hasText: 'The leaked key' }).click();
    await page.getByTestId('finding-edit').click();
    await page.getByTestId('finding-narrative').fill('Half a sen');
    await page.getByTestId('findings-tab-storyline').click();
    await page.getByLabel('Heading', { exact: true }).fill('The night');
    expect(await stored()).toHaveLength(3);
    // As by a key: the field is not left first.
    await page.getByTestId('case-close').evaluate((button) => (button as HTMLElement).click());
    await expect(page.getByTestId('notice-done').last()).toContainText('Not saved: 1 finding. ');
    expect(await stored()).toHaveLength(1);
    await page.getByTestId('start-recent').first().click();
    await expect(page.getByTestId('unsaved-banner')).toContainText('The leaked key');
    await expect(page.getByTestId('unsaved-banner')).not.toContainText('Written from nothing');
    await expect(page.getByLabel('Heading', { exact: true })).toHaveValue('The night');
    await trailcase.screenshot('findings-unsaved');
    await page.getByTestId('unsaved-throw').click();
    await expect(page.getByTestId('unsaved-banner')).toHaveCount(0);
    expect(await stored()).toEqual([]);
  });
});
