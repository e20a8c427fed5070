// Every form in which records name who acted: ARNs, principal ids, keys, session names.
import { useState } from 'react';
import type { Result } from '../../../shared/channels.ts';
import type { SeenCount } from '../../../shared/domain.ts';
import type { FilterField } from '../../../shared/filter.ts';
import { grouped } from '../../../shared/text.ts';
import { FIELD_WORDS, Value } from '../../components/value.tsx';

/** Values shown of each form at first; a role has a form for every session. */
const FEW = 4;

export function Forms({ forms, distinct }: Pick<Result<'pivot'>, 'forms' | 'distinct'>) {
  const rows = Object.entries(forms).filter(([, values]) => values.length > 0) as [FilterField, SeenCount[]][];
  if (rows.length === 0) return null;
  return (
    <section className="tc-block" aria-label="Forms of the identity" data-testid="pivot-forms">
      <h3>As records name it</h3>
      <dl className="tc-fields tc-forms">
        {rows.map(([field, values]) => (
          <Form key={field} field={field} values={values} distinct={distinct[field] ?? values.length} />
        ))}
      </dl>
      <p className="tc-note">Logs identify credentials, never the person who held them.</p>
    </section>
  );
}

/** @param values the most frequent of `distinct` */
function Form({ field, values, distinct }: { field: FilterField; values: readonly SeenCount[]; distinct: number }) {
  const [all, setAll] = useState(false);
  return (
    <div className="tc-form">
      <dt>{FIELD_WORDS[field]}</dt>
      <dd>
        {(all ? values : values.slice(0, FEW)).map(({ value, count }) => (
          <span key={value} className="tc-form-value">
            <Value field={field} value={value} /> <span className="tc-dim tc-number">{grouped(count)}</span>
          </span>
        ))}
        {values.length > FEW && (
          <button type="button" className="tc-door" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'fewer' : `${grouped(distinct - FEW)} more of ${grouped(distinct)}`}
          </button>
        )}
        {all && distinct > values.length && <span className="tc-dim"> the {grouped(distinct - values.length)} rarest are not listed</span>}
      </dd>
    </div>
  );
}
