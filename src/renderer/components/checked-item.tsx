// An entry of a menu that is on or off. Choosing it leaves the menu open: several are often changed at once.
import { MenuItem } from '@blueprintjs/core';
import { Blank, SmallTick } from '@blueprintjs/icons';
import type { ReactNode } from 'react';

interface CheckedItemProps {
  text: ReactNode;
  checked: boolean;
  turn: () => void;
  title?: string;
  testid: string;
}

export function CheckedItem({ text, checked, turn, title, testid }: CheckedItemProps) {
  return (
    <MenuItem
      text={text}
      icon={checked ? <SmallTick /> : <Blank />}
      role="menuitemcheckbox"
      aria-checked={checked}
      shouldDismissPopover={false}
      onClick={turn}
      {...(title !== undefined && { title })}
      data-testid={testid}
    />
  );
}
