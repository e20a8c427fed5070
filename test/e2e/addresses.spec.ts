// Addresses: what is known of each, a watch list loaded from a file, its flags on every screen, and the data that tell countries.
import path from 'node:path';
import { expect, root, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');
const LISTS = path.join(root, 'test/fixtures/watch-lists');

test('addresses, a watch list, its flags everywhere', async ({ launch, folder }) => {
  const casePath = path.join(folder, 'addresses.trailcase');
  const trailcase = await launch({ openCase: casePath, importPaths: [SAMPLE] });
  const { page } = trailcase;
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();
  const row = (address: string) => page.locator(`[data-testid="address-row"][data-address="${address}"]`);

  await test.step('the table says what each address is, and is sorted by a click', async () => {
    await page.getByTestId('nav-addresses').click();
    await expect(row('185.220.101.34')).toContainText('Germany (DE)');
    await expect(row('185.220.101.34')).toContainText('AS60729 Stiftung Erneuerbare Freiheit');
    await expect(row('203.0.113.10')).toContainText('documentation');
    await expect(page.getByTestId('address-row').first()).toHaveAttribute('data-address', '203.0.113.10');
    await page.getByTestId('addresses-sort-country').click();
    await expect(page.getByTestId('address-row').first()).toHaveAttribute('data-address', '185.220.101.34');
    await expect(page.getByTestId('address-data')).toContainText('@ip-location-db/asn 2.3.2026061719 (2026-06-17)');
  });

  await test.step('a list is seen before it is loaded', async () => {
    await trailcase.pick(path.join(LISTS, 'misp-warninglist.json'));
    await page.getByTestId('list-pick').click();
    await expect(page.getByTestId('list-recognised')).toContainText('3 addresses and networks, read as MISP warning list');
    await expect(page.getByTestId('list-left-out')).toContainText('1 entry that is no address was left out: exit.example.net');
    await expect(page.getByTestId('list-date')).toHaveValue('2026-02-20');
    await page.getByTestId('list-name').fill('Tor exits');
    await page.getByTestId('list-load').click();
    await expect(page.getByTestId('watch-list')).toHaveText('◉ Tor exits (2026-02-20)');
    await expect(row('185.220.101.47')).toContainText('Tor exits');
    await trailcase.screenshot('addresses');
  });

  await test.step('its hits are flagged in tables, facets, details and lanes', async () => {
    await page.getByTestId('watch-list').getByRole('button').first().click();
    await expect(page.getByTestId('status-matching')).toContainText('48 match');
    await page.getByTestId('nav-events').click();
    await page.getByTestId('facet-open-list').click();
    await page.getByTestId('facet-open-country').click();
    await expect(page.getByTestId('facet-list').locator('[data-value="Tor exits"]')).toContainText('48');
    await expect(page.getByTestId('facet-country').getByTestId('facet-value').first()).toContainText('Germany (DE)');
    await expect(page.getByTestId('events-table').getByTestId('address-flag').first()).toHaveAttribute(
      'title',
      'on the watch list Tor exits (2026-02-20)',
    );
    await expect(page.getByTestId('facet-sourceIPAddress').getByTestId('address-flag')).toHaveCount(2);
    await page.getByTestId('event-row').first().locator('.tc-cell-time').click();
    await expect(page.getByTestId('detail-panel').getByTestId('address-flag').first()).toBeVisible();
    await page.getByTestId('nav-timeline').click();
    await page.getByTestId('timeline-by').selectOption('ip');
    await expect(page.locator('.tc-tl-lane .tc-flag')).toHaveCount(2);
    await page.getByRole('button', { name: /Close the event/ }).click();
    await page
      .locator('.tc-tl-lane', { has: page.locator('.tc-flag') })
      .first()
      .click({ button: 'right', timeout: 10_000 });
    await expect(page.getByTestId('context-menu')).toContainText('All about this address');
    await page.keyboard.press('Escape');
  });

  await test.step('a click opens all about the address, and a removed list flags nothing', async () => {
    await page.getByTestId('nav-addresses').click();
    await row('185.220.101.34').locator('[data-field="sourceIPAddress"]').click();
    await expect(page.getByTestId('pivot-page')).toContainText('Tor exits');
    await page.getByTestId('nav-addresses').click();
    await page.getByTestId('list-remove').click();
    await expect(page.getByTestId('watch-list')).toHaveCount(0);
    await expect(page.getByTestId('address-flag')).toHaveCount(0);
  });

  await test.step('a file that is no list is refused in words', async () => {
    await trailcase.pick(path.join(root, 'package.json'));
    await page.getByTestId('list-pick').click();
    await expect(page.getByTestId('notice-error')).toContainText('WATCH_LIST_UNREADABLE');
  });
});
