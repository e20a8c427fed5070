// Lineage of one key, actor or session: totals, the drawing, the list, and the life of a key. For the view of that name and for pivot pages.
import { useCallback, useMemo, useState } from 'react';
import type { Lineage, LineageEdge, LineageKind, LineageNode } from '../../../shared/lineage.ts';
import { grouped } from '../../../shared/text.ts';
import { Answered, Empty, Skeleton } from '../../components/states.tsx';
import { Door, plural, Time } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { GraphCanvas } from './graph-canvas.tsx';
import { drawingOf } from './graph-model.ts';
import { KeyLife } from './key-life.tsx';
import { LineageTree } from './lineage-tree.tsx';

/** Children of each that are drawn; a door shows more once. */
const FEW = 16;
const MANY = 100;
const DEPTH = 8;
/** Boxes of one drawing: more could not be told apart. */
const MOST = 300;
/** Height of the drawing, px: beyond it, it is made smaller. */
const TALLEST = 2400;

export function LineageGraph({ kind, value }: { kind: LineageKind; value: string }) {
  const [width, setWidth] = useState(FEW);
  const asked = useCall('lineage.get', { kind, value, depth: DEPTH, width, most: MOST }, { keep: true });
  return (
    <Answered asked={asked} title="The lineage could not be worked out" skeleton={<Skeleton rows={10} />}>
      {({ lineage }) =>
        lineage === null ? (
          <Empty title="Not in this case" testid="lineage-none">
            No event knows the {kind} {oneLine(value)}: callers, credentials that records hand out, and those that they are about, were
            searched.
          </Empty>
        ) : (
          <Whole lineage={lineage} widen={width < MANY ? () => setWidth(MANY) : null} />
        )
      }
    </Answered>
  );
}

function Whole({ lineage, widen }: { lineage: Lineage; widen: (() => void) | null }) {
  const { go, pivot, select } = useView();
  const drawing = useMemo(() => drawingOf(lineage), [lineage]);
  const onNode = useCallback(
    ({ kind, value }: LineageNode) => {
      // A function's credentials bear its name as that of their session; an instance's its id.
      if (kind === 'key' || kind === 'actor') pivot(kind, value);
      else pivot('session', kind === 'function' ? (value.split(':').at(-1) as string) : value);
    },
    [pivot],
  );
  const onEdge = useCallback(({ event }: LineageEdge) => event && select(event.id), [select]);
  const onMore = useCallback(
    ({ of }: { of: LineageNode }) => {
      if (widen) widen();
      else onNode(of);
    },
    [widen, onNode],
  );
  return (
    <div className="tc-lineage tc-scroll" data-testid="lineage">
      <Totals lineage={lineage} openEvents={(filter) => go({ view: 'events', filter })} />
      <KeyLife life={lineage.life} onEvent={select} />
      {drawing.arrows.length > 0 && (
        <section
          className="tc-lineage-canvas"
          style={{ height: Math.min(drawing.height + 24, TALLEST) }}
          aria-label="Drawing of the lineage; the list below says the same"
        >
          <GraphCanvas key={drawing.boxes.length} drawing={drawing} asked={lineage.node} onNode={onNode} onMore={onMore} onEdge={onEdge} />
        </section>
      )}
      <LineageTree lineage={lineage} onNode={onNode} onEdge={onEdge} />
    </div>
  );
}

/** Everything done with it and with all that it spawned. */
function Totals({ lineage: { blast, root, node }, openEvents }: { lineage: Lineage; openEvents: (filter: string) => void }) {
  const { filter } = blast;
  const events = <strong>{plural(blast.events, 'event')}</strong>;
  return (
    <p className="tc-lineage-totals" data-testid="lineage-blast">
      With it and everything that it spawned, {plural(blast.keys, 'key')} in all:{' '}
      {filter === null ? (
        events
      ) : (
        <Door title="These events" onOpen={() => openEvents(filter)} testid="lineage-events">
          {events}
        </Door>
      )}
      , {grouped(blast.denied)} denied, {plural(blast.writes, 'write')}, in {plural(blast.accounts.length, 'account')} and{' '}
      {plural(blast.regions.length, 'region')}
      {blast.first !== null && (
        <>
          , <Time ms={blast.first} /> to <Time ms={blast.last} />
        </>
      )}
      . {root && root.value !== node.value && <>Its chain begins with {oneLine(root.who ?? root.value)}. </>}
      <span className="tc-dim">Logs identify credentials, never who held them.</span>
    </p>
  );
}
