// A redacted report of a case in which every field that somebody can write holds a text of its own: none may be found in it, in any spelling.
import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EvidenceReader } from '../../../src/main/case/evidence.ts';
import { makeRedactionSalt } from '../../../src/main/case/redaction-salt.ts';
import { renderReport } from '../../../src/main/report/document.ts';
import { openMarks } from '../../../src/main/report/open-marks.ts';
import { redactionOf, redactRecord, redactText } from '../../../src/main/report/redaction/redaction.ts';
import type { VerifySummary } from '../../../src/shared/domain.ts';
import {
  EVERYTHING_HIDDEN,
  PLAIN_REPORT,
  REPORT_TEMPLATES,
  type RedactionOptions,
  type ReportOptions,
  type ReportTemplate,
} from '../../../src/shared/report.ts';
import { HOSTILE } from '../../helpers/hostile-strings.ts';
import { Canaries, type Canary, type CanaryCase, canaryCase, foundIn, readings } from './canaries.ts';
import { AT, bookmark, caseOf, idsOf, log, record, verified } from './fixture.ts';

let made: CanaryCase;

beforeAll(async () => {
  made = await canaryCase();
});
afterAll(() => made.remove());

/** What a verification tells in words of its own: of digests, keys, seals, of what it found. */
function told(): { summary: VerifySummary; canaries: Canary[] } {
  const c = new Canaries();
  const span = {
    from: AT,
    to: AT + 3_600_000,
    state: 'missing' as const,
    digests: 1,
    logs: 0,
    logsMissing: 0,
    logsInvalid: 0,
    digest: null,
    reason: '',
  };
  const [bucket, trail, account] = [c.resource((n) => `digests-${n}`), c.resource((n) => `trail-${n}`), c.account()];
  const key = `${bucket}/AWSLogs/${account}/CloudTrail/ap-south-1/2026/02/21/${account}_CloudTrail_ap-south-1_20260221T1820Z_${c.resource((n) => `Lost${n}`)}.json.gz`;
  const file = `the file ${c.resource((n) => `keys-${n}.json`)}, SHA-256 ${'ab'.repeat(32)}`;
  const summary = verified(made.file, {
    chains: [
      {
        id: `${bucket} ${account} ap-south-1 ${trail} ap-south-1`,
        buckets: [bucket],
        account,
        region: 'ap-south-1',
        trail,
        homeRegion: 'ap-south-1',
        backfill: false,
        spans: [span],
      },
    ],
    keys: [{ fingerprint: 'cd'.repeat(16), origin: file, validFrom: null, validTo: null, digests: 1 }],
    keysFrom: [file],
    seals: [
      {
        number: 1,
        at: AT,
        examiner: `${c.name((n) => `Seal Er ${n}`)} (${c.name((n) => n)}@box)`,
        note: c.free(),
        fingerprint: 'ef'.repeat(32),
        oneTimeKey: false,
        ok: false,
        reasons: [`the log lacks what ${account} did in ${bucket}`],
        since: { items: 0, records: 0, custodyEntries: 0 },
        timestamp: null,
      },
    ],
    items: [
      { kind: 'log', key, verdict: 'missing', reason: `the digest names ${key}` },
      { kind: 'event', key: made.ids[0] as string, verdict: 'differing', reason: `of ${account}` },
    ],
  });
  const hashes = ['ab'.repeat(32), 'cd'.repeat(16), 'ef'.repeat(32)].map((text) => ({ group: 'always' as const, text, mark: '' }));
  return { summary, canaries: [...c.all, ...hashes] };
}

test('what a verification says is hidden by the same rules', async () => {
  const { summary, canaries } = told();
  for (const redaction of [EVERYTHING_HIDDEN, { ...EVERYTHING_HIDDEN, freeText: false }]) {
    const { html } = await renderReport(made.file.db, summary, { options: { ...PLAIN_REPORT, redaction } });
    expect(html).toContain('class="spans"');
    expect(
      foundIn(
        html,
        [...canaries, ...made.canaries].filter(({ group }) => redaction.freeText || group !== 'freeText'),
      ),
    ).toEqual([]);
  }
});

async function redacted(
  redaction: RedactionOptions | null = EVERYTHING_HIDDEN,
  template: ReportTemplate = 'full',
  more: Partial<ReportOptions> = {},
): Promise<string> {
  const options = { ...PLAIN_REPORT, template, redaction, actor: template === 'dossier' ? made.actor : null, ...more };
  return (await renderReport(made.file.db, verified(made.file), { options })).html;
}

