// Each way in which the issuer of credentials is inferred: what it finds, and what comes close and is none.
import { expect, test } from 'vitest';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { lineageIndexOf } from '../../../src/main/query/lineage/lineage-index.ts';
import { Unanswered } from '../../../src/main/query/lineage/unanswered.ts';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { eventId } from '../../helpers/trail.ts';
import { assume, call, caseWith, chainText, HOME, idOf, lineage, reading, service, session, user } from './archive.ts';

const AT = '2026-02-21T10:00:00Z';
const later = (seconds: number): string => new Date(Date.parse(AT) + seconds * 1000).toISOString().replace('.000Z', 'Z');

const signIn = (name: string, who: object, at: string, outcome = 'Success') =>
  call(name, who as never, at, {
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    eventType: 'AwsConsoleSignIn',
    requestParameters: null,
    responseElements: { ConsoleLogin: outcome },
  });

test('console sign-in: the session of the same actor, begun within seconds', async () => {
  const path = await caseWith(
    signIn('failed', user('asha'), later(-1), 'Failure'),
    signIn('far', user('asha'), later(-11)),
    signIn('near', user('asha'), later(3)),
    signIn('other', user('ben'), AT),
    call('used', user('asha', 'ASIACONSOLE00EXAMPLE', AT), later(60)),
  );
  expect(chainText(path, 'ASIACONSOLE00EXAMPLE')).toEqual([`inferred ConsoleLogin actor ${HOME}:user/asha ${idOf('near')}`]);
  expect(lineage(path, 'ASIACONSOLE00EXAMPLE').chain[0]?.why).toContain('3 s apart');
  expect(lineage(path, `${HOME}:user/asha`, 'actor').children.map(({ how, to }) => [how, to.value])).toEqual([
    ['ConsoleLogin', 'ASIACONSOLE00EXAMPLE'],
  ]);
});

test('console sign-in: two sessions of one role are told apart by their names', async () => {
  const path = await caseWith(
    signIn('anna', session('Admin', 'anna'), AT),
    signIn('ben', session('Admin', 'ben'), later(1)),
    call('used', session('Admin', 'ben', 'ASIABEN000000EXAMPLE', AT), later(60)),
  );
  expect(chainText(path, 'ASIABEN000000EXAMPLE')).toEqual([`inferred ConsoleLogin actor ${HOME}:role/Admin ${idOf('ben')}`]);
});

test('GetSigninToken: the console session goes on from the key that asked for it, and so to the root', async () => {
  const path = await caseWith(
    assume('assume', user('asha', 'AKIAASHA00000EXAMPLE'), AT, 'Admin', 'cli', 'ASIACLI000000EXAMPLE'),
    call('token', session('Admin', 'cli', 'ASIACLI000000EXAMPLE', AT), later(60), {
      eventSource: 'signin.amazonaws.com',
      eventName: 'GetSigninToken',
    }),
    signIn('login', session('Admin', 'cli'), later(90)),
    call('used', session('Admin', 'cli', 'ASIACONSOLE00EXAMPLE', later(90)), later(120)),
    call('too late', session('Admin', 'cli', 'ASIALATE00000EXAMPLE', later(60 + 901)), later(2000)),
  );
  expect(chainText(path, 'ASIACONSOLE00EXAMPLE')).toEqual([
    `inferred GetSigninToken key ASIACLI000000EXAMPLE ${idOf('token')}`,
    `proven AssumeRole key AKIAASHA00000EXAMPLE ${idOf('assume')}`,
  ]);
  expect(chainText(path, 'ASIALATE00000EXAMPLE')).toEqual([`inferred OutsideArchive actor ${HOME}:role/Admin`]);
  expect(
    lineage(path, 'AKIAASHA00000EXAMPLE').children.flatMap(({ to, children }) => [to.value, ...children.map((child) => child.to.value)]),
  ).toEqual(['ASIACLI000000EXAMPLE', 'ASIACONSOLE00EXAMPLE']);
});

