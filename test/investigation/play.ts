// The sample investigation as a person plays it, from an empty window to a storyline: for the end-to-end test, and for the pictures of README and docs.
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, root, type Trailcase, test } from '../e2e/fixture.ts';

export const LEAKED = 'AKIADEVTEMPK2EXAMPLE';
/** The address from which the leaked key was used. */
const STRANGE = '185.220.101.34';

/** Called where something is worth a picture, with its name. */
export type Picture = (page: Page, name: string) => Promise<unknown>;

/** Six events that tell the story (resources/sample/ANSWERS.md), each with the colour and the note that it gets. */
const BOOKMARKS = [
  { id: 'f6e3e21e-1ea1-414f-a002-d28a225e2b6c', colour: '1', note: 'First call with the key from an address never seen before.' },
  { id: '945230e5-68cd-4a98-bc31-c3ff48293db7', colour: '2', note: 'First two GPU instances, in a region that the company does not use.' },
  { id: '60ac16f3-9c47-4815-b367-493e8daa2224', colour: '2', note: 'A second key for the same user: access that outlives the first.' },
  { id: '9772df85-86a7-48a2-8dc5-264d205e6f56', colour: '1', note: 'The key takes on deploy-role in the **other** account.' },
  { id: '336ef7cf-5c16-4473-a43e-c4687c5e5ae8', colour: '1', note: 'The production bucket is deleted.' },
  { id: '572b572f-2454-49cb-89af-aec781c6480c', colour: '2', note: 'Four more instances, after 3 AM in India, with the *second* key.' },
];

const FINDINGS = [
  { title: 'The key of dev-temp-key was used from an unknown address', events: [BOOKMARKS[0], BOOKMARKS[2]] },
  { title: 'GPU instances were launched with both keys', events: [BOOKMARKS[1], BOOKMARKS[5]] },
  { title: 'The bucket telugubites-prod was deleted by way of deploy-role', events: [BOOKMARKS[3], BOOKMARKS[4]] },
];

/** Makes the case and takes the sample in, as the start screen offers it. */
export async function makeCase(trailcase: Trailcase, folder: string, picture: Picture): Promise<void> {
  const { page } = trailcase;
  await test.step('makes a case and adds the evidence', async () => {
    await expect(page.getByTestId('start')).toBeVisible();
    await picture(page, 'start');
    await page.getByTestId('start-new').click();
    await page.getByTestId('new-title').fill('TeluguBites key leak');
    await page.getByTestId('new-number').fill('TB-2026-02');
    await page.getByTestId('new-examiner').fill('M. Iyer');
    await page.getByTestId('new-organisation').fill('TeluguBites');
    await page.getByTestId('new-timezone').selectOption('Asia/Kolkata');
    await page.getByTestId('new-path').fill(path.join(folder, 'TeluguBites.trailcase'));
    await page.getByTestId('new-create').click();
    await trailcase.pick(path.join(root, 'resources/sample/archive'));
    await page.getByTestId('add-evidence').first().click();
    await page.getByTestId('add-folder').click();
    await expect(page.getByTestId('preview-sum')).toBeVisible();
    await page.getByTestId('import-go').click();
    await expect(page.getByTestId('import-summary')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByTestId('summary-events')).toContainText('4,028');
    await page.getByTestId('nav-overview').click();
    await expect(page.getByTestId('coverage')).toBeVisible();
    await settled(page);
    await picture(page, 'overview');
    await page.getByTestId('import-dismiss').first().click();
    await page.getByTestId('tour-decline').click();
  });
}

