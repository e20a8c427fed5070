// Marking: one event, many, all of a filter, an entity, a view; each act one step that can be taken back; the list of it all, and every change.
import path from 'node:path';
import { expect, root, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');
const HOSTILE = '**seen twice** <img src=x onerror=alert(1)> [here](javascript:alert(1)) ![p](https://example.test/p.png)';

test('bookmarks, tags and notes, on one thing and on many', async ({ launch, folder }) => {
  const trailcase = await launch({ openCase: path.join(folder, 'marks.trailcase'), importPaths: [SAMPLE] });
  const { page } = trailcase;
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();
  const filter = async (text: string) => {
    await page.getByTestId('filter-input').first().fill(text);
    await page.keyboard.press('Enter');
    await page.getByTestId('events-table').focus();
  };
  const matching = () => page.getByTestId('status-matching');
  const row = (index: number) => page.locator(`[data-testid="event-row"][data-index="${index}"]`);

  await test.step('one event, by keyboard alone', async () => {
    await page.getByTestId('nav-events').click();
    await filter('api:RunInstances');
    await page.keyboard.press('j');
    await expect(page.getByTestId('annotation-editor')).toBeVisible();
    await page.keyboard.press('b');
    await expect(row(0).locator('.tc-bm-yellow')).toBeVisible();
    await page.keyboard.press('1');
    await expect(row(0).locator('.tc-bm-red')).toBeVisible();
    await page.keyboard.press('t');
    await page.keyboard.type('launch');
    await page.keyboard.press('Enter');
    await expect(row(0).locator('.tc-tag-mark')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    // Half a note outlives the page, and is told when it comes back.
    await page.getByTestId('bookmark-note').fill('Half a no');
    // Left by Escape, it is not where the keyboard comes back to.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await expect(page.getByTestId('palette-input')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('palette-input')).toHaveCount(0);
    await page.keyboard.press('z');
    await page.reload();
    await expect(page.getByTestId('unsaved-banner')).toContainText('the note on an event: “Half a no”');
    await page.getByTestId('nav-overview').click();
    await page.getByTestId('unsaved-banner').getByText('the note on an event').click();
    await expect(page.getByTestId('bookmark-note')).toHaveValue('Half a no');
    await expect(page.getByTestId('note-unsaved')).toBeVisible();
    await trailcase.screenshot('annotations-unsaved');
    await page.getByTestId('events-table').focus();
    await page.keyboard.press('n');
    await page.getByTestId('bookmark-note').fill(HOSTILE);
    await page.keyboard.press('Control+Enter');
    const note = page.getByTestId('markdown');
    await expect(note.locator('strong')).toHaveText('seen twice');
    await expect(note).toContainText('<img src=x onerror=alert(1)>');
    await expect(note).toContainText('https://example.test/p.png');
    await expect(note.locator('img, a')).toHaveCount(0);
    await expect(page.getByTestId('unsaved-banner')).toHaveCount(0);
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('trailcase.bookmark.')))).toEqual([]);
    await trailcase.screenshot('annotations-event');
    await page.getByTestId('events-table').focus();
    await page.keyboard.press('Control+z');
    await expect(note).toHaveCount(0);
    await expect(row(0).locator('.tc-bm-red')).toBeVisible();
  });

  await test.step('several at once, taken back at once', async () => {
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('J');
    await expect(page.getByTestId('selection-bar')).toContainText('3 marked');
    await page.keyboard.press('5');
    await expect(page.locator('[data-testid="event-row"] .tc-bm-blue')).toHaveCount(3);
    await trailcase.screenshot('annotations-marked');
    await page.keyboard.press('Control+z');
    await expect(page.locator('[data-testid="event-row"] .tc-bm-blue')).toHaveCount(0);
    await expect(row(0).locator('.tc-bm-red')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('selection-bar')).toHaveCount(0);
    await row(1)
      .locator('.tc-cell-time')
      .click({ modifiers: ['Control'] });
    await row(4)
      .locator('.tc-cell-time')
      .click({ modifiers: ['Shift'] });
    await expect(page.getByTestId('selection-bar')).toContainText('marked');
    await page.getByTestId('selection-clear').click();
  });

  await test.step('all of a filter', async () => {
    const all = await matching().getAttribute('data-count');
    await page.getByTestId('events-table').focus();
    await page.getByTestId('mark-all').click();
    await expect(page.getByTestId('selection-bar')).toContainText('of the list');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+a');
    await expect(page.getByTestId('selection-bar')).toContainText('of the list');
    await page.keyboard.press('t');
    await page.keyboard.type('gpu');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('notice-done').last()).toContainText('gpu');
    await filter('tag:GPU');
    await expect(matching()).toHaveAttribute('data-count', all ?? '');
    await page.keyboard.press('Control+a');
    const workbook = path.join(folder, 'gpu.xlsx');
    await trailcase.pick(workbook);
    await page.getByTestId('selection-export').click();
    await trailcase.screenshot('annotations-export');
    await page.getByTestId('export-xlsx').click();
    await expect(page.getByTestId('notice-done').last()).toContainText(/Wrote .* events to .*gpu\.xlsx, SHA-256 [0-9a-f]{64}/);
    await page.keyboard.press('Escape');
    await filter('tag:launch bookmark:red');
    await expect(matching()).toHaveAttribute('data-count', '1');
  });

  await test.step('an entity and a view', async () => {
    await row(0).locator('[data-field="sourceIPAddress"]').click();
    await page.getByTestId('pivot-note').getByTestId('tag-field').fill('watched');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('pivot-note').getByTestId('tag')).toHaveText('#watched');
    await page.getByTestId('pivot-note').getByTestId('bookmark-colour-green').click();
    await expect(page.getByTestId('pivot-note').getByTestId('bookmark-colour-green')).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByTestId('entity-marks')).toHaveText('⚑#watched');
    expect(
      await trailcase.call('annotations.put', {
        changes: [
          { target: 'span:2026-02-21T18:00:00Z/2026-02-21T19:00:00Z', act: { kind: 'bookmark', colour: 'violet', label: 'the hour' } },
        ],
      }),
    ).toMatchObject({ ok: true, value: { written: 1 } });
  });

  await test.step('all of it in one list, and every change of it', async () => {
    await page.getByTestId('filter-clear').first().click();
    await page.getByTestId('nav-bookmarks').click();
    await page.getByTestId('bookmarks-kind-span').click();
    await expect(page.getByTestId('bookmark-row')).toHaveCount(1);
    await page.getByTestId('bookmark-row').click();
    await expect(page.getByTestId('annotation-panel').getByTestId('bookmark-label')).toHaveValue('the hour');
    await page.getByTestId('bookmarks-kind-entity').click();
    await expect(page.getByTestId('bookmark-row')).toContainText('watched');
    await page.getByRole('button', { name: /^All / }).click();
    await page.getByTestId('bookmarks-words').fill('the hour');
    await expect(page.getByTestId('bookmark-row')).toHaveCount(1);
    await page.getByTestId('bookmarks-words').fill('');
    await trailcase.screenshot('annotations-list');
    await page.getByTestId('bookmark-tab-changes').click();
    await expect(page.getByTestId('change-row').first()).toContainText('the hour');
    const restorable = page.getByTestId('change-row').filter({ hasText: 'seen twice' });
    await restorable.getByTestId('version-restore').click();
    await expect(page.getByTestId('change-row').first()).toContainText('seen twice');
    await trailcase.screenshot('annotations-changes');
  });
});
