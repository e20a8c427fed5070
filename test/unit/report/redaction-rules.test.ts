// What the author's own rules hide, what forged fields show, and what a copy says of its picture, of earlier copies and of its options.
import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeRedactionSalt, redactionSalt } from '../../../src/main/case/redaction-salt.ts';
import { addReportLogo, putReportSettings } from '../../../src/main/case/report-settings.ts';
import { canonicalJson } from '../../../src/main/exchange/content.ts';
import { renderReport } from '../../../src/main/report/document.ts';
import { Keyed } from '../../../src/main/report/redaction/keyed.ts';
import { marked, redactionOf } from '../../../src/main/report/redaction/redaction.ts';
import { standardChoices, standardRedactions } from '../../../src/main/report/redaction/standard.ts';
import { EVERYTHING_HIDDEN, NO_SETTINGS, PLAIN_REPORT, REPORT_TEMPLATES, type RedactionOptions } from '../../../src/shared/report.ts';
import { readings } from './canaries.ts';
import { AT, bookmark, caseOf, idsOf, log, record, verified } from './fixture.ts';

const NOTHING: RedactionOptions = {
  ...EVERYTHING_HIDDEN,
  accounts: false,
  names: false,
  addresses: false,
  resources: false,
  freeText: false,
};

test('the value of a hidden field is hidden wherever it stands, but for words that stand everywhere', async () => {
  const file = await caseOf([
    {
      'a.json': log(
        record({
          eventName: 'CreateUser',
          requestParameters: { deep: { owner: 'Velmora-Quell', state: 'running', port: 22, staff: 482913, flag: 'true', code: 'qz' } },
        }),
        record({
          eventName: 'DeleteUser',
          userIdentity: {
            type: 'IAMUser',
            accountId: '111122223333',
            userName: 'velmora-quell',
            arn: 'arn:aws:iam::111122223333:user/velmora-quell',
          },
          userAgent: 'aws-cli/2.15 velmora-quell',
          errorMessage: 'not velmora-quell, 482913',
          requestParameters: { bucketName: 'logs-velmora-quell', state: 'running', number: 482913 },
        }),
      ),
    },
  ]);
  makeRedactionSalt(file, AT);
  for (const name of ['CreateUser', 'DeleteUser']) bookmark(file, idsOf(file, name)[0] as string, 'by Velmora-Quell');
  const render = async (fields: string[]): Promise<string> =>
    (await renderReport(file.db, verified(file), { options: { ...PLAIN_REPORT, redaction: { ...NOTHING, fields } } })).html;
  expect((await render([])).toLowerCase().split('velmora-quell').length).toBeGreaterThan(15);
  const html = await render(['requestParameters.deep']);
  for (const text of ['velmora', '482913']) expect(readings(html).filter((one) => one.includes(text))).toEqual([]);
  expect(html).toContain('running');
  expect(html).toContain('hidden wherever else they stand');
  expect(html).toContain(
    'Not looked for elsewhere: 2 different values because they are empty, true, false, or numbers of up to three digits',
  );
  expect(html).toContain('1 different value because they are words that AWS uses everywhere');
  expect(html).toContain('1 value of one or two characters');
  // Of a user agent nothing stays where the author hides it.
  const agents = await render(['userAgent']);
  expect(agents).not.toContain('aws-cli');
});

test('what stands in the place of the name of a call, service, region, error or kind is hidden everywhere, in every template', async () => {
  const forged = record({
    eventName: 'Mallory',
    eventSource: 'mallory.amazonaws.com',
    awsRegion: 'mallory-land',
    eventType: 'Mallory',
    eventCategory: 'Mallory',
    errorCode: 'MalloryError',
    userIdentity: {
      type: 'Mallory',
      accountId: '111122223333',
      userName: 'mallory '.repeat(700),
      principalId: `AIDA:${'Mallory-'.repeat(500)}`,
    },
    tlsDetails: { tlsVersion: 'TLS_MALLORY', cipherSuite: 'AES-MALLORY' },
    sourceIPAddress: 'the laptop of Mallory',
    apiVersion: `${'0'.repeat(32)}@1mallory`,
    requestParameters: { a: 'mallory1.large', b: 'TLS_MALLORY', c: 'mallory.amazonaws.com', d: 'zz-mallory-1' },
    resources: [{ ARN: 'arn:aws:mallory:eu-west-1:111122223333:mallory/x', type: 'AWS::Mallory::Thing' }],
  });
  const file = await caseOf([{ 'a.json': log(record({ eventName: 'StopLogging', eventSource: 'cloudtrail.amazonaws.com' }), forged) }]);
  makeRedactionSalt(file, AT);
  for (const name of ['Mallory', 'StopLogging']) bookmark(file, idsOf(file, name)[0] as string);
  for (const template of REPORT_TEMPLATES.filter((one) => one !== 'dossier')) {
    const { html } = await renderReport(file.db, verified(file), { options: { ...PLAIN_REPORT, template, redaction: EVERYTHING_HIDDEN } });
    expect(
      readings(html).flatMap((one) => one.match(/.{60}mallory.{20}/gs) ?? []),
      template,
    ).toEqual([]);
  }
  const full = await renderReport(file.db, verified(file), { options: { ...PLAIN_REPORT, redaction: EVERYTHING_HIDDEN } });
  expect(full.html).toContain('StopLogging');
  expect(full.html).toContain('cloudtrail.amazonaws.com');
});

