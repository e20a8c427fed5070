// Which facets stand in the panel, in which order, which are open, and which show their rarest values. Kept on this computer; changes are pure.
import { FACET_FIELDS, type FacetField, isFacetField } from '../../shared/facets.ts';
import { useStored } from './stored.ts';
import { isPlain } from './stored-view.ts';

interface FacetSettings {
  /** Facets in the panel, in their order. */
  shown: readonly FacetField[];
  open: readonly FacetField[];
  /** Facets of which the rarest values come first. */
  rarest: readonly FacetField[];
  /** Whether the panel is folded away. */
  folded: boolean;
}

export const FIRST_FACETS: FacetSettings = {
  shown: FACET_FIELDS,
  open: ['eventName', 'actor', 'sourceIPAddress', 'errorCode'],
  rarest: [],
  folded: false,
};

const isFieldList = (value: unknown): value is FacetField[] => Array.isArray(value) && value.every(isFacetField);

export function isFacetSettings(value: unknown): value is FacetSettings {
  return (
    isPlain(value) && isFieldList(value.shown) && isFieldList(value.open) && isFieldList(value.rarest) && typeof value.folded === 'boolean'
  );
}

/** A list with a field in it, or without it. */
export function toggled(list: readonly FacetField[], field: FacetField): FacetField[] {
  return list.includes(field) ? list.filter((one) => one !== field) : [...list, field];
}

/** A list with a field moved up (-1) or down (1); the ends stay ends. */
export function moved(list: readonly FacetField[], field: FacetField, step: -1 | 1): FacetField[] {
  const at = list.indexOf(field);
  const other = list[at + step];
  if (at < 0 || other === undefined) return [...list];
  return list.with(at, other).with(at + step, field);
}

/** A facet that is shown again comes where it first stood, as far as the others still do. */
export function shownAgain(list: readonly FacetField[], field: FacetField): FacetField[] {
  if (list.includes(field)) return list.filter((one) => one !== field);
  const before = new Set<FacetField>(FACET_FIELDS.slice(0, FACET_FIELDS.indexOf(field)));
  const at = list.findLastIndex((one) => before.has(one)) + 1;
  return list.toSpliced(at, 0, field);
}

const FACETS_KEY = 'facets';

export function useFacetSettings(): [FacetSettings, (change: Partial<FacetSettings>) => void] {
  const [settings, store] = useStored(FACETS_KEY, FIRST_FACETS, isFacetSettings);
  return [settings, (change) => store({ ...settings, ...change })];
}
