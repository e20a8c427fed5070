// Inert whatever the logs contain: attack strings in every place that someone else can write.
import { expect, test } from 'vitest';
import { renderReport } from '../../../src/main/report/document.ts';
import { bookmark, caseOf, idsOf, log, record, verified } from './fixture.ts';
import { all, byId, type Element, readHtml, textOf } from './read-html.ts';

const ATTACKS = [
  '<script>alert(1)</script>',
  '</pre><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  'javascript:alert(1)',
  '<a href="javascript:alert(1)">x</a>',
  '</style><style>*{display:none}</style>',
  '</title><meta http-equiv="refresh" content="0;url=http://evil.example/">',
  '<!--',
  ']]>',
  '&lt;script&gt;&#60;',
  '`$(touch pwned)`; rm -rf ~',
  '\u202eexe.gpj\u202c \u2066x\u2069 \u200f',
  '\u0000\u0001\u001b[2J',
  '\ud800',
];

/** Made once: the tests only read it. */
let made: Promise<{ html: string; page: Element }> | undefined;

function hostileReport(): Promise<{ html: string; page: Element }> {
  made ??= makeReport();
  return made;
}

async function makeReport(): Promise<{ html: string; page: Element }> {
  const everywhere = ATTACKS.join(' ');
  const records = ATTACKS.map((attack, i) =>
    record({
      eventName: attack,
      eventSource: attack,
      awsRegion: attack,
      sourceIPAddress: attack,
      userAgent: everywhere,
      errorCode: attack,
      errorMessage: attack,
      eventID: `${attack}${i}`,
      recipientAccountId: attack,
      userIdentity: {
        type: attack,
        arn: attack,
        accountId: attack,
        principalId: attack,
        userName: attack,
        accessKeyId: attack,
        invokedBy: attack,
      },
      requestParameters: { [attack]: attack, nested: [attack, { [everywhere]: 1 }] },
      'userIdentity.arn': 'a field that poses as another',
      __proto__x: attack,
    }),
  );
  // What a file system takes as a name: all but NUL and the slash.
  const name = (text: string): string =>
    Buffer.from(text.replace(/[\0/\ud800]/g, '_'))
      .toString('utf8')
      .slice(0, 60);
  const file = await caseOf(
    [
      {
        [`${name(ATTACKS[0] ?? '')}.json`]: log(...records, `{"broken":${ATTACKS[0]}}`),
        [`${name(ATTACKS[12] ?? '')}\n.json`]: log(record({ eventTime: ATTACKS[1] })),
        [`${name(ATTACKS[2] ?? '')}.txt`]: everywhere,
      },
    ],
    { title: everywhere.replace(/[\0\ud800]/g, ''), number: '</td>', examiner: '<i>', organisation: '"><b>', timezone: '<img src=x>' },
  );
  for (const [i, id] of (file.db.prepare('SELECT id FROM events').pluck().all() as string[]).entries()) {
    bookmark(file, id, i % 2 === 0 ? everywhere : (ATTACKS[i % ATTACKS.length] ?? ''));
  }
  bookmark(file, '"><script>', everywhere);
  const [first = ''] = idsOf(file, ATTACKS[0] ?? '');
  const summary = verified(file, {
    ok: false,
    items: ATTACKS.map((attack) => ({ kind: 'event' as const, key: attack, verdict: 'differing' as const, reason: attack })).concat([
      { kind: 'event', key: first, verdict: 'differing', reason: everywhere },
    ]),
  });
  const { html } = await renderReport(file.db, summary);
  return { html, page: readHtml(html) };
}

test('hostile text stays text', async () => {
  const { html, page } = await hostileReport();

  // readHtml has refused every tag and attribute that is not on its lists, and every value outside double quotes.
  expect(html).not.toMatch(/<(script|img|iframe|object|embed|link|form|base)/i);
  expect(html).not.toMatch(/<svg(?! class="picture" viewbox=)/i);
  expect(all(page, (one) => one.tag === 'style').length).toBe(1);
  expect(all(page, (one) => one.tag === 'meta').map((one) => one.attributes['http-equiv'] ?? one.attributes.name ?? 'charset')).toEqual([
    'Content-Security-Policy',
    'charset',
    'referrer',
    'viewport',
    'trailcase-report',
  ]);
  expect(textOf(byId(page, 'section-limits'))).toContain('⟦U+202E⟧');

  expect(html).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]/);
  expect(Buffer.from(html).toString()).toBe(html);
});

test('every link leads to an anchor of the report, and nothing is loaded', async () => {
  const { page } = await hostileReport();
  const ids = all(page, (one) => one.attributes.id !== undefined).map((one) => one.attributes.id ?? '');
  expect(new Set(ids).size).toBe(ids.length);
  const links = all(page, (one) => one.attributes.href !== undefined);
  expect(links.length).toBeGreaterThan(30);
  for (const { tag, attributes } of links) {
    expect(tag).toBe('a');
    expect(attributes.href?.[0]).toBe('#');
    expect(ids).toContain(attributes.href?.slice(1));
  }
  const [style] = all(page, (one) => one.tag === 'style');
  expect(textOf(style ?? '')).not.toMatch(/url\(|@import|http/i);
});

test('the policy stands first in the head and allows nothing but the style', async () => {
  const { html } = await hostileReport();
  expect(html.slice(0, 300)).toMatch(
    /^<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:/,
  );
});

test('no text of the case enters a command', async () => {
  const { page } = await hostileReport();
  const commands = all(byId(page, 'section-exhibits'), (one) => one.attributes.class === 'command').map(textOf);
  expect(commands.length).toBeGreaterThan(20);
  for (const command of commands) {
    expect(command).toMatch(
      /^(sha256sum [0-9a-f]{64}|(gzip -dc [0-9a-f]{64} \| tail -c \+\d+|tail -c \+\d+ [0-9a-f]{64}) \|\s+head -c \d+ \|\s+sha256sum)$/,
    );
  }
});

test('a field cannot hide behind the name of another', async () => {
  const { page } = await hostileReport();
  expect(textOf(byId(page, 'exhibit-1'))).toContain('["userIdentity.arn"]');
});
