// The filter bar: it completes from the case, marks what is wrong and mends it, and takes the whole language.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventId, trail } from '../helpers/trail.ts';
import { expect, root, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');

test('completes, mends, and filters by the whole language', async ({ launch, folder }) => {
  const trailcase = await launch({ openCase: path.join(folder, 'filter.trailcase'), importPaths: [SAMPLE] });
  const { page } = trailcase;
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('nav-events').click();
  const input = page.getByTestId('filter-input').first();
  const suggestions = page.getByTestId('filter-suggestion');

  await input.click();
  await page.keyboard.type('api:RunI');
  await expect(suggestions.first()).toContainText('RunInstances');
  await page.keyboard.press('ArrowDown');
  await expect(suggestions.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Tab');
  await expect(input).toHaveValue('api:RunInstances ');
  await page.keyboard.type('i');
  await expect(suggestions.first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(suggestions).toHaveCount(0);
  await expect(input).toHaveValue('api:RunInstances i');

  await input.fill('api:RunInstances ipp:185.220.101.0/24');
  await expect(page.getByTestId('filter-problem')).toContainText('Column 18');
  await page.getByTestId('filter-mend').click();
  await expect(input).toHaveValue('api:RunInstances ip:185.220.101.0/24');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('status-matching')).toContainText('5 match');

  await input.click();
  await input.fill('(api:RunInstances OR api:none) -requestParameters.instanceType:g5.* last:400d');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('status-matching')).toContainText('2 match');
  await expect(page.getByTestId('filter-chip')).toHaveText([
    /^APIRunInstances or none/,
    /^not requestParameters.instanceTypeg5\.\*/,
    /^last400d/,
  ]);

  // Times are judged in the case's zone, which is UTC.
  await input.click();
  await input.fill('after:"2026-02-21 23:00 CST"');
  await expect(page.getByTestId('filter-problem')).toContainText('"CST" names no one time zone');

  // The zone was mistyped: it is changed where the facts of the case stand, and all that shows or reads times follows.
  await input.fill('after:"2026-02-22 05:30"');
  await page.keyboard.press('Enter');
  const matching = page.getByTestId('status-matching');
  await expect(matching).toHaveAttribute('data-count', /^[1-9]/);
  const inUtc = await matching.getAttribute('data-count');
  await page.getByTestId('nav-overview').click();
  await page.getByTestId('facts-edit').click();
  await expect(page.getByTestId('facts-change')).toBeDisabled();
  await page.getByTestId('facts-title').fill('Key leak <b>');
  await page.getByTestId('facts-timezone').selectOption('Asia/Kolkata');
  await trailcase.screenshot('facts-dialog');
  await page.getByTestId('facts-change').click();
  await expect(page.getByTestId('facts-dialog')).toHaveCount(0);
  await expect(page.getByTestId('case-title')).toContainText('Key leak <b>');
  await expect(page.getByTestId('status-zone')).toHaveText('Asia/Kolkata (UTC+05:30)');
  await expect(page.getByTestId('overview')).toContainText('Asia/Kolkata (UTC+05:30)');
  await expect(matching).not.toHaveAttribute('data-count', inUtc as string);
  await trailcase.screenshot('facts-overview');
  await page.getByTestId('nav-events').click();
  await expect(page.getByTestId('event-row').first()).toContainText('+05:30');
  await page.getByTestId('nav-timeline').click();
  await expect(page.getByTestId('timeline-note')).toContainText('Times in Asia/Kolkata (UTC+05:30)');
  await page.getByTestId('nav-integrity').click();
  await page.getByTestId('integrity-tab-custody').click();
  await expect(page.getByTestId('custody-row').first()).toContainText('changed: title, time zone');
  await page.getByTestId('case-close').click();
  await expect(page.getByTestId('start-recent').first()).toContainText('Key leak <b>');
});

test('the number of conflicts opens the events concerned, each with the delivery that says otherwise', async ({ launch, folder }) => {
  const logs = path.join(folder, 'logs');
  mkdirSync(logs);
  const same = { eventID: eventId('in conflict') };
  writeFileSync(path.join(logs, 'a.json'), trail().event(same).events(5).json());
  writeFileSync(
    path.join(logs, 'b.json'),
    trail()
      .event({ ...same, errorCode: 'AccessDenied' })
      .json(),
  );
  // A clock that stood.
  writeFileSync(path.join(logs, 'c.json'), trail().events(30).event({ eventTime: '1970-01-01T00:00:00Z' }).json());
  const trailcase = await launch({ openCase: path.join(folder, 'conflict.trailcase'), importPaths: [logs] });
  const { page } = trailcase;
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('nav-overview').click();
  await expect(page.getByTestId('bulk')).toContainText('36 of 37 dated events');
  const labels = page.getByTestId('coverage').locator('.tc-axis span');
  await expect(labels).toHaveText(['1970', '1980', '1990', '2000', '2010', '2020']);
  await trailcase.screenshot('overview-decades');
  await page.getByTestId('bulk-toggle').click();
  await expect(labels.last()).toHaveText(/^\d\d:\d\d$/);
  await trailcase.screenshot('overview-bulk');
  await page.getByTestId('bulk-before').click();
  await expect(page.getByTestId('status-matching')).toContainText('1 match');
  await page.getByTestId('nav-timeline').click();
  await page.getByTestId('filter-clear').first().click();
  await page.getByTestId('timeline-bulk-show').click();
  await expect(page.getByTestId('timeline-bulk')).toHaveCount(0);
  await page.getByTestId('nav-overview').click();
  await expect(page.getByTestId('overview-conflicts')).toContainText('1');
  await page.getByTestId('overview-conflicts').click();
  await expect(page.getByTestId('filter-chip')).toHaveText([/conflict/]);
  await expect(page.getByTestId('status-matching')).toContainText('1 match');
  const input = page.getByTestId('filter-input').first();
  await input.click();
  await input.fill('is:red');
  await expect(page.getByTestId('filter-suggestion').first()).toContainText('reduced');
});

test('an empty answer says what was searched and what the logs could have shown, and offers what gives some', async ({
  launch,
  folder,
}) => {
  const { page } = await launch({ openCase: path.join(folder, 'empty.trailcase'), importPaths: [SAMPLE] });
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('nav-events').click();
  const input = page.getByTestId('filter-input').first();
  await input.focus();
  await input.fill('api:GetObject region:eu-west-1');
  await page.keyboard.press('Enter');

  const nothing = page.getByTestId('no-events');
  await expect(nothing).toHaveAttribute('data-could-show', 'no');
  await expect(nothing).toContainText('the logs here could not have shown it');
  await expect(page.getByTestId('empty-places')).toContainText('no event and no log file of region eu-west-1');
  await expect(page.getByTestId('empty-recording')).toContainText('recorded only as a data event of AWS::S3::Object');
  await page.getByTestId('empty-judge').click();
  await expect(page.getByTestId('empty-attestation')).toContainText('not attested', { timeout: 30_000 });

  await input.focus();
  await input.fill('api:RunInstances region:eu-west-1');
  await page.keyboard.press('Enter');
  const offered = page.getByTestId('empty-try');
  await expect(offered).toHaveCount(1);
  await offered.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('status-matching')).toContainText('7 match');
  await expect(nothing).toHaveCount(0);
});
