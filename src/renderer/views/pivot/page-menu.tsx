// What can be done with the entity of a page: always with the page's own filter, as its name may not be what a field of the records holds.
import { Button, MenuDivider, MenuItem } from '@blueprintjs/core';
import { Comparison, Duplicate, Filter, FilterRemove, More } from '@blueprintjs/icons';
import type { MouseEvent } from 'react';
import { withEvents, withoutEvents } from '../../../shared/filter-edit.ts';
import { copyText } from '../../components/copy.tsx';
import { useMenu } from '../../components/menu.tsx';
import { compareFilterPatch } from '../../state/compare.ts';
import { useView } from '../../state/view-context.tsx';
import { eventsPatch } from '../../state/view-state.ts';

/** @param filter of the page; null while it is on its way */
export function PageMenu({ value, filter }: { value: string; filter: string | null }) {
  const { state, go } = useView();
  const openMenu = useMenu();
  const open = (pointer: MouseEvent, own: string) =>
    openMenu(
      pointer.clientX,
      pointer.clientY,
      <>
        <MenuItem icon={<Filter />} text="Only its events" onClick={() => go(eventsPatch(withEvents(state.filter, own) ?? own))} />
        <MenuItem
          icon={<FilterRemove />}
          text="Without its events"
          onClick={() => go(eventsPatch(withoutEvents(state.filter, own) ?? state.filter))}
        />
        <MenuItem icon={<Comparison />} text="Compare its events" onClick={() => go(compareFilterPatch(state, own))} />
        <MenuDivider />
        <MenuItem icon={<Duplicate />} text="Copy" onClick={() => void copyText(value)} />
      </>,
    );
  return (
    <Button
      size="small"
      variant="minimal"
      icon={<More size={14} />}
      aria-label="What can be done with it"
      data-testid="pivot-more"
      disabled={filter === null}
      onClick={(event) => filter !== null && open(event, filter)}
    />
  );
}
