// One strip per trail, account and region over time, all on one axis: coloured by verdict, zoomable to single digests.
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Attestation, Chain, ChainSpan, SpanState } from '../../../../shared/integrity.ts';
import { formatTime, zoned } from '../../../../shared/time.ts';
import { Cell } from '../../../components/cell.tsx';
import { keysAreFree, useKeys } from '../../../components/keys.ts';
import { VirtualRows, type VirtualRowsHandle } from '../../../components/virtual-rows.tsx';
import { ZoomButtons } from '../../../components/zoom-buttons.tsx';
import { useZone } from '../../../data/queries.ts';
import { useView } from '../../../state/view-context.tsx';
import type { Span } from '../../../state/view-state.ts';
import { fittingTicks } from '../../overview/coverage-scale.ts';
import { TickLabels } from '../../overview/tick-labels.tsx';
import { panned, sameSpan, within, zoomed } from '../../timeline/spans.ts';
import { AttestationSummary } from './attestation-summary.tsx';
import { ChainCounts, ChainLabel } from './chain-cells.tsx';
import { useChosen } from './chosen.ts';
import { Legend } from './legend.tsx';
import { SpanPanel } from './span-panel.tsx';
import { Strip, useSpans } from './strip.tsx';
import { type ChainSums, digestsFit, stepFrom, sumsOf } from './strip-model.ts';

const ROW = 30;
const GRID = '336px minmax(0, 1fr) 140px';

