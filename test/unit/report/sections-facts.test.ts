// The sections that are drawn and counted from the events: their numbers are those of the command line, their pictures are told in words, their text is text.
import { expect, test } from 'vitest';
import { putFinding } from '../../../src/main/case/findings-writer.ts';
import { addWatchList } from '../../../src/main/case/watch-lists.ts';
import { renderReport } from '../../../src/main/report/document.ts';
import { coverageOf } from '../../../src/main/report/facts/coverage.ts';
import { EMPTY_FINDING } from '../../../src/shared/findings.ts';
import type { Chain } from '../../../src/shared/integrity.ts';
import { PLAIN_REPORT, type ReportOptions } from '../../../src/shared/report.ts';
import { zoned } from '../../../src/shared/time.ts';
import { cli } from '../../helpers/cli-here.ts';
import { AT, bookmark, caseOf, idsOf, log, record, verified } from './fixture.ts';
import { all, byClass, byId, type Element, readHtml, textOf } from './read-html.ts';

const DEV = 'AKIAEXAMPLE0000000KE';
const SESSION = 'ASIAEXAMPLE000000001';
const STRANGE = '185.220.101.34';
const HOSTILE = '"><script>\u202ex</script>';

const ROLE = {
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLE:ops',
  arn: 'arn:aws:sts::111122223333:assumed-role/deploy/ops',
  accountId: '111122223333',
  accessKeyId: SESSION,
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: 'AROAEXAMPLE',
      arn: 'arn:aws:iam::111122223333:role/deploy',
      accountId: '111122223333',
      userName: 'deploy',
    },
    attributes: { mfaAuthenticated: 'true', creationDate: '2026-02-21T18:30:00Z' },
  },
};

/** Four days: reads on two of them, a role taken on, a bucket opened and deleted, refused calls. */
const RECORDS = [
  ...['17', '19', '21'].map((day) =>
    record({ eventTime: `2026-02-${day}T08:00:00Z`, eventName: 'DescribeInstances', readOnly: true, requestParameters: {} }),
  ),
  record({
    eventTime: '2026-02-21T18:20:00Z',
    eventName: 'ListBuckets',
    eventSource: 's3.amazonaws.com',
    readOnly: true,
    errorCode: 'AccessDenied',
    sourceIPAddress: STRANGE,
  }),
  record({
    eventTime: '2026-02-21T18:30:00Z',
    eventName: 'AssumeRole',
    eventSource: 'sts.amazonaws.com',
    readOnly: true,
    sourceIPAddress: STRANGE,
    requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/deploy', roleSessionName: 'ops' },
    responseElements: {
      credentials: { accessKeyId: SESSION, expiration: 'Feb 21, 2026, 7:30:00 PM' },
      assumedRoleUser: { assumedRoleId: 'AROAEXAMPLE:ops', arn: 'arn:aws:sts::111122223333:assumed-role/deploy/ops' },
    },
  }),
  record({
    eventTime: '2026-02-21T18:31:00Z',
    userIdentity: ROLE,
    eventName: 'PutBucketAcl',
    eventSource: 's3.amazonaws.com',
    sourceIPAddress: STRANGE,
    requestParameters: { bucketName: 'books', 'x-amz-acl': ['public-read'] },
  }),
  record({
    eventTime: '2026-02-21T18:32:00Z',
    userIdentity: ROLE,
    eventName: 'DeleteBucket',
    eventSource: 's3.amazonaws.com',
    sourceIPAddress: STRANGE,
    requestParameters: { bucketName: 'books' },
    userAgent: HOSTILE,
  }),
  record({
    eventTime: '2026-02-21T18:33:00Z',
    userIdentity: ROLE,
    eventName: 'DeleteBucket',
    eventSource: 's3.amazonaws.com',
    sourceIPAddress: STRANGE,
    requestParameters: { bucketName: HOSTILE },
    errorCode: 'AccessDenied',
  }),
  record({
    eventTime: 'no time',
    eventName: 'GetObject',
    eventSource: 's3.amazonaws.com',
    eventCategory: 'Data',
    readOnly: true,
    requestParameters: { bucketName: 'books', key: 'a' },
  }),
];

