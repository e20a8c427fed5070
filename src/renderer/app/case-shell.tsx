// An open case: top bar, navigation, the view, the panel beside it, status bar; dialogs, keys and the tour.
import { Button, Callout, Intent } from '@blueprintjs/core';
import { type CSSProperties, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Boundary } from '../components/boundary.tsx';
import { DetailSlotProvider } from '../components/detail-slot.tsx';
import { Splitter } from '../components/splitter.tsx';
import { oneLine, visibleText } from '../components/visible-text.ts';
import { useCase } from '../data/queries.ts';
import { BytesProvider } from '../state/bytes.tsx';
import { placeOf, useScrollMemory } from '../state/scroll-memory.ts';
import { useSession } from '../state/session.tsx';
import { isNumber, useStored } from '../state/stored.ts';
import type { useTheme } from '../state/theme.ts';
import { useView } from '../state/view-context.tsx';
import type { ViewId, ViewState } from '../state/view-state.ts';
import { AcquireDialog } from '../views/acquire/acquire-dialog.tsx';
import { BytesDialog } from '../views/bytes/bytes-dialog.tsx';
import { DetailPanel } from '../views/detail/detail-panel.tsx';
import { FindingChooser } from '../views/findings/finding-chooser.tsx';
import { UnsavedBanner, useLeaveDrafts } from '../views/findings/unsaved-banner.tsx';
import { DropZone } from '../views/import/drop-zone.tsx';
import { ImportCard } from '../views/import/import-card.tsx';
import { ImportDialog } from '../views/import/import-dialog.tsx';
import { viewOf } from '../views/registry.tsx';
import { SaveDialog } from '../views/saved/save-dialog.tsx';
import { ViewsDialog } from '../views/saved/views-dialog.tsx';
import { Breadcrumb } from './breadcrumb.tsx';
import { GoHint } from './go-hint.tsx';
import { holdKeys } from './held-keys.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { Navigation } from './navigation.tsx';
import { Palette } from './palette.tsx';
import { ProofBanner } from './proof-banner.tsx';
import { type Shell, type ShellDialog, ShellProvider } from './shell.tsx';
import { useShellKeys } from './shell-keys.ts';
import { MAIN_ID, SkipLink } from './skip-link.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { TourCard } from './tour/tour-card.tsx';
import { TourOffer } from './tour/tour-offer.tsx';
import { useTour } from './tour/use-tour.ts';

const DETAIL_MIN = 300;
/** Left of the detail panel at least this much stays for the view, px. */
const VIEW_MIN = 420;

/** Views in which no event can be chosen keep the whole width; the chosen one is still there afterwards. */
const WITHOUT_EVENTS: readonly ViewId[] = ['overview', 'actors', 'addresses', 'resources', 'compare', 'report'];
const showsEvents = ({ view, integrityTab }: ViewState): boolean =>
  !WITHOUT_EVENTS.includes(view) && (view !== 'integrity' || integrityTab === 'proof');

/** Width of the window, px of the page: the larger the text, the fewer. */
function useWindowWidth(): number {
  const [width, setWidth] = useState(innerWidth);
  useEffect(() => {
    const onResize = () => setWidth(innerWidth);
    addEventListener('resize', onResize);
    return () => removeEventListener('resize', onResize);
  }, []);
  return width;
}

/** Which dialog of the frame is open. When it closes, the keyboard is back where it was. */
function useDialog(): [ShellDialog | null, (dialog: ShellDialog | null) => void] {
  const [dialog, setDialog] = useState<ShellDialog | null>(null);
  const before = useRef<Element | null>(null);
  const open = useCallback((next: ShellDialog | null) => {
    if (next !== null) before.current = document.activeElement;
    // What is typed before it is drawn is meant for it.
    if (next === 'palette') holdKeys();
    setDialog(next);
  }, []);
  useEffect(() => {
    if (dialog !== null) return;
    const was = before.current;
    before.current = null;
    if (was instanceof HTMLElement && document.activeElement === document.body) was.focus({ preventScroll: true });
  }, [dialog]);
  return [dialog, open];
}

