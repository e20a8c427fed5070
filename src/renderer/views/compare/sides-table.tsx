// The values of two sets side by side, field by field: bars for their share of each set, and every count opens its events.
import {
  CLOCK_FIELDS,
  COMPARED_WORDS,
  type ComparedField,
  type ComparedGroup,
  type ComparedSide,
  type ComparedValue,
  type Comparison,
  type FieldComparison,
} from '../../../shared/compare.ts';
import type { FilterField } from '../../../shared/filter.ts';
import { bothFilters } from '../../../shared/filter-edit.ts';
import { grouped } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { Door } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { useView } from '../../state/view-context.tsx';

export const GROUPS = ['both', 'onlyA', 'onlyB'] as const;
export type Group = (typeof GROUPS)[number];
export const GROUP_WORDS: Record<Group, string> = { both: 'in both', onlyA: 'only in A', onlyB: 'only in B' };

export function SidesTable({ found, shown }: { found: Comparison; shown: readonly Group[] }) {
  return (
    <>
      <div className="tc-compare-row tc-compare-head" aria-hidden="true">
        <span />
        <span />
        <span className="tc-compare-count">A · {grouped(found.a.events)}</span>
        <span className="tc-compare-count">B · {grouped(found.b.events)}</span>
      </div>
      {found.fields.map((field) => (
        <Field key={field.field} found={found} field={field} shown={shown} />
      ))}
    </>
  );
}

function Field({ found, field, shown }: { found: Comparison; field: FieldComparison; shown: readonly Group[] }) {
  const { title } = COMPARED_WORDS[field.field];
  const groups = shown.filter((group) => field[group].distinct > 0);
  if (groups.length === 0) return null;
  return (
    <section className="tc-compare-section" aria-label={title} data-testid={`compare-${field.field}`}>
      <h3>
        {title}
        <span className="tc-dim">
          {' '}
          {grouped(field.both.distinct)} in both · {grouped(field.onlyA.distinct)} only in A · {grouped(field.onlyB.distinct)} only in B
          {field.none.a + field.none.b > 0 && ` · events with none: ${grouped(field.none.a)} of A, ${grouped(field.none.b)} of B`}
        </span>
      </h3>
      {groups.map((group) => (
        <Rows key={group} found={found} field={field.field} group={group} of={field[group]} />
      ))}
    </section>
  );
}

function Rows({ found, field, group, of }: { found: Comparison; field: ComparedField; group: Group; of: ComparedGroup }) {
  const more = of.distinct - of.values.length;
  return (
    <div className="tc-compare-rows" data-testid={`compare-${field}-${group}`}>
      {of.values.map((value) => (
        <div key={value.value} className="tc-compare-row">
          <span className="tc-compare-group tc-dim">{GROUP_WORDS[group]}</span>
          <span className="tc-compare-value">{isClock(field) ? value.value : <Value field={field} value={value.value} />}</span>
          <Count found={found} value={value} which="a" />
          <Count found={found} value={value} which="b" />
        </div>
      ))}
      {more > 0 && (
        <p className="tc-note">
          and {grouped(more)} more {GROUP_WORDS[group]}
        </p>
      )}
    </div>
  );
}

function isClock(field: ComparedField): field is (typeof CLOCK_FIELDS)[number] {
  return !isField(field);
}

function isField(field: ComparedField): field is ComparedField & FilterField {
  return !(CLOCK_FIELDS as readonly ComparedField[]).includes(field);
}

function Count({ found, value, which }: { found: Comparison; value: ComparedValue; which: 'a' | 'b' }) {
  const { openEvents } = useView();
  const side: ComparedSide = found[which];
  const seen = value[which];
  if (!seen) return <span className={`tc-compare-count tc-compare-${which} tc-dim`}>–</span>;
  const share = (seen.count / Math.max(1, side.events)) * 100;
  const filter = value.filter === null ? null : bothFilters(side.filter, value.filter);
  const count = grouped(seen.count);
  return (
    <span
      className={`tc-compare-count tc-compare-${which}`}
      title={`first ${formatTime(seen.first, found.zone)}\nlast ${formatTime(seen.last, found.zone)}\n${share.toFixed(1)} % of ${grouped(side.events)} events`}
    >
      <span className="tc-compare-bar" style={{ width: `${share}%` }} />
      {filter === null ? (
        <span className="tc-number">{count}</span>
      ) : (
        <Door title="These events" onOpen={() => openEvents(filter)}>
          {count}
        </Door>
      )}
    </span>
  );
}
