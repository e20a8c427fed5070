// MISP warning lists: { name, version, description, type, matching_attributes, list }; see "misp-warninglists", its schema.json.
import type { ListFormat } from './format.ts';

export const misp: ListFormat = {
  id: 'misp',
  matches: ({ object }) => Array.isArray(object.list) && typeof object.name === 'string',
  read({ object }, entry) {
    for (const one of object.list as unknown[]) entry(typeof one === 'string' ? one.trim() : '');
    return { name: object.name as string, date: dayOf(object.version), from: '' };
  },
};

/** Versions of these lists are days as numbers, 20260217; some are not. */
function dayOf(version: unknown): string {
  const [, year, month, day] = /^(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.exec(String(version)) ?? [];
  return year === undefined ? '' : `${year}-${month}-${day}`;
}
