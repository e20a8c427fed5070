// What the five questions read from records: instance types, launches, rules of security groups.
import { expect, test } from 'vitest';
import type { Use } from '../../../src/main/query/questions/departures.ts';
import { costlyType } from '../../../src/main/query/questions/instance-types.ts';
import { launchOf } from '../../../src/main/query/questions/launch-record.ts';
import { databasePorts, groupChangeOf, isAllPorts, isOpen, ruleWords } from '../../../src/main/query/questions/rule-record.ts';
import { splitFilters, wordsOfUses } from '../../../src/main/query/questions/uses.ts';

test.each([
  ['g5.12xlarge', 'accelerated'],
  ['p4d.24xlarge', 'accelerated'],
  ['ml.p3.2xlarge', 'accelerated'],
  ['gr6.4xlarge', 'accelerated'],
  ['trn1.2xlarge', 'accelerated'],
  ['inf2.xlarge', 'accelerated'],
  ['vt1.3xlarge', 'accelerated'],
  ['u-6tb1.metal', 'very large'],
  ['u7i-12tb.224xlarge', 'very large'],
  ['x2idn.16xlarge', 'very large'],
  ['m5.metal', 'very large'],
  ['c5.metal-24xl', 'very large'],
  ['m5.12xlarge', 'very large'],
  ['m5.8xlarge', null],
  ['t3.medium', null],
  ['t1.micro', null],
  ['db.r5.large', null],
  ['', null],
  ['g5', null],
  ['G5.12xlarge', null],
])('what makes %s costly: %s', (type, costly) => {
  expect(costlyType(type)).toBe(costly);
});

test('a launch of EC2: types, machines asked for, machines that came up', () => {
  const record = {
    requestParameters: { instanceType: 'g5.12xlarge', instancesSet: { items: [{ minCount: 1, maxCount: 2 }] } },
    responseElements: {
      instancesSet: {
        items: [
          { instanceId: 'i-1', instanceType: 'g5.12xlarge' },
          { instanceId: 'i-2', instanceType: 'g5.12xlarge' },
        ],
      },
    },
  };
  expect(launchOf(record)).toEqual({ types: ['g5.12xlarge'], asked: 2, instances: ['i-1', 'i-2'] });
});

test('launches of other services, and what is no record', () => {
  const emr = {
    requestParameters: {
      instances: {
        instanceGroups: [
          { instanceType: 'm5.xlarge', instanceCount: 1 },
          { instanceType: 'p3.8xlarge', instanceCount: 4 },
        ],
      },
    },
  };
  expect(launchOf(emr)).toEqual({ types: ['m5.xlarge', 'p3.8xlarge'], asked: 5, instances: [] });
  const fleet = { requestParameters: { CreateFleetRequest: { TargetCapacitySpecification: { TotalTargetCapacity: 3 } } } };
  expect(launchOf(fleet)).toEqual({ types: [], asked: 3, instances: [] });
  for (const odd of [null, undefined, 'text', 7, [], { requestParameters: 'gone' }, { responseElements: { instanceIds: ['x'] } }])
    expect(launchOf(odd)).toEqual({ types: [], asked: null, instances: [] });
});

const ingress = (permission: Record<string, unknown>) => ({
  requestParameters: { groupId: 'sg-1', ipPermissions: { items: [permission] } },
});
const ruleOf = (permission: Record<string, unknown>) =>
  groupChangeOf(ingress(permission)).rules[0] as NonNullable<ReturnType<typeof groupChangeOf>['rules'][0]>;

test('a rule of a security group: ports, networks, whether it is open to everyone', () => {
  const rule = ruleOf({ ipProtocol: 'tcp', fromPort: 5432, toPort: 5432, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } });
  expect(rule).toEqual({ from: 5432, to: 5432, protocol: 'tcp', peers: ['0.0.0.0/0'] });
  expect([databasePorts(rule), isAllPorts(rule), isOpen(rule), ruleWords(rule)]).toEqual([[5432], false, true, 'tcp 5432, 0.0.0.0/0']);
});

