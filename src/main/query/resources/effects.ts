// What a call does with one of the resources that its record names: created it, changed it, read it, only used it, …
import type { ResourceEffect } from '../../../shared/resources.ts';
import { KINDS, serviceOf } from '../../decode/resource-kinds.ts';
import type { Mention } from '../../decode/resources.ts';
import { CONTENTS, EXCEPTIONS, PERMISSIONS, VERBS } from './effect-table.ts';

/** A call, as its record names it. */
interface Call {
  eventSource: string;
  eventName: string;
  /** Null where the record does not say. */
  readOnly: boolean | null;
}

type Part = Pick<Mention, 'isSource' | 'isAside'>;

const ABOUT: Part = { isSource: false, isAside: false };

/** What APIs call a kind, where that is not its type in capitals (`ec2:security-group`: SecurityGroup). */
const NOUNS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'ec2:natgateway': 'NatGateway',
    'ec2:elastic-ip': 'Address',
    'ec2:vpc-flow-log': 'FlowLog',
    'rds:db': 'DBInstance',
    'rds:cluster': 'DBCluster',
    'rds:snapshot': 'DBSnapshot',
    'rds:cluster-snapshot': 'DBClusterSnapshot',
    'rds:secgrp': 'DBSecurityGroup',
    'rds:subgrp': 'DBSubnetGroup',
    'rds:pg': 'DBParameterGroup',
    'rds:cluster-pg': 'DBClusterParameterGroup',
    'rds:og': 'OptionGroup',
    'organizations:ou': 'OrganizationalUnit',
    'route53:hostedzone': 'HostedZone',
    'route53:healthcheck': 'HealthCheck',
    'cloudtrail:eventdatastore': 'EventDataStore',
    'iam:saml-provider': 'SAMLProvider',
    'iam:oidc-provider': 'OpenIDConnectProvider',
    'iam:mfa': 'VirtualMFADevice',
    'eks:podidentityassociation': 'PodIdentityAssociation',
  }),
);

interface Subject {
  kind: string;
  noun: string;
}

function nounOf(kind: string): string {
  return NOUNS.get(kind) ?? kind.slice(serviceOf(kind).length + 1).replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** By service, the longest noun first: `SecurityGroupRule` is no `SecurityGroup`. */
const subjects = new Map<string, Subject[]>();
for (const kind of KINDS) {
  const service = serviceOf(kind);
  const known = subjects.get(service) ?? [];
  subjects.set(
    service,
    [...known, { kind, noun: nounOf(kind) }].sort((a, b) => b.noun.length - a.noun.length),
  );
}

/** What an API is about, by the beginning of its noun: a kind that is known, or that of a resource which the record names. */
function subjectOf(service: string, noun: string, kind: string): Subject | null {
  const known = subjects.get(service)?.find((one) => noun.startsWith(one.noun));
  const own = { kind, noun: nounOf(kind) };
  return known ?? (own.noun !== '' && noun.startsWith(own.noun) ? own : null);
}

/** Lambda and CloudFront write the version of their interface behind the API: `CreateFunction20150331`. */
const VERSION = /\d{4}_?\d{2}_?\d{2}(?:v\d+)?$/;

/** Behind the noun of an API that makes or deletes the thing itself, not a part of it: `RunInstances`, `RestoreDBInstanceFromDBSnapshot`. */
const WHOLE = /^(?:e?s)?(?:(?:From|To|By|With|In)[A-Z].*)?$/;

/**
 * What a call does with a resource that its record names, if it is not refused.
 * @param kind of the resource, '' where it is not known
 * @param part whether the record names it only as what something is copied from, or only in a setting of another of its kind
 */
export function effectOf({ eventSource, eventName, readOnly }: Call, kind: string, part: Part = ABOUT): ResourceEffect {
  if (part.isAside) return 'used';
  const service = eventSource.split('.', 1)[0] as string;
  const api = eventName.replace(VERSION, '');
  const exception = EXCEPTIONS.get(service)?.get(api);
  // A kind is what a record's ARN says it is, `constructor` too.
  const excepted = exception && (Object.hasOwn(exception, kind) ? exception[kind] : exception['*']);
  if (excepted && (!part.isSource || excepted === 'used')) return excepted;
  if (part.isSource) return 'read';
  const [, verb = '', noun = ''] = /^(?:Batch)?([A-Z][a-z]*)(.*)$/.exec(api) ?? [];
  const told = VERBS.get(verb) ?? (readOnly === null ? 'used' : readOnly ? 'read' : 'changed');
  // What another service's call names is not what it is about.
  if (kind !== '' && serviceOf(kind) !== service) return 'used';
  if (told === 'read' || told === 'listed' || told === 'used') return told;
  if (readOnly === true) return 'read';
  return written(service, told, noun, kind);
}

/** As effectOf, of a call that writes. */
function written(service: string, told: ResourceEffect, noun: string, kind: string): ResourceEffect {
  const about = subjectOf(service, noun, kind);
  const isAbout = about !== null && kind === about.kind;
  // A key pair is named where instances are made.
  if (about && !isAbout && (kind !== '' || told === 'created')) return 'used';
  const rest = about ? noun.slice(about.noun.length) : noun;
  if (told === 'permission' || PERMISSIONS.test(rest)) return 'permission';
  if (CONTENTS.get(service)?.test(noun)) return told === 'deleted' ? 'emptied' : 'written';
  const isWhole = isAbout && WHOLE.test(rest);
  return (told === 'created' || told === 'deleted') && !isWhole ? 'changed' : told;
}