/** Every real hash of the case, and every address that holds one. */
function hashes(): string[] {
  const { db } = made.file;
  const evidence = new EvidenceReader(db);
  const places = db.prepare("SELECT r.evidence, r.offset, r.length, '' AS steps FROM records r").all() as {
    evidence: number;
    offset: number;
    length: number;
    steps: string;
  }[];
  return [
    ...(db
      .prepare('SELECT lower(hex(sha256)) FROM evidence UNION SELECT hash FROM custody UNION SELECT lower(hex(salt)) FROM redaction_salts')
      .pluck()
      .all() as string[]),
    ...places.map((place) => createHash('sha256').update(evidence.record(place.evidence, place)).digest('hex')),
    ...Object.values(verified(made.file).roots),
  ];
}

test('the full report shows the canaries, so that looking for them means something', async () => {
  const html = await redacted(null);
  const found = foundIn(html, made.canaries);
  expect(found.length).toBeGreaterThan(made.canaries.length * 0.8);
  expect(hashes().filter((hash) => html.includes(hash)).length).toBeGreaterThan(10);
});

for (const template of REPORT_TEMPLATES)
  test(`nothing hidden stands in a redacted report: ${template}`, async () => {
    const html = await redacted(EVERYTHING_HIDDEN, template);
    expect(foundIn(html, made.canaries)).toEqual([]);
    const all = readings(html);
    expect(hashes().filter((hash) => all.some((one) => one.includes(hash)))).toEqual([]);
  });

const CHOICES = ['accounts', 'names', 'addresses', 'resources', 'freeText'] as const;

for (const choice of CHOICES)
  test(`what is shown by choice is shown, and nothing else: ${choice}`, async () => {
    const html = await redacted({ ...EVERYTHING_HIDDEN, [choice]: false });
    // A text that shows names with what is hidden in it: each group's own canaries are what counts.
    expect(
      foundIn(
        html,
        made.canaries.filter(({ group }) => group !== choice),
      ),
    ).toEqual([]);
    const own = made.canaries.filter(({ group }) => group === choice);
    expect(foundIn(html, own).length).toBeGreaterThan(own.length / 2);
    expect(hashes().filter((hash) => html.includes(hash))).toEqual([]);
  });

test('hidden alone, a kind is hidden everywhere, also in what is shown around it', async () => {
  const nothing: RedactionOptions = {
    ...EVERYTHING_HIDDEN,
    accounts: false,
    names: false,
    addresses: false,
    resources: false,
    freeText: false,
  };
  for (const choice of ['accounts', 'names', 'addresses', 'resources'] as const) {
    const ofKeys = choice === 'accounts' || choice === 'names';
    const html = await redacted({ ...nothing, [choice]: true }, 'full', { sections: ['storyline', 'exhibits', 'evidence', 'custody'] });
    expect(
      foundIn(
        html,
        made.canaries.filter(({ group }) => group === choice || group === 'always' || (group === 'keys' && ofKeys)),
      ),
      choice,
    ).toEqual([]);
  }
});

/** Marks as they stand in a page, each once, without the list of them. */
function marksIn(html: string): string[] {
  const [before = '', list = ''] = html.split('<table class="redactions">');
  return [...new Set([...`${before}${list.slice(list.indexOf('</table>'))}`.matchAll(/‹([^‹›]*)›/g)].map(([, mark]) => mark as string))];
}

test('the same case and options give the same bytes; what is chosen to be shown changes no other pseudonym', async () => {
  const html = await redacted();
  expect(await redacted()).toBe(html);
  const other = await redacted({ ...EVERYTHING_HIDDEN, addresses: false, fields: ['requestParameters.unknownThing'] });
  const kinds = /^(?:account|user|role|session|key|bucket|instance)-/;
  const own = marksIn(html).filter((mark) => kinds.test(mark));
  expect(own.length).toBeGreaterThan(20);
  expect(own.filter((mark) => !marksIn(other).includes(mark))).toEqual([]);
});

test('the list has every mark, with how often it stands there', async () => {
  const html = await redacted();
  const table = /<table class="redactions">([\s\S]*?)<\/table>/.exec(html)?.[1] ?? '';
  const listed = new Map(
    [...table.matchAll(/‹([^‹›]*)›<\/span><\/td><td class="number">([\d,]+)</g)].map(([, mark, times]) => [
      mark as string,
      Number(times?.replace(/,/g, '')),
    ]),
  );
  const single = marksIn(html).filter((mark) => /-[0-9a-f]{8,}$/.test(mark) && !/^(?:id|file)-/.test(mark) && mark !== 'user-1a2b3c4d');
  expect(single.length).toBeGreaterThan(60);
  expect(single.filter((mark) => !listed.has(mark))).toEqual([]);
  const rest = html.replace(table, '');
  const bucket = single.find((mark) => mark.startsWith('bucket-')) as string;
  // The title stands in the page's head, too, as does what is no element: all are counted.
  expect(rest.split(`‹${bucket}›`).length - 1).toBe(listed.get(bucket));
  expect(table).toContain('href="#exhibit-1"');
});

