// `trailcase resources`: the sample archive's answers, hand-checked records of the real data, hostile names, and refusals.
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseOf } from '../../helpers/cases.ts';
import { ended, ROOT, startCli } from '../../helpers/cli.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { realData } from '../../helpers/real.ts';
import { trail } from '../../helpers/trail.ts';

const data = realData();
let sample = '';
let real = '';
beforeAll(async () => {
  ({ path: sample } = await caseOf([resolve(ROOT, 'resources/sample/archive')]));
  ({ path: real } = await caseOf([data.folder]));
});

/** The history of a resource as JSON, with its life as lines `effect outcome eventName who eventID`. */
async function historyOf(path: string, value: string, ...filter: string[]) {
  const { status, value: history } = await cliJson(['resources', path, ...filter, '--history', value]);
  expect(status).toBe(0);
  const touch = ({ effect, outcome, eventName, who, eventID }: Record<string, string>) =>
    [effect, outcome, eventName, who, eventID?.slice(0, 8)].join(' ');
  return { ...history, life: history.life?.map(touch) };
}

describe('the sample', () => {
  const attacker = '111122223333:role/deploy-role';

  test('the production bucket: its versioning suspended, emptied, refused, deleted', async () => {
    const history = await historyOf(sample, 'telugubites-prod');
    expect(history).toMatchObject({
      id: 'arn:aws:s3:::telugubites-prod',
      kind: 's3:bucket',
      events: 136,
      forms: ['arn:aws:s3:::telugubites-prod', 'telugubites-prod'],
      created: null,
      deleted: { eventName: 'DeleteBucket', time: '2026-02-21T18:55:48Z', who: attacker, sourceIPAddress: '185.220.101.34' },
      also: [],
      actors: [
        { value: '111122223333:role/app-role', count: 124 },
        { value: attacker, count: 11 },
        { value: '111122223333:user/meera.iyer' },
      ],
    });
    expect(history.life).toEqual([
      `changed done PutBucketVersioning ${attacker} 0d5c6948`,
      `deleted failed DeleteBucket ${attacker} 81bc5a8d`,
      ...['08229587', 'e9a53a19', 'de6e428c', 'f2df5da3', '39626e74', '0341ad2b'].map(
        (id) => `emptied done DeleteObjects ${attacker} ${id}`,
      ),
      `deleted done DeleteBucket ${attacker} 336ef7cf`,
    ]);
  });

  test("the database's security group", async () => {
    const { life, kind } = await historyOf(sample, 'sg-0d8b5f3a7c1e92d46');
    expect({ life, kind }).toEqual({
      life: ['permission done AuthorizeSecurityGroupIngress 111122223333:user/rahul.intern 9586b790'],
      kind: 'ec2:security-group',
    });
  });

  test('eight GPU instances, launched and terminated', async () => {
    const { value } = await cliJson([
      'resources',
      sample,
      'account:444455556666 -is:error api:(RunInstances OR TerminateInstances)',
      '--kind',
      'ec2:instance',
    ]);
    const ids = value.rows.map((row: { value: string }) => row.value);
    expect(ids.length).toBe(8);
    for (const row of value.rows) expect(row).toMatchObject({ created: { count: 1 }, deleted: { count: 1 }, actors: 2 });
    for (const id of ids) {
      const { created, deleted } = await historyOf(sample, id);
      expect(created).toMatchObject({ eventName: 'RunInstances', sourceIPAddress: expect.stringMatching(/^185\.220\.101\./) });
      expect(deleted).toMatchObject({
        eventName: 'TerminateInstances',
        who: '444455556666:role/security-response',
        sourceIPAddress: '198.51.100.34',
      });
    }
  });

  test('the deploy role is one resource, by its name, its ARN and its sessions', async () => {
    const { value } = await cliJson(['resources', sample, '--kind', 'iam:role', '--top', '0']);
    const own = value.rows.filter(({ name }: { name: string }) => name === 'deploy-role');
    expect(own).toMatchObject([{ value: 'arn:aws:iam::111122223333:role/deploy-role', count: 26 }]);
    expect(await historyOf(sample, 'deploy-role')).toMatchObject({ events: 26, effects: [{ effect: 'used', done: 26 }] });
  });

  test('a secret by its name and by ARNs with six more characters', async () => {
    const arn = 'arn:aws:secretsmanager:ap-south-1:111122223333:secret:orders/db';
    const history = await historyOf(sample, 'orders/db');
    expect(history).toMatchObject({ id: `${arn}-??????`, events: 440, forms: [`${arn}-EXAMPL`, 'orders/db'] });
    for (const value of [arn, `${arn}-EXAMPL`, history.id]) expect(await historyOf(sample, value)).toEqual({ ...history, value });
    expect((await historyOf(sample, 'orders/db', 'is:denied')).events ?? 0).toBe(0);
  });

  test('as text, and nothing is told as nothing', async () => {
    const { stdout } = await cli(['resources', sample, '--history', 'telugubites-prod']);
    expect(stdout).toContain(
      'created: no such call in these events\ndeleted: 2026-02-21 18:55:48 +00:00  DeleteBucket by 111122223333:role/deploy-role',
    );
    expect((await cli(['resources', sample, '--kind', 's3:bucket'])).stdout).toMatch(/4 resources; .*\n/);
    const none = await cli(['resources', sample, '--history', 'no-such-bucket']);
    expect(none).toMatchObject({ status: 0, stdout: 'No event names no-such-bucket\n' });
    expect(none.stderr).toContain('No event matches');
    expect((await cliJson(['resources', sample, 'api:None'])).value).toMatchObject({
      events: 0,
      rows: [],
      empty: { filter: 'eventName:None' },
    });
  });
});

