// What a text in a record names, by its form and its key: so that keys, ARNs, addresses and the like in JSON are handles. Pure, tested.
import { parseAddress } from '../../../shared/filter/network.ts';
import type { FilterField } from '../../../shared/filter.ts';
import { kindOfField, type PivotKind } from '../../../shared/pivots.ts';

/** Access keys, long-term and temporary. Source: AWS, "IAM identifiers", table of unique ID prefixes. */
const KEY = /^A(?:KIA|SIA)[A-Z0-9]{12,124}$/;
/** Principal ids of users, roles and others, of a role's session with its name. Source: as above. */
const PRINCIPAL = /^(?:AIDA|AROA|AGPA|AIPA|ANPA|ANVA|APKA)[A-Z0-9]{12,124}(?::.+)?$/;
const ROLE_ARN = /^arn:[^:]+:iam::\d{12}:role\//;
const ACTOR_ARN = /^arn:[^:]+:(?:iam::\d{12}:(?:user\/|root$)|sts::\d{12}:(?:assumed-role|federated-user)\/)/;
const ARN = /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+/;
const REGION = /^(?:us|eu|ap|sa|ca|me|af|il|mx|cn)(?:-(?:gov|iso[a-z]*))?-[a-z]+-\d$/;
const SERVICE = /^[a-z0-9-]+\.amazonaws\.com$/;

/** Names in requests and responses of the services that matter most; what they hold is found as `resource:`. */
const RESOURCE_KEYS = new Set([
  'bucketName',
  'clusterName',
  'dBInstanceIdentifier',
  'functionName',
  'groupId',
  'instanceId',
  'instanceProfileName',
  'keyId',
  'layerName',
  'policyArn',
  'repositoryName',
  'roleName',
  'secretId',
  'snapshotId',
  'tableName',
  'trailName',
  'userName',
  'volumeId',
  'vpcId',
]);

/** Keys whose texts are what a field of ours has, whatever their form. */
const FIELD_OF_KEY: Record<string, FilterField> = {
  invokedBy: 'invokedBy',
  roleSessionName: 'sessionName',
  sourceIdentity: 'sourceIdentity',
  userAgent: 'userAgent',
};

/** How a text is filtered by, and what it leads to; kind null: only to the events with it. */
interface TextHandle {
  field: FilterField;
  kind: PivotKind | null;
}

/** What a text of a record names, null when it is nothing of which more is known. @param key the name of the member that holds it */
export function handleOf(text: string, key: string): TextHandle | null {
  // A role acts by its sessions, whose ARNs are others: events that name the role's own do so as a resource.
  if (ROLE_ARN.test(text)) return { field: 'resource', kind: 'actor' };
  const field = fieldOf(text, key);
  return field && { field, kind: kindOfField(field) };
}

function fieldOf(text: string, key: string): FilterField | null {
  if (text === '') return null;
  if (KEY.test(text)) return 'accessKeyId';
  if (PRINCIPAL.test(text)) return 'principalId';
  if (ACTOR_ARN.test(text)) return 'arn';
  if (ARN.test(text)) return 'resource';
  if (/account(?:Id)?$/i.test(key) && /^\d{12}$/.test(text)) return 'accountId';
  if (REGION.test(text)) return 'awsRegion';
  if (SERVICE.test(text) && key !== 'invokedBy') return 'eventSource';
  if (parseAddress(text) !== null) return 'sourceIPAddress';
  return FIELD_OF_KEY[key] ?? (RESOURCE_KEYS.has(key) ? 'resource' : null);
}
