// The integrity of a case, as an examiner looks at it: strips, single digests, keys, a seal, the custody log, the proof of an event;
// a delivery with holes in it; and a case whose proof fails, which says so everywhere until that is acknowledged in writing.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import Sqlite from 'better-sqlite3';
import { expect, root, type Trailcase, test } from './fixture.ts';
import { archiveWithHoles } from './holes.ts';

const SAMPLE = path.join(root, 'resources/sample/archive');
const IMPORTED = { timeout: 60_000 };

async function imported(trailcase: Trailcase): Promise<void> {
  await expect(trailcase.page.getByTestId('import-summary')).toBeVisible(IMPORTED);
  await trailcase.page.getByTestId('import-dismiss').first().click();
}

/** Opens the view and waits until the digests are judged. */
async function judged(page: Page): Promise<void> {
  await page.getByTestId('nav-integrity').click();
  await expect(page.getByTestId('strips')).toBeVisible({ timeout: 30_000 });
}

/** Zooms until single digests are drawn. */
async function toDigests(page: Page): Promise<void> {
  const bar = page.getByTestId('strip-canvas').first();
  for (let i = 0; i < 12 && (await bar.getAttribute('data-near')) !== 'true'; i++) await page.getByTestId('strips-in').click();
  await expect(bar).toHaveAttribute('data-near', 'true');
}

