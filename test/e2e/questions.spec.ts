// The guided page: five questions with their candidates, one click from the events; and the comparison of two sets.
import path from 'node:path';
import { expect, root, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');

test('questions and comparison', async ({ launch, folder }) => {
  const casePath = path.join(folder, 'questions.trailcase');
  const app = await launch({ openCase: casePath, importPaths: [SAMPLE] });
  const { page } = app;
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();
  await page.getByTestId('nav-questions').click();
  const card = (id: string) => page.getByTestId(`question-${id}`);

  await test.step('each question says what the case says', async () => {
    await expect(page.getByTestId('question-line-bucket')).toContainText('telugubites-prod was deleted on 2026-02-21 18:55:48 +00:00');
    await expect(page.getByTestId('question-line-instances')).toContainText('8 × g5.12xlarge: 4 in eu-central-1, 4 in us-east-1');
    await expect(page.getByTestId('question-line-key')).toContainText('AKIADEVTEMPK2EXAMPLE: 24 events of strange use');
    await expect(page.getByTestId('question-line-securityGroup')).toContainText('sg-0d8b5f3a7c1e92d46 was opened to everyone');
    await expect(page.getByTestId('question-line-call')).toContainText('AKIADEVTEMPK2EXAMPLE: the same key, used in two ways');
  });

  await test.step('a question opens into its candidates; an event of the evidence opens beside them', async () => {
    await page.getByTestId('question-open-bucket').click();
    const candidates = card('bucket').getByTestId('candidate');
    await expect(candidates).toHaveCount(2);
    await expect(candidates.nth(0)).toHaveAttribute('data-fits', 'true');
    await expect(candidates.nth(1)).toHaveAttribute('data-fits', 'false');
    await expect(candidates.nth(0)).toContainText('111122223333:role/deploy-role');
    await candidates.nth(0).getByTestId('candidate-from').first().click();
    await expect(page.getByTestId('status-matching')).toContainText('2 match');
    await page.getByTestId('go-back').click();
    await candidates.nth(0).getByTestId('evidence-event').getByText('deleted the bucket', { exact: true }).click();
    await expect(page.getByTestId('detail-panel')).toContainText('336ef7cf-5c16-4473-a43e-c4687c5e5ae8');
    await app.screenshot('questions');
  });

  await test.step('a question is narrowed to what the person names', async () => {
    await page.getByTestId('question-open-key').click();
    await page.getByTestId('question-focus-key').fill('AKIADEVTEMPQ5EXAMPLE');
    await page.keyboard.press('Enter');
    await expect(card('key').getByTestId('candidate')).toContainText('8 events, handed out to a strange use of AKIADEVTEMPK2EXAMPLE');
    await page.getByTestId('question-focus-key').fill('AKIANOSUCHKEYEXAMPLE');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('question-none')).toHaveText('No event of the case has this access key.');
    await expect(page.getByTestId('no-events')).toContainText('No event in the case fits');
    await expect(page.getByTestId('question-collect')).toContainText('The IAM credential report');
    await page.getByTestId('question-focus-key').fill('typed and not asked');
    await page.getByTestId('go-back').click();
    await expect(page.getByTestId('question-focus-key')).toHaveValue('AKIADEVTEMPQ5EXAMPLE');
    await page.getByTestId('go-back').click();
    await expect(page.getByTestId('question-focus-key')).toHaveValue('');
    await expect(card('key').getByTestId('candidate')).toContainText('Strange use: 24 events from 185.220.101.34');
  });

  await test.step('its events are one click away', async () => {
    await card('key').getByTestId('candidate-events').click();
    await expect(page.getByTestId('status-matching')).toContainText('24 match');
    await page.getByTestId('go-back').click();
  });

  await test.step('two uses of the key, side by side; counts open events', async () => {
    await card('key').getByTestId('candidate-compare').click();
    const facts = page.getByTestId('compare-facts');
    await expect(facts).toContainText(
      'A only 203.0.113.25 (84 of 84 events); B only 185.220.101.34 (24 of 24 events). No address in common.',
    );
    await app.screenshot('compare');
    await expect(page.getByTestId('compare-sourceIPAddress-onlyB')).toContainText('185.220.101.34');
    await page.getByTestId('compare-show-both').click();
    await expect(page.getByTestId('compare-sourceIPAddress')).toHaveCount(0);
    await expect(page.getByTestId('compare-eventName-both')).toContainText('AssumeRole');
    await page.getByTestId('compare-swap').click();
    await expect(page.getByTestId('compare-a')).toHaveValue('accessKeyId:AKIADEVTEMPK2EXAMPLE sourceIPAddress:185.220.101.34');
    await page.getByTestId('compare-eventName-both').getByRole('button', { name: '12', exact: true }).first().click();
    await expect(page.getByTestId('filter-input').first()).toHaveValue(
      /^accessKeyId:AKIADEVTEMPK2EXAMPLE -sourceIPAddress:185.220.101.34 eventName:/,
    );
    await expect(page.getByTestId('status-matching')).toContainText('12 match');
    await page.getByTestId('go-back').click();
  });

  await test.step('presets, and a filter that is wrong', async () => {
    await page.getByTestId('compare-moment').fill('2026-02-21 20:00');
    await page.getByTestId('compare-a').fill('key:AKIADEVTEMPK2EXAMPLE');
    await page.keyboard.press('Enter');
    await page.getByTestId('compare-split').click();
    await expect(page.getByTestId('compare-b')).toHaveValue('accessKeyId:AKIADEVTEMPK2EXAMPLE after:"2026-02-21 20:00"');
    await expect(page.getByTestId('compare-facts')).toContainText('B: no event.');
    await page.getByTestId('compare-keys').click();
    await page.getByTestId('compare-key-a').selectOption('AKIADEVTEMPK2EXAMPLE');
    await page.getByTestId('compare-key-b').selectOption('AKIADEVTEMPQ5EXAMPLE');
    await expect(page.getByTestId('compare-b')).toHaveValue('accessKeyId:AKIADEVTEMPQ5EXAMPLE');
    await expect(page.getByTestId('compare-facts')).toContainText('1 tool in common: aws-cli.');
    await page.getByTestId('compare-a').fill('is:strange');
    await expect(page.getByTestId('compare-problem-a')).toContainText('Column');
  });
});
