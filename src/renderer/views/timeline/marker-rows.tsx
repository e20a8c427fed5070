// The strips of markers: one for each kind that is shown, a sign and words for each event or for several that stand together.
import { type KeyboardEvent, useMemo } from 'react';
import { grouped } from '../../../shared/text.ts';
import { MARKER_KINDS, type MarkerKind } from '../../../shared/timeline.ts';
import type { Span } from '../../state/view-state.ts';
import { isIn } from './counts.ts';
import { LAYER_WORDS, type MarkerSpot } from './layers.ts';
import { MARKER_ROW, xOf } from './paint.ts';

/** Width of a letter of a marker's words, px; and of its sign. */
const LETTER_PX = 6.6;
const SIGN_PX = 18;

interface MarkerRowsProps {
  /** What is in view, of which the signs are counted. */
  view: Span;
  isKnown: boolean;
  spots: readonly MarkerSpot[];
  kinds: readonly MarkerKind[];
  /** How long a pixel is, ms. */
  msPerPx: number;
  selected: string | null;
  onSpot: (spot: MarkerSpot) => void;
  /** Where the drawing area is, px. */
  left: number;
  width: number;
  top: number;
}

export function MarkerRows({ view, isKnown, spots, kinds, msPerPx, selected, onSpot, left, width, top }: MarkerRowsProps) {
  const rows = useMemo(
    () =>
      MARKER_KINDS.filter((kind) => kinds.includes(kind)).map((kind) => {
        const own = spots.filter((spot) => spot.kind === kind);
        const spotsOfRow = own.map((spot, i) => {
          const next = own[i + 1];
          const room = next ? (next.from - spot.from) / msPerPx - SIGN_PX : Number.POSITIVE_INFINITY;
          return { spot, hasWords: room >= spot.label.length * LETTER_PX + SIGN_PX };
        });
        return {
          kind,
          spots: spotsOfRow,
          total: isKnown ? own.reduce((sum, spot) => (isIn(view, spot) ? sum + spot.count : sum), 0) : null,
        };
      }),
    [kinds, spots, msPerPx, view, isKnown],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-spot]:not([hidden])')];
    const place = all.indexOf(document.activeElement as HTMLElement);
    const next = all[place + (event.key === 'ArrowRight' ? 1 : -1)];
    if (place < 0) return;
    event.preventDefault();
    event.stopPropagation();
    next?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the buttons inside
    <div className="tc-markers" style={{ top }} onKeyDown={onKeyDown} data-testid="timeline-markers">
      {rows.map(({ kind, spots: shown, total }) => {
        const { sign, label, title } = LAYER_WORDS[kind];
        return (
          <div key={kind} className="tc-marker-row" style={{ height: MARKER_ROW }}>
            <span className="tc-marker-kind" style={{ width: Math.max(0, left - 8) }} title={title}>
              <span className={`tc-marker-sign tc-marker-${kind}`} aria-hidden="true">
                {sign}
              </span>{' '}
              {label} <span className="tc-dim">{total === null ? '' : grouped(total)}</span>
            </span>
            <div className="tc-marker-strip" style={{ left, width }}>
              {shown.map(({ spot, hasWords }, i) => (
                <button
                  key={spot.id}
                  type="button"
                  className={`tc-marker tc-marker-${kind} tc-marker-failed-${spot.failed}`}
                  title={spot.title}
                  aria-label={spot.title.replaceAll('\n', ', ')}
                  aria-current={spot.marker !== null && spot.marker.id === selected ? 'true' : undefined}
                  tabIndex={i === 0 ? 0 : -1}
                  data-spot={spot.id}
                  data-from={spot.from}
                  data-to={spot.to}
                  data-testid="timeline-marker"
                  data-kind={kind}
                  data-count={spot.count}
                  onClick={() => onSpot(spot)}
                >
                  <span className="tc-marker-sign" aria-hidden="true">
                    {sign}
                  </span>
                  {(hasWords || spot.count > 1) && <span className="tc-marker-words">{hasWords ? spot.label : grouped(spot.count)}</span>}
                  {spot.failed !== 'none' && (
                    <span className="tc-marker-fail" aria-hidden="true">
                      {spot.failed === 'all' ? '✖' : '(✖)'}
                    </span>
                  )}
                </button>
              ))}
            </div>
          </div>
        );
      })}
    </div>
  );
}

/** Puts every sign where its time is, in the frame that is being drawn. */
export function placeSpots(root: HTMLElement | null, span: Span, width: number): void {
  if (!root) return;
  for (const node of root.querySelectorAll<HTMLElement>('[data-spot]')) {
    const at = (Number(node.dataset.from) + Number(node.dataset.to)) / 2;
    const x = xOf(span, width, at);
    const isSeen = x >= 0 && x <= width;
    if (node.hidden === isSeen) node.hidden = !isSeen;
    if (isSeen) node.style.transform = `translateX(${x.toFixed(1)}px)`;
  }
}
