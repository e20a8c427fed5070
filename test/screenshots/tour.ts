// One picture per view of the sample case, into docs/screenshots.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, root, type Start, type Trailcase, test } from '../e2e/fixture.ts';
import { archiveWithHoles } from '../e2e/holes.ts';

const FOLDER = path.join(root, 'docs/screenshots');
const LEAKED = 'AKIADEVTEMPK2EXAMPLE';

test('one picture per view', async ({ launch, folder }) => {
  const casePath = path.join(folder, 'TeluguBites.trailcase');
  const trailcase = await launch();
  const { page } = trailcase;
  await page.setViewportSize({ width: 1280, height: 800 });
  const picture = (name: string) => page.screenshot({ path: path.join(FOLDER, `${name}.png`), animations: 'disabled' });

  await expect(page.getByTestId('start')).toBeVisible();
  await picture('start');
  await trailcase.call('case.create', {
    path: casePath,
    facts: {
      title: 'TeluguBites key leak',
      number: 'TB-2026-02',
      examiner: 'M. Iyer',
      organisation: 'TeluguBites',
      timezone: 'Asia/Kolkata',
    },
  });
  await trailcase.close();

  const opened = await launch({ openCase: casePath });
  const shown = opened.page;
  await shown.setViewportSize({ width: 1280, height: 800 });
  const view = (name: string) => shown.screenshot({ path: path.join(FOLDER, `${name}.png`), animations: 'disabled' });
  const settled = () => expect(shown.locator('.bp6-skeleton')).toHaveCount(0);

  await opened.pick(path.join(root, 'resources/sample/archive'));
  await shown.getByTestId('add-evidence').first().click();
  await shown.getByTestId('add-folder').click();
  await expect(shown.getByTestId('preview-sum')).toBeVisible();
  await shown.getByTestId('import-go').click();
  await expect(shown.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await shown.getByTestId('nav-overview').click();
  await expect(shown.getByTestId('coverage')).toBeVisible();
  await settled();
  await view('overview');
  await shown.getByTestId('import-dismiss').first().click();

  // Asked by clicking, and kept as a view.
  await shown.getByTestId('nav-events').click();
  await shown.getByTestId('facet-errorCode').getByTestId('facet-value').first().click();
  await shown.getByTestId('histogram-split').selectOption('actor');
  await expect(shown.getByTestId('histogram-legend')).toBeVisible();
  await shown.keyboard.press('Control+s');
  await shown.getByTestId('view-name').fill('First refusals');
  await shown.keyboard.press('Enter');
  await expect(shown.getByTestId('saved-view')).toBeVisible();
  await expect(shown.getByTestId('save-view')).toHaveCount(0);
  await shown.getByTestId('facet-eventName').getByTestId('facet-value').first().focus();
  await expect(shown.locator('.tc-notice')).toHaveCount(0);
  await settled();
  await view('facets');
  await shown.getByTestId('histogram-split').selectOption('');

  await shown.getByTestId('filter-input').first().fill('eventName:RunInstances actor:dev-temp-key');
  await shown.keyboard.press('Enter');
  await shown.getByTestId('event-row').nth(1).locator('.tc-cell-time').click();
  await expect(shown.getByTestId('detail-raw')).toContainText('g5.12xlarge');
  await shown.getByTestId('bookmark-note').fill('First launch with the leaked key, from an address never seen before.');
  await shown.getByTestId('bookmark-save').click();
  await settled();
  await view('events');
  await shown.getByTestId('filter-clear').first().click();
  await shown.keyboard.press('Control+f');
  await shown.getByTestId('search-input').fill('telugubites-prod');
  await shown.keyboard.press('Enter');
  await expect(shown.getByTestId('hit-row').first().locator('mark')).toBeVisible();
  await shown.getByTestId('hits-sort-time').click();
  await shown.getByTestId('hit-row').nth(1).locator('.tc-gutter').click();
  await expect(shown.getByTestId('detail-raw')).toContainText('DeleteBucket');
  await settled();
  await view('search');

  await shown.getByTestId('nav-bookmarks').click();
  await expect(shown.getByTestId('bookmark-row')).toHaveCount(1);
  await settled();
  await view('bookmarks');

  await shown.getByTestId('nav-timeline').click();
  await expect(shown.getByTestId('timeline-lanes')).toBeVisible();
  await expect(shown.locator('.vis-item').first()).toBeVisible();
  await settled();
  await view('timeline');

  await shown.getByTestId('nav-evidence').click();
  await expect(shown.getByTestId('evidence-row').first()).toBeVisible();
  await settled();
  await view('evidence');

  await shown.getByTestId('nav-sql').click();
  await shown.getByTestId('sql-run').click();
  await shown.getByTestId('sql-open-event').nth(3).click();
  await expect(shown.getByTestId('detail-raw')).toContainText('RunInstances');
  await shown.getByTestId('sql-side-schema').click();
  await shown.getByLabel('Fields of userIdentity').click();
  await settled();
  await view('sql');

  await shown.getByTestId('nav-integrity').click();
  await shown.getByTestId('integrity-tab-proof').click();
  await shown.getByTestId('verify-start').click();
  await expect(shown.getByTestId('verify-result')).toHaveAttribute('data-scope', 'all', { timeout: 60_000 });
  await shown.keyboard.press('Escape');
  await view('proof');

  await shown.getByTestId('nav-report').click();
  await opened.pick(path.join(folder, 'report.html'));
  await shown.getByTestId('report-write').click();
  await expect(shown.getByTestId('report-result')).toBeVisible({ timeout: 60_000 });
  await view('report');

  // What else was handed over, taken in last: the pictures before are of the sample alone.
  await shown.getByTestId('nav-evidence').click();
  const late = lateDelivery(folder);
  await opened.pick(...late);
  await shown.getByTestId('add-evidence').first().click();
  await shown.getByTestId('add-files').click();
  await expect(shown.locator('[data-testid="preview-table"] tr[data-shape="event-history-csv"]')).toBeVisible();
  await view('import');
  await shown.getByTestId('import-go').click();
  await expect(shown.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await shown.getByTestId('import-dismiss').first().click();
  await shown.getByTestId('evidence-tab-problems').click();
  await shown.getByTestId('problem-RECORD_CUT_OFF').click();
  await shown.getByTestId('problem-bytes').first().click();
  await expect(shown.getByTestId('bytes-mark')).toBeVisible();
  await settled();
  await view('bytes');
});

test('who is who', async ({ launch, folder }) => {
  const { trailcase, page } = await newCase(launch, folder);
  const settled = () => expect(page.locator('.bp6-skeleton')).toHaveCount(0);
  const view = async (name: string) => {
    await settled();
    await page.screenshot({ path: path.join(FOLDER, `${name}.png`), animations: 'disabled' });
  };
  await expect(page.getByTestId('nav-overview')).toBeVisible();
  await trailcase.call('import.start', { paths: [path.join(root, 'resources/sample/archive')] });
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();

  await page.getByTestId('nav-addresses').click();
  await trailcase.pick(path.join(root, 'test/fixtures/watch-lists/tor-bulk-exits.txt'));
  await page.getByTestId('list-pick').click();
  await page.getByTestId('list-name').fill('Tor exits');
  await page.getByTestId('list-load').click();
  await expect(page.getByTestId('watch-list')).toBeVisible();
  await expect(page.getByTestId('address-flag').first()).toBeVisible();
  await page.locator('.tc-notice button').first().click();
  await expect(page.locator('.tc-notice')).toHaveCount(0);
  await view('addresses');

  await page.getByTestId('nav-questions').click();
  await expect(page.getByTestId('question-line-call')).toContainText('used in two ways');
  await page.getByTestId('question-open-bucket').click();
  await expect(page.getByTestId('candidate').first()).toBeVisible();
  await view('questions');

  await page.getByTestId('nav-actors').click();
  await expect(page.getByTestId('actors-row').first()).toBeVisible();
  await view('actors');
  await page.getByTestId('nav-keys').click();
  await page.getByTestId('keys-search').fill('AKIA');
  await expect(page.getByTestId('keys-row').first()).toBeVisible();
  await view('keys');
  await page.getByTestId('keys-row').filter({ hasText: LEAKED }).locator('[data-field="accessKeyId"]').first().click();
  await expect(page.getByTestId('pivot-value')).toHaveText(LEAKED);
  await view('pivot');

  await page.getByTestId('nav-lineage').click();
  await page.getByTestId('lineage-input').fill(LEAKED);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('lineage-node')).not.toHaveCount(0);
  await view('lineage');

  await page.getByTestId('nav-resources').click();
  await page.getByTestId('resource-kind').selectOption('s3:bucket');
  await page.getByTestId('resource-row').filter({ hasText: 'telugubites-prod' }).first().locator('[data-field="resource"]').click();
  await expect(page.getByTestId('resource-history')).toBeVisible();
  await view('resources');

  await page.getByTestId('nav-compare').click();
  await page.getByTestId('compare-a').fill(`key:${LEAKED}`);
  await page.getByTestId('compare-moment').fill('2026-02-21 23:00');
  await page.getByTestId('compare-split').click();
  await expect(page.getByTestId('compare-facts')).toBeVisible();
  await view('compare');
});

test('the integrity of a delivery with holes', async ({ launch, folder }) => {
  const { trailcase, page } = await newCase(launch, folder);
  const view = (name: string) => page.screenshot({ path: path.join(FOLDER, `${name}.png`), animations: 'disabled' });
  await expect(page.getByTestId('nav-integrity')).toBeVisible();
  await trailcase.call('import.start', { paths: [archiveWithHoles(folder)] });
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();

  await page.getByTestId('nav-integrity').click();
  await expect(page.getByTestId('strips')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  await expect(page.getByTestId('span-panel')).toHaveAttribute('data-state', 'missing');
  await view('integrity');
  await page.getByTestId('integrity-tab-findings').click();
  await expect(page.getByTestId('finding').first()).toBeVisible();
  await view('not-valid');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByTestId('integrity-tab-chains').click();
  await expect(page.getByTestId('span-panel')).toBeVisible();
  await view('integrity-dark');
  await page.emulateMedia({ colorScheme: 'light' });

  await page.getByTestId('integrity-tab-seals').click();
  await trailcase.pick(path.join(folder, 'seal.txt'));
  await page.getByTestId('seal-open').click();
  await page.getByTestId('seal-note').fill('Handed over to counsel.');
  await page.getByTestId('seal-out-choose').click();
  await page.getByTestId('seal-go').click();
  await expect(page.getByTestId('seal-result')).toBeVisible({ timeout: 60_000 });
  await view('seal');
});

/** A window on a new case of the sample's investigation. */
async function newCase(launch: (start?: Start) => Promise<Trailcase>, folder: string) {
  const casePath = path.join(folder, 'TeluguBites.trailcase');
  const first = await launch();
  const facts = { title: 'TeluguBites key leak', examiner: 'M. Iyer', timezone: 'Asia/Kolkata' };
  await first.call('case.create', { path: casePath, facts });
  await first.close();
  const trailcase = await launch({ openCase: casePath });
  const { page } = trailcase;
  await page.setViewportSize({ width: 1280, height: 800 });
  return { trailcase, page };
}

/** Paths of a console download and of a log cut off by a full disk. */
function lateDelivery(folder: string): string[] {
  const csv = path.join(folder, 'event_history.csv');
  writeFileSync(
    csv,
    `User name,AWS access key,Event time,Event source,Event name,AWS region,Source IP address,User agent,Error code,Resources,Request ID,Event ID,Read-only,Event type,Recipient Account Id,Event category
dev-temp-key,AKIAEXAMPLE,"February 21, 2026, 23:51 (UTC+05:30)",iam.amazonaws.com,ListUsers,us-east-1,185.220.101.34,aws-cli/2.15,,[],,5a1d2c60-0b7e-4b62-9a56-1f0a6f1f2b3c,true,AwsApiCall,111122223333,Management
`,
  );
  const cut = path.join(folder, 'copy-of-log.jsonl');
  const record = (name: string, second: string): string =>
    JSON.stringify({
      eventVersion: '1.11',
      userIdentity: { type: 'IAMUser', userName: 'dev-temp-key', accountId: '111122223333' },
      eventTime: `2026-02-21T18:25:${second}Z`,
      eventSource: 'iam.amazonaws.com',
      eventName: name,
      awsRegion: 'us-east-1',
      sourceIPAddress: '185.220.101.34',
      eventID: `5a1d2c60-0b7e-4b62-9a56-1f0a6f1f2b${second}`,
      eventType: 'AwsApiCall',
    });
  writeFileSync(cut, `${record('ListRoles', '10')}\n${record('CreateUser', '40').slice(0, 190)}`);
  return [csv, cut];
}