const EXHIBITS = ['AssumeRole', 'PutBucketAcl', 'DeleteBucket', 'GetObject'];

interface Made {
  page: Element;
  html: string;
  again: string;
  /** Answers of the command line, by the arguments behind the case. */
  said: Record<string, Record<string, unknown>>;
}

let made: Promise<Made> | undefined;

const SAID = [
  'pivot key AKIAEXAMPLE0000000KE',
  `pivot key ${SESSION}`,
  'pivot actor 111122223333:role/deploy',
  `pivot ip ${STRANGE}`,
  'timeline',
  `lineage ${SESSION}`,
];

function report(): Promise<Made> {
  made ??= make();
  return made;
}

const options = (more: Partial<ReportOptions> = {}): ReportOptions => ({
  ...PLAIN_REPORT,
  sections: ['case', 'storyline', 'timeline', 'actors', 'resources', 'indicators', 'gaps', 'method', 'exhibits', 'custody'],
  ...more,
});

async function make(): Promise<Made> {
  const file = await caseOf([{ '111122223333_CloudTrail_ap-south-1_20260221T1900Z_abc.json.gz': log(...RECORDS) }]);
  for (const name of EXHIBITS) for (const id of idsOf(file, name)) bookmark(file, id);
  const bytes = Buffer.from(`${STRANGE}\n`);
  addWatchList(file, { name: 'Exits', date: '2026-02-20', format: 'plain', entries: 1, leftOut: 0, bytes }, AT + 1);
  const body = {
    ...EMPTY_FINDING,
    title: `The bucket was deleted ${HOSTILE}`.replace('\u202e', ''),
    state: 'asserted' as const,
    supporting: idsOf(file, 'DeleteBucket').map((id) => ({ id, reason: '' })),
    entities: [
      { kind: 'actor' as const, value: 'nobody-of-this-case' },
      { kind: 'resource' as const, value: 'never-named' },
    ],
  };
  putFinding(file, { id: null, seen: null, removed: false, body }, AT + 2);
  const summary = verified(file);
  const { html } = await renderReport(file.db, summary, { options: options() });
  const { html: again } = await renderReport(file.db, summary, { options: options() });
  const said: Made['said'] = {};
  for (const words of SAID) {
    const [command = '', ...rest] = words.split(' ');
    const ran = await cli([command, file.db.name, ...rest, '--json']);
    said[words] = JSON.parse(ran.stdout) as Record<string, unknown>;
  }
  return { html, again, page: readHtml(html), said };
}

/** Cells of the rows of a table below a section, as text. */
function rows(of: Element, kind: string): string[][] {
  return byClass(of, kind)
    .filter(({ tag }) => tag === 'table')
    .flatMap((one) => all(one, ({ tag }) => tag === 'tr').slice(1))
    .map((row) => row.children.flatMap((cell) => (typeof cell === 'string' ? [] : [textOf(cell)])));
}

/** The row that begins with a text. */
function row(of: Element, kind: string, begins: string): string[] {
  const found = rows(of, kind).find(([first]) => first?.startsWith(begins));
  if (!found) throw new Error(`no row ${begins} in ${kind}: ${JSON.stringify(rows(of, kind))}`);
  return found;
}

test('two runs give the same bytes, and every picture is told in words', async () => {
  const { html, again, page } = await report();
  expect(again).toBe(html);
  const pictures = all(page, ({ tag }) => tag === 'svg');
  expect(pictures.map(({ attributes }) => attributes.role)).toEqual(['img', 'img', 'img']);
  for (const { attributes } of pictures)
    for (const id of (attributes['aria-labelledby'] ?? '').split(' ')) expect(textOf(byId(page, id)).length).toBeGreaterThan(10);
});

test('hostile text is text in pictures and tables', async () => {
  const { html, page } = await report();
  expect(html).not.toMatch(/<script/i);
  expect(html).not.toContain('\u202e');
  expect(textOf(byId(page, 'section-indicators'))).toContain('"><script>⟦U+202E⟧x</script>');
  expect(
    all(byId(page, 'section-timeline'), ({ tag }) => tag === 'text')
      .map(textOf)
      .join('\n'),
  ).toContain('◇ A The bucket was deleted "><script>');
});

