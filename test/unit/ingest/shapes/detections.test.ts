// Results of detection tools: rows about events, read as reduced copies. Their time is the tool's word, with its offset where it states one.
import { expect, test } from 'vitest';
import { readItem } from './rows.ts';

const HEADER =
  'Timestamp,RuleTitle,Level,EventName,EventSource,AWS-Region,SrcIP,UserAgent,UserName,UserType,UserAccountID,UserARN,UserPrincipalID,UserAccessKeyID,EventID,RuleID';
const ARN = 'arn:aws:iam::111122223333:user/asha';
const row = (time: string) =>
  `${time},Bucket deleted,high,DeleteBucket,s3.amazonaws.com,ap-south-1,203.0.113.10,aws-cli,asha,IAMUser,111122223333,${ARN},AIDAX,AKIAX,5ba1f1d3-9a3c-4f0e-8d2e-0c8f1a2b3c4d,d8`;

test.each<[string, string | null, string[]]>([
  ['2026-02-21T18:17:12Z', '2026-02-21T18:17:12Z', ['EVENT_TIME_FROM_WRAPPER']],
  ['2026-02-21 18:17:12.000 +09:00', '2026-02-21T09:17:12Z', ['EVENT_TIME_FROM_WRAPPER']],
  ['2026-02-21 18:17:12', '2026-02-21T18:17:12Z', ['EVENT_TIME_FROM_WRAPPER', 'EVENT_TIME_ZONELESS']],
  ['2026/02/21', null, ['EVENT_TIME_MISSING']],
  ['', null, ['EVENT_TIME_MISSING']],
])('%j in a column Timestamp', (text, time, codes) => {
  const { shape, rows } = readItem(`${HEADER}\n${row(text)}\n`);
  expect(shape).toBe('query-csv');
  const said = {
    eventName: 'DeleteBucket',
    awsRegion: 'ap-south-1',
    sourceIPAddress: '203.0.113.10',
    actorType: 'IAMUser',
    actor: 'asha',
    arn: ARN,
  };
  expect(rows).toMatchObject([{ time, codes, fidelity: 1, accountId: '111122223333', accessKeyId: 'AKIAX', ...said }]);
});

test('the same as objects of JSON', () => {
  const cells = row('2026-02-21T18:17:12Z').split(',');
  const value = Object.fromEntries(HEADER.split(',').map((name, i) => [name, cells[i]]));
  expect(readItem(`${JSON.stringify(value)}\n`)).toMatchObject({
    shape: 'query-rows',
    rows: [{ time: '2026-02-21T18:17:12Z', fidelity: 1, arn: ARN }],
  });
});

test('the event’s own time counts before it', () => {
  const { rows } = readItem(`timestamp,eventtime,eventname,eventid,awsregion\n2026-03-01 00:00:00,2026-02-21T18:17:12Z,A,b,us-east-1\n`);
  expect(rows).toMatchObject([{ time: '2026-02-21T18:17:12Z', codes: [] }]);
});
