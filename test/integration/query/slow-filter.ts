// What a filter means, once more: slowly and obviously, over the parsed record of one event.
import { BlockList } from 'node:net';
import { resourceOf } from '../../../src/main/decode/resource-kinds.ts';
import { mentionsOf } from '../../../src/main/decode/resources.ts';
import type { FilterTree, TermNode } from '../../../src/shared/filter.ts';
import type { SlowEvent } from './slow.ts';

/** Times of the first and last dated event. */
export interface End {
  first: number;
  last: number;
}

export const isDenied = (code: string | null | undefined): boolean => /AccessDenied|Unauthorized|NotAuthorized|Forbidden/.test(code ?? '');

/** A sign-in that failed has no error code: its answer says so, or a message. */
export function isFailedSignIn(one: Record<string, any>): boolean {
  if (!/^(signin|sso)\./.test(String(one.eventSource)) || (typeof one.errorCode === 'string' && one.errorCode !== '')) return false;
  const answers = [one.responseElements, one.serviceEventDetails].map((answer) => answer?.[one.eventName]);
  return answers.includes('Failure') || (typeof one.errorMessage === 'string' && one.errorMessage !== '');
}

/** How the call of a record ended. */
export function slowOutcome(one: Record<string, any>): 'done' | 'denied' | 'failed' {
  if (isFailedSignIn(one)) return 'denied';
  return typeof one.errorCode !== 'string' || one.errorCode === '' ? 'done' : isDenied(one.errorCode) ? 'denied' : 'failed';
}

/** Whether an event fulfils a filter. */
export function slowHolds(event: SlowEvent, tree: FilterTree, end: End): boolean {
  if (tree.kind === 'not') return !slowHolds(event, tree.of, end);
  if (tree.kind === 'term') return holds(event, tree, end);
  if (tree.kind === 'and') return tree.of.every((part) => slowHolds(event, part, end));
  return tree.of.some((part) => slowHolds(event, part, end));
}

function like(own: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[^\w ]/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`));
  return new RegExp(`^${parts.join('.*')}$`, 'su').test(own);
}

function holds(event: SlowEvent, { field, value }: TermNode, end: End): boolean {
  const { readOnly, actorType, accessKeyId, arn } = event.fields;
  if (field === 'is') {
    const answers: Record<string, boolean> = {
      error: slowOutcome(event.record) !== 'done',
      denied: slowOutcome(event.record) === 'denied',
      write: readOnly === 'false',
      read: readOnly === 'true',
      root: actorType === 'Root',
      undated: event.time === null,
      bookmarked: false,
    };
    return answers[value] as boolean;
  }
  if (field === 'has') {
    if (value === 'time') return event.time !== null;
    const of = /^[A-Za-z]+$/.test(value) && (value in event.fields || value === 'session' || value === 'resource' || value === 'evidence');
    return !holds(
      event,
      { kind: 'term', field: (of ? value : `path:${JSON.stringify(value.split('.'))}`) as TermNode['field'], value: '' },
      end,
    );
  }
  const span = slowSpan(field, value, end);
  if (span) return event.time !== null && event.time >= span[0] && event.time < span[1];
  if (field === 'session') {
    const key = accessKeyId?.startsWith('ASIA') ? accessKeyId : null;
    const [, name] = /:(?:assumed-role\/.*?|federated-user)\/(.*)$/s.exec(arn ?? '') ?? [];
    if (value === '') return key === null && name === undefined;
    return (
      (key !== null && like(key, value)) || like(arn ?? '', `*:assumed-role/*/${value}`) || like(arn ?? '', `*:federated-user/${value}`)
    );
  }
  if (field === 'resource') {
    const { resources, requestParameters, responseElements, serviceEventDetails } = event.record;
    const texts = textsIn([resources, requestParameters, responseElements, serviceEventDetails]);
    return value === ''
      ? !texts.some((text) => text !== '')
      : texts.some((text) => like(text, value)) || meansResource(event.record, value);
  }
  if (field.startsWith('path:')) {
    const found = valuesAt(event.record, JSON.parse(field.slice(5)) as string[]);
    if (value === '') return !found.some((one) => one !== null && one !== '');
    return found.some((one) =>
      [one].flat(99).some((leaf) => ['string', 'number', 'boolean'].includes(typeof leaf) && like(String(leaf), value)),
    );
  }
  if (field === 'evidence') return /^[0-9a-f*]+$/.test(value) && like(event.evidence, `${value}*`);
  const own = event.fields[field];
  if (value === '') return own == null || own === '';
  if (field === 'sourceIPAddress' && /^[\da-f.:]+\/\d+$/.test(value)) return own != null && inNetwork(own, value);
  return own != null && like(own, value);
}

/** Whether a value names a resource of a record by another text than stands there. */
function meansResource(record: Record<string, unknown>, value: string): boolean {
  return mentionsOf(record).some(({ id, name, objects }) => {
    const ids = [id, ...objects.map((key) => `${id}/${key}`)];
    if (value.includes('*')) return value.startsWith('arn:') ? ids.some((one) => like(one, value)) : like(name, value);
    if (/^arn:.*:sts:.*:assumed-role\//s.test(value)) return false;
    const asked = resourceOf(value);
    if (asked.object !== null) return ids.includes(`${asked.id}/${asked.object}`);
    return id === asked.id || (!value.startsWith('arn:') && name === value);
  });
}

function inNetwork(address: string, network: string): boolean {
  const [base = '', prefix] = network.split('/');
  const list = new BlockList();
  list.addSubnet(base, Number(prefix), base.includes(':') ? 'ipv6' : 'ipv4');
  try {
    return list.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
  } catch {
    return false;
  }
}

/** Times in the tests are written with Z, or with IST in a case of India. */
function slowInstant(text: string): number {
  const [, day, clock = '00:00:00', zone] = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))? ?(Z|IST)?$/.exec(text) as unknown as string[];
  return Date.parse(`${day}T${clock.length === 5 ? `${clock}:00` : clock}${zone === 'Z' ? 'Z' : '+05:30'}`);
}

function slowSpan(field: string, value: string, end: End): [number, number] | null {
  const day = 86_400_000;
  const hours = 3_600_000 * Number.parseInt(value, 10);
  if (field === 'after') return [slowInstant(value), Infinity];
  if (field === 'before') return [-Infinity, slowInstant(value)];
  if (field === 'on') return [slowInstant(value), slowInstant(value) + day];
  if (field === 'last') return [end.last - hours, end.last + 1];
  if (field === 'first') return [end.first, end.first + hours + 1];
  if (field !== 'time') return null;
  const [a = '', b = ''] = value.split('..');
  return [a === '' ? -Infinity : slowInstant(a), b === '' ? Infinity : slowInstant(b) + (/^\d{4}-\d\d-\d\d$/.test(b) ? day : 0)];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What stands at a path; lists on the way are gone through, and by number. */
function valuesAt(value: unknown, [key, ...rest]: string[]): unknown[] {
  if (key === undefined) return [value];
  if (Array.isArray(value)) {
    const within = value.filter((one) => typeof one === 'object').flatMap((one) => valuesAt(one, [key, ...rest]));
    return /^\d+$/.test(key) && Number(key) < value.length ? [...within, ...valuesAt(value[Number(key)], rest)] : within;
  }
  if (typeof value !== 'object' || value === null) return [];
  if (key === '*') return Object.values(value).flatMap((one) => valuesAt(one, rest));
  return Object.hasOwn(value, key) ? valuesAt((value as Record<string, unknown>)[key], rest) : [];
}
