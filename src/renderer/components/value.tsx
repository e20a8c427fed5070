// A value as a handle: click to pivot, Alt-click filters in, Shift-Alt-click out, right-click shows all that can be done with it.
import { MenuDivider, MenuItem } from '@blueprintjs/core';
import { Applications, Comparison, Duplicate, Filter, FilterRemove, PathSearch } from '@blueprintjs/icons';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import type { MouseEvent } from 'react';
import type { Result } from '../../shared/channels.ts';
import { besidePage, type Pair } from '../../shared/compare-presets.ts';
import { type FilterField, isFilterField, printField, type TermField } from '../../shared/filter.ts';
import { kindOfField, type PivotKind } from '../../shared/pivots.ts';
import { useCase } from '../data/queries.ts';
import { comparePatch, compareValuePatch } from '../state/compare.ts';
import { goAs, inNewWindow, type Navigator, useView } from '../state/view-context.tsx';
import type { ViewState } from '../state/view-state.ts';
import { Flagged } from '../views/addresses/address-mark.tsx';
import { pivotKey } from '../views/pivot/use-pivot.ts';
import { kindWord } from '../views/pivot/words.ts';
import { bookmarkEntityItem } from './bookmark-entity.tsx';
import { copyText } from './copy.tsx';
import { useMenu } from './menu.tsx';
import { bookmarkItem, useEventRef } from './of-event.tsx';
import { oneLine } from './visible-text.ts';

/** What a field is called on screen. */
export const FIELD_WORDS: Record<FilterField, string> = {
  eventName: 'API',
  eventSource: 'service',
  awsRegion: 'region',
  accountId: 'account',
  actor: 'actor',
  who: 'resolved actor',
  actorType: 'actor type',
  accessKeyId: 'access key',
  session: 'session',
  sessionName: 'session name',
  sourceIdentity: 'source identity',
  arn: 'ARN',
  principalId: 'principal',
  invokedBy: 'invoked by',
  sourceIPAddress: 'address',
  userAgent: 'user agent',
  country: 'country',
  network: 'network',
  addressKind: 'kind of address',
  list: 'watch list',
  tool: 'tool',
  toolVersion: 'tool version',
  platform: 'platform',
  errorCode: 'error',
  eventID: 'event ID',
  eventCategory: 'category',
  eventType: 'event type',
  eventVersion: 'event version',
  readOnly: 'read only',
  resource: 'resource',
  evidence: 'evidence item',
  tag: 'tag',
  bookmark: 'bookmark',
  label: 'label',
  finding: 'finding',
  is: 'is',
};

/** What the field of a term is called on screen; paths and times are called as they are written. */
export function fieldWord(field: TermField): string {
  return isFilterField(field) ? FIELD_WORDS[field] : printField(field);
}

/** What a value leads to: the entity is not always called as the field has it, as a role's session is by the role. */
interface Handle {
  field: FilterField;
  value: string;
  entity: Entity | null;
}

export interface Entity {
  kind: PivotKind;
  value: string;
}

/** What of a click, or of a key that stands for one, decides what a value does. */
interface Act {
  altKey: boolean;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  button?: number;
}

/** The middle button, or Ctrl, does in a new window what the click would do here. */
function act(view: Navigator, handle: Handle, event: Act): void {
  goAs(event, () => actHere(view, handle, event));
}

function actHere(view: Navigator, { field, value, entity }: Handle, event: Act): void {
  if (event.altKey) view.filterBy(field, value, event.shiftKey);
  else if (entity) view.pivot(entity.kind, entity.value);
  else view.filterBy(field, value);
}

/** The entity that a value of a field names; null when one cannot pivot on it. */
export function entityOf(field: FilterField, value: string): Entity | null {
  const kind = kindOfField(field);
  return kind && { kind, value };
}

/** What of an event of the mouse a menu needs, be it React's or the document's. */
type Pointer = Pick<MouseEvent, 'clientX' | 'clientY' | 'preventDefault' | 'stopPropagation'>;

