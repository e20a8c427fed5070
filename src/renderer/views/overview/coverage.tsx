// Which hours of which account and region have events in this archive; empty hours are shown as empty, and explained.
import { type PointerEvent, useCallback, useRef, useState } from 'react';
import type { Result } from '../../../shared/channels.ts';
import { printFilter } from '../../../shared/filter.ts';
import { withTimes } from '../../../shared/filter-edit.ts';
import { grouped } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { offsetsIn } from '../../../shared/timeline-picture/axis.ts';
import { Door, plural } from '../../components/texts.tsx';
import { type Drawing, useCanvas } from '../../components/use-canvas.ts';
import { useWidth } from '../../components/use-width.ts';
import { Value } from '../../components/value.tsx';
import { useZone } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { BulkLine } from './bulk-line.tsx';
import { fittingTicks, strength, widthWords } from './coverage-scale.ts';
import { TickLabels } from './tick-labels.tsx';
import type { Bulk } from './use-bulk.ts';

type Strip = Result<'case.overview'>['coverage'][number];

const STRIP_HEIGHT = 16;
/** Strips shown before the person asks for the rest. */
const FIRST_STRIPS = 8;

interface CoverageProps {
  strips: readonly Strip[];
  /** Where nearly all events are, when nothing is seen of them in the whole. */
  bulk: Result<'case.overview'>['bulk'];
  undated: number;
}

export function Coverage(props: CoverageProps) {
  return props.strips[0] ? <Strips {...props} first={props.strips[0]} /> : null;
}

function Strips({ strips: whole, first: firstOfAll, bulk, undated }: CoverageProps & { first: Strip }) {
  const zone = useZone();
  const [all, setAll] = useState(false);
  const [isNear, setNear] = useState(false);
  const axis = useRef<HTMLDivElement>(null);
  const axisWidth = useWidth(axis);
  const near = isNear ? bulk : null;
  const strips = near?.coverage ?? whole;
  const first = strips[0] ?? firstOfAll;
  const bins = Math.max(...strips.map((strip) => strip.counts.length));
  const end = first.start + bins * first.binMs;
  const busiest = [...strips].sort((a, b) => b.events - a.events);
  const shown = all ? busiest : busiest.slice(0, FIRST_STRIPS);
  const most = strips.reduce((max, strip) => strip.counts.reduce((m, n) => Math.max(m, n), max), 0);
  const width = widthWords(first.binMs);
  return (
    <section className="tc-block tc-coverage" aria-label="Coverage" data-testid="coverage">
      <h3>
        Coverage{' '}
        <span className="tc-dim">
          one mark per {width.replace(/^1 /, '')}, darker = more events · {zone} (UTC{offsetsIn({ from: first.start, to: end }, zone)})
        </span>
      </h3>
      {bulk && <BulkLine bulk={bulk} isNear={isNear} setNear={setNear} />}
      {shown.map((strip) => (
        <div key={`${strip.account} ${strip.region}`} className="tc-strip">
          <span className="tc-strip-label">
            <Value field="accountId" value={strip.account} /> <Value field="awsRegion" value={strip.region} />
          </span>
          <StripBar strip={strip} most={most} near={near} />
          <StripDoor strip={strip} near={near} />
        </div>
      ))}
      <div className="tc-strip tc-strip-axis" aria-hidden="true">
        <span className="tc-strip-label" />
        <div className="tc-axis" ref={axis}>
          <TickLabels ticks={fittingTicks({ from: first.start, to: end }, zone, axisWidth)} />
        </div>
        <span className="tc-strip-count" />
      </div>
      {strips.length > FIRST_STRIPS && (
        <Door title="Coverage of every account and region" onOpen={() => setAll(!all)}>
          {all ? 'show fewer' : `show all ${grouped(strips.length)}`}
        </Door>
      )}
      <p className="tc-note">
        <span className="tc-empty-mark" aria-hidden="true" /> Empty means: no events delivered in this archive for that time. It does not
        mean that nothing happened.
        {undated > 0 && ` ${plural(undated, 'undated event')} not drawn.`}
      </p>
    </section>
  );
}

function stripFilter(strip: Strip): string {
  return printFilter([
    { field: 'accountId', value: strip.account, negated: false },
    { field: 'awsRegion', value: strip.region, negated: false },
  ]);
}

/** @param near the part of the time that is shown; null: all of it */
function StripDoor({ strip, near }: { strip: Strip; near: Bulk | null }) {
  const { openEvents } = useView();
  const zone = useZone();
  return (
    <span className="tc-strip-count">
      <Door title="These events" onOpen={() => openEvents(withTimes(stripFilter(strip), near, zone))}>
        {grouped(strip.events)}
      </Door>
    </span>
  );
}

function StripBar({ strip, most, near }: { strip: Strip; most: number; near: Bulk | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { go } = useView();
  const zone = useZone();
  const [hover, setHover] = useState<number | null>(null);
  const bins = strip.counts.length;

  const paint = useCallback(
    ({ context, style, width }: Drawing) => {
      context.fillStyle = style.getPropertyValue('--accent');
      const step = width / bins;
      strip.counts.forEach((count, i) => {
        if (count === 0) return;
        context.globalAlpha = strength(count, most);
        // A lone bin stays visible even when bins are thinner than a pixel.
        context.fillRect(i * step, 0, Math.max(1, step - (step > 4 ? 1 : 0)), STRIP_HEIGHT);
      });
      context.globalAlpha = 1;
    },
    [strip, most, bins],
  );
  useCanvas(canvas, paint);

  const binAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(bins - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * bins)));
  };
  const from = strip.start + (hover ?? 0) * strip.binMs;
  const count = strip.counts[hover ?? 0] ?? 0;
  const title =
    hover === null
      ? ''
      : `${formatTime(from, zone)}, ${widthWords(strip.binMs)}\n${count === 0 ? 'no events delivered in this archive for that time' : plural(count, 'event')}`;
  return (
    <button
      type="button"
      className="tc-strip-bar"
      title={title || 'Open on the timeline'}
      aria-label={`Coverage of ${strip.account} ${strip.region}: ${plural(strip.events, 'event')}; open on the timeline`}
      onPointerMove={(event) => setHover(binAt(event))}
      onPointerLeave={() => setHover(null)}
      onClick={() => {
        const shown = near && { from: near.from, to: near.to };
        const wide = hover === null ? shown : { from: from - strip.binMs, to: from + 2 * strip.binMs };
        go({ view: 'timeline', filter: stripFilter(strip), timelineSpan: wide });
      }}
    >
      <canvas ref={canvas} className="tc-strip-canvas" />
    </button>
  );
}
