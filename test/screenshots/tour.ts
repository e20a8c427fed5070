// One picture per view of the sample case, into docs/screenshots: most of them as the investigation comes by.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, root, type Start, type Trailcase, test } from '../e2e/fixture.ts';
import { archiveWithHoles } from '../e2e/holes.ts';
import { BUCKET, nightBucket } from '../e2e/s3-bucket.ts';
import { investigate, LEAKED, makeCase, settled } from '../investigation/play.ts';

const FOLDER = path.join(root, 'docs/screenshots');

test('one picture per view', async ({ launch, folder }) => {
  const trailcase = await launch();
  const { page } = trailcase;
  await page.setViewportSize({ width: 1280, height: 800 });
  const picture = (shown: Page, name: string) => shown.screenshot({ path: path.join(FOLDER, `${name}.png`), animations: 'disabled' });
  const view = async (name: string) => {
    await settled(page);
    await picture(page, name);
  };
  await makeCase(trailcase, folder, picture);
  await investigate(trailcase, picture);

  // Asked by clicking, and kept as a view.
  await page.keyboard.press('Escape');
  await page.getByTestId('nav-events').click();
  await page.getByTestId('facet-errorCode').getByTestId('facet-value').first().click();
  await page.getByTestId('histogram-split').selectOption('actor');
  await expect(page.getByTestId('histogram-legend')).toBeVisible();
  await page.keyboard.press('Control+s');
  await page.getByTestId('view-name').fill('First refusals');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('saved-view')).toBeVisible();
  await expect(page.getByTestId('save-view')).toHaveCount(0);
  await page.getByTestId('facet-eventName').getByTestId('facet-value').first().focus();
  await view('facets');
  await page.getByTestId('histogram-split').selectOption('');

  await page.getByTestId('filter-clear').first().click();
  await page.keyboard.press('Control+f');
  await page.getByTestId('search-input').fill('telugubites-prod');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('hit-row').first().locator('mark')).toBeVisible();
  await page.getByTestId('hits-sort-time').click();
  await page.getByTestId('hit-row').nth(1).locator('.tc-gutter').click();
  await expect(page.getByTestId('detail-raw')).toContainText('DeleteBucket');
  await view('search');

  await page.getByTestId('nav-evidence').click();
  await expect(page.getByTestId('evidence-row').first()).toBeVisible();
  await view('evidence');

  await page.getByTestId('nav-sql').click();
  await page.getByTestId('sql-run').click();
  await page.getByTestId('sql-open-event').nth(3).click();
  await expect(page.getByTestId('detail-raw')).toContainText('RunInstances');
  await page.getByTestId('sql-side-schema').click();
  await page.getByLabel('Fields of userIdentity').click();
  await view('sql');

  await page.getByTestId('nav-report').click();
  await page.getByTestId('section-show').filter({ hasText: 'storyline' }).click();
  const paper = page.frameLocator('[data-testid="preview-frame"]');
  await expect(paper.locator('#section-storyline')).toBeInViewport();
  await view('report');
  await page.getByTestId('report-tab-redaction').click();
  await page.getByTestId('redaction-on').check({ force: true });
  await expect(paper.locator('.page-mark')).toBeVisible();
  await view('report-redacted');
  await page.getByTestId('redaction-on').uncheck({ force: true });
  await trailcase.pick(path.join(folder, 'report.html'));
  await page.getByTestId('report-write').click();
  await expect(page.getByTestId('report-result')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('report-tab-written').click();
  await view('report-written');

  // What else was handed over, taken in last: the pictures before are of the sample alone.
  await page.getByTestId('nav-evidence').click();
  const late = lateDelivery(folder);
  await trailcase.pick(...late);
  await page.getByTestId('add-evidence').first().click();
  await page.getByTestId('add-files').click();
  await expect(page.locator('[data-testid="preview-table"] tr[data-shape="event-history-csv"]')).toBeVisible();
  await view('import');
  await page.getByTestId('import-go').click();
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();
  await page.getByTestId('evidence-tab-problems').click();
  await page.getByTestId('problem-RECORD_CUT_OFF').click();
  await page.getByTestId('problem-bytes').first().click();
  await expect(page.getByTestId('bytes-mark')).toBeVisible();
  await view('bytes');
});

test('who is who', async ({ launch, folder }) => {
  const { trailcase, page } = await newCase(launch, folder);
  const view = async (name: string) => {
    await settled(page);
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

  await page.getByTestId('nav-actors').click();
  await expect(page.getByTestId('actors-row').first()).toBeVisible();
  await view('actors');
  await page.getByTestId('nav-keys').click();
  await page.getByTestId('keys-search').fill('AKIA');
  // The five long-term ones; before the search took effect all were there.
  await expect(page.getByTestId('keys-row')).toHaveCount(5);
  await view('keys');
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

test('from a bucket', async ({ launch, folder }) => {
  const { server, env } = await nightBucket(20);
  Object.assign(process.env, env);
  const { page } = await newCase(launch, folder);
  await page.getByTestId('add-evidence').first().click();
  await page.getByTestId('add-s3').click();
  await page.getByTestId('acquire-address').fill(`s3://${BUCKET}`);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('scope-total')).toBeVisible();
  await page.getByTestId('scope-check').nth(7).press('Space');
  await page.getByTestId('acquire-address').focus();
  await settled(page);
  await page.screenshot({ path: path.join(FOLDER, 'import-s3.png'), animations: 'disabled' });
  for (const name of Object.keys(env)) delete process.env[name];
  await server.close();
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
