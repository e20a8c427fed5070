// Keys of a role that AWS itself delivers: to an EC2 instance, to a Lambda function.
import type { NodeKind } from '../../../../shared/lineage.ts';
import type { KeyFacts } from '../credentials.ts';
import type { LineageIndex } from '../lineage-index.ts';
import type { Link, Ref } from '../link.ts';
import { inferred, type Rule } from './rule.ts';
import { unloggedAnswer } from './unlogged-answer.ts';

/** AWS, "IAM roles for Amazon EC2": the session is named by the instance id. */
export const INSTANCE = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;
/** AWS, "CloudTrail userIdentity element": inScopeOf.credentialsIssuedTo is the ARN of what the credentials were issued to. */
const ISSUED_TO = /^arn:[^:]*:(lambda|ec2):[^:]*:[^:]*:(?:function:|instance\/)(.+)$/;

/** @param callers edges from those who took on the role */
function receiver(key: KeyFacts, callers: readonly Link[]): { how: string; to: Ref; why: string } | null {
  const [, service, name] = ISSUED_TO.exec(key.issuedTo ?? '') ?? [];
  const named = `The record names ${key.issuedTo} as what these credentials were issued to.`;
  if (service === 'lambda') return { how: 'LambdaDelivery', to: { kind: 'function', value: key.issuedTo as string }, why: named };
  if (service === 'ec2') return { how: 'EC2RoleDelivery', to: { kind: 'instance', value: name as string }, why: named };
  const session = key.sessionName ?? '';
  const byEc2 = callers.some(({ from }) => from.value === 'service/ec2.amazonaws.com');
  // The name alone is chosen by whoever asks for the session.
  if (INSTANCE.test(session) && (key.roleDelivery !== null || byEc2)) {
    const said =
      key.roleDelivery === null
        ? 'ec2.amazonaws.com took on the role'
        : `its events say that instance metadata version ${key.roleDelivery} handed it out`;
    const why = `The role session is named ${session}, as EC2 names those whose keys it delivers to an instance, and ${said}.`;
    return { how: 'EC2RoleDelivery', to: { kind: 'instance', value: session }, why };
  }
  if (session !== '' && callers.some(({ from }) => from.value === 'service/lambda.amazonaws.com')) {
    const why = `lambda.amazonaws.com took on the role with the session name ${session}: Lambda names it by the function.`;
    return { how: 'LambdaDelivery', to: { kind: 'function', value: session }, why };
  }
  return null;
}

/** Keys, as terms, of the sessions that have a name. */
export function keysOfSession({ credentials, events }: LineageIndex, name: string): number[] {
  const sessions = events.dimension('sessionName');
  return credentials.keysOf(credentials.identitiesWith(sessions.numbers, sessions.numberOf(name)));
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
  parents(key, index, proven, unread) {
    // In a reduced copy, the service's call is there without its answer.
    const isNamed = proven.length === 0 && INSTANCE.test(key.sessionName ?? '');
    const callers = isNamed ? unloggedAnswer.parents(key, index, proven, unread) : proven;
    const found = receiver(key, callers);
    if (!found) return [];
    const byService = callers.filter(({ from }) => from.value.startsWith('service/'));
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
