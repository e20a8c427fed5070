// Adding evidence: files, a folder and an archive together, seen before they are imported; problems down to their bytes; reduced copies named as such.
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { ZipFile } from 'yazl';
import { expect, test } from './fixture.ts';

const record = (i: number) => ({
  eventVersion: '1.11',
  userIdentity: { type: 'IAMUser', userName: 'asha', accountId: '111122223333', accessKeyId: 'AKIAASHAEXAMPLE' },
  eventTime: `2026-02-21T10:00:0${i}Z`,
  eventSource: 'ec2.amazonaws.com',
  eventName: `Call${i}`,
  awsRegion: 'ap-south-1',
  sourceIPAddress: '203.0.113.10',
  eventID: `00000000-0000-4000-8000-00000000000${i}`,
});
const log = (...numbers: number[]) => JSON.stringify({ Records: numbers.map(record) });

test('files, a folder and an archive are seen before they are imported, and the sums add up', async ({ launch, folder }) => {
  test.setTimeout(90_000);
  const delivery = path.join(folder, 'delivery');
  mkdirSync(delivery);
  writeFileSync(path.join(delivery, 'a.json.gz'), gzipSync(log(1, 2)));
  writeFileSync(path.join(delivery, 'damaged.json'), log(3, 4, 5).replace('"eventName":"Call4"', '"eventName":"Call4'));
  writeFileSync(path.join(delivery, 'notes.txt'), 'nothing');
  writeFileSync(path.join(delivery, 'more.7z'), Buffer.from('377abcaf271c00048d9bd50f', 'hex'));
  const csv = path.join(folder, 'history.csv');
  writeFileSync(
    csv,
    'User name,AWS access key,Event time,Event source,Event name,AWS region,Source IP address,User agent,Error code,Resources,Request ID,Event ID,Read-only,Event type,Recipient Account Id,Event category\n' +
      `asha,AKIAASHAEXAMPLE,2026-02-21T10:00:09Z,ec2.amazonaws.com,Call9,ap-south-1,203.0.113.10,console,,[],r,${record(9).eventID},true,AwsApiCall,111122223333,Management\n`,
  );
  const archive = path.join(folder, 'bucket.zip');
  const zip = new ZipFile();
  zip.addBuffer(gzipSync(log(6, 7)), 'AWSLogs/b.json.gz');
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(archive));
  const list = path.join(folder, 'list.txt');
  writeFileSync(list, `${'0'.repeat(64)}  bucket.zip\n`);

  const trailcase = await launch();
  expect((await trailcase.call('case.create', { path: path.join(folder, 'case.trailcase'), facts: { title: 'Mixed' } })).ok).toBe(true);
  await trailcase.close();
  const again = await launch({ openCase: path.join(folder, 'case.trailcase') });
  const window = again.page;

  await test.step('one dialog takes them all and says what they are', async () => {
    await again.pick(delivery);
    await window.getByTestId('add-evidence').first().click();
    await window.getByTestId('add-folder').click();
    await expect(window.getByTestId('preview-sum')).toContainText('4 files');
    await again.pick(csv, archive);
    await window.getByTestId('import-add-files').click();
    await expect(window.getByTestId('preview-sum')).toContainText('6 files');
    await expect(window.locator('[data-testid="preview-table"] tr[data-kind="container"]')).toContainText('bucket.zip');
    await expect(window.locator('[data-testid="preview-table"] tr[data-shape="event-history-csv"]')).toContainText('reduced copy');
    await expect(window.locator('[data-testid="preview-table"] tr[data-shape="records"]')).toContainText('a.json.gz');
    await expect(window.locator('[data-testid="preview-table"] tr[data-kind="unreadable"]')).toContainText(
      'a 7-Zip archive: unpack it and import what is in it',
    );
    await again.pick(list);
    await window.getByTestId('import-expect').click();
    await again.screenshot('import-dialog');
    await window.getByTestId('import-go').click();
  });

  await test.step('the summary adds up, and names what is not as listed', async () => {
    await expect(window.getByTestId('import-summary')).toBeVisible({ timeout: 30_000 });
    await expect(window.getByTestId('summary-records')).toContainText('8');
    await expect(window.getByTestId('summary-events')).toContainText('7');
    await expect(window.getByTestId('import-summary')).not.toContainText('please report this');
    await expect(window.getByTestId('handover')).toContainText('1 different');
    await again.screenshot('import-summary');
  });

  await test.step('a problem leads to its bytes', async () => {
    await window.getByTestId('nav-evidence').click();
    await window.getByTestId('evidence-tab-problems').click();
    await window.getByTestId('problem-RECORD_NOT_JSON').click();
    await window.getByTestId('problem-bytes').first().click();
    const marked = window.locator('.tc-bytes-text .tc-bytes-marked');
    await expect(marked.first()).toHaveText('{');
    await expect(window.getByTestId('bytes-mark-sha256')).toHaveAttribute('data-hash', /^[0-9a-f]{64}$/);
    const text = (await window.locator('.tc-bytes-text').allTextContents()).join('');
    const damaged = readFileSync(path.join(delivery, 'damaged.json'), 'latin1');
    expect(damaged).toContain(text.slice(0, 100));
    await again.screenshot('bytes');
    await window.keyboard.press('Escape');
    await expect(window.getByTestId('bytes-page')).toHaveCount(0);
  });

  await test.step('what is not opened is told of as a whole, and listed without its bytes', async () => {
    await window.getByTestId('problem-CONTENT_NOT_OPENED').click();
    await expect(window.getByTestId('problem-row')).toContainText('more.7z');
    await expect(window.getByTestId('problem-bytes')).toHaveCount(0);
    await window.getByTestId('evidence-tab-inventory').click();
    await window.getByTestId('kind-unreadable').click();
    await expect(window.getByTestId('evidence-row')).toContainText('∅');
    await window.getByTestId('kind-all').click();
  });

  await test.step('a row of a table is shown as the reduced copy that it is', async () => {
    await window.getByTestId('nav-events').click();
    await window.getByTestId('filter-input').first().fill('eventName:Call9');
    await window.keyboard.press('Enter');
    await expect(window.getByTestId('status-matching')).toContainText('1');
    await window
      .getByTestId('event-row')
      .first()
      .click({ position: { x: 8, y: 12 } });
    await expect(window.getByTestId('reduced-copy')).toBeVisible();
    await expect(window.getByTestId('proof-steps')).toContainText('a row of a table');
    await again.screenshot('reduced-copy');
  });
});
