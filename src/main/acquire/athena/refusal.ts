// A term that cannot be asked of the table is never dropped: it is named, with why.
import { TrailcaseError } from '../../../shared/errors.ts';
import type { TermNode } from '../../../shared/filter.ts';
import { printTerm } from '../../../shared/filter.ts';

/** Whatever is told of a term, before its place in the filter is known. */
export class Untranslated extends Error {
  readonly term: TermNode;
  readonly why: string;

  constructor(term: TermNode, why: string) {
    super(why);
    this.term = term;
    this.why = why;
  }
}

/** A term for which this table has no column, or no field in one: another table might. */
export class NotInTable extends Untranslated {}

/** @param places where terms stand in the text of the filter */
export function refusalOf({ term, why }: Untranslated, places: ReadonlyMap<TermNode, { from: number; to: number }>): TrailcaseError {
  const written = printTerm({ field: term.field, value: term.value, negated: false });
  const place = places.get(term);
  const at = place === undefined ? '' : `Column ${place.from + 1}: `;
  return new TrailcaseError(
    'ATHENA_NOT_TRANSLATED',
    `${at}${written} cannot be asked of Athena: ${why}`,
    'Take it out of the filter and ask it of the case afterwards, or write the query with --sql.',
    { place },
  );
}
