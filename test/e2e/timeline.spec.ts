// The timeline in the window: from the whole case to single events, with brush, pins, markers, keys, a saved view, and pictures for the report.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MOST_ITEMS } from '../../src/renderer/views/timeline/lanes/limits.ts';
import { expect, root, test } from './fixture.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');
const LEAKED = 'AKIADEVTEMPK2EXAMPLE';

test('timeline: far and near, brush, pins, markers, keys, saved view, pictures', async ({ launch, folder }) => {
  const trailcase = await launch({ openCase: path.join(folder, 'timeline.trailcase'), importPaths: [SAMPLE] });
  const { page } = trailcase;
  const lanes = page.getByTestId('timeline-lanes');
  const lane = (value: string) => page.locator(`[data-testid="timeline-lane"][data-value="${value}"]`);
  const span = page.getByTestId('timeline-span');
  const settled = async () => {
    await expect(lanes).toHaveAttribute('data-stale', 'false');
    expect(await page.locator('.tc-tl-item').count()).toBeLessThanOrEqual(MOST_ITEMS);
  };
  const chart = async () => {
    const box = await page.getByTestId('timeline-canvas').boundingBox();
    if (!box) throw new Error('there is no chart');
    return box;
  };
  const shown = async () => ({ from: Number(await span.getAttribute('data-from')), to: Number(await span.getAttribute('data-to')) });
  await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('import-dismiss').first().click();
  await page.getByTestId('nav-timeline').click();

  await test.step('far out: marks that say how many events they stand for, and kinds of lanes', async () => {
    await expect(page.getByTestId('timeline-mark').first()).toBeVisible();
    await settled();
    await expect(page.getByTestId('timeline-note')).toContainText(/marks for [\d,]+ events/);
    await page.getByTestId('timeline-by').selectOption('key');
    await expect(lane(LEAKED)).toBeVisible();
    await settled();
    await expect(page.getByTestId('timeline-link').first()).toBeAttached();
    await trailcase.screenshot('timeline-far');
  });

  await test.step('a lane is pinned and stays first', async () => {
    await lane(LEAKED).getByTestId('timeline-pin').click();
    await expect(page.getByTestId('timeline-lane').first()).toHaveAttribute('data-value', LEAKED);
    await expect(lane(LEAKED).getByTestId('timeline-pin')).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('the next marker by key; what is shown can be chosen', async () => {
    await page.keyboard.press('m');
    await expect(page.locator('[data-testid="timeline-marker"]:focus')).toHaveCount(1);
    await page.getByTestId('timeline-show').click();
    await page.getByTestId('layer-signin').click();
    await expect(page.locator('[data-testid="timeline-marker"][data-kind="signin"]')).toHaveCount(0);
    await expect(page.locator('[data-testid="timeline-marker"][data-kind="privilege"]').first()).toBeAttached();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('layer-signin')).toHaveCount(0);
  });

  await test.step('a brushed span: how many events, bookmarked, and zoomed to', async () => {
    const box = await chart();
    const [from, to] = [Date.parse('2026-02-21T18:00:00Z'), Date.parse('2026-02-21T19:30:00Z')];
    const whole = await shown();
    const x = (ms: number) => box.x + ((ms - whole.from) / (whole.to - whole.from)) * box.width;
    const brush = async () => {
      await page.mouse.move(x(from), box.y + 30);
      await page.mouse.down();
      await page.mouse.move(x(to), box.y + 40, { steps: 5 });
      await page.mouse.up();
      await expect(page.getByTestId('brush-actions')).toContainText(/\d+ events/);
    };
    await brush();
    await page.getByTestId('brush-bookmark').click();
    await expect(page.getByTestId('brush-actions')).toHaveCount(0);
    const marked = await trailcase.call('annotations.marks', { from, to, filter: '', limit: 10 });
    expect(marked.ok && marked.value.spans.length).toBe(1);
    await brush();
    await page.getByTestId('brush-zoom').click();
    await settled();
    const near = await shown();
    expect(Math.abs(near.from - from)).toBeLessThan((whole.to - whole.from) / 100);
    expect(near.to - near.from).toBeLessThan((to - from) * 1.2);
  });

  await test.step('near: single events and sessions; those of one second stand together', async () => {
    await expect(page.getByTestId('timeline-event').first()).toBeVisible();
    await expect(page.getByTestId('timeline-session').first()).toBeVisible();
    await expect(page.getByTestId('timeline-together').first()).toHaveAttribute('title', /in the same second: their order is not known/);
    await trailcase.screenshot('timeline-near');
  });

  await test.step('the chart and the lanes share one axis', async () => {
    // What vis placed and what we draw: the same time at the same place.
    const event = page.getByTestId('timeline-event').filter({ visible: true }).first();
    const [place, box, now] = [await event.locator('.tc-tl-sign').boundingBox(), await chart(), await shown()];
    const at = Number(await event.getAttribute('data-at'));
    const drawn = box.x + ((at - now.from) / (now.to - now.from)) * box.width;
    expect(Math.abs((place?.x ?? 0) + (place?.width ?? 0) / 2 - drawn)).toBeLessThan(4);
  });

  await test.step('keys: into a lane, along it, an event opened, its second with others; the window moved', async () => {
    await lane(LEAKED).locator('[data-open]').focus();
    await page.keyboard.press('ArrowRight');
    const first = page.locator('[data-stop]:focus');
    await expect(first).toHaveAttribute('data-lane', `lane ${LEAKED}`);
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('[data-stop]:focus')).not.toHaveAttribute('data-lane', `lane ${LEAKED}`);
    await page.keyboard.press('ArrowUp');
    await expect(page.locator('[data-stop]:focus')).toHaveAttribute('data-lane', `lane ${LEAKED}`);
    const before = await shown();
    await page.keyboard.press('.');
    await expect.poll(async () => (await shown()).from).toBeGreaterThan(before.from);
    await page.keyboard.press(',');
    await expect.poll(async () => (await shown()).from).toBe(before.from);
    await page.getByTestId('timeline-event').filter({ visible: true }).first().focus();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('detail-panel')).toBeVisible();
    await expect(page.locator('[data-testid="timeline-event"][aria-current]').first()).toBeAttached();
    await page.keyboard.press('Escape');
  });

  await test.step('what is seen is saved as a view, and comes back', async () => {
    const here = await shown();
    await page.keyboard.press('Control+s');
    await page.getByTestId('view-name').fill('The hour of the launches');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('saved-view')).toBeVisible();
    await page.getByTestId('zoom-whole').click();
    await page.getByTestId('timeline-by').selectOption('region');
    await lane('ap-south-1').getByTestId('timeline-pin').click();
    await page.getByTestId('saved-view').click();
    await expect(page.getByTestId('timeline-by')).toHaveValue('key');
    expect(await shown()).toEqual(here);
    await expect(page.getByTestId('timeline-lane').first()).toHaveAttribute('data-value', LEAKED);
    await expect(page.locator('[data-testid="timeline-marker"][data-kind="signin"]')).toHaveCount(0);
    await settled();
  });

  await test.step('pictures: SVG and PNG, each with a custody entry', async () => {
    const hashes: string[] = [];
    for (const format of ['svg', 'png']) {
      const target = path.join(folder, `picture.${format}`);
      await trailcase.pick(target);
      await page.getByTestId('timeline-save').click();
      await page.getByTestId(`timeline-save-${format}`).click();
      await expect(page.getByText(`${target}`).first()).toBeVisible();
      const bytes = readFileSync(target);
      hashes.push(createHash('sha256').update(bytes).digest('hex'));
      if (format === 'png') {
        expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
        // Twice the drawing's width.
        expect(bytes.readUInt32BE(16)).toBe(2800);
      } else {
        const text = bytes.toString('utf8');
        expect(text).toContain(LEAKED);
        expect(text).toContain('Access keys');
        expect(text).toMatch(/events drawn singly/);
        const isWhole = await page.evaluate(
          (svg) => new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror') === null,
          text,
        );
        expect(isWhole).toBe(true);
      }
    }
    const custody = await trailcase.call('custody.list', {});
    const entries = custody.ok ? custody.value.rows.filter(({ action }) => action === 'export') : [];
    expect(entries.map(({ detail }) => JSON.stringify(detail))).toEqual(hashes.map((hash) => expect.stringContaining(hash)));
  });
});
