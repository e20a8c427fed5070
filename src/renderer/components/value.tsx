// A value as a handle: click to pivot or filter, Alt-click filters in, Shift-Alt-click out, right-click shows all of it.
import { MenuDivider, MenuItem } from '@blueprintjs/core';
import { Duplicate, Filter, FilterRemove, PathSearch } from '@blueprintjs/icons';
import type { MouseEvent, ReactNode } from 'react';
import { type FilterField, isFilterField, printField, type TermField } from '../../shared/filter.ts';
import { type Navigator, useView } from '../state/view-context.tsx';
import type { PivotKind } from '../state/view-state.ts';
import { copyText } from './copy.tsx';
import { useMenu } from './menu.tsx';
import { oneLine } from './visible-text.ts';

const PIVOTS: Partial<Record<FilterField, PivotKind>> = { actor: 'actor', sourceIPAddress: 'ip' };

/** What a field is called on screen. */
export const FIELD_WORDS: Record<FilterField, string> = {
  eventName: 'API',
  eventSource: 'service',
  awsRegion: 'region',
  accountId: 'account',
  actor: 'actor',
  actorType: 'actor type',
  accessKeyId: 'access key',
  session: 'session',
  arn: 'ARN',
  principalId: 'principal',
  invokedBy: 'invoked by',
  sourceIPAddress: 'address',
  userAgent: 'user agent',
  errorCode: 'error',
  eventID: 'event ID',
  eventCategory: 'category',
  eventType: 'event type',
  eventVersion: 'event version',
  readOnly: 'read only',
  resource: 'resource',
  evidence: 'evidence item',
  is: 'is',
};

/** What the field of a term is called on screen; paths and times are called as they are written. */
export function fieldWord(field: TermField): string {
  return isFilterField(field) ? FIELD_WORDS[field] : printField(field);
}

export function pivotKind(field: FilterField): PivotKind | null {
  return PIVOTS[field] ?? null;
}

function act(view: Navigator, field: FilterField, value: string, event: { altKey: boolean; shiftKey: boolean }): void {
  const kind = pivotKind(field);
  if (event.altKey) view.filterBy(field, value, event.shiftKey);
  else if (kind) view.pivot(kind, value);
  else view.filterBy(field, value);
}

interface ValueProps {
  field: FilterField;
  value: string | null;
  /** Text shown instead of the value, e.g. shortened. */
  text?: string;
  /** In tables the row has the focus, not each value. */
  inRow?: boolean;
  testid?: string;
}

/** Everything that can be done with a value, as items of a menu. The menu stands outside the view: it is handed the view's navigator. */
export function valueMenu(view: Navigator, field: FilterField, value: string): ReactNode {
  const kind = pivotKind(field);
  const word = FIELD_WORDS[field];
  return (
    <>
      {kind && <MenuItem icon={<PathSearch />} text={`All about this ${word}`} onClick={() => view.pivot(kind, value)} />}
      <MenuItem icon={<Filter />} text={`Only this ${word}`} label="Alt-click" onClick={() => view.filterBy(field, value)} />
      <MenuItem
        icon={<FilterRemove />}
        text={`Without this ${word}`}
        label="Shift-Alt-click"
        onClick={() => view.filterBy(field, value, true)}
      />
      <MenuDivider />
      <MenuItem icon={<Duplicate />} text="Copy" onClick={() => void copyText(value)} />
    </>
  );
}

export function Value({ field, value, text, inRow = false, testid }: ValueProps) {
  const view = useView();
  const openMenu = useMenu();
  if (value === null || value === '') return <span className="tc-none">–</span>;
  const kind = pivotKind(field);
  const word = FIELD_WORDS[field];
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
    openMenu(event.clientX, event.clientY, valueMenu(view, field, value));
  };
  const shown = oneLine(text ?? value);
  const hint = kind ? 'click: all about it' : 'click: only events with it';
  return (
    // A span, not a <button>: long values must wrap and be cut like the text around them.
    // biome-ignore lint/a11y/useSemanticElements: see above
    <span
      role="button"
      className="tc-value"
      tabIndex={inRow ? -1 : 0}
      title={`${oneLine(value)}\n${word}; ${hint}; right-click: more`}
      data-field={field}
      data-testid={testid}
      onClick={(event) => {
        event.stopPropagation();
        act(view, field, value, event);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        act(view, field, value, event);
      }}
      onContextMenu={onContextMenu}
    >
      {shown}
    </span>
  );
}
