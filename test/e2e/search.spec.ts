// Search in the raw records: from the filter bar and the palette, results with the text marked, scope, cancel, empty and stale answers.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, root, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');
/** Characters that hide, and one that turns the text after it around. */
const HOSTILE = '\u202e<b>agent</b>\u0007';

test('finds a text, says what was searched, and hostile text stays text', async ({ launch, folder }) => {
  const trailcase = await launch({ openCase: path.join(folder, 'search.trailcase'), importPaths: [SAMPLE] });
  const { page } = trailcase;
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  const told = page.getByTestId('search-told');
  const rows = page.getByTestId('hit-row');

  // Text that is no filter is offered to the search.
  await page.getByTestId('filter-input').first().fill('g5.12xlarge');
  await page.getByTestId('filter-search').click();
  await expect(page.getByTestId('search-input')).toHaveValue('g5.12xlarge');
  await expect(told).toContainText(/^\d+ events say “g5\.12xlarge”; searched [\d,]+ events in [\d,]+ items, .* of JSON$/);
  await expect(rows.first().locator('mark')).toHaveText('g5.12xlarge');

  // Oldest first, as the lists of events are; turned round by its key.
  const times = async () =>
    (await rows.locator('time').evaluateAll((all) => all.map((one) => one.getAttribute('datetime') ?? ''))).slice(0, 5);
  const oldest = await times();
  expect(oldest).toEqual([...oldest].sort());
  await page.keyboard.press('s');
  await expect(page.getByTestId('hits-sort-time')).toHaveAttribute('aria-label', 'Time, newest first');
  await expect.poll(times).not.toEqual(oldest);
  await page.keyboard.press('j');
  await expect(rows.first()).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByTestId('detail-raw')).toContainText('g5.12xlarge');

  // The filter narrows, and can be left aside.
  const all = Number(await told.getAttribute('data-hits'));
  await page.getByTestId('filter-input').first().fill('api:RunInstances is:denied');
  await page.keyboard.press('Enter');
  await expect.poll(async () => Number(await told.getAttribute('data-hits'))).toBeLessThan(all);
  await page.getByTestId('search-filtered').click({ force: true });
  await expect(told).toHaveAttribute('data-hits', String(all));
  await page.keyboard.press('[');
  await page.getByTestId('filter-clear').first().click();

  // The same as an expression: what it matches is marked.
  await page.getByTestId('search-regex').click({ force: true });
  await page.getByTestId('search-input').fill('g5\\.\\d+xlarge');
  await page.keyboard.press('Enter');
  await expect(told).toContainText(/events match “g5/);
  await expect(rows.first().locator('mark')).toHaveText('g5.12xlarge');

  // The palette searches, too; an empty answer says what it rests on.
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-input').fill('no such "text" anywhere');
  await page.keyboard.press('Enter');
  await expect(told).toContainText('No event says “no such "text" anywhere”');
  await expect(page.getByTestId('no-events')).toContainText('No event says “no such "text" anywhere”');
  await expect(page.getByTestId('empty-searched')).toContainText(/[\d,]+ events/);

  // Evidence comes in: the answer is old, and can be asked for again.
  const late = path.join(folder, 'late.json');
  writeFileSync(
    late,
    JSON.stringify({ Records: [{ eventVersion: '1.11', eventID: 'x', eventName: 'A', userAgent: `no such "text" anywhere ${HOSTILE}` }] }),
  );
  expect(await trailcase.call('import.start', { paths: [late] })).toMatchObject({ ok: true });
  await expect(page.getByTestId('search-stale')).toContainText('Evidence was added');
  await page.getByTestId('search-again').click();
  await expect(told).toHaveAttribute('data-hits', '1');
  await expect(page.getByTestId('search-stale')).toHaveCount(0);
  await expect(page.getByTestId('snippet')).toContainText('\\u202e<b>agent</b>\\u0007');
  await expect(page.getByTestId('snippet').locator('b')).toHaveCount(0);
});
