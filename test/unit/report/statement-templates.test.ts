// Each template holds what its sentences speak of: no section is named that is not there, a brief proves what it cites, a dossier has only its own exhibits.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { SECTIONS } from '../../../src/main/report/sections/index.ts';
import { hasSection } from '../../../src/main/report/template-sections.ts';
import { PLAIN_REPORT, REPORT_TEMPLATES } from '../../../src/shared/report.ts';
import { bookmark, caseOf, idsOf, log, record } from './fixture.ts';
import { all, byClass, byId, type Element, textOf } from './read-html.ts';
import { rendered, type StatementCase, statementCase } from './statement-case.ts';

let made: Promise<StatementCase> | undefined;

function once(): Promise<StatementCase> {
  made ??= statementCase();
  return made;
}

async function page(template: (typeof REPORT_TEMPLATES)[number]): Promise<Element> {
  return (await rendered((await once()).file, { template, actor: 'actor:dev' })).page;
}

test('what a report says of sections it lacks', async () => {
  const { file } = await statementCase();
  // Long enough that no sentence has them by chance; the storyline has the dates within.
  const named = SECTIONS.filter(({ title }) => title.split(' ').length >= 3);
  expect(named.length).toBeGreaterThan(10);
  for (const template of REPORT_TEMPLATES) {
    const options = { ...PLAIN_REPORT, template, actor: 'actor:dev' };
    const text = textOf((await rendered(file, options)).page);
    expect([
      template,
      ...named
        .filter(
          ({ id, title }) => !hasSection(options, id) && text.includes(title) && id !== (hasSection(options, 'storyline') ? 'dates' : ''),
        )
        .map(({ id }) => id),
    ]).toEqual([template]);
  }
  const inventory = textOf((await rendered(file, { template: 'inventory' })).page);
  expect(inventory).toContain('Exhibits of the case; they are not in this report');
  expect(inventory).not.toContain('Exhibits in this report');
  expect(inventory).not.toContain('Each exhibit prints');
});

test('a brief holds what it cites: findings with their dates, exhibits with address and hash, and where the rest is', async () => {
  const { file, events, findings } = await statementCase();
  const brief = (await rendered(file, { template: 'brief' })).page;
  const dates = byId(brief, 'section-dates');
  expect(textOf(byId(dates, `finding-${findings.theft}`))).toMatch(/The key was stolen.*2026-02-21T18:10:00Z/s);
  const links = all(byId(brief, 'section-executive'), ({ tag }) => tag === 'a').map(({ attributes }) => attributes.href);
  expect(links).toContain(`#finding-${findings.theft}`);
  expect(links).toContain('#exhibit-1');
  const glance = byId(brief, 'section-glance');
  expect(textOf(glance)).toContain(`Address of the event: ${events.run}`);
  const [, at, length] = /@(\d+)\+(\d+)/.exec(events.run) ?? [];
  const bytes = file.db
    .prepare('SELECT bytes FROM evidence_bytes WHERE evidence = (SELECT id FROM evidence WHERE sha256 = unhex(?))')
    .pluck()
    .get(events.run.slice(0, 64)) as Buffer;
  const hash = createHash('sha256')
    .update(bytes.subarray(Number(at), Number(at) + Number(length)))
    .digest('hex');
  expect(textOf(glance)).toContain(`SHA-256 of the raw record: ${hash}`);
  expect(textOf(byId(brief, 'section-case'))).toMatch(/trailcase report CASE --template full --as-of \d+ --out FILE/);
  const limits = (of: Element): number => textOf(byId(of, 'section-limits')).length;
  const full = (await rendered(file)).page;
  expect(limits(brief) * 3).toBeLessThan(limits(full));
  // What is long and in the full report is told shortly, and said to be there.
  for (const table of ['timeline-bins', 'timeline-lanes', 'recording', 'trails']) {
    expect([table, byClass(brief, table).length]).toEqual([table, 0]);
    if (table !== 'trails') expect([table, byClass(full, table).length]).toEqual([table, 1]);
  }
  expect(textOf(byId(brief, 'section-timeline'))).toContain('The full report has the lanes and the bars');
  expect(textOf(byId(brief, 'section-gaps'))).toMatch(
    /Management events.*unknown in 111122223333.*The full report says it of every trail/s,
  );
});

