// The sections of the report in their order: taken in and out by their boxes, moved by dragging or by Alt and arrows, shown in the preview by their names.
import { Button, Checkbox } from '@blueprintjs/core';
import { Undo } from '@blueprintjs/icons';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { ReportCatalogue, ReportOptions } from '../../../shared/report.ts';
import { COVER, moved, type SectionEntry, sectionsOf, toggled } from './choices.ts';

/** What a dragged section carries: its id. Another program's text means nothing here. */
const SECTION_TYPE = 'application/x-trailcase-report-section';

interface ListProps {
  catalogue: ReportCatalogue;
  options: ReportOptions;
  change: (patch: Partial<ReportOptions>) => void;
  show: (section: string) => void;
}

export function SectionList({ catalogue, options, change, show }: ListProps) {
  const { chosen, left, isTemplate } = sectionsOf(catalogue, options);
  const [over, setOver] = useState<string | null>(null);
  const [told, setTold] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const move = (one: SectionEntry, to: number) => {
    const sections = moved(catalogue, options, one.id, to);
    if (sections === undefined) return;
    change({ sections });
    setTold(`${one.title} is now ${Math.min(Math.max(1, to), chosen.length - 1) + 1} of ${chosen.length}`);
  };
  const toggle = (one: SectionEntry, into: boolean) => {
    change({ sections: toggled(catalogue, options, one.id) });
    setTold(into ? `${one.title} is in the report` : `${one.title} is left out`);
    if (into) show(one.id);
  };
  const onKeyDown = (event: KeyboardEvent, one: SectionEntry, i: number) => {
    if (!event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const part = event.target instanceof Element ? event.target.getAttribute('data-part') : null;
    move(one, event.key === 'ArrowUp' ? i - 1 : i + 1);
    // Its row is another element's neighbour now: the focus goes with it.
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-section="${one.id}"] [data-part="${part ?? 'grip'}"]`)?.focus(),
    );
  };
  return (
    <section aria-label="Sections" data-testid="report-sections">
      <div className="tc-block-head">
        <h3>Sections, in order</h3>
        <Button
          size="small"
          variant="minimal"
          icon={<Undo size={12} />}
          text="As the template has them"
          disabled={isTemplate}
          onClick={() => change({ sections: null })}
          data-testid="sections-reset"
        />
      </div>
      <p className="tc-unseen" aria-live="polite" data-testid="sections-told">
        {told}
      </p>
      <ol className="tc-report-sections" ref={list}>
        {chosen.map((one, i) => (
          <li
            key={one.id}
            className={over === one.id ? 'tc-drop-over' : undefined}
            data-testid="section-row"
            data-section={one.id}
            draggable={one.id !== COVER}
            onKeyDown={(event) => onKeyDown(event, one, i)}
            onDragStart={(event) => {
              event.dataTransfer.setData(SECTION_TYPE, one.id);
              event.dataTransfer.effectAllowed = 'move';
            }}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(SECTION_TYPE)) return;
              event.preventDefault();
              setOver(one.id);
            }}
            onDragLeave={() => setOver(null)}
            onDragEnd={() => setOver(null)}
            onDrop={(event) => {
              setOver(null);
              const dragged = chosen.find(({ id }) => id === event.dataTransfer.getData(SECTION_TYPE));
              if (!dragged) return;
              event.preventDefault();
              move(dragged, i);
            }}
          >
            {one.id === COVER ? (
              <span className="tc-report-grip" aria-hidden="true" />
            ) : (
              <button
                type="button"
                className="tc-story-grip tc-report-grip"
                data-part="grip"
                data-testid="section-grip"
                aria-label={`${one.title}, ${i + 1} of ${chosen.length}: Alt and arrows move it`}
                title="Drag, or Alt and arrows"
              >
                ⋮⋮
              </button>
            )}
            <Row one={one} number={i + 1} isIn toggle={() => toggle(one, false)} show={() => show(one.id)} />
          </li>
        ))}
      </ol>
      {left.length > 0 && (
        <>
          <h3>Left out</h3>
          <ul className="tc-report-sections">
            {left.map((one) => (
              <li key={one.id} data-testid="section-left" data-section={one.id}>
                <span className="tc-report-grip" aria-hidden="true" />
                <Row one={one} number={null} isIn={false} toggle={() => toggle(one, true)} show={null} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

interface RowProps {
  one: SectionEntry;
  number: number | null;
  isIn: boolean;
  toggle: () => void;
  show: (() => void) | null;
}

function Row({ one, number, isIn, toggle, show }: RowProps) {
  const title = (
    <>
      {number !== null && <span className="tc-dim">{number}. </span>}
      {one.title}
    </>
  );
  return (
    <>
      <Checkbox
        checked={isIn}
        disabled={one.id === COVER}
        aria-label={one.title}
        onChange={toggle}
        inputRef={(input) => input?.setAttribute('data-part', 'box')}
        data-testid="section-box"
      />
      <span className="tc-report-section">
        {show ? (
          <button
            type="button"
            className="tc-door"
            data-part="title"
            title="Shows it in the preview"
            onClick={show}
            data-testid="section-show"
          >
            {title}
          </button>
        ) : (
          <span>{title}</span>
        )}
        <span className="tc-dim tc-small">{one.about}</span>
      </span>
    </>
  );
}