test('the timeline counts what the command line counts, and its bars add up', async () => {
  const { page, said } = await report();
  const section = byId(page, 'section-timeline');
  const timeline = said.timeline as { total: number };
  // All but the undated one.
  expect(timeline.total).toBe(8);
  expect(textOf(section)).toContain('8 events');
  // From the first exhibit to the last, with room: what came on other days is not in it.
  const counts = rows(section, 'timeline-bins').map((cells) => cells.slice(1).map(Number));
  const sum = (place: number): number => counts.reduce((all, one) => all + (one[place] as number), 0);
  expect([0, 1, 2, 3, 4, 5].map(sum)).toEqual([4, 1, 2, 0, 1, 0]);
  expect(textOf(section)).toContain('4 events in the bars: read 1, write 2, privilege or logging change 0, denied 1, other error 0.');
  expect(row(section, 'timeline-lanes', '111122223333:role/deploy')[3]).toBe('3');
  expect(row(section, 'timeline-lanes', SESSION).slice(3)).toEqual(['3', 'Exhibit 2, Exhibit 3, Exhibit 4']);
  expect(row(section, 'timeline-lanes', DEV).slice(3)).toEqual(['1', 'Exhibit 1']);
  expect(textOf(section)).toContain('1 exhibit without a readable time stands in no picture: Exhibit 5');
  expect(textOf(section)).toContain('The case has no signed digests of AWS');
});

test('marks in the picture lead to the exhibits', async () => {
  const { page } = await report();
  const links = all(byId(page, 'section-timeline'), ({ tag }) => tag === 'svg').flatMap((one) => all(one, ({ tag }) => tag === 'a'));
  expect(links.map(({ attributes }) => attributes.href)).toEqual(expect.arrayContaining(['#exhibit-1', '#exhibit-2']));
  for (const { attributes } of links) expect(byId(page, (attributes.href ?? '').slice(1)).tag).toBe('article');
});

test('actors and keys have the counts of their pivots, and the way from key to key is proven', async () => {
  const { page, said } = await report();
  const section = byId(page, 'section-actors');
  for (const [text, words] of [
    [DEV, `pivot key ${DEV}`],
    [SESSION, `pivot key ${SESSION}`],
  ] as const) {
    const { events, writes, denied, errors } = said[words] as Record<string, number>;
    const cells = row(section, 'keys-involved', text);
    expect(cells[2]).toContain(
      `${events} events: ${writes} that write, ${denied} denied, ${(errors as number) - (denied as number)} with another error`,
    );
  }
  expect(row(section, 'keys-involved', SESSION)[4]).toBe('made with it: Exhibit 2, Exhibit 3, Exhibit 4hands it out: Exhibit 1');
  const role = said['pivot actor 111122223333:role/deploy'] as Record<string, number>;
  const cells = row(section, 'actors', '111122223333:role/deploy');
  expect(cells[1]).toContain(`${role.events} events: ${role.writes} that write, ${role.denied} denied`);
  expect(cells[3]).toContain('yes 3, no 0, not said 0');
  expect(textOf(section)).toContain('nobody-of-this-case');
  const [step] = (said[`lineage ${SESSION}`] as { chain: { certainty: string; how: string }[] }).chain;
  expect(step).toMatchObject({ certainty: 'proven', how: 'AssumeRole' });
  const shown = row(section, 'lineage', DEV);
  expect(shown[1]).toContain(SESSION);
  expect(shown[2]).toContain('proven: AssumeRole');
  expect(shown[3]).toContain('Exhibit 1');
});

test('resources are told with what was done and whether it came about', async () => {
  const { page } = await report();
  const section = byId(page, 'section-resources');
  const told = rows(section, 'resources').map(([name, did, exhibits]) => `${name} | ${did} | ${exhibits}`);
  expect(told).toEqual([
    expect.stringMatching(/^arn:aws:s3:::books.* \| permissions changedPutBucketAcl \| Exhibit 2$/),
    expect.stringMatching(/^ \| deletedDeleteBucket \| Exhibit 3$/),
    expect.stringMatching(/^ \| readGetObject \| Exhibit 5$/),
    expect.stringMatching(/⟦U\+202E⟧.* \| deleted \(✖ tried, and denied\)DeleteBucket \| Exhibit 4$/),
    expect.stringMatching(/^arn:aws:iam::111122223333:role\/deploy.* \| usedAssumeRole \| Exhibit 1$/),
  ]);
  expect(rows(section, 'shared').map(([, words, exhibits]) => [words, exhibits])).toEqual([
    [expect.stringContaining('everyone'), 'Exhibit 2'],
  ]);
  expect(textOf(section)).toContain('never-named');
});