test('SAML: the console session goes on from the one who signed in, not from the role', async () => {
  const saml = { type: 'SAMLUser', principalId: 'x:asha@example.com', userName: 'asha@example.com', identityProvider: 'x' };
  const began = (name: string, at: string, as: string, key: string) =>
    call(name, saml, at, {
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRoleWithSAML',
      responseElements: {
        credentials: { accessKeyId: key },
        assumedRoleUser: { arn: `arn:aws:sts::${HOME}:assumed-role/Admin/${as}` },
      },
    });
  const path = await caseWith(
    began('other session', AT, 'ben', 'ASIABEN000000EXAMPLE'),
    began('asked', later(-1), 'asha', 'ASIASAML00000EXAMPLE'),
    signIn('login', session('Admin', 'asha'), AT),
    call('used', session('Admin', 'asha', 'ASIACONSOLE00EXAMPLE', AT), later(60)),
  );
  const user = 'saml-user/asha@example.com';
  expect(chainText(path, 'ASIACONSOLE00EXAMPLE')).toEqual([`inferred AssumeRoleWithSAML actor ${user} ${idOf('asked')}`]);
  expect(chainText(path, 'ASIASAML00000EXAMPLE')).toEqual([`proven AssumeRoleWithSAML actor ${user} ${idOf('asked')}`]);
  expect(lineage(path, user, 'actor').children.map(({ certainty, to }) => [certainty, to.value])).toEqual([
    ['inferred', 'ASIACONSOLE00EXAMPLE'],
    ['proven', 'ASIASAML00000EXAMPLE'],
    ['proven', 'ASIABEN000000EXAMPLE'],
  ]);
});

test('SwitchRole names who switched', async () => {
  const path = await caseWith(
    call('switch', session('Ops', 'asha'), later(1), {
      eventSource: 'signin.amazonaws.com',
      eventName: 'SwitchRole',
      additionalEventData: { SwitchFrom: `arn:aws:iam::${HOME}:user/asha`, RedirectTo: 'https://console.aws.amazon.com/' },
    }),
    call('used', session('Ops', 'asha', 'ASIAOPS000000EXAMPLE', AT), later(30)),
  );
  expect(chainText(path, 'ASIAOPS000000EXAMPLE')).toEqual([`inferred SwitchRole actor ${HOME}:user/asha ${idOf('switch')}`]);
});

test('Identity Center: permission set and account of GetRoleCredentials', async () => {
  const center = {
    type: 'IdentityCenterUser',
    accountId: HOME,
    onBehalfOf: { userId: 'u-1', identityStoreArn: 'arn:aws:identitystore::1:identitystore/d-1' },
    credentialId: 'c-1',
  };
  const ask = (name: string, at: string, role: string, account = HOME) =>
    call(name, center, at, {
      eventSource: 'sso.amazonaws.com',
      eventName: 'GetRoleCredentials',
      requestParameters: null,
      responseElements: null,
      serviceEventDetails: { role_name: role, account_id: account },
    });
  const role = 'AWSReservedSSO_Auditor_0123456789abcdef';
  const path = await caseWith(
    ask('other set', AT, 'Admin'),
    ask('other account', AT, 'Auditor', '999999999999'),
    ask('asked', later(2), 'Auditor'),
    call('used', session(role, 'asha@example.com', 'ASIASSO000000EXAMPLE', AT), later(30)),
  );
  const [step] = lineage(path, 'ASIASSO000000EXAMPLE').chain;
  expect(step).toMatchObject({
    certainty: 'inferred',
    how: 'GetRoleCredentials',
    event: { eventID: expect.stringMatching(idOf('asked')) },
  });
  expect(lineage(path, step?.from.value as string, 'actor').children.map(({ to }) => to.value)).toEqual(['ASIASSO000000EXAMPLE']);
});

