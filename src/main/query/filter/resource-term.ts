// The term `resource:`: records that name a resource, by that text or by any other that means the same resource; and what must stand in the
// bytes of such a record. See decode/resource-kinds.ts for what is one resource.
import { matcher } from '../../../shared/filter/glob.ts';
import { texts } from '../../decode/record-path.ts';
import { hasFormat, isArn, isCaseless, type Named, resourceOf } from '../../decode/resource-kinds.ts';
import { type Mention, mentionsOf } from '../../decode/resources.ts';

/** Parts of a record that name what a call was about. */
const ABOUT = ['resources', 'requestParameters', 'responseElements', 'serviceEventDetails'] as const;

/** Whether a record has any text there. */
export function namesAny(record: unknown): boolean {
  return someText(record, (text) => text !== '');
}

/** The predicate of `resource:` with a value: a text, or a pattern with `*`. */
export function resourcePredicate(value: string): (record: unknown) => boolean {
  const fits = matcher(value);
  const means = value.includes('*') ? meansPattern(value, fits) : meansText(value);
  return (record) => someText(record, fits) || mentionsOf(record).some(means);
}

/** A pattern of ARNs is compared with those of resources and of objects in them, any other with names. */
function meansPattern(value: string, fits: (text: string) => boolean): (mention: Mention) => boolean {
  if (!value.startsWith('arn:')) return ({ name }) => fits(name);
  return ({ id, objects }) => fits(id) || objects.some((key) => fits(`${id}/${key}`));
}

function meansText(value: string): (mention: Mention) => boolean {
  const { id, object, session } = resourceOf(value);
  // A session is not all of its role, nor an object all of its bucket.
  if (session !== null) return () => false;
  if (object !== null) return (mention) => mention.id === id && mention.objects.includes(object);
  if (isArn(value)) return (mention) => mention.id === id;
  return (mention) => mention.id === id || mention.name === value;
}

function someText(record: unknown, fits: (text: string) => boolean): boolean {
  let found = false;
  if (typeof record !== 'object' || record === null) return false;
  for (const part of ABOUT) {
    if (!Object.hasOwn(record, part)) continue;
    texts((record as Record<string, unknown>)[part], (text) => {
      found = fits(text);
      return found;
    });
    if (found) return true;
  }
  return false;
}

/** What a record must hold, in any place and beside any text. */
interface Held {
  text: string;
  ignoreCase: boolean;
}

/**
 * Texts of which every record that `resource:` of a value leaves holds each; none where nothing can be said. A record names a resource by a
 * text that holds the resource's name, and the value holds it as well: so what is of an ARN before its name may be missing.
 */
export function heldBy(value: string): Held[] {
  if (value.includes('*')) return patternParts(value).map((text) => ({ text, ignoreCase: false }));
  const one = resourceOf(value);
  return [{ text: isArn(value) ? heldOf(value, one) : value, ignoreCase: isCaseless(one.kind) }];
}

function heldOf(arn: string, { name, object, session }: Named): string {
  // A session is found by its ARN only.
  return session === null ? (object ?? name) : arn;
}

/** Of a pattern: what stands around its `*`; of ARNs, which may be completed from a name, only what stands in that name or in a key. */
function patternParts(value: string): string[] {
  if (!value.startsWith('arn:')) return value.split('*');
  const isCompletedSo = /^arn:[^:\s*]+:[^:\s*]+:[^:\s*]*:[^:\s*]*:\S/.test(value);
  const { kind, name, object } = resourceOf(value);
  return isCompletedSo && hasFormat(kind) && !isCaseless(kind) ? [...name.split('*'), ...(object ?? '').split('*')] : [];
}
