// A scrolling list of any number of rows of equal height; only those in view exist.
import {
  type CSSProperties,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { centre, clampTop, reveal, rowsInView, type ScrollSpace, scrollSpace, toLogical, toPhysical } from './scroll-space.ts';

const ROW_HEIGHT = 26;
const OVERSCAN = 8;

export interface VirtualRowsHandle {
  /** Scrolls just enough to show a row. */
  reveal(row: number): void;
  /** Scrolls to the first row. */
  toTop(): void;
  /** Scrolls a row to the middle. */
  centre(row: number): void;
  /** How many whole rows fit. */
  pageRows(): number;
  focus(): void;
  element(): HTMLElement | null;
}

interface VirtualRowsProps {
  count: number;
  rowHeight?: number;
  /** Stays on top while rows scroll; `headerHeight` px high. */
  header?: ReactNode;
  headerHeight?: number;
  /** Below this width the list scrolls sideways. */
  minWidth?: number;
  renderRow: (index: number, style: CSSProperties) => ReactNode;
  /** Told which rows are drawn, whenever that changes. */
  onRange?: (first: number, end: number) => void;
  handle?: Ref<VirtualRowsHandle>;
  label: string;
  /** Id of the row that has the keyboard, for assistive technology. */
  activeId?: string | undefined;
  className?: string;
  testid?: string;
  onFocus?: () => void;
}

export function VirtualRows(props: VirtualRowsProps) {
  const { count, rowHeight = ROW_HEIGHT, header, headerHeight = header ? 28 : 0, minWidth = 0, renderRow, onRange, handle } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState(0);
  const [offset, setOffset] = useState({ top: 0, scrollTop: 0 });
  // Latest values for listeners that are not re-created on each render.
  const live = useRef<{ space: ScrollSpace; top: number; expected: number }>({ space: scrollSpace(0, rowHeight, 0), top: 0, expected: 0 });
  const space = scrollSpace(count, rowHeight, Math.max(0, viewport - headerHeight));
  live.current.space = space;

  const moveTo = useCallback((wanted: number) => {
    const el = scroller.current;
    if (!el) return;
    const { space: now } = live.current;
    const top = clampTop(now, wanted);
    el.scrollTop = toPhysical(now, top);
    live.current.top = top;
    // The browser rounds scrollTop: remember what it made of it, so that its own scroll event is recognised.
    live.current.expected = el.scrollTop;
    setOffset({ top, scrollTop: el.scrollTop });
  }, []);

  useLayoutEffect(() => {
    const el = scroller.current;
    if (!el) return;
    const measure = () => setViewport(el.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(el);
    return () => observer.disconnect();
  }, []);

  // Fewer rows than before: do not stay beyond the end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the number of rows changes
  useLayoutEffect(() => {
    const top = clampTop(live.current.space, live.current.top);
    if (top !== live.current.top && viewport > 0) moveTo(top);
  }, [count, viewport, moveTo]);

  useEffect(() => {
    const el = scroller.current;
    if (!el) return;
    const onScroll = () => {
      const { space: now, expected } = live.current;
      if (now.compressed && Math.abs(el.scrollTop - expected) < 1.5) return;
      live.current.top = toLogical(now, el.scrollTop);
      live.current.expected = el.scrollTop;
      setOffset({ top: live.current.top, scrollTop: el.scrollTop });
    };
    const onWheel = (event: WheelEvent) => {
      const { space: now, top } = live.current;
      if (!now.compressed || event.deltaY === 0 || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const unit = event.deltaMode === 1 ? now.rowHeight : event.deltaMode === 2 ? now.viewport : 1;
      moveTo(top + event.deltaY * unit);
    };
    el.addEventListener('scroll', onScroll, { passive: true });
    el.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      el.removeEventListener('scroll', onScroll);
      el.removeEventListener('wheel', onWheel);
    };
  }, [moveTo]);

  useImperativeHandle(
    handle,
    () => ({
      reveal: (row) => {
        const top = reveal(live.current.space, live.current.top, row);
        if (top !== live.current.top) moveTo(top);
      },
      toTop: () => moveTo(0),
      centre: (row) => moveTo(centre(live.current.space, row)),
      pageRows: () => Math.max(1, Math.floor(live.current.space.viewport / live.current.space.rowHeight)),
      focus: () => scroller.current?.focus({ preventScroll: true }),
      element: () => scroller.current,
    }),
    [moveTo],
  );

  const { first, end } = rowsInView(space, offset.top, OVERSCAN);
  useEffect(() => onRange?.(first, end), [first, end, onRange]);

  // A row's place in the browser's space: where its true offset is now, seen from the current scroll position.
  const shift = headerHeight + offset.scrollTop - offset.top;
  const rows: ReactNode[] = [];
  for (let i = first; i < end; i++) rows.push(renderRow(i, { transform: `translateY(${shift + i * rowHeight}px)`, height: rowHeight }));

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
    <div
      ref={scroller}
      className={`tc-rows ${props.className ?? ''}`}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count}
      aria-activedescendant={props.activeId}
      tabIndex={0}
      data-testid={props.testid}
      onFocus={props.onFocus}
    >
      <div className="tc-rows-space" style={{ height: space.physical + headerHeight, minWidth }} role="presentation">
        {header && (
          <div className="tc-rows-header" style={{ height: headerHeight }} role="presentation">
            {header}
          </div>
        )}
        {rows}
      </div>
    </div>
  );
}
