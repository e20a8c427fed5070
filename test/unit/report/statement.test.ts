// The words of a report: summary, fact and opinion, expert statement and certificates. Every link leads somewhere in every template, claims and exhibits point to
// each other, what nobody wrote says so, and nothing is signed, ticked or filled in that a person has to know.
import { expect, test } from 'vitest';
import { addReportLogo } from '../../../src/main/case/report-settings.ts';
import { MOST_ITEMS } from '../../../src/main/report/sections/form-parts.ts';
import { REPORT_TEMPLATES, type ReportTemplate } from '../../../src/shared/report.ts';
import { HOSTILE } from '../../helpers/hostile.ts';
import { AT, caseOf, idsOf, log, record } from './fixture.ts';
import { all, byClass, byId, type Element, textOf } from './read-html.ts';
import { event, finding, MD5, rendered, type StatementCase, statementCase, write } from './statement-case.ts';

const LOGO = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

interface Made extends Omit<StatementCase, 'file'> {
  pages: ReadonlyMap<ReportTemplate, Element>;
  hashes: string[];
  caseId: string;
}

/** Every template of a case without texts for reports; made once, the tests only read it. */
let made: Promise<Made> | undefined;

function bare(): Promise<Made> {
  made ??= (async () => {
    const { file, ...ids } = await statementCase();
    const pages = new Map<ReportTemplate, Element>();
    for (const template of REPORT_TEMPLATES) pages.set(template, (await rendered(file, { template, actor: 'actor:dev' })).page);
    const hashes = file.db.prepare('SELECT lower(hex(sha256)) FROM evidence').pluck().all() as string[];
    const caseId = file.db.prepare("SELECT value FROM case_facts WHERE name = 'caseId'").pluck().get() as string;
    return { ...ids, pages, hashes, caseId };
  })();
  return made;
}

async function bareSection(template: ReportTemplate, id: string): Promise<Element> {
  return byId((await bare()).pages.get(template) as Element, `section-${id}`);
}

const links = (of: Element): string[] => all(of, ({ tag }) => tag === 'a').map(({ attributes }) => attributes.href ?? '');
const linksTo = (of: Element, id: string): boolean => links(of).includes(`#${id}`);
const cited = (of: Element): string => byClass(of, 'cited-by').map(textOf).join('');

function exhibitOf(page: Element, id: string): Element {
  const found = byClass(page, 'exhibit').filter((one) => all(one, ({ tag }) => tag === 'code').some((code) => textOf(code) === id));
  expect(found).toHaveLength(1);
  return found[0] as Element;
}

test.each(REPORT_TEMPLATES)('every link of the template %s leads to the one place that has its name', async (template) => {
  const page = (await bare()).pages.get(template) as Element;
  const ids = all(page, ({ attributes }) => attributes.id !== undefined).map(({ attributes }) => attributes.id as string);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  const targets = links(page);
  expect(targets.length).toBeGreaterThan(3);
  expect(targets.filter((href) => !href.startsWith('#') || !ids.includes(href.slice(1)))).toEqual([]);
});

test('findings and exhibits point to each other, for and against', async () => {
  const { pages, events, findings } = await bare();
  const page = pages.get('full') as Element;
  const [theft, launch] = [byId(page, `finding-${findings.theft}`), byId(page, `finding-${findings.launch}`)];
  const [run, stop] = [exhibitOf(page, events.run), exhibitOf(page, events.stop)];
  for (const [claim, exhibit] of [
    [theft, run],
    [theft, stop],
    [launch, run],
    [launch, stop],
  ] as const) {
    expect(linksTo(claim, exhibit.attributes.id ?? '')).toBe(true);
    expect(linksTo(exhibit, claim.attributes.id ?? '')).toBe(true);
  }
  expect(cited(run)).toMatch(/The key was stolen: speaks for it.*Computers were launched: speaks for it/);
  expect(cited(stop)).toMatch(/The key was stolen: speaks for it.*Computers were launched: speaks against it/);
  // From the first to the last event that speaks for it, in both zones.
  expect(textOf(theft)).toMatch(
    /from 2026-02-21 23:40:00 \+05:30 \(2026-02-21T18:10:00Z UTC\)to 2026-02-21 23:50:00 \+05:30 \(2026-02-21T18:20:00Z UTC\)/,
  );
});

test('an event that only a text names is an exhibit, which says where', async () => {
  const { pages, events, findings } = await bare();
  const page = pages.get('full') as Element;
  const [list, login, note, run] = [events.list, events.login, events.note, events.run].map((id) => exhibitOf(page, id)) as [
    Element,
    Element,
    Element,
    Element,
  ];
  expect(linksTo(byId(page, `finding-${findings.theft}`), list.attributes.id ?? '')).toBe(true);
  expect(cited(list)).toContain('The key was stolen: named in its text');
  expect(linksTo(byId(page, 'section-storyline'), login.attributes.id ?? '')).toBe(true);
  expect(linksTo(login, 'section-storyline')).toBe(true);
  expect(linksTo(run, note.attributes.id ?? '')).toBe(true);
  expect(linksTo(note, run.attributes.id ?? '')).toBe(true);
  expect(byClass(page, 'exhibit')).toHaveLength(5);
});

