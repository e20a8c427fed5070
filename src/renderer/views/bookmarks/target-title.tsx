// What an annotated target is, in a line: its event, its entity, its span of time, its view; and where it leads.
import { parseTarget, TARGET_TITLES, type TargetKind, targetKindOf } from '../../../shared/annotations.ts';
import type { WindowEventRow } from '../../../shared/domain.ts';
import { PIVOT_FIELDS } from '../../../shared/pivots.ts';
import { currentVersion } from '../../../shared/saved-views.ts';
import { ActorValue } from '../../components/actor-value.tsx';
import { eventWords } from '../../components/event-name.ts';
import { OfEvent } from '../../components/of-event.tsx';
import { OutcomeGlyph } from '../../components/outcome-marks.tsx';
import { Door, Time } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { type Navigator, useView } from '../../state/view-context.tsx';
import { kindWord } from '../pivot/words.ts';
import { FilterText } from '../saved/filter-text.tsx';
import { type SavedViews, useSavedViews } from '../saved/use-saved.ts';

interface Shown {
  target: string;
  row: WindowEventRow | null;
  missing?: boolean;
}

/** Goes to what is annotated. */
export function useOpenTarget(): (target: string) => void {
  const view = useView();
  const views = useSavedViews();
  return (target) => openTarget(target, view, views);
}

function openTarget(text: string, view: Navigator, views: SavedViews): void {
  const target = parseTarget(text);
  if (target?.kind === 'event') view.select(target.id);
  else if (target?.kind === 'entity') view.pivot(target.of, target.value);
  else if (target?.kind === 'span')
    view.go({ view: 'timeline', timelineSpan: { from: target.from, to: target.to }, filter: target.filter });
  else if (target?.kind === 'view') {
    const found = views.all.find(({ name }) => name === target.name);
    const version = found && currentVersion(found);
    if (version) views.open(version);
  }
}

const SIGNS: Record<TargetKind, string> = { event: '▪', entity: '◆', span: '↔', view: '▤' };

/** A sign for the kind of a target, with its word. */
export function KindMark({ target }: { target: string }) {
  const kind = targetKindOf(target);
  return (
    <span className="tc-target-kind" title={TARGET_TITLES[kind].one} role="img" aria-label={TARGET_TITLES[kind].one}>
      {SIGNS[kind]}
    </span>
  );
}

export function TargetTitle({ target: text, row, missing = false }: Shown) {
  const open = useOpenTarget();
  const target = parseTarget(text);
  if (target?.kind === 'event' || !target) {
    if (!row) {
      return (
        <>
          <span className="tc-verdict-missing">∅ its event is not in this case</span> <code>{oneLine(text.slice(0, 24))}…</code>
        </>
      );
    }
    return (
      <OfEvent value={row}>
        <OutcomeGlyph row={row} />
        <Time ms={row.timeMs} />
        <Door onOpen={() => open(row.id)} title="Open the event">
          {oneLine(eventWords(row))}
        </Door>
        <Value field="eventSource" value={row.eventSource} inRow />
        <ActorValue row={row} inRow />
        <Value field="sourceIPAddress" value={row.sourceIPAddress} inRow />
        <Value field="awsRegion" value={row.awsRegion} inRow />
      </OfEvent>
    );
  }
  if (target.kind === 'entity') {
    return (
      <>
        <span className="tc-dim">{kindWord(target.of)}</span>
        <Value field={PIVOT_FIELDS[target.of]} value={target.value} entity={{ kind: target.of, value: target.value }} inRow />
      </>
    );
  }
  if (target.kind === 'span') {
    return (
      <>
        <Door onOpen={() => open(text)} title="Open it on the timeline">
          <Time ms={target.from} /> – <Time ms={target.to} />
        </Door>
        {target.filter !== '' && <FilterText filter={target.filter} />}
      </>
    );
  }
  return (
    <>
      <span className="tc-dim">view</span>
      {missing ? (
        <span className="tc-verdict-missing">∅ “{oneLine(target.name)}” was taken away</span>
      ) : (
        <Door onOpen={() => open(text)} title="Open the view">
          {oneLine(target.name)}
        </Door>
      )}
    </>
  );
}
