// What a person wrote as JSON for a finding or the storyline: a part that none has is a mistake of theirs, told by its place, and never dropped in silence.
import { TrailcaseError } from '../../shared/errors.ts';
import type { ChosenTechnique } from '../../shared/findings.ts';
import { attackData } from '../case/attack-data.ts';
import type { ReadConnection } from '../case/open.ts';

/**
 * The parts of a JSON object.
 * @param names that it may have
 * Errors: FINDING_INVALID.
 */
export function partsOf(given: unknown, what: string, names: readonly string[]): Record<string, unknown> {
  if (!isObject(given)) throw new TrailcaseError('FINDING_INVALID', `The body of a ${what} is a JSON object`);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new TrailcaseError('FINDING_INVALID', `A ${what} has no "${unknown}"`, `It has ${names.join(', ')}.`);
  return given;
}

/**
 * The same parts, with what was written short written out: an event by its id alone, a technique by its number alone. A number that the data do not have
 * stands without a name.
 */
export function writtenOut(db: ReadConnection, parts: Record<string, unknown>): Record<string, unknown> {
  const list = (name: string, whole: (text: string) => object) => {
    const given = parts[name];
    return Array.isArray(given) && { [name]: given.map((one: unknown) => (typeof one === 'string' ? whole(one) : one)) };
  };
  const cited = (id: string) => ({ id, reason: '' });
  return {
    ...parts,
    ...list('supporting', cited),
    ...list('contradicting', cited),
    ...list('techniques', (id) => technique(db, id)),
  };
}

function technique(db: ReadConnection, id: string): ChosenTechnique {
  const { data, techniques } = attackData(db);
  const known = techniques.find((one) => one.id === id);
  return known ? { id, name: known.name, tactics: known.tactics, data } : { id, name: '', tactics: [], data: '' };
}

/** @param read what is left of it by its shape. Errors: FINDING_INVALID. */
export function refuseSurplus(given: unknown, read: unknown, what: string): void {
  const place = surplusIn(given, read);
  if (place !== null) throw new TrailcaseError('FINDING_INVALID', `A ${what} has no "${place}"`, 'docs/findings.md says what it has.');
}

/** The first part that was given and not read, by the names on the way to it; null where there is none. */
function surplusIn(given: unknown, read: unknown): string | null {
  if (!isObject(given) && !Array.isArray(given)) return null;
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(read as object, name)) return name;
    const within = surplusIn(value, (read as Record<string, unknown>)[name]);
    if (within !== null) return `${name}.${within}`;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
