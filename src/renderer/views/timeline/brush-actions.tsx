// What can be done with a span of time that was brushed: look nearer, filter to it, bookmark it, open its events.
import { Button, ButtonGroup } from '@blueprintjs/core';
import { useEffect, useRef } from 'react';
import { spanTarget, targetText } from '../../../shared/annotations.ts';
import { withTimes } from '../../../shared/filter-edit.ts';
import { lengthWords, plural } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { useKeys } from '../../components/keys.ts';
import { annotate } from '../../data/annotate.ts';
import { useCall, useZone } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import type { Span } from '../../state/view-state.ts';

interface BrushActionsProps {
  brush: Span;
  close: () => void;
  zoom: (span: Span) => void;
  /** Where it stands, px: from the left, or from the right. */
  place: { left: number } | { right: number };
}

export function BrushActions({ brush, close, zoom, place }: BrushActionsProps) {
  const { state, go, openEvents } = useView();
  const zone = useZone();
  // Whole seconds, as the filter has them, and as events do.
  const span = { from: Math.floor(brush.from / 1000) * 1000, to: Math.ceil(brush.to / 1000) * 1000 };
  const filter = withTimes(state.filter, span, zone);
  const count = useCall('events.count', { filter }).data?.total;
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus({ preventScroll: true }), []);
  useKeys({ escape: close }, { first: true });

  const bookmark = () => {
    const target = spanTarget(span.from, span.to, state.filter);
    if (!target) return;
    void annotate('Span of time bookmarked', [{ target: targetText(target), act: { kind: 'bookmark', colour: 'yellow' } }]);
    close();
  };
  const act = (work: () => void) => () => {
    close();
    work();
  };
  return (
    <div className="tc-brush-actions" style={place} role="toolbar" aria-label="The chosen span of time" data-testid="brush-actions">
      <span className="tc-time">
        {formatTime(span.from, zone)} – {formatTime(span.to, zone)}
      </span>
      <span className="tc-dim">
        {lengthWords(span.to - span.from)}
        {count !== undefined && `, ${plural(count, 'event')}`}
      </span>
      <ButtonGroup>
        <Button ref={first} size="small" text="Zoom in" intent="primary" onClick={act(() => zoom(span))} data-testid="brush-zoom" />
        <Button
          size="small"
          text="Only these times"
          title="The filter gets these times (time:FROM..TO), here and in every list"
          onClick={act(() => go({ filter, timelineSpan: span }))}
          data-testid="brush-filter"
        />
        <Button
          size="small"
          text="Bookmark"
          title="Bookmarks this span of time with the filter as it is: with a label, a note and tags among the bookmarks"
          onClick={bookmark}
          data-testid="brush-bookmark"
        />
        <Button
          size="small"
          text="Its events"
          title="The list of exactly these events"
          onClick={act(() => openEvents(filter))}
          data-testid="brush-events"
        />
        <Button size="small" text="✕" aria-label="Choose no span (Esc)" title="Esc" onClick={close} data-testid="brush-close" />
      </ButtonGroup>
    </div>
  );
}
