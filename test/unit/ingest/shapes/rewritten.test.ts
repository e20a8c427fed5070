// Records that other tools wrote anew: times in other forms, structures made text, comments, lists in lists. CloudTrail writes none of this.
import { describe, expect, test } from 'vitest';
import { record } from '../../../helpers/trail.ts';
import { fixture, ORIGINALS, readItem } from './rows.ts';

const [DELETION = '', LAUNCH = ''] = ORIGINALS;
const one = (fields: object) => readItem(`${JSON.stringify(record(fields as never))}\n`).rows;

describe('an eventTime in another form', () => {
  const AT = '2026-02-21T18:17:12Z';
  const ms = Date.parse(AT);

  test.each<[unknown, string, string[]]>([
    ['2026-02-21 18:17:12.000000000', AT, ['EVENT_TIME_ZONELESS']],
    ['2026-02-21T18:17:12', AT, ['EVENT_TIME_ZONELESS']],
    ['2026-02-21 18:17:12 UTC', AT, []],
    ['2026-02-21T18:17:12.345Z', '2026-02-21T18:17:12.345Z', []],
    ['2026-02-21T23:47:12+05:30', AT, []],
    ['2026-02-21T18:17:12+0000', AT, []],
    ['Feb 21, 2026, 6:17:12 PM', AT, ['EVENT_TIME_ZONELESS']],
    [`/Date(${ms})/`, AT, []],
    [String(ms), AT, []],
    [String(ms / 1000), AT, []],
    [ms, AT, ['FIELD_UNEXPECTED_TYPE']],
    [ms / 1000, AT, ['FIELD_UNEXPECTED_TYPE']],
    [{ $date: AT }, AT, ['FIELD_UNEXPECTED_TYPE']],
    [{ $date: { $numberLong: String(ms) } }, AT, ['FIELD_UNEXPECTED_TYPE']],
    [{ value: AT }, AT, ['FIELD_UNEXPECTED_TYPE']],
  ])('%j is read', (eventTime, time, codes) => {
    expect(one({ eventTime })).toMatchObject([{ time, codes }]);
  });

  test.each(['02/03/2026 18:17:12', '3-2-2026 18:17'])('%j may be of either of two days: the event is undated', (eventTime) => {
    expect(one({ eventTime })).toMatchObject([{ time: null, codes: ['EVENT_TIME_AMBIGUOUS'] }]);
  });

  test.each([
    '21.02.2026',
    'soon',
    '20260221181712',
    0,
    17,
    1e300,
    -1,
    true,
    {},
    { value: {} },
    [AT],
    // Before CloudTrail there was no event: such a number counts something else.
    1234567890,
  ])('%j is no instant: the event is undated', (eventTime) => {
    expect(one({ eventTime })).toMatchObject([{ time: null, codes: ['EVENT_TIME_UNREADABLE'] }]);
  });
});

test('an empty errorCode is none: the call succeeded', () => {
  expect(one({ errorCode: '' })).toMatchObject([{ errorCode: null, codes: [] }]);
  expect(readItem(JSON.stringify({ Records: [record({ errorCode: '' })] })).rows).toMatchObject([{ errorCode: null, codes: [] }]);
  expect(one({ errorCode: 'AccessDenied' })).toMatchObject([{ errorCode: 'AccessDenied' }]);
});

describe('a caller made text', () => {
  const said = { actorType: 'IAMUser', actor: 'asha', accessKeyId: 'AKIAX', codes: ['FIELD_UNEXPECTED_TYPE'] };

  test.each([
    '{"type":"IAMUser","userName":"asha","accessKeyId":"AKIAX"}',
    '{"type":"IAMUser","username":"asha","accesskeyid":"AKIAX"}',
    '{type=IAMUser, username=asha, accesskeyid=AKIAX}',
  ])('%s says the same, and it is told that it is text', (userIdentity) => {
    expect(one({ userIdentity })).toMatchObject([said]);
  });

  test.each(['asha', '{', '{}', '[{"type":"Root"}]', '"{\\"type\\":\\"Root\\"}"'])('%s names nobody', (userIdentity) => {
    expect(one({ userIdentity })).toMatchObject([{ actor: null, actorType: null, codes: ['FIELD_UNEXPECTED_TYPE'] }]);
  });

  test('nested without end it is text, in a record and in a table', () => {
    const deep = `${'{"type":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    expect(one({ userIdentity: deep })).toMatchObject([{ actor: null, codes: ['FIELD_UNEXPECTED_TYPE'] }]);
    const table = `eventid,eventname,eventtime,useridentity,resources\nx,A,2026-02-21T18:17:12Z,"${deep.replaceAll('"', '""')}",\n`;
    expect(readItem(table).rows).toMatchObject([{ eventName: 'A', actor: null, codes: ['FIELD_UNEXPECTED_TYPE'] }]);
    const history = table.replace('eventid,eventname,eventtime,useridentity,resources', 'Event ID,Event name,Event time,Resources,c');
    expect(readItem(history).rows).toMatchObject([{ eventName: 'A', codes: [] }]);
    const row = `{"eventid":"x","eventname":"A","eventtime":"2026-02-21T18:17:12Z","awsregion":"x","requestparameters":${deep}}\n`;
    expect(readItem(row).rows).toMatchObject([{ eventName: 'A', codes: [] }]);
  });
});

