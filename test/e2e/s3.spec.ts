// Evidence from a bucket, as its user: seen before anything is fetched, chosen by check boxes and days, fetched with all that stands in the way told.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { DOCUMENTED } from '../../src/main/acquire/athena/table.ts';
import { type AthenaDouble, startAthenaDouble } from '../helpers/athena-double.ts';
import { trail } from '../helpers/trail.ts';
import { expect, test } from './fixture.ts';
import { BUCKET, type Night, nightBucket, REAL_KEYS, realServer } from './s3-bucket.ts';

let night: Night;
let athena: AthenaDouble;

test.beforeEach(async () => {
  night = await nightBucket(6);
  athena = await startAthenaDouble();
  const columns = DOCUMENTED.map(([Name, Type]) => ({ Name: Name.toLowerCase(), Type: Type.toLowerCase() }));
  athena.tables.set('AwsDataCatalog.default.cloudtrail_logs', {
    Columns: columns,
    PartitionKeys: [],
    Parameters: { location: `s3://${BUCKET}/AWSLogs/` },
  });
  const key = night.bucket.keys().find((one) => one.includes('/111122223333/CloudTrail/ap-south-1/')) ?? '';
  athena.answer = () => ({ columns: ['path', 'records'], rows: [[`s3://${BUCKET}/${key}`, '3']] });
  night.env.AWS_ENDPOINT_URL_ATHENA = athena.endpoint;
  Object.assign(process.env, night.env);
});
test.afterEach(async () => {
  for (const name of Object.keys(night.env)) delete process.env[name];
  await night.server.close();
  await athena.close();
});

