// Keys of a role that AWS itself delivers: to an EC2 instance, to a Lambda function.
import type { NodeKind } from '../../../../shared/lineage.ts';
import type { KeyFacts } from '../credentials.ts';
import type { LineageIndex } from '../lineage-index.ts';
import type { Link, Ref } from '../link.ts';
import { inferred, type Rule } from './rule.ts';

/** AWS, "IAM roles for Amazon EC2": the session is named by the instance id. */
const INSTANCE = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;
/** AWS, "CloudTrail userIdentity element": inScopeOf.credentialsIssuedTo is the ARN of what the credentials were issued to. */
const ISSUED_TO = /^arn:[^:]*:(lambda|ec2):[^:]*:[^:]*:(?:function:|instance\/)(.+)$/;

function receiver(key: KeyFacts, proven: readonly Link[]): { how: string; to: Ref; why: string } | null {
  const [, service, name] = ISSUED_TO.exec(key.issuedTo ?? '') ?? [];
  const named = `The record names ${key.issuedTo} as what these credentials were issued to.`;
  if (service === 'lambda') return { how: 'LambdaDelivery', to: { kind: 'function', value: key.issuedTo as string }, why: named };
  if (service === 'ec2') return { how: 'EC2RoleDelivery', to: { kind: 'instance', value: name as string }, why: named };
  const session = key.sessionName ?? '';
  if (INSTANCE.test(session)) {
    const version =
      key.roleDelivery === null ? '' : `, and its events say that instance metadata version ${key.roleDelivery} handed it out`;
    const why = `The role session is named ${session}, as EC2 names those whose keys it delivers to an instance${version}.`;
    return { how: 'EC2RoleDelivery', to: { kind: 'instance', value: session }, why };
  }
  if (session !== '' && proven.some(({ from }) => from.value === 'service/lambda.amazonaws.com')) {
    const why = `lambda.amazonaws.com took on the role with the session name ${session}: Lambda names it by the function.`;
    return { how: 'LambdaDelivery', to: { kind: 'function', value: session }, why };
  }
  return null;
}

/** Identities whose session has a name, or that were issued to something. */
function identitiesFor({ credentials, events }: LineageIndex, kind: NodeKind, value: string): number[] {
  const sessions = events.dimension('sessionName');
  const named = credentials.identitiesWith(sessions.numbers, sessions.numberOf(value));
  if (kind === 'function') return [...named, ...credentials.identitiesWith(credentials.issuedToOf, credentials.term(value))];
  const issued = [...new Set(credentials.issuedToOf)].filter((term) => term !== 0 && ISSUED_TO.exec(credentials.text(term))?.[2] === value);
  return [...named, ...issued.flatMap((term) => credentials.identitiesWith(credentials.issuedToOf, term))];
}

export const delivery: Rule = {
  besideProven: true,
  parents(key, _, proven) {
    const found = receiver(key, proven);
    if (!found) return [];
    const byService = proven.filter(({ from }) => from.value.startsWith('service/'));
    return [
      inferred(
        found.how,
        found.to,
        key,
        found.why,
        byService.flatMap(({ records }) => records),
      ),
    ];
  },
  candidates({ kind, value }, index) {
    if (kind !== 'instance' && kind !== 'function') return [];
    return index.credentials.keysOf(identitiesFor(index, kind, value));
  },
};