test('what nobody asserts is drawn dashed, and named so below the picture', async () => {
  const { page: full } = await rendered((await statementCase()).file);
  const section = byId(full, 'section-timeline');
  const rows = all(byClass(section, 'timeline-findings')[0] as Element, ({ tag }) => tag === 'tr').slice(1);
  const unasserted = rows.filter((row) => /\((draft|hypothesis, \w+)\)/.test(textOf(row))).length;
  expect(unasserted).toBeGreaterThan(0);
  expect(unasserted).toBeLessThan(rows.length);
  const lines = all(
    section,
    ({ tag, attributes }) => tag === 'path' && attributes['stroke-dasharray'] === '4 3' && attributes['stroke-width'] === '1.4',
  );
  expect(lines).toHaveLength(unasserted);
  expect(textOf(section)).toContain('A dashed line is a finding that nobody asserts');
});

test('a dossier has the exhibits of its credentials only, with the numbers of the full report', async () => {
  const other = {
    type: 'IAMUser',
    arn: 'arn:aws:iam::111122223333:user/else',
    accountId: '111122223333',
    accessKeyId: 'AKIAOTHER00000000KEY',
    userName: 'else',
  };
  const file = await caseOf([
    {
      'a.json': log(
        record({ eventName: 'Theirs', userIdentity: other, eventTime: '2026-02-21T18:00:00Z' }),
        // Others issued the key: it tells of it all the same.
        record({
          eventName: 'CreateAccessKey',
          eventSource: 'iam.amazonaws.com',
          userIdentity: other,
          eventTime: '2026-02-21T18:30:00Z',
          requestParameters: { userName: 'dev' },
          responseElements: { accessKey: { accessKeyId: 'AKIAEXAMPLE0000000KE', status: 'Active', userName: 'dev' } },
        }),
        record({ eventName: 'Own', eventTime: '2026-02-21T19:00:00Z' }),
      ),
    },
  ]);
  for (const name of ['Theirs', 'CreateAccessKey', 'Own']) bookmark(file, idsOf(file, name)[0] ?? '', `on ${name}`);
  const dossier = (await rendered(file, { template: 'dossier', actor: 'key:AKIAEXAMPLE0000000KE' })).page;
  expect(byClass(dossier, 'exhibit').map(({ attributes }) => attributes.id)).toEqual(['exhibit-2', 'exhibit-3']);
  expect(textOf(dossier)).not.toContain('on Theirs');
  expect(textOf(byId(dossier, 'section-case'))).toContain('1 other exhibit is left out; numbers are those of the full report.');
  expect(textOf(byId(dossier, 'section-evidence'))).not.toContain('Exhibit 1');
  expect(textOf(byId(dossier, 'section-evidence'))).toContain('Exhibit 3');
});

test('forms have the section that says what was verified', async () => {
  for (const template of ['bsa-63', 'fre-902'] as const)
    expect(textOf(byId(await page(template), 'section-verification'))).toContain('Evidence items');
});

test('two forms of one law have one list of hashes; the other says where it stands', async () => {
  const { file } = await statementCase();
  for (const [template, first, second] of [
    ['bsa-63', 'bsa-63-a', 'bsa-63-b'],
    ['fre-902', 'fre-902-13', 'fre-902-14'],
  ] as const) {
    const rowsIn = (root: Element, id: string): number =>
      byClass(byId(root, `section-${id}`), 'hashes').flatMap((list) => all(list, ({ tag }) => tag === 'tr')).length;
    const { page: both } = await rendered(file, { template });
    expect(rowsIn(both, first)).toBe(0);
    expect(rowsIn(both, second)).toBeGreaterThan(1);
    expect(all(byId(both, `section-${first}`), ({ attributes }) => attributes.href === `#section-${second}`).map(textOf)).toEqual([
      expect.stringMatching(/^section 3, /),
    ]);
    // Alone, each has it.
    expect(rowsIn((await rendered(file, { template, sections: ['case', first] })).page, first)).toBe(rowsIn(both, second));
  }
});
