// Calls that set a source identity: sessions bear it as long as one takes on a role from another, and so does a column; the call that set it has it only among
// what it asked for or was answered.
import { pathField } from '../../../shared/filter/fields.ts';
import { and, not, or } from '../../../shared/filter/tree.ts';
import type { FilterTree, TermField } from '../../../shared/filter.ts';
import { SETTING_PLACES, SETTING_SERVICES } from '../../../shared/source-identity.ts';

/** Leaves the calls that set such a source identity, refused ones too; of an empty value all events that set none. */
export function settingSourceIdentity(value: string): FilterTree {
  const term = (field: TermField, text: string): FilterTree => ({ kind: 'term', field, value: text });
  const services = or(SETTING_SERVICES.map((service) => term('eventSource', service)));
  const fields = SETTING_PLACES.map((path) => pathField(path));
  if (value === '') return not(and([services, or(fields.map((field) => not(term(field, ''))))]));
  return and([services, or(fields.map((field) => term(field, value)))]);
}