test('a delivery that is whole: strips, digests, keys, a seal, the custody log, and an attested event', async ({ launch, folder }) => {
  test.setTimeout(150_000);
  const trailcase = await launch({ openCase: path.join(folder, 'whole.trailcase'), importPaths: [SAMPLE] });
  const { page } = trailcase;
  await imported(trailcase);

  await test.step('judges the digests by itself, and every strip is proven', async () => {
    await judged(page);
    const strips = page.getByTestId('strip');
    await expect(strips).toHaveCount(6);
    for (const strip of await strips.all()) await expect(strip).toHaveAttribute('data-worst', /^(complete|empty)$/);
    await expect(page.getByTestId('attestation')).toHaveAttribute('data-attestation', 'full');
    await expect(page.getByTestId('strip-legend')).toContainText('attested, complete');
    // Nobody asked for a verification: none is noted, none is claimed.
    await expect(page.getByTestId('proof-chip')).toHaveAttribute('data-state', 'none');
    await trailcase.screenshot('integrity-strips');
  });

  await test.step('shows a single digest, in words and in bytes', async () => {
    await toDigests(page);
    await page.getByTestId('strip-canvas').first().click();
    await expect(page.getByTestId('span-panel')).toHaveAttribute('data-state', /^(complete|empty)$/);
    await expect(page.getByTestId('span-words')).toContainText(/^1 hour .*ap-south-1 is attested/);
    await expect(page.getByTestId('span-panel')).toContainText(/2026-02-2\dT\d\d:34:42Z/);
    const words = await page.getByTestId('span-panel').textContent();
    await page.keyboard.press('l');
    await expect(page.getByTestId('span-panel')).not.toHaveText(words ?? '');
    await trailcase.screenshot('integrity-digest');
    await page.getByTestId('span-bytes').click();
    await expect(page.getByTestId('bytes-page')).toContainText('digestStartT');
    await page.keyboard.press('Escape');
    await page.keyboard.press('0');
    await expect(page.getByTestId('strips-whole')).toBeDisabled();
  });

  await test.step('has nothing that is not valid', async () => {
    await page.getByTestId('integrity-tab-findings').click();
    await expect(page.getByTestId('findings-none')).toContainText('Everything is valid');
    await page.getByTestId('findings-valid').click();
    await expect(page.getByTestId('finding').first()).toContainText('valid');
    await page.getByTestId('findings-all').click();
  });

  await test.step('takes a file of public keys', async () => {
    await page.getByTestId('integrity-tab-keys').click();
    await expect(page.getByTestId('key-row').first()).toContainText('evidence');
    await trailcase.pick(path.join(SAMPLE, 'keys/ap-south-1.public-keys.json'));
    await page.getByTestId('keys-choose').click();
    await expect(page.getByTestId('keys-choose')).toBeEnabled({ timeout: 30_000 });
    await expect(page.getByTestId('keys-table')).toBeVisible();
    await expect(page.getByTestId('keys-absent')).toHaveCount(0);
  });

  await test.step('seals with a key for once, and lists the seal', async () => {
    const detached = path.join(folder, 'seal.txt');
    await page.getByTestId('integrity-tab-seals').click();
    await expect(page.getByTestId('seals-none')).toBeVisible();
    await page.getByTestId('seal-open').click();
    await expect(page.getByTestId('seal-key-words')).toContainText('nothing about who sealed');
    await page.getByTestId('seal-note').fill('Handed over to counsel');
    await trailcase.pick(detached);
    await page.getByTestId('seal-out-choose').click();
    await page.getByTestId('seal-go').click();
    await expect(page.getByTestId('seal-result')).toBeVisible({ timeout: 60_000 });
    const fingerprint = await page.getByTestId('seal-result-fingerprint').getAttribute('data-hash');
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    await expect(page.getByTestId('seal')).toHaveAttribute('data-ok', 'true');
    await expect(page.getByTestId('seal')).toContainText('Handed over to counsel');
    await expect(page.getByTestId('seal').getByTestId('seal-fingerprint')).toHaveAttribute('data-hash', fingerprint ?? '');
    expect(readFileSync(detached, 'utf8')).toContain('Handed over to counsel');
    await trailcase.screenshot('integrity-seal');
  });

  await test.step('filters the custody log', async () => {
    await page.getByTestId('integrity-tab-custody').click();
    const rows = page.getByTestId('custody-row');
    const all = await rows.count();
    await page.getByTestId('custody-action').selectOption('seal');
    await expect(rows).toHaveCount(1);
    await page.getByTestId('custody-clear').click();
    await expect(rows).toHaveCount(all);
    await page.getByTestId('custody-text').fill('no entry says this');
    await expect(rows).toHaveCount(0);
    await page.getByTestId('custody-text').fill('IMPORT sample');
    await expect(rows.first()).toContainText('import');
  });

  await test.step('says on an event that its file is attested', async () => {
    await page.getByTestId('nav-events').click();
    await page.getByTestId('filter-input').first().fill('eventName:RunInstances');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid="event-row"][data-event-id] time').first().click();
    await expect(page.getByTestId('proof-delivered')).toContainText('attested by digest');
    await expect(page.getByTestId('proof-delivered')).toHaveAttribute('data-verdict', 'valid');
  });
});