test('EC2: the instance that a session is named by, and who launched it', async () => {
  const instance = 'i-0abc1234def567890';
  const named = session('web', instance, 'ASIAWEB200000EXAMPLE', later(6000));
  const delivered = { ...named, sessionContext: { ...(named.sessionContext as object), ec2RoleDelivery: '2.0' } };
  const launch = (name: string, key: string, id: string) =>
    call(name, user(name, key), AT, { eventName: 'RunInstances', responseElements: { instancesSet: { items: [{ instanceId: id }] } } });
  const path = await caseWith(
    launch('asha', 'AKIAASHA00000EXAMPLE', instance),
    launch('ben', 'AKIABEN000000EXAMPLE', 'i-00000000000000001'),
    assume('by ec2', service('ec2.amazonaws.com'), later(60), 'web', instance, 'ASIAWEB000000EXAMPLE'),
    call('used', session('web', instance, 'ASIAWEB000000EXAMPLE', later(60)), later(90)),
    call('as well', delivered, later(6090)),
    assume('without answer', service('ec2.amazonaws.com'), later(8000), 'web', instance),
    call('reduced', session('web', instance, 'ASIAWEB300000EXAMPLE', later(8000)), later(8090)),
    call('only named', session('web', instance, 'ASIANAMED0000EXAMPLE', later(7000)), later(7090)),
    call('no instance', session('web', 'i-am-not-one', 'ASIANOT000000EXAMPLE', later(60)), later(90)),
  );
  expect(chainText(path, 'ASIAWEB000000EXAMPLE')).toEqual([
    `inferred EC2RoleDelivery instance ${instance} ${idOf('by ec2')}`,
    `proven RunInstances key AKIAASHA00000EXAMPLE ${idOf('asha')}`,
  ]);
  expect(lineage(path, 'ASIAWEB000000EXAMPLE').chain[0]?.others).toMatchObject([
    { certainty: 'proven', how: 'AssumeRole', from: { value: 'service/ec2.amazonaws.com' } },
  ]);
  expect(chainText(path, 'ASIAWEB200000EXAMPLE')).toEqual([
    `inferred EC2RoleDelivery instance ${instance}`,
    `proven RunInstances key AKIAASHA00000EXAMPLE ${idOf('asha')}`,
  ]);
  expect(chainText(path, 'ASIANOT000000EXAMPLE')).toEqual([`inferred OutsideArchive actor ${HOME}:role/web`]);
  expect(chainText(path, 'ASIAWEB300000EXAMPLE')[0]).toBe(`inferred EC2RoleDelivery instance ${instance} ${idOf('without answer')}`);
  // Forward: everything done by the instance is of the launch's making.
  expect(lineage(path, 'AKIAASHA00000EXAMPLE').blast).toMatchObject({ keys: 5, events: 5 });
  // Who asks for a session chooses its name: it leads to no launch.
  expect(chainText(path, 'ASIANAMED0000EXAMPLE')).toEqual([`inferred OutsideArchive actor ${HOME}:role/web`]);
  expect(lineage(path, 'ASIANAMED0000EXAMPLE').chain[0]?.others).toMatchObject([{ how: 'InstanceName', from: { value: instance } }]);
});

test('Lambda: the function that a record or the session names', async () => {
  const arn = `arn:aws:lambda:ap-south-1:${HOME}:function:resize`;
  const path = await caseWith(
    call(
      'issued to',
      {
        ...session('fn', 'resize', 'ASIASCOPE0000EXAMPLE', AT),
        inScopeOf: { issuerType: 'AWS::Lambda::Function', credentialsIssuedTo: arn },
      },
      later(1),
    ),
    assume('by lambda', service('lambda.amazonaws.com'), AT, 'fn', 'thumbs', 'ASIANAMED0000EXAMPLE'),
    call('used', session('fn', 'thumbs', 'ASIANAMED0000EXAMPLE', AT), later(1)),
  );
  expect(chainText(path, 'ASIASCOPE0000EXAMPLE')).toEqual([`inferred LambdaDelivery function ${arn}`]);
  expect(chainText(path, 'ASIANAMED0000EXAMPLE')).toEqual([`inferred LambdaDelivery function thumbs ${idOf('by lambda')}`]);
});

test('a call whose answer is not logged: role, session name and time', async () => {
  const path = await caseWith(
    assume('too early', user('eve', 'AKIAEVE000000EXAMPLE'), later(-60), 'deploy', 'build'),
    assume('other name', user('eve', 'AKIAEVE000000EXAMPLE'), AT, 'deploy', 'other'),
    assume('asked', user('asha', 'AKIAASHA00000EXAMPLE'), AT, 'deploy', 'build'),
    assume('denied', user('eve', 'AKIAEVE000000EXAMPLE'), AT, 'deploy', 'build', undefined, { errorCode: 'AccessDenied' }),
    call('used', session('deploy', 'build', 'ASIABUILD0000EXAMPLE', AT), later(30)),
  );
  expect(chainText(path, 'ASIABUILD0000EXAMPLE')).toEqual([`inferred AssumeRole key AKIAASHA00000EXAMPLE ${idOf('asked')}`]);
  expect(lineage(path, 'AKIAASHA00000EXAMPLE').children.map(({ to }) => to.value)).toEqual(['ASIABUILD0000EXAMPLE']);
  expect(lineage(path, 'AKIAEVE000000EXAMPLE').children).toEqual([]);
});

