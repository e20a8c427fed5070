// Chooses the columns of the event tables; the choice is kept on this computer.
import { Button, Menu, MenuDivider, MenuItem, PopoverNext } from '@blueprintjs/core';
import { Reset, TwoColumns } from '@blueprintjs/icons';
import { CheckedItem } from '../../components/checked-item.tsx';
import { useStored } from '../../state/stored.ts';
import { COLUMNS, type Column, columnsOf, DEFAULT_COLUMNS, isColumnList } from './columns.tsx';

export function useColumns(): { columns: Column[]; chosen: readonly string[]; choose: (ids: readonly string[]) => void } {
  const [chosen, choose] = useStored<readonly string[]>('columns', DEFAULT_COLUMNS, isColumnList);
  return { columns: columnsOf(chosen), chosen, choose };
}

export function ColumnChooser({ chosen, choose }: { chosen: readonly string[]; choose: (ids: readonly string[]) => void }) {
  const toggle = (id: string) => {
    const next = chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id];
    if (next.length > 0) choose(next);
  };
  const menu = (
    <Menu size="small">
      {COLUMNS.map((column) => (
        <CheckedItem
          key={column.id}
          text={column.title}
          checked={chosen.includes(column.id)}
          turn={() => toggle(column.id)}
          testid={`column-${column.id}`}
        />
      ))}
      <MenuDivider />
      <MenuItem icon={<Reset />} text="As at first" onClick={() => choose(DEFAULT_COLUMNS)} />
    </Menu>
  );
  return (
    <PopoverNext content={menu} placement="bottom-end" arrow={false} animation="minimal">
      <Button size="small" variant="minimal" icon={<TwoColumns size={14} />} text="Columns" data-testid="columns" />
    </PopoverNext>
  );
}