/** @param rules only these; left out: all. Colours are all that differs between light and dark. */
async function faults(page: Page, within: string, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true)
    .include(within)
    .options({ resultTypes: ['violations'] });
  if (rules) axe.withRules(rules);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 5).map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`));
}

test('a bucket is looked at, chosen of, imported and continued', async ({ launch, folder }) => {
  test.setTimeout(120_000);
  const config = path.join(folder, 'aws');
  mkdirSync(config);
  writeFileSync(
    path.join(config, 'config'),
    '[default]\nregion = eu-west-1\n[profile ir]\nsso_session = x\n[profile locked]\nrole_arn = arn:aws:iam::111122223333:role/r\nmfa_serial = arn:aws:iam::111122223333:mfa/m\n',
  );
  writeFileSync(
    path.join(config, 'credentials'),
    '[keys]\naws_access_key_id = AKIASECRET\naws_secret_access_key = nevershown\n' +
      `[s3rver]\naws_access_key_id = ${REAL_KEYS.accessKeyId}\naws_secret_access_key = ${REAL_KEYS.secretAccessKey}\n`,
  );
  Object.assign(process.env, {
    AWS_CONFIG_FILE: path.join(config, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(config, 'credentials'),
  });
  const trailcase = await launch();
  const { page } = trailcase;

  await test.step('from the start screen to the dialog, by keyboard', async () => {
    await trailcase.pick(path.join(folder, 'night.trailcase'));
    await page.getByTestId('start-s3').press('Enter');
    await page.getByTestId('new-title').fill('Night');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('acquire-address')).toBeFocused();
    const who = page.getByTestId('acquire-who');
    await expect(who.locator('option')).toContainText(['', 'default', 'ir (single sign-on)', 'keys', 'locked', 'No credentials']);
    await who.selectOption('locked');
    await expect(page.getByTestId('acquire-mfa-code')).toBeVisible();
    await who.selectOption('');
    await expect(page.getByTestId('acquire-mfa-code')).toHaveCount(0);
  });

  await test.step('what is not there is told, with what to do', async () => {
    await page.getByTestId('acquire-address').fill('s3://no-such-bucket/');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('look-error')).toHaveAttribute('data-code', 'S3_BUCKET_MISSING');
    await expect(page.getByTestId('acquire-go')).toBeDisabled();
  });

  await test.step('what is there', async () => {
    await page.getByTestId('acquire-address').fill(`s3://${BUCKET}`);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('scope-total')).toContainText('objects');
    await expect(page.getByTestId('scope-identity')).toHaveText('arn:aws:iam::999900001111:user/examiner');
    await expect(page.getByTestId('scope-archived')).toContainText('3 objects in DEEP_ARCHIVE');
    await expect(page.getByTestId('scope-versions')).toContainText('1 older version');
    await expect(page.getByTestId('scope-facts')).toContainText('\\u202e<img src=x onerror=alert(1)>');
    await expect(page.getByTestId('scope-tree')).toContainText('Organization: security/AWSLogs/o-abcdefghij/');
    expect(night.server.operations()['s3:GetObject']).toBeUndefined();
    await trailcase.screenshot('s3-scope');
    expect.soft(await faults(page, '.tc-acquire')).toEqual([]);
  });

  await test.step('what is chosen is counted, and told to the engine', async () => {
    const chosen = page.getByTestId('acquire-chosen');
    const row = (name: string) => page.locator('.tc-scope-row', { has: page.getByText(name, { exact: true }) });
    await row('444455556666').getByTestId('scope-check').press('Space');
    await expect(row('Trail: AWSLogs/').getByTestId('scope-check')).toHaveJSProperty('indeterminate', true);
    await row('ap-south-1').nth(1).getByTestId('scope-check').press('Space');
    await row('ap-south-1').nth(1).getByTestId('scope-check').press('Space');
    await page.getByTestId('category-insights').press('Space');
    // Days are chosen by what is there.
    await row('222233334444').getByRole('button').press('Enter');
    await row('222233334444').getByRole('button').press('Enter');
    await page.getByRole('button', { name: 'Open eu-west-1' }).first().press('Enter');
    await page.getByRole('button', { name: 'Open 2026-02' }).press('Enter');
    await page.getByRole('button', { name: '2026-02-02' }).press('Enter');
    await expect(page.getByTestId('acquire-from')).toHaveValue('2026-02-02');
    await expect(chosen).toContainText('9 objects');
    await page.getByTestId('acquire-to').fill('2026-02-22');
    await expect(chosen).toContainText('about');
    // Counted by a look at the choice alone: what is left out can still be chosen.
    await page.getByTestId('acquire-count').press('Enter');
    await expect(chosen).not.toContainText('about');
    await expect(row('444455556666').getByTestId('scope-check')).not.toBeChecked();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(page.locator('html[data-theme="dark"]')).toHaveCount(1);
    await page.getByTestId('take-restore').check({ force: true });
    await expect(page.getByTestId('acquire-go')).toBeDisabled();
    await trailcase.screenshot('s3-chosen');
    expect.soft(await faults(page, '.tc-acquire', ['color-contrast'])).toEqual([]);
    await page.getByTestId('take-restore').uncheck({ force: true });
    await page.getByTestId('acquire-all').click();
    await expect(chosen).toContainText('in 22 places');
  });

  await test.step('credentials that expire are waited for; paused, it is continued', async () => {
    const { server } = night;
    const { instead } = server;
    let answered = 0;
    server.instead = (request) =>
      request.operation === 'GetObject' && ++answered > 60
        ? { status: 400, code: 'ExpiredToken', message: 'The provided token has expired.' }
        : instead(request);
    await page.getByTestId('acquire-go').click();
    await expect(page.getByTestId('acquire-waiting')).toContainText('aws sso login');
    await trailcase.screenshot('s3-waiting');
    await page.getByTestId('import-cancel').click();
    await expect(page.getByTestId('import-ended')).toContainText('paused');
    server.instead = instead;
    await page.getByTestId('import-continue').click();
    await expect(page.getByTestId('acquired')).toContainText('in the case already');
    await expect(page.getByTestId('acquired-identity')).toHaveText('arn:aws:iam::999900001111:user/examiner');
    await expect(page.getByTestId('acquired-S3_ARCHIVED')).toContainText('3 archived');
    await expect(page.getByTestId('acquired-S3_ACCESS_DENIED')).toContainText('6 refused');
    await expect(page.getByTestId('acquired')).toContainText('trailcase/');
    await expect(page.getByTestId('import-summary')).not.toContainText('please report this');
    await trailcase.screenshot('s3-summary');
    expect.soft(await faults(page, '.tc-import')).toEqual([]);
    expect(server.log.filter(({ method, service }) => service === 's3' && method !== 'GET' && method !== 'HEAD')).toEqual([]);
    await page.getByTestId('acquired-S3_ACCESS_DENIED').click();
    await expect(page.getByTestId('problem-S3_ACCESS_DENIED')).toBeVisible();
  });

  await test.step('the history of events, with its limits', async () => {
    night.server.cloudtrail.LookupEvents = (_input, region) => ({
      Events: [{ EventId: 'e1', EventName: 'ConsoleLogin', CloudTrailEvent: historyRecord(region) }],
    });
    await page.getByTestId('add-evidence').first().click();
    await page.getByTestId('add-s3').click();
    // By key: the dialog still grows, and a press that goes down on the tab may come up beside it.
    await page.getByTestId('acquire-tab-history').press('Enter');
    await expect(page.getByTestId('history-limits')).toContainText('no digest');
    await page.getByTestId('history-regions').fill('nowhere');
    await expect(page.getByTestId('history-go')).toBeDisabled();
    await page.getByTestId('history-regions').fill('us-east-1, eu-west-1');
    await trailcase.screenshot('s3-history');
    expect.soft(await faults(page, '.tc-acquire')).toEqual([]);
    await page.getByTestId('history-go').click();
    await expect(page.getByTestId('acquired')).toContainText('cloudtrail:lookup-events:us-east-1');
    await expect(page.getByTestId('summary-events')).toContainText('2');
  });

  await test.step('from another server that speaks S3, by a profile', async () => {
    const real = await realServer(path.join(folder, 's3rver'), 'other');
    await page.getByTestId('add-evidence').first().click();
    await page.getByTestId('add-s3').click();
    await page.getByTestId('acquire-tab-bucket').press('Enter');
    await page.getByTestId('acquire-address').fill('other');
    await page.getByTestId('acquire-who').selectOption('s3rver');
    await page.getByTestId('acquire-more').click();
    await page.getByTestId('acquire-endpoint').fill(real.endpoint);
    await page.getByTestId('acquire-region').fill('us-east-1');
    await page.getByTestId('acquire-path-style').check({ force: true });
    await page.getByTestId('acquire-look').click();
    await expect(page.getByTestId('scope-total')).toContainText('1 object');
    await page.getByTestId('acquire-go').click();
    await expect(page.getByTestId('acquired')).toContainText('s3://other');
    await expect(page.getByTestId('summary-events')).toContainText('1');
    await real.close();
  });

  await test.step('found by Athena: shown first, run after consent, and what it names is fetched', async () => {
    await page.getByTestId('add-evidence').first().click();
    await page.getByTestId('add-s3').click();
    await page.getByTestId('acquire-tab-athena').press('Enter');
    await page.getByTestId('acquire-who').selectOption('');
    await page.getByTestId('athena-table').fill('cloudtrail_logs');
    await page.getByTestId('athena-filter').fill('api:RunInstances');
    await page.getByTestId('athena-results').fill(`s3://${BUCKET}/results/`);
    await page.getByTestId('athena-prepare').click();
    await expect(page.getByTestId('athena-error')).toHaveAttribute('data-code', 'ATHENA_RESULTS_PLACE');
    await page.getByTestId('athena-results').fill('s3://scratch/athena/');
    await page.getByTestId('athena-prepare').click();
    await expect(page.getByTestId('athena-query')).toContainText('RunInstances');
    await expect(page.getByTestId('athena-run')).toBeDisabled();
    expect(athena.operations().StartQueryExecution).toBeUndefined();
    await page.getByTestId('athena-agreed').check({ force: true });
    await trailcase.screenshot('s3-athena-plan');
    expect.soft(await faults(page, '.tc-acquire')).toEqual([]);
    await page.getByTestId('athena-run').click();
    await expect(page.getByTestId('athena-outcome')).toContainText('AWSLogs/111122223333/CloudTrail/ap-south-1/');
    await trailcase.screenshot('s3-athena-outcome');
    await page.getByTestId('athena-import').click();
    await expect(page.getByTestId('acquired')).toContainText('in the case already');
  });

  // No secret is kept by the window.
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept).not.toMatch(/nevershown|verysecret|AKIASECRET/);
});

function historyRecord(region: string): string {
  const [event] = trail({ region }).event({ eventName: 'ConsoleLogin' }).records;
  return JSON.stringify(event);
}
