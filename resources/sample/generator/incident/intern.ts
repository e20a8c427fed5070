// The other change of that evening: an intern opens the database's security group to the world, by ordinary means.
import { stream } from '../base/random.ts';
import { utc } from '../base/time.ts';
import { consoleLogin } from '../ordinary/people.ts';
import { byConsole } from '../world/identity.ts';
import { keyId, USERS } from '../world/people.ts';
import { AGENT, DATABASE, IP, MUMBAI, PROD } from '../world/places.ts';
import { event, type SampleEvent } from '../world/record.ts';
import { stepper } from './attack.ts';

const day = (clock: string): number => utc(`2026-02-21T${clock}Z`);

/** 2026-02-21 18:58 to 19:14 IST, console, office address, the browser rahul.intern always uses. */
export function internChange(): SampleEvent[] {
  const random = stream('intern');
  const start = day('13:28:04');
  const caller = byConsole(USERS.intern, keyId('ASIA', `rahul.intern/${start}`), start, IP.office, AGENT.chrome);
  const step = stepper(random, caller, day);
  const requestId = random.uuid();
  const rule = `sgr-0${random.hex(16)}`;
  const range = { cidrIp: '0.0.0.0/0', description: 'temp - test db from home' };
  return [
    consoleLogin(random, start, caller),
    step('13:28:40', 'rds:DescribeDBInstances', MUMBAI, { params: { dBInstanceIdentifier: DATABASE.instance } }),
    step('13:31:22', 'ec2:DescribeSecurityGroups', MUMBAI, {
      params: { securityGroupSet: {}, securityGroupIdSet: { items: [{ groupId: DATABASE.securityGroup }] }, filterSet: {} },
    }),
    step('13:36:09', 'ec2:DescribeSecurityGroupRules', MUMBAI, {
      params: {
        DescribeSecurityGroupRulesRequest: { Filter: { tag: 1, Name: 'group-id', Value: { tag: 1, content: DATABASE.securityGroup } } },
      },
    }),
    event(random, day('13:42:40'), caller, {
      call: 'ec2:AuthorizeSecurityGroupIngress',
      region: MUMBAI,
      requestId,
      params: {
        groupId: DATABASE.securityGroup,
        ipPermissions: {
          items: [
            {
              ipProtocol: 'tcp',
              fromPort: 5432,
              toPort: 5432,
              groups: {},
              ipRanges: { items: [range] },
              ipv6Ranges: {},
              prefixListIds: {},
            },
          ],
        },
      },
      response: {
        requestId,
        _return: true,
        securityGroupRuleSet: {
          items: [
            {
              groupOwnerId: PROD,
              groupId: DATABASE.securityGroup,
              securityGroupRuleId: rule,
              description: range.description,
              isEgress: false,
              ipProtocol: 'tcp',
              fromPort: 5432,
              toPort: 5432,
              cidrIpv4: range.cidrIp,
              securityGroupRuleArn: `arn:aws:ec2:${MUMBAI}:${PROD}:security-group-rule/${rule}`,
            },
          ],
        },
      },
    }),
    step('13:43:15', 'ec2:DescribeSecurityGroups', MUMBAI, {
      params: { securityGroupSet: {}, securityGroupIdSet: { items: [{ groupId: DATABASE.securityGroup }] }, filterSet: {} },
    }),
    step('13:44:52', 'rds:DescribeDBInstances', MUMBAI, { params: { dBInstanceIdentifier: DATABASE.instance } }),
  ];
}
