// Values of one facet as a list driven by keyboard: Enter takes one in or out again, x leaves it out.
import { type KeyboardEvent, useRef, useState } from 'react';
import type { SeenCount } from '../../../shared/domain.ts';
import type { FacetField } from '../../../shared/facets.ts';
import { chosenValues, toggleExcluded, toggleIncluded, valueInTerm } from '../../../shared/filter-edit.ts';
import { grouped } from '../../../shared/text.ts';
import { useValueMenu } from '../../components/value.tsx';
import { useZone } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { AddressMark } from '../addresses/address-mark.tsx';
import { facetText, seenLines, shortText } from './words.ts';

/** What the pointer or the keyboard is on. */
export interface ToldValue {
  text: string;
  lines: readonly string[];
}

interface ValueListProps {
  field: FacetField;
  values: readonly SeenCount[];
  /** Events among which they were counted. */
  total: number;
  /** Tells what the pointer or the keyboard is on; where there is no room for whole values. */
  tell?: (value: ToldValue | null) => void;
  label: string;
}

export function ValueList({ field, values, total, tell, label }: ValueListProps) {
  const { state, go } = useView();
  const openValueMenu = useValueMenu();
  const zone = useZone();
  const list = useRef<HTMLUListElement>(null);
  // One stop for Tab; arrows move within.
  const [at, setAt] = useState(0);
  const chosen = chosenValues(state.filter, field);
  const rows = withChosen(field, values, [...chosen.included, ...chosen.excluded]);
  const most = rows.reduce((max, { seen }) => Math.max(max, seen?.count ?? 0), 1);
  const stop = Math.min(at, rows.length - 1);

  const include = (value: string) => go({ filter: toggleIncluded(state.filter, field, value) });
  const exclude = (value: string) => go({ filter: toggleExcluded(state.filter, field, value) });
  const focusRow = (index: number) => list.current?.querySelectorAll<HTMLElement>('.tc-facet-value')[index]?.focus();
  const onKeyDown = (event: KeyboardEvent, value: string, index: number) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown') focusRow(Math.min(index + 1, rows.length - 1));
    else if (event.key === 'ArrowUp') focusRow(Math.max(index - 1, 0));
    else if (event.key === 'Home') focusRow(0);
    else if (event.key === 'End') focusRow(rows.length - 1);
    else if (event.key === 'x' || event.key === 'Delete') exclude(value);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <ul className="tc-facet-values" ref={list} aria-label={label} onPointerLeave={() => tell?.(null)}>
      {rows.map(({ value, seen }, index) => {
        const isIn = chosen.included.includes(valueInTerm(field, value));
        const isOut = chosen.excluded.includes(valueInTerm(field, value));
        const text = facetText(field, value);
        const lines = seen ? seenLines(seen, total, zone) : ['not among the values listed here'];
        const say = () => tell?.({ text, lines });
        return (
          <li
            key={value}
            className={`tc-facet-row${isIn ? ' tc-facet-in' : ''}${isOut ? ' tc-facet-out' : ''}`}
            onContextMenu={(event) => openValueMenu(event, field, value)}
            onPointerEnter={say}
          >
            <button
              type="button"
              className="tc-facet-value"
              tabIndex={index === stop ? 0 : -1}
              aria-pressed={isIn}
              aria-keyshortcuts="x"
              title={`${[text, ...lines].join('\n')}\nclick: only ${isIn ? 'no longer ' : ''}this; x: without it`}
              data-testid="facet-value"
              data-value={value}
              onClick={() => include(value)}
              onKeyDown={(event) => onKeyDown(event, value, index)}
              onFocus={() => {
                setAt(index);
                say();
              }}
              onBlur={() => tell?.(null)}
            >
              <span className="tc-facet-mark" aria-hidden="true">
                {isIn ? '✓' : isOut ? '✕' : ''}
              </span>
              <span className="tc-facet-text">
                {field === 'sourceIPAddress' && <AddressMark address={value} />}
                {tell ? shortText(field, value) : text}
              </span>
              <span className="tc-facet-count">{seen ? grouped(seen.count) : '–'}</span>
              {seen && <span className="tc-top-bar" style={{ width: `${(seen.count / most) * 100}%` }} />}
            </button>
            <button
              type="button"
              className="tc-facet-not"
              tabIndex={-1}
              aria-pressed={isOut}
              aria-label={`Without ${text}`}
              title={isOut ? 'No longer leave it out (x)' : 'Without it (x)'}
              data-testid="facet-not"
              onClick={() => exclude(value)}
            >
              −
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Chosen values that are not among those listed stand first, so that they can be taken out again. */
function withChosen(
  field: FacetField,
  values: readonly SeenCount[],
  chosen: readonly string[],
): { value: string; seen: SeenCount | null }[] {
  const listed = new Set(values.map(({ value }) => valueInTerm(field, value)));
  return [
    ...chosen.filter((value) => !listed.has(value)).map((value) => ({ value, seen: null })),
    ...values.map((seen) => ({ value: seen.value, seen })),
  ];
}