export function ChainsTab({ attestation, whole }: { attestation: Attestation; whole: Span }) {
  const { state, go, adjust } = useView();
  const zone = useZone();
  const { chains } = attestation;
  const [moving, setMoving] = useState<Span | null>(null);
  const [width, setWidth] = useState(0);
  const axis = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const rows = useRef<VirtualRowsHandle>(null);

  const view = moving ?? (state.integritySpan ? within(whole, state.integritySpan) : whole);
  const near = digestsFit(view, width);
  const sums = useMemo(() => new Map(chains.map((chain) => [chain.id, sumsOf(chain)])), [chains]);
  const states = useMemo(() => new Set(chains.flatMap((chain) => chain.spans.map((span): SpanState => span.state))), [chains]);
  const chosen = state.integrityChosen;
  const found = useChosen(chains, chosen);

  useEffect(() => {
    const element = axis.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const show = (next: Span, step: boolean) => {
    const kept = within(whole, next);
    const patch = { integritySpan: sameSpan(kept, whole) ? null : kept };
    if (step) go(patch);
    else adjust(patch);
  };
  const choose = (chain: Chain, span: ChainSpan | null) => {
    if (!span) return;
    const outside = span.to <= view.from || span.from >= view.to;
    const middle = (span.from + span.to - view.to - view.from) / 2;
    adjust({
      integrityChosen: { chain: chain.id, from: span.from, to: span.to, digest: span.digest },
      ...(outside && { integritySpan: within(whole, { from: view.from + middle, to: view.to + middle }) }),
    });
  };
  /** So near that the digests of a span are drawn singly, and as many of them as fit. */
  const nearer = (span: ChainSpan) => {
    const fits = Math.floor(width / 6.5) * 3_600_000;
    const room = Math.max((span.to - span.from) * 0.05, 3_600_000);
    const long = Math.min(span.to - span.from + 2 * room, fits);
    show({ from: span.from - room, to: span.from - room + long }, true);
  };

  const wheel = useRef<(event: WheelEvent) => void>(() => {});
  wheel.current = (event) => {
    const bar = event.target instanceof Element ? event.target.closest('.tc-span-bar') : null;
    if (!bar) return;
    event.preventDefault();
    const { left } = bar.getBoundingClientRect();
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      show(panned(whole, view, Math.sign(event.deltaX || event.deltaY) * 0.08), false);
    } else if (event.deltaY !== 0) {
      const around = view.from + ((event.clientX - left) / width) * (view.to - view.from);
      show(zoomed(whole, view, event.deltaY < 0 ? 0.8 : 1.25, around), false);
    }
  };
  useEffect(() => {
    const element = box.current;
    const listen = (event: WheelEvent) => wheel.current(event);
    element?.addEventListener('wheel', listen, { passive: false });
    return () => element?.removeEventListener('wheel', listen);
  }, []);

  const active = chains.find(({ id }) => id === chosen?.chain) ?? (chains[0] as Chain);
  const spans = useSpans(active, view, near);
  const step = (by: 1 | -1, open: boolean) => choose(active, stepFrom(spans, chosen, view, by, open));
  const toChain = (by: 1 | -1) => {
    const row = chosen === null ? 0 : Math.min(Math.max(0, chains.indexOf(active) + by), chains.length - 1);
    const next = chains[row];
    if (!next) return;
    choose(next, stepFrom(next.spans, null, chosen ?? view, 1));
    rows.current?.reveal(row);
  };
  useKeys(
    {
      '+': () => show(zoomed(whole, view, 0.5), false),
      '=': () => show(zoomed(whole, view, 0.5), false),
      '-': () => show(zoomed(whole, view, 2), false),
      left: () => show(panned(whole, view, -0.25), false),
      right: () => show(panned(whole, view, 0.25), false),
      '0': () => show(whole, true),
      j: () => toChain(1),
      k: () => toChain(-1),
      h: () => step(-1, false),
      l: () => step(1, false),
      n: () => step(1, true),
      p: () => step(-1, true),
      escape: () => adjust({ integrityChosen: null }),
    },
    { isActive: keysAreFree },
  );

  const header = (
    <div className="tc-row tc-row-header tc-chain-header" style={{ gridTemplateColumns: GRID }}>
      <span>
        Account, region, trail{' '}
        <span className="tc-dim">
          · {zone} (UTC{zoned(view.from, zone).offset})
        </span>
      </span>
      <div className="tc-axis" ref={axis} aria-hidden="true">
        <TickLabels ticks={fittingTicks(view, zone, width)} />
      </div>
      <span className="tc-right">Log files</span>
    </div>
  );
  return (
    <>
      <div className="tc-toolbar">
        <Legend states={states} />
        <span className="tc-time" data-testid="strips-span" data-from={view.from} data-to={view.to}>
          {formatTime(view.from, zone).slice(0, 16)} – {formatTime(view.to, zone).slice(0, 16)}
        </span>
        <ZoomButtons
          isWhole={sameSpan(view, whole)}
          isChosen={state.integritySpan !== null}
          zoom={(factor) => show(zoomed(whole, view, factor), true)}
          showWhole={() => show(whole, true)}
          whole={{ text: 'Whole', title: 'All that the chains cover' }}
          testid="strips"
        />
      </div>
      <div className="tc-strips" ref={box} style={{ flexBasis: 30 + chains.length * ROW }}>
        <VirtualRows
          count={chains.length}
          rowHeight={ROW}
          header={header}
          minWidth={620}
          label="Chains of digests"
          testid="strips"
          handle={rows}
          renderRow={(index, place) => {
            const chain = chains[index] as Chain;
            const of = sums.get(chain.id) as ChainSums;
            return (
              // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
              // biome-ignore lint/a11y/useFocusableInteractive: what can be done stands in the cells
              <div
                key={chain.id}
                role="row"
                aria-rowindex={index + 1}
                className={`tc-row tc-chain${chain.id === chosen?.chain ? ' tc-selected' : ''}`}
                style={{ ...place, gridTemplateColumns: GRID }}
                data-testid="strip"
                data-chain={chain.id}
                data-worst={of.worst}
              >
                <ChainLabel chain={chain} />
                <Cell className="tc-strip-cell">
                  <Strip
                    chain={chain}
                    sums={of}
                    view={view}
                    width={width}
                    near={near}
                    chosen={chain.id === chosen?.chain ? chosen : null}
                    onChoose={(span) => choose(chain, span)}
                    onView={(next, still) => {
                      setMoving(still ? within(whole, next) : null);
                      if (!still) show(next, false);
                    }}
                  />
                </Cell>
                <ChainCounts chain={chain} sums={of} />
              </div>
            );
          }}
        />
      </div>
      <div className="tc-chains-below">
        {found ? (
          <SpanPanel
            chain={found.chain}
            span={found.span}
            nearer={found.span.digests > 1 && found.span.state !== 'missing' ? () => nearer(found.span) : null}
            close={() => adjust({ integrityChosen: null })}
          />
        ) : (
          <AttestationSummary attestation={attestation} near={near} />
        )}
      </div>
    </>
  );
}
