// One name, one account, one address and one secret put into forty odd places and spellings of a case by an attacker: none can be read in a redacted copy.
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { makeRedactionSalt } from '../../../src/main/case/redaction-salt.ts';
import { renderReport } from '../../../src/main/report/document.ts';
import { standardChoices } from '../../../src/main/report/redaction/standard.ts';
import { EVERYTHING_HIDDEN, PLAIN_REPORT, type RedactionOptions } from '../../../src/shared/report.ts';
import { readings } from './canaries.ts';
import { AT, bookmark, caseOf, idsOf, log, record, verified } from './fixture.ts';

const NAME = 'zorvath.quell';
const ACCOUNT = '907319264455';
const ADDRESS = '203.177.41.96';
const HOST = 'c2.velmora.rodeo';
const BUCKET = 'quillon-vault-77';
const SECRET = 'hunter2xylophone';

const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');
const percent = (text: string): string => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('');
const wide = (text: string): string => [...text].map((one) => String.fromCodePoint((one.codePointAt(0) as number) + 0xfee0)).join('');
const escaped = (text: string): string => [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const hex = (text: string): string => Buffer.from(text).toString('hex');

const NAMES: readonly string[] = [
  NAME,
  NAME.toUpperCase(),
  'Zorvath Quell',
  'zorvath_quell',
  'quell, zorvath',
  'ZorvathQuell',
  percent(NAME),
  percent(percent(NAME)),
  wide(NAME),
  escaped(NAME),
  escaped(escaped(NAME)),
  base64(NAME),
  base64(`run as ${NAME} now`).slice(2),
  base64(base64(`run as ${NAME}`)),
  base64(`many words before it, and then ${NAME}, and more words behind it`).replace(/(.{24})/g, '$1\n'),
  base64(Buffer.from(`as ${NAME}`, 'utf16le')),
  base64(Buffer.from(`as ${NAME}`, 'utf16le').swap16()),
  base64(gzipSync(`as ${NAME}`)),
  hex(NAME),
  hex(NAME).replace(/(..)/g, '$1 ').trim(),
  `=?utf-8?B?${base64(NAME)}?=`,
  `=?utf-8?Q?${NAME.replace('.', '=2E')}?=`,
  NAME.replace('.', '&#46;'),
  NAME.replace('z', '\\172'),
  NAME.split('').join('\u200b'),
  `x${NAME}y`,
];
const ACCOUNTS = [ACCOUNT, '9073-1926-4455', '9073 1926 4455', '907-319-264-455', '9073.1926.4455', wide(ACCOUNT), base64(`a ${ACCOUNT}`)];
const ADDRESSES = [
  ADDRESS,
  `::ffff:${ADDRESS}`,
  `ip-${ADDRESS.replaceAll('.', '-')}`,
  '203[.]177[.]41[.]96',
  `${ADDRESS}/24`,
  HOST,
  `https://${HOST}/a`,
];
const PLACES = [
  `s3://${BUCKET}/people/kim report.pdf`,
  `https://s3.amazonaws.com/${BUCKET}/people/kim.csv`,
  `https://${BUCKET}.s3.eu-west-1.amazonaws.com/people/kim.csv?versionId=kimkim`,
  `arn:aws:s3:::${BUCKET}/people of/kim report.pdf`,
];
const ALL = [...NAMES, ...ACCOUNTS, ...ADDRESSES, ...PLACES];

/** What gives a value away in any reading, with what is shown by which it may stand there. */
const MARKS: readonly [part: string, choices: readonly (keyof RedactionOptions)[]][] = [
  // One part of a name alone is another word, which only the rule for free text hides.
  ['zorvath', ['names', 'freeText']],
  ['quell', ['names', 'freeText']],
  ['zorvath.quell', ['names']],
  ['zorvathquell', ['names']],
  ['quellzorvath', ['names']],
  ['zorvath quell', ['names']],
  ['zorvath_quell', ['names']],
  ['quell, zorvath', ['names']],
  [ACCOUNT, ['accounts']],
  ['9073-', ['accounts']],
  ['9073 ', ['accounts']],
  [ADDRESS, ['addresses']],
  ['velmora', ['addresses']],
  ['quillon', ['resources']],
  ['kim', ['resources']],
  [SECRET, []],
];

async function made() {
  const strange = (n: number, fields: Record<string, unknown>) => record({ eventName: 'GetObject', requestID: `r${n}`, ...fields });
  const file = await caseOf([
    {
      'a.json': log(
        record({
          eventName: 'PutObject',
          sourceIPAddress: ADDRESS,
          recipientAccountId: ACCOUNT,
          userIdentity: { type: 'IAMUser', accountId: ACCOUNT, userName: NAME, arn: `arn:aws:iam::${ACCOUNT}:user/${NAME}` },
          requestParameters: { bucketName: BUCKET, key: 'people/kim.csv', password: SECRET },
        }),
        ...ALL.map((text, n) =>
          strange(n, {
            userAgent: `aws-cli/2.15 ${text}`,
            errorMessage: `User ${text} may not: ${text}.`,
            requestParameters: {
              [text]: text,
              tags: [{ key: text, value: text }],
              nested: JSON.stringify({ deep: JSON.stringify({ [text]: [text] }) }),
              name: text,
              url: `https://example.invalid/${text}`,
              kind: text,
            },
            responseElements: { [`x-${n}`]: { text } },
          }),
        ),
        // Fields of AWS's own, forged.
        strange(900, { eventSource: 'zorvath.amazonaws.com', awsRegion: 'zorvath-1', eventType: 'Zorvath', errorCode: 'QuellZorvath' }),
        { ...strange(901, { eventCategory: 'quell', apiVersion: 'zorvath' }), eventName: 'Quell' },
      ),
    },
  ]);
  makeRedactionSalt(file, AT);
  for (const name of ['PutObject', 'GetObject', 'Quell']) for (const id of idsOf(file, name)) bookmark(file, id, 'seen');
  bookmark(file, idsOf(file, 'PutObject')[0] as string, ALL.join(' | '));
  return file;
}

test('nothing can be read of what is put into odd places and spellings, by any of the usual choices', async () => {
  const file = await made();
  const written = async (redaction: RedactionOptions | null): Promise<string[]> =>
    readings((await renderReport(file.db, verified(file), { options: { ...PLAIN_REPORT, redaction } })).html);
  const found = (all: readonly string[], redaction: RedactionOptions): string[] =>
    MARKS.filter(([, choices]) => choices.every((choice) => redaction[choice])).flatMap(([part]) =>
      all.flatMap((one) => {
        const at = one.indexOf(part);
        return at < 0 ? [] : [`${part}: …${one.slice(Math.max(0, at - 80), at + 40)}…`];
      }),
    );
  // Looking for them means something.
  expect(found(await written(null), EVERYTHING_HIDDEN).length).toBeGreaterThanOrEqual(MARKS.length);
  // Everything hidden; free text shown; addresses and free text shown.
  for (const redaction of standardChoices().filter((_, i) => [0, 16, 20].includes(i)))
    expect(found(await written(redaction), redaction), JSON.stringify(redaction)).toEqual([]);
});
