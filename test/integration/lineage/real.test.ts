// Lineage in the real data: edges of each kind that people read in the files, exactly. Names of files stand where the records are.
import { beforeAll, expect, test } from 'vitest';
import { caseOf } from '../../helpers/cases.ts';
import { type RealData, realData } from '../../helpers/real.ts';
import { chainText, lineage } from './archive.ts';

const data: RealData = realData();
let path = '';

type Edges = [key: string, chain: string[]];

/** In the committed part, too: umccr_examples/examples/1_08.json. */
const IN_PART: Edges[] = [['ASIAIOSFODNN7EXAMPLE', ['proven AssumeRole key AKIAIOSFODNN7EXAMPLE BEXAMPLE']]];

const IN_WHOLE: Edges[] = [
  // stratus-red-team/…/aws.credential-access.ec2-get-password-data.json
  ['ASIANQQHHS551LWULIWD', ['proven AssumeRole key AKIAWOGXN38MFN92ING5 fd179e25']],
  // stratus-red-team/…/aws.defense-evasion.organizations-leave.json
  ['ASIA36EV31F1RB3OA8IG', ['proven AssumeRole key AKIADVISM0T50G52IF0D 099bfd30']],
  // stratus-red-team/…/aws.persistence.sts-federation-token.json
  ['ASIASTJKC5GCM7ZE6LUP', ['proven GetFederationToken key AKIA6V1GNZTT65XQH36M 6e882b9d']],
  // stratus-red-team/…/aws.persistence.iam-backdoor-user.json
  ['AKIAL80DWDVKKM0UXEER', ['proven CreateAccessKey key AKIA30BEZSJBVKOFKZW0 c64c4ded']],
  // invictus-ir_aws_dataset/…_20230710T1200Z_iLj9fb7yyUG9X4Bf.json and …_x9kHmzMa7cx6l9wM.json
  [
    'ASIATFQR7NSC36DZQP7P',
    ['inferred EC2RoleDelivery instance i-0dbc91f429e48eeed 55e25aa9', 'proven RunInstances key AKIATFQR7NSC8Q4X20BJ 86eac0ac'],
  ],
  // grycap_gz/974349055189_…_20140926T1345Z_NZBN3WkMdr3ql5OT.json.gz: the sign-in service asked on behalf of root
  ['ASIAI7TJ5HK27IEKO2GQ', ['proven GetSessionToken actor 974349055189:root 1aa72db4']],
  // grycap_gz/…_20140927T1020Z_tKbGijfdPJ90wglk.json.gz; the session is used in …_20140927T1715Z_36gZQ5f59F3QBMMw.json.gz
  ['ASIAI3DWNXJNFBMIJHRA', ['inferred ConsoleLogin actor 974349055189:user/alucloud28 833e6ea6']],
  // OTRF_Security-Datasets/ec2_proxy_s3_exfiltration_2020-09-14011940.json: of an export without eventTime
  ['ASIA5FLZVX4OPVKKVBMX', ['inferred EC2RoleDelivery instance i-0317f6c6b66ae9c40 a3a3dded']],
];

beforeAll(async () => {
  path = (await caseOf([data.folder])).path;
}, 120_000);

test.each([...IN_PART, ...(data.whole ? IN_WHOLE : [])])('%s', (key, expected) => {
  expect(chainText(path, key)).toEqual(expected);
});

if (data.whole) {
  test('one sign-in hands out several keys of a console session', () => {
    const children = lineage(path, '974349055189:user/alucloud11', 'actor').children.filter(({ event }) =>
      event?.eventID?.startsWith('4290b59d'),
    );
    expect(children.map(({ to }) => to.value)).toEqual(expect.arrayContaining(['ASIAI5MPLU3DLUOCDUKQ', 'ASIAI4BSOOQRUPH3ACQA']));
    expect(children.every(({ certainty }) => certainty === 'inferred')).toBe(true);
  });

  test('life of a key that an intruder made and took away again', () => {
    // invictus-ir_aws_dataset/…_20230710T1230Z_ZtUNbBkwAu98FPZb.json and …_20230710T1235Z_YbVFCP9AYzJDhHV9.json
    const { life, node } = lineage(path, 'AKIATFQR7NSC3ZO6PKAZ');
    expect(life.map(({ what, event }) => [what, event.eventID?.slice(0, 8)])).toEqual([
      ['created', '64b7de64'],
      ['deleted', '770e2eb6'],
    ]);
    expect(node).toMatchObject({ who: '123837392027:user/stratus-red-team-backdoor-u-user', events: 0 });
  });

  test('anonymised keys that hand out themselves, and that everyone hands out', () => {
    // boogy_CloudTrail-Log-Parser/examples/cloudtrail.json
    const { chain, notes } = lineage(path, 'ASIA8D4EB41DC82E6580');
    expect(chain).toHaveLength(1);
    expect(chain[0]?.from.value).not.toBe('ASIA8D4EB41DC82E6580');
    expect(notes).toEqual([expect.stringContaining('contradict each other')]);
  });
}