test('without a summary of the examiner a draft stands there and says that nobody wrote it', async () => {
  const draft = await bareSection('full', 'executive');
  const { findings } = await bare();
  const text = textOf(draft);
  expect(text).toContain('The examiner has neither written nor confirmed it.');
  expect(text).toMatch(/Drafts, asserted by nobody.*Draft finding [A-Z]: Logging was to be stopped/s);
  // Gravest first; drafts and hypotheses apart.
  const order = [
    'The key was stolen',
    'Computers were launched',
    'Logging was to be stopped',
    'A second key was used',
    'It was the pipeline',
  ];
  expect(order.map((title) => text.indexOf(title))).toEqual(order.map((title) => text.indexOf(title)).sort((a, b) => a - b));
  expect(text.indexOf(order[0] as string)).toBeGreaterThan(0);
  for (const id of Object.values(findings)) expect(linksTo(draft, `finding-${id}`)).toBe(true);
  expect(text).toContain('2026-02-21T18:10:00Z');
  expect(text).toContain('2026-02-21T18:20:00Z');
  expect(text).toContain('AKIAEXAMPLE0000000KE');
  expect(text).toContain('who held them, the records do not say');
  expect(text).toContain('account 111122223333: regions ap-south-1, us-east-1');
  expect(text).toContain('high in 1, medium in 1, of 2 asserted findings');
  expect(text).toContain('1 of 2 asserted findings was reviewed by somebody other than its author: 1 × agrees');
  expect(text).toContain('1 event is cited against them');
  expect(linksTo(draft, 'section-gaps')).toBe(true);
});

test('fact and opinion stand apart; alternatives, and findings without one, are named', async () => {
  const section = await bareSection('full', 'opinion');
  const { findings } = await bare();
  const text = textOf(section);
  const stated = byClass(section, 'stated').map(textOf).join('');
  expect(stated).toMatch(/StopLogging.*AccessDenied/s);
  expect(stated).not.toContain('The key was stolen');
  expect(text).toContain('Reason: Its address is another');
  expect(text).toContain('It was refused');
  // The pipeline was considered in place of the theft, an event speaks against the launch: only the draft has nothing.
  const lacking = byClass(section, 'warning');
  expect(lacking.flatMap(links)).toEqual([`#finding-${findings.draft}`]);
  const reviews = byClass(section, 'reviews').map(textOf).join('');
  expect(reviews).toMatch(/agrees.*Read with the records.*R\. Rao/s);
  expect(reviews).toContain('by its own author: no second opinion');
});

test('an expert statement without texts is blanks, and signs nothing', async () => {
  const { pages } = await bare();
  const page = pages.get('expert') as Element;
  const statement = ['authority', 'qualifications', 'declaration'].map((id) => byId(page, `section-${id}`));
  expect(
    statement
      .map(textOf)
      .join('')
      .match(/To be completed by the expert/g),
  ).toHaveLength(3);
  expect(textOf(statement[2] as Element)).toMatch(/agrees.*only version.*SHA-256 of what was reviewed: ?[0-9a-f]{64}/s);
  const blanks = statement.flatMap((one) => byClass(one, 'blank'));
  expect(blanks.length).toBeGreaterThan(20);
  expect(new Set(blanks.map(textOf))).toEqual(new Set(['\u00a0']));
  expect(statement.map(textOf).join('')).not.toMatch(/[☑☒✔]/);
});

test.each([
  ['bsa-63', 'bsa-63-a'],
  ['bsa-63', 'bsa-63-b'],
  ['fre-902', 'fre-902-13'],
  ['fre-902', 'fre-902-14'],
] as const)('a certificate form has every hash and asserts nothing: %s %s', async (template, id) => {
  const { hashes, caseId, pages } = await bare();
  const form = await bareSection(template, id);
  const text = textOf(form);
  expect(hashes.length).toBeGreaterThan(1);
  // Of two forms the second has the list; the first links to it.
  const home = { 'bsa-63-a': 'bsa-63-b', 'fre-902-13': 'fre-902-14' }[id as string];
  if (home !== undefined) expect(links(form)).toContain(`#section-${home}`);
  const list = home === undefined ? text : textOf(await bareSection(template, home));
  expect(hashes.filter((hash) => !list.includes(hash))).toEqual([]);
  expect(list).toContain(`MD5: ${MD5}`);
  expect(text).toContain(caseId);
  const head = /Head of the custody log \(SHA-256\)\s*([0-9a-f]{64})/;
  expect(head.exec(text)?.[1]).toBe(head.exec(textOf(byId(pages.get(template) as Element, 'section-case')))?.[1]);
  expect(text).toContain('This is a form. It is not legal advice, and the software asserts nothing in it.');
  expect(text).toMatch(/Where the wording is from/);
  expect(new Set(byClass(form, 'blank').map(textOf))).toEqual(new Set(['\u00a0']));
  expect(text).not.toMatch(/[☑☒✔]/);
  // Of what people say of themselves nothing is filled in.
  expect(text).not.toMatch(/A\. Examiner|Example Forensics|Leaked key/);
});

