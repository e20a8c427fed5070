// The facts of an event in order of meaning: what, when, who, from where, outcome, parameters, response, identifiers.
import type { WindowEventRow } from '../../../shared/domain.ts';
import type { FilterField } from '../../../shared/filter.ts';
import { isOwnCall, OWN_CALL_SIGN, OWN_CALL_WORDS } from '../../../shared/own-calls.ts';
import { SETTING_PLACES, SETTING_SERVICES } from '../../../shared/source-identity.ts';
import { outcomeOf } from '../../components/outcome.ts';
import type { Entity } from '../../components/value.tsx';
import type { Who } from '../../data/who.ts';
import { aboutCallsLines } from './about-calls.ts';
import { childAt, type JsonNode, textAt } from './json-source.ts';

export interface FieldLine {
  label: string;
  /** Plain text; null lines are left out. */
  value: string | null;
  /** A handle, when the value can be filtered by. */
  field?: FilterField;
  /** Where the handle leads, if not to the entity that the value names. */
  entity?: Entity;
  /** Shown instead of the value. */
  text?: string;
  mono?: boolean;
  /** Class that gives the value its colour; its sign stands in `text`. */
  tone?: string;
}

interface FieldGroup {
  title: string;
  lines: FieldLine[];
}

const line = (label: string, value: string | null, more: Partial<FieldLine> = {}): FieldLine => ({ label, value, ...more });

/** Only groups and lines that have something to say. `node` is null when the record is not JSON; `who` as long as the actor is not resolved. */
export function fieldGroups(row: WindowEventRow, node: JsonNode | null, who: Who | null): FieldGroup[] {
  const t = (...path: string[]) => textAt(node, ...path);
  const groups: FieldGroup[] = [
    {
      title: 'What',
      lines: [
        line('API', row.eventName, { field: 'eventName' }),
        line('Service', row.eventSource, { field: 'eventSource' }),
        line('Effect', row.readOnly === null ? null : String(row.readOnly), {
          field: 'readOnly',
          text: row.readOnly ? 'read' : '● write',
          tone: row.readOnly ? '' : 'tc-effect-write',
        }),
        line('Category', row.eventCategory, { field: 'eventCategory' }),
        ...resources(node).map((arn) => line('Resource', arn, { field: 'resource', mono: true })),
        line('Shared by', t('sharedEventID') === null ? null : t('userIdentity', 'accountId')),
      ],
    },
    { title: 'What it tells of calls', lines: row.aboutCalls === undefined ? [] : aboutCallsLines(node) },
    {
      title: 'Who',
      lines: [
        line(who?.learnt ? 'Who (learnt)' : 'Who', who?.who ?? null, { field: 'who' }),
        line('Recorded as', row.actor, { field: 'actor' }),
        line('Type', row.actorType, { field: 'actorType' }),
        line('Principal', t('userIdentity', 'arn'), { field: 'arn', mono: true }),
        line('Access key', row.accessKeyId, { field: 'accessKeyId', mono: true }),
        line('Account', row.accountId, { field: 'accountId', mono: true }),
        role(t('userIdentity', 'sessionContext', 'sessionIssuer', 'arn')),
        line('Source identity', t('userIdentity', 'sessionContext', 'sourceIdentity'), { field: 'sourceIdentity' }),
        line('Sets source identity', sourceIdentitySet(node), { field: 'sourceIdentity' }),
        line('Invoked by', t('userIdentity', 'invokedBy'), { field: 'invokedBy' }),
        line('MFA', mfaWord(t('userIdentity', 'sessionContext', 'attributes', 'mfaAuthenticated'))),
        line('Session since', t('userIdentity', 'sessionContext', 'attributes', 'creationDate'), { mono: true }),
      ],
    },
    {
      title: 'From where',
      lines: [
        line('Address', row.sourceIPAddress, { field: 'sourceIPAddress', mono: true }),
        line('Region', row.awsRegion, { field: 'awsRegion' }),
        line('User agent', row.userAgent, { field: 'userAgent' }),
        line('Own call', isOwnCall(row.userAgent) ? `${OWN_CALL_SIGN} ${OWN_CALL_WORDS}` : null),
        line('VPC endpoint', t('vpcEndpointId'), { mono: true }),
        line('TLS', t('tlsDetails', 'tlsVersion')),
      ],
    },
    {
      title: 'Outcome',
      lines: [
        line('Error', row.errorCode, { field: 'errorCode', tone: `tc-outcome-${outcomeOf(row)}` }),
        line('Message', t('errorMessage')),
      ],
    },
    {
      title: 'Identifiers',
      lines: [
        line('Event ID', row.eventID, { field: 'eventID', mono: true }),
        line('Request ID', t('requestID'), { mono: true }),
        line('Shared event', t('sharedEventID'), { mono: true }),
        line('Event type', t('eventType'), { field: 'eventType' }),
        line('Version', t('eventVersion')),
      ],
    },
  ];
  return groups
    .map((group) => ({ ...group, lines: group.lines.filter((l) => l.value !== null && l.value !== '') }))
    .filter((group) => group.lines.length > 0 || (group.title === 'Outcome' && row.aboutCalls === undefined));
}

/** Subtrees shown whole: what was asked and what came back. */
export function subtree(node: JsonNode | null, key: 'requestParameters' | 'responseElements' | 'additionalEventData'): JsonNode | null {
  const found = childAt(node, key);
  if (!found) return null;
  if (found.kind === 'word' && found.text === 'null') return null;
  return found;
}

/** Events of the role itself have other ARNs, those of its sessions: by this one it is found as an actor. */
function role(arn: string | null): FieldLine {
  return line('Role from', arn, { mono: true, ...(arn && { field: 'resource' as const, entity: { kind: 'actor' as const, value: arn } }) });
}

/** Null where the session bears one: what it takes on bears the same. */
function sourceIdentitySet(node: JsonNode | null): string | null {
  const services: readonly (string | null)[] = SETTING_SERVICES;
  if (!services.includes(textAt(node, 'eventSource')) || textAt(node, 'userIdentity', 'sessionContext', 'sourceIdentity')) return null;
  const found = SETTING_PLACES.flatMap((path) => {
    const at = childAt(node, ...path.slice(0, -1));
    return (at?.kind === 'array' ? at.items : [at]).map((one) => textAt(one, path.at(-1) as string));
  });
  return found.find((text) => text !== null && text !== '') ?? null;
}

function mfaWord(value: string | null): string | null {
  if (value === null) return null;
  return value === 'true' ? 'session with MFA' : value === 'false' ? 'session without MFA' : value;
}

function resources(node: JsonNode | null): string[] {
  const list = childAt(node, 'resources');
  if (list?.kind !== 'array') return [];
  return list.items.map((item) => textAt(item, 'ARN') ?? textAt(item, 'arn')).filter((arn) => arn !== null);
}