test('issued outside the archive: the role or the user whose session it is', async () => {
  const path = await caseWith(
    call('role', session('deploy', 'night', 'ASIAROLE00000EXAMPLE', AT), later(30)),
    call('user', user('asha', 'ASIAUSER00000EXAMPLE', AT), later(30)),
    call('unknown', user('asha', 'anonymised-key-1'), later(30)),
    call('long-term', user('asha', 'AKIAASHA00000EXAMPLE'), later(30)),
  );
  expect(lineage(path, 'ASIAROLE00000EXAMPLE').chain).toMatchObject([
    {
      certainty: 'inferred',
      how: 'OutsideArchive',
      event: null,
      from: { kind: 'actor', value: `${HOME}:role/deploy` },
      why: expect.stringContaining('session night'),
    },
  ]);
  expect(chainText(path, 'ASIAUSER00000EXAMPLE')).toEqual([`inferred OutsideArchive actor ${HOME}:user/asha`]);
  // A long-term key is its own beginning, and so is a key of which nothing tells that it is a session's.
  expect(lineage(path, 'anonymised-key-1').chain).toEqual([]);
  expect(lineage(path, 'AKIAASHA00000EXAMPLE')).toMatchObject({
    chain: [],
    root: { value: 'AKIAASHA00000EXAMPLE', who: `${HOME}:user/asha` },
  });
});

test('Event history as a table: the call lists the key among its resources', async () => {
  const head =
    'User name,AWS access key,Event time,Event source,Event name,AWS region,Source IP address,User agent,Error code,Resources,Request ID,Event ID,Read-only,Event type,Recipient Account Id,Event category';
  const row = (name: string, who: string, key: string, at: string, api: string, resources: object[] = []) =>
    [
      who,
      key,
      at,
      'sts.amazonaws.com',
      api,
      'us-east-1',
      '203.0.113.1',
      'aws-cli',
      '',
      `"${JSON.stringify(resources).replaceAll('"', '""')}"`,
      '',
      eventId(name),
      'true',
      'AwsApiCall',
      HOME,
      'Management',
    ].join(',');
  const arn = `arn:aws:sts::${HOME}:assumed-role/deploy/i-0abc1234def567890`;
  const named = `arn:aws:sts::${HOME}:assumed-role/deploy/named`;
  const table = [
    head,
    row('asked', 'asha', 'AKIAASHA00000EXAMPLE', AT, 'AssumeRole', [
      { resourceType: 'AWS::IAM::AccessKey', resourceName: 'ASIABUILD0000EXAMPLE' },
      { resourceType: 'AWS::IAM::Role', resourceName: `arn:aws:iam::${HOME}:role/deploy` },
    ]),
    // Nearer to its use: these name the session, one of them with another key.
    row('asked by session', 'carla', 'AKIACARLA0000EXAMPLE', later(5), 'AssumeRole', [{ resourceName: arn }]),
    row('asked for another', 'eve', 'AKIAEVE000000EXAMPLE', later(10), 'AssumeRole', [
      { resourceType: 'AWS::IAM::AccessKey', resourceName: 'ASIAOTHER0000EXAMPLE' },
      { resourceType: 'AWS::STS::AssumedRole', resourceName: arn },
    ]),
    row('asked by name', 'ben', 'AKIABEN000000EXAMPLE', later(20), 'AssumeRole', [{ resourceName: named }]),
    row('asked again', 'eve', 'AKIAEVE000000EXAMPLE', later(21), 'AssumeRole', [{ resourceName: named }]),
    row('used', 'build', 'ASIABUILD0000EXAMPLE', later(3600), 'GetCallerIdentity'),
  ].join('\n');
  // The session is named like an instance: what lists its key tells more.
  const Records = [
    call('use', session('deploy', 'i-0abc1234def567890', 'ASIABUILD0000EXAMPLE', AT), later(3601)),
    call('use of another', session('deploy', 'named', 'ASIANAMED0000EXAMPLE', later(20)), later(60)),
  ];
  const { path } = await caseOf([folderOf({ 'event_history.csv': table, 'a.json': JSON.stringify({ Records }) })]);
  expect(chainText(path, 'ASIABUILD0000EXAMPLE')).toEqual([`inferred AssumeRole key AKIAASHA00000EXAMPLE ${idOf('asked')}`]);
  expect(lineage(path, 'AKIAASHA00000EXAMPLE').children.map(({ to }) => to.value)).toEqual(['ASIABUILD0000EXAMPLE']);
  // Less tells of the other session: whoever fits is listed, the last first.
  const { chain } = lineage(path, 'ASIANAMED0000EXAMPLE');
  expect(chain).toMatchObject([{ from: { value: 'AKIAEVE000000EXAMPLE' }, others: [{ from: { value: 'AKIABEN000000EXAMPLE' } }] }]);
  expect(chain[0]?.why).toContain('2 callers fit');
  reading(path, (db) => {
    const index = lineageIndexOf(eventsOf(db));
    // Of more calls than are read, the first stay unread.
    const cut = new Unanswered(index, index.unanswered().acts, 1);
    expect([cut.unread.length, cut.listing(named).length, cut.listing('ASIABUILD0000EXAMPLE')]).toEqual([4, 1, []]);
  });
});

