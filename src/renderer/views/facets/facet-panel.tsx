// The facets beside the events: counts per value of what the filter gives, and the filter changed by a click on a value.
import { Button, Menu, MenuDivider, MenuItem, PopoverNext } from '@blueprintjs/core';
import { ChevronLeft, ChevronRight, Cog, Reset } from '@blueprintjs/icons';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { FACET_FIELDS, FACET_TITLES, type FacetField, isColumnFacet } from '../../../shared/facets.ts';
import { CheckedItem } from '../../components/checked-item.tsx';
import { useKeys } from '../../components/keys.ts';
import { useWidth } from '../../components/use-width.ts';
import { FIRST_FACETS, moved, shownAgain, toggled, useFacetSettings } from '../../state/stored-facets.ts';
import { useView } from '../../state/view-context.tsx';
import { FacetDialog } from './facet-dialog.tsx';
import { FacetSection } from './facet-section.tsx';
import { ResourceNote } from './resource-note.tsx';
import { useFacets } from './use-facets.ts';
import { useResources } from './use-resources.ts';
import type { ToldValue } from './value-list.tsx';

/** Values of a facet in the panel. */
const TOP = 6;
/** With less room the panel is folded away until it is asked for: the events come first. */
const NARROW_PX = 720;

/** A view with the facet panel at its side. */
export function WithFacets({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const isNarrow = useWidth(box) < NARROW_PX;
  return (
    <div className="tc-with-facets" ref={box}>
      <FacetPanel isNarrow={isNarrow} />
      {children}
    </div>
  );
}

/** @param isNarrow there is little room beside it */
function FacetPanel({ isNarrow }: { isNarrow: boolean }) {
  const { state } = useView();
  const [settings, change] = useFacetSettings();
  const [all, setAll] = useState<FacetField | null>(null);
  const [told, tell] = useState<ToldValue | null>(null);
  const panel = useRef<HTMLElement>(null);
  // What the person did while there is little room holds only as long.
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    if (!isNarrow) setWanted(false);
  }, [isNarrow]);
  const isFolded = isNarrow ? !wanted : settings.folded;
  const fold = (folded: boolean) => (isNarrow ? setWanted(!folded) : change({ folded }));
  const isRarest = (field: FacetField): boolean => settings.rarest.includes(field);
  const open = isFolded ? [] : settings.shown.filter((field) => settings.open.includes(field));
  const counted = useFacets(state.filter, open.filter(isColumnFacet), isRarest, { top: TOP });
  const resources = useResources(state.filter, open.includes('resource'), isRarest('resource') ? 'rarest' : 'most', { top: TOP });
  const turn = () => {
    fold(!isFolded);
    // It is drawn by then.
    if (isFolded) requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>('.tc-facet-title')?.focus());
  };
  useKeys({ F: turn });
  if (isFolded)
    return (
      <aside className="tc-facets tc-facets-folded" aria-label="Facets" ref={panel}>
        <Button
          variant="minimal"
          size="small"
          icon={<ChevronRight size={14} />}
          title="Show the facets (Shift-F)"
          aria-label="Show the facets"
          data-testid="facets-unfold"
          onClick={() => fold(false)}
        />
      </aside>
    );
  return (
    <aside className="tc-facets" aria-label="Facets" ref={panel} data-testid="facets">
      <div className="tc-facets-bar">
        <h2 className="tc-grow">Facets</h2>
        <FacetChooser shown={settings.shown} choose={(shown) => change({ shown })} reset={() => change(FIRST_FACETS)} />
        <Button
          variant="minimal"
          size="small"
          icon={<ChevronLeft size={14} />}
          title="Fold the facets away (Shift-F)"
          aria-label="Fold the facets away"
          data-testid="facets-fold"
          onClick={() => fold(true)}
        />
      </div>
      <div className="tc-facets-list">
        {settings.shown.map((field) => (
          <FacetSection
            key={field}
            field={field}
            counted={isColumnFacet(field) ? counted(field) : resources}
            note={field === 'resource' ? <ResourceNote {...resources} /> : null}
            isOpen={settings.open.includes(field)}
            isRarest={isRarest(field)}
            toggleOpen={() => change({ open: toggled(settings.open, field) })}
            toggleRarest={() => change({ rarest: toggled(settings.rarest, field) })}
            move={(step) => change({ shown: moved(settings.shown, field, step) })}
            hide={() => change({ shown: settings.shown.filter((one) => one !== field) })}
            showAll={() => setAll(field)}
            tell={tell}
          />
        ))}
      </div>
      <div className="tc-facets-foot" aria-hidden="true" data-testid="facets-told">
        {told ? (
          <>
            <span className="tc-mono">{told.text}</span>
            {told.lines.map((line) => (
              <span key={line} className="tc-dim">
                {line}
              </span>
            ))}
          </>
        ) : (
          <span className="tc-dim">
            Click a value: only events with it. <kbd>x</kbd> or −: without it. When it was seen stands here.
          </span>
        )}
      </div>
      {all !== null && <FacetDialog field={all} order={isRarest(all) ? 'rarest' : 'most'} close={() => setAll(null)} />}
    </aside>
  );
}

function FacetChooser({
  shown,
  choose,
  reset,
}: {
  shown: readonly FacetField[];
  choose: (shown: FacetField[]) => void;
  reset: () => void;
}) {
  const menu = (
    <Menu size="small">
      {FACET_FIELDS.map((field) => (
        <CheckedItem
          key={field}
          text={FACET_TITLES[field]}
          checked={shown.includes(field)}
          turn={() => choose(shownAgain(shown, field))}
          testid={`facet-show-${field}`}
        />
      ))}
      <MenuDivider />
      <MenuItem icon={<Reset />} text="As at first" onClick={reset} />
    </Menu>
  );
  return (
    <PopoverNext content={menu} placement="bottom-end" arrow={false} animation="minimal">
      <Button
        size="small"
        variant="minimal"
        icon={<Cog size={14} />}
        title="Which facets are shown"
        aria-label="Which facets are shown"
        data-testid="facets-choose"
      />
    </PopoverNext>
  );
}
