// What a record says that changes a security group: which group, which ports, open to whom.
import { at } from '../../decode/record-path.ts';

interface Rule {
  /** Null: all of the protocol. */
  from: number | null;
  to: number | null;
  protocol: string;
  /** Networks as they are written, `0.0.0.0/0`; groups and prefix lists by their ids. */
  peers: string[];
}

export interface GroupChange {
  /** Ids, or names where only those are given. */
  groups: string[];
  rules: Rule[];
}

/** Where groups stand in the parameters of the calls that question 4 asks for. Source: AWS, API references of EC2 and RDS. */
const GROUP_PATHS = [
  ['groupId'],
  ['groupName'],
  ['vpcSecurityGroupIds'],
  ['groupSet', 'items', 'groupId'],
  ['ModifySecurityGroupRulesRequest', 'GroupId'],
  ['dBSecurityGroupName'],
  ['dBSecurityGroups'],
];

/** Networks and ids that a rule names. */
const PEER_PATHS = [
  ['ipRanges', 'items', 'cidrIp'],
  ['ipv6Ranges', 'items', 'cidrIpv6'],
  ['groups', 'items', 'groupId'],
  ['prefixListIds', 'items', 'prefixListId'],
  ['cidrIp'],
  ['CidrIpv4'],
  ['CidrIpv6'],
  ['cIDRIP'],
];

/** @param record any value. Never throws */
export function groupChangeOf(record: unknown): GroupChange {
  const groups = new Set<string>();
  for (const path of GROUP_PATHS) for (const text of textsAt(record, ['requestParameters', ...path])) groups.add(text);
  const rules: Rule[] = [];
  for (const path of [
    ['ipPermissions', 'items'],
    ['ModifySecurityGroupRulesRequest', 'SecurityGroupRule', 'SecurityGroupRule'],
  ])
    at(record, ['requestParameters', ...path], (value) => {
      for (const one of Array.isArray(value) ? value : [value]) rules.push(ruleOf(one));
      return false;
    });
  // The oldest form of the call has one rule among the parameters themselves.
  if (rules.length === 0) {
    at(record, ['requestParameters'], (value) => {
      const rule = ruleOf(value);
      if (rule.peers.length > 0) rules.push(rule);
      return false;
    });
  }
  return { groups: [...groups], rules };
}

function ruleOf(value: unknown): Rule {
  const port = (...names: string[]): number | null => {
    for (const name of names) {
      let found: number | null = null;
      at(value, [name], (one) => {
        if (typeof one === 'number') found = one;
        return found !== null;
      });
      if (found !== null) return found;
    }
    return null;
  };
  return {
    from: port('fromPort', 'FromPort'),
    to: port('toPort', 'ToPort'),
    protocol: textsAt(value, ['ipProtocol'])[0] ?? textsAt(value, ['IpProtocol'])[0] ?? '',
    peers: PEER_PATHS.flatMap((path) => textsAt(value, path)),
  };
}

function textsAt(value: unknown, path: readonly string[]): string[] {
  const found: string[] = [];
  at(value, path, (one) => {
    for (const text of Array.isArray(one) ? one : [one]) if (typeof text === 'string') found.push(text);
    return false;
  });
  return found;
}

/** Ports at which databases listen by default. Source: AWS, RDS "Port" of DBInstance per engine; DocumentDB, ElastiCache, Redshift. */
export const DATABASE_PORTS: ReadonlyMap<number, string> = new Map([
  [1433, 'SQL Server'],
  [1521, 'Oracle'],
  [3306, 'MySQL and MariaDB'],
  [5432, 'PostgreSQL'],
  [5439, 'Redshift'],
  [6379, 'Redis'],
  [27017, 'MongoDB and DocumentDB'],
  [50000, 'Db2'],
]);

/** A rule of every protocol, or of TCP without a port, lets the ports of databases through with all others. */
export function isAllPorts({ from, to, protocol }: Rule): boolean {
  if (protocol === '-1') return true;
  return (protocol === 'tcp' || protocol === '6') && (from === null || from < 0 || (from === 0 && to === 65535));
}

/** The database ports that a rule names; none where it names all ports. */
export function databasePorts(rule: Rule): number[] {
  const { from, to, protocol } = rule;
  if (from === null || isAllPorts(rule) || (protocol !== 'tcp' && protocol !== '6')) return [];
  return [...DATABASE_PORTS.keys()].filter((port) => port >= from && port <= (to ?? from));
}

/** Whether a rule lets the port of a database through. */
export function mayReachDatabase(rule: Rule): boolean {
  return isAllPorts(rule) || databasePorts(rule).length > 0;
}

/** Open to every address: a network of no fixed bits, `0.0.0.0/0`, however its address is written. */
export function isOpen({ peers }: Rule): boolean {
  return peers.some((peer) => peer.endsWith('/0'));
}

/** `tcp 5432 from 0.0.0.0/0` */
export function ruleWords(rule: Rule): string {
  const { from, to, protocol, peers } = rule;
  const ports = from === null || from < 0 ? '' : from === (to ?? from) ? ` ${from}` : ` ${from}–${to}`;
  const what =
    protocol === '' ? '' : isAllPorts(rule) ? `${protocol === '-1' ? 'any protocol' : protocol}, all ports, ` : `${protocol}${ports}, `;
  return `${what}${peers.length === 0 ? 'no network named' : peers.join(', ')}`;
}
