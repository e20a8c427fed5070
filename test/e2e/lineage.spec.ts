// Lineage in the window: from the session that deleted the bucket back to the leaked key, and forward to all that came of it.
import path from 'node:path';
import { expect, root, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');
const SESSION = 'ASIAALX7KVECLEXAMPLE';
const LEAKED = 'AKIADEVTEMPK2EXAMPLE';

test('lineage of a session and of the key at its root', async ({ launch, folder }) => {
  const trailcase = await launch({ openCase: path.join(folder, 'lineage.trailcase'), importPaths: [SAMPLE] });
  const { page } = trailcase;
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();
  const node = (value: string) => page.locator(`[data-testid="lineage-node"][data-value="${value}"]`);

  await test.step('back from the session: a proven edge, logged in two accounts, to the leaked key', async () => {
    await page.getByTestId('nav-lineage').click();
    await expect(page.getByTestId('lineage-view')).toContainText('Nothing chosen');
    await page.getByTestId('lineage-input').fill(SESSION);
    await page.keyboard.press('Enter');
    await expect(node(SESSION)).toHaveAttribute('aria-current', 'true');
    await expect(node(LEAKED)).toContainText('444455556666:user/dev-temp-key');
    await expect(page.getByTestId('lineage-edge')).toHaveAttribute('data-certainty', 'proven');
    await expect(page.getByTestId('lineage-list')).toContainText('in 2 records');
    await expect(page.getByTestId('key-life').locator('li')).toHaveText([/^\+ issued/, /first use/, /last use/]);
    await trailcase.screenshot('lineage-session');
  });

  await test.step('the edge opens its event', async () => {
    await page.getByTestId('lineage-edge').click();
    await expect(page.getByTestId('detail-panel')).toContainText('9772df85-86a7-48a2-8dc5-264d205e6f56');
  });

  await test.step('forward from the leaked key: fifteen keys', async () => {
    await page.getByTestId('lineage-input').fill(LEAKED);
    await page.getByTestId('lineage-show').click();
    await expect(page.getByTestId('lineage-blast')).toContainText('15 keys in all: 215 events');
    await expect(page.getByTestId('lineage-node')).toHaveCount(15);
    await expect(page.getByTestId('key-life')).toContainText(/deactivated.*by 444455556666:role\/security-response/);
    await trailcase.screenshot('lineage-leaked-key');
  });

  await test.step('a node opens its page', async () => {
    await node('AKIADEVTEMPQ5EXAMPLE').click();
    await expect(page.getByTestId('pivot-page')).toHaveAttribute('data-kind', 'key');
    await expect(page.getByTestId('pivot-value')).toHaveText('AKIADEVTEMPQ5EXAMPLE');
    await page.keyboard.press('Alt+ArrowLeft');
  });

  await test.step('the events of them all', async () => {
    await page.getByTestId('lineage-events').click();
    await expect(page.getByTestId('status-matching')).toContainText('215 match');
  });

  await test.step('a large fan is folded behind a door', async () => {
    await page.getByTestId('nav-lineage').click();
    await page.getByLabel('Kind').selectOption('actor');
    await page.getByTestId('lineage-input').fill('service/ec2.amazonaws.com');
    await page.getByTestId('lineage-show').click();
    await expect(page.getByTestId('lineage-more')).toHaveText('11 more');
    await page.getByTestId('lineage-more').click();
    await expect(page.getByTestId('lineage-more')).toHaveCount(0);
    // The service, its 27 sessions, and the three instances that their names point to.
    await expect(page.getByTestId('lineage-node')).toHaveCount(31);
  });

  await test.step('an inferred edge says so', async () => {
    await page.getByLabel('Kind').selectOption('key');
    await page.getByTestId('lineage-input').fill('ASIAG5T7JBRQ4EXAMPLE');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('lineage-edge')).toHaveText('ConsoleLogin inferred');
    await expect(page.getByTestId('lineage-list')).toContainText('The same actor signed in to the console');
    await page.getByTestId('lineage-input').fill('AKIANOBODY');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('lineage-none')).toContainText('No event knows the key AKIANOBODY');
  });
});