describe('comments before the first record', () => {
  const log = `{"Records":[${ORIGINALS.join(',')}]}`;

  test.each([
    ['a line', '// exported by hand\n'],
    ['lines', '// exported\r\n\r\n// by hand\r\n'],
    ['a block', '/* exported\n   by hand */ '],
    ['both', '/**/\n// {"Records":[]}\n'],
  ])('%s: told of, and what follows is read', (_, comment) => {
    for (const content of [log, `${ORIGINALS.join('\n')}\n`, `[${ORIGINALS.join(',')}]`]) {
      const { rows, problems } = readItem(`${comment}${content}`);
      expect(rows.map(({ text }) => text)).toEqual(ORIGINALS);
      expect(problems).toEqual([
        expect.objectContaining({ code: 'RECORD_NOT_JSON', isRecord: false, offset: 0, length: Buffer.byteLength(comment) }),
      ]);
    }
  });

  test.each([
    ['source code', `// see below\nconst log = ${log};\n`],
    ['a comment that does not end', `/* ${log}`],
    ['a comment alone', '// nothing'],
    ['a path', '/var/log'],
  ])('%s is none of ours', (_, content) => {
    // What cites whole records is told of: unread-events.ts.
    const codes = content.includes(log) ? ['CONTENT_NAMES_EVENTS'] : [];
    expect(readItem(content)).toMatchObject({ kind: 'notCloudTrail', rows: [], codes });
  });

  test('in a file', () => {
    const { shape, rows, problems } = readItem(fixture('commented.json'));
    expect({ shape, texts: rows.map(({ text }) => JSON.parse(text)) }).toEqual({
      shape: 'record-list',
      texts: ORIGINALS.map((text) => JSON.parse(text)),
    });
    expect(problems).toMatchObject([{ code: 'RECORD_NOT_JSON', isRecord: false, offset: 0 }]);
  });

  test('other JSON behind a comment is JSON that nobody knows', () => {
    expect(readItem('// settings\n{"a":1}')).toMatchObject({ kind: 'unknownJson', codes: [] });
  });
});

test('lists in a list, as tools join several files, are read', () => {
  for (const content of [`[[${DELETION}],[${LAUNCH}]]`, `[\n  [],\n  [${DELETION}, ${LAUNCH}]\n]`, `[${DELETION}]\n[${LAUNCH}]\n`]) {
    const { shape, rows, codes } = readItem(content);
    expect({ shape, texts: rows.map(({ text }) => text) }).toEqual({ shape: 'record-list', texts: ORIGINALS });
    expect(codes.filter((code) => code !== 'RECORD_NOT_OBJECT')).toEqual([]);
  }
});

describe('entries of lookup-events as scripts write them', () => {
  const parts = ({ eventID, eventName, eventTime, eventSource }: Record<string, unknown>) => ({
    eventID,
    eventName,
    eventTime,
    eventSource,
  });

  test('the record as an object', () => {
    const entries = ORIGINALS.map((text) => ({ EventId: 'x', EventName: 'y', EventTime: 1771697832, CloudTrailEvent: JSON.parse(text) }));
    for (const content of [entries, { Events: entries }, entries[0]]) {
      const { shape, rows } = readItem(JSON.stringify(content));
      const expected = content === entries[0] ? [DELETION] : ORIGINALS;
      expect({ shape, texts: rows.map(({ text }) => text) }).toEqual({ shape: 'lookup-events', texts: expected });
    }
  });

  test('names in small letters: the entry around the record is not taken for it', () => {
    const events = ORIGINALS.map((text) => {
      const { eventID: eventId, ...rest } = parts(JSON.parse(text));
      return { eventId, ...rest, username: 'asha', cloudTrailEvent: text };
    });
    for (const content of [JSON.stringify({ events }), events.map((event) => `${JSON.stringify(event)}\n`).join('')])
      expect(readItem(content).rows.map(({ text }) => text)).toEqual(ORIGINALS);
  });

  test('an entry alone that names nothing of AWS is none', () => {
    for (const entry of [
      { EventId: '17', EventName: 'Login', EventTime: '2026-02-21T18:17:12Z', Username: 'asha' },
      { EventId: '17', EventName: 'Login', EventTime: '2026-02-21T18:17:12Z', EventSource: 'Security' },
    ])
      expect(readItem(JSON.stringify([entry]))).toMatchObject({ kind: 'unknownJson', rows: [] });
  });
});
