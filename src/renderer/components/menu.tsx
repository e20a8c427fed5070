// A context menu at the pointer. Blueprint's own positions itself wrongly under React 19, so only its Menu is used.
import { Menu } from '@blueprintjs/core';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';

interface OpenMenu {
  x: number;
  y: number;
  items: ReactNode;
}

const MenuContext = createContext<(x: number, y: number, items: ReactNode) => void>(() => {});

/** Opens a menu at a point of the window; `items` are Blueprint MenuItems. */
export function useMenu(): (x: number, y: number, items: ReactNode) => void {
  return useContext(MenuContext);
}

export function MenuProvider({ children }: { children: ReactNode }) {
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const open = useCallback((x: number, y: number, items: ReactNode) => setMenu({ x, y, items }), []);
  return (
    <MenuContext.Provider value={open}>
      {children}
      {menu && <MenuAt {...menu} close={() => setMenu(null)} />}
    </MenuContext.Provider>
  );
}

function MenuAt({ x, y, items, close }: OpenMenu & { close: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState({ x, y });
  useLayoutEffect(() => {
    const size = box.current?.getBoundingClientRect();
    if (!size) return;
    setAt({ x: Math.max(4, Math.min(x, innerWidth - size.width - 4)), y: Math.max(4, Math.min(y, innerHeight - size.height - 4)) });
  }, [x, y]);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.querySelector<HTMLElement>('a[role="menuitem"]')?.focus();
    const outside = (event: Event) => {
      if (event.target instanceof Node && box.current?.contains(event.target)) return;
      close();
    };
    addEventListener('pointerdown', outside, true);
    addEventListener('wheel', outside, true);
    addEventListener('blur', close);
    return () => {
      removeEventListener('pointerdown', outside, true);
      removeEventListener('wheel', outside, true);
      removeEventListener('blur', close);
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [close]);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const entries = [...(box.current?.querySelectorAll<HTMLElement>('a[role="menuitem"]') ?? [])];
    const now = entries.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (event.key === 'ArrowDown') entries[(now + 1) % entries.length]?.focus();
    else if (event.key === 'ArrowUp') entries[(now - 1 + entries.length) % entries.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the menu inside
    <div ref={box} className="tc-menu" style={{ left: at.x, top: at.y }} onClick={close} onKeyDown={onKeyDown} data-testid="context-menu">
      <Menu size="small">{items}</Menu>
    </div>,
    document.body,
  );
}