/** From the evidence to the storyline: integrity, questions, the key, timeline, six bookmarks, three findings. */
export async function investigate({ page }: Trailcase, picture: Picture): Promise<void> {
  await test.step('checks the proof', async () => {
    await page.getByTestId('nav-integrity').click();
    await page.getByTestId('integrity-tab-proof').click();
    await page.getByTestId('verify-start').click();
    await expect(page.getByTestId('verify-result')).toHaveAttribute('data-ok', 'true', { timeout: 60_000 });
    await expect(page.getByTestId('proof-chip')).toContainText('verified');
    await picture(page, 'proof');
  });

  await test.step('asks the five questions', async () => {
    await page.getByTestId('nav-questions').click();
    await expect(page.getByTestId('question-line-call')).toContainText('used in two ways');
    await page.getByTestId('question-open-bucket').click();
    await expect(page.getByTestId('candidate').first()).toContainText('telugubites-prod');
    await settled(page);
    await picture(page, 'questions');
  });

  await test.step('follows the key', async () => {
    await page.getByTestId('nav-keys').click();
    await page.getByTestId('keys-search').fill(LEAKED);
    await page.getByTestId('keys-row').filter({ hasText: LEAKED }).locator('[data-field="accessKeyId"]').first().click();
    await expect(page.getByTestId('pivot-value')).toHaveText(LEAKED);
    await expect(page.getByTestId('pivot-page')).toContainText(STRANGE);
    await settled(page);
    await picture(page, 'pivot');
  });

  await test.step('looks at the timeline', async () => {
    await page.getByTestId('nav-timeline').click();
    await page.getByTestId('timeline-by').selectOption('key');
    await expect(page.getByTestId('timeline-lanes')).toContainText(LEAKED);
    await settled(page);
    await picture(page, 'timeline');
    await filter(page, `ip:185.220.101.0/24`);
    await page.getByTestId('timeline-canvas').focus();
    await settled(page);
  });

  await test.step('marks six events', async () => {
    await page.getByTestId('nav-events').click();
    for (const { id, colour, note } of BOOKMARKS) {
      await openEvent(page, id);
      await expect(page.getByTestId('annotation-editor')).toBeVisible();
      await page.keyboard.press('b');
      await expect(page.locator('[data-testid="event-row"] .tc-bm-yellow')).toBeVisible();
      await page.keyboard.press(colour);
      await expect(page.locator('[data-testid="event-row"] [class*="tc-bm-"]')).toBeVisible();
      await page.keyboard.press('n');
      await page.getByTestId('bookmark-note').fill(note);
      await page.keyboard.press('Control+Enter');
      await expect(page.getByTestId('markdown')).toBeVisible();
    }
    await settled(page);
    await picture(page, 'events');
    await filter(page, '');
    await page.getByTestId('nav-bookmarks').click();
    await expect(page.getByTestId('bookmark-row')).toHaveCount(6);
    await settled(page);
    await picture(page, 'bookmarks');
  });

  await test.step('writes three findings', async () => {
    for (const { title, events } of FINDINGS) {
      for (const [i, event] of events.entries()) {
        await page.getByTestId('nav-events').click();
        await openEvent(page, event?.id ?? '');
        await page.keyboard.press('f');
        const chooser = page.getByTestId('finding-chooser');
        await expect(chooser).toBeVisible();
        if (i === 0) {
          await chooser.getByText('A new finding').click();
          await page.getByTestId('chooser-title').fill(title);
        }
        await page.getByTestId('chooser-put').click();
        await expect(chooser).toHaveCount(0);
      }
    }
    await filter(page, '');
    await page.getByTestId('nav-findings').click();
    await page.getByTestId('findings-tab-findings').click();
    await expect(page.getByTestId('finding-item')).toHaveCount(3);
    await page.getByTestId('finding-item').first().click();
    await page.getByTestId('finding-edit').click();
    await page.getByTestId('finding-severity').selectOption('critical');
    await page.getByTestId('finding-confidence').selectOption('high');
    await page.getByTestId('finding-state').selectOption('asserted');
    await page.getByTestId('frame-suggest').click();
    await expect(page.getByTestId('frame-where')).toHaveValue(/185\.220\.101\.34/);
    await page.getByTestId('technique-words').fill('T1078.004');
    await page.getByTestId('technique-T1078.004').click();
    const narrative = page.getByTestId('finding-narrative');
    await narrative.fill(
      `Until the evening, [[key:${LEAKED}]] was used by the CI runner only. Then it came from [[ip:${STRANGE}]], beginning with [[`,
    );
    await narrative.press('End');
    await expect(page.getByTestId('reference-list')).toBeVisible();
    await narrative.pressSequentially('GetCaller');
    await expect(page.getByTestId('reference-list')).toContainText('GetCallerIdentity');
    await narrative.press('Enter');
    await page.getByTestId('finding-save').click();
    await expect(page.getByTestId('finding-form')).toHaveCount(0);
    await expect(page.getByTestId('finding-page').getByTestId('reference').first()).toContainText(LEAKED);
    await settled(page);
    await picture(page, 'finding');
  });

  await test.step('puts them in order', async () => {
    await page.getByTestId('findings-tab-storyline').click();
    for (let n = 1; n <= 3; n++) {
      await page.getByTestId('story-add').first().click();
      await expect(page.locator('[data-testid="story-part"][data-kind="finding"]')).toHaveCount(n);
    }
    await page.getByTestId('storyline-read').click();
    const story = page.getByTestId('storyline-text');
    for (const { title } of FINDINGS) await expect(story).toContainText(title);
    await expect(story).toContainText('DeleteBucket');
    await settled(page);
    await picture(page, 'storyline');
  });
}

/** Nothing on screen still waits for the engine, and no passing notice covers it: a person closes them, too. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('.bp6-skeleton')).toHaveCount(0);
  await expect(async () => {
    const close = page.locator('.tc-notice').getByLabel('Close this message').first();
    if (await close.isVisible()) await close.click();
    await expect(page.locator('.tc-notice')).toHaveCount(0, { timeout: 50 });
  }).toPass({ timeout: 15_000 });
}

async function filter(page: Page, text: string): Promise<void> {
  await page.getByTestId('filter-input').first().fill(text);
  await page.keyboard.press('Enter');
}

/** The one event with this eventID, selected in the list, with its detail beside it. */
async function openEvent(page: Page, eventId: string): Promise<void> {
  await filter(page, `eventID:${eventId}`);
  await expect(page.getByTestId('status-matching')).toHaveAttribute('data-count', '1');
  await page.getByTestId('events-table').focus();
  await page.keyboard.press('j');
  await expect(page.getByTestId('detail-panel')).toContainText(eventId);
}