test('who holds the case opens a mark, and anyone can check what is opened', async () => {
  const html = await redacted();
  const mark = marksIn(html).find((one) => one.startsWith('bucket-')) as string;
  const commitment = /‹(commitment [0-9a-f]{64})›/.exec(html)?.[1] as string;
  const opened = await openMarks(made.file.db, verified(made.file), [`‹${mark}›`, commitment, 'user-00000000']);
  expect(opened.map((one) => one.mark)).toEqual([`‹${mark}›`, commitment]);
  for (const { value, key, commitment: of } of opened)
    expect(createHmac('sha256', Buffer.from(key, 'hex')).update(value).digest('hex')).toBe(of);
  expect(opened[0]?.commitment.startsWith(mark.split('-').at(-1) as string)).toBe(true);
  expect(made.canaries.map(({ text }) => text.toLowerCase())).toContain(opened[0]?.value);
  expect(hashes()).toContain(opened[1]?.value);
  // The keys of two values have nothing to do with each other, nor with the salt.
  expect(opened[0]?.key).not.toBe(opened[1]?.key);
});

test('fields, expressions and texts that the author names are hidden, and not told', async () => {
  const shown = { accounts: false, names: false, addresses: false, resources: false, freeText: false };
  const file = await caseOf([
    {
      'a.json': log(
        record({
          eventName: 'Named',
          requestParameters: {
            deep: { instanceType: 'hush.large', list: [{ state: 'pst' }] },
            note: 'OPS-1234 of Falcon',
            falconry: 'XFALCONX',
          },
        }),
      ),
    },
  ]);
  makeRedactionSalt(file);
  bookmark(file, idsOf(file, 'Named')[0] as string, 'about falcon and OPS-99');
  const redaction = {
    ...shown,
    fields: ['requestParameters.deep.instanceType', 'requestParameters.deep.list.state'],
    patterns: ['OPS-\\d+', '"note":"[^"]*"'],
    entities: ['Falcon'],
  };
  const { html } = await renderReport(file.db, verified(file), { options: { ...PLAIN_REPORT, redaction } });
  for (const text of ['hush.large', 'pst', 'OPS-', 'falcon'])
    expect(
      readings(html).some((one) => one.includes(text.toLowerCase())),
      text,
    ).toBe(false);
  expect(html).toContain('2 fields named by the author');
  expect(html).toContain('111122223333');
  await expect(
    renderReport(file.db, verified(file), {
      options: { ...PLAIN_REPORT, redaction: { ...shown, patterns: ['('], fields: [], entities: [] } },
    }),
  ).rejects.toMatchObject({ code: 'PATTERN_INVALID' });
});

test('a name that markup takes apart is hidden with the note that holds it', async () => {
  const file = await caseOf([{ 'a.json': log(record({ eventName: 'Split', requestParameters: { userName: 'gretchen.lang' } })) }]);
  makeRedactionSalt(file);
  bookmark(file, idsOf(file, 'Split')[0] as string, 'It was gret**chen.lang** again');
  const options = { ...PLAIN_REPORT, redaction: { ...EVERYTHING_HIDDEN, freeText: false } };
  const { html } = await renderReport(file.db, verified(file), { options });
  expect(readings(html).some((one) => one.includes('gretchen.lang'))).toBe(false);
  expect(html).not.toContain('chen.lang');
});

test('without a salt there is no redacted report', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  await expect(renderReport(file.db, verified(file), { options: { ...PLAIN_REPORT, redaction: EVERYTHING_HIDDEN } })).rejects.toMatchObject(
    {
      code: 'REDACTION_SALT_MISSING',
    },
  );
});

test('a record stays JSON, whatever it holds; what is no JSON is hidden whole', () => {
  const redaction = redactionOf(made.file.db, { ...EVERYTHING_HIDDEN, freeText: false });
  for (const text of HOSTILE) {
    const value = { userIdentity: { arn: text, userName: text }, requestParameters: { [text]: [text, { note: text, bucketName: text }] } };
    expect(() => JSON.parse(redactRecord(redaction, Buffer.from(JSON.stringify(value)))), text).not.toThrow();
  }
  const odd = '{ "eventName" : "X",\r\n\t"n": 12345678901234567890, "a":111122223333, "a": "\\u0041" , "s": "" }';
  expect(redactRecord(redaction, Buffer.from(odd))).toMatch(
    /^\{ "eventName" : "X",\r\n\t"n": 12345678901234567890, "a":"‹account-[0-9a-f]{8}›", "a": "\\u0041" , "s": "" \}$/,
  );
  expect(redactRecord(redaction, Buffer.from('{"a":1'))).toMatch(/^‹text-[0-9a-f]{8}›$/);
  expect(redactText(redaction, 'nothing')).toBe('nothing');
});