test.each([
  [
    { ipProtocol: 'tcp', fromPort: 3000, toPort: 6000, ipv6Ranges: { items: [{ cidrIpv6: '::/0' }] } },
    [3306, 5432, 5439],
    false,
    true,
    'tcp 3000–6000, ::/0',
  ],
  [
    { ipProtocol: 'udp', fromPort: 5432, toPort: 5432, ipRanges: { items: [{ cidrIp: '10.0.0.0/8' }] } },
    [],
    false,
    false,
    'udp 5432, 10.0.0.0/8',
  ],
  [
    { ipProtocol: '-1', fromPort: 0, toPort: 0, groups: { items: [{ groupId: 'sg-2' }] } },
    [],
    true,
    false,
    'any protocol, all ports, sg-2',
  ],
  [{ ipProtocol: 'tcp', fromPort: 0, toPort: 65535, ipRanges: {} }, [], true, false, 'tcp, all ports, no network named'],
  // However the address is written: no bit of it counts.
  [
    { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: '208.236.235.254/0' }] } },
    [],
    false,
    true,
    'tcp 22, 208.236.235.254/0',
  ],
  [
    { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: '10.0.0.0/10' }] } },
    [],
    false,
    false,
    'tcp 22, 10.0.0.0/10',
  ],
])('the rule %j', (permission, ports, all, open, words) => {
  const rule = ruleOf(permission);
  expect([databasePorts(rule), isAllPorts(rule), isOpen(rule), ruleWords(rule)]).toEqual([ports, all, open, words]);
});

test('other forms of the call: rules modified, rules among the parameters, groups of a database', () => {
  const modified = {
    requestParameters: {
      ModifySecurityGroupRulesRequest: {
        GroupId: 'sg-3',
        SecurityGroupRule: { SecurityGroupRule: { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv4: '127.0.0.1/32' } },
      },
    },
  };
  expect(groupChangeOf(modified)).toEqual({ groups: ['sg-3'], rules: [{ from: 443, to: 443, protocol: 'tcp', peers: ['127.0.0.1/32'] }] });
  const old = { requestParameters: { groupName: 'db', ipProtocol: 'tcp', fromPort: 3306, toPort: 3306, cidrIp: '0.0.0.0/0' } };
  expect(groupChangeOf(old)).toEqual({ groups: ['db'], rules: [{ from: 3306, to: 3306, protocol: 'tcp', peers: ['0.0.0.0/0'] }] });
  expect(groupChangeOf({ requestParameters: { vpcSecurityGroupIds: ['sg-4', 'sg-5'] } })).toEqual({ groups: ['sg-4', 'sg-5'], rules: [] });
  for (const odd of [null, 'text', {}, { requestParameters: null }]) expect(groupChangeOf(odd)).toEqual({ groups: [], rules: [] });
});

test('places of use in words: as many as an attacker writes user agents', () => {
  const use = (place: number): Use => ({
    origin: place,
    address: `2001:db8::${place.toString(16)}`,
    userAgent: `agent ${place}`,
    count: 1,
    first: place,
    last: place,
    values: { network: [], country: [], tool: [`tool ${place}`], platform: [], awsRegion: ['us-east-1'] },
    regionsSince: new Map([['us-east-1', place]]),
    novel: null,
  });
  const strange = Array.from({ length: 150_000 }, (_, place) => use(place));
  expect(wordsOfUses(strange, 'UTC')).toBe(
    '150,000 events from 2001:db8::0, 2001:db8::1, 2001:db8::2, 2001:db8::3 and 149,996 more with tool 0, tool 1, tool 2, tool 3 and 149,996 more in us-east-1, first at 1970-01-01 00:00:00 +00:00, last at 1970-01-01 00:02:29 +00:00',
  );
  // A filter takes 1,000 terms: the few usual addresses stand for the many strange ones.
  expect(splitFilters('accessKeyId:K', { value: 'K', usual: [{ ...use(0), address: '203.0.113.1' }], strange })).toEqual({
    usual: 'accessKeyId:K sourceIPAddress:203.0.113.1',
    strange: 'accessKeyId:K -sourceIPAddress:203.0.113.1',
  });
});