describe('real data, checked by hand', () => {
  // Each of another file, shape and service; all of them are in the committed part, too.
  test.each<[id: string, kind: string, life: string[]]>([
    // lookup-events as JSON lines: plaso.
    [
      'i-01234567890123456',
      'ec2:instance',
      [
        'created done RunInstances 012345678901:user/fakeusername fdd7443c',
        'changed done StopInstances 012345678901:user/fakeusername 0d2a2eac',
        'deleted done TerminateInstances 012345678901:user/fakeusername 1f2d6879',
      ],
    ],
    // A single record: cloudtrail-watcher, CreatePolicyVersion.
    ['arn:aws:iam::000000000000:policy/test-policy', 'iam:policy', ['permission done CreatePolicyVersion 000000000000:user/test aaffd467']],
    // Another: CreateInstanceProfile.
    [
      'arn:aws:iam::000000000000:instance-profile/EC2_Role',
      'iam:instance-profile',
      ['created done CreateInstanceProfile 000000000000:user/test 95085143'],
    ],
    // Key of another account: umccr, eventVersion 1.03.
    ['arn:aws:kms:us-east-1:999999999999:key/mrk-EXAMPLE', 'kms:key', ['permission done PutKeyPolicy 123456789012:role/MyRole 4EXAMPLE']],
    // The oldest form, without a recipient: umccr, eventVersion 1.0.
    ['i-ebeaf9e2', 'ec2:instance', ['changed done StartInstances 123456789012:user/Alice ']],
    // Written by a service: cloudgrep; nothing is done with the bucket but that an object is put into it.
    ['arn:aws:s3:::some-bucket', 's3:bucket', []],
    // Read only: Stratus Red Team by invictus-ir, DescribeNatGateways.
    ...(data.whole ? [] : [['nat-0dd264ee104155137', 'ec2:natgateway', []] as [string, string, string[]]]),
  ])('%s', async (id, kind, life) => {
    const history = await historyOf(real, id);
    expect(history).toMatchObject({ id, kind });
    expect(history.life).toEqual(life);
  });

  const bert = '123837392027:user/bert-jan';
  const stratus = (kind: string, name: string) => `arn:aws:${kind.replace(':', `:us-east-1:123837392027:`)}${name}`;
  // Attacks of Stratus Red Team: in the whole archive only.
  test.each<[value: string, id: string, life: string[]]>([
    [
      'stratus-red-team-backdoor-r-role',
      'arn:aws:iam::123837392027:role/stratus-red-team-backdoor-r-role',
      [
        `created done CreateRole ${bert} 57e170e5`,
        `permission done AttachRolePolicy ${bert} 493e08b7`,
        `permission done UpdateAssumeRolePolicy ${bert} d96d75c7`,
        `permission done UpdateAssumeRolePolicy ${bert} 059cf0ed`,
        `permission done DetachRolePolicy ${bert} 562792e5`,
        `deleted done DeleteRole ${bert} c1f5ded3`,
      ],
    ],
    [
      'exfiltration',
      stratus('rds:snapshot:', 'exfiltration'),
      [
        `created done CreateDBSnapshot ${bert} 0516b66a`,
        `permission done ModifyDBSnapshotAttribute ${bert} 2d19ab1e`,
        `permission done ModifyDBSnapshotAttribute ${bert} d1bc9379`,
        `deleted done DeleteDBSnapshot ${bert} 1b51dbcc`,
      ],
    ],
    [
      'stratus-red-team-olc-func-xhfgzaowxc',
      stratus('lambda:function:', 'stratus-red-team-olc-func-xhfgzaowxc'),
      [
        ...['8deee5d0', '2b7c36ee', '03ae71a0', 'cf68ed65'].map((one) => `created failed CreateFunction20150331 ${bert} ${one}`),
        `created done CreateFunction20150331 ${bert} 31b7f7f7`,
        `changed done UpdateFunctionCode20150331v2 ${bert} 0ea8187c`,
        `changed done UpdateFunctionCode20150331v2 ${bert} e01946e6`,
        `deleted done DeleteFunction20150331 ${bert} 9e5d3ce3`,
      ],
    ],
    [
      'stratus-red-team-retrieve-secret-0',
      stratus('secretsmanager:secret:', 'stratus-red-team-retrieve-secret-0-??????'),
      [
        `created done CreateSecret ${bert} 30f9bf7b`,
        `changed done PutSecretValue ${bert} 69b8d408`,
        `deleted done DeleteSecret ${bert} 963b9b1e`,
      ],
    ],
    [
      '/credentials/stratus-red-team/credentials-12',
      stratus('ssm:parameter', '/credentials/stratus-red-team/credentials-12'),
      [`changed done PutParameter ${bert} 5b16fd90`, `deleted done DeleteParameter ${bert} 6be113f6`],
    ],
    [
      'AKIATFQR7NSC3ZO6PKAZ',
      'AKIATFQR7NSC3ZO6PKAZ',
      [`created done CreateAccessKey ${bert} 64b7de64`, `deleted done DeleteAccessKey ${bert} 770e2eb6`],
    ],
    [
      'wordpressDB11',
      'arn:aws:rds:us-east-1:974349055189:db:wordpressdb11',
      ['CreateDBInstance 1ea0cbcb', 'AddTagsToResource ab4acbf2', 'DeleteDBInstance d9d0a1c6'].map((one, i) => {
        const [name, eventID] = one.split(' ');
        return `${['created', 'changed', 'deleted'][i]} done ${name} 974349055189:user/alucloud11 ${eventID}`;
      }),
    ],
  ])('%s', async (value, id, life) => {
    const history = await historyOf(real, value);
    expect({ id: history.id, life: history.life }).toEqual(data.whole ? { id, life } : { id: undefined, life: undefined });
  });
});