/** Opens the menu with everything that can be done with a value, at the pointer. The menu stands outside the view: all that it needs is handed to it. */
export function useValueMenu(): (pointer: Pointer, field: FilterField, value: string, entity?: Entity | null) => void {
  const view = useView();
  const client = useQueryClient();
  const { path } = useCase().case;
  const event = useEventRef();
  const openMenu = useMenu();
  return (pointer, field, value, entity = entityOf(field, value)) => {
    const word = FIELD_WORDS[field];
    const page = openPage(client, path, view.state);
    const pair: Pair | null = page && besidePage(page.filter, field, value);
    pointer.preventDefault();
    pointer.stopPropagation();
    openMenu(
      pointer.clientX,
      pointer.clientY,
      <>
        {entity && (
          <MenuItem
            icon={<PathSearch />}
            text={`All about this ${kindWord(entity.kind)}`}
            label="click"
            onClick={() => view.pivot(entity.kind, entity.value)}
          />
        )}
        <MenuItem icon={<Filter />} text={`Only this ${word}`} label="Alt-click" onClick={() => view.filterBy(field, value)} />
        <MenuItem
          icon={<FilterRemove />}
          text={`Without this ${word}`}
          label="Shift-Alt-click"
          onClick={() => view.filterBy(field, value, true)}
        />
        <MenuItem icon={<Comparison />} text="Compare its events" onClick={() => view.go(compareValuePatch(view.state, field, value))} />
        {pair && (
          <MenuItem icon={<Comparison />} text="Compare with that of this page" onClick={() => view.go(comparePatch(pair.a, pair.b))} />
        )}
        <MenuItem
          icon={<Applications />}
          text="Open in a new window"
          label="Ctrl-click"
          onClick={() => inNewWindow(() => (entity ? view.pivot(entity.kind, entity.value) : view.filterBy(field, value)))}
        />
        <MenuDivider />
        <MenuItem icon={<Duplicate />} text="Copy" onClick={() => void copyText(value)} />
        {event && bookmarkItem(view, event)}
        {entity && bookmarkEntityItem(entity)}
      </>,
    );
  };
}

/** The page of an entity that is open, once it is known. */
function openPage(client: QueryClient, path: string, { view, pivot }: ViewState): Result<'pivot'> | null {
  return (view === 'pivot' && pivot && client.getQueryData<Result<'pivot'>>(pivotKey(path, pivot))) || null;
}

interface ValueProps {
  field: FilterField;
  value: string | null;
  /** Text shown instead of the value, e.g. shortened. */
  text?: string;
  /** Where it leads, if not to the entity that the value names. */
  entity?: Entity | null;
  /** In tables the row has the focus, not each value. */
  inRow?: boolean;
  testid?: string;
}

export function Value({ field, value, text, entity = entityOf(field, value ?? ''), inRow = false, testid }: ValueProps) {
  const view = useView();
  const openValueMenu = useValueMenu();
  if (value === null || value === '') return <span className="tc-none">–</span>;
  const handle: Handle = { field, value, entity };
  const hint = entity ? 'click: all about it' : 'click: only events with it';
  const shown = (
    // A span, not a <button>: long values must wrap and be cut like the text around them.
    // biome-ignore lint/a11y/useSemanticElements: see above
    <span
      role="button"
      className="tc-value"
      tabIndex={inRow ? -1 : 0}
      title={`${oneLine(value)}\n${FIELD_WORDS[field]}; ${hint}; right-click: more`}
      data-field={field}
      data-testid={testid}
      onClick={(event) => {
        event.stopPropagation();
        act(view, handle, event);
      }}
      onAuxClick={(event) => {
        if (event.button !== 1) return;
        event.stopPropagation();
        act(view, handle, event);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        act(view, handle, event);
      }}
      onContextMenu={(event) => openValueMenu(event, field, value, entity)}
    >
      {oneLine(text ?? value)}
    </span>
  );
  return field === 'sourceIPAddress' ? <Flagged address={value}>{shown}</Flagged> : shown;
}
