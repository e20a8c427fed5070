// One facet of the panel: its title with the number of values, its first values, and the way to all of them.
import { MenuItem } from '@blueprintjs/core';
import { ArrowDown, ArrowUp, CaretDown, CaretRight, EyeOff, More } from '@blueprintjs/icons';
import type { MouseEvent, ReactNode } from 'react';
import { FACET_TITLES, type FacetField } from '../../../shared/facets.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { useMenu } from '../../components/menu.tsx';
import { ErrorCallout, Skeleton } from '../../components/states.tsx';
import type { CountedFacet } from './use-facets.ts';
import { type ToldValue, ValueList } from './value-list.tsx';

interface FacetSectionProps {
  field: FacetField;
  counted: CountedFacet;
  /** Stands above the values. */
  note?: ReactNode;
  isOpen: boolean;
  isRarest: boolean;
  toggleOpen: () => void;
  toggleRarest: () => void;
  move: (step: -1 | 1) => void;
  hide: () => void;
  showAll: () => void;
  tell: (value: ToldValue | null) => void;
}

export function FacetSection(props: FacetSectionProps) {
  const { field, counted, note, isOpen, isRarest, toggleOpen, toggleRarest, move, hide, showAll, tell } = props;
  const openMenu = useMenu();
  const title = FACET_TITLES[field];
  const { counts } = counted;
  const openOptions = (event: MouseEvent) => {
    event.preventDefault();
    // From the keyboard a click has no place of its own.
    const box = event.currentTarget.getBoundingClientRect();
    openMenu(
      event.clientX || box.left,
      event.clientY || box.bottom,
      <>
        <MenuItem icon={<ArrowUp />} text="Move up" label="Alt-↑" onClick={() => move(-1)} />
        <MenuItem icon={<ArrowDown />} text="Move down" label="Alt-↓" onClick={() => move(1)} />
        <MenuItem icon={<EyeOff />} text="Hide" onClick={hide} />
      </>,
    );
  };
  return (
    <section className="tc-facet" aria-label={title} data-testid={`facet-${field}`}>
      <div className="tc-facet-head">
        <h3>
          <button
            type="button"
            className="tc-facet-title"
            aria-expanded={isOpen}
            title={`${title}: Alt-↑ and Alt-↓ move it`}
            data-testid={`facet-open-${field}`}
            onClick={toggleOpen}
            onKeyDown={(event) => {
              if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
              event.preventDefault();
              move(event.key === 'ArrowUp' ? -1 : 1);
            }}
          >
            {isOpen ? <CaretDown size={14} /> : <CaretRight size={14} />}
            {title}
            {isOpen && counts && <span className="tc-dim tc-facet-distinct">{grouped(counts.distinct)}</span>}
          </button>
        </h3>
        {isOpen && (
          <button
            type="button"
            className={`tc-facet-rarest${isRarest ? ' tc-facet-rarest-on' : ''}`}
            aria-pressed={isRarest}
            title={isRarest ? 'The rarest values stand first; click for the most frequent' : 'The rarest values first'}
            data-testid={`facet-rarest-${field}`}
            onClick={toggleRarest}
          >
            rarest
          </button>
        )}
        <button type="button" className="tc-facet-options" aria-label={`${title}: move or hide`} title="Move or hide" onClick={openOptions}>
          <More size={12} />
        </button>
      </div>
      {isOpen && <Body {...{ field, counted, note, isRarest, showAll, tell }} />}
    </section>
  );
}

type BodyProps = Pick<FacetSectionProps, 'field' | 'counted' | 'note' | 'isRarest' | 'showAll' | 'tell'>;

function Body({ field, counted, note, isRarest, showAll, tell }: BodyProps) {
  const title = FACET_TITLES[field];
  const { counts, total, isStale, error, retry } = counted;
  if (error) return <ErrorCallout error={error} retry={retry} title="This could not be counted" />;
  if (!counts) return <Skeleton rows={3} height={10} />;
  return (
    <div className={isStale ? 'tc-stale' : undefined}>
      {note}
      {counts.distinct === 0 && <p className="tc-facet-none">no event has one</p>}
      <ValueList
        field={field}
        values={counts.values}
        total={total}
        tell={tell}
        label={`${title}, ${isRarest ? 'rarest' : 'most frequent'} first`}
      />
      {counts.distinct > counts.values.length && (
        <button type="button" className="tc-link tc-facet-more" onClick={showAll} data-testid={`facet-more-${field}`}>
          more … ({plural(counts.distinct, 'value')})
        </button>
      )}
    </div>
  );
}