test('what a call names beside the resource: the policy that was attached, the key of an alias', async () => {
  const key = '5f0e3b2d-9c4e-4f7a-8d61-2b7f0c9e4a15';
  const policyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const log = trail()
    .event({
      eventSource: 'kms.amazonaws.com',
      eventName: 'CreateAlias',
      readOnly: false,
      requestParameters: { aliasName: 'alias/pay', targetKeyId: key },
    })
    .event({
      eventSource: 'iam.amazonaws.com',
      eventName: 'AttachRolePolicy',
      readOnly: false,
      requestParameters: { roleName: 'ops', policyArn },
    });
  const { path } = await caseOf([folderOf({ 'a.json': log.json() })]);
  const beside = async (value: string) =>
    (await cliJson(['resources', path, '--history', value])).value.life.map((touch: { beside: string[] }) => touch.beside);
  expect(await beside('alias/pay')).toEqual([[`arn:aws:kms:ap-south-1:111122223333:key/${key}`]]);
  expect(await beside('ops')).toEqual([[policyArn]]);
  expect((await cli(['resources', path, '--history', 'ops'])).stdout).toMatch(
    /AttachRolePolicy .* arn:aws:iam::aws:policy\/AdministratorAccess\n/,
  );
});

describe('hostile and wrong', () => {
  test('names of an attacker command no terminal', async () => {
    const log = trail().event({
      eventSource: 's3.amazonaws.com',
      eventName: 'CreateBucket',
      requestParameters: { bucketName: '\u001b[31m=cmd' },
    });
    const { path } = await caseOf([folderOf({ 'a.json': log.json() })]);
    for (const args of [[], ['--history', '\u001b[31m=cmd']]) {
      const { status, stdout } = await cli(['resources', path, ...args]);
      expect({ status, hasEscape: stdout.includes('\u001b'), isNamed: stdout.includes('\\u001b[31m=cmd') }).toEqual({
        status: 0,
        hasEscape: false,
        isNamed: true,
      });
    }
  });

  test.each([
    [['--top', 'x'], 'USAGE'],
    [['('], 'FILTER_INVALID'],
    [['(', '--history', 'x'], 'FILTER_INVALID'],
  ])('%j is refused with %s', async (args, code) => {
    const { status, stdout, stderr } = await cli(['resources', sample, ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^trailcase: ${code}: [^\\n]+\\n$`));
  });

  test('SIGINT while records are read ends it with 130, and with no part of an answer', async () => {
    const log = trail().events(2000, () => ({ userAgent: 'x'.repeat(4000), requestParameters: { volumeId: 'vol-590d8411' } }));
    const { path } = await caseOf([folderOf({ 'a.json': log.json() })]);
    const child = startCli(['resources', path, '--progress', 'plain']);
    // The first line of progress: it has begun.
    child.stderr?.once('data', () => child.kill('SIGINT'));
    const { status, stdout } = await ended(child);
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
  });
});
