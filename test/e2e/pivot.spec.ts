// From one entity to the next by clicking: actor, key, address, resource and back; menus of values; notes; lists of actors and keys.
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, root, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');
const KEY = 'AKIADEVTEMPK2EXAMPLE';
const ATTACKER = '185.220.101.34';

const pageOf = (page: Page, kind: string, value: string) =>
  expect(page.locator(`[data-testid="pivot-page"][data-kind="${kind}"] [data-testid="pivot-value"]`)).toHaveText(value);
const related = (page: Page, field: string, value: string) =>
  page.getByTestId(`related-${field}`).locator(`[data-field="${field}"]`, { hasText: value });

test('pivots lead from entity to entity, and back', async ({ launch, folder }) => {
  const trailcase = await launch({ openCase: path.join(folder, 'pivot.trailcase'), importPaths: [SAMPLE] });
  const { page } = trailcase;
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();

  await test.step('the actor of an event', async () => {
    await page.getByTestId('nav-events').click();
    await page.getByTestId('filter-input').first().fill(`key:${KEY} api:RunInstances -error:*`);
    await page.keyboard.press('Enter');
    await page.getByTestId('event-row').first().locator('[data-field="actor"]').click();
    await expect(page.locator('[data-testid="pivot-page"][data-kind="actor"]')).toContainText('dev-temp-key');
    await expect(page.getByTestId('pivot-life')).toBeVisible();
    await trailcase.screenshot('pivot-actor');
  });

  await test.step('a name as recorded does not give all of an actor, and says so', async () => {
    await page.getByTestId('pivot-forms').locator('[data-field="actor"]').getByText('dev-temp-key', { exact: true }).click();
    await pageOf(page, 'actor', 'dev-temp-key');
    await expect(page.getByTestId('pivot-events')).toContainText('116');
    await expect(page.getByTestId('pivot-otherwise')).toContainText('13 more events of it not under this name');
    await page.keyboard.press('[');
    await expect(page.getByTestId('pivot-events')).toContainText('129');
  });

  await test.step('its menu takes the page’s own filter; a half-written note waits', async () => {
    await expect(page.getByTestId('pivot-scope')).toContainText('the filter bar narrows only the list of its events');
    await page.getByTestId('filter-clear').first().click();
    await expect(page.getByTestId('pivot-scope')).toHaveCount(0);
    await page.getByTestId('note-text').fill('half written');
    await page.getByTestId('pivot-more').click();
    await page.getByTestId('context-menu').getByText('Without its events').click();
    const all = Number(await page.getByTestId('status-events').getAttribute('data-count'));
    await expect(page.getByTestId('status-matching')).toHaveAttribute('data-count', String(all - 129));
    await page.keyboard.press('[');
    await expect(page.getByTestId('note-text')).toHaveValue('half written');
    await page.reload();
    await expect(page.getByTestId('note-text')).toHaveValue('half written');
    await page.getByTestId('note-text').fill('');
    await expect(page.getByTestId('unsaved-banner')).toHaveCount(0);
  });

  await test.step('its key, the address, what it did there', async () => {
    await related(page, 'accessKeyId', KEY).click();
    await pageOf(page, 'key', KEY);
    await expect(page.getByTestId('pivot-forms')).toContainText('arn:aws:iam::444455556666:user/dev-temp-key');
    await trailcase.screenshot('pivot-key');
    await related(page, 'sourceIPAddress', ATTACKER).click();
    await pageOf(page, 'ip', ATTACKER);
    await related(page, 'who', 'role/deploy-role · 111122223333').click();
    await pageOf(page, 'actor', '111122223333:role/deploy-role');
  });

  await test.step('back and forward as in a browser', async () => {
    await page.keyboard.press('[');
    await pageOf(page, 'ip', ATTACKER);
    await page.keyboard.press('[');
    await pageOf(page, 'key', KEY);
    await page.keyboard.press(']');
    await pageOf(page, 'ip', ATTACKER);
  });

  await test.step('a note stays with the entity', async () => {
    await page.getByTestId('note-text').fill('Tor exit <b>not markup</b>');
    await page.getByTestId('note-save').click();
    await expect(page.getByTestId('note-save')).toBeDisabled();
    await expect(page.getByTestId('pivot-note')).not.toContainText('no note yet');
    await page.getByTestId('nav-overview').click();
    // One name in two accounts: two actors.
    await expect(page.getByTestId('top-who')).toContainText('111122223333:role/cloudpulse-monitoring410');
    await expect(page.getByTestId('top-who')).toContainText('444455556666:role/cloudpulse-monitoring254');
    await trailcase.screenshot('overview-actors');
    // It has no error code, and so is in no list of those.
    await expect(page.getByTestId('overview-sign-ins')).toHaveText('1 failed sign-in');
    await page.getByTestId('nav-pivot').click();
    await expect(page.getByTestId('note-text')).toHaveValue('Tor exit <b>not markup</b>');
  });

  await test.step('the menu of a value bookmarks the entity that it names, in no event, and an actor under its id', async () => {
    const mark = async (kind: string, name: string, word: string) => {
      await related(page, kind, name).click({ button: 'right' });
      await page.getByTestId('context-menu').getByText(`Bookmark this ${word}`).click();
    };
    await mark('accessKeyId', KEY, 'access key');
    await related(page, 'accessKeyId', KEY).click();
    await pageOf(page, 'key', KEY);
    await expect(page.getByTestId('entity-marks').locator('.tc-bookmark')).toBeVisible();
    await page.keyboard.press('[');
    await pageOf(page, 'ip', ATTACKER);
    await mark('who', 'role/deploy-role · 111122223333', 'actor');
    await related(page, 'who', 'role/deploy-role · 111122223333').click();
    await pageOf(page, 'actor', '111122223333:role/deploy-role');
    await expect(page.getByTestId('entity-marks').locator('.tc-bookmark')).toBeVisible();
    await page.keyboard.press('[');
    await pageOf(page, 'ip', ATTACKER);
  });

  await test.step('the menu of a value in an event’s row bookmarks the event', async () => {
    await page.getByTestId('pivot-tab-events').click();
    const row = page.getByTestId('event-row').first();
    await row.locator('[data-field="eventName"]').click({ button: 'right' });
    const menu = page.getByTestId('context-menu');
    await expect(menu).toContainText('All about this API');
    await expect(menu).toContainText('Without this API');
    await menu.getByText('Bookmark this event').click();
    await expect(row.locator('.tc-bookmark')).toBeVisible();
    await row.locator('[data-field="eventName"]').click({ button: 'right' });
    await expect(menu).toContainText('Open its event, which is bookmarked');
    await page.keyboard.press('Escape');
  });

  await test.step('texts in the record are handles, too', async () => {
    await page.getByTestId('nav-events').click();
    await page.getByTestId('filter-input').first().fill(`api:AssumeRole ip:${ATTACKER}`);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('status-matching')).toContainText('3 match');
    // One of the two deliveries of the call knows its caller by a principal id only.
    await expect(page.locator('[aria-label="resolved from its principal id"]')).toHaveCount(1);
    await expect(page.getByTestId('events-table').locator('[data-field="who"]')).toHaveText('dev-temp-key');
    // On its signs: values lead elsewhere.
    await page
      .locator('[data-testid="event-row"][data-event-id]')
      .nth(1)
      .click({ position: { x: 8, y: 13 } });
    await trailcase.screenshot('pivot-detail');
    await page.getByTestId('detail-panel').locator('[aria-label="Parameters"] [data-field="resource"]').first().click();
    await pageOf(page, 'actor', 'arn:aws:iam::111122223333:role/deploy-role');
    await expect(page.getByTestId('pivot-page')).toContainText('botocore-session-1771699275');
  });

  await test.step('an Insight, which is no call, says what it tells of calls', async () => {
    await page.getByTestId('nav-events').click();
    await page.getByTestId('filter-input').first().fill('eventCategory:Insight');
    await page.keyboard.press('Enter');
    const rows = page.locator('[data-testid="event-row"][data-event-id]');
    await expect(rows.locator('.tc-cell-eventName')).toHaveText([
      'Insight started: RunInstances, 0/min → 0.75/min',
      'Insight ended: RunInstances, 0/min → 0.75/min',
    ]);
    await trailcase.screenshot('insights');
    await rows.first().click({ position: { x: 8, y: 13 } });
    const detail = page.getByTestId('detail-panel');
    await expect(detail.locator('h2')).toHaveText('Insight started: RunInstances, 0/min → 0.75/min');
    await expect(detail.locator('header').first()).toContainText('no call');
    await expect(detail.locator('header').first()).not.toContainText('no error');
    await expect(detail.locator('[aria-label="Outcome"]')).toHaveCount(0);
    await trailcase.screenshot('insight-detail');
    await detail.locator('[aria-label="What it tells of calls"] [data-field="eventName"]').click();
    await pageOf(page, 'api', 'RunInstances');
    await page.keyboard.press('[');
  });

  await test.step('lists of actors and keys, which the filter bar narrows', async () => {
    await page.getByTestId('filter-clear').first().click();
    await page.getByTestId('nav-actors').click();
    const actors = page.getByTestId('actors-row');
    // What is unusual stands first.
    await expect(actors.first()).toContainText('dev-temp-key');
    await expect(actors.first().getByTestId('changed')).toContainText('4 APIs refused within 48 seconds, then DescribeRegions allowed');
    await page.getByTestId('actors-search').fill('DEV-temp');
    await expect(actors).toHaveCount(1);
    await expect(page.getByTestId('actors-total')).toHaveText(/^1 actor ·/);
    await expect(actors).toContainText('129');
    await trailcase.screenshot('actors');
    await page.getByTestId('nav-keys').click();
    const key = page.getByTestId('keys-row').filter({ hasText: 'AKIADEVTEMPQ5EXAMPLE' });
    await expect(key).toContainText('CreateAccessKey');
    await expect(key).toContainText('UpdateAccessKey');
    await trailcase.screenshot('keys');
    // Of eight events: too few to compare, yet not too few to tell of a refusal.
    await expect(key.getByTestId('changed')).toHaveText('△ RunInstances failed once, refused, before it first succeeded');
    // A filter takes none of this away: it is of the whole case.
    await page.getByTestId('filter-input').first().fill('api:CreateAccessKey');
    await page.keyboard.press('Enter');
    await expect(key).toContainText('dev-temp-key');
    await expect(key).toContainText('UpdateAccessKey');
    await page.getByTestId('filter-clear').first().click();
    await key.locator('[data-field="accessKeyId"]').click();
    await pageOf(page, 'key', 'AKIADEVTEMPQ5EXAMPLE');
  });

  await test.step('its lineage, and a node of it', async () => {
    await page.getByTestId('pivot-tab-lineage').click();
    await expect(page.getByTestId('lineage')).toBeVisible();
    await trailcase.screenshot('pivot-lineage');
    await page.locator(`[data-testid="lineage-node"][data-value="${KEY}"]`).click();
    await pageOf(page, 'key', KEY);
    await related(page, 'resource', 'arn:aws:iam::111122223333:role/deploy-role').click();
    await pageOf(page, 'resource', 'arn:aws:iam::111122223333:role/deploy-role');
  });

  await test.step('a resource with its history', async () => {
    await page.getByTestId('nav-events').click();
    await page.getByTestId('filter-input').first().fill('api:DeleteBucket -error:*');
    await page.keyboard.press('Enter');
    await page
      .locator('[data-testid="event-row"][data-event-id]')
      .first()
      .click({ position: { x: 8, y: 13 } });
    await page.getByTestId('detail-panel').locator('[aria-label="Parameters"] [data-field="resource"]').first().click();
    await expect(page.locator('[data-testid="pivot-page"][data-kind="resource"]')).toBeVisible();
    await expect(page.getByTestId('resource-history')).toBeVisible();
    await trailcase.screenshot('pivot-resource');
  });

  await test.step('what is typed into the palette is known by its form', async () => {
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette-input').fill(ATTACKER);
    await page.getByText(`All about the address ${ATTACKER}`).click();
    await pageOf(page, 'ip', ATTACKER);
    await expect(page.getByTestId('pivot-page')).toContainText('Germany (DE)');
  });

  await test.step('a note that is not saved is told of when its case is left and opened again, and a copy of the case knows nothing of it', async () => {
    const [original, copy] = ['pivot', 'copy'].map((name) => path.join(folder, `${name}.trailcase`)) as [string, string];
    const drafts = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('trailcase.note.')));
    await page.getByTestId('nav-events').click();
    await page.getByTestId('filter-input').first().fill(`ip:${ATTACKER}`);
    await page.keyboard.press('Enter');
    await page.getByTestId('event-row').first().locator('[data-field="sourceIPAddress"]').click();
    await pageOf(page, 'ip', ATTACKER);
    await page.getByTestId('note-text').fill('Also seen in');
    await page.getByTestId('case-close').click();
    await expect(page.getByTestId('notice-done').last()).toContainText('Not saved: 1 note. ');
    await expect(page.getByTestId('start')).toBeVisible();
    copyFileSync(original, copy);
    expect(await trailcase.startAgain('--case', copy)).toBe(0);
    await expect(page.getByTestId('case-title')).toHaveAttribute('title', new RegExp(copy));
    await expect(page.getByTestId('unsaved-banner')).toHaveCount(0);
    expect(await trailcase.startAgain('--case', original)).toBe(0);
    await expect(page.getByTestId('case-title')).toHaveAttribute('title', new RegExp(original));
    await expect(page.getByTestId('unsaved-banner')).toContainText(`the note on address ${ATTACKER}`);
    await trailcase.screenshot('pivot-unsaved');
    await page.getByTestId('nav-overview').click();
    await page.getByTestId('unsaved-banner').getByText(ATTACKER).click();
    await pageOf(page, 'ip', ATTACKER);
    await expect(page.getByTestId('note-text')).toHaveValue('Also seen in');
    await page.getByTestId('note-text').press('End');
    await page.getByTestId('note-text').pressSequentially(' three accounts');
    await page.getByTestId('note-save').click();
    await expect(page.getByTestId('note-save')).toBeDisabled();
    await expect(page.getByTestId('note-text')).toHaveValue('Also seen in three accounts');
    await expect(page.getByTestId('unsaved-banner')).toHaveCount(0);
    await expect.poll(drafts).toEqual([]);
  });
});