test("the organisation's picture is marked and counted where it is hidden, and shown with what people wrote", async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  makeRedactionSalt(file, AT);
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  const logo = addReportLogo(file, png, AT);
  putReportSettings(file, { ...NO_SETTINGS, logo }, AT);
  const render = async (redaction: RedactionOptions): Promise<string> =>
    (await renderReport(file.db, verified(file), { options: { ...PLAIN_REPORT, redaction } })).html;
  const hidden = await render(EVERYTHING_HIDDEN);
  expect(hidden).not.toContain('<img class="logo"');
  expect(hidden).toContain('<p class="logo"><span class="redacted">‹logo›</span></p>');
  expect(hidden).toMatch(/the picture of the organisation<\/td><td class="number">1</);
  const shown = await render({ ...EVERYTHING_HIDDEN, freeText: false });
  expect(shown).toContain('<img class="logo"');
  expect(shown).not.toContain('‹logo›');
});

test('of a custody entry our own words stay; what an earlier copy hid has a mark of its own', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  makeRedactionSalt(file, AT);
  const redaction = redactionOf(file.db, EVERYTHING_HIDDEN);
  const detail = {
    path: '/srv/kimmo/report.html',
    signature: '/srv/kimmo/report.html.sig',
    itemsLeftOut: 0,
    keyProtected: true,
    media: 'image/png',
    tool: 'Trailcase 0.1.0',
    colour: 'amber',
    options: { template: 'full', redaction: { accounts: true, fields: ['kimmo'], patterns: [], entities: ['kimmo'] } },
    kimmo: 'kimmo',
  };
  const shown = marked(redaction.detail(JSON.stringify(detail)).whole());
  expect(shown).not.toContain('kimmo');
  expect(shown).not.toContain('‹secret›');
  expect(shown).toMatch(/"signature":"\/‹folder-\w+›\/‹folder-\w+›\/‹file-\w+›"/);
  for (const part of ['"itemsLeftOut":0', '"keyProtected":true', '"media":"image/png"', '"tool":"Trailcase 0.1.0"', '"colour":"amber"'])
    expect(shown).toContain(part);
  expect(shown).toContain('"redaction":{"accounts":true,"fields":["‹options›"],"patterns":[],"entities":["‹options›"]}');
  // What Trailcase itself wrote while the case was made.
  const details = file.db.prepare('SELECT detail FROM custody ORDER BY seq').pluck().all() as string[];
  expect(details.length).toBeGreaterThan(2);
  const told = details.map((one) => marked(redaction.detail(one).whole())).join('\n');
  expect(told.match(/"‹[^›]*›":/g)).toBeNull();
});

test('the usual options cannot be tried on what a copy commits to, but with the salt of the case', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  makeRedactionSalt(file, AT);
  const redaction = standardChoices()[9] as RedactionOptions;
  const { html, entry, statedTime } = await renderReport(file.db, verified(file), {
    options: { ...PLAIN_REPORT, template: 'brief', redaction },
  });
  const commitment = /optionsCommitment&quot;:&quot;([0-9a-f]{64})/.exec(html)?.[1];
  const texts = standardRedactions().map((options) => canonicalJson({ ...options, asOf: entry, statedTime }));
  expect(texts).toHaveLength(REPORT_TEMPLATES.length * 32);
  const keyed = new Keyed(redactionSalt(file.db) as Buffer);
  expect(texts.filter((text) => keyed.commitment(text) === commitment)).toHaveLength(1);
  const others = [new Keyed(Buffer.alloc(32)), new Keyed(Buffer.alloc(0))];
  for (const text of texts) {
    const guesses = [createHash('sha256').update(text).digest('hex'), createHmac('sha256', '').update(text).digest('hex')];
    expect([...guesses, ...others.map((one) => one.commitment(text))]).not.toContain(commitment);
  }
});