test('indicators have first, last and count of the whole case, and hits on lists', async () => {
  const { page, said } = await report();
  const section = byId(page, 'section-indicators');
  const { events } = said[`pivot ip ${STRANGE}`] as { events: number };
  expect(events).toBe(5);
  const cells = row(section, 'indicators', STRANGE);
  expect(cells[1]).toContain('AS60729');
  expect(cells.slice(3)).toEqual(['5', 'Exhibit 1, Exhibit 2, Exhibit 3, Exhibit 4']);
  expect(row(section, 'indicators', '198.51.100.7')[1]).toContain('documentation range');
  expect(rows(section, 'lists')).toEqual([['◉ Exits (2026-02-20)', STRANGE, '5', 'Exhibit 1, Exhibit 2, Exhibit 3, Exhibit 4']]);
  expect(textOf(section)).toContain('where a network was registered');
});

test('what the logs do not show is said with what follows', async () => {
  const { page } = await report();
  const section = byId(page, 'section-gaps');
  const [place] = rows(section, 'places');
  expect(place?.[1]).toBe('9');
  expect(place?.[4]).toBe('2 of 6 days2026-02-18, 2026-02-20');
  expect(textOf(section)).toContain('absence of an event there proves nothing');
  expect(textOf(section)).toContain('1 event without a readable time');
  const kinds = rows(section, 'recording');
  expect(kinds.map(([, accounts, recorded]) => [accounts, recorded])).toEqual(
    [8, 1, 0, 0].map((n) => [
      `111122223333${n} event${n === 1 ? '' : 's'} in the case`,
      'unknownno trail configuration of it is in the case',
    ]),
  );
  for (const [, , , follows] of kinds) expect(follows).toContain('Absence of one proves nothing.');
});

test('the method names tools, options and databases, and no machine', async () => {
  const { page } = await report();
  const text = textOf(byId(page, 'section-method'));
  expect(text).toContain('compression up to 1 : 250');
  expect(text).toContain('@ip-location-db/asn');
  expect(text).toContain('Exits (1)');
  expect(text).not.toContain(process.version);
});

test('a dossier is about one set of credentials; without a choice it says so', async () => {
  const file = await caseOf([{ 'log.json.gz': log(...RECORDS) }]);
  for (const id of idsOf(file, 'DeleteBucket')) bookmark(file, id);
  const sections = ['case', 'dossier-identity', 'dossier-activity', 'dossier-lineage', 'dossier-events', 'exhibits'];
  const of = async (actor: string | null): Promise<Element> =>
    readHtml((await renderReport(file.db, verified(file), { options: options({ sections, actor }) })).html);
  const page = await of(`key:${SESSION}`);
  const facts = Object.fromEntries(rows(byId(page, 'section-dossier-identity'), 'facts').map(([label, value]) => [label, value]));
  expect(facts).toMatchObject({
    'Events in the case': '3',
    'Events that write': '3',
    'Refused or failed': '1 denied, 0 with another error',
  });
  expect(rows(byId(page, 'section-dossier-activity'), 'timeline-bins')).toEqual([['2026-02-22', '3', '0', '2', '0', '1', '0']]);
  expect(textOf(byId(page, 'section-dossier-lineage'))).toContain('proven: AssumeRole');
  expect(
    rows(byId(page, 'section-dossier-events'), 'dossier-events').map(([, call, outcome, , exhibit]) => [call, outcome, exhibit]),
  ).toEqual([
    ['PutBucketAcl', 'no error code', ''],
    ['DeleteBucket', 'no error code', 'Exhibit 1'],
    ['DeleteBucket', '✖ AccessDenied', 'Exhibit 2'],
  ]);
  const none = textOf(byId(await of(null), 'section-dossier-activity'));
  expect(none).toContain('No credentials were chosen');
  expect(textOf(byId(await of(`actor:${HOSTILE}`), 'section-dossier-activity'))).toContain('No event of the case is known');
  expect(textOf(byId(await of('nonsense'), 'section-dossier-activity'))).toContain('is no actor, key or session');
});