test('Identity Center: by name where the callers have names; where several fit, all of them; what was not read is said', async () => {
  const role = 'AWSReservedSSO_Admin_0123456789abcdef';
  const ask = (name: string, id: string, at: string, set = 'Admin') =>
    call(name, { type: 'Unknown', principalId: `p-${id}`, accountId: HOME, ...(id.startsWith('?') ? {} : { userName: id }) }, at, {
      eventSource: 'sso.amazonaws.com',
      eventName: 'GetRoleCredentials',
      serviceEventDetails: { role_name: set, account_id: HOME },
    });
  const use = (name: string, key: string, at: number) => call(`use ${name}`, session(role, name, key, later(at)), later(at + 60));
  const path = await caseWith(
    ask('asha', 'asha', AT),
    ask('ben', 'ben', later(1)),
    use('ben', 'ASIABEN000000EXAMPLE', 0),
    ask('one', '?1', later(100)),
    ask('two', '?2', later(102)),
    use('carla', 'ASIACARLA0000EXAMPLE', 101),
    ...Array.from({ length: 500 }, (_, i) => ask(`flood ${i}`, 'dora', later(200), 'Other')),
    ask('unread', 'dora', later(205)),
    use('dora', 'ASIADORA00000EXAMPLE', 204),
  );
  expect(chainText(path, 'ASIABEN000000EXAMPLE')).toEqual([`inferred GetRoleCredentials actor ${HOME}:Unknown/ben ${idOf('ben')}`]);
  expect(lineage(path, `${HOME}:Unknown/ben`, 'actor').children.map(({ to }) => to.value)).toEqual(['ASIABEN000000EXAMPLE']);
  const { chain } = lineage(path, 'ASIACARLA0000EXAMPLE');
  expect(chain[0]?.why).toContain('2 callers fit');
  expect(chain[0]?.others).toMatchObject([{ how: 'GetRoleCredentials' }]);
  const { notes, chain: unread } = lineage(path, 'ASIADORA00000EXAMPLE');
  expect(unread).toMatchObject([
    { how: 'OutsideArchive', why: expect.stringContaining('Of what was read (not 1 call of GetRoleCredentials)') },
  ]);
  expect(notes).toEqual([expect.stringContaining('Not read: 1 call of GetRoleCredentials.')]);
});

test('SwitchRole: the switches of an actor are found before many of others', async () => {
  const change = (name: string, who: string, at: string) =>
    call(name, session('Ops', who), at, {
      eventSource: 'signin.amazonaws.com',
      eventName: 'SwitchRole',
      additionalEventData: { SwitchFrom: `arn:aws:iam::${HOME}:user/${who}` },
    });
  const path = await caseWith(
    change('first', 'mallory', AT),
    call('used', session('Ops', 'mallory', 'ASIAMALLORY00EXAMPLE', AT), later(30)),
    call('own', user('mallory'), later(1)),
    ...Array.from({ length: 501 }, (_, i) => change(`other ${i}`, 'carla', later(1000 + i))),
  );
  const { children, notes } = lineage(path, `${HOME}:user/mallory`, 'actor');
  expect(children.map(({ how, to }) => [how, to.value])).toEqual([['SwitchRole', 'ASIAMALLORY00EXAMPLE']]);
  expect(notes).toEqual([expect.stringContaining('Not read: 2 calls of SwitchRole.')]);
});