/** The panel beside the view: taken by a view for as long as it puts something there. */
function useDetailSlot() {
  const [host, setHost] = useState<HTMLElement | null>(null);
  const [claims, setClaims] = useState(0);
  const claim = useCallback(() => {
    setClaims((n) => n + 1);
    return () => setClaims((n) => n - 1);
  }, []);
  return { slot: useMemo(() => ({ host, claim }), [host, claim]), setHost, isTaken: claims > 0 };
}

interface ShellProps {
  theme: ReturnType<typeof useTheme>;
  /** Of this window among those of the case. */
  number: number;
  /** It was opened beside another window of the case. */
  isBeside: boolean;
}

export function CaseShell({ theme, number, isBeside }: ShellProps) {
  const { state } = useView();
  const { caseId, title } = useCase().case;
  const { engine, dismissEngine } = useSession();
  const [dialog, setDialog] = useDialog();
  const [width, setWidth] = useStored('detailWidth', 420, isNumber);
  const { slot, setHost, isTaken } = useDetailSlot();
  const tour = useTour();
  useLeaveDrafts();
  const main = useRef<HTMLElement>(null);
  useScrollMemory(main, `scroll.${number}.${caseId}`, placeOf(state));
  const { component: View, label } = viewOf(state.view);
  useEffect(() => {
    // By which one window is told from the other outside of them.
    document.title = [label, oneLine(title), 'Trailcase'].filter(Boolean).join(' · ');
    return () => {
      document.title = 'Trailcase';
    };
  }, [label, title]);
  const close = () => setDialog(null);
  const shell: Shell = { open: setDialog, startTour: tour.start, theme };
  const isGoing = useShellKeys(shell);

  const max = Math.max(DETAIL_MIN, useWindowWidth() - 148 - VIEW_MIN);
  const shown = Math.min(Math.max(width, DETAIL_MIN), max);
  const hasDetail = isTaken || (state.selectedEventId !== null && showsEvents(state));
  return (
    <ShellProvider value={shell}>
      <BytesProvider>
        <DetailSlotProvider value={slot}>
          <div className="tc-app tc-shell">
            <SkipLink />
            <TopBar />
            {engine && (
              <Callout
                intent={engine.state === 'stopped' ? Intent.DANGER : Intent.WARNING}
                className="tc-banner"
                role="alert"
                data-testid="engine-banner"
              >
                <span>
                  {engine.state === 'running' && 'The engine stopped and was restarted; work that was running must be started again. '}
                  {visibleText(engine.message)}
                </span>
                <Button size="small" variant="minimal" text="Close" onClick={dismissEngine} />
              </Callout>
            )}
            <Breadcrumb />
            <ProofBanner />
            {!isBeside && <UnsavedBanner />}
            {tour.isOffered && state.view === 'overview' && <TourOffer start={tour.start} decline={tour.end} />}
            <div className="tc-body">
              <Navigation />
              <main ref={main} className="tc-main" id={MAIN_ID} tabIndex={-1} aria-label={label}>
                <ImportCard />
                <Boundary key={state.view}>
                  <View />
                </Boundary>
                {hasDetail && (
                  <Splitter
                    size={shown}
                    min={DETAIL_MIN}
                    max={max}
                    onSize={setWidth}
                    label="Width of the event panel"
                    testid="detail-splitter"
                  />
                )}
              </main>
              {hasDetail && (
                <div className="tc-detail-pane" style={{ '--detail': `${shown}px` } as CSSProperties}>
                  <div ref={setHost} className={isTaken ? 'tc-detail-host' : 'tc-hidden'} />
                  {!isTaken && state.selectedEventId !== null && (
                    <Boundary>
                      <DetailPanel id={state.selectedEventId} />
                    </Boundary>
                  )}
                </div>
              )}
            </div>
            <StatusBar />
            <DropZone />
            <ImportDialog />
            <AcquireDialog />
            <BytesDialog />
            {tour.at !== null && <TourCard at={tour.at} goTo={tour.goTo} end={tour.end} />}
            {dialog === 'palette' && <Palette close={close} />}
            {dialog === 'save' && <SaveDialog close={close} />}
            {dialog === 'views' && <ViewsDialog close={close} />}
            {isGoing && <GoHint />}
            <FindingChooser />
            <KeysDialog isOpen={dialog === 'keys'} close={close} />
          </div>
        </DetailSlotProvider>
      </BytesProvider>
    </ShellProvider>
  );
}
