// The questions by which facets are counted: as few as there are filters and orders among them. Pure, tested.
import type { Args } from '../../../shared/channels.ts';
import type { ColumnFacet } from '../../../shared/facets.ts';
import { termsOf } from '../../../shared/filter/tree.ts';
import { fieldOfHas, parseFilter, pathOf, type TermNode } from '../../../shared/filter.ts';
import { chosenValues, withoutField } from '../../../shared/filter-edit.ts';

export type FacetOrder = Args<'events.facets'>['order'];

interface FacetQuestion {
  filter: string;
  order: FacetOrder;
  names: ColumnFacet[];
}

/**
 * The questions by which facets are counted. A field is counted by the filter without its own chosen values: the others stay in sight.
 * Where the filter has to read records, all fields are counted by the whole of it: only one reading goes on at a time.
 * @param isRarest whether the rarest values of a field are wanted
 */
export function facetQuestions(filter: string, fields: readonly ColumnFacet[], isRarest: (field: ColumnFacet) => boolean): FacetQuestion[] {
  const questions = new Map<string, FacetQuestion>();
  const isWhole = readsRecords(filter);
  for (const field of fields) {
    const own = isWhole || !hasChosen(filter, field) ? filter : withoutField(filter, field);
    const order = isRarest(field) ? 'rarest' : 'most';
    const key = `${order} ${own}`;
    const question = questions.get(key) ?? { filter: own, order, names: [] };
    question.names.push(field);
    questions.set(key, question);
  }
  return [...questions.values()];
}

function hasChosen(filter: string, field: ColumnFacet): boolean {
  const { included, excluded } = chosenValues(filter, field);
  return included.length + excluded.length > 0;
}

/** Whether a filter asks for what no column holds. */
function readsRecords(filter: string): boolean {
  const parsed = parseFilter(filter);
  return !('problem' in parsed) && [...termsOf(parsed.tree)].some(isOfRecords);
}

function isOfRecords({ field, value }: Pick<TermNode, 'field' | 'value'>): boolean {
  const asked = field === 'has' ? fieldOfHas(value) : field;
  return asked === 'resource' || pathOf(asked) !== null;
}