test('a delivery with holes: what is missing and what is altered, with what follows from it', async ({ launch, folder }) => {
  test.setTimeout(120_000);
  const archive = archiveWithHoles(folder);
  const trailcase = await launch({ openCase: path.join(folder, 'holes.trailcase'), importPaths: [archive] });
  const { page } = trailcase;
  await imported(trailcase);
  await judged(page);
  const chain = page.locator('[data-testid="strip"][data-chain*="111122223333"][data-chain*=" ap-south-1"]').first();
  await expect(chain).toHaveAttribute('data-worst', 'invalid');
  await trailcase.screenshot('integrity-holes');

  await test.step('lists what is not valid in this chain, worst first, with its consequence', async () => {
    await chain.getByTestId('strip-open').click();
    await expect(page.getByTestId('findings-chain')).toContainText('ap-south-1');
    const findings = page.getByTestId('finding');
    await expect(findings.first()).toContainText('contradicted');
    await expect(page.getByTestId('findings')).toContainText('1 hour of deliveries in ap-south-1 is unattested');
    await expect(page.getByTestId('findings')).toContainText('Absence of an event there proves nothing.');
    await page.getByTestId('findings-invalid').click();
    await expect(findings.filter({ hasText: '5DF10f4el1nk1GZR' })).toHaveCount(1);
    await trailcase.screenshot('integrity-findings');
    await page.getByTestId('finding-events').first().click();
    await page.locator('[data-testid="event-row"][data-event-id] time').first().click();
    await expect(page.getByTestId('proof-delivered')).toHaveAttribute('data-verdict', 'invalid');
  });

  await test.step('leads from a hole in the list to its place on the strip', async () => {
    await page.getByTestId('nav-integrity').click();
    await page.getByTestId('findings-spans').click();
    await page.getByTestId('finding').filter({ hasText: 'digests missing' }).first().getByTestId('finding-strip').click();
    await expect(page.getByTestId('span-panel')).toHaveAttribute('data-state', 'missing');
  });

  await test.step('a contradiction of the digests, once acknowledged, is not asked of again with every opening', async () => {
    await expect(page.getByTestId('proof-banner')).toBeVisible();
    await page.getByTestId('acknowledge-text').fill('Known: one file of the copy was edited.');
    await page.getByTestId('acknowledge').click();
    await expect(page.getByTestId('proof-banner')).toHaveCount(0);
    await trailcase.close();
    const again = await launch({ openCase: path.join(folder, 'holes.trailcase') });
    await judged(again.page);
    await expect(again.page.getByTestId('proof-chip')).toContainText('proof failed (acknowledged)');
    await expect(again.page.getByTestId('proof-banner')).toHaveCount(0);
  });
});

test('a case whose proof fails says so on every screen, until that is acknowledged in writing', async ({ launch, folder }) => {
  test.setTimeout(120_000);
  const casePath = path.join(folder, 'failing.trailcase');
  const first = await launch({ openCase: casePath, importPaths: [SAMPLE] });
  await imported(first);
  await first.close();
  alterATime(casePath);

  const trailcase = await launch({ openCase: casePath });
  const { page } = trailcase;
  await page.getByTestId('proof-chip').click();
  await page.getByTestId('verify-start').click();
  await expect(page.getByTestId('verify-result')).toHaveAttribute('data-ok', 'false', { timeout: 60_000 });
  const banner = page.getByTestId('proof-banner');
  for (const view of ['overview', 'timeline', 'events', 'bookmarks', 'integrity', 'evidence', 'report']) {
    await page.getByTestId(`nav-${view}`).click();
    await expect(banner).toBeVisible();
  }
  await trailcase.screenshot('integrity-banner');
  await page.getByTestId('proof-banner-findings').click();
  await expect(page.getByTestId('verify-finding').first()).toBeVisible();

  await expect(page.getByTestId('acknowledge')).toBeDisabled();
  await page.getByTestId('acknowledge-text').fill('Seen: a time was changed in this copy; the original is with counsel.');
  await page.getByTestId('acknowledge').click();
  await expect(banner).toHaveCount(0);
  await expect(page.getByTestId('acknowledged')).toContainText('the original is with counsel');
  await expect(page.getByTestId('proof-chip')).toContainText('proof failed (acknowledged)');
  await page.getByTestId('integrity-tab-custody').click();
  await page.getByTestId('custody-action').selectOption('acknowledge');
  await expect(page.getByTestId('custody-row')).toHaveCount(1);
  await trailcase.close();

  await test.step('and still does when the case is opened again', async () => {
    const again = await launch({ openCase: casePath });
    await expect(again.page.getByTestId('proof-chip')).toContainText('proof failed (acknowledged)');
    await expect(again.page.getByTestId('proof-banner')).toHaveCount(0);
  });
});

/** What someone with sqlite3 would do: the trigger goes, a time changes, the trigger comes back. */
function alterATime(casePath: string): void {
  const db = new Sqlite(casePath);
  try {
    const trigger = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'records_no_update'").pluck().get() as string;
    db.exec('DROP TRIGGER records_no_update');
    db.exec('UPDATE records SET time = time + 3600000 WHERE id = (SELECT min(id) FROM records WHERE time IS NOT NULL)');
    db.exec(trigger);
  } finally {
    db.close();
  }
}
