// What the author's own rules hide, what forged fields show, and what a copy says of its picture, of earlier copies and of its options.
import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeRedactionSalt, redactionSalt } from '../../../src/main/case/redaction-salt.ts';
import { addReportLogo, putReportSettings } from '../../../src/main/case/report-settings.ts';
import { canonicalJson } from '../../../src/main/exchange/content.ts';
import { renderReport } from '../../../src/main/report/document.ts';
import { Keyed } from '../../../src/main/report/redaction/keyed.ts';
import { marked, type Redaction, redactionOf, redactText } from '../../../src/main/report/redaction/redaction.ts';
import { standardChoices, standardRedactions } from '../../../src/main/report/redaction/standard.ts';
import { EVERYTHING_HIDDEN, NO_SETTINGS, PLAIN_REPORT, REPORT_TEMPLATES, type RedactionOptions } from '../../../src/shared/report.ts';
import { readings } from './canaries.ts';
import { AT, bookmark, caseOf, idsOf, log, record, verified } from './fixture.ts';

/** A path of the evidence as a report shows it. */
const redactPath = (redaction: Redaction, path: string): string => marked(redaction.path(path));

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

test('what the author named is hidden in paths, too, among the words of AWS, as the same pseudonym; nothing else of a path changes', async () => {
  const layout = 'AWSLogs/111122223333/CloudTrail/eu-central-1/2026/03/01';
  const path = `${layout}/111122223333_CloudTrail_eu-central-1_20260301T0005Z_Zq8rT5vLmK2wXy0B.json.gz`;
  const digest = `AWSLogs/111122223333/CloudTrail-Digest/eu-central-1/2026/03/01/111122223333_CloudTrail-Digest_eu-central-1_velmora_eu-central-1_20260301T000500Z.json.gz`;
  const file = await caseOf([
    { [path]: log(record({ eventName: 'CreateUser', awsRegion: 'eu-central-1', requestParameters: { year: 2026 } })) },
  ]);
  makeRedactionSalt(file, AT);
  bookmark(file, idsOf(file, 'CreateUser')[0] as string);
  const named = (more: Partial<RedactionOptions>): RedactionOptions => ({ ...EVERYTHING_HIDDEN, ...more });
  const before = redactPath(redactionOf(file.db, EVERYTHING_HIDDEN), path);
  expect(before).toMatch(
    /^AWSLogs\/‹account-\w+›\/CloudTrail\/eu-central-1\/2026\/03\/01\/‹account-\w+›_CloudTrail_eu-central-1_20260301T0005Z_‹file-\w+›\.json\.gz$/,
  );
  const rules: [Partial<RedactionOptions>, string, RegExp][] = [
    [{ entities: ['EU-Central-1'] }, 'hidden', /eu-central-1/g],
    [{ entities: ['awslogs'] }, 'hidden', /AWSLogs/g],
    [{ entities: ['Digest'] }, 'hidden', /Digest/g],
    [{ patterns: ['eu-central-\\d'] }, 'match', /eu-central-1/g],
    [{ patterns: ['central-\\d_2026'] }, 'match', /central-1_2026/g],
    [{ fields: ['requestParameters.year'] }, 'field', /(?<=\/)2026(?=\/)/g],
  ];
  for (const [more, kind, regions] of rules) {
    const redaction = redactionOf(file.db, named(more));
    for (const one of [path, digest]) {
      const plain = redactPath(redactionOf(file.db, EVERYTHING_HIDDEN), one);
      const shown = redactPath(redaction, one);
      expect(shown.match(regions), `${JSON.stringify(more)} ${shown}`).toBeNull();
      const mark = new RegExp(`‹${kind}-\\w+›`, 'g');
      // Of a digest all behind the region is one hidden name.
      const cut = plain.match(regions)?.[0];
      expect(new Set(shown.match(mark) ?? []).size).toBe(cut === undefined ? 0 : 1);
      // Elsewhere it has the same digits.
      if (cut !== undefined) expect(redactText(redaction, `in ${cut} it was`)).toContain(shown.match(mark)?.[0]);
      expect(shown.replace(mark, cut ?? '')).toBe(plain);
    }
  }
  // A stretch of several parts has one mark, also where hidden names stand in it.
  const wide = redactPath(redactionOf(file.db, named({ patterns: ['CloudTrail/.*05Z'] })), path);
  expect(wide).toMatch(/^AWSLogs\/‹account-\w+›\/‹match-\w+›_‹file-\w+›\.json\.gz$/);
  // Whatever is shown otherwise.
  const open = redactPath(redactionOf(file.db, { ...NOTHING, entities: ['eu-central-1'] }), path);
  expect(open).toMatch(/^AWSLogs\/111122223333\/CloudTrail\/‹hidden-\w+›\/2026/);
  // In whole reports: only the report's own words stay, and it says so.
  for (const template of ['full', 'inventory'] as const)
    for (const more of [{ entities: ['eu-central-1'] }, { patterns: ['eu-central-\\d'] }]) {
      const options = { ...PLAIN_REPORT, template, redaction: named(more) };
      const { html } = await renderReport(file.db, verified(file), { options });
      expect(readings(html).flatMap((one) => one.match(/.{40}eu-central-1.{20}/gs) ?? [])).toEqual([]);
      expect(html).toContain('The report’s own words stay');
    }
  // A number that the author named, however short.
  const numbers = redactionOf(file.db, named({ entities: ['482'] }));
  expect(marked(numbers.record('{"requestParameters":{"port":482,"count":22}}').whole())).toMatch(/"port":"‹hidden-\w+›","count":22/);
  const agents = redactionOf(file.db, named({ entities: ['aws-cli'] }));
  expect(marked(agents.record('{"userAgent":"aws-cli/2.15.0"}').whole())).not.toContain('aws-cli');
});