test('a form of many items is about those of exhibits, by name and number', async () => {
  const file = await caseOf([{ 'a.json': log(record({ eventName: 'Cited' })) }]);
  const [id = ''] = idsOf(file, 'Cited');
  write(file, { opinion: event(id) });
  file.db.exec(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MOST_ITEMS}) INSERT INTO evidence
     (sha256, kind, size, encoding, kept, first_record, records) SELECT unhex(printf('%064x', i)), kind, 1, encoding, 0, 0, 0 FROM n, evidence WHERE id = 1`,
  );
  const { page } = await rendered(file, { template: 'fre-902' });
  const form = byId(page, 'section-fre-902-14');
  expect(byClass(form, 'hashes').flatMap((table) => links(table))).toEqual([`#item-${id.slice(0, 64)}`]);
  expect(textOf(form)).toContain(
    `This form is about the one item of its hash report and about no other: the one that exhibits are from, of ${(MOST_ITEMS + 1).toLocaleString('en')} items in the case.`,
  );
  expect(textOf(form)).toContain('1 evidence item, each as it was delivered');
});

test('items whose bytes are not in the case stand apart in a form, without a box', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  file.db.exec(
    "INSERT INTO evidence (sha256, kind, size, encoding, kept, first_record, records) SELECT unhex(printf('%064x', 7)), kind, 1, encoding, 0, 0, 0 FROM evidence",
  );
  const form = byId((await rendered(file, { template: 'fre-902' })).page, 'section-fre-902-14');
  const tables = byClass(form, 'hashes');
  expect(tables.map((one) => byClass(one, 'tick').length)).toEqual([1, 0]);
  expect(textOf(tables[1] as Element)).toContain('7'.padStart(64, '0'));
  expect(textOf(form)).toContain('Items whose bytes are not in the case');
});

test('the texts stand where they belong, with live links; an earlier state has the earlier text, byte for byte', async () => {
  const { file, events, findings } = await statementCase();
  const before = await rendered(file);
  const entry = file.db.prepare('SELECT max(seq) FROM custody').pluck().get() as number;
  write(file, {
    classification: 'Confidential',
    privilege: 'For counsel only',
    executiveSummary: `# All\n\n> It **began** with ${finding(findings.theft)}: ${event(events.run)}\n\n---\n\n3. one`,
    authority: 'A letter',
    instructions: 'Find out',
    qualifications: 'Twenty years',
    opinion: 'From outside',
    alternatives: `An error, in place of ${finding(findings.draft)}`,
    assumptions: 'The archive is whole',
    logo: addReportLogo(file, LOGO, AT),
  });
  const { html, page } = await rendered(file, { template: 'expert', sections: null });
  expect(html).toContain(`<img class="logo" alt="" src="data:image/png;base64,${LOGO.toString('base64')}">`);
  expect(textOf(byId(page, 'section-authority'))).toMatch(/For counsel only.*A letter.*Find out/s);
  expect(textOf(byId(page, 'section-qualifications'))).toContain('Twenty years');
  expect(textOf(byId(page, 'section-limits'))).toContain('The archive is whole');
  const opinion = byId(page, 'section-opinion');
  expect(textOf(opinion)).toMatch(/From outside.*An error/s);
  expect(byClass(opinion, 'warning')).toEqual([]);
  const full = (await rendered(file)).page;
  const summary = byId(full, 'section-executive');
  expect(textOf(summary)).not.toContain('Draft put together');
  expect(textOf(summary)).toMatch(/The examiner’s own words: opinion, not evidence\. Written by .*A\. Examiner/);
  expect(linksTo(summary, `finding-${findings.theft}`)).toBe(true);
  expect(linksTo(summary, exhibitOf(full, events.run).attributes.id ?? '')).toBe(true);
  expect(cited(exhibitOf(full, events.run))).toContain('Executive summary: named there');
  expect((await rendered(file, { asOf: entry })).html).toBe(before.html);
});

test('hostile texts stay text in every template', async () => {
  const file = await caseOf([{ 'a.json': log(record()) }]);
  const whole = HOSTILE.join('\n\n').slice(0, 90_000);
  const line = HOSTILE.filter((text) => /<script|onerror|javascript:/.test(text)).join(' ');
  write(file, {
    classification: line.slice(0, 500),
    privilege: line.slice(0, 500),
    executiveSummary: whole,
    authority: whole,
    instructions: whole,
    qualifications: whole,
    opinion: whole,
    alternatives: whole,
    assumptions: whole,
  });
  for (const template of REPORT_TEMPLATES) {
    // Reading it refuses every element and attribute that a report has no use for.
    const { html, page } = await rendered(file, { template });
    expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(links(page).filter((href) => !href.startsWith('#'))).toEqual([]);
    expect(html.match(/<img/g)).toBeNull();
    expect(textOf(page)).toContain('<script');
  }
});
