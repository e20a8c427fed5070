// The report in the window: chosen, arranged, written and redacted beside a preview that follows and can do nothing; then written to a file, found again and checked.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EMPTY_FINDING } from '../../src/shared/findings.ts';
import { expect, root, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');
const KEY = 'AKIADEVTEMPK2EXAMPLE';

test('a report, from its template to a file that is checked', async ({ launch, folder }) => {
  test.setTimeout(90_000);
  const trailcase = await launch({ openCase: path.join(folder, 'sample.trailcase'), importPaths: [SAMPLE] });
  const { page, app } = trailcase;
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();
  const listed = await trailcase.call('events.page', { filter: `key:${KEY} api:RunInstances`, order: 'asc', offset: 0, limit: 2 });
  const ids = listed.ok ? listed.value.rows.map(({ id }) => id) : [];
  const body = { ...EMPTY_FINDING, title: 'The key launched instances', supporting: ids.map((id) => ({ id, reason: '' })) };
  expect(await trailcase.call('findings.put', { id: null, body, seen: null })).toMatchObject({ ok: true });
  const paper = page.frameLocator('[data-testid="preview-frame"]');
  const titles = () => page.getByTestId('section-row').getByTestId('section-show').allInnerTexts();

  await test.step('the preview shows the case', async () => {
    await page.getByTestId('nav-report').click();
    await expect(paper.locator('#section-storyline')).toContainText('The key launched instances');
    await expect(page.getByTestId('report-exhibits')).toHaveText('2 exhibits');
  });

  await test.step('and can do nothing', async () => {
    const frame = page.getByTestId('preview-frame');
    await expect(frame).toHaveAttribute('sandbox', '');
    const address = ((await frame.getAttribute('src')) ?? '').split('#')[0] ?? '';
    expect(address).toMatch(/^app:\/\/report-preview\/[0-9a-f-]{36}$/);
    const policy = await app.evaluate(async ({ net }, from) => (await net.fetch(from)).headers.get('content-security-policy'), address);
    expect(policy).toBe(
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors app://trailcase",
    );
    const elsewhere = address.replace(/[^/]+$/, '00000000-0000-0000-0000-000000000000');
    expect(await app.evaluate(async ({ net }, from) => (await net.fetch(from)).status, elsewhere)).toBe(404);
    // It is no document of the window's.
    expect(await frame.evaluate((one) => (one as HTMLIFrameElement).contentDocument)).toBeNull();
    // Were there a link in it that leads out, it would lead nowhere.
    const html = '<a id="out" href="https://example.org/">out</a> <a id="other" href="app://report-preview/other">other</a>';
    expect(await trailcase.call('app.showPreview', { html, path: path.join(folder, 'sample.trailcase') })).toMatchObject({ ok: true });
    expect(await trailcase.call('app.showPreview', { html, path: 'another' })).toMatchObject({ error: { code: 'CANCELLED' } });
    for (const id of ['#out', '#other']) {
      await paper.locator(id).click();
      expect(await trailcase.call('app.previewHolds', {})).toMatchObject({ value: { holds: true } });
      await expect(paper.locator('#out')).toBeVisible();
    }
  });

  await test.step('sections are left out, dragged, and moved by keys', async () => {
    await page.locator('[data-section="glossary"]').getByTestId('section-box').uncheck({ force: true });
    await expect(page.locator('[data-testid="section-left"][data-section="glossary"]')).toBeVisible();
    await page.locator('[data-section="custody"]').dragTo(page.locator('[data-section="storyline"]'));
    const before = await titles();
    const at = before.findIndex((title) => title.includes('Custody'));
    await page.locator('[data-section="custody"]').getByTestId('section-grip').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(async () => (await titles()).findIndex((title) => title.includes('Custody'))).toBe(at - 1);
    await expect(page.locator('[data-section="custody"]').getByTestId('section-grip')).toBeFocused();
    await expect(page.getByTestId('sections-told')).toContainText(`is now ${at} of`);
    await expect(paper.locator('#section-glossary')).toHaveCount(0);
    await page.getByTestId('section-show').filter({ hasText: 'Custody' }).click();
    await expect(paper.locator('#section-custody')).toBeInViewport();
  });

  await test.step('texts are in the preview while they are typed, and saved when they are left', async () => {
    await page.getByTestId('report-tab-texts').click();
    await page.getByTestId('text-executiveSummary').fill('The board should know **this**.');
    await expect(paper.locator('#section-executive')).toContainText('The board should know this.');
    await expect(paper.locator('#section-executive')).toBeInViewport();
    const stored = async () => {
      const answer = await trailcase.call('report.settings', {});
      return answer.ok ? answer.value.settings : null;
    };
    expect(await stored()).toMatchObject({ executiveSummary: '' });
    await page.getByTestId('text-classification').fill('Confidential');
    await expect.poll(stored).toMatchObject({ executiveSummary: 'The board should know **this**.', classification: '' });
    await page.getByTestId('text-classification').blur();
    await expect.poll(stored).toMatchObject({ classification: 'Confidential' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(stored).toMatchObject({ classification: '' });
  });

  await test.step('what is wrong is said where it is', async () => {
    await page.getByTestId('report-tab-redaction').click();
    await page.getByTestId('redaction-on').check({ force: true });
    await expect(paper.locator('body')).toContainText('REDACTED COPY');
    await expect(paper.locator('body')).toContainText('will have other names there');
    await page.getByTestId('redaction-patterns').fill('dev-(');
    await expect(page.getByTestId('redaction-patterns-fault')).toBeVisible();
    // Nothing is shown in the place of what cannot be made.
    await expect(page.getByTestId('preview-error')).toContainText('PATTERN_INVALID');
    await expect(page.getByTestId('preview-frame')).toHaveCount(0);
    await page.getByTestId('redaction-patterns').fill('');
    await expect(page.getByTestId('redaction-patterns-fault')).toHaveCount(0);
    await page.getByTestId('redaction-on').uncheck({ force: true });
    await expect(paper.locator('body')).not.toContainText('REDACTED COPY');
  });

  const file = path.join(folder, 'report.html');
  await test.step('written, with its hash, when a file beside it was asked about', async () => {
    writeFileSync(`${file}.sig`, 'theirs');
    await trailcase.pick(file);
    await page.getByTestId('report-write').click();
    await expect(page.getByTestId('report-result')).toBeVisible({ timeout: 30_000 });
    const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
    await expect(page.getByTestId('report-sha256')).toHaveText(sha256);
    expect(readFileSync(file, 'utf8')).not.toContain('id="section-glossary"');
    await expect(page.getByTestId('report-beside')).toContainText('report.html.sig');
    rmSync(`${file}.sig`);
    await page.getByTestId('report-tab-written').click();
    await expect(page.getByTestId('written-report')).toHaveAttribute('data-sha256', sha256);
  });

  await test.step('written again it is the same, and it is checked', async () => {
    const again = path.join(folder, 'again.html');
    await trailcase.pick(again);
    await page.getByTestId('written-again').click();
    await expect(page.getByTestId('report-result')).toHaveAttribute('data-path', again, { timeout: 30_000 });
    expect(readFileSync(again)).toEqual(readFileSync(file));
    await page.getByTestId('written-check').first().click();
    await expect(page.getByTestId('check-result')).toHaveAttribute('data-ok', 'true', { timeout: 30_000 });
  });

  await test.step('a case that is closed has the text that was being written, and leaves nothing of it on this computer', async () => {
    await page.getByTestId('report-tab-texts').click();
    await page.getByTestId('text-opinion').fill('The key was taken.');
    const stored = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('report')));
    expect(await stored()).toEqual([expect.stringContaining('report-texts')]);
    // As by a key: the field is not left first.
    await page.getByTestId('case-close').evaluate((button) => (button as HTMLElement).click());
    await expect(page.getByTestId('report-view')).toHaveCount(0);
    expect(await stored()).toEqual([]);
    expect(await trailcase.call('case.open', { path: path.join(folder, 'sample.trailcase') })).toMatchObject({ ok: true });
    expect(await trailcase.call('report.settings', {})).toMatchObject({ value: { settings: { opinion: 'The key was taken.' } } });
  });
});