test('what digests leave open is hatched, and told with its minutes', async () => {
  const digest = {
    digestS3Object: 'AWSLogs/digest.json.gz',
    digestStartTime: '2026-02-21T17:00:00Z',
    digestEndTime: '2026-02-21T18:00:00Z',
    logFiles: [],
  };
  const logs = { '111122223333_CloudTrail_ap-south-1_20260221T1900Z_abc.json.gz': log(...RECORDS) };
  const file = await caseOf([{ ...logs, 'digest.json.gz': JSON.stringify(digest) }]);
  for (const id of idsOf(file, 'DeleteBucket')) bookmark(file, id);
  const part = { digests: 1, logs: 1, logsMissing: 0, logsInvalid: 0, digest: null, reason: '' };
  const at = (time: string): number => Date.parse(`2026-02-21T${time}:00Z`);
  const chains: Chain[] = [
    {
      id: 'bucket 111122223333 ap-south-1 trail ap-south-1',
      buckets: ['bucket'],
      account: '111122223333',
      region: 'ap-south-1',
      trail: 'trail',
      homeRegion: 'ap-south-1',
      backfill: false,
      spans: [
        { ...part, from: at('17:00'), to: at('18:00'), state: 'complete' },
        { ...part, from: at('18:00'), to: at('18:37'), state: 'missing' },
        { ...part, from: at('18:37'), to: at('20:00'), state: 'empty' },
      ],
    },
  ];
  const { html } = await renderReport(file.db, verified(file, { chains }), { options: options() });
  const page = readHtml(html);
  const gaps = byId(page, 'section-gaps');
  expect(rows(gaps, 'attested').map((cells) => cells.slice(2))).toEqual([['79.4 %143 min', '20.5 %37 min', '∅ digests missing']]);
  expect(rows(gaps, 'open-spans').map(([, minutes, , follows]) => [minutes, follows])).toEqual([
    ['37', expect.stringContaining('Absence of an event there proves nothing.')],
  ]);
  expect(textOf(byId(page, 'section-timeline'))).toContain('Hatched (///) behind the bars: ');
  expect(textOf(byId(page, 'section-timeline'))).not.toContain('nothing in these pictures is attested');
});

test('days without events or deliveries are those of the zone, also where its clock changes', async () => {
  // 2026-03-29 has 23 hours in Berlin; the last event of the 28th and the first of the 29th are an hour apart.
  const times = [
    '2026-03-26T22:30:00Z',
    '2026-03-28T22:30:00Z',
    '2026-03-28T23:30:00Z',
    '2026-03-29T21:59:59Z',
    '2026-03-29T22:00:00Z',
    '2026-04-02T21:59:59Z',
  ];
  const file = await caseOf([{ 'log.json': log(...times.map((eventTime) => record({ eventTime }))) }]);
  for (const zone of ['Europe/Berlin', 'Asia/Kolkata', 'UTC']) {
    const days = new Set(times.map((time) => zoned(Date.parse(time), zone).date));
    const [place] = coverageOf(file.db, zone).places;
    const all = Math.round((Date.parse([...days].at(-1) as string) - Date.parse([...days][0] as string)) / 86_400_000) + 1;
    expect(place?.days).toMatchObject({ all, without: all - days.size });
    for (const day of place?.days?.named ?? []) expect(days.has(day)).toBe(false);
  }
});

test('a case without exhibits has all sections, and they say what is missing', async () => {
  const file = await caseOf([{ 'log.json': log() }]);
  const { html } = await renderReport(file.db, verified(file), { options: options() });
  const page = readHtml(html);
  expect(textOf(byId(page, 'section-timeline'))).toContain('No event of the case has a readable time');
  for (const id of ['actors', 'resources', 'indicators']) expect(textOf(byId(page, `section-${id}`))).toContain('there is nothing to list');
  expect(textOf(byId(page, 'section-gaps'))).toContain('no event that names an account');
});
